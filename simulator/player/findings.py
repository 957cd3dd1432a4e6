"""What was found while a scenario was played: one finding a place, however often that was come by. It judges nothing."""

from msgspec import Struct

from simulator.message import Instant
from simulator.scenario.places import Place


class Finding(Struct, frozen=True):
    """One expectation, or a step that could not be done: where it stands, whether it held, what was seen in its place, and when."""

    place: Place
    held: bool
    what: str
    at: Instant


class Findings:
    """One play's, in the order of their first time."""

    def __init__(self) -> None:
        self._found: dict[Place, Finding] = {}
        self._times: dict[Place, int] = {}

    def note(self, place: Place, wrong: list[str], now: Instant) -> None:
        """Nothing wrong, or what. Of a place in a loop the first time that something was wrong is told, else that it held."""
        times = self._times[place] = self._times.get(place, 0) + 1
        known = self._found.get(place)
        if known is None or (known.held and wrong):
            what = "; ".join(wrong) or "held"
            self._found[place] = Finding(place, not wrong, what if times == 1 else f"{what} (the {_ordinal(times)} time)", now)

    def __call__(self) -> list[Finding]:
        """All so far."""
        return list(self._found.values())


def _ordinal(nth: int) -> str:
    tens, ones = divmod(nth % 100, 10)
    return f"{nth:,}{'th' if tens == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(ones, 'th')}"
