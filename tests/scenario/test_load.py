"""Files become the values that they say, laid over the default world."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from simulator.carrier.settings import Action, Latency, WordRule
from simulator.handset.conditions import Condition
from simulator.handset.settings import HandsetSettings, Spell
from simulator.lines import LineSettings
from simulator.reporting.settings import Manner
from simulator.scenario.default import scenario as default_scenario
from simulator.scenario.load import json_schema, load, loads
from simulator.scenario.schema import keys_at
from simulator.scenario.settings import START_MS, Answer, Expect, Pass, Place, Scenario, Send, Turn

GOOD = Path(__file__).with_name("good.yaml")
LATE = Path(__file__).with_name("late.yaml")
NUMBER = "+8613800000001"
TWO_HOURS = 7_200_000
SHOWN = "【示例科技】您的验证码为4321，5分钟内有效。"


def loaded(text: str, without: str = "") -> Scenario:
    found = loads(text, "f", without=without)
    assert isinstance(found, Scenario), [str(problem) for problem in found]
    return found


def handset(text: str) -> LineSettings:
    """The line of a number that the default world says nothing of."""
    return loaded(f"handsets:\n  13912345678: {text}\n").lines["+8613912345678"]


def steps_of(path: Path) -> tuple[object, ...]:
    found = load(path)
    assert isinstance(found, Scenario), [str(problem) for problem in found]
    return found.steps


def test_a_whole_file_becomes_its_values() -> None:
    """A scenario's header is as the file says, and what it leaves out is the default world's."""
    found = load(LATE)
    assert isinstance(found, Scenario)
    assert (found.title, found.shows) == ("The handset is off, comes back, and the text arrives late", ("late/handset",))
    assert (found.because, found.seed, found.start) == ("handsets.+8613800000001.condition", 7, START_MS)
    assert found.lines[NUMBER] == LineSettings(HandsetSettings((Spell(Condition.OFF, until=START_MS + TWO_HOURS),)))
    default = default_scenario()
    assert (found.accounts, found.apps, found.timers) == (default.accounts, default.apps, default.timers)


def test_a_carrier_of_the_file_changes_its_namesake() -> None:
    """Prefixes are as the file says, other carriers stay, and its words come before the default's."""
    found = load(LATE)
    assert isinstance(found, Scenario)
    mobile, *others = found.carriers.networks
    assert (mobile.prefixes[:7], mobile.latency) == (("134", "135", "136", "137", "138", "139", "150"), Latency(3_000, 20_000))
    assert [network.name for network in others] == ["unicom", "telecom", "international"]
    assert found.carriers.lexicon[0] == WordRule(("发票",), Action.INTERCEPT, network="mobile")


def test_the_steps_of_a_file_become_values_with_their_places() -> None:
    """Every step stands where it is written, and every value compared is the text that was written."""

    def at(line: int) -> Place:
        return Place(str(LATE), line, 5)

    assert steps_of(LATE) == (
        Send(at(12), "tencent-v5", NUMBER, "code", template=1001, params=("4321", "5")),
        Expect(at(13), "code", answer={"result": "0"}),
        Pass(at(14), 10_000),
        Expect(at(15), "code", reports=(), inbox=False),
        Pass(at(16), TWO_HOURS),
        Expect(at(17), "code", reports=({"status": "SUCCESS", "errmsg": "DELIVRD"},), inbox=SHOWN, within_ms=60_000),
        Expect(at(18), "code", case="late/handset"),
    )


def test_a_file_may_use_all_of_the_format() -> None:
    """The file that uses every key is understood."""
    kinds = [type(step) for step in steps_of(GOOD)]
    assert kinds == [Send, Send, Send, Send, Expect, Expect, Pass, Pass, Turn, Turn, Turn, Answer, Expect, Expect, Expect]


@pytest.mark.parametrize("text", ["{}", "title: a", '\ufefftitle: "a"', "---\ntitle: a\n"])
def test_a_file_that_says_little_is_the_default_world(text: str) -> None:
    """What differs is said, and nothing has to."""
    assert replace(loaded(text), title="") == replace(default_scenario(), title="")


@pytest.mark.parametrize("written", ["13912345678", '"+8613912345678"', "8613912345678", "008613912345678"])
def test_a_number_may_be_written_in_many_ways(written: str) -> None:
    """With and without the country's code, in quotes and without."""
    assert loaded(f"handsets:\n  {written}: {{report: early}}\n").lines["+8613912345678"].report is Manner.EARLY


@pytest.mark.parametrize(
    ("text", "spell"),
    [
        ("{condition: off}", Spell(Condition.OFF)),
        ("{condition: off, until: 2h}", Spell(Condition.OFF, until=START_MS + TWO_HOURS)),
        ("{condition: off, until: +2h}", Spell(Condition.OFF, until=START_MS + TWO_HOURS)),
        ("{condition: off, since: 2024-03-04T03:00:00Z}", Spell(Condition.OFF, since=START_MS + TWO_HOURS)),
        ("{condition: no-signal, for: 1m30s}", Spell(Condition.NO_SIGNAL, for_ms=90_000)),
        ("{condition: out-of-credit, stage: both}", Spell(Condition.OUT_OF_CREDIT)),
        ("{condition: out-of-credit, stage: outgoing}", Spell(Condition.OUT_OF_CREDIT_OUTGOING)),
    ],
)
def test_a_condition_has_its_times(text: str, spell: Spell) -> None:
    """By the calendar, from the start of the scenario, or from the first text."""
    assert handset(text).handset.spells == (spell,)


def test_a_default_handset_keeps_what_the_file_does_not_say() -> None:
    """+8613800000001 is off in the default world; a file that says how it is reported on leaves it off."""
    line = loaded("handsets:\n  13800000001: {report: early}\n").lines[NUMBER]
    assert (line.report, [spell.condition for spell in line.handset.spells]) == (Manner.EARLY, [Condition.OFF])


def test_on_takes_the_default_condition_away() -> None:
    """A handset that is on has nothing the matter."""
    assert loaded("handsets:\n  13800000001: {condition: on}\n").lines[NUMBER].handset == HandsetSettings()


def test_a_prefix_that_the_file_gives_away_is_taken_from_its_default_owner() -> None:
    """130 is Unicom's unless the file says whose it is."""
    mobile, unicom, *_ = loaded("network:\n  carriers:\n  - {name: mobile, prefixes: [130]}\n").carriers.networks
    assert (mobile.prefixes, "130" in unicom.prefixes, "131" in unicom.prefixes) == (("130",), False, True)


def test_the_first_account_of_the_file_is_the_first_of_the_world() -> None:
    """Sends that name no account use the file's own."""
    found = loaded("accounts:\n- {system_id: bank, password: x}\n")
    assert [account.system_id for account in found.accounts] == ["bank", "esme"]


def test_a_set_changes_only_what_it_says() -> None:
    """What was cured before stays cured."""
    text = "steps:\n- cure: {handset: 13800000001, by: switch-on}\n- set: {handset: 13800000001, report: silent}\n"
    _, turn = loaded(text).steps
    assert isinstance(turn, Turn)
    assert (turn.place, turn.number, turn.line) == (Place("f", 3, 3), NUMBER, LineSettings(report=Manner.SILENT))


def test_what_the_file_is_about_can_be_taken_out() -> None:
    """`without` loads the file as if the setting, and what is said of it, were not there."""
    found = loaded(LATE.read_text("utf-8"), without="handsets.+8613800000001.condition")
    assert found.lines[NUMBER] == default_scenario().lines[NUMBER]


def test_an_alias_repeats_what_it_names() -> None:
    """Within reason, YAML's own means of not repeating oneself works."""
    found = loaded("handsets:\n  13912345678: &off {condition: off}\n  13912345679: *off\n")
    assert found.lines["+8613912345678"] == found.lines["+8613912345679"]


@pytest.mark.parametrize("name", ["", "nothing.yaml"])
def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path, name: str) -> None:
    """A folder, or nothing at all."""
    found = load(tmp_path / name)
    assert isinstance(found, list)
    assert str(found[0]).endswith("there is no such file" if name else "this is a folder: name a file in it")


def test_the_schema_describes_the_format() -> None:
    """Each key of the file is in the JSON Schema, and no other is allowed."""
    schema = json_schema()
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) >= {"title", "shows", "because", "seed", "start", "network", "handsets", "accounts", "apps", "steps"}
    assert set(schema["$defs"]["StepSection"]["properties"]) == set(keys_at(("steps", 0)))
    assert set(schema["$defs"]["RepeatSection"]["properties"]) == {"times", "counter", "steps"}
    assert "off" in schema["$defs"]["SpellSection"]["properties"]["condition"]["enum"]
