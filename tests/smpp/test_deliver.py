"""Answers to receipts, read by the run: what is taken out of those that are waited for is what the codec would have answered."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.smpp.codec import HEADER_OCTETS, decode, encode
from simulator.smpp.commands import Command
from simulator.smpp.deliver import answered
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from tests.smpp.pdus import any_pdu, frame

WAITED_FOR = range(1, 200)
GOOD = st.builds(
    lambda sequence, message_id: encode(Pdu(Command.DELIVER_SM_RESP, sequence=sequence, fields={"message_id": message_id})),
    st.sampled_from(WAITED_FOR),
    st.sampled_from(("", "", "", "0000000001", "x" * 64)),
)
BARE = st.builds(
    lambda sequence: encode(Pdu(Command.DELIVER_SM_RESP, Status.RSYSERR, sequence))[:HEADER_OCTETS], st.sampled_from(WAITED_FOR)
)
WITHOUT_BODY = st.builds(lambda sequence: frame(Command.DELIVER_SM_RESP, b"", sequence=sequence), st.sampled_from(WAITED_FOR))
STRANGE = st.builds(
    lambda status, sequence: encode(Pdu(Command.DELIVER_SM_RESP, status, sequence)),
    st.sampled_from((Status.ROK, Status.RX_T_APPN)),
    st.integers(0, 0xFFFFFFFF),
)
OTHER = any_pdu().map(encode) | st.binary(min_size=HEADER_OCTETS, max_size=40)


def reference(octets: bytes, awaited: dict[int, str]) -> int:
    """The same, PDU by PDU, by the codec."""
    at = 0
    while len(octets) - at >= HEADER_OCTETS:
        stop = at + int.from_bytes(octets[at : at + 4], "big")
        pdu = decode(octets[at:stop]) if at + HEADER_OCTETS <= stop <= len(octets) else None
        if not isinstance(pdu, Pdu) or pdu.command is not Command.DELIVER_SM_RESP or pdu.status or pdu.sequence not in awaited:
            break
        del awaited[pdu.sequence]
        at = stop
    return at


def read(octets: bytes, awaited: dict[int, str]) -> int:
    """As a session reads: as often as it gets on."""
    at = 0
    while len(octets) - at >= HEADER_OCTETS and (after := answered(octets, at, awaited)) != at:
        at = after
    return at


@settings(max_examples=500, deadline=None)
@given(st.lists(GOOD | WITHOUT_BODY, max_size=150), st.lists(STRANGE | OTHER | BARE, max_size=1), st.integers(0, 20))
def test_answers_are_taken_as_the_codec_reads_them(good: list[bytes], odd: list[bytes], cut: int) -> None:
    """Of any length, however many, cut anywhere, up to the first that is not for here."""
    octets = b"".join([*good, *odd, *good[:3]])
    octets = octets[: len(octets) - cut]
    ours, theirs = dict.fromkeys(WAITED_FOR, "a receipt"), dict.fromkeys(WAITED_FOR, "a receipt")
    assert read(octets, ours) == reference(octets, theirs)
    assert ours == theirs
