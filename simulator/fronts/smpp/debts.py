"""What a relay owes its client: answers that a fault puts off, and the unbind_resp, which comes after them. It writes nothing itself."""

from collections.abc import Callable


class Debts:
    """One relay's, true while it owes an answer. paid: called after each."""

    def __init__(self, paid: Callable[[], None]) -> None:
        self._paid = paid
        self._open = 0
        self._hasty: dict[Callable[[], None], None] = {}
        self._last = b""

    def __bool__(self) -> bool:
        return self._open > 0

    def owe(self, act: Callable[[], None]) -> Callable[[], None]:
        """To be done once, whoever comes first to do it."""
        self._open += 1
        owed = [act]

        def pay() -> None:
            if owed:
                self._open -= 1
                self._hasty.pop(pay, None)
                owed.pop()()
                self._paid()

        return pay

    def hurry(self, pay: Callable[[], None]) -> None:
        """This one waits for something that may never come: no longer than for an unbind."""
        self._hasty[pay] = None

    def part(self) -> None:
        """The client unbinds."""
        for pay in list(self._hasty):
            pay()

    def put_last(self, octets: bytes) -> None:
        """These go when all is paid."""
        self._last = octets

    def take_last(self) -> bytes:
        """They go now, where there are any."""
        last, self._last = self._last, b""
        return last
