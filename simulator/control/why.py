"""Asks a running network why: the fate of a message, of the last text to a number, or what a code may mean. It changes nothing."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Literal

from aiohttp import web
from msgspec import Struct

from simulator import address
from simulator.control.exchange import ProblemError, answer
from simulator.control.leases import Lease, Leases, concerns
from simulator.control.operations import Operation, asked, get
from simulator.control.readings import Named, Reading, named, readings
from simulator.control.replay import Replays, unsayable
from simulator.control.replay_of_code import of_reading
from simulator.control.spellings import meant
from simulator.control.tale import Tale, Teller
from simulator.control.views import instant
from simulator.ledger import Refused
from simulator.message import Instant, Message
from simulator.world import World

EARLIER_MOST = 20
"""Texts before the last one that are named."""


class Earlier(Struct, frozen=True):
    """A text to the same number before: its id, `` where it was refused, when it was handed in, and its case, `` for none."""

    id: str
    at: str
    case: str


class Explained(Struct, frozen=True):
    """All readings of what was asked: as a message or a number of this network, and as a code. cases: those that the codes name."""

    asked: str
    tales: tuple[Tale, ...]
    earlier: tuple[Earlier, ...]
    codes: tuple[Reading, ...]
    cases: tuple[Named, ...]


class Scenarios(Struct, frozen=True):
    """What replays it, as the text of scenario files; a player tells which of them hold. Empty: no scenario can; unsayable: why not."""

    asked: str
    scenarios: tuple[str, ...]
    unsayable: str = ""


class Which(Struct, frozen=True, forbid_unknown_fields=True):
    """of: what is asked about; kind: what it is meant as, left out: whatever it can be. carrier: whose code, left out: anybody's."""

    of: str = ""
    kind: Literal["message", "number", "code"] | None = None
    carrier: Literal["mobile", "unicom", "telecom", "international"] | None = None
    key: str | None = None


class WhyControl:
    """One network's. now: network time."""

    def __init__(self, world: World, leases: Leases, now: Callable[[], Instant]) -> None:
        self._world, self._leases, self._now = world, leases, now
        self._teller = Teller(world)
        self._replayed = Replays(world)

    def operations(self) -> list[Operation]:
        """What there is."""
        why = "The fate of a message or of a number's last text, or what a code means."
        replays = "Scenarios that replay a fate, the nearest first."
        return [
            get("/sim/why", self._why, why, asks=Which, gives=Explained),
            get("/sim/why/scenarios", self._scenarios, replays, asks=Which, gives=Scenarios),
        ]

    async def _why(self, request: web.Request) -> web.Response:
        which, lease = asked(request, Which), self._leases.of(request)
        tales, earlier = self._tales(which, lease)
        codes = _codes(which)
        if not tales and not codes:
            raise _unknown(which)
        return answer(Explained(which.of, tales, earlier, codes, named(one for code in codes for one in code.cases)))

    async def _scenarios(self, request: web.Request) -> web.Response:
        which = asked(request, Which)
        number, found = self._handed_in(which, self._leases.of(request))
        codes = _codes(which)
        if not found and not codes:
            raise _unknown(which, number)
        written = (*self._replays(found[-1:]), *(text for code in codes for text in of_reading(code)))
        messages = [each for each in found[-1:] if isinstance(each, Message)]
        return answer(Scenarios(which.of, written, "" if written else next(map(unsayable, messages), "")))

    def _replays(self, found: list[Message | Refused]) -> Iterator[str]:
        for each in found:
            yield from self._replayed.of_message(each, self._now()) if isinstance(each, Message) else self._replayed.of_refused(each)

    def _tales(self, which: Which, lease: Lease | None) -> tuple[tuple[Tale, ...], tuple[Earlier, ...]]:
        """Of the last of what was handed in, and what came before in short."""
        number, found = self._handed_in(which, lease)
        if not found and number is None:
            return (), ()
        if not found:
            struck = [each for each in self._world.faults.incidents if number in each.asked.numbers]
            return (self._teller.of_nothing(number or "", struck),), ()
        last = found[-1]
        tale = self._teller.of_message(last, self._now()) if isinstance(last, Message) else self._teller.of_refused(last)
        return (tale,), tuple(islice(self._earlier(found[-2::-1]), EARLIER_MOST))

    def _handed_in(self, which: Which, lease: Lease | None) -> tuple[str | None, list[Message | Refused]]:
        """The message of this id; else the number that is meant, and all that was handed in for it, oldest first."""
        message = self._world.ledger.find(which.of) if which.kind in {None, "message"} else None
        if message is not None and _seen(lease, message):
            return None, [message]
        number = address.parse(which.of.replace(" ", "+")) if which.kind in {None, "number"} else None
        if number is None:
            return None, []
        found: list[Message | Refused] = [each for each in self._world.ledger.to(number) if _seen(lease, each)]
        found += [each for each in self._world.ledger.refused if _about(each, number) and concerns(lease, each)]
        return number, sorted(found, key=_at)

    def _earlier(self, found: list[Message | Refused]) -> Iterator[Earlier]:
        for each in found:
            yield Earlier(each.id if isinstance(each, Message) else "", instant(_at(each)), self._teller.case_of(each))


def _codes(which: Which) -> tuple[Reading, ...]:
    return tuple(readings(which.of, which.carrier)) if which.kind in {None, "code"} else ()


def _unknown(which: Which, number: str | None = None) -> ProblemError:
    if not which.of:
        return ProblemError(400, "say of what: ?of=, a message id, a number or a code")
    if number is not None:
        return ProblemError(404, f"nothing was handed in for {number}: there is nothing to replay")
    hint = meant(which.of) if which.kind in {None, "code"} else ""
    return ProblemError(404, f"{which.of[:60]!r} is {_MEANT[which.kind]}{hint}")


_MEANT = {
    None: "no message id, no number and no code that is known here",
    "message": "no id of a message that is kept",
    "number": "no phone number",
    "code": "no code that is known here",
}


def _about(refused: Refused, number: str) -> bool:
    """Whether it was for this number: as it says itself, or as the request has it that was refused before anybody read the number."""
    if refused.destination:
        return refused.destination == number
    code, local = address.split(number)
    return re.search(rf"(?<![0-9])(?:(?:00)?{code})?{local}(?![0-9])", refused.request) is not None


def _at(each: Message | Refused) -> Instant:
    return each.accepted_at if isinstance(each, Message) else each.at


def _seen(lease: Lease | None, message: Message) -> bool:
    return lease is None or lease.sees(message.submission.account, message.submission.destination)
