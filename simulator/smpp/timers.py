"""A session's timers (SMPP 3.4 § 7.2): what is due after how much silence. Seconds are passed in; nothing here waits."""

from enum import Enum, auto
from typing import Final

from msgspec import Struct


class Timers(Struct, frozen=True):
    """Seconds; None: never. The paper gives no values.

    session_init_s: from connecting to a bind; enquire_link_s: of silence, then the peer is asked; inactivity_s: without a message;
    response_s: how long a peer may take to answer, an unbind too.
    """

    session_init_s: float | None = 30.0
    enquire_link_s: float | None = 30.0
    inactivity_s: float | None = None
    response_s: float = 10.0


class Due(Enum):
    """What a look at the timers found."""

    NOTHING = auto()
    NEVER_BOUND = auto()
    ASK = auto()  # send enquire_link
    DEAD = auto()  # the enquire_link was not answered
    INACTIVE = auto()
    STAYS = auto()  # our unbind was not answered


ENDS: Final = {
    Due.NEVER_BOUND: "no bind within the session-init time",
    Due.DEAD: "enquire_link was not answered",
    Due.INACTIVE: "no message within the inactivity time",
    Due.STAYS: "unbind was not answered",
}
"""What is due and ends the session, and why, for people."""


class Watch:
    """One session's memory of when what was heard."""

    __slots__ = ("_asked_at", "_heard_at", "_leaves", "_left_at", "_opened_at", "_timers", "_worked_at")

    def __init__(self, timers: Timers, now: float) -> None:
        self._timers = timers
        self._heard_at = self._worked_at = now
        self._opened_at: float | None = now
        self._asked_at: float | None = None
        self._leaves = False
        self._left_at: float | None = None

    def heard(self, now: float) -> None:
        """The peer sent something."""
        self._heard_at = now
        self._asked_at = None

    def worked(self, now: float) -> None:
        """It sent more than keeps the link alive."""
        self._heard_at = self._worked_at = now
        self._asked_at = None

    def asked(self, now: float) -> None:
        """An enquire_link went out."""
        self._asked_at = now

    def bound(self) -> None:
        """The peer is bound, and has no time left to be so in: however it ends, it is not for want of a bind."""
        self._opened_at = None

    def left(self) -> None:
        """An unbind of ours went out; its answer is waited for from the next look on."""
        self._leaves = True

    def look(self, now: float, *, bound: bool) -> Due:
        """What is due now."""
        timers = self._timers
        if self._leaves:
            self._left_at = now if self._left_at is None else self._left_at
            return Due.STAYS if _over(timers.response_s, self._left_at, now) else Due.NOTHING
        if not bound:
            return Due.NEVER_BOUND if _over(timers.session_init_s, self._opened_at, now) else Due.NOTHING
        if self._asked_at is not None:
            return Due.DEAD if _over(timers.response_s, self._asked_at, now) else Due.NOTHING
        if _over(timers.inactivity_s, self._worked_at, now):
            return Due.INACTIVE
        return Due.ASK if _over(timers.enquire_link_s, self._heard_at, now) else Due.NOTHING


def _over(limit_s: float | None, since: float | None, now: float) -> bool:
    return limit_s is not None and since is not None and now - since >= limit_s
