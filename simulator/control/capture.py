"""The control API's capture of the SMPP front's PDUs: begun, ended, read as JSON, and fetched for Wireshark.

It names no file: whoever can reach this port is not to choose what is written over on this machine. Files are for the command line and for
scenarios (`--capture`, `smpp: {capture: …}`).
"""

from typing import Annotated, Any

import msgspec
from aiohttp import web
from msgspec import Meta, Struct

from simulator.control.answers import Count, Said
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.leases import Leases
from simulator.control.operations import Operation, Sight, asked, delete, get, put
from simulator.fronts.smpp import pcap
from simulator.fronts.smpp.server import SmppFront
from simulator.wire.capture import SmppCapture, Times

PCAP = "application/vnd.tcpdump.pcap"


class CaptureWish(Struct, frozen=True, forbid_unknown_fields=True):
    """account, session: only this one's; keep: so many PDUs, the newest ones; times: whose time the records bear."""

    account: str = ""
    session: Annotated[int, Meta(ge=1)] | None = None
    keep: Annotated[int, Meta(ge=1, le=1_000_000)] = 10_000
    times: Times = Times.NETWORK


class CaptureSettings(CaptureWish, frozen=True, forbid_unknown_fields=True):
    """What runs. file, pcap: files that it is written to, `` for none."""

    file: str = ""
    pcap: str = ""


class Pdu(Said, frozen=True):
    """What was on the wire. broken: why it cannot be read, in place of what is unknown then; octets: hexadecimal."""

    at: str
    session: int
    account: str
    from_: str = msgspec.field(name="from")
    octets: str
    peer: str
    command: str | msgspec.UnsetType = msgspec.UNSET
    status: str | msgspec.UnsetType = msgspec.UNSET
    sequence: int | msgspec.UnsetType = msgspec.UNSET
    fields: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    tlvs: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET
    broken: str | msgspec.UnsetType = msgspec.UNSET


class Captured(Said, frozen=True):
    """running: None where none is; kept: PDUs in memory; pdus: the newest ones that were asked for, oldest first."""

    running: CaptureSettings | None
    kept: Count
    pdus: list[Pdu]


class CaptureQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """limit: so many PDUs at most, the newest; session, account, command (`submit_sm`): only these."""

    limit: Annotated[int, Meta(ge=0, le=10_000)] = 1_000
    session: int | None = None
    account: str | None = None
    command: str | None = None
    key: str | None = None


class Capturing:
    """One network's."""

    def __init__(self, front: SmppFront, leases: Leases) -> None:
        self._capture, self._leases = front.capture, leases

    def operations(self) -> list[Operation]:
        """All of them."""
        path = "/sim/capture"
        return [
            get(path, self._show, "The SMPP PDUs that are kept, newest last.", gives=Captured, asks=CaptureQuery, sight=Sight.FILTERED),
            put(path, self._start, "Begin to keep SMPP PDUs, in place of a capture that runs.", takes=CaptureWish, gives=Captured),
            delete(path, self._stop, "Keep no more; what was kept can still be read.", gives=Captured),
            get(f"{path}/pcap", self._pcap, "What is kept, for Wireshark.", media=PCAP, asks=CaptureQuery, sight=Sight.FILTERED),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        return self._answer(self._records(request))

    async def _start(self, request: web.Request) -> web.Response:
        wish = await read(request, CaptureWish)
        self._capture.start(SmppCapture(account=wish.account, session=wish.session, keep=wish.keep, times=wish.times))
        return self._answer([])

    async def _stop(self, _: web.Request) -> web.Response:
        if self._capture.settings is None:
            raise ProblemError(409, "no capture runs: PUT /sim/capture begins one")
        self._capture.stop()
        return self._answer([])

    async def _pcap(self, request: web.Request) -> web.Response:
        named = {"Content-Disposition": 'attachment; filename="smpp.pcap"'}
        return web.Response(body=pcap.kept(self._records(request)), content_type=PCAP, headers=named)

    def _records(self, request: web.Request) -> list[dict[str, Any]]:
        query, lease = asked(request, CaptureQuery), self._leases.of(request)
        wanted = [(key, value) for key in ("session", "account", "command") if (value := getattr(query, key)) is not None]
        wanted += [] if lease is None else [("account", lease.system_id)]
        found = [record for record in self._capture.list() if all(record.get(key) == value for key, value in wanted)]
        return found[-query.limit :] if query.limit else []

    def _answer(self, records: list[dict[str, Any]]) -> web.Response:
        return answer({"running": self._capture.settings, "kept": len(self._capture.list()), "pdus": records})
