"""What the fuzzer feeds with octets, and what must hold whatever they are. A target raises where something does not.

The first octets of an input are choices (which version, how the stream is cut); the rest is what a peer sends.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Final

from aiohttp import StreamReader
from aiohttp.base_protocol import BaseProtocol
from aiohttp.http_parser import HttpRequestParser

from simulator.runtime import plain as plain_http
from simulator.smpp.bodies import V34, V50
from simulator.smpp.codec import HEADER_OCTETS, PDU_OCTETS_MAX, decode, encode
from simulator.smpp.commands import Command, is_response
from simulator.smpp.happenings import Asked, Bound, Broken, Ended, Happening, Late, Refused
from simulator.smpp.pdu import Pdu, UnparsedPdu
from simulator.smpp.plain import Options, SubmitSm
from simulator.smpp.session import Session
from simulator.smpp.states import SessionState
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from tests.fuzz.road import road

Target = Callable[[bytes], None]
V33: Final = 0x33
VERSIONS: Final = (V33, V34, V50)
BINDS: Final = (None, Command.BIND_TRANSCEIVER, Command.BIND_TRANSMITTER, Command.BIND_RECEIVER)
OPEN: Final = 3
"""Requests of ours that wait for their answers when the peer begins to speak."""
SUBMITS: Final = {SessionState.BOUND_TX, SessionState.BOUND_TRX}
HEAD: Final = ("service_type", "source_addr_ton", "source_addr_npi", "source_addr")
TIMES: Final = ("schedule_delivery_time", "validity_period")


def codec(octets: bytes) -> None:
    """Any octets give a value; what was read can be written, and comes back the same."""
    if not octets:
        return
    version = VERSIONS[octets[0] % len(VERSIONS)]
    read = decode(octets[1:], version)
    if isinstance(read, UnparsedPdu):
        assert read.reason
        return
    written = encode(read, version)
    if read.tlvs and not read.fields and is_response(read.command):
        return  # TLVs alone, as errors of 5.0 may have them: read again they may well look like a body
    again = decode(written, version)
    assert isinstance(again, Pdu), again
    assert (again.command, again.status, again.sequence) == (read.command, read.status, read.sequence)
    assert read.fields.items() <= again.fields.items(), (read, again)
    if version >= V34:
        assert again.tlvs == read.tlvs, (read, again)
    assert encode(again, version) == written


def session(octets: bytes) -> None:
    """One stream to three sessions: whole, cut anywhere, and one PDU after the other. What happens and what is answered is the same.

    Each PDU alone is read by the tables as well: what the fast reader makes of a submit_sm is what they say.
    """
    if len(octets) < 2:
        return
    command, version, step = BINDS[octets[0] & 3], VERSIONS[octets[0] // 4 % len(VERSIONS)], octets[1]
    stream = octets[2:]
    whole, cut, single = (_Told(command, version) for _ in range(3))
    for _ in range(2):  # the second time all heads are known
        whole.hear([stream])
        cut.hear([stream[at : at + step] for at in range(0, len(stream), step)] if step else [stream])
        for pdu in _pdus(stream):
            single.hear_alone(pdu)
        if whole.ended or len(whole.session.left):
            break
    assert whole.said == cut.said, (whole.said, cut.said)
    assert whole.wrote.startswith(cut.wrote), (whole.wrote, cut.wrote)
    assert single.said == whole.said[: len(single.said)], (single.said, whole.said)


class _Told:
    """A session with all that happened in it up to its end, and all that it wrote. What comes in another read after that is not heard."""

    def __init__(self, command: Command | None, version: int) -> None:
        self.session = Session(3, _judge, "fuzzed", Timers(), 0.0)
        self.said: list[Any] = []
        self.wrote = b""
        self.ended = False
        if command is not None:
            fields = {"system_id": "esme", "password": "secret", "interface_version": version}
            self.hear([encode(Pdu(command, sequence=1, fields=fields))])
            for n in range(OPEN):
                self.session.window.add(n)

    def hear(self, pieces: Iterable[bytes]) -> list[Happening]:
        """The peer sends these; what came of it."""
        came: list[Happening] = []
        for piece in pieces:
            if self.ended:
                break
            happened = self.session.receive(piece, 0.0)
            self.wrote += self.session.take()
            came += happened
            for one in happened:
                if not self.ended:
                    self.said += _plainly(one)
                self.ended = self.ended or isinstance(one, Ended)
            assert len(self.session.left) < PDU_OCTETS_MAX
            assert len(self.session.window.open) <= OPEN
        return came

    def hear_alone(self, pdu: bytes) -> None:
        """A PDU by itself: a submit_sm that the tables can read is one, and nothing else is."""
        if self.ended:
            return
        session = self.session
        may, read = session.state in SUBMITS, decode(pdu, session.version, session.password_max)
        happened = self.hear([pdu])
        wanted = [_fields(read)] if may and isinstance(read, Pdu) and read.command is Command.SUBMIT_SM else []
        assert [_request(one) for group in happened if isinstance(group, list) for one in group] == wanted, (pdu, happened)


def _judge(bind: Pdu) -> Status:
    return Status.ROK if bind.fields["password"] == "secret" else Status.RINVPASWD


def _pdus(stream: bytes) -> Iterable[bytes]:
    """As far as their lengths can be believed and they are whole."""
    at = 0
    while len(stream) - at >= HEADER_OCTETS:
        length = int.from_bytes(stream[at : at + 4], "big")
        if not HEADER_OCTETS <= length <= len(stream) - at or length > PDU_OCTETS_MAX:
            return
        yield stream[at : at + length]
        at += length


def _fields(pdu: Pdu) -> tuple[Any, ...]:
    said = pdu.fields
    to = bytes((said["dest_addr_ton"], said["dest_addr_npi"])) + said["destination_addr"].encode("latin-1")
    flags = tuple(said[name] for name in Options.__struct_fields__)
    times = tuple(said[name] for name in TIMES)
    return (pdu.sequence, tuple(said[name] for name in HEAD), to, flags, said["short_message"], times, pdu.tlvs or None)


def _request(one: SubmitSm) -> tuple[Any, ...]:
    source = one.source
    head = (source.service_type, source.ton, source.npi, source.address)
    flags = tuple(getattr(one.options, name) for name in Options.__struct_fields__)
    times = (one.schedule_delivery_time, one.validity_period)
    assert source.wire == bytes((source.ton, source.npi)) + source.address.encode("latin-1")
    return (one.sequence, head, one.destination, flags, one.short_message, times, one.tlvs)


def _plainly(happening: Happening) -> list[Any]:
    """What can be compared: requests one by one; of what was broken that it was, for a reason may say how much of it was there."""
    match happening:
        case list():
            return [_request(one) for one in happening]
        case Broken():
            return ["broken"]
        case Asked() | Refused() | Late() | Bound() | Ended():
            return [happening]


@contextmanager
def http() -> Iterator[Target]:
    """What the fast reader takes is one whole request to aiohttp as well, with the same target, fields and body."""
    loop = asyncio.new_event_loop()  # the parser wants to know one, and nothing ever runs in it

    def both(octets: bytes) -> None:
        request = plain_http.read(octets)
        if request is not None:
            assert _by_aiohttp(octets, loop) == ("POST", request.target, request.headers, request.body)

    try:
        yield both
    finally:
        loop.close()


def _by_aiohttp(octets: bytes, loop: asyncio.AbstractEventLoop) -> tuple[str, str, dict[str, str], bytes]:
    parser = HttpRequestParser(BaseProtocol(loop), loop, 2**16, max_line_size=2**16, max_field_size=2**16)
    [(message, payload)], upgraded, tail = parser.feed_data(octets)
    assert (upgraded, tail, message.should_close) == (False, b"", False)
    body = b"".join(iter(payload.read_nowait, b"")) if isinstance(payload, StreamReader) else b""
    headers = {name.decode().lower(): value.decode() for name, value in message.raw_headers}
    return message.method, message.path, headers, body


TARGETS: Final[dict[str, Callable[[], AbstractContextManager[Target]]]] = {
    "codec": lambda: nullcontext(codec),
    "session": lambda: nullcontext(session),
    "http": http,
    "road": road,
}
"""How each is made ready, and put away."""
