"""Receipts as the paper has them (SMPP 3.4 § 4.6.1, Appendix B): reports in octets. It judges nothing, and numbers nothing.

Nearly all receipts of a moment differ in a few octets only: what they share is written once, and they are filled in.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from simulator.lifecycle import State
from simulator.message import NOTIFY, Alphabet, Instant, Message, Outcome, Report
from simulator.smpp import deliver, times
from simulator.smpp.bodies import V34
from simulator.smpp.fields import Fields
from simulator.smpp.pdu import Tlvs
from simulator.smpp.plain import Origin
from simulator.smpp.receipt import OFFSET_S, TEXT_OCTETS, WORDS
from simulator.smpp.tlvs import write_tlvs

_KEPT: Final = 10_000
"""Outcomes, and minutes, remembered; past it they are worked out anew."""
_GSM: Final = b"\x03"
"""First octet of network_error_code: a GSM network's (§ 5.3.2.31)."""
_READABLE_MOST: Final = Alphabet.LATIN1
"""GSM7 and Latin-1: texts whose first octets make sense in a receipt, which is data_coding 0; of the others it shows none."""
_MINUTE_MS: Final = 60_000
_RECEIPT, _NOTIFICATION = 0x04, 0x20
"""esm_class of a receipt, and of an intermediate notification (SMPP 3.4 § 5.2.12)."""
_ESM_CLASS_AT: Final = 16 + 3
"""Where it stands behind the header, an empty service_type and the two addresses with their NULs."""
_QUARTERS: Final = OFFSET_S // 900


class Words(Struct, frozen=True, gc=False):
    """An outcome in a receipt's octets: dlvrd, stat with err, and the TLVs message_state and network_error_code."""

    dlvrd: bytes
    stat: bytes
    tlvs: bytes


class Alike(NamedTuple):
    """What receipts of one origin, alphabet and outcome share whose texts were taken in one minute and settled in another.

    taken, done: where these begin, and where they end; behind: what stands behind the id in their text; shapes: theirs, in any minute.
    cut: where a number goes on behind the shape's own; readable: the text shows. odd: they are written one by one.
    """

    origin: Origin | None
    alphabet: Alphabet
    outcome: Outcome | None
    taken: Instant
    taken_to: Instant
    done: Instant
    done_to: Instant
    behind: bytes
    shapes: deliver.Shapes
    cut: int
    readable: bool
    odd: bool


_NO_SHAPES: Final = deliver.Shapes(b"", b"", b"", 0, b"")
_NONE: Final = Alike(None, Alphabet.GSM7, None, 0, 0, 0, 0, b"", _NO_SHAPES, 0, readable=False, odd=True)


class PlainReceipts:
    """For peers of one interface_version: without TLVs below 3.4."""

    def __init__(self, version: int) -> None:
        self._version = version
        self._words: dict[Outcome, Words] = {}
        self._minutes: dict[int, bytes] = {}
        self._known: dict[tuple[Origin, Alphabet, Outcome, int, int], Alike] = {}
        self._shapes: dict[tuple[Origin, Outcome], deliver.Shapes] = {}
        self._last = _NONE

    def write_all(self, reports: Sequence[Report], sequences: Sequence[int]) -> list[bytes]:
        """The deliver_sm of each, with these sequence numbers."""
        written: list[bytes] = []
        append = written.append
        origin, alphabet, outcome, taken, taken_to, done, done_to, behind, shapes, cut, readable, odd = self._last
        for report, sequence in zip(reports, sequences, strict=True):
            message = report.message
            submission = message.submission
            if (
                submission.origin is not origin
                or submission.carriage.alphabet is not alphabet
                or report.outcome is not outcome
                or not taken <= message.accepted_at < taken_to
                or not done <= report.at < done_to
            ):
                self._last = self._alike(report)
                origin, alphabet, outcome, taken, taken_to, done, done_to, behind, shapes, cut, readable, odd = self._last
            if odd:
                append(self.write(report, sequence))
                continue
            message_id = message.id.encode()
            number = submission.destination[cut:].encode("latin-1")
            excerpt = submission.content[:TEXT_OCTETS] if readable else b""
            pack, head, start, by, tlv, end = shapes[len(number), len(message_id), len(excerpt)]
            append(pack(head, sequence, start, number, by, message_id, behind, excerpt, tlv, message_id, end))
        return written

    def write(self, report: Report, sequence: int) -> bytes:
        """One deliver_sm; of an intermediate notification too."""
        message, outcome = report.message, report.outcome
        submission = message.submission
        origin: Origin = submission.origin
        to, by, words = origin.written(submission.destination), origin.source.wire, self._worded(outcome)
        before, behind = self._text(report)
        excerpt = submission.content[:TEXT_OCTETS] if submission.alphabet <= _READABLE_MOST else b""
        text = before + message.id.encode() + behind + excerpt
        if outcome.wanted == NOTIFY:
            return self._notification(sequence, to, by, text, words.tlvs)
        if self._version < V34:
            return deliver.receipt_33(sequence, to, by, text)
        tlvs = words.tlvs
        if origin.tlvs and "user_message_reference" in origin.tlvs:
            tlvs += write_tlvs({"user_message_reference": origin.tlvs["user_message_reference"]})
        return deliver.receipt(sequence, to, by, text, message.id.encode(), tlvs)

    def _alike(self, report: Report) -> Alike:
        """What all receipts like this one share."""
        submission = report.message.submission
        origin, alphabet = submission.origin, submission.alphabet
        taken, done = report.message.accepted_at // _MINUTE_MS, report.at // _MINUTE_MS
        key = origin, alphabet, report.outcome, taken, done
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            odd = self._version < V34 or report.outcome.wanted == NOTIFY or bool(origin.tlvs)
            before, behind = self._text(report)
            known = self._known[key] = Alike(
                origin,
                alphabet,
                report.outcome,
                taken=taken * _MINUTE_MS,
                taken_to=(taken + 1) * _MINUTE_MS,
                done=done * _MINUTE_MS,
                done_to=(done + 1) * _MINUTE_MS,
                behind=behind,
                shapes=_NO_SHAPES if odd else self._shaped(origin, report.outcome, before, len(behind)),
                cut=origin.cut,
                readable=alphabet <= _READABLE_MOST,
                odd=odd,
            )
        return known

    def _shaped(self, origin: Origin, outcome: Outcome, before: bytes, behind: int) -> deliver.Shapes:
        known = self._shapes.get((origin, outcome))
        if known is None:
            if len(self._shapes) >= _KEPT:
                self._shapes.clear()
            known = deliver.Shapes(origin.head, origin.source.wire, before, behind, self._worded(outcome).tlvs)
            self._shapes[origin, outcome] = known
        return known

    def _text(self, report: Report) -> tuple[bytes, bytes]:
        """What stands before and behind the message id in a receipt's text."""
        words = self._worded(report.outcome)
        taken, done = self._minute(report.message.accepted_at), self._minute(report.at)
        return b"id:", b" sub:001 dlvrd:%b submit date:%b done date:%b stat:%b text:" % (words.dlvrd, taken, done, words.stat)

    def _notification(self, sequence: int, to: bytes, by: bytes, text: bytes, tlvs: bytes) -> bytes:
        """An intermediate notification: a receipt of another esm_class, without the id's TLV (SMPP 3.4 § 5.2.12)."""
        octets = deliver.receipt_33(sequence, to, by, text)
        at = len(to) + len(by) + _ESM_CLASS_AT
        assert octets[at] == _RECEIPT
        octets = octets[:at] + bytes((_NOTIFICATION,)) + octets[at + 1 :]
        return octets if self._version < V34 else (len(octets) + len(tlvs)).to_bytes(4, "big") + octets[4:] + tlvs

    def _worded(self, outcome: Outcome) -> Words:
        known = self._words.get(outcome)
        if known is None:
            if len(self._words) >= _KEPT:
                self._words.clear()
            known = self._words[outcome] = _words(outcome)
        return known

    def _minute(self, at: Instant) -> bytes:
        known = self._minutes.get(at // _MINUTE_MS)
        if known is None:
            if len(self._minutes) >= _KEPT:
                self._minutes.clear()
            known = self._minutes[at // _MINUTE_MS] = times.write(at, _QUARTERS)[: len("YYMMDDhhmm")].encode()
        return known


def swapped(message: Message) -> Fields:
    """The addresses of a deliver_sm: from the number, as its submit_sm wrote it, to the address that this came from."""
    origin: Origin = message.submission.origin
    number = origin.written(message.submission.destination)
    return {
        "source_addr_ton": number[0],
        "source_addr_npi": number[1],
        "source_addr": number[2:].decode("latin-1"),
        "dest_addr_ton": origin.source.ton,
        "dest_addr_npi": origin.source.npi,
        "destination_addr": origin.source.address,
    }


def _words(outcome: Outcome) -> Words:
    tlvs: Tlvs = {"message_state": int(outcome.state)}
    if outcome.gsm_cause:
        tlvs["network_error_code"] = _GSM + outcome.gsm_cause.to_bytes(2, "big")
    dlvrd = b"001" if outcome.state is State.DELIVERED else b"000"
    return Words(dlvrd, f"{WORDS[outcome.state]} err:{outcome.err}".encode(), write_tlvs(tlvs))
