"""Leases: two who share a network, each with numbers and credentials of its own, and blind to the other."""

import gc
from collections.abc import Iterator

import pytest

from simulator.control.leases import HEADER, LeaseView
from simulator.fronts.smpp.account import Account
from simulator.smpp.commands import Command
from simulator.smpp.statuses import Status
from simulator.testing import Carrier, Client, RefusedError
from tests.esme import Esme
from tests.fronts.tencent_v5 import KEY, post, signed
from tests.web import ask


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def submit(carrier: Carrier, lease: LeaseView, nth: int = 0) -> str:
    """A text from a lease's account to its nth number."""
    with Esme(carrier.smpp_port) as esme:
        esme.bind(system_id=lease.system_id, password=lease.password)
        number = f"+{int(lease.first.removeprefix('+')) + nth}"
        message_id: str = esme.submit(number).fields["message_id"]
        return message_id


def test_each_sees_its_own(carrier: Carrier) -> None:
    """Messages, handsets, refusals, exports; who shows no key sees all."""
    one, other = carrier.client.lease(), carrier.client.lease()
    ids = [submit(carrier, one), submit(carrier, other)]
    carrier.pass_(minutes=1)
    for lease, mine, theirs in ((one, *ids), (other, *reversed(ids))):
        client = carrier.client.with_key(lease.key)
        assert [message.id for message in client.messages()] == [mine]
        assert [handset.number for handset in client.handsets()] == [lease.first]
        assert client.wait(state="DELIVERED", time="wall", limit_s=0).message.id == mine  # type: ignore[union-attr]  # it was met
        with pytest.raises(RefusedError, match="no message has the id"):
            client.message(theirs)
        assert ask("GET", f"{carrier.url}/sim/export/messages", headers={HEADER: lease.key})[1]["id"] == mine
    assert [message.id for message in carrier.client.messages()] == ids[::-1]


def test_numbers_are_given_out_once(carrier: Carrier) -> None:
    """Of the network that was asked for; nobody else's handset may be touched."""
    one, other = (carrier.client.lease(10, network) for network in ("unicom", "unicom"))
    assert (one.first, one.last, one.numbers) == ("+8613000000000", "+8613000000009", 10)
    assert other.first > one.last
    client = carrier.client.with_key(one.key)
    assert client.handset(one.last).turn("off").network == "unicom"
    for number in (other.first, "+8613000000010", "13800000000"):
        with pytest.raises(RefusedError, match="is not among the numbers of this lease"):
            client.handset(number).turn("off")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/sim/clock/pass", {"seconds": 1}),
        ("POST", "/sim/clock/speed", {"speed": 1}),
        ("PUT", "/sim/faults/it", {"kind": "lost"}),
        ("POST", "/sim/scenario/reset", {}),
        ("PUT", "/sim/lexicon/platform/word", None),
        ("GET", "/sim/leases", None),
    ],
)
def test_what_is_everybodys_is_nobodys(carrier: Carrier, method: str, path: str, body: dict[str, object] | None) -> None:
    """Time, faults, the scenario: with a key they are not to be had."""
    key = carrier.client.lease().key
    status, answer = ask(method, carrier.url + path, body, {HEADER: key})
    assert (status, "is shared by all" in answer["detail"]) == (403, True)


def test_a_key_that_is_none(carrier: Carrier) -> None:
    """Neither before its lease nor after."""
    with pytest.raises(RefusedError, match="no lease has the key 'x'"):
        list(carrier.client.with_key("x").messages())
    key = carrier.client.lease().key
    carrier.client.end_lease(key)
    with pytest.raises(RefusedError, match="no lease has the key"):
        list(carrier.client.with_key(key).messages())


@pytest.mark.parametrize("path", ["clock/pass", "clock/pass?key=", "leases", "wait"])
def test_a_key_that_is_empty(carrier: Carrier, path: str) -> None:
    """Is one that is none, as of a variable that was never set: it is not taken for no key at all."""
    headers = {} if path.endswith("key=") else {HEADER: ""}
    status, answer = ask("POST", f"{carrier.url}/sim/{path}", {}, headers)
    assert (status, "is empty" in answer["detail"]) == (403, True)


def drawn(lease: LeaseView) -> tuple[str | None, ...]:
    """What it shows itself with."""
    return lease.appkey, lease.secret_key, lease.password


def code(carrier: Carrier, lease: LeaseView, key: str) -> int:
    """What sendsms answers its app."""
    number = lease.first[3:]
    body = {"tel": {"nationcode": "86", "mobile": number}, "tpl_id": 1001, "params": ["4321", "5"]}
    result: int = post(carrier, "sendsms", signed(body, number, key=key), app=lease.app)["result"]
    return result


def test_who_mixes_two_up_is_refused(carrier: Carrier) -> None:
    """By every front: a key or a password of the scenario's, or of another lease, opens nothing."""
    one, other = carrier.client.lease(), carrier.client.lease()
    assert [code(carrier, one, key) for key in (KEY, str(other.appkey), str(one.appkey))] == [1001, 1001, 0]
    for password, status in (("secret", Status.RINVPASWD), (other.password, Status.RINVPASWD), (one.password, Status.ROK)):
        with Esme(carrier.smpp_port) as esme:
            assert esme.bind(system_id=one.system_id, password=password).status == status
    assert len({*drawn(one), *drawn(other)}) == 6


def test_credentials_are_the_same_in_every_run(carrier: Carrier) -> None:
    """But for the key, which is nobody's to guess."""
    with Carrier() as again:
        one, other = again.client.lease(), carrier.client.lease()
    assert drawn(one) == drawn(other)
    assert one.key != other.key


def test_a_password_is_as_short_as_its_account_wants_it() -> None:
    """Where the scenario's first account takes four characters."""
    with Carrier() as carrier:
        carrier.client.load("accounts: [{system_id: esme, password: four, binds: {password_max: 4}}]")
        lease = carrier.client.lease()
        assert len(str(lease.password)) == 4
        assert submit(carrier, lease)


def test_an_app_of_its_own_sends(carrier: Carrier) -> None:
    """With the first app's signatures and templates; its limits and reports are its own."""
    lease = carrier.client.lease()
    assert code(carrier, lease, str(lease.appkey)) == 0
    assert [message.account for message in carrier.client.with_key(lease.key).messages()] == [f"app:{lease.app}"]


def test_a_lease_outlives_a_scenario(carrier: Carrier) -> None:
    """Its account and its app are there in the next one."""
    lease = carrier.client.lease()
    carrier.client.load("title: another\n")
    assert submit(carrier, lease)


def test_ending_a_lease_touches_no_other(carrier: Carrier) -> None:
    """Nor a key that somebody switched off."""
    assert ask("POST", f"{carrier.url}/sim/keys/AKIDEXAMPLE0000000001/disable")[0] == 200
    lease = carrier.client.lease()
    Client(carrier.url).end_lease(lease.key)
    customers = {each["name"]: each for each in ask("GET", f"{carrier.url}/sim/customers")[1]["customers"]}
    assert [key["disabled"] for key in customers["default"]["keys"]] == [True]
    assert lease.customer not in customers


def test_an_ended_lease_sends_nothing(carrier: Carrier) -> None:
    """Neither its app nor its account is there any more, and who is bound is unbound."""
    lease = carrier.client.lease()
    with Esme(carrier.smpp_port) as bound, Esme(carrier.smpp_port) as late:
        bound.bind(system_id=lease.system_id, password=lease.password)
        carrier.client.end_lease(lease.key)
        assert bound.hear().command is Command.UNBIND
        assert late.bind(system_id=lease.system_id, password=lease.password).status == Status.RINVSYSID
    assert code(carrier, lease, str(lease.appkey)) == 1019
    assert [each["system_id"] for each in ask("GET", f"{carrier.url}/sim/accounts")[1]["accounts"]] == ["esme"]
    for path in ("", "/signs"):
        assert ask("POST" if path else "GET", f"{carrier.url}/sim/customers/{lease.customer}{path}", {"text": "云上书店"})[0] == 404


def test_what_an_ended_lease_sent_goes_on(carrier: Carrier) -> None:
    """There is nobody to be told of it, and its trail says so: of what waited for a session, and of what comes to be later."""
    lease = carrier.client.lease()
    carrier.turn(f"+{int(lease.first[1:]) + 1}", "off", for_s=3600)
    with Esme(carrier.smpp_port) as esme:
        esme.bind(Command.BIND_TRANSMITTER, system_id=lease.system_id, password=lease.password)
        ids = [esme.submit(f"+{int(lease.first[1:]) + nth}").fields["message_id"] for nth in range(2)]
    carrier.pass_(minutes=1)
    carrier.client.end_lease(lease.key)
    carrier.pass_(hours=2)
    for message_id in ids:
        message = carrier.message(message_id)
        untaken = [entry["detail"] for entry in message["trail"] if entry["event"] == "untaken"]
        assert (message["state"], untaken) == ("DELIVERED", ["the receipt: its account is there no more"])


def test_leases_that_ended_leave_no_accounts(carrier: Carrier) -> None:
    """However many: they are collected, with all that they held."""
    before = _accounts_kept()
    for _ in range(20):
        lease = carrier.client.lease()
        submit(carrier, lease)
        carrier.client.end_lease(lease.key)
    carrier.pass_(minutes=1)
    assert _accounts_kept() <= before + 1, "but for one whose client has only just gone"


def _accounts_kept() -> int:
    gc.collect()
    return sum(isinstance(each, Account) for each in gc.get_objects())
