"""Between SMPP's requests and the network's values, for one account. It judges only what SMPP itself says of a field."""

from typing import Any

from msgspec import Struct

from simulator import address
from simulator.fronts.smpp.acknowledgements import Acknowledgement
from simulator.fronts.smpp.extras import Extras, Special, extras
from simulator.fronts.smpp.sources import Sources
from simulator.fronts.smpp.terms import Terms, terms
from simulator.lifecycle import State
from simulator.message import NOTIFY, Alphabet, Instant, Outcome, Plan, Reply, Report, Submission
from simulator.smpp import plain, times
from simulator.smpp.bodies import V34
from simulator.smpp.codec import encode as write
from simulator.smpp.commands import Command
from simulator.smpp.fields import Fields
from simulator.smpp.pdu import Pdu, Tlvs
from simulator.smpp.plain import Options, Source, SubmitSm
from simulator.smpp.receipt import OFFSET_S, TEXT_OCTETS, WORDS
from simulator.smpp.statuses import Status
from simulator.smpp.tlvs import write_tlvs
from simulator.text.alphabets import encode
from simulator.wire.accounts import SenderRules

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
_PERMANENT, _TEMPORARY = 2, 3
"""delivery_failure_reason (SMPP 3.4 § 5.3.2.33)."""
_PASSING = frozenset((27, 32, 34))
"""MAP errors that pass (3GPP TS 29.002): absent subscriber, memory full, system failure."""
_DATA_CODING = {Alphabet.GSM7: 0x00, Alphabet.UCS2: 0x08}
_RECEIPT, _NOTIFICATION = 0x04, 0x20
"""esm_class of a receipt, and of an intermediate notification (SMPP 3.4 § 5.2.12)."""
_ESM_CLASS_AT = 16 + 3
"""Where it stands behind the header, an empty service_type and the two addresses with their NULs."""
_QUARTERS = OFFSET_S // 900


class Words(Struct, frozen=True, gc=False):
    """An outcome in a receipt's octets: dlvrd, stat with err, and the TLVs message_state and network_error_code."""

    dlvrd: bytes
    stat: bytes
    tlvs: bytes


class Translator:
    """One account's, for peers of one interface_version. What repeats (sources, numbers, flags, minutes) is worked out once.

    senders: which source addresses it may send from, None for all.
    """

    def __init__(self, account: str, version: int, senders: SenderRules | None = None) -> None:
        self._account = account
        self._version = version
        self._allowed = None if senders is None else Sources(senders)
        self._sources: dict[Source, str | Status] = {}
        self._numbers: dict[bytes, str | Status] = {}
        self._terms: dict[Options, Terms | Status] = {}
        self._data_terms: dict[Options, Terms | Status] = {}
        self._words: dict[Outcome, Words] = {}
        self._minutes: dict[int, bytes] = {}

    def submission(self, request: SubmitSm, now: Instant) -> Submission | Special | Status:
        """The text that a submit_sm brings, or the status of the first field that refuses it (SMPP 3.4 § 4.4.1)."""
        source = self._sources.get(request.source)
        number = self._numbers.get(request.destination) or self._learn_number(request.destination)
        meant = self._terms.get(request.options) or self._learn_terms(request.options)
        if source is None:
            source = self._learn_source(request.source)
        if not isinstance(source, str):
            return source
        if not isinstance(number, str):
            number = _addressee(request.destination, number, meant)
            if isinstance(number, Status):
                return number
        if not isinstance(meant, Terms):
            return meant
        if not meant.plain or request.tlvs or request.validity_period or request.schedule_delivery_time:
            more = extras(request, meant, now)
            return more if isinstance(more, Status) else self._unusual(request, source, number, meant, more)
        return Submission(self._account, source, number, request.short_message, meant.alphabet, b"", meant.wants, None, 1, request)

    def data_sm(self, request: SubmitSm, now: Instant) -> Submission | Special | Status:
        """The text that a data_sm brings, read into the same value (SMPP 3.4 § 4.7.1)."""
        known = self._data_terms.get(request.options)
        if known is None:
            _bound(self._data_terms)
            known = self._data_terms[request.options] = self.judge(request.options, data_sm=True)
        source, number = self._judge_source(request.source), _addressee(request.destination, _number(request.destination), known)
        for wrong in (source, number, known):
            if isinstance(wrong, Status):
                return wrong
        assert isinstance(source, str)
        assert isinstance(number, str)
        assert isinstance(known, Terms)
        more = extras(request, known, now)
        return more if isinstance(more, Status) else self._unusual(request, source, number, known, more)

    def _unusual(self, request: SubmitSm, source: str, number: str, meant: Terms, more: Extras) -> Submission | Special:
        """A text that is more than plain."""
        submission = Submission(
            self._account,
            source,
            number,
            more.content,
            meant.alphabet,
            more.header,
            meant.wants,
            more.validity_ms,
            origin=request,
            plan=more.plan,
        )
        if meant.replaces or meant.transaction or meant.acknowledges:
            return Special(submission, meant.replaces, meant.transaction, meant.acknowledges)
        return submission

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
        if outcome.wanted == NOTIFY:
            return self._notification(sequence, request, text, words.tlvs)
        if self._version < V34:
            return plain.receipt_33(sequence, request.destination, request.source.wire, text)
        tlvs = words.tlvs
        if request.tlvs and "user_message_reference" in request.tlvs:
            tlvs += write_tlvs({"user_message_reference": request.tlvs["user_message_reference"]})
        return plain.receipt(sequence, request.destination, request.source.wire, text, message_id, tlvs)

    def alert(self, submission: Submission, sequence: int) -> bytes:
        """The alert_notification that the handset of this text can be reached (SMPP 3.4 § 4.12)."""
        request: SubmitSm = submission.origin
        fields = {
            "source_addr_ton": request.destination[0],
            "source_addr_npi": request.destination[1],
            "source_addr": request.destination[2:].decode("latin-1"),
            "esme_addr_ton": request.source.ton,
            "esme_addr_npi": request.source.npi,
            "esme_addr": request.source.address,
        }
        return write(Pdu(Command.ALERT_NOTIFICATION, sequence=sequence, fields=fields), self._version)

    def _notification(self, sequence: int, request: SubmitSm, text: bytes, tlvs: bytes) -> bytes:
        """An intermediate notification: a receipt of another esm_class, without the id's TLV (SMPP 3.4 § 5.2.12)."""
        octets = plain.receipt_33(sequence, request.destination, request.source.wire, text)
        at = len(request.destination) + len(request.source.wire) + _ESM_CLASS_AT
        assert octets[at] == _RECEIPT
        octets = octets[:at] + bytes((_NOTIFICATION,)) + octets[at + 1 :]
        return octets if self._version < V34 else (len(octets) + len(tlvs)).to_bytes(4, "big") + octets[4:] + tlvs

    def reply(self, reply: Reply, sequence: int) -> bytes:
        """The deliver_sm of a text that came back: a handset's, or another client's acknowledgement."""
        return reply.written(sequence, self._version) if isinstance(reply, Acknowledgement) else self.answer(reply, sequence)

    def answer(self, reply: Reply, sequence: int) -> bytes:
        """An ordinary text, from the number to the address that it answers."""
        content, alphabet = encode(reply.text)
        text = {"data_coding": _DATA_CODING[alphabet], "short_message": content[:TEXT_MOST]}
        return write(Pdu(Command.DELIVER_SM, sequence=sequence, fields=self.way_back(reply) | text), self._version)

    def way_back(self, reply: Reply) -> Fields:
        """From the number to the address that it answers."""
        request = reply.message.submission.origin
        return {
            "source_addr_ton": request.destination[0],
            "source_addr_npi": request.destination[1],
            "source_addr": request.destination[2:].decode("latin-1"),
            "dest_addr_ton": request.source.ton,
            "dest_addr_npi": request.source.npi,
            "destination_addr": request.source.address,
        }

    def judge(self, options: Options, *, data_sm: bool) -> Terms | Status:
        """What flags mean."""
        return terms(options, self._version, data_sm=data_sm)

    def _learn_source(self, source: Source) -> str | Status:
        _bound(self._sources)
        known = self._sources[source] = self._judge_source(source)
        return known

    def _judge_source(self, source: Source) -> str | Status:
        known = _source(source)
        return known if self._allowed is None or isinstance(known, Status) else self._allowed.judged(known)

    def _learn_number(self, destination: bytes) -> str | Status:
        _bound(self._numbers)
        known = self._numbers[destination] = _number(destination)
        return known

    def _learn_terms(self, options: Options) -> Terms | Status:
        _bound(self._terms)
        known = self._terms[options] = self.judge(options, data_sm=False)
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


def addressed(destination: bytes) -> str:
    """The E.164 number of a destination, or what stands there and is none."""
    written = destination[2:].decode("latin-1")
    return address.parse(written) or written


def _number(destination: bytes) -> str | Status:
    if destination[0] not in _TONS:
        return Status.RINVDSTTON
    if destination[1] not in _NPIS:
        return Status.RINVDSTNPI
    return address.parse(destination[2:].decode("latin-1")) or Status.RINVDSTADR


def _addressee(destination: bytes, number: str | Status, meant: Terms | Status) -> str | Status:
    """An acknowledgement may go to what is no number: the address that the text came from which it acknowledges."""
    if number is Status.RINVDSTADR and isinstance(meant, Terms) and meant.acknowledges:
        return destination[2:].decode("latin-1")
    return number


def failure(outcome: Outcome) -> Tlvs:
    """Why a text in transaction mode was not delivered (SMPP 3.4 § 5.3.2.31, § 5.3.2.33)."""
    tlvs: Tlvs = {"delivery_failure_reason": _TEMPORARY if outcome.gsm_cause in _PASSING else _PERMANENT}
    if outcome.gsm_cause:
        tlvs["network_error_code"] = _GSM + outcome.gsm_cause.to_bytes(2, "big")
    return tlvs


def flagged(outcome: Outcome, plan: Plan | None) -> Tlvs:
    """Whether the sender will be told when the handset is back, if it asked for that (SMPP 3.4 § 5.3.2.28, § 5.3.2.29)."""
    if plan is None or not plan.alert:
        return {}
    return {"dpf_result": int(outcome.gsm_cause in _PASSING)}


def _words(outcome: Outcome) -> Words:
    tlvs: dict[str | int, Any] = {"message_state": int(outcome.state)}
    if outcome.gsm_cause:
        tlvs["network_error_code"] = _GSM + outcome.gsm_cause.to_bytes(2, "big")
    dlvrd = b"001" if outcome.state is State.DELIVERED else b"000"
    return Words(dlvrd, f"{WORDS[outcome.state]} err:{outcome.err}".encode(), write_tlvs(tlvs))
