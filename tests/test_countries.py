"""Countries by the first digits of a number, against the metadata of Google's libphonenumber."""

import phonenumbers
import pytest

from simulator import countries
from simulator.countries import UNKNOWN

SHARED = {"BL", "MF"}
"""Countries whose mobile numbers are Guadeloupe's as well."""
BY_AREA_CODE = {
    "SJ": "+4779012345",
    "CC": "+61891621234",
    "CX": "+61891641234",
    "AX": "+35818123456",
    "EH": "+212528812345",
    "VA": "+390669812345",
}
"""Countries whose mobile numbers look like their neighbour's: their landlines tell."""


@pytest.mark.parametrize(
    ("number", "iso", "name"),
    [
        ("+8613800000000", "CN", "China"),
        ("+85251000000", "HK", "Hong Kong (China)"),
        ("+12025550123", "US", "United States"),
        ("+14165550123", "CA", "Canada"),
        ("+18765550123", "JM", "Jamaica"),
        ("+79161234567", "RU", "Russia"),
        ("+77011234567", "KZ", "Kazakhstan"),
        ("+447911123456", "GG", "Guernsey"),
        ("+447400123456", "GB", "United Kingdom"),
        ("+6591234567", "SG", "Singapore"),
        ("+881612345678", UNKNOWN, ""),
        ("+9991234567", UNKNOWN, ""),
        ("+0", UNKNOWN, ""),
    ],
)
def test_a_number_has_a_country(number: str, iso: str, name: str) -> None:
    """Its calling code tells, and where several countries share one the digits behind it."""
    assert countries.iso(number) == iso
    assert countries.name(iso) == name


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS - SHARED - BY_AREA_CODE.keys()))
def test_mobile_numbers_are_their_countrys(region: str) -> None:
    """The sample number of each country is found where libphonenumber has it from."""
    kind = phonenumbers.PhoneNumberType.MOBILE
    sample = phonenumbers.example_number_for_type(region, kind) or phonenumbers.example_number(region)
    assert sample is not None
    assert countries.iso(phonenumbers.format_number(sample, phonenumbers.PhoneNumberFormat.E164)) == region


@pytest.mark.parametrize(("region", "number"), BY_AREA_CODE.items())
def test_some_countries_are_told_by_their_landlines(region: str, number: str) -> None:
    """Their mobile numbers cannot be told from a neighbour's."""
    assert countries.iso(number) == region


def test_every_country_has_a_name() -> None:
    """All that libphonenumber knows, and none twice."""
    names = [countries.name(region) for region in phonenumbers.SUPPORTED_REGIONS - SHARED]
    assert "" not in names
    assert len(set(names)) == len(names)


def test_the_assigned_codes_are_known() -> None:
    """As in libphonenumber: no more, no fewer, and no code begins another."""
    known = {str(code) for code in range(1000) if countries.calling_code(str(code)) == str(code)}
    assert known == set(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))
    assert countries.calling_code("8613800000000") == "86"
    assert countries.calling_code("2101234567") == ""
    assert countries.calling_code("") == ""
