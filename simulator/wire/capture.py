"""What of the SMPP front's PDUs is kept for reading afterwards. Settings only."""

from enum import Enum, unique
from typing import Annotated

from msgspec import Meta, Struct


@unique
class Times(Enum):
    """Which clock a record's times are of."""

    NETWORK = "network"
    WALL = "wall"


class SmppCapture(Struct, frozen=True, forbid_unknown_fields=True):
    """A capture of PDUs, both directions, as they were on the wire.

    account: only sessions that ask to be bound as this system_id, from their first octet on, but not once they are bound as another.
    session: only the n-th connection since the start. keep: so many PDUs in memory, the newest ones; file: JSON lines, empty for none;
    pcap: for Wireshark, empty for none. Files are written anew. times: whose time the records bear.
    """

    account: str = ""
    session: Annotated[int, Meta(ge=1)] | None = None
    keep: Annotated[int, Meta(ge=0, le=10_000_000)] = 10_000
    file: str = ""
    pcap: str = ""
    times: Times = Times.NETWORK
