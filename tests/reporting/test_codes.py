"""Every cause has its words on every network, and what claims to be published is."""

from itertools import product

import pytest

from simulator.carrier.settings import NETWORKS as CARRIERS
from simulator.causes import Cause
from simulator.lifecycle import State
from simulator.message import FAILURE, SUCCESS
from simulator.reporting import codes
from simulator.reporting.codes import EXPIRED_WORDS, NETWORKS, TABLE, Assumed, AtExpiry, Row
from simulator.reporting.published import Kind, meanings

WORDS = [(cause, network, word) for cause, row in TABLE.items() for network, word in zip(NETWORKS, row.words, strict=True)]
ASSUMED = {
    Cause.STALE_REGISTRATION: ["international"],
    Cause.NO_SIGNAL: ["international"],
    Cause.INBOX_FULL: ["international"],
    Cause.BLOCKED_ON_PHONE: ["mobile", "unicom", "telecom", "international"],
    Cause.BLACKLISTED: ["international"],
    Cause.PORTING: ["telecom", "international"],
    Cause.THROTTLED: ["international"],
    Cause.JOIN_EXPIRED: ["telecom", "international"],
}
"""Where no published word says what happened."""

EXPIRES = {Cause.OFF, Cause.STALE_REGISTRATION, Cause.NO_SIGNAL, Cause.INBOX_FULL, Cause.NETWORK_FAULT, Cause.LOST}
"""What a carrier waits out: the end of validity is its own fate then. Anything else keeps its own code to the end."""


def test_the_tables_cover_each_other() -> None:
    """A row for every cause, a word for every network that a world has by itself."""
    assert list(TABLE) == list(Cause)
    assert [carrier.name for carrier in CARRIERS] == list(NETWORKS)


@pytest.mark.parametrize(("cause", "network"), list(product(Cause, NETWORKS)))
def test_every_cause_has_its_words_on_every_network(cause: Cause, network: str) -> None:
    """A code, a sentence and an err of three characters, whenever it is told, and always a failure of this cause."""
    for outcome in (codes.failed(cause, network), codes.expired(cause, network)):
        assert (outcome.cause, outcome.wanted) == (cause, FAILURE)
        assert outcome.state is not State.DELIVERED
        assert outcome.err == f"{outcome.gsm_cause:03}"
        assert outcome.gsm_cause > 0
        assert outcome.description
        assert type(outcome.code) is str


@pytest.mark.parametrize(("cause", "network", "word"), WORDS)
def test_a_published_word_means_what_it_is_used_for(cause: Cause, network: str, word: str) -> None:
    """It is published for this network and of a kind that names the cause; all others are marked."""
    fits = any(meaning.kind in TABLE[cause].kinds for meaning in meanings(word, network))
    assert fits != isinstance(word, Assumed)


def test_what_is_assumed() -> None:
    """No more than this."""
    assumed: dict[Cause, list[str]] = {}
    for cause, network, word in WORDS:
        if isinstance(word, Assumed):
            assumed.setdefault(cause, []).append(network)
    assert assumed == ASSUMED


@pytest.mark.parametrize(("network", "word"), list(zip(NETWORKS, EXPIRED_WORDS, strict=True)))
def test_the_end_of_validity_has_a_word(network: str, word: str) -> None:
    """Published for Mobile and abroad, assumed elsewhere."""
    assert codes.expired(None, network).code == word == "EXPIRED"
    assert any(meaning.kind is Kind.EXPIRED for meaning in meanings(word, network)) != isinstance(word, Assumed)


@pytest.mark.parametrize(("cause", "network"), list(product(Cause, NETWORKS)))
def test_what_is_told_when_validity_ends(cause: Cause, network: str) -> None:
    """EXPIRED for what a carrier waits out, with the cause in err; for anything else the very failure that it is."""
    outcome, failure = codes.expired(cause, network), codes.failed(cause, network)
    assert (TABLE[cause].at_expiry is AtExpiry.EXPIRED) == (cause in EXPIRES)
    if cause in EXPIRES:
        assert (outcome.state, outcome.code, outcome.err) == (State.EXPIRED, "EXPIRED", failure.err)
    else:
        assert outcome is failure


@pytest.mark.parametrize(("cause", "row"), TABLE.items())
def test_what_a_gateway_refuses_is_rejected(cause: Cause, row: Row) -> None:
    """REJECTD of a receipt is a carrier's judgement of the text or of its sender; all else could not be delivered."""
    judged = {Cause.BLACKLISTED, Cause.INTERCEPTED, Cause.SPOT_CHECK, Cause.THROTTLED, Cause.REVIEW_REFUSED}
    lost = State.UNKNOWN if cause is Cause.LOST else State.UNDELIVERABLE
    assert row.state is (State.REJECTED if cause in judged else lost)


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (Cause.OFF, ["MK:0024", "LT:0011", "UNDELIVS602S", "UNDELIV"]),
        (Cause.OUT_OF_CREDIT, ["MK:0004", "5", "UNDELIVS705S", "UNDELIV"]),
        (Cause.NUMBER_UNKNOWN, ["MK:0001", "LT:0001", "UNDELIVS601S", "UNDELIV"]),
        (Cause.NO_SIGNAL, ["MK:0008", "15", "UNDELIVS718S", "UNDELIV"]),
        (Cause.INBOX_FULL, ["MK:0017", "LT:0008", "UNDELIVS713S", "UNDELIV"]),
        (Cause.INTERCEPTED, ["MK:0118", "-106", "UNDELIVS660S", "REJECTD"]),
        (Cause.NETWORK_FAULT, ["CB:0007", "LT:0106", "UNDELIVS608S", "COMFAIL"]),
    ],
)
def test_known_words(cause: Cause, words: list[str]) -> None:
    """As the platform publishes them."""
    assert [codes.failed(cause, network).code for network in NETWORKS] == words


@pytest.mark.parametrize(
    ("cause", "map_error"),
    [(Cause.OFF, 27), (Cause.NUMBER_UNKNOWN, 1), (Cause.SUSPENDED, 9), (Cause.OUT_OF_CREDIT, 13), (Cause.SETTINGS, 21),
     (Cause.INBOX_FULL, 32), (Cause.NETWORK_FAULT, 34)],
)  # fmt: skip
def test_known_map_errors(cause: Cause, map_error: int) -> None:
    """As 3GPP TS 29.002 numbers them."""
    assert codes.failed(cause, "mobile").gsm_cause == map_error


def test_one_outcome_is_shared() -> None:
    """A million reports of one fate hold one outcome."""
    assert codes.failed(Cause.OFF, "mobile") is codes.failed(Cause.OFF, "mobile")
    assert codes.expired(Cause.OFF, "mobile") is codes.expired(Cause.OFF, "mobile")


@pytest.mark.parametrize("network", NETWORKS)
def test_expiry_before_any_attempt_has_no_cause(network: str) -> None:
    """Nothing is known of the handset then, and nothing claimed."""
    outcome = codes.expired(None, network)
    assert (outcome.state, outcome.cause, outcome.err, outcome.gsm_cause) == (State.EXPIRED, None, "000", 0)


def test_a_network_of_another_name_reports_as_abroad() -> None:
    """A scenario may have carriers of its own: plain SMPP words are what they say."""
    assert codes.failed(Cause.OFF, "lunar").code == "UNDELIV"


def test_delivery_is_success() -> None:
    """Asked for by another bit than failures."""
    assert (codes.DELIVERED.state, codes.DELIVERED.cause, codes.DELIVERED.wanted) == (State.DELIVERED, None, SUCCESS)


@pytest.mark.parametrize(
    ("kind", "causes"),
    [
        (Kind.SIGNAL, (Cause.STALE_REGISTRATION, Cause.NO_SIGNAL)),
        (Kind.KEYWORD, (Cause.INTERCEPTED, Cause.SPOT_CHECK)),
        (Kind.SIGNCODE, ()),
    ],
)
def test_a_kind_leads_to_its_causes(kind: Kind, causes: tuple[Cause, ...]) -> None:
    """From a bare code of a report to what can be acted out here."""
    assert codes.causes_of(kind) == causes
