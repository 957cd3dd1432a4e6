"""The catalogue of the FAQ's cases, in Chinese and English: read on first use from the files in `cases/`. It diagnoses nothing."""

from functools import cache
from importlib import resources
from typing import Final

from msgspec import Struct, convert

SECTIONS: Final = (
    "not-received",
    "late",
    "slow-api",
    "blacklist",
    "error",
    "security",
    "fees",
    "sign",
    "template",
    "content",
    "reply",
    "other",
)
"""In the order in which they are told; each has a file."""
LANGUAGES: Final = ("zh", "en")


class Words(Struct, frozen=True):
    """The same in both languages."""

    zh: str
    en: str

    def by(self, language: str) -> str:
        """In one of LANGUAGES."""
        return self.zh if language == "zh" else self.en


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One case. told: how it is told from its neighbours on a trail; check: what to look at next; cure: what ends it."""

    id: str
    question: Words
    told: Words
    check: Words
    cure: Words
    related: tuple[str, ...]

    @property
    def section(self) -> str:
        """The first half of its id."""
        return self.id.partition("/")[0]


@cache
def cases() -> dict[str, Case]:
    """All cases by id, in the order of the sections."""
    import yaml  # noqa: PLC0415 - a network that nobody asks why starts without it

    folder = resources.files(__package__).joinpath("cases")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = (row for section in SECTIONS for row in yaml.load(folder.joinpath(f"{section}.yaml").read_text("utf-8"), loader))  # noqa: S506
    return {case.id: case for case in (convert(row, Case) for row in rows)}


@cache
def files() -> dict[str, tuple[str, ...]]:
    """By case, the scenario files that show it, as they are called in the project's folder; those that are about nothing else first."""
    lines = resources.files(__package__).joinpath("files.tsv").read_text("utf-8").splitlines()[1:]
    return {case: tuple(named.split()) for case, named in (line.split("\t") for line in lines)}
