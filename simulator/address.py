"""Phone numbers as the network knows them: E.164 text with its plus sign. No country rules beyond the mainland's own forms."""

import re

_E164 = re.compile(r"[1-9][0-9]{6,14}")
_MAINLAND = re.compile(r"1[3-9][0-9]{9}")
_CHINA = "+86"


def parse(digits: str) -> str | None:
    """The E.164 form of `digits` (`+8613800000000`), or None where it is no number.

    Mainland mobile numbers are understood with and without `86`, `+86` and `0086`, whatever TON came with them: senders in China set
    TON 1 by habit. Eleven digits from 13 to 19 are also how North America writes a number; only a leading `+` or `00` makes it one.
    """
    for prefix in ("+", "00"):
        if digits.startswith(prefix):
            digits = digits[len(prefix) :]
            break
    else:
        if _MAINLAND.fullmatch(digits):
            return _CHINA + digits
    return "+" + digits if _E164.fullmatch(digits) else None


def join(nationcode: str, mobile: str) -> str | None:
    """The E.164 form of a country code and a national number (the two fields of the Tencent v5 API, `86` and `13800000000`)."""
    if not (nationcode.isdecimal() and nationcode.isascii()):
        return None
    whole = f"+{nationcode}{mobile}"
    return whole if is_mainland(whole) or (nationcode != "86" and parse(whole)) else None


def is_mainland(number: str) -> bool:
    """Whether an E.164 number is a mainland Chinese mobile number."""
    return number.startswith(_CHINA) and _MAINLAND.fullmatch(number[len(_CHINA) :]) is not None


def split(number: str) -> tuple[str, str]:
    """Country code and national part as the Tencent reports carry them: (`86`, `13800000000`).

    Abroad the length of the country code is read off the table of ITU-T E.164 zones: 1 and 7 have one digit, the codes below two, all
    others three.
    """
    digits = number[1:]
    size = 1 if digits[0] in "17" else 2 if int(digits[:2]) in _TWO_DIGITS else 3
    return digits[:size], digits[size:]


_TWO_DIGITS = frozenset(
    {20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67), 81, 82, 84, 86, *range(90, 96), 98}
)
