"""The platform's records of a number: texts handed in for it, taken or refused, reports and replies. It looks up, and changes no fate.

A record holds two of the three truths: what the sender was answered, and what the carrier reported last; what the handset shows stands
in no record. A request that got no further than its reading has none. They last as long as the ledger remembers.
Source: the FAQ on finding a number's records, the pages of querysms4mobile and DescribeSendRecordList.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from enum import IntEnum, unique
from operator import attrgetter
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from simulator.address import is_mainland, split
from simulator.desk.masking import masked
from simulator.desk.spans import Span, beijing
from simulator.ledger import Ledger, Refused, trail
from simulator.lifecycle import State
from simulator.message import AppSubmission, Instant, Kind, Message, Outcome, Reply, Report
from simulator.platform.catalogue import FiledTemplate
from simulator.platform.checks.template import take_apart
from simulator.platform.platform import Platform, account
from simulator.refusals import Refusal
from simulator.text.alphabets import show

REPLIES_KEPT: Final = 100_000
"""Replies that can still be asked for by number, of all apps together: past it the oldest go."""

LOOK_UPS_KEPT: Final = 1_000
"""Look-ups that are remembered, which is for people only."""

Handed = Message | Refused
"""A text that an app handed in, as the ledger has it."""


@unique
class Status(IntEnum):
    """What a record says became of a text, with the numbers of the cloud API (`SendStatus`)."""

    REFUSED = 1
    DELIVERED = 2
    UNDER_WAY = 3  # taken, and nothing was reported
    FAILED = 4


class Record(Struct, frozen=True):
    """One text to one number. text: with its signature, digits masked; sign: without brackets; at: when it was handed in.

    refusal: why it was not taken, None where it was; id: `` where not. outcome, told_at: the last report, None without any.
    """

    number: str
    at: Instant
    sign: str
    text: str
    kind: Kind
    id: str = ""
    refusal: Refusal | None = None
    outcome: Outcome | None = None
    told_at: Instant | None = None
    segments: int = 0

    @property
    def status(self) -> Status:
        """What became of it, as far as the platform knows: what was reported need not be what happened."""
        if self.refusal is not None:
            return Status.REFUSED
        if self.outcome is None:
            return Status.UNDER_WAY
        return Status.DELIVERED if self.outcome.state is State.DELIVERED else Status.FAILED


class LookUp(Struct, frozen=True):
    """Somebody asked for an app's records of a number (E.164). found: how many there were."""

    app: str
    number: str
    found: int


class Records:
    """One network's. `replies_kept`: how many replies are remembered; looked_up: who asked for what, oldest first."""

    def __init__(self, platform: Platform, ledger: Ledger, replies_kept: int = REPLIES_KEPT) -> None:
        self._platform, self._ledger = platform, ledger
        self._replies: dict[tuple[str, str], deque[Reply]] = {}
        self._order: deque[tuple[str, str]] = deque()
        self._kept = replies_kept
        self.looked_up: deque[LookUp] = deque(maxlen=LOOK_UPS_KEPT)

    def heard(self, reply: Reply) -> None:
        """A reply reached an app."""
        key = reply.message.submission.account, reply.message.submission.destination
        self._replies.setdefault(key, deque()).append(reply)
        self._order.append(key)
        if len(self._order) > self._kept:
            oldest = self._order.popleft()
            self._replies[oldest].popleft()
            if not self._replies[oldest]:
                del self._replies[oldest]

    def handed_in(self, app_id: str, number: str, span: Span) -> list[Handed]:
        """An app's texts to an E.164 number that were handed in within a span, oldest first; `read` makes records of them."""
        texts = self._ledger.of_app(account(app_id), number)
        first, last = (bisect_left(texts, at, key=attrgetter("accepted_at")) for at in (span.begin, span.end))
        found: list[Handed] = list(texts[first:last])
        found += (refused for refused in self._ledger.refused if _concerns(refused, app_id, number) and _within(refused.at, span))
        self.looked_up.append(LookUp(app_id, number, len(found)))
        return sorted(found, key=_handed_in_at)

    def read(self, handed: Handed) -> Record:
        """What the platform's record says of a text."""
        return self._of_refused(handed) if isinstance(handed, Refused) else self._of_taken(handed)

    def reports(self, app_id: str, number: str, span: Span) -> list[Report]:
        """What was reported within a span of an app's texts to a number, oldest first."""
        found = [
            Report(message, entry.detail, entry.at)
            for message in self._ledger.of_app(account(app_id), number)
            if message.accepted_at < span.end and message.expires_at >= span.begin
            for entry in trail(message)
            if isinstance(entry.detail, Outcome) and _within(entry.at, span)
        ]
        return sorted(found, key=attrgetter("at"))

    def replies(self, app_id: str, number: str, span: Span) -> list[Reply]:
        """What the owner of a number replied to an app within a span, oldest first."""
        return [reply for reply in self._replies.get((account(app_id), number), ()) if _within(reply.at, span)]

    def _of_taken(self, message: Message) -> Record:
        submission = message.submission
        asked: AppSubmission = submission.origin
        told = next((entry for entry in reversed(trail(message)) if isinstance(entry.detail, Outcome)), None)
        return Record(
            number=submission.destination,
            at=message.accepted_at,
            sign=asked.sign,
            text=self._hidden(show(submission.content, submission.alphabet), asked, submission.destination),
            kind=asked.kind,
            id=message.id,
            outcome=told.detail if told else None,
            told_at=told.at if told else None,
            segments=submission.carriage.segments,
        )

    def _of_refused(self, refused: Refused) -> Record:
        asked = refused.asked
        assert asked is not None, "a request without a text has no record"
        template = self._template(asked)
        text = asked.text
        if text is None:
            text = _front(asked.sign, refused.destination) + ("" if template is None else _filled(template.text, asked.params))
        elif text.startswith("【"):
            asked = replace(asked, sign=text[1:].partition("】")[0])
        shown = self._hidden(text, asked, refused.destination)
        kind = asked.kind if template is None else template.kind
        return Record(refused.destination, refused.at, asked.sign, shown, kind, refusal=refused.refusal)

    def _hidden(self, text: str, asked: AppSubmission, number: str) -> str:
        """A text as records show it: digits masked, but for those of its signature and its template."""
        front = _front(asked.sign, number)
        front = front if text.startswith(front) else ""
        template = self._template(asked)
        return front + masked(text.removeprefix(front), None if template is None else template.text)

    def _template(self, asked: AppSubmission) -> FiledTemplate | None:
        app = self._platform.app(asked.app)
        return None if app is None or asked.template is None else self._platform.catalogue(app.customer).templates.get(asked.template)


def rows(records: Iterable[Record]) -> Iterator[list[str]]:
    """Records as the lines of a table, a heading first, for a file that spreadsheets open: no cell is a formula to them."""
    yield ["time", "country", "number", "signature", "text", "type", "status", "id", "refused", "report", "reported", "segments"]
    for record in records:
        refused = record.refusal.reason.value if record.refusal else ""
        code, told_at = (record.outcome.code, beijing(record.told_at or 0)) if record.outcome else ("", "")
        kind, status = record.kind.name.lower(), record.status.name.lower().replace("_", " ")
        cells = [beijing(record.at), *split(record.number), record.sign, record.text, kind, status, record.id, refused, code, told_at]
        yield [_harmless(cell) for cell in (*cells, str(record.segments))]


def _concerns(refused: Refused, app_id: str, number: str) -> bool:
    return refused.asked is not None and refused.asked.app == app_id and refused.destination == number


def _within(at: Instant, span: Span) -> bool:
    return span.begin <= at < span.end


def _handed_in_at(handed: Handed) -> Instant:
    return handed.at if isinstance(handed, Refused) else handed.accepted_at


def _front(sign: str, number: str) -> str:
    """A signature as texts to a number carry it."""
    if not sign:
        return ""
    return f"【{sign}】" if is_mainland(number) else f"[{sign}]"


def _filled(template: str, params: tuple[str, ...]) -> str:
    """A template with its values; as it stands where they do not fill it, which is why such texts are refused."""
    pieces = take_apart(template)
    return pieces.fill(params) if pieces.wanted == len(params) else template


def _harmless(cell: str) -> str:
    """A cell that begins as formulas do gets an apostrophe in front (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
