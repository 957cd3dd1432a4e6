"""A scenario as settings: all that a world is built from. It reads no file and builds nothing."""

from msgspec import Struct

from simulator.carrier.settings import CarrierSettings
from simulator.lines import LineSettings
from simulator.platform.settings import App
from simulator.smpp.timers import Timers
from simulator.wire.accounts import SmppAccount


class Scenario(Struct, frozen=True):
    """lines: what is said of single numbers, by E.164 number; all others are ordinary.

    keep: how many messages the ledger remembers (None: all). allow_callback: hosts beside loopback that reports may be pushed to.
    """

    accounts: tuple[SmppAccount, ...]
    apps: tuple[App, ...]
    lines: dict[str, LineSettings]
    carriers: CarrierSettings = CarrierSettings()
    timers: Timers = Timers()
    keep: int | None = None
    allow_callback: frozenset[str] = frozenset()
