"""The control API's faults: which are on, one switched on by name, one switched off. What they do stands in `wire.faults`."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec
from aiohttp import web
from msgspec.structs import replace

from simulator import address
from simulator.control.answers import Count, Said
from simulator.control.exchange import ProblemError, answer, body
from simulator.control.operations import Operation, Sight, delete, get, put
from simulator.control.shapes import shaped
from simulator.faults import Counted, Faults
from simulator.wire.faults import KINDS, Fault, Level, objections

NAMELESS: Final = "this network has no name server: start it with --dns-port 0"
"""Why it takes no fault that strikes look-ups of names."""


class FaultWish(Fault, frozen=True, kw_only=True):
    """A fault as it is asked for: its name stands in the path."""

    name: str = ""


class FaultRow(Fault, frozen=True, kw_only=True):
    """A fault that is on, its settings where they differ from what holds if nothing is said.

    does: what it does; cases: the FAQ cases that it shows; met: what it could have struck so far; struck: what it did.
    """

    does: str
    cases: list[str]
    met: Count
    struck: Count


class FaultList(Said, frozen=True):
    """All that are on, in the order in which they strike."""

    faults: list[FaultRow]


class FaultControl:
    """One network's. entry: where it is to be found, its name server if it has one."""

    def __init__(self, faults: Faults, entry: Callable[[], dict[str, Any]]) -> None:
        self._faults = faults
        self._entry = entry

    def operations(self) -> list[Operation]:
        """All of them."""
        one = "/sim/faults/{name}"
        return [
            get("/sim/faults", self._list, "Faults that are on, and how often each struck.", gives=FaultList, sight=Sight.EVERYTHING),
            put(one, self._put, "Switch a fault on; one of the same name goes.", takes=FaultWish, gives=FaultList),
            delete(one, self._remove, "Switch a fault off.", gives=FaultList),
        ]

    async def _list(self, _: web.Request) -> web.Response:
        return answer({"faults": [shown(each) for each in self._faults]})

    async def _put(self, request: web.Request) -> web.Response:
        wished = await _read(request)
        if of_names([wished]) and self._entry().get("dns") is None:
            raise ProblemError(409, NAMELESS)
        self._faults.put(wished)
        return await self._list(request)

    async def _remove(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if not self._faults.remove(name):
            raise ProblemError(404, f"no fault has the name {name!r}: there are {', '.join(_names(self._faults)) or 'none'}")
        return await self._list(request)


def shown(counted: Counted) -> dict[str, Any]:
    """A fault with what it does, how often it could have struck and did, and the FAQ cases that it shows."""
    row = KINDS[counted.fault.kind]
    said = msgspec.to_builtins(counted.fault.said())
    return {**said, "does": row.does, "cases": list(row.cases), "met": counted.met, "struck": counted.struck}


def of_names(faults: Iterable[Fault]) -> list[str]:
    """The names of those that strike look-ups of names: in a network without a name server they would never strike."""
    return [each.name for each in faults if each.level is Level.NAME]


def fault(name: str, said: dict[str, Any]) -> Fault:
    """A fault from its settings as JSON has them; ValueError says what is wrong with them."""
    made = shaped(said | {"name": name}, Fault)
    if made.number:
        known = address.parse(made.number)
        if known is None:
            raise ValueError(f"{made.number!r} is no phone number: wanted 13800000000, 8613800000000 or +8613800000000")
        made = replace(made, number=known)
    for _, wrong in objections(made):
        raise ValueError(wrong)
    return made


async def _read(request: web.Request) -> Fault:
    """The fault of a request: its body, and its name from the path."""
    try:
        said = msgspec.json.decode(await body(request) or b"{}", type=dict[str, Any])
        return fault(request.match_info["name"], said)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, f"the body is no fault: {error}") from error


def _names(faults: Faults) -> list[str]:
    return [each.fault.name for each in faults]
