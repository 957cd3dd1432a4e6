"""A request that was not taken, as the ledger keeps it."""

from msgspec import Struct

from simulator.message import AppSubmission, Instant
from simulator.refusals import Refusal


class Refused(Struct, frozen=True, gc=False):
    """A request that was not taken: when, whose (`` where it could not be told), to which number, why, and what it said.

    asked: the text as it was handed to the platform, where the request got so far.
    """

    at: Instant
    account: str
    destination: str
    refusal: Refusal
    request: str
    asked: AppSubmission | None = None
