"""What happened since somebody last looked, in columns: the road pays for a batch, and who looks asks whole columns at the speed of C."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from simulator.ledger.refused import Refused
from simulator.message import Message, Trail

_trail: Final = attrgetter("trail")


class Tap:
    """abouts: messages, and requests that were not taken; links: the newest link of each one's trail, None where there is none.

    arrived: 1 where a message came to its handset just then.
    """

    __slots__ = ("abouts", "arrived", "links")

    def __init__(self) -> None:
        self.abouts: list[Message | Refused] = []
        self.links: list[Trail | None] = []
        self.arrived = bytearray()

    def __len__(self) -> int:
        return len(self.abouts)

    def note(self, about: Message | Refused, link: Trail | None) -> None:
        """One thing happened."""
        self.abouts.append(about)
        self.links.append(link)
        self.arrived.append(0)

    def arrive(self, messages: Iterable[Message]) -> None:
        """These came to their handsets."""
        before = len(self.abouts)
        self.abouts += messages
        self.links += map(_trail, self.abouts[before:])
        self.arrived.extend(b"\1" * (len(self.abouts) - before))

    def take(self) -> "Tap":
        """What is here so far; nothing is, from now on."""
        taken = Tap()
        taken.abouts, self.abouts = self.abouts, taken.abouts
        taken.links, self.links = self.links, taken.links
        taken.arrived, self.arrived = self.arrived, taken.arrived
        return taken

    def one(self, place: int) -> tuple[Message | Refused, Trail | None, bool]:
        """What stands at a place."""
        return self.abouts[place], self.links[place], bool(self.arrived[place])
