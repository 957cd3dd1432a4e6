"""What a scenario file may say of many handsets at once, as pydantic models. No meaning across fields."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from simulator.population import PROVINCES, SIZE_MAX
from simulator.scenario.kinds import Text, as_read, as_told, as_whole, as_word
from simulator.scenario.scalars import percent
from simulator.scenario.sections import HandsetSection, Section

Size = Annotated[int, *as_whole(1, SIZE_MAX)]
Percent = Annotated[float, as_read(percent, "a share such as 60%"), as_told(r"^[0-9]+(\.[0-9]+)?%$", "60%", "2.5%")]
ProvinceWord = Annotated[str, *as_word("province", {name: name for name in PROVINCES})]


def _texts(value: Any) -> Any:
    """One text is short for a list with it alone, and in a list a text for a mapping with it."""
    listed = [value] if isinstance(value, str) and value else value
    return [{"text": each} if isinstance(each, str) and each else each for each in listed] if isinstance(listed, list) else listed


class BehaviourSection(HandsetSection):
    """What is the matter with so many of them; all others are ordinary."""

    share: Percent


class MeantSection(Section):
    """A text that is meant for so many of them: `${who.text}` where `who` is one."""

    text: Text = Field(description="It may hold ${name}, ${number}, ${carrier}, ${province}, ${code} (six digits) and ${nth}.")
    share: Percent | None = Field(None, description="Left out: as much as the others that say nothing, of what is left.")


class PopulationSection(Section):
    """So many numbers by a rule. They cost nothing until a text reaches them, and follow from the seed."""

    size: Size
    carriers: dict[str, Percent] | None = Field(None, description="Shares of networks, 100 % in all; left out: about as in China.")
    provinces: dict[ProvinceWord, Percent] | None = Field(None, description="Shares of provinces, 100 % in all; left out: by the census.")
    behaviours: list[BehaviourSection] = Field(default_factory=list, max_length=50)
    texts: Annotated[list[MeantSection], BeforeValidator(_texts, json_schema_input_type=Text | list[Text | MeantSection])] = Field(
        default_factory=list, max_length=50, description="What is written to them, 100 % in all."
    )
