"""What Prometheus is told of a network: counts that agree with what its clients saw, and no number in any of them."""

import asyncio
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from simulator.control.metrics import Lag, Pending
from simulator.ledger import PAGE, Ledger
from simulator.lifecycle import State
from simulator.message import Alphabet, Message, Submission
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.testing import Carrier
from tests.esme import OFF, ON, Esme
from tests.fronts import tencent_v3 as v3
from tests.fronts.tencent_v5 import post, single, world
from tests.web import Receiver, exchange

Samples = dict[tuple[str, tuple[str, ...]], float]


def scrape(carrier: Carrier) -> Samples:
    """Every sample by its name without the prefix, and the values of its labels."""
    status, media, body = exchange("GET", f"{carrier.url}/metrics")
    assert (status, media) == (200, "text/plain")
    families = text_string_to_metric_families(body.decode())
    samples = [sample for family in families for sample in family.samples]
    return {(one.name.removeprefix("fakecarrier_"), tuple(one.labels.values())): one.value for one in samples}


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier(world()) as carrier:
        yield carrier


@pytest.fixture
def client(carrier: Carrier) -> Iterator[Esme]:
    with Esme(carrier.smpp_port) as client:
        client.bind()
        yield client


def test_texts(carrier: Carrier, client: Esme) -> None:
    """How many were taken, are on their way, are remembered; and what reports told: one text is shown, one waits, one expired."""
    client.submit(ON)
    client.submit(OFF, validity_period="000000010000000R")
    carrier.pass_(hours=2)
    client.submit(OFF)
    client.submit("x")
    told = scrape(carrier)
    assert [told[name, ()] for name in ("submissions_total", "pending", "kept")] == [3, 1, 3]
    assert {key: value for key, value in told.items() if key[0] == "reports_total"} == {
        ("reports_total", ("DELIVERED",)): 1,
        ("reports_total", ("EXPIRED",)): 1,
    }


def test_answers(carrier: Carrier, client: Esme) -> None:
    """By front and result, each in its own words."""
    client.submit(ON)
    client.submit("x")
    client.ask(Pdu(Command.QUERY_SM, sequence=50, fields={"message_id": "1"}))
    post(carrier, "sendsms", single())
    post(carrier, "sendsms", b"{")
    post(carrier, "sendsms", {**single(), "sig": "0" * 64})
    v3.post(carrier, b"{}", v3.signed(carrier, b"{}"))
    told = scrape(carrier)
    assert {key[1]: value for key, value in told.items() if key[0] == "answers_total"} == {
        ("smpp", "ROK"): 1,
        ("smpp", "RINVDSTADR"): 1,
        ("smpp", "RINVMSGID"): 1,
        ("tencent-v5", "0"): 1,
        ("tencent-v5", "1001"): 1,
        ("tencent-v5", "1004"): 1,
        ("tencent-v3", "MissingParameter"): 1,
    }


def test_wires(carrier: Carrier, client: Esme) -> None:
    """Sessions by account, what they left unanswered, callbacks by what came of them, and each fault with how often it struck."""
    carrier.fault("lost", "lost", number="+8613800000019")
    with Esme(carrier.smpp_port), Receiver(500, 200) as customer:
        client.submit(ON)
        exchange("PUT", f"{carrier.url}/sim/apps/1400000001/callbacks", {"callback_url": customer.url})
        post(carrier, "sendsms", single())
        carrier.smpp_fault("wrong", "answer-status", status=8, taken=False)
        client.submit(ON)
        carrier.pass_(minutes=1)
        told = scrape(carrier)
    assert [told["smpp_sessions", (who,)] for who in ("esme", "")] == [1, 1]
    assert told["smpp_unanswered", ()] == 1
    assert [told["callbacks_total", (result, "reports")] for result in ("failed", "taken")] == [1, 1]
    assert told["callbacks_waiting", ()] == 0
    assert told["faults_struck_total", ("answer-status", "wrong")] == 1
    assert told["faults_struck_total", ("lost", "lost")] == 0


def test_the_clock_and_the_process(carrier: Carrier) -> None:
    """Network time, how fast it goes, and what the process costs."""
    told = scrape(carrier)
    assert (told["network_time_seconds", ()], told["network_speed", ()]) == (1_709_514_000, 0)
    assert told["process_resident_memory_bytes", ()] > 10_000_000


def test_open_metrics(carrier: Carrier) -> None:
    """In that form too, where it is asked for."""
    answer = exchange("GET", f"{carrier.url}/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
    assert (answer[0], answer[1], answer[2].endswith(b"# EOF\n")) == (200, "application/openmetrics-text", True)


def test_no_number_and_no_text_is_told(carrier: Carrier, client: Esme) -> None:
    """What is scraped may be kept for years by others."""
    client.submit(ON, short_message=b"secret parcel")
    carrier.pass_(minutes=1)
    body = exchange("GET", f"{carrier.url}/metrics")[2]
    assert [secret for secret in (ON.encode(), b"parcel", b"BANK", b"secret") if secret in body] == []


def test_pending_is_right_however_many_are_kept() -> None:
    """Also when a page that was settled is looked at no more, and when old pages are gone."""
    ledger = Ledger(keep=2 * PAGE)
    pending, counts, texts = Pending(ledger), [], []

    def take(many: int, state: State) -> None:
        for _ in range(many):
            message = Message("1", 0, Submission.of("esme", "1069", "+8613800000000", b"", Alphabet.GSM7), 0, 1)
            message.state = state
            texts.append(message)
            ledger.accept(message)
        asyncio.run(pending.look())
        counts.append(pending.count)

    take(PAGE, State.DELIVERED)
    take(PAGE + 4, State.ENROUTE)
    take(1, State.ENROUTE)
    for message in texts[PAGE : 2 * PAGE]:
        message.state = State.DELIVERED
    take(1, State.DELIVERED)
    take(4 * PAGE, State.EXPIRED)
    texts[2 * PAGE].state = State.DELETED
    take(PAGE, State.ENROUTE)
    assert counts == [0, PAGE + 4, PAGE + 5, 5, 5, PAGE + 4]


def test_pending_is_right_after_a_restore(carrier: Carrier, client: Esme) -> None:
    """Though all of a page was settled when it was counted last."""
    for _ in range(PAGE + 100):
        client.submit(ON)
    assert exchange("POST", f"{carrier.url}/sim/snapshots", {"name": "sent"})[0] == 200
    carrier.pass_(minutes=5)
    assert scrape(carrier)["pending", ()] == 0
    assert exchange("POST", f"{carrier.url}/sim/snapshots/sent/restore")[0] == 200
    assert scrape(carrier)["pending", ()] == PAGE + 100


def test_lag_is_what_a_busy_loop_makes_wait() -> None:
    """A loop that stands still for a fifth of a second is seen; nothing is measured before somebody asks."""
    registry = CollectorRegistry()

    async def stand() -> float | None:
        Lag(registry).watch()
        before = registry.get_sample_value("fakecarrier_event_loop_lag_seconds_count")
        assert before == 0
        loop = asyncio.get_running_loop()
        end = loop.time() + 0.3
        while loop.time() < end:
            pass
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return registry.get_sample_value("fakecarrier_event_loop_lag_seconds_sum")

    assert (asyncio.run(stand()) or 0) > 0.15
