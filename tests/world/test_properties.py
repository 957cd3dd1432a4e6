"""Whatever happens to handsets, in whatever order and when: what must hold of every text all the same."""

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from simulator.carrier.settings import Action, CarrierSettings, Outage, WordRule
from simulator.handset.conditions import Condition, Cure
from simulator.handset.settings import HandsetSettings, ReplyRule, Spell
from simulator.ledger import reported, trail
from simulator.lifecycle import FINAL, Event, State
from simulator.lines import LineSettings
from simulator.message import Instant, Message
from simulator.reporting.settings import Manner
from tests.road import HOUR, MINUTE, NINE, SECOND, VALIDITY, WORLD, Road

NUMBERS = [f"+861390000000{manner}" for manner in range(len(Manner))]
LATER_MS = st.sampled_from([0, 1, SECOND, 2 * SECOND, 59 * SECOND, MINUTE, 5 * MINUTE, HOUR, 5 * HOUR, 47 * HOUR])
DAYS = 40
"""After which all must be settled, whatever validity was asked for."""
FATES = {Event.DELIVERED, Event.UNSEEN, Event.FAILED, Event.EXPIRED}


class Step(NamedTuple):
    """later_ms: how long after the step before; what: what happens to `number`, or a text to it with this validity and content."""

    later_ms: int
    number: str
    what: HandsetSettings | Cure | tuple[int | None, bytes]


def spells(now: Instant = NINE) -> st.SearchStrategy[Spell]:
    sick = st.sampled_from([condition for condition in Condition if condition is not Condition.ON])
    at = st.none() | st.integers(0, 60).map(lambda hours: now + hours * HOUR)
    return st.builds(Spell, sick, at, at, st.none() | st.sampled_from([SECOND, MINUTE, HOUR]))


PHONES = st.builds(
    HandsetSettings,
    st.lists(spells(), max_size=3).map(tuple),
    st.none() | st.integers(0, 3),
    st.lists(st.builds(ReplyRule, st.just("好"), LATER_MS), max_size=1).map(tuple),
)
TEXTS = st.tuples(
    st.none() | st.sampled_from([0, 1, SECOND, MINUTE, HOUR, VALIDITY]),
    st.sampled_from([b"hi"] * 8 + [b"hold", b"hold", b"refuse", b"drop", b"intercept"]),
)
HAPPENINGS = TEXTS | TEXTS | PHONES | st.sampled_from(Cure)
STEPS = st.lists(st.builds(Step, LATER_MS, st.sampled_from(NUMBERS), HAPPENINGS), min_size=15, max_size=40)
NETWORKS = st.just({}) | st.fixed_dictionaries(
    {
        "loss": st.sampled_from([0.0, 0.0, 0.0, 0.5]),
        "throttle_per_day": st.none() | st.integers(0, 5),
        "outages": st.lists(
            st.builds(Outage, *(st.integers(low, low + 30).map(lambda hours: NINE + hours * HOUR) for low in (0, 31))), max_size=2
        ).map(tuple),
    }
)
RULES = (
    WordRule(("hold",), Action.HOLD),
    WordRule(("refuse",), Action.HOLD, refuse=True),
    WordRule(("drop",), Action.DROP),
    WordRule(("intercept",), Action.INTERCEPT),
)


def play(steps: list[Step], network: dict[str, object]) -> tuple[Road, dict[str, list[Message]]]:
    """A story to its end, and long past it; the texts by number."""
    mobile, *others = WORLD.carriers.networks
    lines = {number: LineSettings(report=manner) for number, manner in zip(NUMBERS, Manner, strict=True)}
    road = Road(lines, carriers=CarrierSettings((replace(mobile, **network), *others), RULES))
    texts: dict[str, list[Message]] = {number: [] for number in NUMBERS}
    for step in steps:
        road.pass_to(road.now + step.later_ms)
        match step.what:
            case HandsetSettings():
                road.journey.turn(step.number, step.what, None, road.now)
            case Cure():
                road.journey.cure(step.number, step.what, road.now)
            case validity_ms, content:
                texts[step.number].append(road.submit(step.number, content=content, validity_ms=validity_ms))
    road.pass_to(road.now + DAYS * 24 * HOUR)
    return road, texts


def reports_fit(text: Message, manner: Manner) -> bool:
    """Whether what was told of a text is what its carrier's manner allows; written down anew, not asked of the table."""
    told = [outcome.state is State.DELIVERED for outcome in reported(text)]
    events = [entry.event for entry in trail(text)]
    delivered = Event.DELIVERED in events
    match manner:
        case Manner.SILENT:
            return told == []
        case Manner.OPTIMISTIC:
            return told in ([], [True]) and not (delivered and not told)
        case Manner.FINAL:
            return told in ([], [delivered or Event.UNSEEN in events])
        case Manner.EARLY:
            tried = Event.ATTEMPTED in events
            return told == ([False, True] if tried else [True]) if delivered else told in ([], [False])


@settings(max_examples=80, deadline=None)
@given(STEPS, NETWORKS)
def test_every_text_has_one_fate_in_time(steps: list[Step], network: dict[str, object]) -> None:
    """One final state, by one event, no later than its validity ends; every report fits; the agenda is empty."""
    road, texts = play(steps, network)
    for number, manner in zip(NUMBERS, Manner, strict=True):
        for text in texts[number]:
            fates = [entry for entry in trail(text) if entry.event in FATES]
            assert len(fates) == 1
            assert FINAL[text.state]
            assert fates[0].at <= text.expires_at
            assert reports_fit(text, manner), (manner, road.fate(text))
        assert not road.journey.line(number).waiting
    assert len(road.journey.agenda) == 0


@settings(max_examples=80, deadline=None)
@given(STEPS, NETWORKS)
def test_a_text_is_shown_once_at_most(steps: list[Step], network: dict[str, object]) -> None:
    """In the inbox or in the blocked folder, and only where its trail says that it was delivered."""
    road, texts = play(steps, network)
    for number in NUMBERS:
        handset = road.journey.line(number).handset
        shown = [*handset.inbox, *handset.blocked]
        assert len(shown) == len({id(text) for text in shown})
        delivered = {id(text) for text in texts[number] if Event.DELIVERED in {entry.event for entry in trail(text)}}
        assert {id(text) for text in shown} <= delivered


@settings(max_examples=60, deadline=None)
@given(STEPS, NETWORKS)
def test_a_trail_never_goes_back(steps: list[Step], network: dict[str, object]) -> None:
    """Instants rise, also those of the tries that changed nothing, and no try comes after the fate."""
    road, texts = play(steps, network)
    for text in (text for each in texts.values() for text in each):
        story = road.journey.story(text, road.now)
        assert [entry.at for entry in story] == sorted(entry.at for entry in story)
        fate = next(at for at, entry in enumerate(story) if entry.event in FATES)
        assert Event.ATTEMPTED not in {entry.event for entry in story[fate:]}


@settings(max_examples=60, deadline=None)
@given(STEPS, NETWORKS)
def test_the_same_story_twice(steps: list[Step], network: dict[str, object]) -> None:
    """The same record, byte for byte, and the same words to the sender."""
    (one, _), (other, _) = play(steps, network), play(steps, network)
    assert one.ledger.export() == other.ledger.export()
    assert one.codes() == other.codes()
