"""Receipts as centres write them that leave the paper (wire/quirks): a report in one profile's octets. The plain ones are translate's.

It is as slow as the codec: profiles are for finding out what a client reads, not for load.
"""

from datetime import UTC, datetime, timedelta

from simulator.fronts.smpp.ids import rewrite
from simulator.fronts.smpp.plain_receipts import swapped
from simulator.lifecycle import State
from simulator.message import NOTIFY, Alphabet, Instant, Outcome, Report
from simulator.smpp import times
from simulator.smpp.bodies import V34
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu, Tlvs
from simulator.smpp.receipt import OFFSET_S, TEXT_OCTETS, WORDS
from simulator.wire.quirks import Dates, Errors, Excerpt, Quirks, Tlv

_GSM = b"\x03"
_UCS2 = 0x08
_NOTIFICATION = 0x20
_TEXT_MOST = 254
_FORMATS = {
    Dates.MINUTES: "%y%m%d%H%M",
    Dates.SECONDS: "%y%m%d%H%M%S",
    Dates.FULL_MINUTES: "%Y%m%d%H%M",
    Dates.FULL_SECONDS: "%Y%m%d%H%M%S",
}
_READABLE_MOST = Alphabet.LATIN1


def write(report: Report, quirks: Quirks, sequence: int, version: int) -> bytes:
    """The PDU that tells a report to a peer of this version."""
    message, outcome = report.message, report.outcome
    notification = outcome.wanted == NOTIFY
    fields = swapped(message) | {
        "esm_class": _NOTIFICATION if notification else quirks.esm_class,
        "data_coding": _UCS2 if quirks.ucs2 else 0,
    }
    text = _text(report, quirks)
    octets = text.decode("latin-1").encode("utf-16-be") if quirks.ucs2 else text
    tlvs = _tlvs(report, quirks) if version >= V34 else {}
    if quirks.by_data_sm and version >= V34:
        return encode(Pdu(Command.DATA_SM, sequence=sequence, fields=fields, tlvs={"message_payload": octets, **tlvs}), version)
    fields["short_message"] = octets[:_TEXT_MOST]
    return encode(Pdu(Command.DELIVER_SM, sequence=sequence, fields=fields, tlvs=tlvs), version)


def _text(report: Report, quirks: Quirks) -> bytes:
    message, outcome = report.message, report.outcome
    submission = message.submission
    delivered = outcome.state is State.DELIVERED
    said = quirks.template.format(
        id=_id(message.id, quirks),
        dlvrd="001" if delivered else "000",
        submit=date(message.accepted_at, quirks.dates),
        done=_no_date(quirks.dates) if quirks.no_done_date and not delivered else date(report.at, quirks.dates),
        stat=outcome.code[:7] if quirks.raw_words else quirks.words.get(outcome.state, WORDS[outcome.state]),
        err=error(outcome, quirks.errors),
        text="{text}",
    )
    excerpt = {
        Excerpt.TWENTY: submission.content[:TEXT_OCTETS] if submission.alphabet <= _READABLE_MOST else b"",
        Excerpt.NONE: b"none",
        Excerpt.EMPTY: b"",
    }[quirks.excerpt]
    return said.encode("latin-1").replace(b"{text}", excerpt, 1)


def _tlvs(report: Report, quirks: Quirks) -> Tlvs:
    outcome = report.outcome
    tlvs: Tlvs = {}
    if Tlv.ID in quirks.tlvs:
        tlvs["receipted_message_id"] = report.message.id
    if Tlv.STATE in quirks.tlvs:
        tlvs["message_state"] = int(outcome.state)
    if Tlv.ERROR in quirks.tlvs and outcome.gsm_cause:
        tlvs["network_error_code"] = _GSM + outcome.gsm_cause.to_bytes(2, "big")
    tlvs |= {tag: outcome.gsm_cause.to_bytes(4, "big") for tag in quirks.vendor_tlvs}
    asked = report.message.submission.origin.tlvs
    if asked and "user_message_reference" in asked:
        tlvs["user_message_reference"] = asked["user_message_reference"]
    return tlvs


def _id(message_id: str, quirks: Quirks) -> str:
    return message_id if quirks.reported is None else rewrite(message_id, quirks.answered, quirks.reported)


def date(at: Instant, form: Dates) -> str:
    """An instant in a receipt, in the centre's local time."""
    if form is Dates.SMPP:
        return times.write(at, OFFSET_S // 900)
    return (datetime.fromtimestamp(at // 1000, UTC) + timedelta(seconds=OFFSET_S)).strftime(_FORMATS[form])


def _no_date(form: Dates) -> str:
    return "0" * len(form.value)


def error(outcome: Outcome, form: Errors) -> str:
    """The carrier's number for what went wrong, as this centre writes it; letters are such a centre's own (chosen)."""
    number = outcome.err
    match form:
        case Errors.ONE:
            return number.lstrip("0") or "0"
        case Errors.TWO:
            return number[-2:]
        case Errors.THREE:
            return number
        case Errors.FOUR:
            return f"0{number}"
        case Errors.LETTERS:
            return f"{outcome.gsm_cause:02x}b" if outcome.gsm_cause else "000"
