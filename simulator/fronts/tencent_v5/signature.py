"""The `sig` of a v5 request: what it must be, and whether it is. It does not judge the request's age and holds no keys."""

import hmac
from hashlib import sha256


def calculate(key: str, random: str, time: str, last: str = "") -> str:
    """The hex digest over a request. `random` and `time` are hashed as they were sent; nothing is escaped or sorted.

    last: the interface's own part, `mobile=13800000000,13800000001` or empty. Source: the v5 pages of each interface.
    """
    parts = [f"appkey={key}", f"random={random}", f"time={time}"]
    if last:
        parts.append(last)
    return sha256("&".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def matches(given: str, wanted: str) -> bool:
    """Whether two digests are the same; the first-generation Java client sends upper case."""
    return hmac.compare_digest(given.lower().encode("utf-8", "surrogatepass"), wanted.encode())
