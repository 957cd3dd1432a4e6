"""Message centres that leave the paper: what a client reads from each profile, over a socket."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from msgspec.structs import replace

from simulator.fronts.smpp.ids import rewrite, write
from simulator.fronts.smpp.receipts import date, error
from simulator.lifecycle import State
from simulator.message import FAILURE, Outcome
from simulator.scenario.default import ACCOUNT, scenario
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import START, Carrier
from simulator.text import gsm7
from simulator.wire.quirks import PROFILES, Dates, DefaultAlphabet, Errors, IdForm, IdStyle, Quirks, Tlv
from tests.esme import ON, Esme

DECIMAL, HEXADECIMAL, UUID, WORD = IdStyle
UNKNOWN = "13800000015"
HOME = "13912345678"


@contextmanager
def centre(quirks: Quirks, version: int = 0x34, command: Command = Command.BIND_TRANSCEIVER) -> Iterator[tuple[Carrier, Esme]]:
    """A network whose account `esme` talks to such a centre, and a client of it."""
    world = replace(scenario(), accounts=(replace(ACCOUNT, quirks=quirks),))
    with Carrier(world) as carrier, Esme(carrier.smpp_port, version=version) as client:
        assert client.bind(command, interface_version=version).status == Status.ROK
        yield carrier, client


def told(quirks: Quirks, to: str = ON, **fields: Any) -> tuple[str, Pdu]:
    """The id that a text was answered with, and the PDU of its receipt."""
    with centre(quirks) as (carrier, client):
        message_id = client.submit(to, **fields).fields["message_id"]
        carrier.pass_(minutes=1)
        return message_id, client.hear()


PAPER = r"id:%s sub:001 dlvrd:001 submit date:\d{10} done date:\d{10} stat:DELIVRD err:000 text:%s"
LOOKS: dict[str, tuple[str, str]] = {
    "paper": (r"\d{10}", PAPER % (r"\d{10}", "Hello")),
    "hexdec": (r"[0-9A-F]{8}", PAPER % (r"\d{16}", "none")),
    "dechex": (r"\d+", PAPER % (r"[0-9a-f]+", "Hello")),
    "short": (r"\d{10}", r"id:\d{10} submit date:\d{10} done date:\d{10} stat:DELIVRD err:000 text:Hello"),
    "seconds": (r"[0-9a-f]{32}", PAPER.replace(r"date:\d{10}", r"date:\d{12}") % (r"[0-9a-f]{32}", "")),
    "smpptime": (r"\w{26}", r"id:\w{26} sub:000 dlvrd:000 submit date:\d{15}\+ done date:\d{15}\+ stat:DELIVRD err:000"),
    "failed": (r"\d{19}", r"id:\d{19} sub:001 dlvrd:001 submit date:\d{10} done date:\d{10} stat:DELIVRD err:000 Text:"),
    "nolabel": (r"[0-9a-f-]{36}", r"id:[0-9a-f-]{36} sub:000 dlvrd:000 submit date:\d{12} done date:\d{12} DELIVRD err:000 Text:"),
    "tlvonly": (r"[0-9a-f]+", ""),
    "vendor4": (r"\d{18}", PAPER.replace("err:000", "err:0000") % (r"\d{18}", "Hello")),
    "cn-aggregator": (r"\d{10}", PAPER % (r"\d{10}", "Hello")),
}


@pytest.mark.parametrize("name", LOOKS)
def test_what_a_delivered_text_looks_like(name: str) -> None:
    """The id in the answer and the receipt's text, character by character; TLVs are those of the profile."""
    looks, text = LOOKS[name]
    message_id, receipt = told(PROFILES[name])
    assert re.fullmatch(looks, message_id)
    assert re.fullmatch(text, receipt.fields["short_message"].decode())
    assert (receipt.command, receipt.fields["esm_class"]) == (Command.DELIVER_SM, 0x04)
    named = {Tlv.ID: "receipted_message_id", Tlv.STATE: "message_state"}
    assert {named[tlv] for tlv in PROFILES[name].tlvs if tlv in named} == receipt.tlvs.keys() & set(named.values())


def test_an_id_in_two_forms_is_one_number() -> None:
    """Hexadecimal in the answer and decimal in the receipt, or the reverse."""
    for name, bases in (("hexdec", (16, 10)), ("dechex", (10, 16))):
        message_id, receipt = told(PROFILES[name])
        found = re.match(rb"id:(\w+)", receipt.fields["short_message"])
        assert found is not None
        assert int(message_id, bases[0]) == int(found[1], bases[1])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cn-aggregator", b"stat:MK:0001 err:001"),
        ("failed", b"done date:0000000000 stat:FAILED"),
        ("vendor4", b"err:0001"),
        ("paper", b"stat:UNDELIV err:001"),
    ],
)
def test_what_a_failure_looks_like(name: str, said: bytes) -> None:
    """The carrier's own word, a vendor's word, zeros for a date, a longer number."""
    _, receipt = told(PROFILES[name], UNKNOWN)
    assert said in receipt.fields["short_message"]
    assert receipt.tlvs.get(0x1454) == ((1).to_bytes(4, "big") if name == "vendor4" else None)


def test_a_gateway_says_first_that_it_has_the_text() -> None:
    """ACCEPTD comes before the final receipt; by data_sm where the scenario says so."""
    with centre(replace(PROFILES["gateway"], by_data_sm=True)) as (carrier, client):
        client.submit(ON)
        carrier.pass_(minutes=1)
        first, second = client.hear(), client.hear()
    assert [first.command, second.command] == [Command.DATA_SM] * 2
    assert [b"stat:ACCEPTD" in first.tlvs["message_payload"], b"stat:DELIVRD" in second.tlvs["message_payload"]] == [True, True]


def test_a_centre_of_3_3() -> None:
    """No transceivers, no TLVs, eight hexadecimal digits, and refusals with an empty id."""
    quirks = PROFILES["carrier33"]
    world = replace(scenario(), accounts=(replace(ACCOUNT, quirks=quirks),))
    with Carrier(world) as carrier, Esme(carrier.smpp_port) as client:
        assert client.bind().status == Status.RINVCMDID
        bound = client.bind(Command.BIND_TRANSMITTER)
        assert (bound.status, bound.tlvs) == (Status.ROK, {})
        assert re.fullmatch(r"[0-9a-f]{8}", client.submit(ON).fields["message_id"])
        assert client.submit("x").fields == {"message_id": ""}


@pytest.mark.parametrize(
    ("alphabet", "octets"),
    [
        (DefaultAlphabet.GSM, b"\x02\x00 1"),
        (DefaultAlphabet.PACKED, gsm7.pack(b"\x02\x00 1")),
        (DefaultAlphabet.LATIN1, "$@ 1".encode("latin-1")),
        (DefaultAlphabet.ASCII, b"$@ 1"),
    ],
)
def test_what_data_coding_0_means(alphabet: DefaultAlphabet, octets: bytes) -> None:
    """The same octets are another text to another centre, and replies come in its alphabet."""
    with centre(Quirks(alphabet=alphabet)) as (carrier, client):
        client.submit(HOME, short_message=octets, registered_delivery=0)
        carrier.pass_(minutes=1)
        assert [text["text"] for text in carrier.handset(HOME)["inbox"]] == ["$@ 1"]
        carrier.reply(HOME, "$@ 1")
        reply = client.hear()
        assert (reply.fields["data_coding"], reply.fields["short_message"]) == (0, octets)


def test_packed_septets_behind_a_header() -> None:
    """They begin on a septet boundary; seven bits left over are no character."""
    with centre(Quirks(alphabet=DefaultAlphabet.PACKED)) as (carrier, client):
        for part, text in enumerate(("Hello wo", "rld 123"), 1):
            content = bytes((5, 0, 3, 1, 2, part)) + gsm7.pack(text.encode(), fill_bits=1)
            client.submit(HOME, esm_class=0x40, short_message=content, registered_delivery=0)
        carrier.pass_(minutes=1)
        assert [text["text"] for text in carrier.handset(HOME)["inbox"]] == ["Hello world 123"]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        (IdForm(DECIMAL), "255"),
        (IdForm(DECIMAL, 10), "0000000255"),
        (IdForm(DECIMAL, 2), "55"),
        (IdForm(HEXADECIMAL), "ff"),
        (IdForm(HEXADECIMAL, 8, upper=True), "000000FF"),
    ],
)
def test_forms_of_an_id(form: IdForm, written: str) -> None:
    """Padded, cut to its last digits, in either case."""
    assert write(255, form) == written


def test_other_forms_never_repeat() -> None:
    """UUIDs and words follow from the serial number, and differ with it; they have one form only."""
    for form in (IdForm(UUID), IdForm(WORD, 26)):
        assert len({write(serial, form) for serial in range(1_000)}) == 1_000
        assert write(7, form) == write(7, form) == rewrite(write(7, form), form, IdForm(DECIMAL))


@pytest.mark.parametrize(
    ("form", "written"),
    [
        (Dates.MINUTES, "2403040900"),
        (Dates.SECONDS, "240304090000"),
        (Dates.FULL_MINUTES, "202403040900"),
        (Dates.FULL_SECONDS, "20240304090000"),
        (Dates.SMPP, "240304090000032+"),
    ],
)
def test_forms_of_a_date(form: Dates, written: str) -> None:
    """In China's time."""
    assert date(int(START.timestamp() * 1000), form) == written


@pytest.mark.parametrize(
    ("form", "written"),
    [(Errors.ONE, "27"), (Errors.TWO, "27"), (Errors.THREE, "027"), (Errors.FOUR, "0027"), (Errors.LETTERS, "1bb")],
)
def test_forms_of_an_error(form: Errors, written: str) -> None:
    """One to four digits, or letters among them."""
    assert error(Outcome(State.EXPIRED, None, FAILURE, "EXPIRED", "", "027", 27), form) == written
