"""The load client in Python: what it says of a server is what happened there."""

import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest

from benchmarks.processes import BARE_LOOP, load, other
from benchmarks.server import world
from simulator.testing import Carrier
from tests.web import ask

OURS = ""
HEADER = struct.Struct(">IIII")


def pdu(command: int, sequence: int, body: bytes = b"", status: int = 0) -> bytes:
    return HEADER.pack(16 + len(body), command, status, sequence) + body


def answer(sequence: int, message_id: bytes, status: int = 0) -> bytes:
    return pdu(0x80000004, sequence, message_id + b"\0", status)


def receipt(message_id: bytes) -> bytes:
    text = b"id:%b sub:001 dlvrd:001 stat:DELIVRD" % message_id
    return pdu(5, 1, b"\0\0\x001\0\0\x002\0\4\0\0\0\0\0\0\0\0" + bytes([len(text)]) + text)


@contextmanager
def centre(*octets: bytes) -> Iterator[int]:
    """A server that takes a bind, then says this, whatever it is asked; its port."""

    def talk() -> None:
        client, _ = listening.accept()
        with client:
            client.recv(1 << 16)
            client.sendall(pdu(0x80000009, 1, b"x\0"))
            client.recv(1 << 16)
            client.sendall(b"".join(octets))
            while client.recv(1 << 16):
                pass

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=talk)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ((answer(2, b"a"), answer(3, b"b"), receipt(b"b"), receipt(b"a")), {"ok": 2, "missing": 0, "receipt_before_resp": 0}),
        ((answer(2, b"a"), receipt(b"b"), answer(3, b"b"), receipt(b"a")), {"ok": 2, "missing": 0, "receipt_before_resp": 1}),
        ((answer(2, b"a"), answer(3, b"b"), receipt(b"a")), {"ok": 2, "missing": 1, "receipts": 1}),
        ((answer(2, b"a"), answer(3, b"", status=0x58), receipt(b"a")), {"submitted": 2, "ok": 1, "missing": 0}),
    ],
    ids=["all is well", "a receipt before its answer", "a receipt that never comes", "a text that is refused"],
)
def test_what_is_counted(said: tuple[bytes, ...], wanted: dict[str, Any]) -> None:
    """What a server gets wrong is counted as that."""
    with centre(*said) as port:
        figures = load(OURS, port, "-c", "1", "-w", "2", "-n", "2", "-r", "-t", "0.2")
    assert {name: figures[name] for name in wanted} == wanted


@pytest.mark.parametrize("paced", [(), ("--rate", "2000")], ids=["in windows", "at a rate"])
def test_every_text_of_a_load_is_accounted_for(paced: tuple[str, ...]) -> None:
    """On a network, all texts of a load are there, on as many sessions and to as many numbers as asked."""
    with Carrier(world(1.0, 2.0), speed=1) as carrier:
        figures = load(OURS, carrier.smpp_port, "-c", "3", "-w", "10", "-n", "300", "-m", "50", "-r", "-t", "10", *paced)
        messages = ask("GET", f"{carrier.url}/sim/messages?limit=1000")[1]["messages"]
    assert (figures["submitted"], figures["ok"], figures["receipts"], figures["missing"]) == (300, 300, 300, 0)
    assert len(messages) == 300
    assert len({message["to"] for message in messages}) == 50


def test_the_bare_loop() -> None:
    """The yardstick answers every text, and tells of each if asked, after its answer."""
    with other([sys.executable, BARE_LOOP]) as (port, _):
        figures = load(OURS, port, "-c", "2", "-w", "20", "-n", "500", "-r", "-t", "10")
        quiet = load(OURS, port, "-c", "2", "-w", "20", "-n", "500")
    assert (figures["ok"], figures["missing"], figures["receipt_before_resp"]) == (500, 0, 0)
    assert quiet["ok"] == 500
    assert quiet["unasked_receipts"] == 0
