"""What a scenario may say about carriers: networks and their speed, what they intercept, how they fail, how long they try. No state."""

from enum import Enum, unique

from msgspec import Struct

from simulator.message import Instant

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS


class Latency(Struct, frozen=True):
    """How long a text travels to a handset that can be reached: log-normal, from its median and its 99th percentile (ms)."""

    median_ms: float
    p99_ms: float


class Outage(Struct, frozen=True):
    """The network hands nothing over from `since` on, until `until` (None: for good). Texts are stored meanwhile and go out at its end."""

    since: Instant
    until: Instant | None = None


LATENCY = Latency(median_ms=1_500, p99_ms=6_000)
"""Assumed: Chinese verification codes arrive in one to a few seconds."""

RETRIES_MS = (
    *(minutes * MINUTE_MS for minutes in (1, 5, 15, 30)),
    *(hours * HOUR_MS for hours in (1, 2, 4, 8, 12)),
)
"""Waits between tries, each counted from the try before; the last one repeats."""


class Network(Struct, frozen=True):
    """One carrier's network. prefixes: the first digits of its numbers, `138` for mainland numbers and `+852` for others.

    loss: share of texts that vanish, 0 to 1; spot_check: share that is intercepted although nothing is wrong with it, 0 to 1.
    throttle_per_day: texts to one number in a calendar day (Beijing), None: any number.
    """

    name: str
    prefixes: tuple[str, ...]
    latency: Latency = LATENCY
    retries_ms: tuple[int, ...] = RETRIES_MS
    loss: float = 0.0
    spot_check: float = 0.0
    outages: tuple[Outage, ...] = ()
    throttle_per_day: int | None = None


@unique
class Action(Enum):
    """What happens to a text that holds a word of the lexicon. Values are the words of scenario files."""

    INTERCEPT = "intercept"  # refused with the carrier's code for sensitive words
    DROP = "drop"  # gone, and nobody is told
    HOLD = "hold"  # held for review by hand, then it travels on


class WordRule(Struct, frozen=True):
    """What happens to texts that hold one of these words. hold_ms: the length of the review, of marketing texts hold_marketing_ms.

    refuse: whether the review ends in a refusal. network: the only one that looks for them; None: all do.
    """

    words: tuple[str, ...]
    action: Action = Action.INTERCEPT
    hold_ms: int = 30 * SECOND_MS
    hold_marketing_ms: int = 6 * MINUTE_MS
    refuse: bool = False
    network: str | None = None


MOBILE = "1703 1705 1706 134 135 136 137 138 139 147 148 150 151 152 157 158 159 165 172 178 182 183 184 187 188 192 195 197 198"
UNICOM = "1704 1707 1708 1709 130 131 132 145 146 155 156 166 167 171 175 176 185 186 196"
TELECOM = "1700 1701 1702 1349 133 149 153 162 173 174 177 180 181 189 190 191 193 199"

"""With the virtual operators' blocks (170x, 162, 165, 167, 171) under the network that carries them; 192 uses Mobile's."""

NETWORKS = (
    Network("mobile", tuple(MOBILE.split())),
    Network("unicom", tuple(UNICOM.split())),
    Network("telecom", tuple(TELECOM.split())),
    Network("international", ("+",)),
)


class CarrierSettings(Struct, frozen=True):
    """networks: all of them, the first one takes what nobody claims; lexicon: the first rule with a word in the text applies.

    validity_ms: of texts whose sender says nothing; validity_ms_max: more is cut down to it. join_ms: how long the parts of a long text
    wait for one another at the handset.
    """

    networks: tuple[Network, ...] = NETWORKS
    lexicon: tuple[WordRule, ...] = ()
    validity_ms: int = 48 * HOUR_MS
    validity_ms_max: int = 30 * 24 * HOUR_MS
    join_ms: int = 24 * HOUR_MS
