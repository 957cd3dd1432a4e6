"""A phone: what it does with a text, and how its condition changes. It knows no carrier, and schedules nothing: it says when it changes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from simulator.handset.conditions import TABLE, Condition, Cure, Effect, Row
from simulator.handset.settings import INBOX_SHOWN, ORDINARY, HandsetSettings, ReplyRule, Spell
from simulator.message import Instant, Message
from simulator.text import udh
from simulator.text.joins import Joins, key_of

_INBOX_CUT = 2 * INBOX_SHOWN
"""Cut back when it has grown to this: a text costs one append, not a copy of the inbox."""

_WEIGHTS: Final = list(TABLE)

Shown = Message | list[Message]
"""What stands in a folder: a text, or the parts of a long one in their order."""


class Memory(Protocol):
    """Who remembers which texts reached which number, for phones whose inbox nobody has looked at yet."""

    def recall(self, number: str) -> list[Message]:
        """The texts that this number's phone shows, oldest first; from now on it keeps its inbox itself."""

    def keeps(self, number: str) -> None:
        """From now on this number's phone keeps what comes; what came before is asked for when somebody looks."""


class Handset:
    """One phone with one SIM. blocked: what it filtered, oldest first; changes_at: when its condition changes next.

    memory, number: whom it asks for its older texts, and under which number; without, it keeps its inbox from the start.
    A phone with nothing the matter and no capacity is `plain`. It is `light` as long as its owner has no rules either and nobody looked at
    its inbox: nearly all are, and a text costs them nothing.
    """

    __slots__ = (
        *("_ends", "_inbox", "_joins", "_memory", "_number", "_settings", "_spells"),
        *("blocked", "changes_at", "emptied", "light", "plain"),
    )

    def __init__(
        self, settings: HandsetSettings = ORDINARY, joins: Joins[Message] | None = None, memory: Memory | None = None, number: str = ""
    ) -> None:
        self._inbox: list[Shown] | None = [] if memory is None else None
        self._memory = memory
        self._number = number
        self.blocked: Sequence[Shown] = _NOTHING
        self.emptied = False
        self._joins = joins
        self._ends: Mapping[Spell, Instant] = _NO_ENDS
        self.set(settings)

    def set(self, settings: HandsetSettings) -> None:
        """The owner, a scenario or the control API changes the phone; its folders stay."""
        self._settings = settings
        self._spells: Sequence[Spell] = settings.spells
        self._ends = _NO_ENDS
        self.changes_at: Instant | None = min(_instants(settings.spells), default=None) if settings.spells else None
        self._weigh()

    @property
    def inbox(self) -> list[Shown]:
        """What it shows, oldest first. Looking makes it keep its inbox from then on."""
        if self._memory is not None:
            memory, self._memory = self._memory, None
            kept = self._inbox or []
            known = {message for shown in kept for message in (shown if isinstance(shown, list) else (shown,))}
            self._inbox = [*(message for message in memory.recall(self._number) if message not in known), *kept]
            self._weigh()
        assert self._inbox is not None
        return self._inbox

    def receive(self, message: Message, now: Instant) -> Row | None:
        """Take a text that arrived. None: it shows it; else the row of the condition that it met.

        A condition that lasts for a time from the first text on starts to run here: `changes_at` says then when it ends.
        """
        if not self.plain:
            row = self.meet(now)
            if row.effect is not Effect.SHOWN:
                if row.effect is Effect.FILTERED:
                    if self._memory is not None:
                        self._memory.keeps(self._number)
                    self.blocked = [*self.blocked, *self._whole(message, now)][-INBOX_SHOWN:]
                return row
        if self.light and not message.submission.header and message.trail is None:
            return None
        inbox = self._kept()
        inbox += self._whole(message, now)
        if len(inbox) >= _INBOX_CUT and self._settings.capacity is None:
            del inbox[:-INBOX_SHOWN]
        return None

    def _kept(self) -> list[Shown]:
        """Its inbox as far as it keeps it itself, from now on at the latest: older texts are asked for when somebody looks."""
        if self._inbox is None:
            assert self._memory is not None
            self._inbox = []
            self._memory.keeps(self._number)
            self._weigh()
        return self._inbox

    def _weigh(self) -> None:
        """What a text costs it may have changed."""
        self.plain = not self._spells and self._settings.capacity is None
        self.light = self.plain and self._inbox is None and not self._settings.replies

    def change(self, now: Instant) -> None:
        """An instant came at which its condition may change."""
        self._spells = [spell for spell in self._spells if spell.until is None or spell.until > now]
        self._weigh()
        self.changes_at = min((at for at in (*_instants(self._spells), *self._ends.values()) if at > now), default=None)

    def relapse(self, now: Instant) -> None:
        """What waited was handed over: a condition that begins anew with each first text is in force again."""
        self._ends = {spell: end for spell, end in self._ends.items() if end > now}

    def meets(self, now: Instant) -> Row:
        """What a text meets that arrives now."""
        return TABLE[self.conditions(now)[0]]

    def conditions(self, now: Instant) -> list[Condition]:
        """What is the matter, heaviest first; `on` alone where nothing is."""
        found = {spell.condition for spell in self._spells if self._in_force(spell, now)}
        if self._settings.capacity is not None and len(self.inbox) >= self._settings.capacity:
            found.add(Condition.INBOX_FULL)
        return sorted(found, key=_WEIGHTS.index) or [Condition.ON]

    def can_reply(self, now: Instant) -> bool:
        """Whether its owner can send a text himself: a phone that is off, or out of credit, cannot."""
        return all(TABLE[condition].replies for condition in self.conditions(now))

    def replies(self, text: str) -> list[ReplyRule]:
        """The rules of its owner that a shown text meets."""
        return [rule for rule in self._settings.replies if rule.contains in text]

    @property
    def answers(self) -> bool:
        """Whether its owner has any rules."""
        return bool(self._settings.replies)

    def cure(self, cure: Cure, now: Instant, text: str | None = None) -> bool:
        """What the owner did; whether it cured anything. text: of those that he deletes, only this one, by the id that it shows under.

        Whichever he deletes, a phone whose storage was full says that there is room again (3GPP TS 23.040 § 10.3).
        """
        deleted = cure is Cure.DELETE_MESSAGES and (self._empty() if text is None else self._delete(text))
        if text is not None and not deleted:
            return False
        sick = [spell for spell in self._spells if self._in_force(spell, now) and cure in TABLE[spell.condition].cures]
        self._spells = [spell for spell in self._spells if spell not in sick]
        self.change(now)
        return bool(sick) or deleted

    def _empty(self) -> bool:
        """All that it shows is deleted; whether there was anything."""
        full = bool(self.inbox)
        self.inbox.clear()
        self.emptied = self.emptied or full
        return full

    def _delete(self, text: str) -> bool:
        """The text that shows under this id is deleted, from whichever folder; whether there was one."""
        held = len(self.inbox) + len(self.blocked)
        self.inbox[:] = [shown for shown in self.inbox if _id(shown) != text]
        self.blocked = [shown for shown in self.blocked if _id(shown) != text]
        found = len(self.inbox) + len(self.blocked) < held
        self.emptied = self.emptied or found
        return found

    def forget(self, message: Message) -> None:
        """The ledger holds this text no longer, so the folders let it go too."""
        inbox = self._inbox or []
        for shown in inbox:
            if shown is message or (isinstance(shown, list) and message in shown):
                inbox.remove(shown)
                return
        if self.blocked:
            self.blocked = [shown for shown in self.blocked if shown is not message and not (isinstance(shown, list) and message in shown)]

    def shown_by(self, message: Message) -> Shown | None:
        """What the inbox shows since this text arrived, as the last one; None: a part of a long text whose other parts are missing."""
        last = self.inbox[-1] if self.inbox else None
        return last if last is message or (isinstance(last, list) and message in last) else None

    def texts(self) -> list[Shown]:
        """What the inbox shows."""
        return self.inbox if self._settings.capacity is not None else self.inbox[-INBOX_SHOWN:]

    def meet(self, now: Instant) -> Row:
        """A text comes, or waits already: what it meets. A condition that lasts for a time from the first text on begins to run."""
        condition = self.conditions(now)[0]
        for spell in self._spells:
            if spell.condition is condition and spell.for_ms is not None and spell not in self._ends:
                self._ends = {**self._ends, spell: now + spell.for_ms}
                self.change(now)
        return TABLE[condition]

    def _in_force(self, spell: Spell, now: Instant) -> bool:
        begun = spell.since is None or spell.since <= now
        over = (spell.until is not None and spell.until <= now) or self._ends.get(spell, now + 1) <= now
        return begun and not over

    def _whole(self, message: Message, now: Instant) -> list[Shown]:
        """What a text with a header shows: a part of a long one nothing, until all are there."""
        said = udh.concatenation(message.submission.header)
        if said is None or self._joins is None:
            return [message]
        submission = message.submission
        parts, overtaken = self._joins.add(key_of(submission.source, submission.destination, said), message, said.number, now)
        self._joins.overtaken += overtaken
        return [] if parts is None else [parts if len(parts) > 1 else message]


_NOTHING: Final[tuple[Shown, ...]] = ()
_NO_ENDS: Final[Mapping[Spell, Instant]] = {}
"""Shared by all phones that have none: a million of them cost no more than their slots."""


def _id(shown: Shown) -> str:
    """A long text goes by its first part."""
    return shown[0].id if isinstance(shown, list) else shown.id


def _instants(spells: Iterable[Spell]) -> list[Instant]:
    return [at for spell in spells for at in (spell.since, spell.until) if at is not None]
