"""Taking a number off an app's list: nothing is lifted before it is approved."""

from msgspec.structs import replace

from simulator.desk.desk import Desk
from simulator.ledger import Ledger
from simulator.message import AppSubmission
from simulator.platform.catalogue import Status
from simulator.platform.customers import Reviewing
from simulator.platform.platform import DEFAULT, Platform
from simulator.platform.settings import default_apps
from simulator.refusals import Reason, Refusal
from tests.road import HOUR, NINE

APP, NUMBER = "1400000001", "+8613800000017"


class World:
    """A counter and its platform; the number has unsubscribed."""

    def __init__(self, *, automatic: bool = True) -> None:
        self.platform = Platform(default_apps(), replace(DEFAULT, reviewing=Reviewing(automatic=automatic)))
        self.lifts = Desk(self.platform, Ledger()).lifts
        self.platform.unsubscribe_all(APP, NUMBER)

    def reason(self, now: int) -> Reason | None:
        """Why a code is not taken."""
        judged = self.platform.check(AppSubmission(APP, NUMBER, template=1001, params=(f"{now % 10_000}", "5")), now)
        return judged.reason if isinstance(judged, Refusal) else None


def test_it_is_lifted_when_it_is_approved() -> None:
    """Two working hours after it was asked for, not a millisecond earlier."""
    world = World()
    lift = world.lifts.ask(APP, NUMBER, NINE)
    assert lift is not None
    assert lift.turns_at == world.lifts.next_due() == NINE + 2 * HOUR
    assert (world.lifts.act(NINE + 2 * HOUR - 1, 9), world.reason(NINE + 2 * HOUR - 1)) == (0, Reason.UNSUBSCRIBED)
    assert (world.lifts.act(NINE + 2 * HOUR, 9), world.reason(NINE + 2 * HOUR)) == (1, None)
    assert (lift.status, lift.replied_at) == (Status.APPROVED, NINE + 2 * HOUR)
    assert (world.lifts.unsubscribed(), world.lifts.next_due()) == ([], None)


def test_asking_twice_is_asking_once() -> None:
    """The one that waits is told."""
    world = World()
    lift = world.lifts.ask(APP, NUMBER, NINE)
    assert world.lifts.ask(APP, NUMBER, NINE + HOUR) is lift
    assert world.lifts.waiting() == [lift]


def test_nobody_is_taken_off_a_list_he_is_not_on() -> None:
    """Of this app, that is."""
    world = World()
    assert world.lifts.ask(APP, "+8613800000000", NINE) is world.lifts.ask("1400000002", NUMBER, NINE) is None


def test_a_refused_one_leaves_the_list_as_it_is() -> None:
    """With the words; another may follow, and then a word approves."""
    world = World(automatic=False)
    first = world.lifts.ask(APP, NUMBER, NINE)
    assert first is not None
    assert (first.turns_at, world.lifts.next_due()) == (None, None)
    world.lifts.refuse(first, NINE, "用户投诉")
    (listed,) = world.lifts.unsubscribed()
    assert (listed.lift, first.reply, world.lifts.waiting(), world.reason(NINE)) == (first, "用户投诉", [], Reason.UNSUBSCRIBED)
    second = world.lifts.ask(APP, NUMBER, NINE)
    assert second is not None
    assert second is not first
    world.lifts.approve(second, NINE + 1)
    assert world.reason(NINE + 1) is None


def test_a_word_comes_before_the_answer() -> None:
    """Then nothing is due any more, and who opts out again stays on the list."""
    world = World()
    lift = world.lifts.ask(APP, NUMBER, NINE)
    assert lift is not None
    world.lifts.approve(lift, NINE)
    world.platform.unsubscribe_all(APP, NUMBER)
    assert (world.lifts.next_due(), world.lifts.act(NINE + 24 * HOUR, 9)) == (None, 0)
    assert world.reason(NINE) is Reason.UNSUBSCRIBED
