"""Handsets and manners through smpplib: what was answered, what was reported, what the handset shows, in virtual time."""

import pytest

from simulator.smpp.receipt import Receipt
from simulator.testing import START, Carrier
from tests.esme import Sms

FINAL, OPTIMISTIC, EARLY, SILENT = range(4)
ON, OFF, LATER = range(3)
OFF_BY = {"138": "MK:0024", "186": "LT:0011", "189": "UNDELIVS602S"}
MINUTE_MS, DAY_MS = 60_000, 86_400_000
DELIVERED, FAILED, EXPIRED = ("DELIVRD", "000"), ("UNDELIV", "027"), ("EXPIRED", "027")

FATES = [  # (handset, manner, reported within 30 s, reported within two days, shown within 30 s, shown within two days)
    (ON, FINAL, [DELIVERED], [], True, True),
    (ON, EARLY, [DELIVERED], [], True, True),
    (ON, OPTIMISTIC, [DELIVERED], [], True, True),
    (ON, SILENT, [], [], True, True),
    (OFF, FINAL, [], [EXPIRED], False, False),
    (OFF, EARLY, [FAILED], [], False, False),
    (OFF, OPTIMISTIC, [DELIVERED], [], False, False),
    (OFF, SILENT, [], [], False, False),
    (LATER, FINAL, [], [DELIVERED], False, True),
    (LATER, EARLY, [FAILED], [DELIVERED], False, True),
    (LATER, OPTIMISTIC, [DELIVERED], [], False, True),
    (LATER, SILENT, [], [], False, True),
]


def told(receipts: list[Receipt]) -> list[tuple[str, str]]:
    return [(receipt.stat, receipt.err) for receipt in receipts]


@pytest.mark.parametrize("prefix", OFF_BY)
@pytest.mark.parametrize(("handset", "manner", "soon", "later", "shown_soon", "shown"), FATES)
def test_the_three_truths(
    prefix: str, handset: int, manner: int, soon: list[tuple[str, str]], later: list[tuple[str, str]], shown_soon: bool, shown: bool
) -> None:
    """The answer is always OK; what is reported, and when, is the carrier's manner; what is shown is the handset's."""
    number = f"{prefix}00000{manner}{handset:02}"
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        answer = client.send(number)
        assert answer.status == 0
        carrier.pass_(seconds=30)
        assert told(client.read()) == soon
        assert carrier.inbox(number) == ["Hello"] * shown_soon
        carrier.pass_(hours=48)
        assert told(client.read()) == soon + later
        assert carrier.inbox(number) == ["Hello"] * shown
        assert carrier.handset(number)["waiting"] == []
        message = carrier.message(answer.message_id.decode())
        assert message["state"] == ("DELIVERED" if shown else "EXPIRED")
        assert {receipt.id for receipt in client.receipts} <= {message["id"]}
        assert [report["code"] for report in message["reports"]] == [
            {DELIVERED: "DELIVRD", FAILED: OFF_BY[prefix], EXPIRED: "EXPIRED"}[one] for one in soon + later
        ]


def test_a_receipt_says_when() -> None:
    """submit date and done date are the network's, to the minute, in Beijing time."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        carrier.pass_(minutes=5)
        client.send("13800000001")
        carrier.pass_(hours=49)
        (receipt,) = client.read()
        submitted = int(START.timestamp()) * 1000 + 5 * MINUTE_MS
        assert (receipt.submit_at_ms, receipt.done_at_ms) == (submitted, submitted + 2 * DAY_MS)
        assert (receipt.sub, receipt.dlvrd, receipt.text) == (1, 0, b"Hello")


def test_a_transmitter_and_a_receiver() -> None:
    """A transmitter gets answers only; the receipts come to the account's receiver."""
    with Carrier() as carrier, Sms(carrier.smpp_port, "bind_transmitter") as sender, Sms(carrier.smpp_port, "bind_receiver") as receiver:
        ids = [sender.send("13800000000").message_id.decode() for _ in range(5)]
        carrier.pass_(minutes=1)
        assert {receipt.id for receipt in receiver.read()} == set(ids)
        assert sender.read() == []


def test_what_smpplib_reads() -> None:
    """The receipt's TLVs and addresses arrive as fields of its PDU."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        answer = client.send("13800000201", user_message_reference=7)
        carrier.pass_(minutes=1)
        client.read()
        (pdu,) = client.pdus
        assert (pdu.source_addr, pdu.source_addr_ton, pdu.source_addr_npi) == (b"13800000201", 1, 1)
        assert (pdu.destination_addr, pdu.dest_addr_ton, pdu.dest_addr_npi) == (b"BANK", 5, 0)
        assert (pdu.esm_class, pdu.data_coding, pdu.receipted_message_id, pdu.message_state) == (4, 0, answer.message_id, 5)
        assert (pdu.network_error_code, pdu.user_message_reference) == (b"\x03\x00\x1b", 7)


def test_chinese() -> None:
    """UCS-2 is shown as it was written; the receipt shows none of it."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        client.send("13800000000", "您的验证码为4321".encode("utf-16-be"), data_coding=8)
        carrier.pass_(minutes=1)
        assert carrier.inbox("13800000000") == ["您的验证码为4321"]
        assert client.read()[0].text == b""
