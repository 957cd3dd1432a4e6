"""What a text of a scenario file means where it is about SMPP: statuses, octets, networks, receipts. ValueError says what is wanted."""

import re
from collections.abc import Callable
from ipaddress import ip_network
from string import Formatter
from typing import Final

from simulator.scenario.problems import listed, one_of, quoted
from simulator.smpp.ranges import reader
from simulator.smpp.statuses import Status, code_of

STATUS_MAX: Final = 0xFFFFFFFF
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]{1,8}|[0-9]{1,10}")
_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_IN_A_RECEIPT: Final = ("id", "submit", "done", "stat", "err", "text", "dlvrd")
_ENDINGS: Final = {"file": ".jsonl", "pcap": ".pcap"}


def coded(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers within these bounds, decimal or `0x…`."""

    def read(word: str) -> int:
        number = int(word, 16 if word[:2] in {"0x", "0X"} else 10) if _NUMBER.fullmatch(word) else -1
        if not low <= number <= high:
            raise ValueError(f"{quoted(word)} will not do: wanted a number from {low} to {high}, or 0x{low:02x} to 0x{high:02x}")
        return number

    return read


def status(word: str) -> int:
    """A command_status by its name in the paper, `RTHROTTLED` or `ESME_RTHROTTLED`, or any of 32 bits: `0x58`, `1024`."""
    if _NUMBER.fullmatch(word):
        return coded(0, STATUS_MAX)(word)
    found = code_of(word)
    if found is None:
        raise ValueError(f"{quoted(word)} is no status of SMPP{one_of(word.removeprefix('ESME_'), Status.__members__)}, or a number, 0x400")
    return found


def octets(word: str) -> str:
    """Octets in hexadecimal, with blanks where one likes."""
    try:
        bytes.fromhex(word)
    except ValueError:
        raise ValueError(f"{quoted(word)} is not hexadecimal: write octets as deadbeef, or de ad be ef") from None
    return word


def network(word: str) -> str:
    """An IP address, or a network such as `10.0.0.0/8`."""
    try:
        ip_network(word, strict=False)
    except ValueError:
        raise ValueError(f"{quoted(word)} is no IP address and no network: write it as 127.0.0.1 or 10.0.0.0/8") from None
    return word


def rate(word: str) -> float:
    """So many a second, more than none."""
    if not _RATE.fullmatch(word) or not float(word):
        raise ValueError(f"{quoted(word)} will not do: wanted how many a second, such as 10 or 0.5")
    return float(word)


def address_range(word: str) -> str:
    """An address, or an expression as RE2 knows it."""
    reader(word)
    return word


def receipt(word: str) -> str:
    """The text of a receipt with its fields in braces."""
    try:
        fields = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(word) if name is not None]
        word.encode("latin-1")
    except UnicodeEncodeError as error:
        raise ValueError(f"{quoted(word[error.start])} is not in Latin-1, which receipts are written in") from None
    except ValueError:
        raise ValueError(f"{quoted(word)} has a brace that stands alone: fields are written {{id}}, a brace itself {{{{") from None
    for name, spec, conversion in fields:
        if name not in _IN_A_RECEIPT or spec or conversion:
            raise ValueError(f"{{{name[:20]}}} is no field of a receipt{one_of(name, _IN_A_RECEIPT)}")
    return word


def output(kind: str) -> Callable[[str], str]:
    """A reader of names of files that a capture may write over, told by their endings. kind: `file` or `pcap`."""

    def read(word: str) -> str:
        if not word.endswith(_ENDINGS[kind]) or "\0" in word:
            other = next((f": {name} is for that" for name, ending in _ENDINGS.items() if name != kind and word.endswith(ending)), "")
            raise ValueError(f"{quoted(word)} does not end in {_ENDINGS[kind]}, as what a capture writes there must{other}")
        return word

    return read


def version(word: str) -> int:
    """An interface_version as people write it."""
    known = {"3.3": 0x33, "3.4": 0x34, "5.0": 0x50}
    if word not in known:
        raise ValueError(f"{quoted(word)} is no version of SMPP; wanted {listed(known)}")
    return known[word]
