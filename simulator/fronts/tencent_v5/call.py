"""What the v5 front's interfaces are given: a request as it came, and one that was admitted. Values only; nothing is judged here."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from simulator.desk.intake import Asking
from simulator.fronts.tencent_v5.translate import Body, Tel
from simulator.message import Instant
from simulator.refusals import Refusal

PREFIX = "/v5/tlssmssvr"
SERVICES = "/v5/"
"""Where the platform's other services are: voice and more."""

Answer = dict[str, Any]


class Request(Struct, frozen=True):
    """What came in: the interface's name, the query's fields as they were sent, the body; None where that could not be read.

    caller: the IP address that it came from.
    """

    method: str
    interface: str
    app: str | None
    random: str
    raw: bytes | None
    caller: str = ""

    @property
    def path(self) -> str:
        """Its URL's path."""
        return f"{PREFIX}/{self.interface}"

    @property
    def text(self) -> str:
        """What the ledger keeps of it."""
        body = (self.raw or b"").decode("utf-8", "replace")
        return f"{self.method} {self.path}?sdkappid={self.app}&random={self.random}\n{body}"


class Call(Struct, frozen=True):
    """A request that is signed by its app and in time."""

    request: Request
    app: str
    body: Body
    tels: list[Tel]
    now: Instant


Begun = Answer | Refusal | Asking[Answer | Refusal]
"""What an interface comes to: its answer, or what it wants taken before it has one."""

Interface = tuple[Callable[[Body], list[Tel] | Refusal], Callable[[Call], Begun]]
"""A row of the front's table: which numbers the digest covers, and what is done."""
