"""The control API's SMPP faults: which are on, one switched on by name, one switched off. What they do stands in `wire.smpp_faults`."""

from collections.abc import Collection
from typing import Any

import msgspec
from aiohttp import web

from simulator.control.answers import Count, Said
from simulator.control.exchange import ProblemError, answer, body
from simulator.control.operations import Operation, Sight, delete, get, put
from simulator.control.shapes import shaped
from simulator.fronts.smpp.server import SmppFront
from simulator.smpp.statuses import code_of, name_of
from simulator.wire.smpp_faults import SmppFault, Word


class SmppFaultWish(SmppFault, frozen=True, kw_only=True):
    """A fault as it is asked for: its name stands in the path. status: by its name, `RTHROTTLED`, or any of 32 bits."""

    status: Word | str | None = None  # type: ignore[assignment]  # how it is said, not what it is


class SmppFaultRow(SmppFaultWish, frozen=True, kw_only=True):
    """A fault that is on, its settings where they differ from what holds if nothing is said.

    does: what it does; met: what it could have struck so far; struck: what it did.
    """

    name: str
    does: str
    met: Count
    struck: Count


class SmppFaultList(Said, frozen=True):
    """In the order in which they were put."""

    faults: list[SmppFaultRow]


class SmppFaults:
    """One network's."""

    def __init__(self, front: SmppFront) -> None:
        self._front = front

    def operations(self) -> list[Operation]:
        """All of them."""
        one = "/sim/smpp/faults/{name}"
        return [
            get(
                "/sim/smpp/faults",
                self._list,
                "SMPP faults that are on, and how often each struck.",
                gives=SmppFaultList,
                sight=Sight.EVERYTHING,
            ),
            put(one, self._put, "Switch an SMPP fault on; one of the same name goes.", takes=SmppFaultWish, gives=SmppFaultList),
            delete(one, self._remove, "Switch an SMPP fault off.", gives=SmppFaultList),
        ]

    async def _list(self, _: web.Request) -> web.Response:
        return answer({"faults": [shown(each) for each in self._front.faults.list()]})

    async def _put(self, request: web.Request) -> web.Response:
        name, accounts = request.match_info["name"], [held.settings.system_id for held in self._front.roster.accounts()]
        try:
            said = msgspec.json.decode(await body(request) or b"{}", type=dict[str, Any])
            self._front.faults.put(name, fault(said, accounts))
        except (ValueError, RecursionError) as error:
            raise ProblemError(400, f"the body is no SMPP fault: {error}") from error
        return await self._list(request)

    async def _remove(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if not self._front.faults.remove(name):
            known = ", ".join(each["name"] for each in self._front.faults.list()) or "none"
            raise ProblemError(404, f"no SMPP fault has the name {name!r}: there are {known}")
        return await self._list(request)


def fault(said: dict[str, Any], accounts: Collection[str]) -> SmppFault:
    """A fault from its settings as JSON has them; ValueError says what is wrong with one of them. accounts: all there are."""
    status = said.get("status")
    if isinstance(status, str):
        code = code_of(status)
        if code is None:
            raise ValueError(f"{status!r} is no status of SMPP: wanted a name such as RTHROTTLED, or a number")
        said = said | {"status": code}
    made = shaped(said, SmppFault)
    for name in (made.account, made.to_account):
        if name and name not in accounts:  # it would never strike, and nobody would know why
            raise ValueError(f"there is no SMPP account {name!r}: there are {', '.join(accounts) or 'none'}")
    return made


def shown(listed: dict[str, Any]) -> dict[str, Any]:
    """A fault that is on, with its status by name, where SMPP has one."""
    status = listed.get("status")
    named = None if status is None else name_of(status)
    return listed if named is None or named.startswith("0x") else listed | {"status": named}
