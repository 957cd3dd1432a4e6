"""A network of one's own for a test: what it offers, and that nothing of it is left."""

import gc
import socket
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from simulator.scenario.default import scenario
from simulator.testing import START, Carrier
from tests.esme import PATIENCE_S
from tests.fronts.tencent_v5 import post, single
from tests.web import ask, exchange

HOME = "13800000000"
DESCRIPTORS = Path("/proc/self/fd")


def send(carrier: Carrier, mobile: str = HOME, code: str = "4321") -> str:
    sid: str = post(carrier, "sendsms", single(tel={"nationcode": "86", "mobile": mobile}, params=[code, "5"]))["sid"]
    return sid


def test_time_stands_until_it_is_told_to_pass() -> None:
    """A Monday morning in Beijing, or what one asks for."""
    with Carrier() as carrier:
        assert carrier.now == START
        carrier.pass_(hours=2, minutes=1)
        assert carrier.now - START == timedelta(hours=2, minutes=1)
    with Carrier(start=datetime(2030, 1, 1, tzinfo=UTC)) as carrier:
        assert carrier.now.year == 2030


def test_time_does_not_go_backwards() -> None:
    """The test is told, and time stands."""
    with Carrier() as carrier:
        with pytest.raises(ValueError, match="network time never runs backwards"):
            carrier.pass_(seconds=-1)
        assert carrier.now == START


def test_what_a_handset_shows() -> None:
    """Nothing before the text has arrived, then the text; the newest last."""
    with Carrier() as carrier:
        send(carrier, code="1")
        assert carrier.inbox(HOME) == []
        carrier.pass_(minutes=1)
        send(carrier, code="2")
        carrier.pass_(minutes=1)
        assert carrier.inbox(HOME) == [f"【示例科技】您的验证码为{code}，5分钟内有效。" for code in "12"]
        assert carrier.inbox("+8613900000000") == []


def test_a_handset_is_turned() -> None:
    """Off, so that the text waits; on, so that it comes at once."""
    with Carrier() as carrier:
        carrier.turn(HOME, "off", report="early")
        sid = send(carrier)
        carrier.pass_(minutes=1)
        assert (carrier.handset(HOME)["condition"], carrier.handset(HOME)["waiting"]) == ("off", [sid])
        carrier.turn(HOME, "on")
        assert len(carrier.inbox(HOME)) == 1
        assert [report["code"] for report in carrier.message(sid)["reports"]] == ["MK:0024", "DELIVRD"]


@pytest.mark.parametrize(("until", "for_s", "minutes"), [(START + timedelta(hours=1), None, 60), (None, 120.0, 2)])
def test_a_handset_is_turned_for_a_time(until: datetime | None, for_s: float | None, minutes: int) -> None:
    """Until an instant, or so long after the first text."""
    with Carrier() as carrier:
        carrier.turn(HOME, "off", until=until, for_s=for_s)
        send(carrier)
        carrier.pass_(minutes=minutes - 1)
        assert carrier.inbox(HOME) == []
        carrier.pass_(minutes=2)
        assert len(carrier.inbox(HOME)) == 1


def test_a_message_is_looked_at() -> None:
    """By its id with its trail, among those to its number, and in the ledger."""
    with Carrier() as carrier:
        sid = send(carrier)
        carrier.pass_(minutes=1)
        message = carrier.message(sid)
        assert [entry["event"] for entry in message["trail"]] == ["accepted", "delivered", "reported"]
        assert [each["id"] for each in carrier.messages(HOME)] == [sid]
        assert carrier.ledger().count(sid.encode()) == 3


def test_its_world_is_looked_at() -> None:
    """Through no port, and as it was left when it has ended."""
    with Carrier() as carrier:
        send(carrier)
        carrier.pass_(minutes=1)
        assert carrier.look(lambda world, now: (len(world.ledger), now)) == (1, round(carrier.now.timestamp() * 1000))
    assert carrier.look(lambda world, _: len(world.ledger)) == 1
    with pytest.raises(RuntimeError, match="closed"):
        carrier.messages(HOME)


def test_what_does_not_exist() -> None:
    """An unknown id is a KeyError, what is no number or no condition a ValueError that names it."""
    with Carrier() as carrier:
        with pytest.raises(KeyError, match="no message has the id '8:nothing': none was sent yet"):
            carrier.message("8:nothing")
        sid = send(carrier)
        with pytest.raises(KeyError, match=f"no message has the id '8:nothing': the newest of 1 is '{sid}'"):
            carrier.message("8:nothing")
        with pytest.raises(ValueError, match="'12' is no phone number"):
            carrier.inbox("12")
        with pytest.raises(ValueError, match="'offf'"):
            carrier.turn(HOME, "offf")


def test_two_at_once() -> None:
    """Each has its ports, its time, its handsets."""
    with Carrier() as one, Carrier() as other:
        assert {one.http_port, one.smpp_port}.isdisjoint({other.http_port, other.smpp_port})
        send(one)
        one.pass_(minutes=1)
        assert (len(one.inbox(HOME)), other.inbox(HOME), other.now) == (1, [], START)


def test_ids_follow_from_the_seed() -> None:
    """The same text has the same id in two runs of one seed, and another with another."""

    def run(seed: int) -> str:
        with Carrier(seed=seed) as carrier:
            return send(carrier)

    assert run(1) == run(1) != run(2)


def descriptors() -> int:
    return len(list(DESCRIPTORS.iterdir())) if DESCRIPTORS.exists() else 0


def test_nothing_is_left() -> None:
    """No thread, no open file and nobody behind the ports, also where clients are still connected."""
    gc.collect()
    threads, files = threading.active_count(), descriptors()
    with Carrier() as carrier:
        send(carrier)
        ports = [carrier.http_port, carrier.smpp_port]
        clients = [socket.create_connection(("127.0.0.1", port), 5) for port in ports]
        clients[0].sendall(b"POST /sim/clock/pass HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
        exchange("GET", carrier.url + "/healthz")
    for client in clients:
        client.close()
    gc.collect()
    assert (threading.active_count(), descriptors()) == (threads, files)
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 5)


def test_a_network_that_cannot_start_leaves_nothing() -> None:
    """The test is told why."""
    threads = threading.active_count()
    default = scenario()
    networks = default.carriers.networks
    twice = replace(default.carriers, networks=(*networks, replace(networks[0], name="double")))
    with pytest.raises(ValueError, match="prefix 1703 is claimed by mobile and by double"), Carrier(replace(default, carriers=twice)):
        pass
    assert threading.active_count() == threads


def test_one_that_is_never_started_costs_nothing() -> None:
    """It opens nothing before it is entered."""
    files = descriptors()
    Carrier()
    gc.collect()
    assert descriptors() == files


def test_a_handshake_ends_with_the_network() -> None:
    """Who was about to speak TLS is hung up on."""
    with Carrier(https=True) as carrier:
        client = socket.create_connection(("127.0.0.1", carrier.https_port), PATIENCE_S)
        ask("GET", f"{carrier.url}/sim/clock")
    with client, suppress(ConnectionError):
        assert client.recv(1) == b""
