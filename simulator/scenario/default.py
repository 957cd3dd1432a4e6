"""The default world: what `serve` runs when no scenario is named, so that a newcomer needs no file at all."""

from typing import Final

from msgspec.structs import replace

from simulator.carrier.settings import Action, CarrierSettings, WordRule
from simulator.handset.conditions import Condition
from simulator.handset.settings import HandsetSettings, ReplyRule, in_condition
from simulator.lines import LineSettings
from simulator.platform.settings import default_apps
from simulator.reporting.settings import Manner
from simulator.scenario.settings import Scenario
from simulator.wire.accounts import SmppAccount

APP: Final = "1400000001"
ACCOUNT: Final = SmppAccount("esme", "secret", shares=APP)

MINUTE_MS: Final = 60_000


def _sick(condition: Condition, for_ms: int | None = None) -> LineSettings:
    return LineSettings(in_condition(condition, for_ms=for_ms))


HANDSETS: Final[dict[str, LineSettings]] = {
    "00": LineSettings(),
    "01": _sick(Condition.OFF),
    "02": _sick(Condition.OFF, MINUTE_MS),
    "03": _sick(Condition.OUT_OF_CREDIT),
    "04": _sick(Condition.SUSPENDED),
    "05": LineSettings(blacklisted=True),
    "06": _sick(Condition.OUT_OF_CREDIT_OUTGOING),
    "07": _sick(Condition.STALE_REGISTRATION),
    "08": _sick(Condition.NO_SIGNAL),
    "09": _sick(Condition.NO_SIGNAL, MINUTE_MS),
    "10": _sick(Condition.INBOX_FULL),
    "11": _sick(Condition.INBOX_FULL, MINUTE_MS),
    "12": _sick(Condition.SETTINGS),
    "13": _sick(Condition.HARDWARE),
    "14": _sick(Condition.BLOCKED_ON_PHONE),
    "15": _sick(Condition.NUMBER_UNKNOWN),
    "16": LineSettings(unsubscribed=(APP,)),
    "17": LineSettings(HandsetSettings(replies=(ReplyRule("TD"),))),
    "18": LineSettings(HandsetSettings(replies=(ReplyRule("收到", after_ms=5_000),))),
    "19": LineSettings(ported_to="unicom"),
}
"""By the last two digits of its number."""

MANNERS: Final[dict[str, Manner]] = {"0": Manner.FINAL, "1": Manner.OPTIMISTIC, "2": Manner.EARLY, "3": Manner.SILENT}
"""By the digit before: 138000002NN is the same handset as 138000000NN on a carrier that reports early."""

AREAS: Final = ("+8613800000", "+8618600000", "+8618900000", "+85251000")
"""Mobile, Unicom, Telecom, and abroad: a number is one of these, the digit of its manner, and the digits of its handset."""

LEXICON: Final = (
    WordRule(("发票",), Action.INTERCEPT),
    WordRule(("中奖",), Action.HOLD),
)

KEEP: Final = 500_000
"""Messages that a served network remembers; some 400 MB when all of them are there."""


def scenario() -> Scenario:
    """The default world. Handset 19 is ported to Unicom from wherever its number was given out."""
    lines = {
        f"{area}{digit}{nn}": replace(settings, report=manner)
        for area in AREAS
        for digit, manner in MANNERS.items()
        for nn, settings in HANDSETS.items()
    }
    return Scenario(
        accounts=(ACCOUNT,),
        apps=default_apps(),
        lines=lines,
        carriers=CarrierSettings(lexicon=LEXICON),
        keep=KEEP,
        title="the default world",
    )
