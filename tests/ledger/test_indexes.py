"""The index by id, against a ledger that is simply looked through: after any questions, among any pages that go."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.ledger import PAGE, Ledger
from simulator.lifecycle import State
from tests.test_ledger import message


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 1_500), st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_what_is_kept_is_found_and_nothing_else(steps: list[tuple[int, bool, bool]]) -> None:
    """Some ids are asked for between pages, some are not; some messages are still on their way when their page goes."""
    ledger, number = Ledger(PAGE), 0
    for count, on_their_way, asked in steps:
        for _ in range(count):
            state = State.ENROUTE if on_their_way and number % 7 == 0 else State.DELIVERED
            ledger.accept(message(str(number), state=state))
            number += 1
        if asked:
            kept = {each.id: each for each in ledger}
            assert all(ledger.find(str(each)) is kept.get(str(each)) for each in range(number + 1))


def test_what_nobody_asked_for_is_not_indexed() -> None:
    """A question makes an index of what is there; pages that come and go afterwards are passed by until the next one."""
    ledger = Ledger(PAGE)
    assert ledger.find("0") is None
    for nth in range(5 * PAGE):
        ledger.accept(message(str(nth), state=State.DELIVERED))
    last = message("last")
    ledger.accept(last)
    assert (ledger.find("last"), ledger.find("0"), ledger.find(str(5 * PAGE - 1)) is not None) == (last, None, True)
