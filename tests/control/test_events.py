"""Live events: what a listener hears, where he goes on, what he missed, and that one who does not read is let go."""

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest

from simulator.control import events, feed
from simulator.ledger import PAGE, Ledger
from simulator.testing import Carrier
from tests.control.busy import HOME, OFF, send, submit
from tests.control.test_search import message
from tests.fronts.tencent_v5 import post, signed, single
from tests.web import ask

Event = dict[str, Any]


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


@contextmanager
def listening(carrier: Carrier, query: str = "", **headers: str) -> Iterator[HTTPResponse]:
    """A listener, who is there once this is entered."""
    connection = HTTPConnection("127.0.0.1", carrier.http_port, timeout=10)
    connection.request("GET", f"/sim/events{query}", headers=headers)
    response = connection.getresponse()
    assert (response.status, response.headers.get_content_type()) == (200, "text/event-stream")
    assert next_event(response) == {"retry": "1000"}
    try:
        yield response
    finally:
        response.close()
        connection.close()


def next_event(response: HTTPResponse) -> Event:
    """Its fields; with an `id` alone it is none, and tells where the listener is."""
    fields: Event = {}
    while line := response.readline().decode().rstrip("\n"):
        name, _, value = line.partition(": ")
        fields[name] = json.loads(value) if name == "data" else value
    return fields


def hear(response: HTTPResponse, count: int) -> list[Event]:
    """So many, of those that a browser's EventSource would tell: what has no data is none."""
    heard: list[Event] = []
    while len(heard) < count:
        heard += [event for event in (next_event(response),) if "data" in event]
    return heard


def place(response: HTTPResponse) -> str:
    """Where the listener is, once he is told that without an event."""
    while (event := next_event(response)).keys() != {"id"}:
        pass
    return str(event["id"])


def flood(carrier: Carrier, response: HTTPResponse, at: str) -> str:
    """Texts to another number than the listener's, who is at this place; where he is when all of them have gone by."""
    for _ in range(4):
        end = _count(at) + len(submit(carrier, *[b"hello"] * 20, to=OFF))
        while _count(at) < end:
            at = place(response)
    return at


def _count(at: str) -> int:
    """The happenings before a place."""
    return int(at.partition("-")[2])


def test_all_that_happens_is_heard(carrier: Carrier) -> None:
    """In its order, each with what it is about."""
    with listening(carrier) as response:
        first = send(carrier)
        post(carrier, "sendsms", single(sign="别人"))
        carrier.pass_(minutes=1)
        heard = hear(response, 4)
        second = send(carrier)
        assert [event["data"]["message"] for event in hear(response, 1)] == [second], "each is told once"
    assert [event["event"] for event in heard] == ["accepted", "refused", "delivered", "reported"]
    assert (heard[0]["data"]["text"], heard[1]["data"]["reason"]) == ("【示例科技】您的验证码为4321，5分钟内有效。", "sign-not-approved")
    assert {event["data"]["message"] for event in (heard[0], *heard[2:])} == {first}
    assert heard[3]["data"]["detail"] == {"state": "DELIVERED", "code": "DELIVRD", "cause": None}


def test_what_is_not_shown_is_told_once(carrier: Carrier) -> None:
    """A text that waits, and one that fails: no step twice, none left out."""
    with listening(carrier) as response:
        send(carrier, OFF)
        send(carrier, "13800000004")
        carrier.pass_(seconds=30)
        heard = hear(response, 6)
    trails = [event["event"] for event in heard if event["data"]["to"] == "+8613800000201"]
    assert trails == ["accepted", "attempted", "reported_early"]
    assert [event["event"] for event in heard if event["data"]["to"] == "+8613800000004"] == ["accepted", "failed", "reported"]


@pytest.mark.parametrize("query", ["?number=13800000201", "?account=esme"])
def test_a_listener_may_want_less(carrier: Carrier, query: str) -> None:
    """One number, or one account."""
    with listening(carrier, query) as response:
        send(carrier)
        submit(carrier, b"hello", to=OFF)
        (heard,) = hear(response, 1)
    assert (heard["data"]["to"], heard["data"]["account"]) == ("+8613800000201", "esme")


def test_the_holder_of_a_lease_hears_of_his_own(carrier: Carrier) -> None:
    """Texts of his account or to his numbers, and what of his was refused; nothing of the others'."""
    one, other = carrier.client.lease(), carrier.client.lease()
    with listening(carrier, f"?key={one.key}") as response:
        for lease in (other, one):
            submit(carrier, b"hello", to=lease.first[3:])
            body = signed(
                {"tel": {"nationcode": "86", "mobile": "13900000000"}, "msg": "", "type": 0}, "13900000000", key=str(lease.appkey)
            )
            post(carrier, "sendsms", body, app=lease.app)
        heard = hear(response, 2)
    assert [event["event"] for event in heard] == ["accepted", "refused"]
    assert (heard[0]["data"]["to"], heard[1]["data"]["account"]) == (one.first, f"app:{one.app}")


def test_who_comes_back_goes_on_where_he_was(carrier: Carrier) -> None:
    """What happened meanwhile is told first."""
    with listening(carrier) as response:
        send(carrier)
        (before,) = hear(response, 1)
    meanwhile = send(carrier, OFF)
    with listening(carrier, **{"Last-Event-ID": before["id"]}) as response:
        after = send(carrier, "13800000004")
        assert [event["data"]["message"] for event in hear(response, 2)] == [meanwhile, after]


def test_who_heard_nothing_yet_goes_on_too(carrier: Carrier) -> None:
    """He is told where he is before anything happens."""
    with listening(carrier) as response:
        before = place(response)
    meanwhile = send(carrier, OFF)
    with listening(carrier, **{"Last-Event-ID": before}) as response:
        assert [event["data"]["message"] for event in hear(response, 1)] == [meanwhile]


def test_a_wait_takes_nothing_from_who_comes_back(carrier: Carrier) -> None:
    """Though it comes and goes while he is away, and nobody else is there."""
    with listening(carrier) as response:
        before = place(response)
    ask("POST", f"{carrier.url}/sim/wait", {"limit_s": 0})
    meanwhile = submit(carrier, *[b"hello"] * 5)
    with listening(carrier, **{"Last-Event-ID": before}) as response:
        assert [event["data"].get("message") for event in hear(response, 5)] == meanwhile


def test_what_nobody_counted_is_a_gap_of_no_size(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stays away too long is told that he missed something, and no number that is none."""
    monkeypatch.setattr(events, "LINGER_S", 0.0)
    with listening(carrier) as response:
        before = place(response)
    submit(carrier, *[b"hello"] * 5)
    with listening(carrier, **{"Last-Event-ID": before}) as response:
        (gap,) = hear(response, 1)
    assert (gap["event"], gap["data"]) == ("gap", {"missed": None})


def test_another_time_is_told_at_once(carrier: Carrier) -> None:
    """A snapshot that is brought back is a gap to all who listen, before anything else happens."""
    ask("POST", f"{carrier.url}/sim/snapshots", {"name": "before"})
    with listening(carrier) as response:
        ask("POST", f"{carrier.url}/sim/snapshots/before/restore")
        (gap,) = hear(response, 1)
    assert (gap["event"], gap["data"]) == ("gap", {"missed": None})


def test_what_others_did_is_no_gap(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listener of one number is told where he is while they flood the network, so that he goes on from there."""
    monkeypatch.setattr(feed, "KEPT", 5)
    with listening(carrier, f"?number={HOME}") as response:
        last = flood(carrier, response, place(response))
    with listening(carrier, f"?number={HOME}", **{"Last-Event-ID": last}) as response:
        submit(carrier, b"hello", to=HOME)
        assert [event["event"] for event in hear(response, 1)] == ["accepted"]


@pytest.mark.parametrize(("query", "counted"), [("", True), (f"?number={HOME}", False)])
def test_a_gap_is_counted_for_who_wants_all(carrier: Carrier, monkeypatch: pytest.MonkeyPatch, query: str, counted: bool) -> None:
    """Nobody else knows how much of it would have been his."""
    monkeypatch.setattr(feed, "KEPT", 5)
    with listening(carrier, f"?number={HOME}") as other:
        before = place(other)
        flood(carrier, other, before)
        with listening(carrier, query, **{"Last-Event-ID": before}) as response:
            (gap,) = hear(response, 1)
    assert gap["event"] == "gap"
    assert (gap["data"]["missed"] is not None) is counted


@pytest.mark.parametrize("last", ["nothing", "00000000-7", "{epoch}--1", "{epoch}-٣", "{epoch}-" + "9" * 40])
def test_a_place_that_nobody_knows_is_a_gap(carrier: Carrier, last: str) -> None:
    """How much was missed cannot be said."""
    with listening(carrier) as response:
        send(carrier)
        epoch = hear(response, 1)[0]["id"].partition("-")[0]
    with listening(carrier, **{"Last-Event-ID": last.format(epoch=epoch).encode().decode("latin-1")}) as response:
        (gap,) = hear(response, 1)
    assert (gap["event"], gap["data"]) == ("gap", {"missed": None})


def test_what_is_kept_has_an_end() -> None:
    """And under a flood everybody hears the newest of each moment, and how much was left out."""
    ledger, told = Ledger(), list[int]()
    kept = feed.Feed(ledger)

    async def run() -> None:
        kept.open(lambda batch: told.append(len(batch.messages)))
        for nth in range(feed.KEPT + PAGE):
            ledger.accept(message(nth))
            if nth % 500 == 0:
                kept.look()
        kept.look()
        wanted = events.Wanted(None, None, None)
        assert kept.batches[0].begin > 1
        text = wanted.piece(kept.batches[-1], 0, "e").decode()
        assert text.startswith("event: gap\nid: e-")
        assert text.count("event: accepted") == kept.batches[-1].quota < 500
        assert sum(batch.quota for batch in kept.batches) < feed.TOLD_AT_ONCE + feed.TOLD_PER_S
        kept.stop()

    asyncio.run(run())
    assert sum(told) == feed.KEPT + PAGE


def test_who_does_not_read_is_held_little_for(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is let go of after a while; others hear everything meanwhile."""
    monkeypatch.setattr(events, "STALL_S", 0.05)
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    deaf.settimeout(10)
    deaf.connect(("127.0.0.1", carrier.http_port))
    deaf.sendall(b"GET /sim/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert deaf.recv(12) == b"HTTP/1.1 200"
    big = b"x" * 250
    while not _gone(deaf, carrier, big):
        pass
    assert ask("GET", f"{carrier.url}/sim/clock")[0] == 200


def _gone(deaf: socket.socket, carrier: Carrier, text: bytes) -> bool:
    """Whether the network has hung up, with more said to it."""
    submit(carrier, *[text] * 40, to=HOME)
    carrier.pass_(seconds=10)
    try:
        deaf.sendall(b"\r\n")
    except OSError:
        deaf.close()
        return True
    return False
