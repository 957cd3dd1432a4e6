"""A receipt as the player's client reads it: from its text, or from its TLVs, whatever centre wrote it."""

import pytest

from simulator.player.smpp_client import ExchangeError
from simulator.player.smpp_receipt import read
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu

TEXT = b"id:7 sub:001 dlvrd:001 submit date:2403040900 done date:2403040901 stat:%s err:012 text:Hello"
OF_TLVS = {"receipted_message_id": "7", "message_state": 2, "network_error_code": b"\x03\x00\x0c"}


@pytest.mark.parametrize(("stat", "status"), [(b"DELIVRD", "SUCCESS"), (b"UNDELIV", "FAIL"), (b"ACCEPTD", "FAIL"), (b"MK:0024", "FAIL")])
def test_a_receipts_text(stat: bytes, status: str) -> None:
    """The words of the centre, and whether they say that it arrived."""
    pdu = Pdu(Command.DELIVER_SM, fields={"short_message": TEXT % stat})
    fields = {"status": status, "stat": stat.decode(), "err": "012", "sub": 1, "dlvrd": 1}
    assert read(pdu) == ("7", fields)


def test_a_text_in_ucs2_and_one_in_a_payload() -> None:
    """Are texts all the same."""
    octets = (TEXT % b"DELIVRD").decode().encode("utf-16-be")
    plain = read(Pdu(Command.DELIVER_SM, fields={"short_message": TEXT % b"DELIVRD"}))
    assert read(Pdu(Command.DELIVER_SM, fields={"short_message": octets})) == plain
    assert read(Pdu(Command.DATA_SM, fields={}, tlvs={"message_payload": octets})) == plain


@pytest.mark.parametrize(("state", "told"), [(2, ("DELIVERED", "SUCCESS")), (5, ("UNDELIVERABLE", "FAIL"))])
def test_tlvs_alone(state: int, told: tuple[str, str]) -> None:
    """Where there is no text they say all there is."""
    pdu = Pdu(Command.DELIVER_SM, fields={"short_message": b""}, tlvs={**OF_TLVS, "message_state": state})
    name, status = told
    assert read(pdu) == ("7", {"status": status, "message_state": name, "network_error_code": 12})


def test_what_says_nothing() -> None:
    """Is no receipt."""
    with pytest.raises(ExchangeError, match="a receipt that says nothing"):
        read(Pdu(Command.DELIVER_SM, fields={"short_message": b"Hello"}))
