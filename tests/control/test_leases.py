"""Leases: two who share a network, each with numbers and credentials of its own, and blind to the other."""

from collections.abc import Iterator

import pytest

from simulator.control.leases import HEADER, LeaseView
from simulator.testing import Carrier, Client, RefusedError
from tests.esme import Esme
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


def test_an_app_of_its_own_sends(carrier: Carrier) -> None:
    """With the first app's signatures and templates; its limits and reports are its own."""
    from tests.fronts import tencent_v5  # noqa: PLC0415

    lease = carrier.client.lease()
    answer = tencent_v5.post(carrier, "sendsms", tencent_v5.single(tel={"nationcode": "86", "mobile": lease.first[3:]}), app=lease.app)
    assert answer["result"] == 0
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
    assert customers[str(lease.customer)]["keys"] == []
