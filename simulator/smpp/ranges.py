"""An address_range (SMPP 3.4 § 5.2.7): which addresses a receiving session serves. It reads one range and remembers no address.

Clients hand these over, so they are read by RE2, which takes linear time whatever the expression; it is imported with the first one.
"""

from collections.abc import Callable
from functools import lru_cache

MEMORY_MAX = 1 << 20
"""Octets that one expression may take: forty characters can ask for far more."""


@lru_cache(maxsize=1_024)
def reader(address_range: str) -> Callable[[str], bool] | None:
    """Whether an address is in it; None for a range that holds every address. One that cannot be read is ValueError."""
    if not address_range:
        return None
    single = address_range.removeprefix("+")
    if single.isalnum():
        return lambda address: address.removeprefix("+") == single
    import re2  # noqa: PLC0415 - hardly any account needs it

    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY_MAX
    try:
        matches = re2.compile(address_range, options).search
    except re2.error as error:
        raise ValueError(f"address_range {address_range!r} cannot be read: {error}") from error
    return lambda address: matches(address) is not None
