"""Writes octets a few at a time. It knows no PDU and no fault."""

from collections.abc import Callable


class Drip:
    """write: puts octets on the wire; again: calls something at the next drop's time; dry: called when all is written."""

    def __init__(
        self,
        write: Callable[[bytes], None],
        again: Callable[[int, Callable[[], None]], None],
        dry: Callable[[], None],
    ) -> None:
        self._write, self._again, self._dry = write, again, dry
        self._octets = bytearray()
        self._falls = False
        self.size, self.delay_ms = 1, 0

    def __len__(self) -> int:
        return len(self._octets)

    def add(self, octets: bytes) -> None:
        """These follow."""
        self._octets += octets
        if self._octets and not self._falls:
            self._fall()

    def pour(self) -> None:
        """All that is left, at once."""
        octets = bytes(self._octets)
        self._octets.clear()
        if octets:
            self._write(octets)
            self._dry()

    def _fall(self) -> None:
        self._falls = False
        if not self._octets:
            return
        drop = bytes(self._octets[: self.size])
        del self._octets[: self.size]
        self._write(drop)
        if self._octets:
            self._falls = True
            self._again(self.delay_ms, self._fall)
        else:
            self._dry()
