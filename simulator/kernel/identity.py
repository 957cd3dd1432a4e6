"""Which message this is: its serial number and its luck. No clock.

Where network time stands still until it is told to pass, both follow from seed, content and how many like it came before: the same texts
have the same ids and the same fate over any number of connections. Where it runs, messages are counted: no two runs have the same
instants there anyway, and senders expect short growing ids.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from simulator.kernel.chance import salt
from simulator.message import Submission

_MASK = (1 << 32) - 1


class Identity:
    """Numbers messages. `derived`: by content (64 bits of a digest); otherwise 1, 2, 3, …"""

    def __init__(self, seed: int, *, derived: bool) -> None:
        self._key = salt(seed, "identity").to_bytes(8, "big")
        self._derived = derived
        self._count = 0
        self._seen: dict[int, int] = {}

    def of_all(self, submissions: Sequence[Submission]) -> Iterable[tuple[int, int]]:
        """Serial (an integer below 2^64) and luck (32 bits) of each; asking again makes it the next like it.

        What its sender asked for (validity, reports) tells it from others, and has no part in its luck.
        """
        if self._derived:
            return map(self._of, submissions)
        first = self._count + 1
        self._count += len(submissions)
        serials = range(first, self._count + 1)
        return zip(serials, serials if self._count <= _MASK else (serial & _MASK for serial in serials), strict=True)

    def of(self, submission: Submission) -> tuple[int, int]:
        """The same of one."""
        if self._derived:
            return self._of(submission)
        self._count = count = self._count + 1
        return count, count & _MASK

    def _of(self, submission: Submission) -> tuple[int, int]:
        address = f"{submission.account}\0{submission.source}\0{submission.destination}\0"
        said = submission.header + submission.content
        asked = submission.carriage.validity_ms, submission.carriage.wants
        likeness = hash((address, said, asked))
        nth = self._seen.get(likeness, 0)
        self._seen[likeness] = nth + 1
        whole = f"{address}{nth}\0".encode() + said
        luck = int.from_bytes(blake2b(whole, digest_size=4, key=self._key).digest(), "big")
        serial = int.from_bytes(blake2b(whole + f"{asked}".encode(), digest_size=8, key=self._key).digest(), "big")
        return serial, luck
