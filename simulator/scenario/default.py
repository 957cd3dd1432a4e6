"""The default world: what `serve` runs when no scenario is named, so that a newcomer needs no file at all."""

from typing import Final

from simulator.handset.conditions import Condition
from simulator.handset.settings import HandsetSettings
from simulator.lines import LineSettings
from simulator.platform.settings import default_apps
from simulator.reporting.settings import Manner
from simulator.scenario.settings import Scenario
from simulator.wire.accounts import SmppAccount

ACCOUNT: Final = SmppAccount("esme", "secret")

HANDSETS: Final[dict[str, HandsetSettings]] = {
    "00": HandsetSettings(),
    "01": HandsetSettings(Condition.OFF),
    "02": HandsetSettings(Condition.OFF, for_ms=60_000),
}
"""By the last two digits of its number."""

MANNERS: Final[dict[str, Manner]] = {"0": Manner.FINAL, "1": Manner.EARLY, "2": Manner.OPTIMISTIC, "3": Manner.SILENT}
"""By the digit before: 138000001NN is the same handset as 138000000NN on a carrier that reports early."""

NETWORKS: Final = ("+86138", "+86186", "+86189")
"""Mobile, Unicom, Telecom."""

KEEP: Final = 500_000
"""Messages that a served network remembers; some 400 MB when all of them are there."""


def scenario() -> Scenario:
    """The default world. Numbers: +86 138|186|189 00000 manner handset."""
    lines = {
        f"{network}00000{digit}{nn}": LineSettings(handset, manner)
        for network in NETWORKS
        for digit, manner in MANNERS.items()
        for nn, handset in HANDSETS.items()
    }
    return Scenario(accounts=(ACCOUNT,), apps=default_apps(), lines=lines, keep=KEEP)
