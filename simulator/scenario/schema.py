"""The format of scenario files, as pydantic models: what may stand where. What it means across fields is `meaning`'s to judge."""

from collections.abc import Iterator, Sequence
from typing import Any, get_args, get_origin

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from simulator.population import MOST
from simulator.scenario import sections_of_blocks as blocks
from simulator.scenario.kinds import Case, Kept, RulesWord, Seed, Start, Text
from simulator.scenario.nodes import Step as Path
from simulator.scenario.sections import AppSection, HandsetSection, NetworkSection, Section, TimersSection
from simulator.scenario.sections_of_blocks import Branches, EachSection, EverySection, Included, Options, RepeatSection
from simulator.scenario.sections_of_desk import ApplySection, CallSection, ConsoleSection, LiftSection, QuerySection
from simulator.scenario.sections_of_expectations import ExpectSection
from simulator.scenario.sections_of_faults import FaultSection, HttpSection
from simulator.scenario.sections_of_platform import CustomerSection, PlatformSection
from simulator.scenario.sections_of_populations import PopulationSection
from simulator.scenario.sections_of_smpp import AccountSection, SmppSection
from simulator.scenario.sections_of_steps import (
    CancelSection,
    CureSection,
    OwnerReplySection,
    Passing,
    ReplaceSection,
    SendSection,
    SetSection,
)
from simulator.scenario.sections_of_uploads import UploadSection


class StepSection(Section):
    """One step; exactly one of these."""

    send: SendSection | None = None
    pass_: Passing | None = Field(None, alias="pass", description="Let network time pass: 10s, or {until: an instant}.")
    set: SetSection | None = None
    cure: CureSection | None = None
    reply: OwnerReplySection | None = None
    cancel: CancelSection | None = None
    replace: ReplaceSection | None = None
    call: CallSection | None = None
    apply: ApplySection | None = None
    lift: LiftSection | None = None
    query: QuerySection | None = None
    console: ConsoleSection | None = None
    upload: UploadSection | None = None
    expect: ExpectSection | None = None
    repeat: RepeatSection | None = None
    each: EachSection | None = None
    every: EverySection | None = None
    parallel: Branches | None = Field(None, description="Senders side by side; the next step begins when all of them are done.")
    either: Options | None = Field(None, description="One of these, by chance, which follows from the seed.")
    include: Included | None = Field(None, description="The steps of another file of the scenario's folder.")


for block in (RepeatSection, EachSection, EverySection, blocks.BranchSection, blocks.OptionSection, blocks.IncludeSection):
    block.model_rebuild(_types_namespace={"StepSection": StepSection})
StepSection.model_rebuild(force=True)


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
    smpp: SmppSection | None = None
    faults: list[FaultSection] = Field(
        default_factory=list, max_length=100, description="What goes wrong between callers and the platform."
    )
    handsets: dict[str, HandsetSection] = Field(default_factory=dict, description="By number: 13800000001 or +8613800000001.")
    accounts: list[AccountSection] = Field(default_factory=list)
    customers: list[CustomerSection] = Field(default_factory=list)
    apps: list[AppSection] = Field(default_factory=list)
    populations: dict[blocks.Name, PopulationSection] = Field(
        default_factory=dict, max_length=MOST, description="Many handsets by a rule, each population under its name."
    )
    vars: dict[blocks.Name, Text] = Field(default_factory=dict, description="Variables: ${name} stands for it in any value of the file.")
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
