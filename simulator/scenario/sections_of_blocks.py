"""Steps of a scenario file that hold steps, as pydantic models: loops, senders side by side, chance, other files. No meaning."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from simulator.scenario.kinds import Count, SomeTime, Text, as_read, as_told, as_whole
from simulator.scenario.sections import Section
from simulator.scenario.variables import name

if TYPE_CHECKING:
    from simulator.scenario.schema import StepSection

SENDERS_MAX = 100
"""Senders side by side."""

Name = Annotated[str, as_read(name, "a name for a variable"), as_told("^[a-z][a-z0-9_-]{0,39}$", "n", "who")]
Senders = Annotated[int, *as_whole(1, SENDERS_MAX)]
Times = Annotated[int, *as_whole(1, 1_000_000)]
Weight = Annotated[int, *as_whole(1, 1_000_000)]


def _one(value: Any) -> Any:
    """One mapping is short for a list of it."""
    return [value] if isinstance(value, dict) else value


def _file(value: Any) -> Any:
    """`include: file.yaml` is short for `include: {file: file.yaml}`."""
    return {"file": value} if isinstance(value, str) and value else value


def _among(value: Any) -> Any:
    if isinstance(value, str) and value:
        return value
    if not isinstance(value, list) or not value:
        raise ValueError("wanted a list with something in it, or the name of a population")
    for item in value:
        if not isinstance(item, str) and not (isinstance(item, dict) and item and all(isinstance(field, str) for field in item.values())):
            raise ValueError("wanted a list of texts, or of mappings of texts")
    return value


Among = Annotated[Any, PlainValidator(_among), WithJsonSchema({"type": ["array", "string"], "minItems": 1})]


class RepeatSection(Section):
    """Do the steps so many times."""

    times: Times
    counter: Name | None = Field(None, description="A variable that counts the rounds, from 1.")
    steps: list["StepSection"] = Field(min_length=1)


class EachSection(Section):
    """Do the steps for each of a list, or for each of a population."""

    as_: Name = Field(alias="as", description="A variable for it: ${who}, or ${who.number} where it has fields.")
    in_: Among = Field(alias="in", description="Texts, or mappings of texts, or the name of a population.")
    most: Count | None = Field(None, description="Of a population: so many of it.")
    steps: list["StepSection"] = Field(min_length=1)


class EverySection(Section):
    """Do the steps at once, and again in each interval of so long a time."""

    interval: SomeTime
    for_: SomeTime = Field(alias="for", description="The time that the whole of it takes.")
    counter: Name | None = Field(None, description="A variable that counts the rounds, from 1.")
    steps: list["StepSection"] = Field(min_length=1)


class BranchSection(Section):
    """Senders who do these steps beside others."""

    senders: Senders = Field(1, description="So many do the same.")
    counter: Name | None = Field(None, description="A variable that numbers them, from 1.")
    steps: list["StepSection"] = Field(min_length=1)


class OptionSection(Section):
    """What may happen, as often as its weight says beside the others'."""

    weight: Weight = 1
    steps: list["StepSection"] = Field(default_factory=list, description="None: nothing happens.")


class IncludeSection(Section):
    """The steps of another file, which holds nothing but `steps` and `vars`."""

    file: Text = Field(description="In the scenario's folder, or below it; from where the including file stands.")
    vars: dict[str, Text] = Field(default_factory=dict, description="What its variables are worth; they hold before its own.")
    steps: SkipJsonSchema[list["StepSection"]] = Field(default_factory=list)


Branches = Annotated[
    list[BranchSection], Field(min_length=1), BeforeValidator(_one, json_schema_input_type=BranchSection | list[BranchSection])
]
Options = Annotated[list[OptionSection], Field(min_length=2)]
Included = Annotated[IncludeSection, BeforeValidator(_file, json_schema_input_type=Text | IncludeSection)]
