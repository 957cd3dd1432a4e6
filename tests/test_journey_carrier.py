"""What carriers do to a text on its road: words, reviews, outages, loss, limits, the blacklist, ported numbers."""

import pytest
from msgspec.structs import replace

from simulator.carrier.settings import Action, CarrierSettings, Network, Outage, WordRule
from simulator.handset.conditions import Condition
from simulator.handset.settings import in_condition
from simulator.lifecycle import State
from simulator.lines import NOWHERE, LineSettings
from simulator.message import Alphabet, Message
from simulator.reporting.settings import Manner
from tests.road import HOUR, MINUTE, NINE, SECOND, VALIDITY, WORLD, Road

HOME, AWAY, THIRD = "+8613900000000", "+8618600000000", "+8618900000000"
DAY = 24 * HOUR
CODES = {HOME: "MK:0118", AWAY: "-106", THIRD: "UNDELIVS660S", "+85251234567": "REJECTD"}


def chinese(text: str) -> dict[str, object]:
    return {"content": text.encode("utf-16-be"), "alphabet": Alphabet.UCS2}


def road(rule: WordRule | None = None, lines: dict[str, LineSettings] | None = None, **network: object) -> Road:
    """A world with one rule, and something about Mobile's network."""
    mobile, *others = WORLD.carriers.networks
    return Road(lines or {}, carriers=CarrierSettings((replace(mobile, **network), *others), (rule,) if rule else ()))


@pytest.mark.parametrize(("marketing", "wait"), [(False, 30 * SECOND), (True, 6 * MINUTE)])
def test_a_review_by_hand_holds_a_text(marketing: bool, wait: int) -> None:
    """Half a minute, for marketing texts six; then it travels as any other, and the report comes after the text."""
    held = Road()
    text = held.submit(HOME, **chinese("恭喜中奖"), marketing=marketing)
    held.end()
    arrival = held.travel(text) + wait
    why = f"for review by hand, {wait // 1000} s"
    assert held.fate(text) == [(0, "held", why), (arrival, "delivered", None), (arrival, "reported", "DELIVRD")]
    assert len(held.journey.agenda) == 0


@pytest.mark.parametrize("number", CODES)
def test_a_review_can_end_in_a_refusal(number: str) -> None:
    """Told when the review ends, with a word of the number's network."""
    words = {HOME: "TE:0014", AWAY: "LT:0005", THIRD: "TE:0014", "+85251234567": "REJECTD"}
    refused = road(WordRule(("hi",), Action.HOLD, refuse=True))
    text = refused.submit(number)
    refused.end()
    assert refused.fate(text)[1:] == [(30 * SECOND, "failed", "review-refused"), (30 * SECOND, "reported", words[number])]
    assert (text.state, refused.inbox(number), refused.told[0].outcome.state) == (State.UNDELIVERABLE, [], State.REJECTED)


@pytest.mark.parametrize("refuse", [False, True])
def test_validity_can_end_in_a_review(refuse: bool) -> None:
    """The text expires at its own instant, and the end of the review finds nothing."""
    held = road(WordRule(("hi",), Action.HOLD, refuse=refuse))
    text = held.submit(HOME, validity_ms=20 * SECOND)
    held.pass_to(NINE + 20 * SECOND)
    assert (text.state, held.codes(), len(held.journey.agenda)) == (State.EXPIRED, ["EXPIRED"], 0)


@pytest.mark.parametrize("number", CODES)
@pytest.mark.parametrize("manner", Manner)
def test_an_intercepted_text(manner: Manner, number: str) -> None:
    """It reaches no handset; the report says so, or claims the contrary, or never comes."""
    intercepting = Road({number: LineSettings(report=manner)})
    text = intercepting.submit(number, **chinese("代开发票"))
    intercepting.end()
    told = {Manner.OPTIMISTIC: ["DELIVRD"], Manner.SILENT: []}.get(manner, [CODES[number]])
    assert (intercepting.codes(), intercepting.inbox(number), text.state) == (told, [], State.UNDELIVERABLE)
    assert intercepting.fate(text)[0] == (intercepting.travel(text), "failed", "intercepted")


@pytest.mark.parametrize(("number", "code"), [(HOME, "DB:0126"), (AWAY, "LT:11"), (THIRD, "UNDELIVS601S")])
def test_a_number_that_was_ported_and_is_not_found(number: str, code: str) -> None:
    """The network that gave it out refuses its texts, in its own words, until its records are right."""
    astray = Road({number: LineSettings(ported_to=NOWHERE)})
    text = astray.submit(number)
    astray.end()
    assert astray.fate(text)[0] == (astray.travel(text), "failed", "porting")
    assert (astray.codes(), astray.told[0].outcome.err, astray.inbox(number), text.state) == ([code], "001", [], State.UNDELIVERABLE)
    astray.journey.turn_line(number, LineSettings(ported_to="telecom"), astray.now)
    found = astray.submit(number)
    astray.end()
    assert (found.state, text.state, astray.inbox(number)) == (State.DELIVERED, State.UNDELIVERABLE, [found])


@pytest.mark.parametrize("manner", Manner)
def test_a_text_that_is_dropped(manner: Manner) -> None:
    """It is gone, and in no manner of report is anybody told; the trail alone knows."""
    dropping = road(WordRule(("hi",), Action.DROP), {HOME: LineSettings(report=manner)})
    text = dropping.submit(HOME)
    dropping.end()
    assert dropping.fate(text) == [(dropping.travel(text), "failed", "lost")]
    assert (dropping.told, dropping.inbox(HOME), len(dropping.journey.agenda)) == ([], [], 0)


def test_a_word_of_one_network() -> None:
    """The others let it pass; a ported number has the words of its new network."""
    only = road(WordRule(("hi",), network="unicom"), {HOME: LineSettings(ported_to="unicom")})
    texts = [only.submit(number) for number in (HOME, AWAY, THIRD, "+8613800009999")]
    only.end()
    lost, there = State.UNDELIVERABLE, State.DELIVERED
    assert [text.state for text in texts] == [lost, lost, there, there]


OUTAGE = Outage(NINE, NINE + HOUR)


@pytest.mark.parametrize(("manner", "told"), [
    (Manner.FINAL, ["DELIVRD"]), (Manner.EARLY, ["CB:0007", "DELIVRD"]), (Manner.OPTIMISTIC, ["DELIVRD"]), (Manner.SILENT, []),
])  # fmt: skip
def test_an_outage(manner: Manner, told: list[str]) -> None:
    """Texts are stored meanwhile and go out the moment it ends; other networks are not concerned."""
    out = road(None, {HOME: LineSettings(report=manner)}, outages=(OUTAGE,))
    text, other = out.submit(HOME), out.submit(AWAY)
    out.pass_to(NINE + HOUR - 1)
    assert (text.state, other.state, out.inbox(HOME)) == (State.ENROUTE, State.DELIVERED, [])
    out.pass_to(NINE + HOUR)
    assert (text.state, out.inbox(HOME)) == (State.DELIVERED, [text])
    assert [report.outcome.code for report in out.told if report.message is text] == told
    assert len(out.journey.agenda) == 0


def test_an_outage_that_outlasts_validity() -> None:
    """The text expires, and the network's own fault stands in err."""
    out = road(outages=(Outage(NINE),))
    text = out.submit(HOME)
    out.end()
    outcome = out.told[0].outcome
    assert (text.state, outcome.code, outcome.err, out.told[0].at) == (State.EXPIRED, "EXPIRED", "034", NINE + VALIDITY)


@pytest.mark.parametrize(
    "outages", [(OUTAGE, Outage(NINE + MINUTE, NINE + 2 * HOUR)), (OUTAGE, Outage(NINE + HOUR, NINE + 2 * HOUR))], ids=["overlap", "touch"]
)
def test_two_outages(outages: tuple[Outage, ...]) -> None:
    """Only the end of the last one lets texts go on."""
    out = road(outages=outages)
    text = out.submit(HOME)
    out.end()
    assert (out.fate(text)[-2][:2], out.codes()) == ((2 * HOUR, "delivered"), ["DELIVRD"])


def test_an_outage_and_a_handset_that_is_off() -> None:
    """After the outage the text meets the handset, and its time begins to run only then."""
    out = road(None, {HOME: LineSettings(in_condition(Condition.OFF, for_ms=MINUTE))}, outages=(OUTAGE,))
    text = out.submit(HOME)
    out.end()
    tried = [(at, what, why) for at, what, why in out.fate(text) if what == "attempted"]
    assert tried == [(out.travel(text), "attempted", "network-fault"), (HOUR, "attempted", "off")]
    assert out.fate(text)[-2] == (HOUR + MINUTE, "delivered", None)


@pytest.mark.parametrize(("loss", "least", "most"), [(0.0, 0, 0), (0.3, 260, 340), (1.0, 1_000, 1_000)])
def test_loss(loss: float, least: int, most: int) -> None:
    """Such a share of texts is gone, and nobody is told of them."""
    lossy = road(loss=loss)
    texts = [lossy.submit(f"+86139{nth:08}") for nth in range(1_000)]
    lossy.end()
    lost = [text for text in texts if text.state is not State.DELIVERED]
    assert least <= len(lost) <= most
    assert len(lossy.told) == 1_000 - len(lost)
    assert {lossy.fate(text)[0][1:] for text in lost} <= {("failed", "lost")}


def throttled(texts: list[Message]) -> list[bool]:
    return [text.state is State.UNDELIVERABLE for text in texts]


def test_a_carriers_own_limit() -> None:
    """So many texts to one number in a calendar day of Beijing's, which begins at its midnight."""
    limited = road(throttle_per_day=2)
    today = [limited.submit(HOME) for _ in range(3)] + [limited.submit("+8613900000001")]
    limited.pass_to(NINE + 15 * HOUR - MINUTE)
    today += [limited.submit(HOME)]
    limited.pass_to(NINE + 15 * HOUR)
    tomorrow = [limited.submit(HOME) for _ in range(3)]
    limited.end()
    assert throttled(today).count(True) == 2
    assert throttled(today)[3:] == [False, True]
    assert throttled(tomorrow).count(True) == 1
    assert sorted(set(limited.codes())) == ["DB:0142", "DELIVRD"]


def test_a_text_counts_once_against_the_limit() -> None:
    """Stored and tried again, it is the same text."""
    limited = road(None, {HOME: LineSettings(in_condition(Condition.OFF, until=NINE + HOUR))}, throttle_per_day=2)
    texts = [limited.submit(HOME) for _ in range(2)]
    limited.end()
    assert throttled(texts) == [False, False]


@pytest.mark.parametrize(("manner", "told"), [
    (Manner.FINAL, ["MB:1077"]), (Manner.EARLY, ["MB:1077"]), (Manner.OPTIMISTIC, ["DELIVRD"]), (Manner.SILENT, []),
])  # fmt: skip
def test_the_carriers_blacklist(manner: Manner, told: list[str]) -> None:
    """The gateway drops what goes to a listed number, whatever the handset is."""
    listed = road(None, {HOME: LineSettings(in_condition(Condition.OFF), manner, blacklisted=True)})
    text = listed.submit(HOME)
    listed.end()
    assert listed.fate(text)[0] == (listed.travel(text), "failed", "blacklisted")
    assert (listed.codes(), len(listed.journey.agenda)) == (told, 0)


@pytest.mark.parametrize(("network", "code"), [("mobile", "MK:0024"), ("unicom", "LT:0011"), ("telecom", "UNDELIVS602S")])
def test_a_ported_number_reports_as_its_new_network(network: str, code: str) -> None:
    """And has that network's outages, not those of its prefix."""
    settings = LineSettings(in_condition(Condition.OFF), Manner.EARLY, ported_to=network)
    ported = road(None, {THIRD: settings}, outages=() if network == "mobile" else (OUTAGE,))
    ported.submit(THIRD)
    ported.end()
    assert ported.codes() == [code]


def test_a_network_of_ones_own() -> None:
    """A scenario's carrier with another name reports in plain SMPP words."""
    lunar = Road({HOME: LineSettings(in_condition(Condition.OFF), Manner.EARLY)}, carriers=CarrierSettings((Network("lunar", ("139",)),)))
    lunar.submit(HOME)
    lunar.end()
    assert lunar.codes() == ["UNDELIV"]
