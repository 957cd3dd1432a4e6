"""Long texts over SMPP: user data headers, SAR parameters and message_payload, each part with its own answer and receipt."""

from collections.abc import Callable
from typing import Any

import pytest

from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from simulator.text import udh
from simulator.text.udh import Concatenation
from tests.esme import Esme, Sms

HOME, LATER = "13800000000", "13800000002"
UDHI = 0x40
PARTS = ["I😀", "🙂", "end"]
WHOLE = "I😀🙂end"
Said = Callable[[int, bytes], dict[str, Any]]


def octets(parts: list[str]) -> list[bytes]:
    """A long text in UCS-2, cut without regard to its characters: a pair of surrogates is torn in two."""
    whole = "".join(parts).encode("utf-16-be")
    return [whole[:4], whole[4:8], whole[8:]]


def headed(reference: int, *, wide: bool, total: int = 3) -> Said:
    """Parts by user data header, of 8 or 16 bits."""

    def said(number: int, content: bytes) -> dict[str, Any]:
        return {"text": udh.write(Concatenation(reference, total, number, wide)) + content, "esm_class": UDHI}

    return said


def sar(reference: int, total: int = 3) -> Said:
    """Parts by SMPP's own parameters."""

    def said(number: int, content: bytes) -> dict[str, Any]:
        return {"text": content, "sar_msg_ref_num": reference, "sar_total_segments": total, "sar_segment_seqnum": number}

    return said


def in_payload(said: Said) -> Said:
    """The same with the text in message_payload."""

    def within(number: int, content: bytes) -> dict[str, Any]:
        fields = said(number, content)
        return {**fields, "text": b"", "message_payload": fields["text"]}

    return within


def send(client: Sms, said: Said, *which: int, to: str = HOME) -> list[str]:
    """These parts; their ids."""
    parts = octets(PARTS)
    answers = [client.send(to, **said(nth, parts[nth - 1]), data_coding=8) for nth in which]
    assert [answer.status for answer in answers] == [0] * len(which)
    return [answer.message_id.decode() for answer in answers]


@pytest.mark.parametrize(
    "said",
    [headed(7, wide=False), headed(70_00, wide=True), sar(7), sar(70_00), in_payload(headed(7, wide=False)), in_payload(sar(7))],
    ids=["udh-8", "udh-16", "sar", "sar-wide", "payload-udh", "payload-sar"],
)
@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1)])
def test_a_long_text(said: Said, order: tuple[int, ...]) -> None:
    """Shown as one, to the character; three answers, three ids, three receipts."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        ids = send(client, said, *order)
        carrier.pass_(minutes=1)
        assert carrier.inbox(HOME) == [WHOLE]
        assert sorted((receipt.id, receipt.stat) for receipt in client.read()) == sorted((each, "DELIVRD") for each in ids)
        assert len(set(ids)) == 3


def test_one_text_that_is_long() -> None:
    """message_payload alone is one message with one receipt, however long."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        client.send(HOME, b"", message_payload=b"x" * 1_000)
        carrier.pass_(minutes=1)
        assert (carrier.inbox(HOME), len(client.read())) == (["x" * 1_000], 1)


NARROW, WIDE, PORT = b"\5\0\3\7\2\1", b"\6\x08\4\1\7\2\1", b"\6\5\4\x0b\x84\0\0"
"""User data headers: the first of two parts, by a reference of 8 and of 16 bits; a port and no part."""


@pytest.mark.parametrize(
    ("header", "coding", "unit", "most"),
    [
        (NARROW, 0, b"x", 153),
        (NARROW, 0, b"\x1be", 76),
        (WIDE, 0, b"x", 152),
        (PORT, 0, b"x", 152),
        (NARROW, 8, b"\x59\x7d", 67),
        (WIDE, 8, b"\x59\x7d", 66),
        (NARROW, 4, b"\xff", 134),
        (NARROW, 3, b"\xe9", 153),
        (NARROW, 3, b"\xe7", 134),
    ],
    ids=["septets", "pairs", "wide", "port", "ucs2", "ucs2-wide", "binary", "latin-1 in septets", "latin-1"],
)
def test_a_part_is_one_short_message(header: bytes, coding: int, unit: bytes, most: int) -> None:
    """Header and text have 140 octets on the air."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        answers = [client.submit(short_message=header + unit * count, esm_class=UDHI, data_coding=coding) for count in (most, most + 1)]
        assert [answer.status for answer in answers] == [Status.ROK, Status.RINVMSGLEN]


@pytest.mark.parametrize(
    ("tlvs", "fields", "unit", "most"),
    [
        ({}, {}, b"x", 255 * 153),
        ({}, {"data_coding": 8}, b"\x59\x7d", 255 * 67),
        ({"sar_msg_ref_num": 7, "sar_total_segments": 2, "sar_segment_seqnum": 1}, {}, b"x", 153),
        ({"sar_msg_ref_num": 700, "sar_total_segments": 2, "sar_segment_seqnum": 1}, {}, b"x", 152),
    ],
    ids=["septets", "ucs2", "sar", "sar-wide"],
)
def test_as_many_parts_as_can_be_numbered(tlvs: dict[str, Any], fields: dict[str, Any], unit: bytes, most: int) -> None:
    """A text in message_payload makes 255 short messages at most, and one where it is a part itself."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        texts = [{"message_payload": unit * count, **tlvs} for count in (most, most + 1)]
        assert [client.submit(tlvs=text, short_message=b"", **fields).status for text in texts] == [Status.ROK, Status.RINVMSGLEN]


@pytest.mark.parametrize(("header", "most"), [(NARROW, 153), (PORT, 255 * ((140 - 12) * 8 // 7))], ids=["part", "port"])
def test_a_header_in_a_payload(header: bytes, most: int) -> None:
    """That of a part holds for one short message; any other is repeated in each that the text makes."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        texts = [{"message_payload": header + b"x" * count} for count in (most, most + 1)]
        statuses = [client.submit(tlvs=text, short_message=b"", esm_class=UDHI).status for text in texts]
        assert statuses == [Status.ROK, Status.RINVMSGLEN]


@pytest.mark.parametrize("octets", [b"x" * 254, b"\x59\x7d" * 127])
def test_a_short_message_is_cut_by_the_centre(octets: bytes) -> None:
    """Without a header it may be longer than what goes on the air at once."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        assert client.submit(short_message=octets, data_coding=8 * (octets[0] == 0x59)).status == Status.ROK


def test_the_two_ways_of_saying_it_fit_together() -> None:
    """A part by SAR and parts by header are one text where they agree: the centre makes a header of the parameters."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        send(client, sar(7), 1)
        send(client, headed(7, wide=False), 2, 3)
        carrier.pass_(minutes=1)
        assert (carrier.inbox(HOME), len(client.read())) == ([WHOLE], 3)


@pytest.mark.parametrize("other", [sar(8), sar(7, total=4), headed(7, wide=True), headed(7, wide=False, total=4)])
def test_parts_that_disagree(other: Said) -> None:
    """Nothing is shown, everything is reported as delivered, and a day later each trail says why."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        ids = send(client, headed(7, wide=False), 1, 3) + send(client, other, 2)
        carrier.pass_(hours=25)
        assert carrier.inbox(HOME) == []
        assert [receipt.stat for receipt in client.read()] == ["DELIVRD"] * 3
        last = [carrier.message(each)["trail"][-1] for each in ids]
        assert [(entry["event"], entry["detail"]) for entry in last] == [("given_up", "join-expired")] * 3


@pytest.mark.parametrize("said", [sar(7, total=0), sar(7, total=2)], ids=["no-total", "beyond-the-total"])
def test_a_part_with_impossible_figures_stands_alone(said: Said) -> None:
    """It is a text like any other."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        send(client, said, 3)
        carrier.pass_(minutes=1)
        assert (carrier.inbox(HOME), len(client.read())) == (["de 42 00 65 00 6e 00 64"], 1)  # half a pair: no text by itself


def test_parts_wait_for_their_handset() -> None:
    """Off for a minute, it shows the whole text when it is back, in the order of its parts."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        send(client, headed(7, wide=False), 2, 3, 1, to=LATER)
        carrier.pass_(seconds=30)
        assert (carrier.inbox(LATER), len(carrier.handset(LATER)["waiting"])) == ([], 3)
        carrier.pass_(minutes=1)
        assert (carrier.inbox(LATER), len(client.read())) == ([WHOLE], 3)


@pytest.mark.parametrize(
    ("content", "data_coding", "seen"),
    [(b"\xd8\x3d\x00a", 0x08, "d8 3d 00 61"), (b"abc", 0x08, "61 62 63"), (b"a\x80b", 0x00, "61 80 62")],
    ids=["torn-pair", "odd-octet", "no-septet"],
)
def test_octets_that_are_no_text_are_shown_raw(content: bytes, data_coding: int, seen: str) -> None:
    """They travel like any text, and are kept as they came."""
    with Carrier() as carrier, Sms(carrier.smpp_port) as sms:
        sms.send(HOME, text=content, data_coding=data_coding)
        carrier.pass_(minutes=1)
        assert carrier.inbox(HOME) == [seen]
