"""Who wants no more texts of an app, and of which sort. State only: replies put entries in, a check asks, somebody lifts them."""

from collections.abc import Collection

from msgspec import Struct

from simulator.message import AppSubmission, Kind, Submission


class OptOut(Struct, frozen=True):
    """What a number wants no more of. kind None: any kind of text, sign None: under any signature.

    Source: the FAQ on the blacklist: an opt-out holds for texts of the same kind under the same signature.
    """

    kind: Kind | None = None
    sign: str | None = None

    def stops(self, kind: Kind, sign: str) -> bool:
        """Whether such a text is meant."""
        return self.kind in {None, kind} and self.sign in {None, sign}


EVERYTHING = OptOut()
"""Of a scenario's number that unsubscribed before anything began, and of a reply to an SMPP text, which has neither kind nor signature."""


def meant(submission: Submission) -> OptOut:
    """What a reply to this text opts out of."""
    asked = submission.origin
    return OptOut(asked.kind, asked.sign) if isinstance(asked, AppSubmission) else EVERYTHING


class OptOuts:
    """By app and number, each entry once, the oldest first: bounded by how many numbers opted out."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], list[OptOut]] = {}
        self._numbers: dict[str, set[str]] = {}

    def add(self, app: str, number: str, entry: OptOut) -> None:
        """From now on this is not wanted."""
        entries = self._entries.setdefault((app, number), [])
        self._numbers.setdefault(app, set()).add(number)
        if entry not in entries:
            entries.append(entry)

    def of(self, app: str, number: str) -> list[OptOut]:
        """What the number wants no more of this app's."""
        entries = self._entries.get((app, number))
        return [] if entries is None else list(entries)

    def numbers(self, app: str) -> Collection[str]:
        """The numbers that want no more of something of this app's, to look into while nothing changes."""
        return self._numbers.get(app, ())

    def all(self) -> list[tuple[str, str, list[OptOut]]]:
        """Every list: app, number, what the number wants no more of; in the order in which the numbers opted out first."""
        return [(app, number, list(entries)) for (app, number), entries in self._entries.items()]

    def lift(self, app: str, number: str) -> bool:
        """Everything of this app's is welcome again; whether anything was not."""
        self._numbers.get(app, set()).discard(number)
        return self._entries.pop((app, number), None) is not None
