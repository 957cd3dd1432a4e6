"""The kinds of value in a scenario file, as pydantic takes them: how each is read from its text, and what editors are told of it.

Editors read YAML for themselves, so the JSON Schema also allows the numbers and truths that they see where the file holds text.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import PlainValidator, ValidatorFunctionWrapHandler, WithJsonSchema, WrapValidator
from pydantic_core import PydanticCustomError

from simulator.carrier.settings import Action
from simulator.handset.conditions import Condition, Cure
from simulator.lifecycle import State
from simulator.message import Kind
from simulator.platform.customers import Rules
from simulator.refusals import Reason
from simulator.reporting.settings import Manner
from simulator.scenario import scalars
from simulator.scenario.problems import listed
from simulator.scenario.scalars import Moment, Unlimited
from simulator.wire import faults, smpp_faults

VIAS: Final = ("smpp", "tencent-v5", "tencent-v3")
"""Fronts that a step can send through."""
STAGES: Final = {"both": Condition.OUT_OF_CREDIT, "outgoing": Condition.OUT_OF_CREDIT_OUTGOING}
"""How far a line is that ran out of credit: the first stage still receives."""

NO_LIST: Final[list[Any]] = []
"""`none` where a list may be taken away: to be told by its identity, for an empty list says something else."""

_DURATION = r"^([0-9]+(\.[0-9]+)?(ms|[dhms]))+$"
_MOMENT = r"^([0-9]{4}-.*|\+?([0-9]+(\.[0-9]+)?(ms|[dhms]))+)$"


def _wrong(what: str) -> PydanticCustomError:
    """The error as pydantic keeps it: a tenth of the memory of a ValueError with its traceback."""
    return PydanticCustomError("wrong", "{what}", {"what": what})


def as_read(read: Callable[[str], Any], wanted: str) -> PlainValidator:
    """Take one text and read it."""

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            raise _wrong(f"{'a list' if isinstance(value, list) else 'a mapping'} stands here: wanted {wanted}")
        if value == "":
            raise _wrong(f"nothing is written here: wanted {wanted}")
        try:
            return read(value)
        except ValueError as error:
            raise _wrong(str(error)) from None

    return PlainValidator(validate)


def as_told(pattern: str, *examples: str | int, none: bool = False) -> WithJsonSchema:
    """What an editor is told of a text with a pattern; it may see it as a number."""
    schema: dict[str, Any] = {"type": ["string", "integer"], "pattern": f"{pattern}|^none$" if none else pattern}
    return WithJsonSchema(schema | {"examples": list(examples)})


def as_word(noun: str, words: Mapping[str, Any], elsewhere: Mapping[str, str] = scalars.NOWHERE) -> tuple[PlainValidator, WithJsonSchema]:
    """Take one of these words. elsewhere: what to say of words that belong to another place."""
    return as_read(scalars.choice(noun, words, elsewhere), listed(words)), WithJsonSchema({"enum": list(words)})


def _list_or_none(value: Any, read: ValidatorFunctionWrapHandler) -> list[Any]:
    if isinstance(value, str) and value != "none":
        raise _wrong("a text stands here: wanted a list, or none" if value else "nothing is written here: wanted a list, or none")
    return NO_LIST if value == "none" else read(value)


def as_whole(low: int, high: int) -> tuple[PlainValidator, WithJsonSchema]:
    """Take a whole number within these bounds."""
    schema = {"type": "integer", "minimum": low, "maximum": high}
    return as_read(scalars.whole(low, high), f"a whole number from {low:,} to {high:,}"), WithJsonSchema(schema)


def _whole_or_none(low: int, high: int) -> tuple[PlainValidator, WithJsonSchema]:
    schema = {"anyOf": [{"type": "integer", "minimum": low, "maximum": high}, {"const": "none"}]}
    read = scalars.or_none(scalars.whole(low, high))
    return as_read(read, f"a whole number from {low:,} to {high:,}, or none"), WithJsonSchema(schema)


Text = Annotated[str, as_read(scalars.text, "a text"), WithJsonSchema({"type": ["string", "number", "boolean"]})]
Duration = Annotated[int, as_read(scalars.duration, "a time such as 30s"), as_told(_DURATION, "30s", "1h30m", "500ms")]
SomeTime = Annotated[int, as_read(scalars.some_time, "a time such as 30s"), as_told(_DURATION, "30s", "1h30m", "2d")]
DurationOrNone = Annotated[
    int | Unlimited,
    as_read(scalars.or_none(scalars.some_time), "a time such as 30s, or none"),
    as_told(_DURATION, "30s", "none", none=True),
]
When = Annotated[
    Moment,
    as_read(scalars.moment, "an instant, or a time after the start such as +2h"),
    as_told(_MOMENT, "+2h", "2024-03-04T11:00:00+08:00"),
]
Start = Annotated[int, as_read(scalars.instant, "an instant"), as_told("^[0-9]{4}-", "2024-03-04T09:00:00+08:00")]
Number = Annotated[str, as_read(scalars.number, "a phone number"), as_told(r"^(\+|00)?[0-9]{7,15}$", "13800000001", "+8613800000001")]
Prefixes = Annotated[
    tuple[str, ...], as_read(scalars.prefixes, "a prefix such as 138"), as_told(r"^\+?[0-9]*(-[0-9]+)?$", 138, "134-139", "+852")
]
Truth = Annotated[bool, as_read(scalars.truth, "true or false"), WithJsonSchema({"type": "boolean"})]
Share = Annotated[float, as_read(scalars.share, "a number from 0 to 1"), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Url = Annotated[str, as_read(scalars.url, "an address"), as_told("^https?://", "http://127.0.0.1:9000/callback")]
UrlOrNone = Annotated[
    str | Unlimited,
    as_read(scalars.or_none(scalars.url), "an address, or none"),
    as_told("^https?://", "http://127.0.0.1:9000/callback", none=True),
]
Case = Annotated[str, as_read(scalars.case, "a case such as late/handset"), as_told("^[a-z0-9-]+/[a-z0-9-]+$", "late/handset")]
Seed = Annotated[int, *as_whole(0, 2**53)]
Count = Annotated[int, *as_whole(1, 100_000)]
Kept = Annotated[int, *as_whole(1, 10_000_000)]
Whole = Annotated[int, *as_whole(0, 1_000_000_000)]
Many = Annotated[int, *as_whole(1, 1_000_000_000)]
AmountOrNone = Annotated[int | Unlimited, *_whole_or_none(0, 1_000_000_000)]
CountOrNone = Annotated[int | Unlimited, *_whole_or_none(0, 1_000_000)]
Template = Annotated[int, *as_whole(0, 2**53)]
Octet = Annotated[int, *as_whole(0, 255)]
Window = Annotated[int, *as_whole(1, 100_000)]

Day = Annotated[str, as_read(scalars.day, "a day such as 2024-05-01"), as_told("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2024-05-01")]
Ip = Annotated[str, as_read(scalars.ip, "an IP address"), as_told(r"^[0-9a-fA-F.:]+$", "127.0.0.1")]
Region = Annotated[str, as_read(scalars.region, "a calling code such as 852"), as_told(r"^\+?[1-9][0-9]{0,3}$", 852)]
Country = Annotated[str, as_read(scalars.country, "a country's two letters such as SG"), as_told("^[A-Z]{2}$", "SG")]
Listed = TypeVar("Listed")
ListOrNone = Annotated[list[Listed], WrapValidator(_list_or_none, json_schema_input_type=list[Any] | Literal["none"])]
"""A list, or `none`, which is NO_LIST."""

RulesWord = Annotated[Rules, *as_word("set of rules", {each.value: each for each in Rules})]
ConditionWord = Annotated[Condition, *as_word("condition", {each.value: each for each in Condition})]
StageWord = Annotated[Condition, *as_word("stage", STAGES)]
MannerWord = Annotated[Manner, *as_word("manner of report", {each.value: each for each in Manner})]
ActionWord = Annotated[Action, *as_word("action", {each.value: each for each in Action})]
CureWord = Annotated[Cure, *as_word("cure", {each.value: each for each in Cure})]
KindWord = Annotated[Kind, *as_word("kind of text", {each.name.lower(): each for each in Kind})]
StateWord = Annotated[str, *as_word("state", {each.name: each.name for each in State})]
Via = Annotated[str, *as_word("front", {via: via for via in VIAS})]
_OF_SMPP: Final = {each.value: "is a fault of SMPP: it stands in smpp: {faults: …}" for each in smpp_faults.Kind}
FaultWord = Annotated[faults.Kind, *as_word("kind of fault", {each.value: each for each in faults.Kind}, _OF_SMPP)]
WayWord = Annotated[faults.Manner, *as_word("manner of a fault", {each.value: each for each in faults.Manner})]
ReasonWord = Annotated[Reason, *as_word("reason", {each.value: each for each in Reason})]
