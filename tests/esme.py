"""SMPP clients for tests: a raw socket that speaks by our codec and can say anything, and smpplib with all that it hears kept."""

import select
import socket
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from smpplib import consts
from smpplib.client import Client
from smpplib.smpp import make_pdu

from simulator.smpp.codec import HEADER_OCTETS, decode, encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu, UnparsedPdu
from simulator.smpp.receipt import Receipt, read

PATIENCE_S = 30.0
"""Of a client that waits for what must come: long enough for a machine that is busy."""
RECEIPT = 0x04
"""Bit of a deliver_sm's esm_class that tells a receipt from a reply (SMPP 3.4 § 5.2.12)."""
ON, OFF, LATER = "13800000000", "13800000001", "13800000002"
"""Handsets of the default world: on, off for good, off until 60 s after the first text."""


def bind_pdu(command: Command = Command.BIND_TRANSCEIVER, sequence: int = 1, **fields: Any) -> Pdu:
    """A bind as the default world's account."""
    return Pdu(command, sequence=sequence, fields={"system_id": "esme", "password": "secret", "interface_version": 0x34, **fields})


def submit_pdu(to: str = ON, sequence: int = 2, tlvs: dict[str, Any] | None = None, **fields: Any) -> Pdu:
    """A submit_sm that asks for a receipt."""
    addresses = {"source_addr_ton": 5, "source_addr": "BANK", "dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": to}
    text = {"registered_delivery": 1, "short_message": b"Hello"}
    return Pdu(Command.SUBMIT_SM, sequence=sequence, fields={**addresses, **text, **fields}, tlvs=tlvs or {})


class Esme:
    """A client that is one socket. What comes while it waits for something else is kept in `heard`."""

    def __init__(
        self,
        port: int,
        *,
        version: int = 0x34,
        receive_octets: int | None = None,
        host: str = "127.0.0.1",
        secure: Callable[[socket.socket], socket.socket] = lambda plain: plain,
    ) -> None:
        """secure: wraps the connected socket, for TLS."""
        self.version = version
        self.heard: list[Pdu] = []
        self._sequence = 1
        self._socket = secure(self._connected(host, port, receive_octets))
        self._stream = self._socket.makefile("rb")

    def _connected(self, host: str, port: int, receive_octets: int | None) -> socket.socket:
        made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        if receive_octets is not None:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_octets)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.settimeout(PATIENCE_S)
        try:
            made.connect((host, port))
        except OSError:
            made.close()
            raise
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._stream.close()
        self._socket.close()

    def write(self, octets: bytes) -> None:
        """Any octets."""
        self._socket.sendall(octets)

    def say(self, pdu: Pdu) -> None:
        """A PDU as it is."""
        self.write(encode(pdu, self.version))

    def ask(self, pdu: Pdu) -> Pdu:
        """Its answer: the next response with its sequence number."""
        self.say(pdu)
        return self.answer_to(pdu.sequence)

    def answer_to(self, sequence: int) -> Pdu:
        """The next response with this sequence number."""
        while True:
            pdu = self.hear()
            if pdu.command & 0x80000000 and pdu.sequence == sequence:
                return pdu
            self.heard.append(pdu)

    def hear(self) -> Pdu:
        """The next PDU; EOFError when the server hung up."""
        head = self._stream.read(HEADER_OCTETS)
        if len(head) < HEADER_OCTETS:
            raise EOFError(f"hung up after {head!r}")
        octets = head + self._stream.read(int.from_bytes(head[:4], "big") - HEADER_OCTETS)
        pdu = decode(octets, self.version)
        assert not isinstance(pdu, UnparsedPdu), pdu
        return pdu

    def hung_up(self) -> bool:
        """Whether the server closes without another word."""
        try:
            return self._stream.read(1) == b""
        except ConnectionError:
            return True

    def is_reset(self) -> bool:
        """Whether the server tears the connection down, though nothing is read."""
        poll = select.poll()
        poll.register(self._socket, 0)
        return poll.poll(PATIENCE_S * 1000) != []

    def stalls(self, octets: bytes, most: int) -> bool:
        """Whether the server lets its own requests lie, when these are sent up to so many times and no answer is read."""
        self._socket.settimeout(1)  # a network that is only slow is no such one
        try:
            for _ in range(most):
                self.write(octets)
        except TimeoutError:
            return True
        return False

    def bind(self, command: Command = Command.BIND_TRANSCEIVER, **fields: Any) -> Pdu:
        """The answer to a bind."""
        return self.ask(bind_pdu(command, self.next(), **{"interface_version": self.version, **fields}))

    def submit(self, to: str = ON, tlvs: dict[str, Any] | None = None, **fields: Any) -> Pdu:
        """The answer to a submit_sm."""
        return self.ask(submit_pdu(to, self.next(), tlvs, **fields))

    def alive(self) -> bool:
        """Whether enquire_link is answered."""
        return self.ask(Pdu(Command.ENQUIRE_LINK, sequence=self.next())).status == 0

    def next(self) -> int:
        """The next sequence number."""
        self._sequence += 1
        return self._sequence

    def receipt(self, status: int | None = 0) -> tuple[Receipt, Pdu]:
        """The next deliver_sm as a receipt, answered with `status` (None: not at all)."""
        pdu = self.heard.pop(0) if self.heard else self.hear()
        assert pdu.command is Command.DELIVER_SM, pdu
        if status is not None:
            self.say(Pdu(Command.DELIVER_SM_RESP, status, pdu.sequence))
        receipt = read(pdu.fields["short_message"])
        assert receipt is not None, pdu
        return receipt, pdu


class _Client(Client):
    """smpplib's, with the last command that it read."""

    last = ""

    def read_pdu(self) -> Any:
        pdu = super().read_pdu()
        self.last = pdu.command
        return pdu


class Sms:
    """smpplib's client with the answers, receipts and replies that its handlers are given; pdus: those of the receipts."""

    def __init__(self, port: int, bind: str = "bind_transceiver", **fields: Any) -> None:
        self.answers: dict[int, Any] = {}
        self.receipts: list[Receipt] = []
        self.pdus: list[Any] = []
        self.replies: list[Any] = []
        self._client = _Client("127.0.0.1", port, timeout=PATIENCE_S, allow_unknown_opt_params=True)
        self._client.set_message_sent_handler(self._answered)
        self._client.set_error_pdu_handler(self._answered)
        self._client.set_message_received_handler(self._received)
        self._client.connect()
        getattr(self._client, bind)(**{"system_id": "esme", "password": "secret", **fields})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self._exchange("unbind")
        self._client.state = consts.SMPP_CLIENT_STATE_OPEN
        self._client.disconnect()

    def send(self, to: str, text: bytes = b"Hello", **fields: Any) -> Any:
        """The answer to a text that asks for a receipt: a PDU with `status` and, where it was taken, `message_id`."""
        addresses = {"source_addr_ton": 5, "source_addr": "BANK", "dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": to}
        sent = self._client.send_message(**{**addresses, "short_message": text, "registered_delivery": 1, **fields})
        self._until(lambda: sent.sequence in self.answers)
        return self.answers[sent.sequence]

    def read(self, most: int | None = None) -> list[Receipt]:
        """Every receipt so far, also the last that the network wrote; with `most`, once there are so many."""
        if most is not None:
            self._until(lambda: len(self.receipts) >= most)
        self._exchange("enquire_link")
        return self.receipts

    def _exchange(self, command: str) -> None:
        """What the network wrote before its answer to this has come when the answer comes."""
        self._client.last = ""
        self._client.send_pdu(make_pdu(command, client=self._client))
        self._until(lambda: self._client.last == f"{command}_resp")

    def _until(self, done: Callable[[], bool]) -> None:
        while not done():
            self._client.read_once(auto_send_enquire_link=False)

    def _answered(self, pdu: Any) -> None:
        self.answers[pdu.sequence] = pdu

    def _received(self, pdu: Any) -> None:
        if not pdu.esm_class & RECEIPT:
            self.replies.append(pdu)
            return
        receipt = read(pdu.short_message)
        assert receipt is not None, pdu.short_message
        self.receipts.append(receipt)
        self.pdus.append(pdu)
