"""What happens to a text on its road, in every condition of a handset and every manner of report, to the millisecond."""

import pytest
from msgspec.structs import replace

from simulator.desk.intake import Intake
from simulator.handset.conditions import Condition
from simulator.handset.settings import HandsetSettings, in_condition
from simulator.ledger import PAGE, reported, trail
from simulator.lifecycle import Event, State
from simulator.lines import LineSettings
from simulator.message import FAILURE, SUCCESS, AppSubmission, Message
from simulator.platform.platform import Platform
from simulator.platform.settings import default_apps
from simulator.refusals import Reason, Refusal
from simulator.reporting.settings import Manner
from tests.road import HOUR, MINUTE, NINE, SECOND, VALIDITY, Road, steps

ON, OFF, BACK = "00", "01", "02"
MANNERS = {Manner.FINAL: 0, Manner.OPTIMISTIC: 1, Manner.EARLY: 2, Manner.SILENT: 3}
CODES = {"138": "MK:0024", "186": "LT:0011", "189": "UNDELIVS602S"}
TRIED, ARRIVED, EXPIRED = "attempted off", "delivered None", "expired off"

FATES = [
    (ON, Manner.FINAL, [("arrival", [ARRIVED, "reported DELIVRD"])]),
    (ON, Manner.EARLY, [("arrival", [ARRIVED, "reported DELIVRD"])]),
    (ON, Manner.OPTIMISTIC, [("arrival", [ARRIVED, "reported DELIVRD"])]),
    (ON, Manner.SILENT, [("arrival", [ARRIVED])]),
    (OFF, Manner.FINAL, [("arrival", [TRIED]), ("end", [EXPIRED, "reported EXPIRED"])]),
    (OFF, Manner.EARLY, [("arrival", [TRIED, "reported_early CODE"]), ("end", [EXPIRED])]),
    (OFF, Manner.OPTIMISTIC, [("arrival", [TRIED, "reported_early DELIVRD"]), ("end", [EXPIRED])]),
    (OFF, Manner.SILENT, [("arrival", [TRIED]), ("end", [EXPIRED])]),
    (BACK, Manner.FINAL, [("arrival", [TRIED]), ("return", [ARRIVED, "reported DELIVRD"])]),
    (BACK, Manner.EARLY, [("arrival", [TRIED, "reported_early CODE"]), ("return", [ARRIVED, "reported DELIVRD"])]),
    (BACK, Manner.OPTIMISTIC, [("arrival", [TRIED, "reported_early DELIVRD"]), ("return", [ARRIVED])]),
    (BACK, Manner.SILENT, [("arrival", [TRIED]), ("return", [ARRIVED])]),
]


def number(handset: str, manner: Manner = Manner.FINAL, prefix: str = "138") -> str:
    return f"+86{prefix}00000{MANNERS[manner]}{handset}"


def fate(message: Message) -> list[tuple[int, str, object]]:
    return steps(trail(message)[1:], message.accepted_at)


@pytest.mark.parametrize("prefix", CODES)
@pytest.mark.parametrize(("handset", "manner", "stages"), FATES)
def test_every_fate(prefix: str, handset: str, manner: Manner, stages: list[tuple[str, list[str]]]) -> None:
    """Each handset on each network in each manner: these events at these instants, these reports, and nothing left to do."""
    road = Road()
    text = road.submit(number(handset, manner, prefix))
    road.end()
    travel = road.travel(text)
    at = {"arrival": travel, "return": travel + MINUTE, "end": VALIDITY}
    wanted = [f"{at[stage]} {step}".replace("CODE", CODES[prefix]) for stage, happened in stages for step in happened]
    assert [f"{ms} {event} {detail}" for ms, event, detail in fate(text)] == wanted
    assert [told.outcome for told in road.told] == reported(text)
    assert road.inbox(number(handset, manner, prefix)) == ([] if handset == OFF else [text])
    assert len(road.journey.agenda) == 0


@pytest.mark.parametrize("handset", [ON, OFF])
@pytest.mark.parametrize(("before_arrival", "state"), [(1, State.EXPIRED), (0, State.DELIVERED), (-1, State.DELIVERED)])
def test_validity_that_ends_about_the_arrival(handset: str, before_arrival: int, state: State) -> None:
    """A text that arrives just when its validity ends is still shown; one that would come later expires at its own instant."""
    probe = Road()
    travel = probe.travel(probe.submit(number(handset)))
    road = Road()
    text = road.submit(number(handset), validity_ms=travel - before_arrival)
    road.end()
    assert text.state is (state if handset == ON else State.EXPIRED)
    settled = next(entry for entry in trail(text) if entry.event in {Event.DELIVERED, Event.EXPIRED})
    assert settled.at - NINE == (min(travel, travel - before_arrival) if text.state is State.DELIVERED else travel - before_arrival)
    assert [told.outcome.code for told in road.told] == ["DELIVRD" if text.state is State.DELIVERED else "EXPIRED"]
    assert len(road.journey.agenda) == 0


def test_expiry_is_not_found_at_the_next_retry() -> None:
    """A text that is valid for two minutes expires after two minutes, though retries are at one and at six."""
    road = Road()
    text = road.submit(number(OFF), validity_ms=2 * MINUTE)
    road.pass_to(NINE + 2 * MINUTE - 1)
    assert text.state is State.ENROUTE
    road.pass_to(NINE + 2 * MINUTE)
    assert (text.state, road.told[0].at) == (State.EXPIRED, NINE + 2 * MINUTE)


def test_a_handset_that_is_back_just_when_validity_ends_gets_its_texts() -> None:
    """Within one instant the handset changes first."""
    home = "+8613900000000"
    road = Road({home: LineSettings(in_condition(Condition.OFF, until=NINE + HOUR))})
    text = road.submit(home, validity_ms=HOUR)
    road.end()
    assert (text.state, fate(text)[-2]) == (State.DELIVERED, (HOUR, "delivered", None))


def test_each_time_anew() -> None:
    """A handset that is off for a minute is so again for the next text, and a text that comes meanwhile does not start it again."""
    road = Road()
    first = road.submit(number(BACK))
    road.pass_to(NINE + 40 * SECOND)
    second = road.submit(number(BACK))
    road.end()
    third = road.submit(number(BACK))
    road.end()
    back = road.travel(first) + MINUTE
    assert [fate(text)[1][0] + text.accepted_at - NINE for text in (first, second)] == [back, back]
    assert fate(third)[1] == (road.travel(third) + MINUTE, "delivered", None)
    assert road.inbox(number(BACK)) == [first, second, third]


def test_what_expired_before_the_handset_came_back_is_gone() -> None:
    """It is not delivered at the return, and the agenda is empty after it."""
    road = Road()
    text = road.submit(number(BACK), validity_ms=30 * SECOND)
    road.end()
    assert (text.state, road.inbox(number(BACK)), len(road.journey.agenda)) == (State.EXPIRED, [], 0)


def test_switching_on_from_outside_delivers_at_that_instant() -> None:
    """What was stored arrives when the owner switches the handset on, and no planned change or expiry is left."""
    road = Road()
    text = road.submit(number(BACK))
    road.pass_to(NINE + 20 * SECOND)
    road.journey.turn(number(BACK), HandsetSettings(), None, road.now)
    assert fate(text)[-2:] == [(20 * SECOND, "delivered", None), (20 * SECOND, "reported", "DELIVRD")]
    assert len(road.journey.agenda) == 0


@pytest.mark.parametrize(
    ("settings", "back"),
    [
        (in_condition(Condition.OFF, until=NINE + HOUR), HOUR),
        (in_condition(Condition.OFF, for_ms=30 * SECOND), 50 * SECOND),
        (in_condition(Condition.OFF, until=NINE + 10 * SECOND), 20 * SECOND),
        (in_condition(Condition.OFF), VALIDITY),
    ],
)
def test_turned_while_a_text_waits(settings: HandsetSettings, back: int) -> None:
    """A new condition holds for what is stored: its time runs from now, and what is past ends at once, never in the past."""
    road = Road()
    text = road.submit(number(OFF))
    road.pass_to(NINE + 20 * SECOND)
    road.journey.turn(number(OFF), settings, None, road.now)
    road.end()
    assert fate(text)[1][0] == back
    assert len(road.journey.agenda) == 0


def test_a_manner_can_be_turned_and_stays() -> None:
    """A change that names no manner leaves it as it was."""
    road = Road()
    road.journey.turn(number(ON), HandsetSettings(), Manner.SILENT, road.now)
    road.journey.turn(number(ON), HandsetSettings(), None, road.now)
    road.submit(number(ON))
    road.end()
    assert road.told == []


@pytest.mark.parametrize(
    ("handset", "wants", "codes"), [(ON, FAILURE, []), (ON, SUCCESS, ["DELIVRD"]), (OFF, SUCCESS, []), (OFF, FAILURE, ["EXPIRED"])]
)
def test_only_what_was_asked_for_is_told(handset: str, wants: int, codes: list[str]) -> None:
    """A sender that wants to hear of failures only hears of those, and the trail holds no report that did not go out."""
    road = Road()
    text = road.submit(number(handset), wants=wants)
    road.end()
    assert [told.outcome.code for told in road.told] == codes
    assert len(reported(text)) == len(codes)


RETRIES = [1, 6, 21, 51, 111, 231, 471, 951, 1671, 2391]
"""Minutes after the first attempt: 1, 5, 15, 30 min, 1, 2, 4, 8 h and then every 12 h, added up."""


@pytest.mark.parametrize("manner", Manner)
def test_a_story_tells_the_retries_that_changed_nothing(manner: Manner) -> None:
    """They are told in their order though nothing was stored, whatever else was noted meanwhile, up to now and never past the fate."""
    road = Road()
    text = road.submit(number(OFF, manner))
    road.pass_to(NINE + HOUR)
    first = NINE + road.travel(text)
    road.journey.note(text, Event.PUSHED, "try 1", first)
    tries = [entry.at - first for entry in road.journey.story(text, first + 6 * MINUTE) if entry.event is Event.ATTEMPTED]
    assert tries == [0, MINUTE, 6 * MINUTE]
    road.end()
    whole = road.journey.story(text, NINE + 2 * VALIDITY)
    assert [entry.at - first for entry in whole if entry.event is Event.ATTEMPTED] == [0, *(minute * MINUTE for minute in RETRIES)]
    assert [entry.at for entry in whole] == sorted(entry.at for entry in whole)
    assert len(trail(text)) < len(whole)


def test_a_story_ends_its_retries_with_the_delivery() -> None:
    """The attempt that succeeds is the delivery itself, not a retry before it."""
    road = Road()
    text = road.submit(number(BACK))
    road.end()
    assert [event for _, event, _ in steps(road.journey.story(text, road.now), NINE)] == ["accepted", "attempted", "delivered", "reported"]


def test_what_the_ledger_forgets_leaves_the_inbox() -> None:
    """A served network's memory has one bound: past it a handset shows the newer texts only."""
    road = Road(keep=1)
    old = road.submit(number(ON))
    road.end()
    for _ in range(PAGE - 1):
        road.submit("+8613900000000")
    road.end()
    new = road.submit(number(ON))
    for _ in range(PAGE - 1):
        road.submit("+8613900000000")
    road.end()
    assert road.ledger.find(old.id) is None
    assert road.inbox(number(ON)) == [new]


def test_what_an_app_may_not_send_is_recorded() -> None:
    """A refusal has a reason, stands in the record with its request, and starts no journey."""
    road = Road()
    asked = AppSubmission("1400000001", number(ON), template=1009, params=("1",))
    intake = Intake(Platform(default_apps()), road.ledger, road.journey.submit_all)
    refused = intake.apply(asked, NINE)
    assert isinstance(refused, Refusal)
    (entry,) = road.ledger.refused
    assert (refused.reason, entry.refusal, entry.request) == (Reason.TEMPLATE_MISMATCH, refused, "1009 ['1']")
    intake.apply(replace(asked, template=None, text="x" * 1_000_000), NINE)
    assert len(road.ledger.refused[-1].request) == 2_000
    assert len(road.ledger) == len(road.journey.agenda) == 0
