"""Receipts that go astray: late, twice, never, out of order, with a wrong id, on a wrong bind."""

from typing import Any

import pytest

from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from tests.esme import ON
from tests.fronts.smpp_faults import FRESH, Raw, dialogue, network


def submitted(client: Raw, most: int) -> list[str]:
    """The ids of texts to as many handsets."""
    return [str(client.submit(next(FRESH)).fields["message_id"]) for _ in range(most)]


def told(carrier: Any, client: Raw, most: int, **units: float) -> list[str]:
    """The ids in so many receipts, and that there are no more."""
    carrier.pass_(**(units or {"minutes": 1}))
    ids = [client.receipt()[0].id for _ in range(most)]
    assert client.alive()
    assert client.heard == []
    return ids


@pytest.mark.parametrize(("kind", "times"), [("receipt-never", 0), ("receipt-twice", 2)])
def test_never_and_twice(kind: str, times: int) -> None:
    """Only those that are struck."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("odd", kind, first=1)
        [struck] = submitted(client, 1)
        assert told(carrier, client, times) == [struck] * times
        [plain] = submitted(client, 1)
        assert told(carrier, client, 1) == [plain]


def test_late() -> None:
    """So much after its time; its date is the true one."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("slow", "receipt-late", delay_ms=3_600_000)
        [message] = submitted(client, 1)
        assert told(carrier, client, 0) == []
        carrier.pass_(hours=1)
        receipt, _ = client.receipt()
        assert receipt.done_at_ms is not None
        assert receipt.submit_at_ms is not None
        assert (receipt.id, receipt.done_at_ms - receipt.submit_at_ms) == (message, 0)  # in whole minutes


def test_the_second_may_come_later() -> None:
    """A repetition hours after the first."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("again", "receipt-twice", delay_ms=7_200_000)
        ids = submitted(client, 1)
        assert told(carrier, client, 1) == ids
        assert told(carrier, client, 1, hours=2) == ids


def test_swapped_with_the_next() -> None:
    """Pairs change places; the last waits for one more, or for its time."""
    with dialogue() as (carrier, client):
        plain = in_turn(carrier, client, 5)
        carrier.smpp_fault("swap", "receipt-swapped", delay_ms=600_000)
        ids = in_turn(carrier, client, 5)
        assert (plain[0], ids[0]) == ([0, 1, 2, 3, 4], [1, 0, 3, 2])
        assert told(carrier, client, 1, minutes=10) == [ids[1][4]]


def in_turn(carrier: Any, client: Raw, most: int) -> tuple[list[int], list[str]]:
    """Texts one after another, each delivered before the next; in which order their receipts came, and their ids."""
    ids = []
    for _ in range(most):
        ids += submitted(client, 1)
        carrier.pass_(minutes=1)
    client.alive()
    came = [ids.index(client.receipt()[0].id) for _ in list(client.heard)]
    return came, ids


def test_swapped_with_one_that_comes() -> None:
    """The next one may be lost: then it waits for the one after."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("swap", "receipt-swapped", first=1)
        carrier.smpp_fault("gone", "receipt-never", number="13600000002")
        ids = []
        for n, come in ((1, 0), (2, 0), (3, 2)):
            ids.append(str(client.submit(f"1360000000{n}").fields["message_id"]))
            came = told(carrier, client, come)
        assert came == [ids[2], ids[0]]


def test_what_was_held_comes_when_the_fault_goes() -> None:
    """Nothing is lost by it."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("swap", "receipt-swapped")
        ids = submitted(client, 1)
        assert told(carrier, client, 0) == []
        carrier.smpp_heal("swap")
        assert told(carrier, client, 1) == ids


@pytest.mark.parametrize("message_id", ["", "nonsense"])
def test_a_wrong_id(message_id: str) -> None:
    """In its text and in its TLV: one of the same look that no answer told, or the one that is named."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("wrong", "receipt-wrong-id", message_id=message_id)
        [known] = submitted(client, 1)
        carrier.pass_(minutes=1)
        receipt, pdu = client.receipt()
        assert receipt.id == pdu.tlvs["receipted_message_id"] == (message_id or receipt.id) != known
        assert message_id or len(receipt.id) == len(known)


def test_on_another_session_of_the_account() -> None:
    """The one that did not submit; while there is no other, nothing is struck."""
    with network() as carrier, Raw(carrier.smpp_port) as one:
        one.bind()
        carrier.smpp_fault("stray", "receipt-wrong-bind")
        ids = submitted(one, 1)
        assert told(carrier, one, 1) == ids
        with Raw(carrier.smpp_port) as two:
            two.bind()
            ids = submitted(one, 1)
            assert told(carrier, two, 1) == ids
            assert told(carrier, one, 0) == []
        assert [fault["struck"] for fault in carrier.smpp_faults()] == [1]


def test_on_a_session_of_another_account() -> None:
    """A stranger learns of it, and whose it was does not."""
    with network() as carrier, Raw(carrier.smpp_port) as one, Raw(carrier.smpp_port) as stranger:
        one.bind()
        stranger.bind(Command.BIND_RECEIVER, system_id="other")
        carrier.smpp_fault("stray", "receipt-wrong-bind", to_account="other", account="esme")
        ids = submitted(one, 1)
        assert told(carrier, stranger, 1) == ids
        assert told(carrier, one, 0) == []


def test_an_answer_is_no_receipt() -> None:
    """In transaction mode the answer tells the fate: no receipt's fault strikes it."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("gone", "receipt-never")
        fields = {"source_addr": "BANK", "dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": ON, "esm_class": 2}
        client.say(Pdu(Command.DATA_SM, sequence=80, fields=fields, tlvs={"message_payload": b"now"}))
        client.alive()
        carrier.pass_(minutes=1)
        assert client.answer_to(80).status == 0
        assert [fault["met"] for fault in carrier.smpp_faults()] == [0]


@pytest.mark.parametrize(("settings", "struck"), [({"number": "13600000002"}, {2}), ({"every": 2}, {2, 4}), ({"first": 1}, {1})])
def test_whose(settings: dict[str, Any], struck: set[int]) -> None:
    """By number and by count, as reports come to be."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("gone", "receipt-never", **settings)
        came = set()
        for n in range(1, 5):
            client.submit(f"1360000000{n}")
            carrier.pass_(minutes=1)
            client.alive()
            came |= {n for _ in client.heard}
            client.heard.clear()
        assert {1, 2, 3, 4} - came == struck


def test_chance_follows_the_message() -> None:
    """Whichever session brings it and whatever travels beside it: the same texts lose their receipts in each run."""

    def lost(sessions: int) -> set[str]:
        with network() as carrier:
            carrier.smpp_fault("some", "receipt-never", share=0.5)
            clients = [Raw(carrier.smpp_port) for _ in range(sessions)]
            for client in clients:
                client.bind()
            numbers = {f"136000001{n:02}" for n in range(20)}
            for n, number in enumerate(sorted(numbers)):
                clients[n % sessions].submit(number)
            carrier.pass_(minutes=1)
            for client in clients:
                client.alive()
            came = {pdu.fields["source_addr"] for client in clients for pdu in client.heard}
            for client in clients:
                client.close()
            return numbers - came

    once = lost(1)
    assert 0 < len(once) < 20
    assert lost(2) == once
