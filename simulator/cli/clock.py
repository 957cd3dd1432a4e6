"""`fakecarrier pass`: lets a running network's time pass. It waits until all that was due has happened."""

import re

from simulator.cli.talk import TalkError, post

DAYS_MOST = 3_650
"""What the control API takes."""
_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400}
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|s|m|h|d)")


def pass_time(url: str, span: str) -> str:
    """Let so much time pass; what the clock shows then. TalkError: the span cannot be read, or the network does not answer."""
    clock = post(url, "/sim/clock/pass", {"seconds": seconds(span)})
    return f"it is {clock['now']}, {'standing still' if clock['paused'] else 'running'}"


def seconds(span: str) -> float:
    """The seconds of `90s`, `1h30m`, `2d`."""
    parts = _PART.findall(span)
    if not parts or "".join(number + unit for number, unit in parts) != span:
        raise TalkError(f"{span!r} is no span of time: wanted for instance 90s, 1h30m, 2d or 500ms")
    found = sum(float(number) * _UNITS[unit] for number, unit in parts)
    if found > DAYS_MOST * _UNITS["d"]:
        raise TalkError(f"{span!r} is more than can pass at once: {DAYS_MOST}d at most")
    return found
