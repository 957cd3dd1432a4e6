"""What a connection needs of the front that accepted it: an interface, and nothing that does anything."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Protocol

from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.admission import Turned
from simulator.fronts.smpp.intake import Intake
from simulator.fronts.smpp.keeping import Told
from simulator.fronts.smpp.operations import Operations
from simulator.message import Instant
from simulator.refusals import Refusal
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import SubmitSm
from simulator.smpp.session import Session
from simulator.smpp.statuses import Status

if TYPE_CHECKING:
    from simulator.fronts.smpp.connection import Connection


class Front(Protocol):
    """What a connection needs of the front that accepted it."""

    wall: Callable[[], float]
    intake: Intake
    unwilling: Callable[[str], Collection[str]]
    """The numbers to which `refusal` refuses texts of those who share this app's list, to look into while nothing changes."""

    def now(self) -> Instant:
        """Network time."""

    def operations(self, account: Account, number: int, version: int, respond: Callable[[Pdu], None]) -> Operations:
        """What a bound session may ask beside plain submit_sm."""

    def session(self, number: int, judge: Callable[[Pdu], Status]) -> Session:
        """A new connection's session."""

    def judge(self, bind: Pdu, client: str, tries: int) -> Account | Turned:
        """Whose account a bind request is for, or what is wrong with it.

        client: the IP address that it comes from; tries: wrong passwords on this connection before.
        """

    def wire(self) -> float:
        """Seconds of wire time, which only grow."""

    def opened(self, connection: "Connection") -> None:
        """A client connected."""

    def closed(self, connection: "Connection") -> None:
        """It is gone."""

    def refusal(self, account: Account, number: str) -> Refusal | None:
        """Why a text of this account to a number is not taken, whatever it says."""

    def lost(self, told: list[Told], why: str) -> None:
        """What reached nobody belongs on the trails."""

    def refused(self, account: Account, request: SubmitSm, refusal: Refusal, now: Instant) -> None:
        """A submit_sm that was not taken belongs in the record."""

    def answer_ms(self, account: Account) -> int:
        """How long this account's answers take now."""

    def answer_later(self, due: Instant, connection: "Connection", answers: list[bytes]) -> None:
        """Send these answers at this instant."""
