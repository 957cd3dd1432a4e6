"""A page says which numbers it holds, however often it is asked."""

from simulator.ledger import PAGE, Ledger, Page
from simulator.lifecycle import State
from tests.test_ledger import message


def test_a_full_page_knows_its_numbers() -> None:
    """By whichever way it looks them up; a page that is being filled says perhaps."""
    ledger = Ledger()
    for nth in range(PAGE + 1):
        ledger.accept(message(str(nth), state=State.DELIVERED, destination=f"+86139{nth:08}"))
    held, full, filling = ledger.pages()
    assert isinstance(full, Page)
    assert isinstance(filling, Page)
    for nth in (*range(40), PAGE - 1):
        assert full.may_hold(f"+86139{nth:08}")
        assert not full.may_hold(f"+86138{nth:08}")
        assert filling.may_hold(f"+86138{nth:08}")
    assert held == []
