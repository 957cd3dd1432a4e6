"""The pictures that come with an application, as base64. It looks at size and first octets, and refuses what no reviewer could open."""

from binascii import Error, a2b_base64
from typing import Final

from msgspec import Struct

from simulator.refusals import Reason, Refusal

OCTETS_MAX: Final = 5 * 1024 * 1024
"""A picture's size; published with the review's standards for signatures."""

BASE64_MAX: Final = (OCTETS_MAX + 2) // 3 * 4
_BLANKS: Final = " \r\n\t"
_BEGINNINGS: Final = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


class Picture(Struct, frozen=True):
    """A picture that came. form: `jpg` or `png`; octets: how large it is. What it shows is not kept: no reviewer of ours can see."""

    form: str
    octets: int


def read(base64: str) -> Picture | Refusal | None:
    """The picture that `base64` (without a `data:` prefix) holds, None for an empty text, or IMAGE_INVALID."""
    if not base64:
        return None
    for blank in _BLANKS:  # one by one: a list of lines takes many times their octets where each is short
        base64 = base64.replace(blank, "")
    if len(base64) > BASE64_MAX:
        return Refusal(Reason.IMAGE_INVALID, f"the picture has more than {OCTETS_MAX} octets")
    try:
        content = a2b_base64(base64, strict_mode=True)
    except (Error, ValueError):  # ValueError: characters outside ASCII
        return Refusal(Reason.IMAGE_INVALID, "the picture is not base64 without a data: prefix")
    if len(content) > OCTETS_MAX:
        return Refusal(Reason.IMAGE_INVALID, f"the picture has {len(content)} octets, at most {OCTETS_MAX} are taken")
    form = next((form for form, beginning in _BEGINNINGS.items() if content.startswith(beginning)), None)
    if form is None:
        return Refusal(Reason.IMAGE_INVALID, "the picture is neither jpg nor png")
    return Picture(form, len(content))
