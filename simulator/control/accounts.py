"""The control API's SMPP accounts: their settings, who is bound as them, what waits for them. It shows no password."""

from typing import Any

import msgspec
from aiohttp import web

from simulator.control.answers import Count, Said
from simulator.control.exchange import ProblemError, answer
from simulator.control.leases import Leases
from simulator.control.operations import Operation, Sight, get
from simulator.fronts.smpp.roster import Held, Roster


class AccountView(Said, frozen=True):
    """An account. settings: those that differ from what holds if nothing is said; sessions: numbers of those that are bound as it.

    waiting: receipts and replies that wait for a session that takes them.
    """

    system_id: str
    settings: dict[str, Any]
    sessions: list[int]
    waiting: Count


class AccountList(Said, frozen=True):
    """The first one is what sends use that name none."""

    accounts: list[AccountView]


class Accounts:
    """One network's."""

    def __init__(self, roster: Roster, leases: Leases) -> None:
        self._roster, self._leases = roster, leases

    def operations(self) -> list[Operation]:
        """All of them."""
        return [
            get("/sim/accounts", self._list, "SMPP accounts, without their passwords.", gives=AccountList, sight=Sight.FILTERED),
            get("/sim/accounts/{system_id}", self._show, "One SMPP account.", gives=AccountView, sight=Sight.ACCOUNT),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        lease = self._leases.of(request)
        found = (held for held in self._roster.accounts() if lease is None or held.settings.system_id == lease.system_id)
        return answer({"accounts": [view(held) for held in found]})

    async def _show(self, request: web.Request) -> web.Response:
        wanted, accounts = request.match_info["system_id"], self._roster.accounts()
        found = next((held for held in accounts if held.settings.system_id == wanted), None)
        if found is None:
            known = ", ".join(held.settings.system_id for held in accounts) or "none"
            raise ProblemError(404, f"there is no SMPP account {wanted!r}: there are {known}")
        return answer(view(found))


def view(held: Held) -> dict[str, Any]:
    """An account with the settings that somebody chose."""
    said = _chosen(held.settings)
    system_id = said.pop("system_id")
    return {"system_id": system_id, "settings": said, "sessions": list(held.sessions), "waiting": held.waiting}


def _chosen(settings: msgspec.Struct) -> dict[str, Any]:
    """What differs from the defaults, parts of their own likewise; no password."""
    said: dict[str, Any] = {}
    for field in msgspec.structs.fields(settings):
        value = getattr(settings, field.name)
        plain = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        if field.name == "password" or value == plain:
            continue
        if isinstance(value, msgspec.Struct):
            said[field.name] = _chosen(value)
        else:
            said[field.name] = sorted(value, key=str) if isinstance(value, frozenset) else value
    shown: dict[str, Any] = msgspec.to_builtins(said, str_keys=True)
    return shown
