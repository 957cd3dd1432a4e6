"""What a scenario file may say of lists of numbers at the console, as pydantic models. No meaning across fields."""

from pydantic import Field

from simulator.scenario.kinds import Count, Text
from simulator.scenario.sections import Section
from simulator.scenario.sections_of_desk import TemplateOrName


class UploadSection(Section):
    """Send to a list of numbers from the platform's console. Its answer says what became of the list."""

    template: TemplateOrName
    numbers: list[Text] | None = Field(None, description="The list's lines, as they are written.")
    population: Text | None = Field(None, description="In front of them: the numbers of a population.")
    most: Count | None = Field(None, description="Of the population: so many.")
    params: list[Text] | None = None
    sign: Text | None = Field(None, description="The signature; left out: the customer's first.")
    account: Text | None = Field(None, description="The app; left out: the first.")
    as_: Text | None = Field(None, alias="as", description="What later steps call it.")
