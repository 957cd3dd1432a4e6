"""Answers that take time, and the network on the wall clock."""

import asyncio
import importlib
import time

import pytest
from msgspec.structs import replace

from benchmarks.server import world
from simulator.scenario.settings import Scenario
from simulator.smpp.bodies import V50
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from simulator.testing import Carrier
from tests.esme import OFF, ON, Esme, Sms, submit_pdu
from tests.fronts.smpp_faults import Raw

ANSWER_MS = 50


def quick(answer_ms: int, **account: int) -> Scenario:
    """A world in which texts travel for about a millisecond."""
    settings = world(1.0, 2.0, answer_ms)
    return replace(settings, accounts=(replace(settings.accounts[0], **account),))


def burst(client: Esme, most: int) -> float:
    """Send so many texts in one piece; when that was."""
    octets = b"".join(encode(submit_pdu(sequence=10 + n)) for n in range(most))
    at = time.monotonic()
    client.write(octets)
    return at


def test_answers_take_their_time_and_do_not_queue() -> None:
    """A window of a hundred has all its answers after one answer time, not after a hundred."""
    with Carrier(quick(ANSWER_MS), speed=1) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        sent = burst(client, 100)
        took_ms = []
        for n in range(100):
            assert client.answer_to(10 + n).status == Status.ROK
            took_ms.append((time.monotonic() - sent) * 1000)
        assert took_ms[0] >= ANSWER_MS - 1
        assert took_ms[-1] < 50 * ANSWER_MS


def test_no_receipt_before_its_answer() -> None:
    """The text arrived long before the answer was due."""
    with Carrier(quick(ANSWER_MS), speed=1) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        burst(client, 50)
        heard = [client.hear() for _ in range(100)]
        answered: set[str] = set()
        for pdu in heard:
            if pdu.command is Command.SUBMIT_SM_RESP:
                answered.add(pdu.fields["message_id"])
            else:
                assert pdu.tlvs["receipted_message_id"] in answered


def test_over_the_window() -> None:
    """What exceeds window_in is told RTHROTTLED at once; when the answers are out there is room again."""
    with Carrier(quick(ANSWER_MS, window_in=10), speed=1) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        burst(client, 15)
        heard = [client.hear() for _ in range(5)]
        assert [(pdu.sequence, pdu.status) for pdu in heard] == [(20 + n, Status.RTHROTTLED) for n in range(5)]
        assert [client.answer_to(10 + n).status for n in range(10)] == [Status.ROK] * 10
        burst(client, 10)
        assert [client.answer_to(10 + n).status for n in range(10)] == [Status.ROK] * 10


def test_a_refusal_does_not_take_that_time() -> None:
    """It goes out with the turn in which it was made, while the answer to a text that was taken is still to come."""
    with Carrier(quick(3_600_000), speed=1) as carrier, Raw(carrier.smpp_port) as client, Esme(carrier.smpp_port) as other:
        client.bind()
        other.bind()
        client.send(ON)
        refused = client.send("x")
        assert [other.alive() for _ in range(5)] == [True] * 5
        assert not client.waits(), "what was asked after it is answered, and it is not"
        answer = client.hear()
        assert (answer.sequence, answer.status) == (refused, Status.RINVDSTADR)


def test_a_network_that_stands_still_answers_at_once() -> None:
    """An answer never waits for a clock that has to be told to pass; a receipt still comes after it."""
    with Carrier(quick(3_600_000)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        message = client.submit().fields["message_id"]
        carrier.pass_(hours=1)
        assert client.receipt()[0].id == message


def test_an_unbind_waits_for_the_answers() -> None:
    """They are owed: unbind_resp comes after the last of them, then the end."""
    with Carrier(quick(ANSWER_MS), speed=1) as carrier, Esme(carrier.smpp_port) as client:
        client.bind(Command.BIND_TRANSMITTER)
        burst(client, 3)
        client.say(Pdu(Command.UNBIND, sequence=9))
        assert [client.hear().sequence for _ in range(4)] == [10, 11, 12, 9]
        assert client.hung_up()


DATA = {"source_addr": "BANK", "dest_addr_ton": 1, "dest_addr_npi": 1, "esm_class": 2}


@pytest.mark.parametrize("passes", [True, False], ids=["the fate", "the response time"])
def test_an_unbind_waits_for_fates(*, passes: bool) -> None:
    """Answers of transaction mode are owed too, as long as a peer may take to answer: then unbind_resp comes without them."""
    settings = replace(quick(0), timers=Timers(response_s=60.0 if passes else 0.1))
    with Carrier(settings) as carrier, Raw(carrier.smpp_port, version=V50) as client:
        client.bind()
        text = submit_pdu(sequence=11, esm_class=2, registered_delivery=0)
        data = Pdu(Command.DATA_SM, sequence=12, fields={**DATA, "destination_addr": ON}, tlvs={"message_payload": b"Hello"})
        client.write(b"".join(encode(pdu, V50) for pdu in (text, data, Pdu(Command.UNBIND, sequence=9))))
        assert any(len(carrier.messages(ON)) == 2 for _ in range(10_000))
        if passes:
            assert client.waits()
            carrier.pass_(minutes=1)
        assert [client.hear().sequence for _ in range(3 if passes else 1)] == ([11, 12, 9] if passes else [9])
        assert client.hung_up()


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_a_client_that_left_is_owed_nothing(monkeypatch: pytest.MonkeyPatch, loop: str) -> None:
    """Answers that are due in the same instant to others are not lost for it, whichever loop the network runs on."""
    monkeypatch.setattr(asyncio, "new_event_loop", importlib.import_module(loop).new_event_loop)
    with Carrier(quick(ANSWER_MS), speed=1) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        for _ in range(20):
            with Esme(carrier.smpp_port) as other:
                other.bind()
                burst(other, 2)
                burst(client, 1)
            assert client.answer_to(10).status == Status.ROK


def test_smpplib_on_the_wall_clock() -> None:
    """The same client as in virtual time: three texts, three answers, and the receipts by themselves."""
    with Carrier(quick(0), speed=1) as carrier, Sms(carrier.smpp_port) as client:
        ids = {client.send(ON).message_id.decode() for _ in range(3)}
        receipts = client.read(3)
        assert {receipt.id for receipt in receipts} == ids
        assert {receipt.stat for receipt in receipts} == {"DELIVRD"}
        assert len(carrier.inbox(ON)) == 3


@pytest.mark.parametrize("speed", [60.0, 3_600.0])
def test_a_fast_clock(speed: float) -> None:
    """A minute of validity is over in a second of the wall, or in no time."""
    with Carrier(quick(0), speed=speed) as carrier, Sms(carrier.smpp_port) as client:
        client.send(OFF, validity_period="000000000100000R" if speed > 60 else "000000000010000R")
        assert [receipt.stat for receipt in client.read(1)] == ["EXPIRED"]
