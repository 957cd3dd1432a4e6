"""The types of mandatory fields, each able to read and to write itself. What a value means is not judged here: only its form.

Text fields are `str`, one character an octet: ASCII, and above it Latin-1, so that every octet a peer sends survives reading and
writing. Reading raises `ProtocolError` with the status that answers the violation; writing a value that does not fit is ValueError.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from msgspec import Struct

from simulator.smpp.statuses import ProtocolError, Status

TEXT = "latin-1"

Fields = dict[str, Any]
Taken = tuple[Any, int]
"""What a reader gives: the value, and where the next field begins."""


class FieldType(Protocol):
    """A form on the wire. `fields`: on reading those before this one, on writing all of the PDU."""

    def read(self, octets: bytes, at: int, fields: Fields) -> Taken:
        """The value that begins at `at`, and the offset after it."""

    def write(self, value: Any, fields: Fields) -> bytes:
        """The octets of `value`."""


def _ends_inside() -> ProtocolError:
    return ProtocolError(Status.RINVCMDLEN, "the body ends inside it")


def _within(value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise ValueError(f"{value} is not within {least} to {most}")
    return value


@dataclass(frozen=True, slots=True)
class Int1:
    """An unsigned integer of one octet: what most fields are, so it has a reader of its own."""

    def read(self, octets: bytes, at: int, fields: Fields) -> Taken:  # noqa: ARG002 - the shape that all types share
        """An int; the body's end is RINVCMDLEN."""
        if at >= len(octets):
            raise _ends_inside()
        return octets[at], at + 1

    def write(self, value: int, fields: Fields) -> bytes:  # noqa: ARG002
        """One octet."""
        return _within(value, 0, 255).to_bytes(1, "big")


@dataclass(frozen=True, slots=True)
class Int:
    """An unsigned integer of `size` octets, big-endian (SMPP 3.4 § 3.1)."""

    size: int

    def read(self, octets: bytes, at: int, fields: Fields) -> Taken:  # noqa: ARG002
        """An int; the body's end is RINVCMDLEN."""
        after = at + self.size
        if after > len(octets):
            raise _ends_inside()
        return int.from_bytes(octets[at:after], "big"), after

    def write(self, value: int, fields: Fields) -> bytes:  # noqa: ARG002
        """`size` octets."""
        return _within(value, 0, (1 << 8 * self.size) - 1).to_bytes(self.size, "big")


@dataclass(frozen=True, slots=True)
class CString:
    """C-Octet String: text ended by NUL, at most `most` octets with its NUL. `status` answers one that has no NUL by then.

    most_written: what we put out ourselves at most, where that is less than what is taken.
    """

    most: int
    status: Status
    most_written: int = 0

    def read(self, octets: bytes, at: int, fields: Fields) -> Taken:  # noqa: ARG002
        """A str without its NUL. A body that ends before `most` octets were seen is RINVCMDLEN."""
        nul = octets.find(0, at, at + self.most)
        if nul < 0:
            if len(octets) < at + self.most:
                raise _ends_inside()
            raise ProtocolError(self.status, f"no NUL within {self.most} octets")
        return octets[at:nul].decode(TEXT), nul + 1

    def write(self, value: str, fields: Fields) -> bytes:  # noqa: ARG002
        """The text and its NUL."""
        return c_octets(value, self.most_written or self.most)


def c_octets(text: str, most: int) -> bytes:
    """`text` and its NUL in at most `most` octets. A NUL within the text, or a character beyond Latin-1, is ValueError."""
    octets = text.encode(TEXT) + b"\0"
    if len(octets) > most:
        raise ValueError(f"{len(octets)} octets with its NUL, at most {most}")
    if octets.find(0) != len(octets) - 1:
        raise ValueError("a NUL within the text would end it")
    return octets


@dataclass(frozen=True, slots=True)
class TimeString:
    """C-Octet String of 1 or 17 octets: empty, or 16 characters and NUL (SMPP 3.4 § 7.1.1). Any other length is `status`."""

    status: Status
    LENGTH: ClassVar[int] = 16

    def read(self, octets: bytes, at: int, fields: Fields) -> Taken:  # noqa: ARG002
        """A str of 0 or 16 characters; what they say is read by `times.parse`."""
        nul = octets.find(0, at, at + self.LENGTH + 1)
        if nul < 0 and len(octets) <= at + self.LENGTH:
            raise _ends_inside()
        if nul not in {at, at + self.LENGTH}:
            raise ProtocolError(self.status, "neither empty nor 16 characters")
        return octets[at:nul].decode(TEXT), nul + 1

    def write(self, value: str, fields: Fields) -> bytes:  # noqa: ARG002
        """1 or 17 octets."""
        if len(value) not in {0, self.LENGTH}:
            raise ValueError(f"{len(value)} characters, neither empty nor 16")
        return c_octets(value, self.LENGTH + 1)


@dataclass(frozen=True, slots=True)
class Count:
    """Int1 that counts what the later field `of` holds. Writing counts for itself: the value in the PDU is not looked at."""

    of: str
    least: int
    most: int
    status: Status

    def read(self, octets: bytes, at: int, fields: Fields) -> Taken:  # noqa: ARG002
        """An int; out of its limits it is `status`."""
        if at >= len(octets):
            raise _ends_inside()
        count = octets[at]
        if not self.least <= count <= self.most:
            raise ProtocolError(self.status, f"{count} is not within {self.least} to {self.most}")
        return count, at + 1

    def write(self, value: int, fields: Fields) -> bytes:  # noqa: ARG002
        """One octet: how many there are."""
        return bytes((_within(len(fields[self.of]), self.least, self.most),))


@dataclass(frozen=True, slots=True)
class Octets:
    """Raw octets, as many as the earlier field `length` says. Fewer left in the body is `status`."""

    length: str
    status: Status

    def read(self, octets: bytes, at: int, fields: Fields) -> Taken:
        """Bytes."""
        after = at + fields[self.length]
        if after > len(octets):
            raise ProtocolError(self.status, f"{fields[self.length]} octets announced, {len(octets) - at} there")
        return octets[at:after], after

    def write(self, value: bytes, fields: Fields) -> bytes:  # noqa: ARG002
        """The octets as they are."""
        return bytes(value)


class SmeAddress(Struct, frozen=True, gc=False):
    """One destination of submit_multi: dest_flag 1."""

    ton: int
    npi: int
    addr: str


class DistributionList(Struct, frozen=True, gc=False):
    """A list of destinations known to the message centre: dest_flag 2."""

    name: str


class Unsuccess(Struct, frozen=True, gc=False):
    """One destination that submit_multi_resp says was not taken, and its status."""

    ton: int
    npi: int
    addr: str
    status: int


_ADDRESS = CString(21, Status.RINVDSTADR)
_NAME = CString(21, Status.RINVDLNAME)
_SME, _LIST = 1, 2


def _read_address(octets: bytes, at: int) -> tuple[int, int, str, int]:
    if at + 2 > len(octets):
        raise _ends_inside()
    addr, after = _ADDRESS.read(octets, at + 2, {})
    return octets[at], octets[at + 1], addr, after


def _write_address(ton: int, npi: int, addr: str) -> bytes:
    return bytes((_within(ton, 0, 255), _within(npi, 0, 255))) + _ADDRESS.write(addr, {})


@dataclass(frozen=True, slots=True)
class Destinations:
    """submit_multi's dest_address, as often as the earlier field `count` says (SMPP 3.4 § 4.5.1.1)."""

    count: str

    def read(self, octets: bytes, at: int, fields: Fields) -> Taken:
        """A list of SmeAddress and DistributionList; another dest_flag is RINVDESTFLAG."""
        found: list[SmeAddress | DistributionList] = []
        for _ in range(fields[self.count]):
            one, at = self._read_one(octets, at)
            found.append(one)
        return found, at

    def write(self, value: list[SmeAddress | DistributionList], fields: Fields) -> bytes:  # noqa: ARG002
        """All of them, each behind its dest_flag."""
        return b"".join(map(self._write_one, value))

    @staticmethod
    def _read_one(octets: bytes, at: int) -> tuple[SmeAddress | DistributionList, int]:
        if at >= len(octets):
            raise _ends_inside()
        flag = octets[at]
        if flag == _SME:
            ton, npi, addr, after = _read_address(octets, at + 1)
            return SmeAddress(ton, npi, addr), after
        if flag == _LIST:
            name, after = _NAME.read(octets, at + 1, {})
            return DistributionList(name), after
        raise ProtocolError(Status.RINVDESTFLAG, f"dest_flag {flag}")

    @staticmethod
    def _write_one(one: SmeAddress | DistributionList) -> bytes:
        match one:
            case SmeAddress(ton, npi, addr):
                return bytes((_SME,)) + _write_address(ton, npi, addr)
            case DistributionList(name):
                return bytes((_LIST,)) + _NAME.write(name, {})


@dataclass(frozen=True, slots=True)
class Unsuccesses:
    """submit_multi_resp's unsuccess_sme, as often as the earlier field `count` says (SMPP 3.4 § 4.5.2.1)."""

    count: str

    def read(self, octets: bytes, at: int, fields: Fields) -> Taken:
        """A list of Unsuccess."""
        found: list[Unsuccess] = []
        for _ in range(fields[self.count]):
            ton, npi, addr, at = _read_address(octets, at)
            status, at = Int(4).read(octets, at, {})
            found.append(Unsuccess(ton, npi, addr, status))
        return found, at

    def write(self, value: list[Unsuccess], fields: Fields) -> bytes:  # noqa: ARG002
        """All of them."""
        return b"".join(_write_address(one.ton, one.npi, one.addr) + Int(4).write(one.status, {}) for one in value)
