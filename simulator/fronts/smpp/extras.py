"""What a submit_sm asks beyond a plain text: headers, times, TLVs, modes, replacement. Values only; each flag was judged by terms."""

from typing import Any

from msgspec import Struct

from simulator.fronts.smpp.room import fits
from simulator.fronts.smpp.terms import Terms
from simulator.message import Instant, Plan, Submission
from simulator.smpp import times
from simulator.smpp.plain import SubmitSm
from simulator.smpp.statuses import Status
from simulator.text import gsm7, udh

SCHEDULE_MS_MAX = 30 * 86_400_000
"""How far ahead a text may be scheduled: as long as a network keeps one at all (assumed)."""


class Extras(Struct, frozen=True):
    """Content and user data header of the text, how long it may wait (ms, None: the carrier's own time), and its plan."""

    content: bytes
    header: bytes
    validity_ms: int | None
    plan: Plan | None


class Special(Struct, frozen=True):
    """A submission that is not simply taken.

    replaces: it goes in the place of one that is pending; transaction: its answer waits for its fate; acknowledges: it is for the sender
    of another text, if there is one (its destination may be no number then).
    """

    submission: Submission
    replaces: bool
    transaction: bool
    acknowledges: bool


def extras(request: SubmitSm, meant: Terms, now: Instant) -> Extras | Status:
    """All of it, or the status of the first field that refuses it (SMPP 3.4 § 4.4.1, § 5.3.2)."""
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
    if meant.packed:
        content = _unpacked(content, len(header))
    if not fits(content, meant.alphabet, header, payload="message_payload" in tlvs):
        return Status.RINVMSGLEN
    scheduled = _instant(request.schedule_delivery_time, now)
    if scheduled is not None and not now <= scheduled <= now + SCHEDULE_MS_MAX:
        return Status.RINVSCHED
    until = _until(request.validity_period, tlvs, now)
    if until is not None and until < max(now, scheduled or now):
        return Status.RINVEXPIRY
    plan = _plan(scheduled, meant, alert=bool(tlvs.get("set_dpf")))
    return Extras(content, header, None if until is None else until - now, plan)


def _unpacked(content: bytes, header_octets: int) -> bytes:
    """Septets that were packed, from the first septet boundary behind their header (3GPP TS 23.040 § 9.2.3.24).

    Seven zero bits at the end are the padding of a text that leaves them over, not a further `@` (3GPP TS 23.038 § 6.1.2.3.1 pads with CR).
    """
    fill = -header_octets * 8 % 7
    count = (len(content) * 8 - fill) // 7
    septets = gsm7.unpack(content, count, fill)
    left_over = (len(content) * 8 - fill) % 7 == 0 and septets[-1:] in {b"\0", b"\r"}
    return septets[:-1] if left_over else septets


def _plan(scheduled: Instant | None, meant: Terms, *, alert: bool) -> Plan | None:
    if scheduled is None and not alert and not meant.one_try:
        return None
    return Plan(scheduled_for=scheduled, one_try=meant.one_try, alert=alert)


def _until(period: str, tlvs: dict[str, Any], now: Instant) -> Instant | None:
    """qos_time_to_live, in seconds, is all that a data_sm has, and comes before a validity_period (SMPP 5.0 § 4.8.4.46)."""
    life_s: int | None = tlvs.get("qos_time_to_live")
    return _instant(period, now) if life_s is None else now + life_s * 1000


def _instant(written: str, now: Instant) -> Instant | None:
    """None where nothing is written; an instant before all others where it is no time."""
    if not written:
        return None
    try:
        return times.parse(written, now)
    except ValueError:
        return -1


def _sar(tlvs: dict[str, Any]) -> bytes:
    """The user data header that says what the SAR TLVs say (SMPP 3.4 § 5.3.2.22-24): all three or none of them."""
    total, number = tlvs.get("sar_total_segments"), tlvs.get("sar_segment_seqnum")
    if total is None or number is None:
        return b""
    said = udh.sar(tlvs["sar_msg_ref_num"], total, number)
    return b"" if said is None else udh.write(said)
