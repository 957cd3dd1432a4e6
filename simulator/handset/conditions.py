"""What can be the matter with a handset, as one table: what it does to a text, what cures it. What is reported stands in `reporting`."""

from enum import Enum, unique
from typing import Final

from msgspec import Struct

from simulator.causes import Cause
from simulator.lifecycle import Event


@unique
class Condition(Enum):
    """Values are the words of scenario files and of the control API."""

    ON = "on"
    OFF = "off"
    OUT_OF_CREDIT = "out-of-credit"
    OUT_OF_CREDIT_OUTGOING = "out-of-credit-outgoing"  # the first stage: it still receives, and cannot reply
    SUSPENDED = "suspended"
    STALE_REGISTRATION = "stale-registration"
    NO_SIGNAL = "no-signal"
    INBOX_FULL = "inbox-full"
    SETTINGS = "settings"
    HARDWARE = "hardware"
    BLOCKED_ON_PHONE = "blocked-on-phone"
    NUMBER_UNKNOWN = "number-unknown"


@unique
class Effect(Enum):
    """What becomes of a text that arrives."""

    SHOWN = "shown"
    FILTERED = "filtered"  # the phone has it, in its blocked folder
    UNSEEN = "unseen"  # the phone took it and shows nothing
    STORED = "stored"  # it cannot be handed over now: the carrier keeps it and tries again
    REFUSED = "refused"  # it cannot be handed over at all


@unique
class Cure(Enum):
    """What the owner, or somebody for him, does about it. Values are the words of the control API."""

    SWITCH_ON = "switch-on"
    TOP_UP = "top-up"
    RESTORE_LINE = "restore-line"
    RESTART = "restart"
    COVERAGE = "coverage"
    DELETE_MESSAGES = "delete-messages"
    MEND_SETTINGS = "mend-settings"
    MOVE_SIM = "move-sim"
    UNBLOCK = "unblock"


class Row(Struct, frozen=True):
    """cause: why a text is not shown; alert: whether stored texts go out at the instant of the cure, or only with their next retry.

    replies: whether the owner can still send texts himself.
    """

    cause: Cause | None
    effect: Effect
    cures: frozenset[Cure]
    alert: bool = True
    replies: bool = False


TABLE: Final[dict[Condition, Row]] = {
    Condition.NUMBER_UNKNOWN: Row(Cause.NUMBER_UNKNOWN, Effect.REFUSED, frozenset()),
    Condition.SUSPENDED: Row(Cause.SUSPENDED, Effect.REFUSED, frozenset({Cure.RESTORE_LINE})),
    Condition.OUT_OF_CREDIT: Row(Cause.OUT_OF_CREDIT, Effect.STORED, frozenset({Cure.TOP_UP}), alert=False),
    Condition.OFF: Row(Cause.OFF, Effect.STORED, frozenset({Cure.SWITCH_ON, Cure.RESTART})),
    Condition.STALE_REGISTRATION: Row(Cause.STALE_REGISTRATION, Effect.STORED, frozenset({Cure.RESTART})),
    Condition.NO_SIGNAL: Row(Cause.NO_SIGNAL, Effect.STORED, frozenset({Cure.COVERAGE})),
    Condition.INBOX_FULL: Row(Cause.INBOX_FULL, Effect.STORED, frozenset({Cure.DELETE_MESSAGES}), replies=True),
    Condition.SETTINGS: Row(Cause.SETTINGS, Effect.UNSEEN, frozenset({Cure.MEND_SETTINGS, Cure.MOVE_SIM})),
    Condition.HARDWARE: Row(Cause.HARDWARE, Effect.UNSEEN, frozenset({Cure.MOVE_SIM})),
    Condition.BLOCKED_ON_PHONE: Row(Cause.BLOCKED_ON_PHONE, Effect.FILTERED, frozenset({Cure.UNBLOCK}), replies=True),
    Condition.OUT_OF_CREDIT_OUTGOING: Row(None, Effect.SHOWN, frozenset({Cure.TOP_UP})),
    Condition.ON: Row(None, Effect.SHOWN, frozenset(), replies=True),
}
"""In order of weight: of several conditions at once, the first that holds a text up is what the text meets."""

ALERTED: Final = frozenset(row.cause for row in TABLE.values() if row.alert) | {Cause.NETWORK_FAULT}
"""Causes after which stored texts go out at once. A network that is back knows it too."""

MEETINGS: Final = {Effect.REFUSED: Event.FAILED, Effect.UNSEEN: Event.UNSEEN, Effect.FILTERED: Event.DELIVERED}
"""What happens to a text that a handset takes without showing it, or does not take at all."""
