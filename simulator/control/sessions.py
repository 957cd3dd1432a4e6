"""The control API's SMPP sessions: who is connected, an unbind by the centre, and a connection that is torn down."""

from typing import Any, Final

from aiohttp import web

from simulator.control.answers import Count, Said
from simulator.control.exchange import ProblemError, answer
from simulator.control.leases import Leases
from simulator.control.operations import Operation, delete, get, post
from simulator.fronts.smpp.pcap import written
from simulator.fronts.smpp.roster import Bound, Roster
from simulator.smpp.states import SessionState

_ONE: Final = "/sim/sessions/{id:[0-9]{1,9}}"
_BOUND_AS: Final = {
    SessionState.BOUND_TX: "transmitter",
    SessionState.BOUND_RX: "receiver",
    SessionState.BOUND_TRX: "transceiver",
}


class SessionView(Said, frozen=True):
    """A connection. account: `` before its bind; bound: how, None where it is not, or no more; version: of SMPP, None before its bind.

    peer: the client's address; tls: `TLSv1.3`, `` for none; server_name: what it asked for; certificate: the name in the one it showed.
    unanswered: receipts and replies that it has not answered.
    """

    id: int
    account: str
    bound: str | None
    state: SessionState
    version: str | None
    peer: str
    tls: str
    server_name: str
    certificate: str
    unanswered: Count


class SessionList(Said, frozen=True):
    """Oldest first."""

    sessions: list[SessionView]


class Sessions:
    """One network's."""

    def __init__(self, roster: Roster, leases: Leases) -> None:
        self._roster, self._leases = roster, leases

    def operations(self) -> list[Operation]:
        """All of them."""
        return [
            get("/sim/sessions", self._list, "SMPP connections, bound or not.", gives=SessionList),
            get(_ONE, self._show, "One SMPP connection.", gives=SessionView),
            post(f"{_ONE}/unbind", self._unbind, "Send the client an unbind; its answer closes.", gives=SessionView),
            delete(_ONE, self._kill, "Tear the connection down without a word.", gives=SessionList),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        return answer({"sessions": [shown(bound) for bound in self._seen(request)]})

    async def _show(self, request: web.Request) -> web.Response:
        return answer(shown(self._found(request)))

    async def _unbind(self, request: web.Request) -> web.Response:
        found = self._found(request)
        if not self._roster.unbind(found.number):
            raise ProblemError(409, f"session {found.number} is {found.state.value}, so there is nothing to unbind: DELETE closes it")
        return answer(shown(self._found(request)))

    async def _kill(self, request: web.Request) -> web.Response:
        gone = self._found(request).number
        self._roster.kill(gone)
        return answer({"sessions": [shown(bound) for bound in self._seen(request) if bound.number != gone]})

    def _seen(self, request: web.Request) -> list[Bound]:
        """Those of the lease, or all."""
        lease = self._leases.of(request)
        return [bound for bound in self._roster.sessions() if lease is None or bound.account == lease.system_id]

    def _found(self, request: web.Request) -> Bound:
        number, seen = int(request.match_info["id"]), self._seen(request)
        found = next((bound for bound in seen if bound.number == number), None)
        if found is None:
            known = ", ".join(str(bound.number) for bound in seen) or "none"
            raise ProblemError(404, f"there is no SMPP session {number}: there are {known}")
        return found


def shown(bound: Bound) -> dict[str, Any]:
    """A connection as JSON has it."""
    peer, how = bound.peer, _BOUND_AS.get(bound.state)
    return {
        "id": bound.number,
        "account": bound.account,
        "bound": how,
        "state": bound.state.value,
        "version": None if how is None else f"{bound.version >> 4}.{bound.version & 0xF}",
        "peer": written((peer.address, peer.port)),
        "tls": peer.tls,
        "server_name": peer.server_name,
        "certificate": peer.subject,
        "unanswered": bound.unanswered,
    }
