"""Answers that go wrong: late, never, with another status or sequence number, after their receipts; and whom it befalls."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest

from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from tests.esme import OFF, ON, submit_pdu
from tests.fronts.smpp_faults import FRESH, Raw, dialogue, network, several

VENDOR = 0x0000_0480


def counts(carrier: Any) -> dict[str, tuple[int, int]]:
    return {fault["name"]: (fault["met"], fault["struck"]) for fault in carrier.smpp_faults()}


def test_a_late_answer_is_overtaken() -> None:
    """It comes at its instant of network time, also on a clock that stands still; what follows does not wait for it."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("slow", "answer-late", delay_ms=5_000, first=1)
        late, quick = client.send(), client.send()
        assert client.hear().sequence == quick
        carrier.pass_(milliseconds=4_999)
        assert client.alive()
        assert not [pdu for pdu in client.heard if pdu.sequence == late]
        carrier.pass_(milliseconds=1)
        assert client.answer_to(late).status == Status.ROK


LEAVE = Pdu(Command.UNBIND, sequence=60)


@pytest.mark.parametrize(("at", "heard"), [("unbind", [[50], [60]]), ("submit_sm", [[], [50, 60]]), ("submit_sm unbind", [[], [50], [60]])])
def test_an_unbind_waits_for_late_answers(at: str, heard: list[list[int]]) -> None:
    """They are owed: unbind_resp comes after the last of them, itself late where that is the fault, then the end."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("late", "answer-late", at=at.split(), delay_ms=5_000)
        client.write(several(submit_pdu(sequence=50), LEAVE))
        assert any(counts(carrier)["late"][1] == len(at.split()) for _ in range(10_000))
        for told in heard:
            assert [client.hear().sequence for _ in told] == told
            assert told is heard[-1] or client.waits()
            carrier.pass_(seconds=5)
        assert client.hung_up()


def test_a_network_that_stops_waits_for_no_late_answer() -> None:
    """It hangs up on a client that has unbound and waits."""
    with ExitStack() as stack:
        with network() as carrier:
            client = stack.enter_context(Raw(carrier.smpp_port))
            client.bind()
            carrier.smpp_fault("late", "answer-late", at=["unbind"], delay_ms=5_000)
            client.say(LEAVE)
            assert any(counts(carrier)["late"][1] == 1 for _ in range(10_000))
        assert client.hung_up()


def test_an_unbind_does_not_wait_for_receipts() -> None:
    """An answer that was to come behind its receipt comes at once then, and the network hangs up."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("race", "receipt-first")
        client.write(several(submit_pdu(sequence=50), LEAVE))
        assert [client.hear().sequence for _ in range(2)] == [50, 60]
        assert client.hung_up()


def test_late_answers_come_between_two_delays() -> None:
    """Each by chance, the same for the same seed."""

    def order() -> list[int]:
        with network(seed=3) as carrier, Raw(carrier.smpp_port) as client:
            client.bind()
            carrier.smpp_fault("slow", "answer-late", delay_ms=100, delay_max_ms=60_000)
            client.write(several(*(submit_pdu(OFF, 100 + n) for n in range(12))))
            client.alive()
            carrier.pass_(minutes=1)
            return [client.hear().sequence for _ in range(12)]

    first = order()
    assert sorted(first) == list(range(100, 112)) != first
    assert order() == first


@pytest.mark.parametrize(("taken", "shown"), [(False, []), (True, ["Hello"])])
def test_an_answer_that_never_comes(taken: bool, shown: list[str]) -> None:
    """Whether the text was taken all the same, the client cannot know."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("lost", "answer-never", taken=taken, first=1)
        lost = client.send()
        assert client.alive()
        carrier.pass_(minutes=1)
        client.alive()
        assert lost not in [pdu.sequence for pdu in client.heard if pdu.command is Command.SUBMIT_SM_RESP]
        assert carrier.inbox(ON) == shown


@pytest.mark.parametrize("status", [Status.RTHROTTLED, Status.RSYSERR, VENDOR, 0xFFFFFFFF])
def test_another_status(status: int) -> None:
    """Any of 32 bits; the text is not taken, and the record says why."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("full", "answer-status", status=status)
        answer = client.submit()
        assert (answer.status, answer.fields) == (status, {})
        carrier.pass_(minutes=1)
        assert carrier.inbox(ON) == []
        assert [(refused["reason"], "the fault full" in refused["detail"]) for refused in carrier.refusals()] == [("back-end", True)]


def test_a_status_that_lies() -> None:
    """The text was taken: a client that sends it again sends it twice, and gets a receipt for what it was told had failed."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("liar", "answer-status", status=int(Status.RSYSERR), taken=True, first=1)
        assert [client.submit().status for _ in range(2)] == [Status.RSYSERR, Status.ROK]
        carrier.pass_(minutes=1)
        assert len({client.receipt()[0].id for _ in range(2)}) == 2
        assert (carrier.inbox(ON), carrier.refusals()) == (["Hello", "Hello"], [])


@pytest.mark.parametrize(("settings", "told"), [({}, 8), ({"sequence": 4_000_000_000}, 4_000_000_000)])
def test_another_sequence_number(settings: dict[str, Any], told: int) -> None:
    """One more than the request's, or any that is named."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("off", "answer-sequence", **settings)
        client.send(sequence=7)
        assert client.hear().sequence == told


def test_answers_to_other_requests() -> None:
    """`at` names them; answers to submit_sm stay as they are."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("deaf", "answer-never", at=["enquire_link", "query_sm"])
        client.say(Pdu(Command.ENQUIRE_LINK, sequence=50))
        client.say(Pdu(Command.QUERY_SM, sequence=51, fields={"message_id": "1"}))
        assert client.submit().status == Status.ROK
        assert client.heard == []


def test_a_receipt_before_its_answer() -> None:
    """The text is delivered before the client knows its id; the answer comes right behind the receipt."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("race", "receipt-first")
        first, second = client.send(next(FRESH)), client.send(next(FRESH))
        assert client.alive()
        assert client.heard == []
        carrier.pass_(minutes=1)
        heard = [client.hear() for _ in range(4)]
        assert [pdu.command for pdu in heard] == [Command.DELIVER_SM, Command.SUBMIT_SM_RESP] * 2
        assert [pdu.tlvs["receipted_message_id"] for pdu in heard[::2]] == [pdu.fields["message_id"] for pdu in heard[1::2]]
        assert {pdu.sequence for pdu in heard[1::2]} == {first, second}


def test_a_receipt_before_its_answer_on_another_session() -> None:
    """Transmitter and receiver: each hears its own."""
    with network() as carrier, Raw(carrier.smpp_port) as sends, Raw(carrier.smpp_port) as receives:
        sends.bind(Command.BIND_TRANSMITTER)
        receives.bind(Command.BIND_RECEIVER)
        carrier.smpp_fault("race", "receipt-first")
        asked = sends.send()
        sends.alive()
        carrier.pass_(minutes=1)
        receipt, _ = receives.receipt()
        assert sends.id_of(asked) == receipt.id


def test_an_answer_does_not_wait_for_what_will_not_come() -> None:
    """Without a receipt, after a refusal, and past the longest wait."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("race", "receipt-first", delay_ms=10_000)
        assert client.submit(registered_delivery=0).status == Status.ROK
        assert client.submit("x").status == Status.RINVDSTADR
        asked = client.send(OFF)
        client.alive()
        carrier.pass_(seconds=10)
        assert client.answer_to(asked).status == Status.ROK
        assert client.heard == []


@pytest.mark.parametrize(
    ("settings", "befalls"),
    [
        pytest.param({"kind": "answer-never"}, lambda client: client.alive() and not client.heard, id="answer-never"),
        pytest.param({"kind": "answer-status", "status": 0}, lambda client: client.hear().status == Status.ROK, id="answer-status"),
        pytest.param({"kind": "reset"}, Raw.torn, id="reset"),
        pytest.param({"kind": "close-before"}, Raw.hung_up, id="close-before"),
    ],
)
def test_an_answer_to_what_was_not_taken_waits_for_no_receipt(
    settings: dict[str, Any], befalls: Callable[[Raw], bool], caplog: pytest.LogCaptureFixture
) -> None:
    """The text never was a text; what else was to befall its answer does so at once, and nothing breaks."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("race", "receipt-first")
        carrier.smpp_fault("too", **settings)
        client.send()
        assert befalls(client)
        carrier.pass_(minutes=1)
        assert carrier.inbox(ON) == []
    assert [record for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize(
    ("settings", "struck"),
    [
        ({}, {"esme 1", "esme 2", "other 1", "other 2"}),
        ({"account": "other"}, {"other 1", "other 2"}),
        ({"session": 1}, {"esme 1", "esme 2"}),
        ({"number": "13600000002"}, {"esme 2", "other 2"}),
        ({"number": "8613600000002", "session": 2}, {"other 2"}),
        ({"first": 3}, {"esme 1", "esme 2", "other 1"}),
        ({"every": 2}, {"esme 2", "other 2"}),
        ({"share": 0.0}, set()),
    ],
)
def test_whom_it_befalls(settings: dict[str, Any], struck: set[str]) -> None:
    """By account, connection, number, the first so many, one in so many; and it is counted."""
    with network() as carrier, Raw(carrier.smpp_port) as one, Raw(carrier.smpp_port) as two:
        one.bind()
        two.bind(system_id="other")
        carrier.smpp_fault("busy", "answer-status", status=0x58, **settings)
        told = {
            f"{name} {n}"
            for name, client in (("esme", one), ("other", two))
            for n in (1, 2)
            if client.submit(f"1360000000{n}").status == Status.RTHROTTLED
        }
        assert told == struck
        assert counts(carrier)["busy"][1] == len(struck)


def test_a_share_follows_the_seed() -> None:
    """About so many, and the same ones in the next run; other ones for another seed."""

    def run(seed: int) -> list[int]:
        with network(seed=seed) as carrier, Raw(carrier.smpp_port) as client:
            client.bind()
            carrier.smpp_fault("some", "answer-status", status=0x58, share=0.3)
            return [n for n in range(100) if client.submit().status]

    first = run(5)
    assert 15 < len(first) < 45
    assert run(5) == first != run(6)


def test_one_in_many_of_a_single_read() -> None:
    """Requests that came together are parted only where one is struck."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("third", "answer-status", status=0x58, every=3)
        client.write(several(*(submit_pdu(sequence=100 + n) for n in range(9))))
        assert [client.answer_to(100 + n).status for n in range(9)] == [0, 0, 0x58] * 3
        assert counts(carrier) == {"third": (9, 3)}


def test_faults_come_and_go() -> None:
    """On and off while a session is open, in the middle of a PDU too; put anew, they count anew."""
    with dialogue() as (carrier, client):
        octets = several(submit_pdu(sequence=60), submit_pdu(sequence=61))
        client.write(octets[:30])
        carrier.smpp_fault("busy", "answer-status", status=0x58)
        client.write(octets[30:90])
        assert client.answer_to(60).status == 0x58
        carrier.smpp_heal("busy")
        client.write(octets[90:])
        assert client.answer_to(61).status == Status.ROK
        carrier.smpp_fault("busy", "answer-status", status=0x14)
        assert (client.submit().status, counts(carrier)) == (0x14, {"busy": (1, 1)})
        with pytest.raises(KeyError):
            carrier.smpp_heal("calm")


def test_several_at_once() -> None:
    """Each does its part: another status, late, and then the end."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("a", "close-after")
        carrier.smpp_fault("b", "answer-late", delay_ms=1_000)
        carrier.smpp_fault("c", "answer-status", status=0x08)
        asked = client.send()
        client.alive()
        carrier.pass_(seconds=1)
        assert client.answer_to(asked).status == Status.RSYSERR
        assert client.hung_up()


def test_what_a_fault_says_of_itself() -> None:
    """Its settings, what it does, how often it could have struck and did."""
    with network() as carrier:
        carrier.smpp_fault("slow", "answer-late", delay_ms=5, account="esme", at=["query_sm"])
        says = "the answer comes so much later; others overtake it"
        settings = {"name": "slow", "kind": "answer-late", "delay_ms": 5, "account": "esme", "at": ("query_sm",)}
        assert carrier.smpp_faults() == [{**settings, "does": says, "met": 0, "struck": 0}]
