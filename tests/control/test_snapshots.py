"""Snapshots: a network is as it was, and what follows is what followed the first time."""

from collections.abc import Iterator

import pytest

from simulator.testing import Carrier
from tests.control.busy import HOME, OFF, busy, send, submit, submit_long
from tests.control.test_events import hear, listening
from tests.fronts.tencent_v5 import post, single
from tests.web import Json, ask

LATER = "13800000002"
LISTS = ("lexicon", "blacklist", "faults", "unsubscribes", "callbacks")


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def take(carrier: Carrier, name: str = "before") -> Json:
    status, answer = ask("POST", f"{carrier.url}/sim/snapshots", {"name": name})
    assert status == 200, answer
    return answer


def restore(carrier: Carrier, name: str = "before") -> None:
    status, answer = ask("POST", f"{carrier.url}/sim/snapshots/{name}/restore")
    assert status == 200, answer


def events(carrier: Carrier) -> bytes:
    """All that happens in a few days of everything."""
    busy(carrier)
    submit(carrier, b"hello", to=OFF)
    submit_long(carrier, "长" * 150)
    carrier.turn(OFF, "on")
    carrier.reply("13800000014", "TD")
    carrier.pass_(days=3)
    return carrier.ledger()


def test_what_follows_follows_again(carrier: Carrier) -> None:
    """The same byte for byte, from a network in which a text waits, as often as one likes."""
    send(carrier, LATER)
    carrier.pass_(seconds=30)
    take(carrier)
    first = events(carrier)
    for _ in range(2):
        restore(carrier)
        assert events(carrier) == first


def test_the_network_is_as_it_was(carrier: Carrier) -> None:
    """Time, handsets, messages, limits, opt-outs, words, faults, keys."""
    send(carrier, LATER)
    carrier.pass_(seconds=30)
    before = carrier.ledger(), carrier.now, carrier.handset(HOME), carrier.handset(LATER), carrier.refusals()
    lists = [ask("GET", f"{carrier.url}/sim/{path}") for path in ("lexicon", "blacklist", "faults", "unsubscribes", "callbacks")]
    take(carrier)
    events(carrier)
    assert ask("POST", f"{carrier.url}/sim/keys/AKIDEXAMPLE0000000001/disable")[1]["disabled"]
    restore(carrier)
    assert ask("GET", f"{carrier.url}/sim/customers")[1]["customers"][0]["keys"][0]["disabled"] is False
    assert (carrier.ledger(), carrier.now, carrier.handset(HOME), carrier.handset(LATER), carrier.refusals()) == before
    after = [ask("GET", f"{carrier.url}/sim/{path}") for path in ("lexicon", "blacklist", "faults", "unsubscribes", "callbacks")]
    assert after == lists
    assert post(carrier, "sendsms", single())["result"] == 0, "the limit of 30 seconds was taken back too"


def test_what_is_due_is_due_again(carrier: Carrier) -> None:
    """A handset that comes back does so once more, and the text arrives."""
    sid = send(carrier, LATER)
    carrier.pass_(seconds=30)
    take(carrier)
    for _ in range(2):
        assert carrier.message(sid)["state"] == "ENROUTE"
        carrier.pass_(minutes=1)
        assert carrier.message(sid)["state"] == "DELIVERED"
        restore(carrier)


def test_several_have_names(carrier: Carrier) -> None:
    """One of the same name is replaced; unknown ones are refused."""
    take(carrier, "empty")
    send(carrier)
    assert [each["messages"] for each in take(carrier, "one")["snapshots"]] == [0, 1]
    restore(carrier, "empty")
    assert list(carrier.client.messages()) == []
    restore(carrier, "one")
    assert len(list(carrier.client.messages())) == 1
    assert [each["name"] for each in take(carrier, "empty")["snapshots"]] == ["one", "empty"]
    assert ask("DELETE", f"{carrier.url}/sim/snapshots/one")[1]["snapshots"][0]["name"] == "empty"
    for method, path in (("DELETE", ""), ("POST", "/restore")):
        status, problem = ask(method, f"{carrier.url}/sim/snapshots/one{path}")
        assert (status, problem["detail"]) == (404, "no snapshot has the name 'one': there are empty")


def test_who_listens_goes_on_listening(carrier: Carrier) -> None:
    """Though nobody did when the snapshot was taken; what was to be told of another time is a gap."""
    take(carrier)
    with listening(carrier) as response:
        restore(carrier)
        sid = send(carrier)
        heard = hear(response, 2)
    assert [event["event"] for event in heard] == ["gap", "accepted"]
    assert heard[1]["data"]["message"] == sid


def test_a_lease_is_still_one(carrier: Carrier) -> None:
    """Its app and its account are there again."""
    take(carrier)
    lease = carrier.client.lease()
    restore(carrier)
    answer = post(carrier, "sendsms", single(tel={"nationcode": "86", "mobile": lease.first[3:]}), app=lease.app)
    assert answer["result"] == 0
