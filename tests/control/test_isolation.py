"""Nothing of one lease shows to the holder of another, and he can do nothing to it: of all that the description lists."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest

from simulator.control.leases import HEADER, LeaseView
from simulator.testing import Carrier
from tests.control.test_description import ENDLESS, OPERATIONS
from tests.esme import Esme
from tests.fronts.tencent_v5 import post, signed
from tests.web import Json, Receiver, ask, exchange

ALIKE = {"get.ca.pem", "get.clock", "get.entry", "get.faults", "get.healthz", "get.leases.key", "get.lexicon", "get.metrics"} | {
    *("get.openapi.json", "get.readyz", "get.scenario", "get.smpp.faults", "get.snapshots", "get.tencent.openapi.json"),
}
"""What there is to see of these is nobody's, or found by the key itself."""
REFUSED = {"get.leases", "get.ledger"}


class Holder(NamedTuple):
    """A lease that was used. ids: of its messages; session, upload, paper: numbers of what it has."""

    lease: LeaseView
    ids: list[str]
    session: int
    upload: int
    paper: int

    @property
    def traces(self) -> list[str]:
        """What tells that something is its."""
        lease = self.lease
        return [lease.first[3:10], lease.key, *map(str, (lease.app, lease.system_id, lease.customer, lease.secret_id)), *self.ids]

    def ask(self, carrier: Carrier, method: str, path: str, body: Json | None = None) -> tuple[int, str]:
        """With its key; capital letters do not count."""
        status, _, said = exchange(method, carrier.url + path, body, {HEADER: self.lease.key})
        return status, said.decode("utf-8", "replace")

    def path(self, operation: str) -> str:
        """Of an operation, with what is its in the place of each variable, and a query that finds something."""
        lease, path = self.lease, OPERATIONS[operation].path
        paper = {"customer": lease.customer, "what": "templates", "id": self.paper}
        values = {"app": lease.app, "number": lease.first, "system_id": lease.system_id, "name": lease.customer, "key": lease.key}
        if path.startswith(("/sim/reviews", "/sim/customers")):
            values |= paper
        elif path.startswith("/sim/messages"):
            values["id"] = self.ids[0]
        else:
            ids = {"apps": lease.app, "keys": lease.secret_id, "sessions": self.session, "console": self.upload}
            values["id"] = str(ids.get(path.split("/")[2]))
        query = {"get.records": f"?app={lease.app}&number={lease.first[:-1]}1", "get.why": f"?of={self.ids[0]}"}
        return path.format(**values) + (query | {"get.why.scenarios": query["get.why"]}).get(operation, "")


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier() as served:
        yield served


@pytest.fixture(scope="module")
def holders(carrier: Carrier) -> Iterator[list[Holder]]:
    """Two who did the same, each with what is his; their clients are still connected."""
    assert ask("PUT", f"{carrier.url}/sim/capture", {})[0] == 200
    with ExitStack() as stack:
        yield [_used(carrier, carrier.client.lease(), stack) for _ in range(2)]


def _used(carrier: Carrier, lease: LeaseView, stack: ExitStack) -> Holder:
    key, number = {HEADER: lease.key}, str(int(lease.first[3:]) + 1)

    def do(method: str, path: str, body: Json) -> Json:
        status, answer = ask(method, carrier.url + path, body, key)
        assert status == 200, answer
        return answer

    receiver = stack.enter_context(Receiver(200))
    do("PUT", f"/sim/apps/{lease.app}/callbacks", {"callback_url": receiver.url, "reply_url": receiver.url})
    esme = stack.enter_context(Esme(carrier.smpp_port))
    esme.bind(system_id=lease.system_id, password=lease.password)
    ids = [esme.submit(lease.first).fields["message_id"]]
    for sign in ("示例科技", "别人"):
        body = {"tel": {"nationcode": "86", "mobile": number}, "tpl_id": 1001, "params": ["4321", "5"], "sign": sign}
        answer = post(carrier, "sendsms", signed(body, number, key=str(lease.appkey)), app=lease.app)
        ids += [answer["sid"]] if answer["result"] == 0 else []
    carrier.pass_(minutes=1)
    carrier.reply(number, "TD")
    carrier.pass_(minutes=1)
    do("POST", f"/sim/unsubscribes/{lease.app}/{number}/lift", {})
    do("PUT", f"/sim/blacklist/{lease.last}", {})
    paper = do("POST", f"/sim/customers/{lease.customer}/templates", {"text": "您的取件码为{1}。", "title": "取件"})["id"]
    upload = do("POST", "/sim/console/uploads", {"app": lease.app, "template": 1001, "numbers": lease.last, "params": ["1", "2"]})["id"]
    (session,) = do("GET", "/sim/sessions", {})["sessions"]
    return Holder(lease, ids, session["id"], upload, paper)


def named(methods: set[str], *, varied: bool) -> list[str]:
    """Operations whose path varies, or does not."""
    found = (each for each in OPERATIONS if each not in ALIKE | ENDLESS | REFUSED)
    return sorted(each for each in found if OPERATIONS[each].method.upper() in methods and ("{" in OPERATIONS[each].path) is varied)


@pytest.mark.parametrize("operation", named({"GET"}, varied=False))
def test_lists_hold_ones_own(carrier: Carrier, holders: list[Holder], operation: str) -> None:
    """Something of it, and nothing of the other's."""
    one, other = holders
    status, said = one.ask(carrier, "GET", one.path(operation))
    assert status == 200, said
    if operation != "get.capture.pcap":  # octets of nobody in particular
        assert any(trace in said for trace in one.traces)
    assert [trace for trace in other.traces if trace in said] == []


@pytest.mark.parametrize("operation", named({"GET"}, varied=True))
def test_single_things_are_there_for_their_holder_only(carrier: Carrier, holders: list[Holder], operation: str) -> None:
    """To the other they are not there, or not his."""
    one, other = holders
    status, said = one.ask(carrier, "GET", one.path(operation))
    assert status == 200, said
    status, said = one.ask(carrier, "GET", other.path(operation))
    assert status in {403, 404}, said


BODIES: dict[str, Json] = {
    "put.handsets.number": {"condition": "off"},
    "post.handsets.number.cure": {"cure": "switch-on"},
    "post.handsets.number.reply": {"text": "hello"},
}
"""Of what is looked at before the number is."""


@pytest.mark.parametrize("operation", sorted({*named({"POST", "PUT", "DELETE"}, varied=True)} - {"delete.leases.key"}))
def test_nobody_touches_what_is_anothers(carrier: Carrier, holders: list[Holder], operation: str) -> None:
    """Nor what is everybody's."""
    one, other = holders
    path = other.path(operation) if "word" not in OPERATIONS[operation].path else OPERATIONS[operation].path
    status, said = one.ask(carrier, OPERATIONS[operation].method.upper(), path, BODIES.get(operation))
    assert status in {403, 404}, said


@pytest.mark.parametrize("operation", sorted({*named({"POST", "PUT", "DELETE"}, varied=False)} - {"post.leases", "post.wait"}))
def test_what_is_everybodys_is_not_changed_with_a_key(carrier: Carrier, holders: list[Holder], operation: str) -> None:
    """Time, the scenario, snapshots, the capture; and nothing is sent in another's name."""
    one, other = holders
    wish = {"app": other.lease.app, "template": 1001, "numbers": other.lease.first} if operation == "post.console.uploads" else None
    status, said = one.ask(carrier, OPERATIONS[operation].method.upper(), OPERATIONS[operation].path, wish)
    assert status in {403, 404}, said


def test_a_search_for_what_is_anothers_finds_nothing(carrier: Carrier, holders: list[Holder]) -> None:
    """By number, by account, by message; and waiting for it is in vain."""
    one, other = holders
    for query in (f"messages?to={other.lease.first}", f"messages?account={other.lease.system_id}", f"callbacks?app={other.lease.app}"):
        status, said = one.ask(carrier, "GET", f"/sim/{query}")
        assert (status, [trace for trace in other.traces if trace in said]) == (200, []), said
    status, said = one.ask(carrier, "POST", "/sim/wait", {"number": other.lease.first, "limit_s": 0})
    assert (status, '"met":false' in said) == (200, True)


def test_no_key_of_another_app_is_told(carrier: Carrier, holders: list[Holder]) -> None:
    """Not even to whom it sent: what replays its text shows a key that stands in for its own."""
    one, other = holders
    body = {"tel": {"nationcode": "86", "mobile": other.lease.last[3:]}, "tpl_id": 1001, "params": ["4321", "5"]}
    assert post(carrier, "sendsms", signed(body, other.lease.last[3:], key=str(one.lease.appkey)), app=one.lease.app)["result"] == 0
    carrier.pass_(minutes=1)
    status, said = other.ask(carrier, "GET", f"/sim/why/scenarios?of={other.lease.last[1:]}")
    assert (status, str(one.lease.app) in said, str(one.lease.appkey) in said) == (200, True, False)


def test_an_ended_lease_tells_of_no_other(carrier: Carrier, holders: list[Holder]) -> None:
    """Who ends his own is not told the others' keys."""
    lease = carrier.client.lease()
    status, said = Holder(lease, [], 0, 0, 0).ask(carrier, "DELETE", f"/sim/leases/{lease.key}")
    assert (status, said) == (200, '{"leases":[]}')
    assert {holders[0].lease.key, holders[1].lease.key} <= {each["key"] for each in ask("GET", f"{carrier.url}/sim/leases")[1]["leases"]}
