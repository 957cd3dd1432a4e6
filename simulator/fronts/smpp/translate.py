"""Between SMPP's requests and the network's values, for one account. It judges only what SMPP itself says of a field."""

from typing import Any

from msgspec import Struct

from simulator import address
from simulator.fronts.smpp.terms import Terms, terms
from simulator.lifecycle import State
from simulator.message import Alphabet, Instant, Outcome, Reply, Report, Submission
from simulator.smpp import plain, times
from simulator.smpp.bodies import V34
from simulator.smpp.codec import encode as write
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import Options, Source, SubmitSm
from simulator.smpp.receipt import OFFSET_S, TEXT_OCTETS, WORDS
from simulator.smpp.statuses import Status
from simulator.smpp.tlvs import write_tlvs
from simulator.text import udh
from simulator.text.alphabets import encode

_KEPT = 200_000
"""Numbers (and the like) remembered; past it they are worked out anew."""
_TONS = range(7)
_NPIS = frozenset((0, 1, 3, 4, 6, 8, 9, 10, 14, 18))
"""Types of number and numbering plans that SMPP 3.4 names (§ 5.2.5, § 5.2.6)."""
_GSM = b"\x03"
"""First octet of network_error_code: a GSM network's (§ 5.3.2.31)."""
_READABLE_MOST = Alphabet.LATIN1
"""GSM7 and Latin-1: texts whose first octets make sense in a receipt, which is data_coding 0; of the others it shows none."""
_MINUTE_MS = 60_000
TEXT_MOST = 254
_DATA_CODING = {Alphabet.GSM7: 0x00, Alphabet.UCS2: 0x08}
_QUARTERS = OFFSET_S // 900


class Words(Struct, frozen=True, gc=False):
    """An outcome in a receipt's octets: dlvrd, stat with err, and the TLVs message_state and network_error_code."""

    dlvrd: bytes
    stat: bytes
    tlvs: bytes


class Translator:
    """One account's, for peers of one interface_version. What repeats (sources, numbers, flags, minutes) is worked out once."""

    def __init__(self, account: str, version: int) -> None:
        self._account = account
        self._version = version
        self._sources: dict[Source, str | Status] = {}
        self._numbers: dict[bytes, str | Status] = {}
        self._terms: dict[Options, Terms | Status] = {}
        self._words: dict[Outcome, Words] = {}
        self._minutes: dict[int, bytes] = {}

    def submission(self, request: SubmitSm, now: Instant) -> Submission | Status:
        """The text that a submit_sm brings, or the status of the first field that refuses it (SMPP 3.4 § 4.4.1)."""
        source = self._sources.get(request.source)
        number = self._numbers.get(request.destination) or self._learn_number(request.destination)
        meant = self._terms.get(request.options) or self._learn_terms(request.options)
        if source is None:
            source = self._learn_source(request.source)
        if not isinstance(source, str):
            return source
        if not isinstance(number, str):
            return number
        if not isinstance(meant, Terms):
            return meant
        if meant.header or request.tlvs or request.validity_period or request.schedule_delivery_time:
            odd = _odd(request, meant, now)
            if isinstance(odd, Status):
                return odd
            content, header, validity_ms = odd
            return Submission(self._account, source, number, content, meant.alphabet, header, meant.wants, validity_ms, 1, request)
        return Submission(self._account, source, number, request.short_message, meant.alphabet, b"", meant.wants, None, 1, request)

    def receipt(self, report: Report, sequence: int) -> bytes:
        """The deliver_sm that tells a report (SMPP 3.4 § 4.6.1 and Appendix B); without TLVs below 3.4."""
        message, outcome = report.message, report.outcome
        submission = message.submission
        request = submission.origin
        message_id = message.id.encode()
        words = self._words.get(outcome) or self._learn_words(outcome)
        text = b"id:%b sub:001 dlvrd:%b submit date:%b done date:%b stat:%b text:%b" % (
            message_id,
            words.dlvrd,
            self._minutes.get(message.accepted_at // _MINUTE_MS) or self._learn_minute(message.accepted_at),
            self._minutes.get(report.at // _MINUTE_MS) or self._learn_minute(report.at),
            words.stat,
            submission.content[:TEXT_OCTETS] if submission.alphabet <= _READABLE_MOST else b"",
        )
        if self._version < V34:
            return plain.receipt_33(sequence, request.destination, request.source.wire, text)
        tlvs = words.tlvs
        if request.tlvs and "user_message_reference" in request.tlvs:
            tlvs += write_tlvs({"user_message_reference": request.tlvs["user_message_reference"]})
        return plain.receipt(sequence, request.destination, request.source.wire, text, message_id, tlvs)

    def reply(self, reply: Reply, sequence: int) -> bytes:
        """The deliver_sm of a text that a handset sent back: an ordinary one, from the number to the address that it answers."""
        request = reply.message.submission.origin
        content, alphabet = encode(reply.text)
        fields = {
            "source_addr_ton": request.destination[0],
            "source_addr_npi": request.destination[1],
            "source_addr": request.destination[2:].decode("latin-1"),
            "dest_addr_ton": request.source.ton,
            "dest_addr_npi": request.source.npi,
            "destination_addr": request.source.address,
            "data_coding": _DATA_CODING[alphabet],
            "short_message": content[:TEXT_MOST],
        }
        return write(Pdu(Command.DELIVER_SM, sequence=sequence, fields=fields), self._version)

    def _learn_source(self, source: Source) -> str | Status:
        _bound(self._sources)
        known = self._sources[source] = _source(source)
        return known

    def _learn_number(self, destination: bytes) -> str | Status:
        _bound(self._numbers)
        known = self._numbers[destination] = _number(destination)
        return known

    def _learn_terms(self, options: Options) -> Terms | Status:
        _bound(self._terms)
        known = self._terms[options] = terms(options, self._version)
        return known

    def _learn_words(self, outcome: Outcome) -> Words:
        _bound(self._words)
        known = self._words[outcome] = _words(outcome)
        return known

    def _learn_minute(self, at: Instant) -> bytes:
        _bound(self._minutes)
        known = self._minutes[at // _MINUTE_MS] = times.write(at, _QUARTERS)[: len("YYMMDDhhmm")].encode()
        return known


def _bound(known: dict[Any, Any]) -> None:
    if len(known) >= _KEPT:
        known.clear()


def _source(source: Source) -> str | Status:
    """`` is the network's own choice."""
    if source.ton not in _TONS:
        return Status.RINVSRCTON
    if source.npi not in _NPIS:
        return Status.RINVSRCNPI
    return source.address


def _number(destination: bytes) -> str | Status:
    if destination[0] not in _TONS:
        return Status.RINVDSTTON
    if destination[1] not in _NPIS:
        return Status.RINVDSTNPI
    return address.parse(destination[2:].decode("latin-1")) or Status.RINVDSTADR


def _odd(request: SubmitSm, meant: Terms, now: Instant) -> tuple[bytes, bytes, int | None] | Status:
    """Content, user data header and validity (ms) of a submit_sm that is more than plain."""
    if request.schedule_delivery_time:
        return Status.RINVSCHED  # scheduling is not offered yet
    tlvs = request.tlvs or {}
    if "message_payload" in tlvs and request.short_message:
        return Status.RINVMSGLEN  # assumed: the paper forbids both and names no status
    content, header = tlvs.get("message_payload", request.short_message), b""
    if meant.header:
        parts = udh.split(content)
        if parts is None:
            return Status.RINVMSGLEN
        header, content = parts
    elif "sar_msg_ref_num" in tlvs:
        header = _sar(tlvs)
    if not request.validity_period:
        return content, header, None
    try:
        until = times.parse(request.validity_period, now)
    except ValueError:
        return Status.RINVEXPIRY
    return (content, header, until - now) if until >= now else Status.RINVEXPIRY


def _words(outcome: Outcome) -> Words:
    tlvs: dict[str | int, Any] = {"message_state": int(outcome.state)}
    if outcome.gsm_cause:
        tlvs["network_error_code"] = _GSM + outcome.gsm_cause.to_bytes(2, "big")
    dlvrd = b"001" if outcome.state is State.DELIVERED else b"000"
    return Words(dlvrd, f"{WORDS[outcome.state]} err:{outcome.err}".encode(), write_tlvs(tlvs))


def _sar(tlvs: dict[str, Any]) -> bytes:
    """The user data header that says what the SAR TLVs say (SMPP 3.4 § 5.3.2.22-24): all three or none of them."""
    total, number = tlvs.get("sar_total_segments"), tlvs.get("sar_segment_seqnum")
    if total is None or number is None:
        return b""
    said = udh.sar(tlvs["sar_msg_ref_num"], total, number)
    return b"" if said is None else udh.write(said)
