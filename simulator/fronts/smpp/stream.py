"""Cuts one direction of a connection into PDUs, however the network cut it. It reads no more than their lengths."""

from simulator.smpp.codec import HEADER_OCTETS, PDU_OCTETS_MAX


class Stream:
    """left: octets of a PDU that began before.

    Past a command_length that cannot be there are no PDUs any more: all that comes is handed on as it comes, and `lost` is true.
    """

    def __init__(self, left: bytes = b"") -> None:
        self._octets = left
        self.lost = False

    @property
    def left(self) -> bytes:
        """What is there of PDUs that were not taken yet."""
        return self._octets

    def feed(self, octets: bytes) -> None:
        """These follow."""
        self._octets += octets

    def next(self) -> bytes | None:
        """The next PDU, None while there is no whole one."""
        octets = self._octets
        if self.lost:
            self._octets = b""
            return octets or None
        if len(octets) < HEADER_OCTETS:
            return None
        length = int.from_bytes(octets[:4], "big")
        if not HEADER_OCTETS <= length <= PDU_OCTETS_MAX:
            self.lost = True
            return self.next()
        if len(octets) < length:
            return None
        self._octets = octets[length:]
        return octets[:length]

    def back(self, octets: bytes) -> None:
        """This PDU was not taken: it is the next one again."""
        self._octets = octets + self._octets

    def rest(self) -> bytes:
        """What is left, which ends the stream here."""
        octets, self._octets = self._octets, b""
        return octets
