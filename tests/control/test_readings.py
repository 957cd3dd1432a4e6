"""What bare codes mean: every published one has a reading, and leads to cases or to a scenario of its own."""

import pytest

from simulator.control.readings import Reading, readings
from simulator.control.replay_of_code import of_reading
from simulator.faq.catalogue import cases
from simulator.fronts.tencent_v5.codes import GATEWAY
from simulator.player.play import play
from simulator.reporting.codes import NETWORKS
from simulator.reporting.published import Kind, rows
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario
from simulator.smpp.statuses import Status
from simulator.wire.published import V5, published

CODES = sorted({*V5, *published(), *(row.code for row in rows()), *map(str, GATEWAY), *(f"0x{status:08X}" for status in Status)})


def holds(text: str) -> bool:
    scenario = loads(text)
    return isinstance(scenario, Scenario) and play(scenario, "exported").held


def told(code: str, network: str | None = None) -> dict[str, tuple[str, ...]]:
    """By API and network, the first cases of each reading."""
    return {f"{each.api} {each.network}".strip(): each.cases[:2] for each in readings(code, network)}


def test_every_published_code_has_a_reading() -> None:
    """With words in both languages, and cases that the catalogue has."""
    found = {code: readings(code) for code in CODES}
    assert [code for code, each in found.items() if not each] == []
    every = [reading for each in found.values() for reading in each]
    assert all(reading.says.zh and reading.says.en for reading in every)
    assert {one for reading in every for one in reading.cases} <= cases().keys()


@pytest.mark.parametrize(
    ("code", "network", "wanted"),
    [
        ("1014", None, {"tencent-v5": ("not-received/bad-content", "error/1014-template")}),
        ("1015", None, {"tencent-v5": ("not-received/unsubscribed", "error/1015-blacklist")}),
        ("60008", None, {"tencent-v5 gateway": ("error/60008-timeout", "slow-api/dns")}),
        ("FailedOperation.ContainSensitiveWord", None, {"tencent-v3": ("content/sensitive-word", "content/account-banned")}),
        ("MK:0024", None, {"report mobile": ("not-received/handset-off", "late/handset")}),
        ("MK：0024 ", None, {"report mobile": ("not-received/handset-off", "late/handset")}),
        (
            "11",
            None,
            {"smpp": ("error/1016-phone", "other/country-codes"), "report unicom": ("not-received/carrier-error", "late/handset")},
        ),
        ("0x0000000B", None, {"smpp": ("error/1016-phone", "other/country-codes")}),
        ("ESME_RINVDSTADR", None, {"smpp": ("error/1016-phone", "other/country-codes")}),
        ("027", None, {"smpp receipt err": ("not-received/handset-off", "not-received/stale-registration")}),
        ("UNDELIV", "international", {"report international": ("not-received/handset-off", "not-received/suspended")}),
        ("MI:FFFF", None, {"report mobile": ("not-received/handset-off", "not-received/suspended")}),
        ("1014", "mobile", {}),
        ("nonsense", None, {}),
    ],
)
def test_a_code(code: str, network: str | None, wanted: dict[str, tuple[str, ...]]) -> None:
    """The most likely cases first; one carrier's readings only where it is named."""
    assert told(code, network) == wanted


def test_all_readings_are_listed() -> None:
    """A code that several networks use for different things has as many readings."""
    assert [reading.network for reading in readings("UNDELIV")] == ["mobile", "international"]
    assert len({reading.says.en for reading in readings("8")}) == len(readings("8"))


def test_an_unpublished_code_is_told_by_its_family() -> None:
    """And said to be so."""
    assert [reading.known for reading in readings("REJECTDS998S")] == [False]


def of_every_class() -> dict[str, Reading]:
    """One reading of each class of the carriers' codes, and of each kind of answer."""
    classes: dict[str, Reading] = {}
    for row in rows():
        if row.kind.value not in classes:
            classes[row.kind.value] = readings(row.code, row.network if row.network in NETWORKS else "mobile")[0]
    for code in ("1014", "1031", "LimitExceeded.DailyLimit", "FailedOperation.PhoneNumberInBlacklist", "60008", "0x0000000B", "0x45"):
        classes[code] = readings(code)[0]
    return classes


@pytest.mark.parametrize("reading", [pytest.param(reading, id=name) for name, reading in of_every_class().items()])
def test_a_code_leads_to_a_scenario_that_plays(reading: Reading) -> None:
    """Of each class of codes, one command writes a file that holds."""
    assert any(map(holds, of_reading(reading)))


@pytest.mark.parametrize("code", ["027", "013", "001", "ENROUTE", "DELETED"])
def test_what_a_receipt_says_leads_to_a_scenario_that_plays(code: str) -> None:
    """Its three digits, and the words that are no fate."""
    (reading,) = [each for each in readings(code) if each.api.startswith("smpp receipt")]
    assert any(map(holds, of_reading(reading)))


@pytest.mark.parametrize("code", ["60002", "60013", "ESME_ROK", "ACCEPTD"])
def test_what_nothing_brings_leads_to_none(code: str) -> None:
    """And nobody is told to have it exported."""
    reading = next(each for each in readings(code) if each.api != "report")
    assert (reading.replays, any(map(holds, of_reading(reading)))) == (False, False)


def test_every_status_leads_to_a_scenario_that_plays() -> None:
    """By itself or by a fault."""
    wanted = [readings(f"0x{status:08X}")[0] for status in Status if status]
    assert [reading.official for reading in wanted if not any(map(holds, of_reading(reading)))] == []


def test_every_class_is_there() -> None:
    """All twenty kinds of what carriers report."""
    assert {kind.value for kind in Kind} <= of_every_class().keys()
