"""Numbers as senders write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import address


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13800000000", "+8613800000000"),
        ("8613800000000", "+8613800000000"),
        ("+8613800000000", "+8613800000000"),
        ("008613800000000", "+8613800000000"),
        ("19912345678", "+8619912345678"),
        ("85251234567", "+85251234567"),
        ("+85251234567", "+85251234567"),
        ("0085251234567", "+85251234567"),
        ("+13800000000", "+13800000000"),
        ("0013800000000", "+13800000000"),
        ("12025550123", "+12025550123"),
        ("1234567", "+1234567"),
        ("123456789012345", "+123456789012345"),
    ],
)
def test_a_number_is_known_however_it_is_written(written: str, number: str) -> None:
    """Eleven digits from 13 to 19 are a mainland number, unless + or 00 makes them North American."""
    assert address.parse(written) == number


NO_NUMBERS = ["", "+", "00", "123456", "1234567890123456", "0123456789", "+0123456789", "+00861380000000", "1380000000a", "138 0000 0000"]


NO_COUNTRY = ["9991234567", "+2101234567", "0080112345678", "+8001234567890123"]


@pytest.mark.parametrize(
    "written", [*NO_COUNTRY, *NO_NUMBERS, "++8613800000000", "13800000000\n", "１３８００００００００", "+86-13800000000", "QSMS"]
)
def test_what_is_no_number_is_none(written: str) -> None:
    """Wrong lengths, leading zeros, anything but the digits 0 to 9, a country code that is not assigned."""
    assert address.parse(written) is None


@given(st.from_regex(r"\A(\+|00)?[0-9]{0,17}\Z") | st.text(max_size=20))
def test_a_number_stands_for_itself(written: str) -> None:
    """What is understood is E.164, and is understood as itself again."""
    number = address.parse(written)
    if number is not None:
        assert number.startswith("+")
        assert 8 <= len(number) <= 16
        assert address.parse(number) == number
        assert "".join(address.split(number)) == number[1:]


@pytest.mark.parametrize(
    ("nationcode", "mobile", "number"),
    [
        ("86", "13800000000", "+8613800000000"),
        ("852", "51234567", "+85251234567"),
        ("1", "2025550123", "+12025550123"),
        ("1", "3800000000", "+13800000000"),
        ("86", "12025550123", None),
        ("86", "1380000000", None),
        ("86", "+8613800000000", None),
        ("86", "", None),
        ("", "13800000000", None),
        ("+86", "13800000000", None),
        ("0086", "13800000000", None),
        ("８６", "13800000000", None),
        ("852", "5123 4567", None),
        ("852", "abc", None),
        ("1242", "5550123", "+12425550123"),
        ("999", "51234567", None),
        ("85", "251234567", None),
        ("210", "51234567", None),
    ],
)
def test_a_country_code_and_a_number_join(nationcode: str, mobile: str, number: str | None) -> None:
    """In the mainland only mobile numbers are; abroad whatever E.164 allows."""
    assert address.join(nationcode, mobile) == number


@pytest.mark.parametrize(
    ("number", "mainland"),
    [("+8613800000000", True), ("+8619900000000", True), ("+8612000000000", False), ("+861012345678", False), ("+13800000000", False)],
)
def test_mainland_numbers_are_mobile_numbers_under_86(number: str, mainland: bool) -> None:
    """Landlines are not, and North America is not."""
    assert address.is_mainland(number) is mainland


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("+8613800000000", ("86", "13800000000")),
        ("+85251234567", ("852", "51234567")),
        ("+12025550123", ("1", "2025550123")),
        ("+79161234567", ("7", "9161234567")),
        ("+447911123456", ("44", "7911123456")),
        ("+35312345678", ("353", "12345678")),
        ("+886912345678", ("886", "912345678")),
        ("+6591234567", ("65", "91234567")),
        ("+9647901234567", ("964", "7901234567")),
        ("+201001234567", ("20", "1001234567")),
        ("+2348012345678", ("234", "8012345678")),
    ],
)
def test_a_number_splits_at_its_country_code(number: str, parts: tuple[str, str]) -> None:
    """One digit for zones 1 and 7, two or three for the others; joining gives the number again."""
    assert address.split(number) == parts
    assert address.join(*parts) == number
