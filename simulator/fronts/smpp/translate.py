"""Between SMPP's requests and the network's values, for one account. It judges only what SMPP itself says of a field."""

from collections.abc import Sequence
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from simulator import address
from simulator.fronts.smpp.acknowledgements import Acknowledgement
from simulator.fronts.smpp.extras import Extras, Special, extras
from simulator.fronts.smpp.pieces import Piece
from simulator.fronts.smpp.plain_receipts import PlainReceipts, swapped
from simulator.fronts.smpp.sources import Sources
from simulator.fronts.smpp.terms import Terms, terms
from simulator.message import Alphabet, Carriage, Instant, Outcome, Plan, Reply, Report, Submission, carriage
from simulator.smpp.codec import encode as write
from simulator.smpp.commands import Command
from simulator.smpp.fields import Fields
from simulator.smpp.pdu import Pdu, Tlvs
from simulator.smpp.plain import USUAL_CUT, USUAL_HEAD, Options, Origin, Source, SubmitSm
from simulator.smpp.statuses import Status
from simulator.text.alphabets import encode
from simulator.wire.accounts import SenderRules

_KEPT = 200_000
"""Numbers (and the like) remembered; past it they are worked out anew."""
_TONS = range(7)
_NPIS = frozenset((0, 1, 3, 4, 6, 8, 9, 10, 14, 18))
"""Types of number and numbering plans that SMPP 3.4 names (§ 5.2.5, § 5.2.6)."""
_ADDRESS_MOST = 20
"""Characters of an address that every PDU can carry (§ 4.6.1); only data_sm has room for 64 (§ 4.7.1)."""
_GSM = b"\x03"
"""First octet of network_error_code: a GSM network's (§ 5.3.2.31)."""
_TON_NPI = 2
"""Octets before the address in a destination."""
_PERMANENT, _TEMPORARY = 2, 3
"""delivery_failure_reason (SMPP 3.4 § 5.3.2.33)."""
_PASSING = frozenset((27, 32, 34))
"""MAP errors that pass (3GPP TS 29.002): absent subscriber, memory full, system failure."""
_TEXTS = frozenset((Reply, Acknowledgement, Piece))
"""What is told that is no report."""
_DATA_CODING = {Alphabet.GSM7: 0x00, Alphabet.UCS2: 0x08}


class Form(Struct, frozen=True, gc=False):
    """What all texts of one origin are. source: `` is the network's own choice.

    carriage: None where something is wrong with them, or unusual.
    """

    source: str | Status
    meant: Terms | Status
    carriage: Carriage | None


class Place(Struct, frozen=True, gc=False):
    """A number that was not written in the usual form, and how it was (`Origin`)."""

    number: str
    head: bytes
    cut: int


class Translator:
    """One account's, for peers of one interface_version. What repeats (sources, numbers, flags, minutes) is worked out once.

    senders: which source addresses it may send from, None for all.
    """

    def __init__(self, account: str, version: int, senders: SenderRules | None = None) -> None:
        self._account = account
        self._version = version
        self._allowed = None if senders is None else Sources(senders)
        self._forms: dict[Origin, Form] = {}
        self._numbers: dict[bytes, str | Place | Status] = {}
        self._written: dict[tuple[Origin, bytes, int], Origin] = {}
        self._receipts = PlainReceipts(version)

    def submission(self, request: SubmitSm, now: Instant) -> Submission | Special | Status:
        """The text that a submit_sm brings, or the status of the first field that refuses it (SMPP 3.4 § 4.4.1)."""
        origin, number = request.origin, self._numbers.get(request.destination) or self._learn_number(request.destination)
        form = self._forms.get(origin) or self._learn_form(origin)
        if type(number) is not str or form.carriage is None or request.tlvs or request.validity_period or request.schedule_delivery_time:
            return self._judged(request, form, number, now)
        return Submission(form.carriage, number, request.short_message, origin)

    def _judged(self, request: SubmitSm, form: Form, place: str | Place | Status, now: Instant) -> Submission | Special | Status:
        """The same of one that is not plain, or to a number that is written in another form."""
        source, meant = form.source, form.meant
        if isinstance(source, Status):
            return source
        place = _addressee(request.destination, place, meant)
        if isinstance(place, Status):
            return place
        if isinstance(meant, Status):
            return meant
        origin = self._as_written(request.origin, place)
        if form.carriage is not None and not (request.tlvs or request.validity_period or request.schedule_delivery_time):
            return Submission(form.carriage, place.number, request.short_message, origin)
        more = extras(request, meant, now)
        return more if isinstance(more, Status) else self._unusual(request, source, place, meant, more)

    def data_sm(self, request: SubmitSm, now: Instant) -> Submission | Special | Status:
        """The text that a data_sm brings, read into the same value (SMPP 3.4 § 4.7.1).

        An address that the deliver_sm of its receipt could not carry is refused.
        """
        known = self.judge(request.options, data_sm=True)
        source = self._judge_source(request.source) if len(request.source.address) <= _ADDRESS_MOST else Status.RINVSRCADR
        place = _addressee(request.destination, _number(request.destination), known)
        if len(request.destination) > _TON_NPI + _ADDRESS_MOST:
            place = Status.RINVDSTADR
        for wrong in (source, place, known):
            if isinstance(wrong, Status):
                return wrong
        assert isinstance(source, str)
        assert isinstance(place, Place)
        assert isinstance(known, Terms)
        more = extras(request, known, now)
        return more if isinstance(more, Status) else self._unusual(request, source, place, known, more)

    def _unusual(self, request: SubmitSm, source: str, place: Place, meant: Terms, more: Extras) -> Submission | Special:
        """A text that is more than plain."""
        origin = self._as_written(request.origin, place)
        carried = carriage(self._account, source, meant.alphabet, more.header, meant.wants, more.validity_ms, plan=more.plan)
        origin = replace(origin, tlvs=request.tlvs) if request.tlvs else origin
        submission = Submission(carried, place.number, more.content, origin)
        if meant.replaces or meant.transaction or meant.acknowledges:
            return Special(submission, meant.replaces, meant.transaction, meant.acknowledges)
        return submission

    def receipts(self, reports: Sequence[Report], sequences: Sequence[int]) -> list[bytes]:
        """The deliver_sm that tell these."""
        return self._receipts.write_all(reports, sequences)

    def tell(self, told: Sequence[Report | Reply], sequences: Sequence[int]) -> list[bytes]:
        """The deliver_sm that tell these, of either kind."""
        if _TEXTS.isdisjoint(map(type, told)):
            return self.receipts(cast("Sequence[Report]", told), sequences)
        return [
            self.reply(one, sequence) if isinstance(one, Reply) else self.receipts([one], [sequence])[0]
            for one, sequence in zip(told, sequences, strict=True)
        ]

    def alert(self, submission: Submission, sequence: int) -> bytes:
        """The alert_notification that the handset of this text can be reached (SMPP 3.4 § 4.12)."""
        origin: Origin = submission.origin
        number = origin.written(submission.destination)
        fields = {
            "source_addr_ton": number[0],
            "source_addr_npi": number[1],
            "source_addr": number[2:].decode("latin-1"),
            "esme_addr_ton": origin.source.ton,
            "esme_addr_npi": origin.source.npi,
            "esme_addr": origin.source.address,
        }
        return write(Pdu(Command.ALERT_NOTIFICATION, sequence=sequence, fields=fields), self._version)

    def reply(self, reply: Reply, sequence: int) -> bytes:
        """The deliver_sm of a text that came back: a handset's, a part of one, or another client's acknowledgement."""
        if isinstance(reply, Acknowledgement | Piece):
            return reply.written(sequence, self._version)
        return self.answer(reply, sequence)

    def answer(self, reply: Reply, sequence: int) -> bytes:
        """A text of one short message, from the number to the address that it answers."""
        content, alphabet = encode(reply.text)
        text = {"data_coding": _DATA_CODING[alphabet], "short_message": content}
        return write(Pdu(Command.DELIVER_SM, sequence=sequence, fields=self.way_back(reply) | text), self._version)

    def way_back(self, reply: Reply) -> Fields:
        """From the number to the address that it answers."""
        return swapped(reply.message)

    def judge(self, options: Options, *, data_sm: bool) -> Terms | Status:
        """What flags mean."""
        return terms(options, self._version, data_sm=data_sm)

    def _as_written(self, origin: Origin, place: Place) -> Origin:
        """The origin of texts to numbers that are written like this one."""
        if (place.head, place.cut) == (origin.head, origin.cut):
            return origin
        form = origin, place.head, place.cut
        known = self._written.get(form)
        if known is None:
            _bound(self._written)
            known = self._written[form] = replace(origin, head=place.head, cut=place.cut)
        return known

    def _judge_source(self, source: Source) -> str | Status:
        known = _source(source)
        return known if self._allowed is None or isinstance(known, Status) else self._allowed.judged(known)

    def _learn_form(self, origin: Origin) -> Form:
        _bound(self._forms)
        source, meant = self._judge_source(origin.source), self.judge(origin.options, data_sm=False)
        carried = None
        if isinstance(source, str) and isinstance(meant, Terms) and meant.plain:
            carried = carriage(self._account, source, meant.alphabet, wants=meant.wants)
        known = self._forms[origin] = Form(source, meant, carried)
        return known

    def _learn_number(self, destination: bytes) -> str | Place | Status:
        _bound(self._numbers)
        known: str | Place | Status | None = None
        if destination.startswith(USUAL_HEAD):
            known = address.parse(destination[len(USUAL_HEAD) :].decode("latin-1"))
            if known is not None and len(known) - USUAL_CUT != len(destination) - len(USUAL_HEAD):
                known = None  # it was written in another form
        known = self._numbers[destination] = known or _number(destination)
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


def _number(destination: bytes) -> Place | Status:
    if destination[0] not in _TONS:
        return Status.RINVDSTTON
    if destination[1] not in _NPIS:
        return Status.RINVDSTNPI
    number = address.parse(destination[2:].decode("latin-1"))
    return Status.RINVDSTADR if number is None else _place(destination, number)


def _place(destination: bytes, number: str) -> Place:
    """The end of what was written is the end of the number; what stands before it is the head."""
    text = destination[2:].decode("latin-1")
    if destination[:2] == USUAL_HEAD and text == number[USUAL_CUT:]:
        return Place(number, USUAL_HEAD, USUAL_CUT)
    cut = next(cut for cut in range(len(number) + 1) if text.endswith(number[cut:]))
    return Place(number, destination[: len(destination) - len(number) + cut], cut)


def _addressee(destination: bytes, place: str | Place | Status, meant: Terms | Status) -> Place | Status:
    """An acknowledgement may go to what is no number: the address that the text came from which it acknowledges."""
    if isinstance(place, str):
        return Place(place, USUAL_HEAD, USUAL_CUT)
    if place is Status.RINVDSTADR and isinstance(meant, Terms) and meant.acknowledges:
        return _place(destination, destination[2:].decode("latin-1"))
    return place


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
