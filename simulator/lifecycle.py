"""A message's states and what moves it from one to the next: one table, no behaviour beside it."""

from enum import IntEnum, unique
from typing import Final


@unique
class State(IntEnum):
    """The states of SMPP 3.4 § 5.2.28, with its codes; SCHEDULED is 5.0's."""

    SCHEDULED = 0
    ENROUTE = 1
    DELIVERED = 2
    EXPIRED = 3
    DELETED = 4
    UNDELIVERABLE = 5
    ACCEPTED = 6
    UNKNOWN = 7
    REJECTED = 8


@unique
class Event(IntEnum):
    """What can happen to a message on its way; the ledger records exactly these, in this order within one instant."""

    ACCEPTED = 1  # the platform or carrier took it: it has an id now
    ATTEMPTED = 2  # the handset did not take it, and it stays stored; detail: the cause
    REPORTED_EARLY = 3  # a report went out before the fate was known; detail: the report
    DELIVERED = 4  # the handset has it
    FAILED = 5  # refused for good on the way; detail: the cause
    EXPIRED = 6  # validity ended first
    REPORTED = 7  # a report of the fate went out; detail: the report
    PUSHED = 8  # the report reached the sender's callback URL
    PUSH_FAILED = 9  # it did not; detail: why, and how many tries are left
    UNSEEN = 10  # the phone took it and shows nothing; detail: the cause
    HELD = 11  # it waits for a review by hand; detail: until when
    GIVEN_UP = 13  # it was a part of a long text whose other parts never came: the phone shows nothing of it
    REPLIED = 12  # its handset sent a text back; detail: what, and whom it reached
    CANCELLED = 14  # its sender called it back in time
    REPLACED = 15  # its sender put another text in its place; detail: the text before
    NOTIFIED = 16  # its sender was told that it is still on its way; detail: the report
    MERGED = 18  # its number stood in the request more than once, and it was sent once; detail: how often
    UNTAKEN = 17  # a receipt or reply of it reached nobody: its sender's sessions did not take it; detail: why


TRANSITIONS: Final[dict[State, dict[Event, State]]] = {
    State.ENROUTE: {
        Event.ATTEMPTED: State.ENROUTE,
        Event.DELIVERED: State.DELIVERED,
        Event.UNSEEN: State.DELIVERED,
        Event.FAILED: State.UNDELIVERABLE,
        Event.EXPIRED: State.EXPIRED,
        Event.CANCELLED: State.DELETED,
    },
}
"""Events that are not named here (reports and pushes) leave every state as it is."""


FINAL: Final[tuple[bool, ...]] = tuple(state not in TRANSITIONS for state in State)
"""By state: whether nothing can follow."""

_AFTER: Final[tuple[tuple[State | None, ...], ...]] = tuple(
    tuple(TRANSITIONS.get(state, {}).get(Event(number)) if number else None for number in range(len(Event) + 1)) for state in State
)
"""The same table by number: an enum as a key of a dict is hashed in Python, and this is asked for every message."""


def advance(state: State, event: int) -> State:
    """The state after `event`. A pair that the table does not hold is a bug of ours, and asserts."""
    after = _AFTER[state][event]
    assert after is not None, f"{Event(event).name} cannot happen to a message that is {state.name}"
    return after
