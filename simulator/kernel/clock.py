"""Network time as a function of wall time: still, or running at a speed. It is told the wall's time and never reads it."""

from collections.abc import Callable

from msgspec import Struct

from simulator.message import Instant

PAUSED = 0.0


class NotQuietError(Exception):
    """Time could not pass, because of exchanges that did not end. The text names them."""


class Clock:
    """The network's clock. `wall_s` is any steadily growing count of seconds, the same one in every call."""

    def __init__(self, start: Instant, speed: float, wall_s: float) -> None:
        self._base = start
        self._speed = speed
        self._wall_s = wall_s

    @property
    def speed(self) -> float:
        """Network seconds a wall second; 0 stands still."""
        return self._speed

    @property
    def paused(self) -> bool:
        """Whether it stands still until it is told to pass."""
        return self._speed == PAUSED

    def now(self, wall_s: float) -> Instant:
        """Network time at this moment of the wall, in whole milliseconds."""
        return self._base + int((wall_s - self._wall_s) * self._speed * 1000.0)

    def wait_s(self, due: Instant, wall_s: float) -> float:
        """Wall seconds until network time `due`; infinite while it stands still, 0 for what is past."""
        left = due - self.now(wall_s)
        if left <= 0:
            return 0.0
        return left / 1000.0 / self._speed if self._speed else float("inf")

    def set_speed(self, speed: float, wall_s: float) -> None:
        """From now on so fast; 0 stops it. A negative speed is a ValueError."""
        if speed < 0:
            raise ValueError(f"speed {speed} is negative: network time never runs backwards")
        self._base, self._wall_s, self._speed = self.now(wall_s), wall_s, speed

    def put_back(self, to: Instant, wall_s: float) -> None:
        """Be at `to`, which is over, and go on from there: for a network that is made as it was then."""
        self._base, self._wall_s = to, wall_s

    def jump(self, to: Instant, wall_s: float) -> None:
        """Be at `to` now; going back is a ValueError."""
        now = self.now(wall_s)
        if to < now:
            raise ValueError(f"{to} lies {now - to} ms in the past: network time never runs backwards")
        self._base, self._wall_s = to, wall_s


class Time(Struct, frozen=True):
    """What the parts of a world need of its driver. now: network time; wake: something new is due; paused: whether it stands still."""

    now: Callable[[], Instant]
    wake: Callable[[], None]
    paused: Callable[[], bool]
