"""What the control API shows, as plain JSON values. It looks and changes nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

from simulator.handset.handset import Shown
from simulator.journey import Journey
from simulator.ledger import Refused, folder, plain, reported
from simulator.lines import Line
from simulator.message import Instant, Message
from simulator.text import joins, udh
from simulator.text.alphabets import show

BEIJING = timezone(timedelta(hours=8))
_APART_MS = 24 * 3_600_000
"""Parts of one text are sent within so long of one another: the same reference number means another text later."""


def instant(at: Instant) -> str:
    """An instant as people in China read it, to the millisecond: RFC 3339 with +08:00."""
    return f"{_second(at // 1000)}.{at % 1000:03}+08:00"


@lru_cache(maxsize=1_000)
def _second(at: int) -> str:
    """Without its zone. What happens in a network under load shares seconds, and is told by the hundred thousand."""
    return datetime.fromtimestamp(at, BEIJING).replace(tzinfo=None).isoformat()


def milliseconds(at: datetime) -> Instant:
    """An instant from a date with an offset."""
    return round(at.timestamp() * 1000)


def clock(now: Instant, speed: float, next_due: Instant | None) -> dict[str, Any]:
    """Network time, how fast it goes, and when something happens next."""
    return {"now": instant(now), "speed": speed, "paused": speed == 0, "next_due": None if next_due is None else instant(next_due)}


def text(message: Message) -> str:
    """What the text says; octets that are not valid in their coding as hex pairs."""
    return show(message.submission.content, message.submission.alphabet)


def shown(texts: Shown) -> dict[str, Any]:
    """A text in a folder; a long one as one, by the id of its first part."""
    parts = texts if isinstance(texts, list) else [texts]
    return {"id": parts[0].id, "from": parts[0].submission.source, "text": text(parts[0]) if len(parts) == 1 else _joined(parts)}


def _joined(parts: list[Message]) -> str:
    return joins.shown((part.submission.content, part.submission.alphabet) for part in parts)


def handset(line: Line, now: Instant) -> dict[str, Any]:
    """A number: its network, its handset's condition, what it shows, and what waits for it."""
    phone = line.handset
    return {
        "number": line.number,
        "network": line.network.name,
        "report": line.manner.value,
        "condition": phone.conditions(now)[0].value,
        "conditions": [condition.value for condition in phone.conditions(now)],
        "changes_at": None if phone.changes_at is None or phone.changes_at <= now else instant(phone.changes_at),
        "inbox": [shown(text) for text in phone.texts()],
        "blocked": [shown(text) for text in phone.blocked],
        "waiting": [message.id for message in line.waiting],
    }


def summary(message: Message) -> dict[str, Any]:
    """A message in a list: the three truths of it, in short."""
    submission = message.submission
    return {
        "id": message.id,
        "account": submission.account,
        "from": submission.source,
        "to": submission.destination,
        "text": text(message),
        "accepted_at": instant(message.accepted_at),
        "expires_at": instant(message.expires_at),
        "state": message.state.name,
        "folder": folder(message),
        "reports": [plain(outcome) for outcome in reported(message)],
    }


def whole(message: Message, journey: Journey, now: Instant) -> dict[str, Any]:
    """A message with its trail."""
    trail = [
        {"at": instant(entry.at), "event": entry.event.name.lower(), "detail": plain(entry.detail)} for entry in journey.story(message, now)
    ]
    return {**summary(message), "trail": trail}


def joined(message: Message, sent: Iterable[Message]) -> dict[str, Any]:
    """A long text as one, among all that was sent to its number; a text of one part is one. The newest of a part counts."""
    said = _said(message)
    if said is None:
        part = {"id": message.id, "number": None, "text": text(message), "state": message.state.name}
        return {"id": message.id, "text": text(message), "total": 1, "missing": [], "parts": [part]}
    key = _key(message, said)
    near = [each for each in sent if abs(each.accepted_at - message.accepted_at) <= _APART_MS]
    parts = {other.number: each for each in near if (other := _said(each)) and _key(each, other) == key} | {said.number: message}
    ordered = [parts[number] for number in sorted(parts)]
    shown = [{"id": each.id, "number": number, "text": text(each), "state": each.state.name} for number, each in sorted(parts.items())]
    missing = [number for number in range(1, said.total + 1) if number not in parts]
    return {"id": ordered[0].id, "text": _joined(ordered), "total": said.total, "missing": missing, "parts": shown}


def _said(message: Message) -> udh.Concatenation | None:
    return udh.concatenation(message.submission.header)


def _key(message: Message, said: udh.Concatenation) -> joins.Key:
    return joins.key_of(message.submission.source, message.submission.destination, said)


def refusal(refused: Refused) -> dict[str, Any]:
    """A request that was not taken."""
    return {
        "at": instant(refused.at),
        "account": refused.account,
        "to": refused.destination,
        "reason": refused.refusal.reason.value,
        "detail": refused.refusal.detail,
        "request": refused.request,
    }
