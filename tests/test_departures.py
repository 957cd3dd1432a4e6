"""What a sender may still do about a text that is on its way: schedule it, call it back, replace it, have it tried only once."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from simulator.carrier.carrier import Carrier
from simulator.carrier.settings import CarrierSettings, Latency
from simulator.handset.conditions import Condition, Cure
from simulator.handset.settings import HandsetSettings, in_condition
from simulator.lifecycle import State
from simulator.lines import LineSettings
from simulator.message import BOTH, NOTIFY, Instant, Message, Plan, Submission
from simulator.reporting.settings import Manner
from simulator.senders import Sender
from tests.road import HOUR, MINUTE, NINE, SECOND, VALIDITY, WORLD, Road

HOME = "+8613900000000"
ON = HandsetSettings()
OFF = in_condition(Condition.OFF)
HELD = "中奖".encode("utf-16-be")
STOPPED = "发票".encode("utf-16-be")


def road(settings: HandsetSettings = ON, manner: Manner = Manner.FINAL) -> Road:
    return Road({HOME: LineSettings(settings, manner)})


def written(message: Message, content: bytes = b"new", **fields: Any) -> Submission:
    before = message.submission
    return replace(before, content=content, carriage=replace(before.carriage, **fields))


@pytest.mark.parametrize("later", [HOUR, 60 * HOUR])
def test_a_scheduled_text_sets_out_at_its_instant(later: int) -> None:
    """It travels from then on, and its validity is counted from then."""
    calm = road(OFF)
    text = calm.submit(HOME, plan=Plan(scheduled_for=NINE + later))
    calm.end()
    assert calm.fate(text)[0][0] == later + calm.travel(text)
    assert calm.fate(text)[-1] == (later + VALIDITY, "reported", "EXPIRED")


def test_a_scheduled_text_with_a_validity_of_its_own() -> None:
    """The sender's validity is counted from acceptance."""
    calm = road(OFF)
    text = calm.submit(HOME, plan=Plan(scheduled_for=NINE + HOUR), validity_ms=2 * HOUR)
    calm.end()
    assert calm.fate(text)[-1] == (2 * HOUR, "reported", "EXPIRED")


@pytest.mark.parametrize(
    ("settings", "fields", "at"),
    [
        pytest.param(ON, {}, NINE, id="in the air"),
        pytest.param(ON, {"plan": Plan(scheduled_for=NINE + HOUR)}, NINE + MINUTE, id="scheduled"),
        pytest.param(OFF, {}, NINE + HOUR, id="stored"),
        pytest.param(ON, {"content": HELD, "alphabet": 2}, NINE + SECOND, id="held for review"),
        pytest.param(ON, {"content": STOPPED, "alphabet": 2}, NINE, id="to be stopped"),
        pytest.param(ON, {"validity_ms": 1}, NINE, id="to expire in the air"),
    ],
)
def test_a_text_is_called_back(settings: HandsetSettings, fields: dict[str, Any], at: Instant) -> None:
    """Wherever it is on its way, it is deleted and told of as a failure, and nothing is left on the agenda."""
    calm = road(settings)
    text = calm.submit(HOME, **fields)
    calm.pass_to(at)
    assert calm.journey.cancel(text, calm.now)
    assert calm.fate(text)[-2:] == [(at - NINE, "cancelled", None), (at - NINE, "reported", "DELETED")]
    assert (text.state, len(calm.journey.agenda), calm.inbox(HOME)) == (State.DELETED, 0, [])
    assert not calm.journey.line(HOME).waiting


def test_a_text_between_two_tries_is_called_back() -> None:
    """The try that follows a top-up is taken off too."""
    broke = road(in_condition(Condition.OUT_OF_CREDIT))
    text = broke.submit(HOME)
    broke.pass_to(NINE + HOUR)
    broke.journey.cure(HOME, Cure.TOP_UP, broke.now)
    assert broke.journey.cancel(text, broke.now)
    assert (text.state, len(broke.journey.agenda)) == (State.DELETED, 0)


def test_a_fate_is_not_called_back() -> None:
    """What arrived has arrived, and can be neither cancelled nor replaced."""
    calm = road()
    text = calm.submit(HOME)
    calm.end()
    assert not calm.journey.cancel(text, calm.now)
    assert not calm.journey.replace(text, written(text), calm.now)
    assert (text.state, text.submission.content) == (State.DELIVERED, b"hi")


@pytest.mark.parametrize("settings", [ON, OFF])
def test_a_text_is_replaced(settings: HandsetSettings) -> None:
    """Whether in the air or stored, the handset shows only the new text, and the trail keeps the old one."""
    calm = road(settings)
    text = calm.submit(HOME)
    calm.pass_to(NINE if settings is ON else NINE + HOUR)
    assert calm.journey.replace(text, written(text), calm.now)
    calm.journey.cure(HOME, Cure.SWITCH_ON, calm.now)
    calm.end()
    assert [shown.submission.content for shown in calm.inbox(HOME) if isinstance(shown, Message)] == [b"new"]
    assert ("replaced", "hi") in [(step, said) for _, step, said in calm.fate(text)]
    assert (text.state, len(calm.journey.agenda)) == (State.DELIVERED, 0)


def test_a_replaced_text_is_read_anew() -> None:
    """A word that comes in with the new text stops it; one that goes with the old text does not."""
    calm = road()
    clean, dirty = calm.submit(HOME), calm.submit(HOME, content=STOPPED, alphabet=2)
    calm.journey.replace(clean, written(clean, STOPPED, alphabet=2), NINE)
    calm.journey.replace(dirty, written(dirty, b"new", alphabet=0), NINE)
    calm.end()
    assert (clean.state, dirty.state) == (State.UNDELIVERABLE, State.DELIVERED)


@pytest.mark.parametrize(("validity", "ends"), [(None, VALIDITY), (2 * HOUR, 3 * HOUR)])
def test_a_replacement_may_change_the_validity(validity: int | None, ends: int) -> None:
    """Said anew it counts from the replacement; else it ends when it would have."""
    calm = road(OFF)
    text = calm.submit(HOME)
    calm.pass_to(NINE + HOUR)
    calm.journey.replace(text, written(text, validity_ms=validity), calm.now)
    calm.end()
    assert calm.fate(text)[-1] == (ends, "reported", "EXPIRED")


@pytest.mark.parametrize(("settings", "state"), [(ON, State.DELIVERED), (OFF, State.UNDELIVERABLE)])
def test_one_try_is_all(settings: HandsetSettings, state: State) -> None:
    """A text that is not stored arrives at the first try or has failed, with the code of what it met."""
    calm = road(settings)
    text = calm.submit(HOME, plan=Plan(one_try=True))
    calm.end()
    assert (text.state, calm.codes()) == (state, ["DELIVRD"] if settings is ON else ["MK:0024"])
    assert calm.now < NINE + MINUTE


@pytest.mark.parametrize("manner", [Manner.FINAL, Manner.SILENT])
def test_a_notification_says_that_it_is_still_on_its_way(manner: Manner) -> None:
    """Once, when its first try failed, and only if it was asked for; a carrier that tells nothing does not tell this either."""
    calm = road(OFF, manner)
    calm.submit(HOME, wants=BOTH | NOTIFY)
    calm.submit(HOME)
    calm.pass_to(NINE + 40 * HOUR)
    assert calm.codes() == ([] if manner is Manner.SILENT else ["ENROUTE"])


def test_who_asked_is_told_that_the_handset_is_back() -> None:
    """Once for all texts that asked, stored or not, at the instant it is back; who did not ask is told nothing."""
    calm, back = road(OFF), list[tuple[str, Instant]]()
    calm.journey.attach(
        "esme", Sender(calm.told.extend, lambda serial, *_: str(serial), alert=lambda text, at: back.append((text.source, at)))
    )
    for plan in (Plan(one_try=True, alert=True), Plan(alert=True), None):
        calm.submit(HOME, plan=plan)
    calm.pass_to(NINE + HOUR)
    calm.journey.cure(HOME, Cure.SWITCH_ON, calm.now)
    calm.journey.turn(HOME, OFF, None, calm.now)
    calm.journey.turn(HOME, ON, None, calm.now)
    assert back == [("10690", NINE + HOUR)]


def carriers(**latencies: int) -> CarrierSettings:
    """The default world's networks, each with its own steady latency (ms)."""
    networks = (replace(one, latency=Latency(latencies.get(one.name, 0), latencies.get(one.name, 0))) for one in WORLD.carriers.networks)
    return replace(WORLD.carriers, networks=tuple(networks))


def ported(moved: Road) -> None:
    """The number goes to another network."""
    moved.journey.turn_line(HOME, LineSettings(ported_to="telecom"), moved.now)


def reloaded(moved: Road) -> None:
    """The number's network is slower from now on."""
    moved.journey.relearn(Carrier(carriers(mobile=30 * SECOND), 1), {}, moved.now)


MOVES = [ported, reloaded]
PLANS = [None, Plan(scheduled_for=NINE + HOUR)]


def on_its_way(move: Callable[[Road], None], plan: Plan | None) -> tuple[Road, Message]:
    """A text that was sent a second before its network changed."""
    moved = Road({}, carriers=carriers(mobile=10 * SECOND, telecom=2 * SECOND))
    text = moved.submit(HOME, plan=plan)
    moved.pass_to(NINE + SECOND)
    move(moved)
    return moved, text


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("move", MOVES)
def test_a_text_whose_network_changed_on_its_way_is_called_back(move: Callable[[Road], None], plan: Plan | None) -> None:
    """However long a text would take by now: it is deleted, does not arrive, and nothing is left on the agenda."""
    moved, text = on_its_way(move, plan)
    assert moved.journey.cancel(text, moved.now)
    assert len(moved.journey.agenda) == 0
    moved.end()
    assert (text.state, moved.codes(), moved.inbox(HOME)) == (State.DELETED, ["DELETED"], [])


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("move", MOVES)
def test_a_text_whose_network_changed_on_its_way_is_replaced(move: Callable[[Road], None], plan: Plan | None) -> None:
    """It arrives once, as the new text."""
    moved, text = on_its_way(move, plan)
    assert moved.journey.replace(text, written(text), moved.now)
    assert len(moved.journey.agenda) == 1
    moved.end()
    assert [step for _, step, _ in moved.fate(text)] == ["replaced", "delivered", "reported"]
    assert (moved.inbox(HOME), text.submission.content) == ([text], b"new")


@pytest.mark.parametrize("fields", [{"validity_ms": 0}, {"plan": Plan(scheduled_for=NINE + HOUR)}, {"validity_ms": HOUR}])
def test_a_text_that_arrived_is_held_by_nobody(fields: dict[str, Any]) -> None:
    """Whatever was wished of it: no more refers to it then than to a text that simply travelled."""
    calm = road()
    texts = [calm.submit(HOME), calm.submit(HOME, **fields)]
    calm.end()
    assert [text.state for text in texts] == [State.DELIVERED] * 2
    plain, wished = (sys.getrefcount(text) for text in texts)
    assert wished == plain
