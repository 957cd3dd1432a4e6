"""What the cloud API's actions are given and give back: a signed call, a row a version and action. Values only; rows stand elsewhere."""

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct

from simulator.message import Instant
from simulator.refusals import Reason, Refusal

V2021: Final = "2021-01-11"
V2019: Final = "2019-07-11"
VERSIONS: Final = (V2021, V2019)

ZH, EN = "zh-CN", "en-US"
"""Languages of X-TC-Language."""

Fields = dict[str, Any]
"""The fields of Response, without its RequestId."""


class Call(Struct, frozen=True):
    """A request that is signed and in time.

    customer: whose key signed it; main: whether it is the main account's. caller: the IP address that it came from.
    text: what the record keeps of it, without its signature.
    """

    customer: str
    secret_id: str
    main: bool
    version: str
    action: str
    language: str
    caller: str
    now: Instant
    text: str


class Failure(Struct, frozen=True):
    """An Error with a code of its own, which no refusal stands for. reason: how the record calls it."""

    code: str
    message: str
    reason: Reason = Reason.REQUEST_MALFORMED


Answer = Fields | Refusal | Failure


class Action(Struct, frozen=True):
    """One row. shape: the request's fields, named as that version names them; per_second: calls of one key in one region."""

    version: str
    name: str
    shape: type[Struct]
    act: Callable[[Call, Any], Answer]
    per_second: int
