"""What a scenario may say about carriers: networks, their prefixes and their speed; validity. Settings only, no state."""

from msgspec import Struct

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


class Latency(Struct, frozen=True):
    """How long a text travels to a handset that can be reached: log-normal, from its median and its 99th percentile (ms)."""

    median_ms: float
    p99_ms: float


class Network(Struct, frozen=True):
    """One carrier's network. prefixes: the first digits of its numbers, `138` for mainland numbers and `+852` for others."""

    name: str
    prefixes: tuple[str, ...]
    latency: Latency


LATENCY = Latency(median_ms=1_500, p99_ms=6_000)
"""Assumed: Chinese verification codes arrive in one to a few seconds."""

MOBILE = "134 135 136 137 138 139 147 148 150 151 152 157 158 159 165 172 178 182 183 184 187 188 195 197 198"
UNICOM = "130 131 132 145 146 155 156 166 167 171 175 176 185 186 196"
TELECOM = "133 149 153 162 173 174 177 180 181 189 190 191 193 199"


class CarrierSettings(Struct, frozen=True):
    """Retries are counted from the failed attempt before; the last wait repeats until validity ends (§ default world)."""

    networks: tuple[Network, ...] = (
        Network("mobile", tuple(MOBILE.split()), LATENCY),
        Network("unicom", tuple(UNICOM.split()), LATENCY),
        Network("telecom", tuple(TELECOM.split()), LATENCY),
        Network("international", ("+",), LATENCY),
    )
    validity_ms: int = 48 * HOUR_MS
    validity_ms_max: int = 30 * 24 * HOUR_MS
    retries_ms: tuple[int, ...] = (
        1 * MINUTE_MS,
        5 * MINUTE_MS,
        15 * MINUTE_MS,
        30 * MINUTE_MS,
        1 * HOUR_MS,
        2 * HOUR_MS,
        4 * HOUR_MS,
        8 * HOUR_MS,
        12 * HOUR_MS,
    )
