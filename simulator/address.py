"""Phone numbers as the network knows them: E.164 text with its plus sign. No country's rules but its code and the mainland's own forms."""

import re

from simulator.countries import calling_code

_E164 = re.compile(r"[1-9][0-9]{6,14}")
_MAINLAND = re.compile(r"1[3-9][0-9]{9}")
_CHINA = "+86"
_MOBILE = tuple(f"{_CHINA}1{digit}" for digit in range(3, 10))
_MOBILE_LENGTH = len("+8613800000000")
_WRITTEN, _WRITTEN_LENGTH = tuple(prefix[1:] for prefix in _MOBILE), _MOBILE_LENGTH - 1
"""Asked of each text several times: a search by pattern takes twice as long."""


def parse(digits: str) -> str | None:
    """The E.164 form of `digits` (`+8613800000000`), or None where it is no number: one without a known calling code is none.

    Mainland mobile numbers are understood with and without `86`, `+86` and `0086`, whatever TON came with them: senders in China set
    TON 1 by habit. Eleven digits from 13 to 19 are also how North America writes a number; only a leading `+` or `00` makes it one.
    """
    if len(digits) == _WRITTEN_LENGTH and digits.startswith(_WRITTEN) and digits.isdecimal() and digits.isascii():
        return "+" + digits
    for prefix in ("+", "00"):
        if digits.startswith(prefix):
            digits = digits[len(prefix) :]
            break
    else:
        if _MAINLAND.fullmatch(digits):
            return _CHINA + digits
    return "+" + digits if _E164.fullmatch(digits) and calling_code(digits) else None


def join(nationcode: str, mobile: str) -> str | None:
    """The E.164 form of a country code and a national number (the two fields of the Tencent v5 API, `86` and `13800000000`).

    The code may go on with what tells countries of one code apart (`1242`); None where no code is known, or it is not all there (`85`).
    """
    if not (nationcode.isdecimal() and nationcode.isascii() and calling_code(nationcode)):
        return None
    whole = f"+{nationcode}{mobile}"
    return whole if is_mainland(whole) or (nationcode != "86" and parse(whole)) else None


def is_mainland(number: str) -> bool:
    """Whether an E.164 number is a mainland Chinese mobile number."""
    return len(number) == _MOBILE_LENGTH and number.startswith(_MOBILE) and number.isascii() and number[1:].isdecimal()


def split(number: str) -> tuple[str, str]:
    """Country code and national part as the Tencent reports carry them: (`86`, `13800000000`)."""
    code = calling_code(number[1:])
    return code, number[1 + len(code) :]
