"""The delivery receipt's text of SMPP 3.4 Appendix B, as a value. Vendors' other forms are read where they can be, and never written.

`id:IIIIIIIIII sub:SSS dlvrd:DDD submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:EEE text:` and 20 octets of the message.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

from simulator.lifecycle import State
from simulator.message import Instant
from simulator.smpp.fields import TEXT

WORDS: Final[dict[State, str]] = {
    State.SCHEDULED: "SCHEDLD",
    State.ENROUTE: "ENROUTE",
    State.DELIVERED: "DELIVRD",
    State.EXPIRED: "EXPIRED",
    State.DELETED: "DELETED",
    State.UNDELIVERABLE: "UNDELIV",
    State.ACCEPTED: "ACCEPTD",
    State.UNKNOWN: "UNKNOWN",
    State.REJECTED: "REJECTD",
}
"""The seven characters of `stat` for each message_state (SMPP 3.4 § 5.2.28 and Appendix B); SCHEDLD is vendors'."""

STATES: Final = {word: state for state, word in WORDS.items()}

TEXT_OCTETS: Final = 20
OFFSET_S: Final = 28_800
"""China's time: dates in a receipt are the message centre's local ones."""

_NO_DATE: Final = "0000000000"


class Receipt(Struct, frozen=True, gc=False):
    """What a receipt says. None and empty: it does not say.

    id: the message as its sender knows it; sub, dlvrd: how many were submitted and delivered; stat: a word of `WORDS`, or a vendor's.
    err: characters, not a number; text: the beginning of the message, raw.
    """

    id: str
    sub: int | None = 1
    dlvrd: int | None = 0
    submit_at_ms: Instant | None = None
    done_at_ms: Instant | None = None
    stat: str = ""
    err: str = "000"
    text: bytes = b""


def write(receipt: Receipt, utc_offset_s: int = OFFSET_S) -> bytes:
    """The text as Appendix B has it; counts not said are 000, dates not said zeros, and the message is cut after 20 octets."""
    head = (
        f"id:{receipt.id} sub:{receipt.sub or 0:03} dlvrd:{receipt.dlvrd or 0:03} "
        f"submit date:{_date(receipt.submit_at_ms, utc_offset_s)} done date:{_date(receipt.done_at_ms, utc_offset_s)} "
        f"stat:{receipt.stat} err:{receipt.err} text:"
    )
    return head.encode(TEXT) + receipt.text[:TEXT_OCTETS]


def _date(at_ms: Instant | None, utc_offset_s: int) -> str:
    if at_ms is None:
        return _NO_DATE
    return f"{_EPOCH + timedelta(milliseconds=at_ms, seconds=utc_offset_s):%y%m%d%H%M}"


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LABELS: Final = re.compile(r"(?:^|(?<=\s))(id|sub|dlvrd|submit date|done date|stat|err):\s*(\S*)", re.IGNORECASE)
_MESSAGE: Final = re.compile(r"(?:^|\s)text:", re.IGNORECASE)
_WORD: Final = re.compile(rf"\b({'|'.join(STATES)})\b")
_DATES: Final = {10: ("%y%m%d%H%M",), 12: ("%y%m%d%H%M%S", "%Y%m%d%H%M"), 14: ("%Y%m%d%H%M%S",)}
"""By their digits: twelve are a two-digit year with seconds if that can be, otherwise a full year (from 2013 on never both)."""


def read(text: bytes | str, utc_offset_s: int = OFFSET_S) -> Receipt | None:
    """What a receipt of any vendor says, as far as it can be told; None: it has no state, so it is none.

    Read in practice: labels left out, in other order or case, `stat:` missing before its word, dates of 10, 12 and 14 digits or as
    SMPP times or all zeros, err of any length.
    """
    said = text if isinstance(text, str) else text.decode(TEXT)
    cut = _MESSAGE.search(said)
    head, message = (said[: cut.start()], said[cut.end() :]) if cut else (said, "")
    found = {label.lower(): value for label, value in _LABELS.findall(head)}
    stat = found.get("stat") or _unlabelled(found, head)
    if not stat:
        return None
    return Receipt(
        id=found.get("id", ""),
        sub=_count(found.get("sub", "")),
        dlvrd=_count(found.get("dlvrd", "")),
        submit_at_ms=_instant(found.get("submit date", ""), utc_offset_s),
        done_at_ms=_instant(found.get("done date", ""), utc_offset_s),
        stat=stat,
        err=found.get("err", ""),
        text=message.encode(TEXT, "replace"),
    )


def _unlabelled(found: dict[str, str], head: str) -> str:
    word = _WORD.search(head) if "done date" in found else None
    return word[1] if word else ""


def _count(digits: str) -> int | None:
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _instant(written: str, utc_offset_s: int) -> Instant | None:
    digits = written[:12] if len(written) == 16 else written  # as an SMPP time: the tenth and the offset say nothing more
    if not (digits.isascii() and digits.isdigit()):
        return None
    for form in _DATES.get(len(digits), ()):
        try:
            local = datetime.strptime(digits, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return (local - _EPOCH - timedelta(seconds=utc_offset_s)) // timedelta(milliseconds=1)
    return None
