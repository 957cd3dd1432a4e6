"""The faults that are switched on, and which of them strike: their counts and their chance. It waits for nothing and opens nothing."""

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Final

from msgspec import Struct

from simulator.kernel.chance import Chance
from simulator.message import Instant
from simulator.refusals import Reason, Refusal
from simulator.wire.faults import KINDS, Fault, HttpSettings, Kind, Level, Manner

DEFAULT_HTTP: Final = HttpSettings()

INCIDENTS_KEPT: Final = 10_000
"""Strikes that are remembered; past it the oldest go."""

_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}


class Asked(Struct, frozen=True):
    """What a request asks for, as far as faults look. action: of the cloud API, else empty; numbers: E.164."""

    path: str = ""
    action: str = ""
    numbers: frozenset[str] = frozenset()


NOBODY: Final = Asked()
"""A connection or a look-up: it is not known yet what for."""


class Struck(Struct, frozen=True):
    """Why a text is refused. code: the front's code to answer with, empty where the reason's own is meant."""

    refusal: Refusal
    code: str = ""


class Strike(Struct, frozen=True):
    """A fault at work once. delay_ms: how long it takes this time."""

    fault: Fault
    delay_ms: int


class Incident(Struct, frozen=True):
    """A strike as it is remembered: when, of which fault, and on whom. delay_ms: how long it held what it struck."""

    at: Instant
    fault: Fault
    asked: Asked
    delay_ms: int = 0


class Counted(Struct):
    """A fault that is switched on. met: what it could have struck so far; struck: what it did."""

    fault: Fault
    whether: Chance
    how_long: Chance
    met: int = 0
    struck: int = 0

    def strike(self) -> Strike | None:
        """Meet the next one, and perhaps strike it."""
        fault = self.fault
        self.met += 1
        if fault.first is not None and self.met > fault.first:
            return None
        if self.met % fault.every or (fault.share < 1 and self.whether.share(self.met) >= fault.share):
            return None
        self.struck += 1
        more = 0 if fault.delay_max_ms is None else (fault.delay_max_ms - fault.delay_ms) * self.how_long.share(self.met)
        return Strike(fault, fault.delay_ms + round(more))


class Faults:
    """One network's faults by name. All chance follows from the seed, a fault's name, and how much it has met before.

    now: network time, for `incidents`: what struck, oldest first; standing: what keeps callers out now, None for nothing.
    """

    def __init__(
        self,
        seed: int,
        faults: Iterable[Fault] = (),
        http: HttpSettings = DEFAULT_HTTP,
        *,
        now: Callable[[], Instant] = lambda: 0,
    ) -> None:
        self.http = http
        self.incidents: deque[Incident] = deque(maxlen=INCIDENTS_KEPT)
        self.standing: Incident | None = None
        self._now = now
        self._seed = seed
        self._counted: dict[str, Counted] = {}
        self._told: frozenset[str] = frozenset()
        self._listeners: list[Callable[[], None]] = []
        self._by_level: dict[Level, tuple[Counted, ...]] = {}
        self.learn(faults, http)

    def __iter__(self) -> Iterator[Counted]:
        return iter(self._counted.values())

    def learn(self, faults: Iterable[Fault], http: HttpSettings) -> None:
        """These hold, in place of those that were learnt before; what was put by name since stays."""
        self.http = http
        said = tuple(faults)
        for name in self._told:
            self._counted.pop(name, None)
        for fault in said:
            self._counted[fault.name] = self._fresh(fault)
        self._told = frozenset(fault.name for fault in said)
        self._changed()

    def put(self, fault: Fault) -> None:
        """Switch one on, in place of its namesake; its counts begin anew."""
        self._told -= {fault.name}
        self._counted[fault.name] = self._fresh(fault)
        self._changed()

    def remove(self, name: str) -> bool:
        """Switch one off; whether there was one."""
        if self._counted.pop(name, None) is None:
            return False
        self._changed()
        return True

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever faults were switched on or off."""
        self._listeners.append(listener)

    def on(self, level: Level) -> tuple[Counted, ...]:
        """Those of one level, in the order in which they strike."""
        return self._by_level[level]

    def one(self, kind: Kind, meant: Callable[[Fault], bool] = lambda _: True) -> Strike | None:
        """What befalls a connection or a look-up by the first fault of a kind that strikes, None for nothing. meant: which may."""
        for each in self.on(KINDS[kind].level):
            if each.fault.kind is kind and meant(each.fault) and (strike := self._strike(each, NOBODY)) is not None:
                return strike
        return None

    def names(self) -> tuple[str, ...]:
        """Host names that the name server is to know beside its own."""
        return tuple(name for each in self.on(Level.NAME) for name in each.fault.names)

    def full(self, connections: int) -> Manner | None:
        """What happens to callers while so many connections are open: None where more may come."""
        limits = [each.fault for each in self.on(Level.CONNECTION) if each.fault.kind is Kind.CONNECTION_LIMIT]
        reached = next((fault for fault in limits if fault.connections is not None and connections >= fault.connections), None)
        if reached is None:
            self.standing = None
            return None
        self.standing = Incident(self._now(), reached, NOBODY)
        self.incidents.append(self.standing)
        return reached.way

    def strike(self, asked: Asked) -> list[Strike]:
        """What befalls a request, in order."""
        on = self.on(Level.REQUEST)
        return [strike for each in on if _meant(each.fault, asked) and (strike := self._strike(each, asked)) is not None]

    def refusal(self, path: str, number: str, codes: Container[str], action: str = "") -> Struck | None:
        """Why the text to a number is refused, None where it is not. codes: those that the front can answer with."""
        for each in self.on(Level.NUMBER):
            fault = each.fault
            speaks, asked = not fault.code or fault.code in codes, Asked(path, action, frozenset((number,)))
            if speaks and _meant(fault, asked) and self._strike(each, asked) is not None:
                detail = f"the fault {fault.name} says so" + (f" ({fault.code})" if fault.code else "")
                return Struck(Refusal(fault.reason or Reason.BACK_END, detail), fault.code)
        return None

    def _strike(self, each: Counted, asked: Asked) -> Strike | None:
        strike = each.strike()
        if strike is not None:
            self.incidents.append(Incident(self._now(), each.fault, asked, strike.delay_ms))
        return strike

    def _fresh(self, fault: Fault) -> Counted:
        return Counted(fault, Chance(self._seed, f"fault.{fault.name}"), Chance(self._seed, f"fault.{fault.name}.delay"))

    def _changed(self) -> None:
        inorder = sorted(self._counted.values(), key=lambda each: _ORDER[each.fault.kind])
        self._by_level = {level: tuple(each for each in inorder if each.fault.level is level) for level in Level}
        for listener in self._listeners:
            listener()


def _meant(fault: Fault, asked: Asked) -> bool:
    """Whether a fault is for such requests. A path begins with a slash; what does not is an action's name."""
    if fault.path:
        here = asked.path.startswith(fault.path) if fault.path.startswith("/") else asked.action == fault.path
        if not here:
            return False
    return not fault.number or fault.number in asked.numbers
