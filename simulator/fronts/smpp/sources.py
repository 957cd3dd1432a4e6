"""Which source addresses an account may send from. It knows no message."""

from simulator.smpp.statuses import Status
from simulator.wire.accounts import SenderRules


class Sources:
    """An account's rules, read once."""

    def __init__(self, rules: SenderRules) -> None:
        self._exact = frozenset(rule for rule in rules.allowed if not rule.endswith("*"))
        self._begin = tuple(rule[:-1] for rule in rules.allowed if rule.endswith("*"))
        self._instead = rules.instead

    def judged(self, address: str) -> str | Status:
        """The address that the text shows: this one, or the one that stands in for it; RINVSRCADR where there is none."""
        if address in self._exact or address.startswith(self._begin):
            return address
        return Status.RINVSRCADR if self._instead is None else self._instead
