"""The SMPP front's faults that are switched on, and which of them strike: their counts and their chance. What they do stands elsewhere."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from simulator import address
from simulator.kernel.chance import Chance
from simulator.wire.smpp_faults import KINDS, Kind, Level, Request, SmppFault, objections

_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}


class Met(Struct, frozen=True):
    """What a fault may strike. numbers: E.164, of a request's destinations; luck: of its message, None where there is none yet."""

    account: str = ""
    session: int = 0
    numbers: frozenset[str] = frozenset()
    request: Request | None = None
    luck: int | None = None


class Strike(Struct, frozen=True):
    """A fault at work once. delay_ms: how long it takes this time."""

    name: str
    fault: SmppFault
    delay_ms: int


Strikes = list[Strike]


class Counted(Struct, eq=False):
    """A fault that is switched on. met: what it could have struck so far; struck: what it did."""

    name: str
    fault: SmppFault
    whether: Chance
    how_long: Chance
    met: int = 0
    struck: int = 0

    def strike(self, luck: int | None) -> Strike | None:
        """Meet the next one, and perhaps strike it. Chance follows the message where there is one, else the count."""
        fault = self.fault
        self.met += 1
        draw = self.met if luck is None else luck
        if (fault.first is not None and self.met > fault.first) or self.met % fault.every:
            return None
        if fault.share < 1 and self.whether.share(draw) >= fault.share:
            return None
        self.struck += 1
        more = 0 if fault.delay_max_ms is None else (fault.delay_max_ms - fault.delay_ms) * self.how_long.share(draw)
        return Strike(self.name, fault, fault.delay_ms + round(more))

    def shown(self) -> dict[str, Any]:
        """Its name, its settings, what it does, and how often it could have struck and did."""
        said = msgspec.to_builtins(self.fault.said())
        return {"name": self.name, **said, "does": KINDS[self.fault.kind].does, "met": self.met, "struck": self.struck}


class Faults:
    """One front's, by name. seed: all chance follows from it and a fault's name; changed: called when one was switched on or off."""

    def __init__(self, seed: int, changed: Callable[[], None]) -> None:
        self._seed = seed
        self._changed = changed
        self._counted: dict[str, Counted] = {}
        self._learnt: Mapping[str, SmppFault] = {}
        self._by_level: dict[Level, tuple[Counted, ...]] = dict.fromkeys(Level, ())

    def learn(self, faults: Mapping[str, SmppFault]) -> None:
        """These hold, in place of those that were learnt before; what was put by name since stays. ValueError as of `put`."""
        fresh = {name: self._fresh(name, fault) for name, fault in faults.items()}
        for name in self._learnt:
            self._counted.pop(name, None)
        self._counted |= fresh
        self._learnt = dict(faults)
        self._arrange()

    def put(self, name: str, fault: SmppFault) -> None:
        """Switch one on, in place of its namesake; its counts begin anew. ValueError says what is wrong with its settings."""
        fresh = self._fresh(name, fault)
        self._learnt = {known: learnt for known, learnt in self._learnt.items() if known != name}
        self._counted[name] = fresh
        self._arrange()

    def remove(self, name: str) -> bool:
        """Switch one off, which ends what it does to sessions; whether there was one."""
        found = self._counted.pop(name, None) is not None
        if found:
            self._arrange()
        return found

    def list(self) -> list[dict[str, Any]]:
        """All that are on, in the order in which they were put."""
        return [each.shown() for each in self._counted.values()]

    def on(self, *levels: Level) -> bool:
        """Whether any is on that strikes one of these."""
        return any(self._by_level[level] for level in levels)

    def has(self, strike: Strike) -> bool:
        """Whether the fault that struck so is still on."""
        counted = self._counted.get(strike.name)
        return counted is not None and counted.fault is strike.fault

    def strike(self, level: Level, met: Met, may: Callable[[SmppFault], bool] = lambda _: True) -> Strikes:
        """What befalls this, in order. may: which faults can strike it at all."""
        theirs = (each for each in self._by_level[level] if _meant(each.fault, met) and may(each.fault))
        return [strike for each in theirs if (strike := each.strike(met.luck)) is not None]

    def _fresh(self, name: str, fault: SmppFault) -> Counted:
        if fault.number:
            number = address.parse(fault.number)
            if number is None:
                raise ValueError(f"{fault.number!r} is no phone number: wanted 13800000000, 8613800000000 or +8613800000000")
            fault = replace(fault, number=number)
        for _, wrong in objections(fault):
            raise ValueError(wrong)
        return Counted(name, fault, Chance(self._seed, f"smpp.fault.{name}"), Chance(self._seed, f"smpp.fault.{name}.delay"))

    def _arrange(self) -> None:
        inorder = sorted(self._counted.values(), key=lambda each: _ORDER[each.fault.kind])
        self._by_level = {level: tuple(each for each in inorder if each.fault.level is level) for level in Level}
        self._changed()


def _meant(fault: SmppFault, met: Met) -> bool:
    """Whether a fault is for such as this."""
    return (
        (not fault.account or fault.account == met.account)
        and (fault.session is None or fault.session == met.session)
        and (not fault.number or fault.number in met.numbers)
        and (met.request is None or met.request in fault.requests)
    )
