"""Which message this is: its serial number and its luck, from what it says and how many like it came before. No clock, no order.

In `derived` mode a serial is a pure function of seed and message, so the same texts have the same ids over any number of connections;
a served network counts instead, because senders expect short growing ids.
"""

from hashlib import blake2b
from zlib import crc32

from simulator.kernel.chance import salt
from simulator.message import Submission

_LIKENESSES_KEPT = 2_000_000
"""What a served network remembers of likenesses; past it, counting starts anew and a repeated text may share an earlier one's luck."""


class Identity:
    """Numbers messages. `derived`: by content (64 bits); otherwise 1, 2, 3, …"""

    def __init__(self, seed: int, *, derived: bool) -> None:
        self._key = salt(seed, "identity").to_bytes(8, "big")
        self._salt = salt(seed, "luck") & 0xFFFFFFFF
        self._derived = derived
        self._count = 0
        self._seen: dict[int, int] = {}

    def of(self, submission: Submission) -> tuple[int, int]:
        """Serial (an integer below 2^64) and luck (32 bits) of this submission; asking again makes it the next like it."""
        address = f"{submission.account}\0{submission.source}\0{submission.destination}\0"
        content = submission.content
        likeness = hash((address, content, submission.header))
        seen = self._seen
        nth = seen.get(likeness, 0)
        seen[likeness] = nth + 1
        self._count += 1
        luck = crc32(content, crc32(address.encode(), self._salt ^ nth))
        if self._derived:
            return self._digest(f"{address}{nth}\0".encode() + submission.header + content), luck
        if len(seen) > _LIKENESSES_KEPT:
            seen.clear()
        return self._count, luck

    def _digest(self, whole: bytes) -> int:
        return int.from_bytes(blake2b(whole, digest_size=8, key=self._key).digest(), "big")
