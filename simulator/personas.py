"""Somebody of a population, as scenarios and load tests speak of him: number, name, a text meant for him. Nothing is kept of anybody."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from simulator.population import People

if TYPE_CHECKING:
    from faker import Faker

FIELDS: Final = ("number", "name", "carrier", "province", "code", "text", "nth")
"""What there is of everybody."""


class Personas:
    """A population's people by position. Names are made by faker, which costs a fifth of a second and is loaded with the first of them."""

    def __init__(self, people: People) -> None:
        self.people = people

    def __len__(self) -> int:
        return self.people.population.size

    def __getitem__(self, nth: int) -> "Persona":
        """The nth, from 0."""
        return Persona(self, nth)

    @cached_property
    def _faker(self) -> "Faker":
        from faker import Faker  # noqa: PLC0415 - see the class

        return Faker("zh_CN")

    def name(self, number: str) -> str:
        """A name, by the seed and the number alone."""
        self._faker.seed_instance(self.people.luck(number, "name"))
        return self._faker.name()

    def text(self, number: str) -> str:
        """The text that is meant for a number, with its variables; `` where the population has none."""
        drawn = self.people.luck(number, "text") / 2**64 * 100
        for part, text in self.people.population.texts:
            drawn -= part
            if drawn < 0:
                return text
        return ""


class Persona(Mapping[str, str]):
    """One of them: fields that are computed when they are asked for."""

    __slots__ = ("_nth", "_personas", "number")

    def __init__(self, personas: Personas, nth: int) -> None:
        self._personas, self._nth = personas, nth
        self.number = personas.people.number(nth)

    def __getitem__(self, field: str) -> str:
        people = self._personas.people
        match field:
            case "number":
                return self.number
            case "nth":
                return str(self._nth + 1)
            case "name":
                return self._personas.name(self.number)
            case "code":
                return f"{people.luck(self.number, 'code') % 1_000_000:06d}"
            case "carrier" | "province":
                cell = people.cell(self.number)
                assert cell is not None, self.number
                return cell.carrier if field == "carrier" else cell.province
            case "text":
                return self._text()
            case _:
                raise KeyError(field)

    def __iter__(self) -> Iterator[str]:
        return iter(FIELDS)

    def __len__(self) -> int:
        return len(FIELDS)

    def _text(self) -> str:
        text = self._personas.text(self.number)
        for field in FIELDS:
            if field != "text" and (used := f"${{{field}}}") in text:
                text = text.replace(used, self[field])
        return text
