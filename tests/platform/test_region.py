"""Where texts may go."""

import pytest
from msgspec.structs import replace

from simulator.platform.platform import Platform
from simulator.refusals import Reason, Refusal
from tests.platform.asking import ABROAD, NINE, NOTICE_ABROAD, NUMBER, SINGAPORE, asked, filled, notice, platform


def allowing(*countries: str) -> Platform:
    return platform(lambda app: replace(app, countries=frozenset(countries)))


@pytest.mark.parametrize(("to", "refused"), [(ABROAD, Reason.REGION_NOT_SERVED), (SINGAPORE, None), (NUMBER, None)])
def test_regions_that_are_not_served(to: str, refused: Reason | None) -> None:
    """By their calling code."""
    assert asked(platform(regions_not_served=frozenset({"852", "6"})), notice(to=to)) is refused


def test_the_refusal_names_the_region() -> None:
    """With its code."""
    judged = platform(regions_not_served=frozenset({"65"})).check(notice(to=SINGAPORE), NINE)
    assert isinstance(judged, Refusal)
    assert judged.detail == "texts to Singapore (+65) are not served"


@pytest.mark.parametrize(
    ("to", "refused"),
    [
        (SINGAPORE, None),
        ("+14165550123", None),
        ("+12025550123", Reason.COUNTRY_NOT_ALLOWED),
        (ABROAD, Reason.COUNTRY_NOT_ALLOWED),
        (NUMBER, Reason.COUNTRY_NOT_ALLOWED),
        ("+881612345678", Reason.COUNTRY_NOT_ALLOWED),
    ],
)
def test_an_app_may_have_a_list_of_countries(to: str, refused: Reason | None) -> None:
    """All others are refused, the mainland too where it is not on it: Canada is another country than the United States."""
    assert asked(allowing("SG", "CA"), notice(to=to)) is refused


def test_the_mainland_may_be_on_the_list() -> None:
    """As any country."""
    assert asked(allowing("CN"), notice()) is None


def test_a_landline_of_the_mainland_gets_nothing() -> None:
    """It is neither a mainland mobile number nor one abroad."""
    assert asked(platform(), filled(NOTICE_ABROAD, "Ann", to="+861012345678")) is Reason.NUMBER_MALFORMED
