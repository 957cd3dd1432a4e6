"""The GSM 7-bit default alphabet with its extension table (GSM 03.38 § 6.2.1), packed or not. No national tables, no guessing."""

import codecs
import re

ESCAPE = 0x1B
"""The next septet is of the extension table."""

_BASE = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = {"\n": "\f", "Λ": "^", "(": "{", ")": "}", "/": "\\", "<": "[", "=": "~", ">": "]", "¡": "|", "e": "€"}
"""By the character that has the same code in the base table: it is what a phone without the extension shows."""

_SHOWN = _BASE + "\ufffd" * 128
_ESCAPED = re.compile("\x1b(.?)", re.DOTALL)
_AFTER_ESCAPE = _EXTENSION | {"\x1b": " ", "": " "}

_SEPTETS: dict[int, bytes] = {ord(shown): bytes((code,)) for code, shown in enumerate(_BASE) if code != ESCAPE}
_SEPTETS |= {ord(shown): bytes((ESCAPE, _BASE.index(base))) for base, shown in _EXTENSION.items()}
_OUTSIDE = re.compile("[^" + re.escape("".join(map(chr, _SEPTETS))) + "]")
_ASCII = {code: _SEPTETS[code].decode("ascii") if code in _SEPTETS else "\uffff" for code in range(128)}
"""For `str.translate`, which has a fast path for ASCII; what is not in the alphabet leaves ASCII and so betrays itself."""

_BITS = tuple(f"{octet & 0x7F:07b}" for octet in range(256))


def encode(text: str) -> bytes | None:
    """Unpacked, one septet an octet, two for a character of the extension table; None where a character is not in the alphabet.

    The escape character itself is not encodable: it would change the meaning of what follows.
    """
    if text.isascii():
        septets = text.translate(_ASCII)
        return septets.encode("ascii") if septets.isascii() else None
    return None if _OUTSIDE.search(text) else codecs.charmap_encode(text, "strict", _SEPTETS)[0]


def septets(text: str) -> int | None:
    """How many septets the text makes, None where it is not encodable."""
    octets = encode(text)
    return None if octets is None else len(octets)


def decode(octets: bytes) -> str:
    """What a phone shows for unpacked septets. It shows something for every input, as § 6.2.1.1 asks.

    An escape before a code that the extension table does not have: the base table's character. Two escapes (kept for a further table), or
    one at the end: a space. Octets from 0x80, which are no septets: U+FFFD.
    """
    shown = codecs.charmap_decode(octets, "strict", _SHOWN)[0]
    return _ESCAPED.sub(_unescape, shown) if "\x1b" in shown else shown


def _unescape(escaped: re.Match[str]) -> str:
    return _AFTER_ESCAPE.get(escaped[1], escaped[1])


def pack(septets: bytes, fill_bits: int = 0) -> bytes:
    """Seven bits a septet, low bits first, after `fill_bits` zero bits (0 to 6: a text starts on a septet boundary behind its header).

    Eight septets take seven octets; seven bits left over at the end stay zero, and read as a further `@` where the count is not told.
    """
    bits = "".join([_BITS[septet] for septet in reversed(septets)])
    return (int(bits or "0", 2) << fill_bits).to_bytes((len(bits) + fill_bits + 7) // 8, "little")


def unpack(octets: bytes, count: int, fill_bits: int = 0) -> bytes:
    """`count` septets out of packed octets, skipping `fill_bits` first; fewer where the octets hold fewer."""
    count = max(0, min(count, (len(octets) * 8 - fill_bits) // 7))
    bits = f"{int.from_bytes(octets, 'little') >> fill_bits:0{len(octets) * 8}b}"
    return bytes(int(bits[end - 7 : end], 2) for end in range(len(bits), len(bits) - 7 * count, -7))
