"""What the cloud API's actions are given and give back: a signed call, a row a version and action. Values only; rows stand elsewhere."""

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct

from simulator.desk.intake import Asking
from simulator.message import Instant
from simulator.refusals import Reason, Refusal

V2021: Final = "2021-01-11"
V2019: Final = "2019-07-11"
VERSIONS: Final = (V2021, V2019)

ZH, EN = "zh-CN", "en-US"
"""Languages of X-TC-Language."""

SAID_MAX: Final = 4_000
"""Octets, or characters of a form, that a record keeps of a request."""

Fields = dict[str, Any]
"""The fields of Response, without its RequestId."""


class Call(Struct, frozen=True):
    """A request that is signed and in time.

    customer: whose key signed it; main: whether it is the main account's; allowed_ips: where its calls may come from, empty for anywhere.
    caller: the IP address that it came from.
    said: the body as it came, or the fields of a form or query.
    """

    customer: str
    secret_id: str
    main: bool
    allowed_ips: frozenset[str]
    version: str
    action: str
    region: str
    language: str
    caller: str
    now: Instant
    method: str
    said: bytes | list[tuple[str, str]]

    @property
    def text(self) -> str:
        """What the record keeps of it when it is refused, without its signature."""
        said = self.said
        if isinstance(said, list):
            body = "&".join(f"{name}={value}" for name, value in said if name != "Signature")
        else:
            body = said[:SAID_MAX].decode("utf-8", "replace")
        shown = f"{self.method} / {self.action} {self.version}\n{body[:SAID_MAX]}"
        return shown.encode("utf-8", "replace").decode()


class Failure(Struct, frozen=True):
    """An Error with a code of its own, which no refusal stands for. reason: how the record calls it."""

    code: str
    message: str
    reason: Reason = Reason.REQUEST_MALFORMED


Answer = Fields | Refusal | Failure
Begun = Answer | Asking[Answer]
"""What an action comes to: its answer, or what it wants taken before it has one."""


class Action(Struct, frozen=True):
    """One row. shape: the request's fields, named as that version names them; per_second: calls of one key in one region."""

    version: str
    name: str
    shape: type[Struct]
    act: Callable[[Call, Any], Begun]
    per_second: int
