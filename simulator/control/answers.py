"""What the control API answers about the network, as types: `views` makes them, the description is made from them. No behaviour."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType, field

from simulator.causes import Cause
from simulator.handset.conditions import Condition
from simulator.lifecycle import Event, State
from simulator.refusals import Reason
from simulator.replies import Fate
from simulator.reporting.settings import Manner

At = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
"""An instant of network time, RFC 3339 with +08:00."""
StateName = Annotated[str, Meta(extra_json_schema={"enum": [state.name for state in State]})]
EventName = Annotated[str, Meta(extra_json_schema={"enum": [event.name.lower() for event in Event]})]
Count = Annotated[int, Meta(ge=0)]


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """All of these fields and no others."""


class Health(Said, frozen=True):
    """It can be used."""

    status: str


class ClockFace(Said, frozen=True):
    """Network time; speed: network seconds a wall second; next_due: when something happens next."""

    now: At
    speed: float
    paused: bool
    next_due: At | None


class Text(Said, frozen=True):
    """A text in a folder of a handset; a long one as one, by the id of its first part."""

    id: str
    from_: str = field(name="from")
    text: str


class Handset(Said, frozen=True):
    """A number. conditions: all that is the matter, the heaviest first; waiting: ids of the texts that the carrier keeps for it."""

    number: str
    network: str
    report: Manner
    condition: Condition
    conditions: list[Condition]
    changes_at: At | None
    inbox: list[Text]
    blocked: list[Text]
    waiting: list[str]


class Told(Said, frozen=True):
    """What a report claimed. state: the state it names; code: the carrier's own word."""

    state: StateName
    code: str
    cause: Cause | None


class Message(Said, frozen=True):
    """A message in a list: the three truths of it, in short. folder: where the handset has it, `` where it has it not."""

    id: str
    account: str
    from_: str = field(name="from")
    to: str
    text: str
    accepted_at: At
    expires_at: At
    state: StateName
    folder: str
    reports: list[Told]


class Step(Said, frozen=True):
    """One line of a trail. detail: a cause, what was reported, or a sentence."""

    at: At
    event: EventName
    detail: Told | str | None


class WholeMessage(Message, frozen=True):
    """A message with its trail. why: present where the network explains fates."""

    trail: list[Step]
    why: Any | UnsetType = UNSET


class Messages(Said, frozen=True):
    """A page of them, oldest first. count: how many there are, where that is cheap to say; next: the cursor of the next older page."""

    count: Count | None
    messages: list[Message]
    next: str | None


class Part(Said, frozen=True):
    """One short message of a long text. number: which, from 1; None where it says no such thing."""

    id: str
    number: int | None
    text: str
    state: StateName


class Joined(Said, frozen=True):
    """A long text as one. missing: numbers of the parts that are not there; text: what those that are there make."""

    id: str
    text: str
    total: int
    missing: list[int]
    parts: list[Part]


class ReportRow(Said, frozen=True):
    """One report. early: it was told before the fate was known."""

    message: str
    account: str
    to: str
    at: At
    early: bool
    report: Told


class Reports(Said, frozen=True):
    """A page of them, oldest first within it."""

    reports: list[ReportRow]
    next: str | None


class Refusal(Said, frozen=True):
    """A request that was not taken. to: `` where it could not be told; request: what it said."""

    at: At
    account: str
    to: str
    reason: Reason
    detail: str
    request: str


class Refusals(Said, frozen=True):
    """Oldest first."""

    refusals: list[Refusal]


class ReplyFate(Said, frozen=True):
    """What became of a reply."""

    fate: Fate


class Handsets(Said, frozen=True):
    """Those that the network knows something of: somebody sent them a text, or a scenario names them."""

    handsets: list[Handset]
    next: str | None
