"""What a test is told that waited in vain. It waits for nothing itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.control.answers import WholeMessage
from simulator.testing.assertions import NotSoError, trail


def missed(what: str, limit_s: float, which: Mapping[str, Any], lately: Sequence[WholeMessage]) -> NotSoError:
    """It did not come. lately: messages to the number that was waited for."""
    asked = ", ".join(f"{name}={value}" for name, value in which.items() if value is not None) or "any"
    lines = [line for message in lately for line in trail(message)] or ["  no message went there" if which.get("number") else ""]
    return NotSoError("\n".join([f"no {what} ({asked}) within {limit_s:g} s", *filter(None, lines)]))
