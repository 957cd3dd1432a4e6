"""The format of scenario files, as pydantic models: what may stand where. What it means across fields is `meaning`'s to judge."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from pydantic import BeforeValidator, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import ErrorDetails

from simulator.scenario.kinds import (
    Case,
    Count,
    CureWord,
    Duration,
    Kept,
    KindWord,
    Number,
    Octet,
    RulesWord,
    Seed,
    SomeTime,
    Start,
    StateWord,
    Template,
    Text,
    Via,
    When,
)
from simulator.scenario.nodes import Step as Path
from simulator.scenario.sections import AccountSection, AppSection, HandsetSection, NetworkSection, Section, TimersSection
from simulator.scenario.sections_of_faults import FaultSection, HttpSection
from simulator.scenario.sections_of_platform import CustomerSection, PlatformSection


class SendSection(Section):
    """Submit a text, or a template with its params."""

    via: Via
    to: Text = Field(description="The number. One that is malformed on purpose needs an expectation that the answer refuses it.")
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")
    account: Text | None = Field(None, description="SMPP system_id or app id; left out: the file's first, or the default world's.")
    text: Text | None = None
    template: Template | None = None
    params: list[Text] | None = None
    sign: Text | None = Field(None, description="The signature; left out: none is named, and the platform takes its customer's first.")
    kind: KindWord | None = None
    extend: Text | None = Field(None, description="The extension of the sender's number, digits.")
    session: Text | None = Field(None, description="What reports are to carry back (ext, SessionContext).")
    secret: Text | None = Field(None, description="tencent-v3: the SecretId to sign with; left out: the first of the app's customer.")
    sender_name: Text | None = Field(None, description="tencent-v3: the SenderID that is to show abroad.")
    source: Text | None = Field(None, description="SMPP: the sender's address.")
    validity: SomeTime | None = Field(None, description="SMPP: how long it may wait.")
    registered: Octet | None = Field(None, description="SMPP registered_delivery: 0 no report, 1 any, 2 failures, 3 success.")
    patience: SomeTime | None = Field(None, description="HTTP: how long the caller waits for an answer; left out: 60 s.")
    times: Count = Field(1, description="So many copies; what is expected of it is expected of the last.")


class PassSection(Section):
    """Let network time pass: by so much, or until an instant."""

    by: SomeTime | None = None
    until: When | None = None


class SetSection(HandsetSection):
    """Change a number: what is said here, the rest stays."""

    handset: Number


class CureSection(Section):
    """Do what the owner, or somebody for him, would."""

    handset: Number
    by: CureWord


class OwnerReplySection(Section):
    """The owner answers the last text that the handset shows."""

    handset: Number
    text: Text


class ShownSection(Section):
    """What a folder of the handset must show."""

    text: Text


NOTHING: Final = ShownSection.model_construct(text="")
"""`inbox: none`."""
NO_ANSWER: Final[dict[str, Any]] = {}
"""`answer: none`."""


def _shown(value: Any, read: ValidatorFunctionWrapHandler) -> ShownSection:
    if value == "none":
        return NOTHING
    if not isinstance(value, dict):
        raise ValueError("wanted none, or what it shows: {text: …}")  # noqa: TRY004 - what pydantic gathers
    return read(value)  # type: ignore[no-any-return]  # pydantic's handlers have no type


def _answered(value: Any) -> Any:
    return NO_ANSWER if value == "none" else value


def _fields(value: Any) -> Any:
    if value is not NO_ANSWER and (not isinstance(value, dict) or not value):
        raise ValueError("wanted the fields to compare, such as {result: 0}")
    return value


def _reports(value: Any) -> Any:
    if value == "none":
        return []
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list) or not value:
        raise ValueError("wanted none, the fields of one report, or a list of such")
    return value


def _replies(value: Any) -> Any:
    if value == "none":
        return []
    if not isinstance(value, list) or not value:
        raise ValueError("wanted none, or a list of texts")
    return value


def _pass(value: Any) -> Any:
    """`pass: 10s` is short for `pass: {by: 10s}`."""
    return value if isinstance(value, dict) else {"by": value}


Fields = Annotated[dict[str, Any], BeforeValidator(_fields)]
"""Fields of an answer or a report, with the text that each must have."""
Shown = Annotated[ShownSection, WrapValidator(_shown, json_schema_input_type=ShownSection | Literal["none"])]
Answered = Annotated[Fields, BeforeValidator(_answered, json_schema_input_type=dict[str, Any] | Literal["none"])]
Reports = Annotated[list[Fields], BeforeValidator(_reports, json_schema_input_type=dict[str, Any] | list[dict[str, Any]] | Literal["none"])]

Replies = Annotated[list[Text], BeforeValidator(_replies, json_schema_input_type=list[Text] | Literal["none"])]


class ExpectSection(Section):
    """What must hold of a text that was sent. Only what is given is looked at."""

    of: Text | None = Field(None, description="The `as` of the send.")
    why: Text | None = Field(None, description="The same, where the case is asked for.")
    answer: Answered | None = Field(None, description="Fields of the API's answer, or none: nothing came back.")
    took: Duration | None = Field(None, description="How long the answer took, to the millisecond.")
    report: Reports | None = Field(None, description="Fields of the report, a list for several in their order, or none.")
    inbox: Shown | None = Field(None, description="What the handset shows, or none.")
    blocked: Shown | None = Field(None, description="What its blocked folder shows, or none.")
    replies: Replies | None = Field(None, description="Texts that its owner sent back to the sender since, in their order, or none.")
    state: StateWord | None = None
    case: Case | None = Field(None, description="The FAQ case that explains what became of it.")
    within: SomeTime | None = Field(None, description="Time may pass so long until it holds.")
    never: SomeTime | None = Field(None, description="It must not come to hold for so long.")


Passing = Annotated[PassSection, BeforeValidator(_pass, json_schema_input_type=Duration | PassSection)]


class StepSection(Section):
    """One step; exactly one of these."""

    send: SendSection | None = None
    pass_: Passing | None = Field(None, alias="pass", description="Let network time pass: 10s, or {until: an instant}.")
    set: SetSection | None = None
    cure: CureSection | None = None
    reply: OwnerReplySection | None = None
    expect: ExpectSection | None = None


class File(Section):
    """A scenario: a world, as far as it differs from the default one, and what happens in it."""

    title: Text = ""
    shows: list[Case] = Field(default_factory=list, max_length=50, description="FAQ cases that the file shows.")
    because: Text | None = Field(None, description="The setting that it is about: taken out, the file must fail.")
    seed: Seed = Field(1, description="Everything random follows from it.")
    start: Start | None = Field(None, description="Network time at the beginning.")
    keep: Kept | None = Field(None, description="Messages that the network remembers.")
    allow_callback: list[Text] | None = Field(None, description="Hosts beside loopback that reports may be pushed to.")
    rules: RulesWord | None = Field(None, description="Of 2024, or current: 2 texts a day where limits say nothing, 拒收请回复R.")
    network: NetworkSection | None = None
    platform: PlatformSection | None = None
    timers: TimersSection | None = None
    http: HttpSection | None = None
    faults: list[FaultSection] = Field(
        default_factory=list, max_length=100, description="What goes wrong between callers and the platform."
    )
    handsets: dict[str, HandsetSection] = Field(default_factory=dict, description="By number: 13800000001 or +8613800000001.")
    accounts: list[AccountSection] = Field(default_factory=list)
    customers: list[CustomerSection] = Field(default_factory=list)
    apps: list[AppSection] = Field(default_factory=list)
    steps: list[StepSection] = Field(default_factory=list)


Errors = list[ErrorDetails]


def shaped(data: Any) -> File | Errors:
    """A file's plain values as the format has them, or every way in which they are not."""
    try:
        return File.model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False, include_input=False)


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema, draft 2020-12."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **File.model_json_schema(by_alias=True)}


def keys_at(path: Sequence[Path]) -> list[str]:
    """The keys that may stand in the mapping at the end of this path; none where any may."""
    kinds: list[Any] = [File]
    for step in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, step)]
    return [key for kind in kinds for key in _keys(kind)]


def _inside(kind: Any, step: Path) -> Iterator[Any]:
    if isinstance(kind, type) and issubclass(kind, Section):
        fields = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
        yield from _sections(fields.get(str(step)))
    elif get_args(kind):
        yield from _sections(get_args(kind)[-1])


def _sections(annotation: Any) -> Iterator[Any]:
    """The sections, lists and dicts that a field's type may be."""
    if (isinstance(annotation, type) and issubclass(annotation, Section)) or get_origin(annotation) in {list, dict}:
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from _sections(inner)


def _keys(kind: Any) -> list[str]:
    if isinstance(kind, type) and issubclass(kind, Section):
        return [field.alias or name for name, field in kind.model_fields.items()]
    return []
