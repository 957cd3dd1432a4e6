"""Who may bind and who is connected, for whoever looks, and how one session is ended from outside. It lets nobody in and sends no text."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.between import Between
from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.peers import Peer
from simulator.smpp.states import BOUND, SessionState
from simulator.wire.accounts import SmppAccount


class Bound(Struct, frozen=True):
    """A connection as it is now. account: `` before its bind; unanswered: receipts and replies that the client has not answered.

    version: its interface_version, once it is bound.
    """

    number: int
    account: str
    peer: Peer
    unanswered: int
    state: SessionState
    version: int


class Held(Struct, frozen=True):
    """An account as it is now. sessions: of those that are bound; waiting: receipts and replies that wait for one that takes them."""

    settings: SmppAccount
    sessions: tuple[int, ...]
    waiting: int


class Roster:
    """One front's. accounts, connections: the front's own, by system_id and by number."""

    def __init__(self, accounts: Mapping[str, Account], connections: Mapping[int, Connection], between: Between) -> None:
        self._accounts, self._connections, self._between = accounts, connections, between

    def accounts(self) -> list[Held]:
        """All accounts, in the order in which they were learnt."""
        return [Held(one.settings, tuple(sorted(one.sessions)), len(one.waiting)) for one in self._accounts.values()]

    def sessions(self) -> list[Bound]:
        """All connections, oldest first."""
        return [_bound(one) for one in self._connections.values()]

    def session(self, number: int) -> Bound | None:
        """One connection, None where there is none of this number."""
        found = self._connections.get(number)
        return None if found is None else _bound(found)

    def unbind(self, number: int) -> bool:
        """Send an unbind; the client's answer closes, and what it sends before that is still answered. False where it is not bound."""
        connection = self._connections.get(number)
        if connection is None or connection.session.state not in BOUND:
            return False
        self._between.unbind(connection)
        return True

    def unbind_all(self, numbers: Iterable[int]) -> None:
        """The same of several."""
        for number in sorted(numbers):
            self.unbind(number)

    def kill(self, number: int) -> bool:
        """Tear a connection down without a word; False where there is none of this number."""
        connection = self._connections.get(number)
        if connection is None:
            return False
        self._between.kill(connection)
        return True


def _bound(one: Connection) -> Bound:
    session = one.session
    return Bound(one.number, one.bound_as, one.door.peer, one.waits_for, session.state, session.version)
