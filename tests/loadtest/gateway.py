"""Somebody's own gateways: they take texts and report them at once, and may say odd things on the way. They judge nothing."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Any, Self

from simulator.smpp.codec import HEADER_OCTETS, decode, encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu

Odd = Callable[[int, int], bytes | None]
"""What is said in place of the answer to the nth text of all (from 1), of this sequence number; None: nothing odd."""


class Gateway:
    """said, url: as of a network that is served, without HTTP. heard: how many of each command came."""

    url = "http://127.0.0.1:1"

    def __init__(self, odd: Odd = lambda *_: None, *, bind_takes_s: float = 0.0, bind_answer: bytes | None = None) -> None:
        self.heard: Counter[Command] = Counter()
        gateway = self

        class Peer(BaseRequestHandler):
            def handle(self) -> None:
                while pdu := _read(self.request):
                    gateway.heard[pdu.command] += 1
                    if pdu.command is Command.BIND_TRANSCEIVER:
                        time.sleep(bind_takes_s)
                        self.request.sendall(bind_answer or encode(Pdu(Command.BIND_TRANSCEIVER_RESP, 0, pdu.sequence, {"system_id": "x"})))
                    elif pdu.command is Command.SUBMIT_SM:
                        nth = gateway.heard[pdu.command]
                        self.request.sendall(odd(nth, pdu.sequence) or taken(pdu.sequence, str(nth).encode()))

        self._server = ThreadingTCPServer(("127.0.0.1", 0), Peer)
        self._server.daemon_threads = True
        self.said: dict[str, Any] = {"smpp_port": self._server.server_address[1]}

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def _read(peer: Any) -> Pdu | None:
    """The next one; None: there is none any more."""
    try:
        head = peer.recv(HEADER_OCTETS, 0x100)  # MSG_WAITALL
        rest = int.from_bytes(head[:4], "big") - HEADER_OCTETS
        pdu = decode(head + (peer.recv(rest, 0x100) if rest > 0 else b"")) if head else None
    except ConnectionError:
        return None
    assert pdu is None or isinstance(pdu, Pdu), pdu
    return pdu


def header(command: int, sequence: int, octets: int = HEADER_OCTETS) -> bytes:
    """A PDU of nothing else, whatever length it claims."""
    return b"".join(number.to_bytes(4, "big") for number in (octets, command, 0, sequence))


def taken(sequence: int, key: bytes) -> bytes:
    """The answer that gives a text this id, and its receipt at once."""
    answer = header(Command.SUBMIT_SM_RESP, sequence, HEADER_OCTETS + len(key) + 1) + key + b"\0"
    text = b"id:" + key + b" sub:001 dlvrd:001 submit date:2403040900 done date:2403040900 stat:DELIVRD err:000 text:"
    fields = {"source_addr": "8613900000001", "destination_addr": "10690000", "esm_class": 4, "short_message": text}
    return answer + encode(Pdu(Command.DELIVER_SM, 0, sequence, fields))


class V5Gateway:
    """Of the v5 API. Its first page of reports, and its answer to the third text, lack what they should have."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.said: dict[str, Any] = {"smpp_port": 1}
        self.sent = self.pages = 0
        self._unreported: list[str] = []

    def answer(self, path: str) -> dict[str, Any]:
        """To a text, or to a pull."""
        if "sendsms" in path:
            self.sent += 1
            if self.sent == 3:
                return {"result": 0}
            self._unreported.append(str(self.sent))
            return {"result": 0, "sid": self._unreported[-1]}
        self.pages += 1
        if self.pages == 1:
            return {"result": 0, "data": [{}]}
        told, self._unreported = self._unreported, []
        return {"result": 0, "data": [{"sid": sid, "report_status": "SUCCESS"} for sid in told]}


@contextmanager
def v5_gateway() -> Iterator[V5Gateway]:
    """It, while it runs."""

    class Peer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps(gateway.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Peer) as server:
        gateway = V5Gateway(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield gateway
        finally:
            server.shutdown()
