"""What handsets do to a text on its road: cures, several conditions at once, full inboxes, texts that nobody sees, and replies."""

import pytest
from msgspec.structs import replace

from simulator.carrier.settings import Latency
from simulator.handset.conditions import Condition, Cure
from simulator.handset.settings import HandsetSettings, ReplyRule, Spell, in_condition
from simulator.ledger import PAGE, reported
from simulator.lifecycle import Event, State
from simulator.lines import LineSettings
from simulator.replies import Fate
from simulator.reporting.settings import Manner
from tests.road import HOUR, MINUTE, NINE, SECOND, VALIDITY, WORLD, Road

HOME = "+8613900000000"
OFF, BROKE, NO_SIGNAL, FULL = Condition.OFF, Condition.OUT_OF_CREDIT, Condition.NO_SIGNAL, Condition.INBOX_FULL
TRIES = [0, 1, 6, 21, 51, 111]
"""Minutes after the first try."""


def road(settings: HandsetSettings, manner: Manner = Manner.FINAL) -> Road:
    return Road({HOME: LineSettings(settings, manner)})


def several(*spells: Spell) -> Road:
    return road(HandsetSettings(spells))


@pytest.mark.parametrize(("condition", "cure"), [
    (OFF, Cure.SWITCH_ON), (OFF, Cure.RESTART), (Condition.STALE_REGISTRATION, Cure.RESTART), (NO_SIGNAL, Cure.COVERAGE),
    (FULL, Cure.DELETE_MESSAGES),
])  # fmt: skip
def test_a_cure_that_the_network_is_told_of(condition: Condition, cure: Cure) -> None:
    """What is stored goes out at that very instant, and nothing is left to do."""
    cured = road(in_condition(condition))
    text = cured.submit(HOME)
    cured.pass_to(NINE + 20 * MINUTE)
    assert cured.journey.cure(HOME, cure, cured.now)
    assert cured.fate(text)[-2:] == [(20 * MINUTE, "delivered", None), (20 * MINUTE, "reported", "DELIVRD")]
    assert (cured.inbox(HOME), len(cured.journey.agenda)) == ([text], 0)


@pytest.mark.parametrize(("topped_up", "nth"), [(30 * SECOND, 1), (2 * MINUTE, 2), (7 * MINUTE, 3), (HOUR, 5)])
def test_credit_is_found_with_the_next_retry(topped_up: int, nth: int) -> None:
    """Nobody tells the network of a top-up: the text waits for its schedule, and is shown as waiting until then."""
    broke = road(in_condition(BROKE), Manner.EARLY)
    text = broke.submit(HOME)
    first = broke.travel(text)
    broke.pass_to(NINE + topped_up)
    assert broke.journey.cure(HOME, Cure.TOP_UP, broke.now)
    assert (text.state, list(broke.journey.line(HOME).waiting)) == (State.ENROUTE, [text])
    broke.end()
    assert broke.fate(text)[-2] == (first + TRIES[nth] * MINUTE, "delivered", None)
    assert (broke.codes(), len(broke.journey.agenda)) == (["MK:0004", "DELIVRD"], 0)


def test_credit_that_comes_too_late() -> None:
    """Validity ends before the next retry, and the report names the credit still."""
    broke = road(in_condition(BROKE))
    text = broke.submit(HOME, validity_ms=4 * MINUTE)
    broke.pass_to(NINE + 3 * MINUTE)
    broke.journey.cure(HOME, Cure.TOP_UP, broke.now)
    broke.pass_to(NINE + 4 * MINUTE)
    assert (text.state, broke.codes(), len(broke.journey.agenda)) == (State.EXPIRED, ["MK:0004"], 0)


def test_credit_for_a_minute_after_each_first_text() -> None:
    """It holds until the text that waited has it, and ends anew for the next."""
    broke = road(in_condition(BROKE, for_ms=90 * SECOND))
    text = broke.submit(HOME)
    broke.end()
    assert (text.state, broke.fate(text)[-1][0]) == (State.DELIVERED, broke.travel(text) + 6 * MINUTE)
    assert broke.journey.line(HOME).handset.conditions(broke.now) == [BROKE]


def test_a_cure_that_does_not_help() -> None:
    """The text waits on."""
    off = road(in_condition(OFF))
    text = off.submit(HOME)
    off.pass_to(NINE + MINUTE)
    assert not off.journey.cure(HOME, Cure.TOP_UP, off.now)
    off.end()
    assert (text.state, off.told[0].at) == (State.EXPIRED, NINE + VALIDITY)


def test_the_heaviest_condition_first() -> None:
    """One after the other ends, and each is a try of its own on the trail."""
    sick = several(Spell(FULL, until=NINE + 3 * HOUR), Spell(NO_SIGNAL, until=NINE + 2 * HOUR), Spell(OFF, until=NINE + HOUR))
    text = sick.submit(HOME)
    sick.end()
    tries = [(0, "off"), (HOUR, "no-signal"), (2 * HOUR, "inbox-full")]
    first = sick.travel(text)
    assert sick.fate(text)[:3] == [(at or first, "attempted", why) for at, why in tries]
    assert sick.fate(text)[3:] == [(3 * HOUR, "delivered", None), (3 * HOUR, "reported", "DELIVRD")]
    story = [(entry.at, entry.detail.value) for entry in sick.journey.story(text, sick.now) if entry.event is Event.ATTEMPTED]
    assert [why for _, why in story] == ["off"] * 5 + ["no-signal"] * 2 + ["inbox-full"]


def test_the_cause_at_the_end_is_the_last_one() -> None:
    """Out of credit when validity ends is what is told, whatever the first try met."""
    sick = several(Spell(OFF, until=NINE + HOUR), Spell(BROKE, since=NINE + MINUTE))
    text = sick.submit(HOME)
    sick.end()
    assert (sick.codes(), sick.fate(text)[-2][2]) == (["MK:0004"], "out-of-credit")


def test_times_of_two_conditions_run_one_after_the_other() -> None:
    """The lighter one is found only when the heavier one is over; both begin anew with the next text."""
    sick = several(Spell(OFF, for_ms=MINUTE), Spell(NO_SIGNAL, for_ms=MINUTE))
    for nth in (1, 2):
        text = sick.submit(HOME)
        sick.end()
        assert sick.fate(text)[-2] == (sick.travel(text) + 2 * MINUTE, "delivered", None)
        assert len(sick.inbox(HOME)) == nth


def test_a_capacity() -> None:
    """So many texts are shown, the others wait; deleting makes room, at that instant, for as many again."""
    small = road(HandsetSettings(capacity=2))
    texts = [small.submit(HOME, content=b"%d" % nth) for nth in range(5)]
    small.pass_to(NINE + MINUTE)
    assert (len(small.inbox(HOME)), len(small.journey.line(HOME).waiting)) == (2, 3)
    assert small.journey.cure(HOME, Cure.DELETE_MESSAGES, small.now)
    assert (len(small.inbox(HOME)), len(small.journey.line(HOME).waiting)) == (2, 1)
    small.end()
    assert sorted(text.state for text in texts) == [State.DELIVERED] * 4 + [State.EXPIRED]
    assert sorted(small.codes()) == ["DELIVRD"] * 4 + ["EXPIRED"]


@pytest.mark.parametrize(("condition", "manner", "told"), [
    (Condition.SETTINGS, Manner.FINAL, ["DELIVRD"]), (Condition.SETTINGS, Manner.EARLY, ["MK:0019"]),
    (Condition.SETTINGS, Manner.OPTIMISTIC, ["DELIVRD"]), (Condition.SETTINGS, Manner.SILENT, []),
    (Condition.HARDWARE, Manner.FINAL, ["DELIVRD"]), (Condition.HARDWARE, Manner.EARLY, ["MK:0007"]),
])  # fmt: skip
def test_a_text_that_nobody_sees(condition: Condition, manner: Manner, told: list[str]) -> None:
    """The phone took it and shows nothing, now or after the cure; the next text is shown."""
    blind = road(in_condition(condition), manner)
    text = blind.submit(HOME)
    blind.end()
    assert blind.fate(text)[0] == (blind.travel(text), "unseen", condition.value)
    assert blind.journey.cure(HOME, Cure.MOVE_SIM, blind.now)
    later = blind.submit(HOME)
    blind.end()
    assert (text.state, [outcome.code for outcome in reported(text)], blind.inbox(HOME)) == (State.DELIVERED, told, [later])


def test_a_text_that_the_phone_blocks() -> None:
    """Delivered, and so reported, in the blocked folder; unblocked, the next one is in the inbox."""
    strict = road(in_condition(Condition.BLOCKED_ON_PHONE))
    text = strict.submit(HOME)
    strict.end()
    assert strict.fate(text)[0] == (strict.travel(text), "delivered", "blocked-on-phone")
    assert (strict.inbox(HOME), strict.journey.line(HOME).handset.blocked, strict.codes()) == ([], [text], ["DELIVRD"])
    strict.journey.cure(HOME, Cure.UNBLOCK, strict.now)
    later = strict.submit(HOME)
    strict.end()
    assert strict.inbox(HOME) == [later]


def answering(*conditions: Condition, after_ms: int = 5 * SECOND) -> Road:
    return road(HandsetSettings(tuple(map(Spell, conditions)), replies=(ReplyRule("收到", after_ms=after_ms),)))


def test_an_owner_who_answers() -> None:
    """So long after the text was shown, to who sent it."""
    chatty = answering()
    text = chatty.submit(HOME)
    chatty.end()
    (reply,) = chatty.heard
    assert (reply.message, reply.text, reply.at) == (text, "收到", NINE + chatty.travel(text) + 5 * SECOND)
    assert chatty.fate(text)[-1] == (chatty.travel(text) + 5 * SECOND, "replied", "“收到”: passed on to the sender")


@pytest.mark.parametrize("condition", [OFF, FULL, Condition.SETTINGS, Condition.BLOCKED_ON_PHONE, Condition.SUSPENDED])
def test_nobody_answers_what_is_not_shown(condition: Condition) -> None:
    """However it ended."""
    chatty = answering(condition)
    chatty.submit(HOME)
    chatty.end()
    assert chatty.heard == []


@pytest.mark.parametrize(("conditions", "after_ms", "fate"), [
    ((Condition.OUT_OF_CREDIT_OUTGOING,), 0, Fate.CANNOT_SEND),
    ((), 73 * HOUR, Fate.TOO_LATE),
    ((), 71 * HOUR, Fate.PASSED_ON),
])  # fmt: skip
def test_a_reply_that_reaches_nobody(conditions: tuple[Condition, ...], after_ms: int, fate: Fate) -> None:
    """Without credit, or later than 72 hours after the text; the trail says why."""
    chatty = answering(*conditions, after_ms=after_ms)
    text = chatty.submit(HOME)
    chatty.end()
    assert chatty.fate(text)[-1][1:] == ("replied", f"“收到”: {fate.value}")
    assert len(chatty.heard) == (fate is Fate.PASSED_ON)


def test_a_phone_that_is_switched_off_meanwhile_cannot_answer() -> None:
    """What counts is what it is when the reply is due."""
    chatty = answering(after_ms=HOUR)
    chatty.submit(HOME)
    chatty.pass_to(NINE + MINUTE)
    chatty.journey.turn(HOME, in_condition(OFF), None, chatty.now)
    chatty.end()
    assert chatty.heard == []


def test_a_number_that_nobody_looks_at_has_no_handset_made() -> None:
    """A text to it arrives all the same; asked for afterwards, the handset shows it."""
    road = Road({})
    text = road.submit(HOME)
    road.end()
    assert (text.state, road.journey.line(HOME).phone) == (State.DELIVERED, None)
    assert (road.inbox(HOME), road.journey.line(HOME).phone is None) == ([text], False)


@pytest.mark.parametrize("looked", [False, True])
def test_what_was_stored_is_shown_as_it_was_handed_over(looked: bool) -> None:
    """A dozen texts that go out at one instant stand in the order of their reports, and no look at the inbox changes that."""
    back = road(in_condition(OFF))
    for _ in range(12):
        back.submit(HOME)
    back.pass_to(NINE + HOUR)
    assert not looked or back.inbox(HOME) == []
    back.journey.cure(HOME, Cure.SWITCH_ON, back.now)
    assert len(back.told) == 12
    assert back.inbox(HOME) == [told.message for told in back.told]


@pytest.mark.parametrize("looked", [False, True])
def test_a_text_that_comes_with_a_retry_stands_behind_what_was_under_way_before(looked: bool) -> None:
    """Both arrive at one instant; the one that waited set out last, though it was sent first."""
    steady = replace(WORLD.carriers, networks=tuple(replace(one, latency=Latency(1_000, 1_000)) for one in WORLD.carriers.networks))
    broke = Road({HOME: LineSettings(in_condition(BROKE))}, carriers=steady)
    late = broke.submit(HOME)
    broke.pass_to(NINE + MINUTE)
    quick = broke.submit(HOME)
    assert not looked or broke.inbox(HOME) == []
    broke.journey.cure(HOME, Cure.TOP_UP, broke.now)
    broke.end()
    assert broke.fate(late)[-1][0] == broke.fate(quick)[-1][0] + MINUTE == MINUTE + SECOND
    assert [told.message for told in broke.told] == broke.inbox(HOME) == [quick, late]


def test_a_phone_lets_go_of_what_it_blocked() -> None:
    """When the ledger does: a phone on which much is blocked, and which nobody looks at, keeps no text alive."""
    strict = Road({HOME: LineSettings(in_condition(Condition.BLOCKED_ON_PHONE))}, keep=1)
    text = strict.submit(HOME)
    for nth in range(2 * PAGE):
        strict.submit(f"+86137{nth:08}")
        strict.pass_to(strict.now + MINUTE)
    assert strict.ledger.find(text.id) is None
    assert list(strict.journey.line(HOME).handset.blocked) == []
