"""Exports as tables, and those that are only asked about: what spreadsheets and programs make of them."""

import csv
import io
import socket
from collections.abc import Iterator

import pytest

from simulator.testing import Carrier
from tests.control.busy import send, submit
from tests.web import PATIENCE_S, exchange


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def table(carrier: Carrier) -> list[dict[str, str]]:
    status, kind, body = exchange("GET", f"{carrier.url}/sim/export/messages?format=csv")
    assert (status, kind) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_a_table_holds_no_formulas(carrier: Carrier) -> None:
    """A text that would be one to a spreadsheet is a text, also where it begins as a phone number does."""
    texts = ['=HYPERLINK("http://evil.example")', "+86138+cmd", "+123456", "+1234567890123456", "+1234567\n", "-1"]
    submit(carrier, *(text.encode() for text in texts), b'two\nlines, "quoted"')
    assert [row["text"] for row in table(carrier)] == ['two\nlines, "quoted"', *(f"'{text}" for text in reversed(texts))]


def test_numbers_of_a_table_are_numbers(carrier: Carrier) -> None:
    """As everywhere else, so that a program joins on them."""
    submit(carrier, b"+8613900000001", to="13800000005")
    (row,) = table(carrier)
    assert (row["to"], row["text"]) == ("+8613800000005", "+8613900000001")


def test_a_table_says_that_it_is_utf_8(carrier: Carrier) -> None:
    """Once, at its beginning: without that Excel shows no Chinese. JSON lines have no need of it."""
    send(carrier)
    body = exchange("GET", f"{carrier.url}/sim/export/messages?format=csv")[2]
    assert (body[:5], body.count("\ufeff".encode())) == ("\ufeffid".encode(), 1)
    assert exchange("GET", f"{carrier.url}/sim/export/messages")[2].startswith(b"{")


@pytest.mark.parametrize("path", ["messages", "messages?format=csv", "reports?format=csv", "refusals", "refusals?format=csv"])
def test_who_asks_for_the_head_gets_the_head(carrier: Carrier, path: str) -> None:
    """And the connection goes on with the next answer."""
    send(carrier)
    head, get = (f"{method} HTTP/1.1\r\nHost: 127.0.0.1\r\n" for method in (f"HEAD /sim/export/{path}", "GET /sim/clock"))
    with socket.create_connection(("127.0.0.1", carrier.http_port), PATIENCE_S) as client, client.makefile("rb") as stream:
        client.sendall(f"{head}\r\n{get}Connection: close\r\n\r\n".encode())
        first, following = stream.read().split(b"\r\n\r\n", 1)
    assert first.startswith(b"HTTP/1.1 200")
    assert (b"text/csv" in first) is path.endswith("csv")
    assert following.startswith(b"HTTP/1.1 200")
