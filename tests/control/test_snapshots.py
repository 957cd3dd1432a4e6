"""Snapshots: a network is as it was, and what follows is what followed the first time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from simulator.control.leases import LeaseView
from simulator.control.snapshots import MOST
from simulator.smpp.commands import Command
from simulator.testing import Carrier, RefusedError
from tests.control.busy import HOME, OFF, busy, send, submit, submit_long
from tests.control.test_events import hear, listening
from tests.control.test_paperwork import individual
from tests.esme import Esme
from tests.fronts.tencent_v5 import post, signed, single
from tests.web import Json, ask

LATER = "13800000002"
ANOTHER = """
title: another
customers: [{name: acme, secrets: [{id: AKIDACME0000000001, key: acme}]}]
apps: [{id: 1400000009, key: acme, customer: acme}]
accounts: [{system_id: acme, password: acme}]
"""
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


def sends(carrier: Carrier, lease: LeaseView, key: str = "") -> bool:
    """Whether its app and its account both do."""
    number = lease.first[3:]
    body = {"tel": {"nationcode": "86", "mobile": number}, "tpl_id": 1001, "params": ["4321", "5"]}
    answer = post(carrier, "sendsms", signed(body, number, key=key or str(lease.appkey)), app=lease.app)
    with Esme(carrier.smpp_port) as esme:
        return bool(answer["result"] == 0 and esme.bind(system_id=lease.system_id, password=lease.password).status == 0)


def test_a_lease_is_as_it_was(carrier: Carrier) -> None:
    """With all that its holder had changed: callbacks, limits, keys, an app that is stopped."""
    lease = carrier.client.lease()
    for path, wish in (("callbacks", {"callback_url": "http://127.0.0.1:1/x"}), ("limits", {"per_day": 3}), ("key", {"key": "mine"})):
        assert ask("PUT", f"{carrier.url}/sim/apps/{lease.app}/{path}", wish)[0] == 200
    ask("POST", f"{carrier.url}/sim/apps/{lease.app}/ban")

    def seen() -> list[Json]:
        paths = (f"apps/{lease.app}/callbacks", f"customers/{lease.customer}", f"accounts/{lease.system_id}")
        limits = ask("PUT", f"{carrier.url}/sim/apps/{lease.app}/limits", {})[1]
        return [limits, *(ask("GET", f"{carrier.url}/sim/{path}")[1] for path in paths)]

    before = seen()
    take(carrier)
    ask("PUT", f"{carrier.url}/sim/apps/{lease.app}/limits", {"per_day": 9})
    restore(carrier)
    assert seen() == before
    ask("POST", f"{carrier.url}/sim/apps/{lease.app}/lift")
    ask("PUT", f"{carrier.url}/sim/apps/{lease.app}/callbacks", {"callback_url": None})
    assert sends(carrier, lease, "mine")


def test_a_lease_that_ended_since_is_one_again(carrier: Carrier) -> None:
    """Its key opens what is its, and ends it."""
    lease = carrier.client.lease()
    take(carrier)
    carrier.client.end_lease(lease.key)
    assert not sends(carrier, lease)
    restore(carrier)
    assert sends(carrier, lease)
    assert len(list(carrier.client.with_key(lease.key).messages())) == 1
    carrier.client.end_lease(lease.key)
    assert not sends(carrier, lease)


def test_a_lease_that_was_given_since_is_none(carrier: Carrier) -> None:
    """Its sessions are unbound, and the next one is what it was."""
    take(carrier)
    lease = carrier.client.lease()
    with Esme(carrier.smpp_port) as esme:
        esme.bind(system_id=lease.system_id, password=lease.password)
        restore(carrier)
        assert esme.hear().command is Command.UNBIND
    assert not sends(carrier, lease)
    with pytest.raises(RefusedError, match="no lease has the key"):
        list(carrier.client.with_key(lease.key).messages())
    assert carrier.client.lease().first == lease.first


def test_the_scenario_is_what_it_was(carrier: Carrier) -> None:
    """Its customers, accounts and SMPP faults too, however different the one that was loaded since; leases go on."""
    lease, faults = carrier.client.lease(), "{smpp: {faults: [{name: slow, kind: answer-status, status: RTHROTTLED}]}, title: first}"
    carrier.client.load(faults)
    paths = ("scenario", "customers", "accounts", "smpp/faults")
    before = [ask("GET", f"{carrier.url}/sim/{path}") for path in paths]
    take(carrier)
    carrier.client.load(ANOTHER)
    assert all(ask("GET", f"{carrier.url}/sim/{path}") != was for path, was in zip(paths, before, strict=True))
    restore(carrier)
    assert [ask("GET", f"{carrier.url}/sim/{path}") for path in paths] == before
    assert sends(carrier, lease)


def test_a_list_that_was_handed_in_since_is_not_sent_to() -> None:
    """Though it was reviewed and waited for its hour; one that was there is sent to once more."""
    wish = {"app": "1400000001", "template": 1001, "params": ["4321", "5"]}
    with Carrier(individual()) as carrier:
        uploads = f"{carrier.url}/sim/console/uploads"
        ask("POST", uploads, wish | {"numbers": HOME})
        take(carrier)
        ask("POST", uploads, wish | {"numbers": OFF})
        for _ in range(2):
            carrier.pass_(days=3)
            restore(carrier)
            assert [(each["id"], each["sent"], each["left"]) for each in ask("GET", uploads)[1]["uploads"]] == [(1, 0, 1)]
        carrier.pass_(days=3)
        assert [message.to for message in carrier.client.messages()] == [f"+86{HOME}"]


def test_one_that_cannot_be_taken_leaves_the_old_one(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the same name."""
    kept = take(carrier)
    send(carrier)
    monkeypatch.setattr("simulator.control.snapshots.MESSAGES_MOST", 0)
    assert ask("POST", f"{carrier.url}/sim/snapshots", {"name": "before"})[0] == 409
    assert ask("GET", f"{carrier.url}/sim/snapshots")[1] == kept


def test_only_so_many_are_kept(carrier: Carrier) -> None:
    """Of which any may be taken anew."""
    for nth in range(MOST):
        take(carrier, str(nth))
    assert ask("POST", f"{carrier.url}/sim/snapshots", {"name": "more"})[0] == 409
    assert [each["name"] for each in take(carrier, "0")["snapshots"]][-1] == "0"


def test_time_that_was_passing_stops(carrier: Carrier) -> None:
    """Whoever let it pass is told that it was put back, and it stays where it was put."""
    for nth in range(200):
        carrier.turn(f"139{nth:08}", "off")
        submit(carrier, b"hello", to=f"139{nth:08}")
    take(carrier)
    start, told = carrier.now, 0
    with ThreadPoolExecutor(1) as pool:
        for _ in range(50):  # one is enough in which it had begun to pass, and was not over
            restore(carrier)
            passing = pool.submit(ask, "POST", f"{carrier.url}/sim/clock/pass", {"seconds": 86_400 * 3})
            while carrier.now == start and not passing.done():
                pass
            restore(carrier)
            told, answer = passing.result()
            if told == 409:
                break
    assert (told, "put back" in answer["detail"], carrier.now) == (409, True, start)
