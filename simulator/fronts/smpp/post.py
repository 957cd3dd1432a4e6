"""What a relay needs of the place where it stands: an interface, and nothing that does anything."""

from collections.abc import Callable
from typing import Protocol

from simulator.fronts.smpp.faults import Faults, Met, Strike
from simulator.message import Report


class Post(Protocol):
    """Where relays stand."""

    faults: Faults

    def later(self, delay_ms: int, act: Callable[[], None]) -> None:
        """Do it so many milliseconds of network time from now."""

    def await_receipt(self, message_id: str, act: Callable[[], None]) -> None:
        """Do it when the receipt of this text was written."""

    def told(self, report: Report) -> None:
        """This receipt was written."""

    def refused(self, met: Met, strike: Strike, octets: bytes) -> None:
        """A request was refused for no reason but a fault."""

    def settled(self) -> None:
        """A relay may owe nothing any more."""

    def gone(self, number: int) -> None:
        """The socket of this relay is closed."""
