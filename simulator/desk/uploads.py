"""The console's sending to a list of numbers: the list is sifted, and each number that is left gets the text. It judges no text itself.

An owner of time: numbers go out in batches, so that a long list holds up nobody. Source: the FAQ on sending from the console (100,000
numbers at most; those with other characters are not sent to), and on lists in general (a number twice counts once).
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct, field

from simulator import address
from simulator.desk.desk import Desk
from simulator.message import AppSubmission, Instant, Message
from simulator.refusals import Reason, Refusal

NUMBERS_MAX: Final = 100_000
"""Lines of one list. A longer one is not taken at all [assumed: the console says so when the file is chosen]."""
VIA: Final = "console"
NAMED_MAX: Final = 1_000
"""Dropped lines that are named; of the others is only told how many they are [assumed]."""
KEPT: Final = 100
"""Lists that are remembered with what became of them."""
SHOWN_MAX: Final = 40
"""Characters of a dropped line that are told again."""
DIGITS: Final = frozenset("+0123456789")
BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"

Apply = Callable[[AppSubmission, Instant], Message | Refusal]
"""Hands a text in, to be judged and sent."""


class Dropped(Struct, frozen=True):
    """A line that no text goes to. line: counted from 1; text: what stands there; why: `other-characters` or `no-number`."""

    line: int
    text: str
    why: str


class Sifted(Struct):
    """A list of numbers as it is used. drops: lines that are none, named or not; repeated: those that name one again."""

    lines: int = 0
    numbers: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    drops: int = 0
    repeated: int = 0


class Text(Struct, frozen=True):
    """What the list is sent: a template of an app's customer, its values, and a signature, `` for the customer's first."""

    app: str
    template: int
    params: tuple[str, ...] = ()
    sign: str = ""


class Upload(Struct):
    """A list that was taken. goes_at: when it is sent to; an individual's is reviewed before.

    sent: how many texts the platform took so far; refused: how many it did not, by reason.
    """

    id: int
    text: Text
    at: Instant
    goes_at: Instant
    sifted: Sifted
    sent: int = 0
    refused: Counter[Reason] = field(default_factory=Counter)

    @property
    def left(self) -> int:
        """Numbers whose turn is still to come."""
        return len(self.sifted.numbers) - self.sent - sum(self.refused.values())


def sifted(lines: Iterable[str]) -> Sifted:
    """The list without what is no number; empty lines count for nothing. Reading ends where there are too many."""
    found, seen = Sifted(), set[str]()
    for nth, line in enumerate(lines, 1):
        said = line.removeprefix(BOM) if nth == 1 else line
        if not said:
            continue
        found.lines += 1
        if found.lines > NUMBERS_MAX:
            break
        number = _number(said)
        if number is None:
            found.drops += 1
            if len(found.dropped) < NAMED_MAX:
                why = "no-number" if set(said) <= DIGITS else "other-characters"
                found.dropped.append(Dropped(nth, said[:SHOWN_MAX], why))
        elif number in seen:
            found.repeated += 1
        else:
            seen.add(number)
            found.numbers.append(number)
    return found


def _number(said: str) -> str | None:
    """What a line names. Only numbers at home may stand without their country's code [assumed]."""
    number = address.parse(said) if set(said) <= DIGITS else None
    if number is None or address.is_mainland(number):
        return number
    return number if said.startswith(("+", "00")) and not number.startswith("+86") else None


class Uploads:
    """One network's. apply: hands texts in; wake: told when there is something to send."""

    def __init__(self, desk: Desk, apply: Apply, wake: Callable[[], None] = lambda: None) -> None:
        self._desk, self._apply, self._wake = desk, apply, wake
        self._known: OrderedDict[int, Upload] = OrderedDict()
        self._sending: deque[tuple[Upload, deque[str]]] = deque()
        self._last = 0

    def take(self, text: Text, lines: Iterable[str], now: Instant) -> Upload | Refusal:
        """Send a text to a list. What is not sent to stands among the refused requests, one for each line that is named."""
        found = sifted(lines)
        if found.lines > NUMBERS_MAX:
            refusal = Refusal(Reason.NUMBERS_TOO_MANY, f"a list may have {NUMBERS_MAX:,} numbers, and this one has more")
            self._desk.refuse(text.app, "", refusal, "console upload", now)
            return refusal
        for dropped in found.dropped:
            refusal = Refusal(Reason.NUMBER_MALFORMED, f"line {dropped.line} of a list is no number: {dropped.text!r} ({dropped.why})")
            self._desk.refuse(text.app, "", refusal, "console upload", now)
        self._last += 1
        upload = self._known[self._last] = Upload(self._last, text, now, self._desk.goes_at(text.app, now), found)
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        if found.numbers:
            self._sending.append((upload, deque(found.numbers)))
            self._wake()
        return upload

    def last(self) -> Upload | None:
        """The newest list that was taken."""
        return next(reversed(self._known.values()), None)

    def find(self, upload_id: int) -> Upload | None:
        """One of the last lists."""
        return self._known.get(upload_id)

    def all(self) -> list[Upload]:
        """The last lists, oldest first."""
        return list(self._known.values())

    def next_due(self) -> Instant | None:
        """When the next number is sent to: at once, or when its list was reviewed."""
        return min((upload.goes_at for upload, _ in self._sending), default=None)

    def act(self, now: Instant, most: int) -> int:
        """Send to so many numbers at most."""
        due = [each for each in self._sending if each[0].goes_at <= now]
        if not due:
            return 0
        upload, left = due[0]
        done = min(most, len(left))
        for _ in range(done):
            text = upload.text
            asked = AppSubmission(text.app, left.popleft(), template=text.template, params=text.params, sign=text.sign, via=VIA)
            judged = self._apply(asked, now)
            if isinstance(judged, Refusal):
                upload.refused[judged.reason] += 1
            else:
                upload.sent += 1
        if not left:
            self._sending.remove(due[0])
        return done

    def busy(self) -> list[str]:
        """Nothing here takes wall time."""
        return []
