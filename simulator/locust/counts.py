"""What the users of a front sent and what became of it, in sums. It waits for nothing and knows no clock."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import asdict, replace


class Counts(Struct):
    """Of one front. sent = answered + timed out, and reported + lost = accepted, once nothing is open any more.

    sent: texts, each part of a long one for itself; answered: by the front, in time, whatever it said; accepted: of those, with an id;
    limited: refused for too many texts to one number, where that was expected; timed_out: no answer in time, or the connection ended;
    late: accepted after it had been given up; reported: accepted ones that a report came for; undelivered: of those, with another fate
    than delivery; lost: accepted ones that no report came for; replied: replies that were waited for; reply_lost: those that did not come
    in time; unbound: binds that failed.
    """

    sent: int = 0
    answered: int = 0
    accepted: int = 0
    limited: int = 0
    timed_out: int = 0
    late: int = 0
    reported: int = 0
    undelivered: int = 0
    lost: int = 0
    replied: int = 0
    reply_lost: int = 0
    unbound: int = 0

    @property
    def refused(self) -> int:
        """Answered with a refusal that was not expected."""
        return self.answered - self.accepted - self.limited

    @property
    def unanswered(self) -> int:
        """Sent, and the answer may still come."""
        return self.sent - self.answered - self.timed_out

    @property
    def unreported(self) -> int:
        """Accepted, and the report may still come."""
        return self.accepted - self.reported - self.lost

    @property
    def failed(self) -> int:
        """Texts that a sender has to worry about."""
        return self.refused + self.timed_out + self.lost

    @property
    def is_open(self) -> bool:
        """Whether anything may still come."""
        return self.unanswered > 0 or self.unreported > 0

    def given_up(self) -> "Counts":
        """The same, if nothing that is open comes any more."""
        return replace(self, timed_out=self.timed_out + self.unanswered, lost=self.lost + self.unreported)

    def since(self, before: "Counts") -> "Counts":
        """What was added to these earlier ones."""
        then = asdict(before)
        return Counts(**{name: count - then[name] for name, count in asdict(self).items()})


def total(each: Iterable[Counts]) -> Counts:
    """All of them together."""
    rows = [asdict(counts) for counts in each]
    return Counts(**{name: sum(row[name] for row in rows) for name in Counts.__struct_fields__})
