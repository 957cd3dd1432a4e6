"""What a message's trail says: its entries, what was told of it, where the handset has it. It reads trails, and writes none."""

from typing import Any, Final

from msgspec import Struct

from simulator.lifecycle import Event, State
from simulator.message import Instant, Message, Outcome


class Entry(Struct, frozen=True, gc=False):
    """One line of a trail. `detail` is a Cause, an Outcome or a sentence, by the event."""

    at: Instant
    event: Event
    detail: Any = None


def trail(message: Message) -> list[Entry]:
    """A message's record, oldest first, beginning with its acceptance."""
    entries = []
    link = message.trail
    while link is not None:
        link, at, event, detail = link
        entries.append(Entry(at, Event(event), detail))
    entries.append(Entry(message.accepted_at, Event.ACCEPTED))
    entries.reverse()
    return entries


def plain(detail: Any) -> Any:
    """A trail's detail as JSON can hold it."""
    if isinstance(detail, Outcome):
        return {"state": detail.state.name, "code": detail.code, "cause": detail.cause.value if detail.cause else None}
    return getattr(detail, "value", detail)


def reported(message: Message) -> list[Outcome]:
    """What was told of a message, oldest first: none, one, or a second that corrects the first."""
    return [entry.detail for entry in trail(message) if isinstance(entry.detail, Outcome)]


INBOX: Final = "inbox"
_FOLDED = frozenset((Event.DELIVERED, Event.UNSEEN, Event.GIVEN_UP))


def folder(message: Message) -> str:
    """Where the handset has it: `inbox`, `blocked`, `unseen` (the phone took it and shows nothing), or `` where it has it not.

    A part of a long text stands in its folder from the start, and is shown with the last of them; given up, it is unseen.
    """
    if message.state is not State.DELIVERED:
        return ""
    fate = next(entry for entry in reversed(trail(message)) if entry.event in _FOLDED)
    if fate.event is not Event.DELIVERED:
        return "unseen"
    return INBOX if fate.detail is None else "blocked"


def delivered_at(message: Message) -> Instant:
    """When its handset got it. It did."""
    return next(entry.at for entry in trail(message) if entry.event is Event.DELIVERED)


_TELLINGS = frozenset((int(Event.REPORTED_EARLY), int(Event.REPORTED)))


def told(message: Message) -> bool:
    """Whether anything was told of it before."""
    link = message.trail
    while link is not None:
        if link[2] in _TELLINGS:
            return True
        link = link[0]
    return False


def failed_at(message: Message) -> Instant:
    """When its first try failed. There has been one."""
    return next(entry.at for entry in trail(message) if entry.event is Event.ATTEMPTED)
