"""What a scenario file may expect of what was sent, as pydantic models. No meaning across fields."""

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, ValidatorFunctionWrapHandler, WrapValidator

from simulator.scenario.kinds import Case, Duration, Number, SomeTime, StateWord, Text, Whole
from simulator.scenario.sections import Section


class ShownSection(Section):
    """What a folder of the handset must show."""

    text: Text | None = None
    contains: Text | None = Field(None, description="In place of `text`: words that must stand in it.")


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


Fields = Annotated[dict[str, Any], BeforeValidator(_fields)]
"""Fields of an answer or a report, with the text that each must have."""
Shown = Annotated[ShownSection, WrapValidator(_shown, json_schema_input_type=ShownSection | Literal["none"])]
Answered = Annotated[Fields, BeforeValidator(_answered, json_schema_input_type=dict[str, Any] | Literal["none"])]
Reports = Annotated[list[Fields], BeforeValidator(_reports, json_schema_input_type=dict[str, Any] | list[dict[str, Any]] | Literal["none"])]

Replies = Annotated[list[Text], BeforeValidator(_replies, json_schema_input_type=list[Text] | Literal["none"])]


class CountSection(Section):
    """How many of all the sends of that name must be so. What is left out is not looked at."""

    answer: Answered | None = Field(None, description="Fields of the API's answer, or none: nothing came back.")
    report: Reports | None = Field(None, description="Fields of the report, a list for several in their order, or none.")
    state: StateWord | None = None
    exactly: Whole | None = None
    at_least: Whole | None = None
    at_most: Whole | None = None


class PercentilesSection(Section):
    """How long it took at most."""

    p50: Duration | None = Field(None, description="Half of them took no longer than this.")
    p90: Duration | None = None
    p95: Duration | None = None
    p99: Duration | None = None
    max: Duration | None = Field(None, description="None took longer.")


class SpansSection(Section):
    """What is measured, over all the sends of that name, in network time."""

    answer: PercentilesSection | None = Field(None, description="From the call to its answer.")
    report: PercentilesSection | None = Field(None, description="From the answer to the first report.")


def _one(value: Any) -> Any:
    """One mapping is short for a list of it."""
    return [value] if isinstance(value, dict) else value


Counts = Annotated[list[CountSection], Field(min_length=1), BeforeValidator(_one, json_schema_input_type=CountSection | list[CountSection])]


class ExpectSection(Section):
    """What must hold of a text that was sent, or of what was asked otherwise. Only what is given is looked at."""

    of: Text | None = Field(None, description="The `as` of the send, or of the call, application or question.")
    why: Text | None = Field(None, description="The same, where the case is asked for.")
    handset: Number | None = Field(None, description="In place of `of`: a number, whose folders are looked at whoever sent the text.")
    count: Counts | None = Field(None, description="How many of all the sends of that name must be so.")
    latency: SpansSection | None = Field(None, description="How long answers and reports took, over all the sends of that name.")
    answer: Answered | None = Field(None, description="Fields of the API's answer, or none: nothing came back.")
    took: Duration | None = Field(None, description="How long the answer took, to the millisecond.")
    report: Reports | None = Field(None, description="Fields of the report, a list for several in their order, or none.")
    inbox: Shown | None = Field(None, description="What the handset shows, or none.")
    blocked: Shown | None = Field(None, description="What its blocked folder shows, or none.")
    sender: Text | None = Field(None, description="The sender's number or name that the handset shows.")
    pushed: Reports | None = Field(
        None,
        description="Fields of what was pushed about the number to a URL at receiver.test, a list for several in their order, or none.",
    )
    replies: Replies | None = Field(None, description="Texts that its owner sent back to the sender since, in their order, or none.")
    state: StateWord | None = None
    case: Case | None = Field(None, description="The FAQ case that explains what became of it.")
    record: Answered | None = Field(None, description="Fields of the platform's send record: status, remark, text; or none: there is none.")
    review: Fields | None = Field(None, description="Fields of where an application stands: status, reply; of a template also kind.")
    within: SomeTime | None = Field(None, description="Time may pass so long until it holds.")
    never: SomeTime | None = Field(None, description="It must not come to hold for so long.")
