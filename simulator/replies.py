"""The way back: which message a reply answers, whether it still counts, whom it reaches, and what it unsubscribes from.

Source: the FAQ's sections on replies and unsubscribing, and the Tencent pages that they point to.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Final

from simulator.handset.handset import Shown
from simulator.ledger import Ledger
from simulator.lifecycle import Event
from simulator.lines import Line, Lines
from simulator.message import Instant, Message, Reply
from simulator.platform.customers import Rules
from simulator.platform.platform import Platform
from simulator.senders import Senders
from simulator.text import joins

WINDOW_MS: Final = 72 * 3_600_000
"""A reply counts for 72 hours after the text that it answers."""

_WORDS: Final = frozenset(("t", "n", "td", "退订", "t退订", "qx", "0000"))
OPT_OUTS: Final = {Rules.OF_2024: _WORDS, Rules.CURRENT: _WORDS | {"r"}}
"""Replies that unsubscribe by each set of rules, whatever their case and the blanks around them. Texts of today ask for an R."""


Planned = tuple[Message, str]
"""A text that is shown, and what its owner will answer to it."""


class Fate(Enum):
    """What becomes of a reply. Values stand on the trail."""

    PASSED_ON = "passed on to the sender"
    TOO_LATE = "later than 72 hours after the text: it reaches nobody"
    CANNOT_SEND = "the handset cannot send"
    ANSWERS_NOTHING = "no text is there to be answered"


def judge(message: Message | None, now: Instant, *, can_send: bool) -> Fate:
    """What becomes of a reply to this message (None: there is none) at this instant."""
    if message is None:
        return Fate.ANSWERS_NOTHING
    if not can_send:
        return Fate.CANNOT_SEND
    return Fate.PASSED_ON if now - message.accepted_at <= WINDOW_MS else Fate.TOO_LATE


def opts_out(text: str, rules: Rules) -> bool:
    """Whether this reply unsubscribes its sender."""
    return text.strip().casefold() in OPT_OUTS[rules]


class Replies:
    """Sends replies back. It schedules nothing: the journey says when."""

    def __init__(self, ledger: Ledger, platform: Platform, senders: Senders, lines: Lines) -> None:
        self._ledger, self._platform, self._senders, self._lines = ledger, platform, senders, lines

    def planned(self, shown: Shown, now: Instant) -> list[tuple[Instant, Planned]]:
        """What the owner will answer to a text that his handset shows now, and when. A long one is answered once, by its last part."""
        parts = shown if isinstance(shown, list) else [shown]
        message = parts[-1]
        text = joins.shown((part.submission.content, part.submission.alphabet) for part in parts)
        rules = self._lines[message.submission.destination].handset.replies(text)
        return [(now + rule.after_ms, (message, rule.text)) for rule in rules]

    def due(self, now: Instant, replies: Iterable[Planned]) -> None:
        """The owners answer now."""
        for message, text in replies:
            self.send(self._lines[message.submission.destination], message, text, now)

    def answer(self, number: str, text: str, now: Instant, to: str = "") -> Fate:
        """The owner of a handset answers the last text that it shows; to: the last from this sender's number, `` for any."""
        line = self._lines[number]
        newest = (shown[-1] if isinstance(shown, list) else shown for shown in reversed(line.handset.texts()))
        return self.send(line, next((message for message in newest if to in {"", message.submission.source}), None), text, now)

    def send(self, line: Line, message: Message | None, text: str, now: Instant) -> Fate:
        """The owner of this line's handset answers `message`."""
        fate = judge(message, now, can_send=line.handset.can_reply(now))
        if message is None:
            return fate
        self._ledger.note(message, now, Event.REPLIED, f"“{text}”: {fate.value}")
        if fate is Fate.PASSED_ON:
            sender = self._senders[message.submission.account]
            if opts_out(text, self._platform.settings.rules):
                self._platform.unsubscribe(sender.app, message.submission)
            sender.replies(Reply(message, text, now))
        return fate
