"""How a message centre writes its message ids: a serial number in one of many forms, and from one form into another. It counts nothing."""

from hashlib import blake2b
from uuid import UUID

from simulator.wire.quirks import IdForm, IdStyle

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASES = {IdStyle.DECIMAL: 10, IdStyle.HEXADECIMAL: 16}


def write(serial: int, form: IdForm) -> str:
    """A serial number below 2^64. What has more digits than the form loses its first ones: such a centre begins anew."""
    match form.style:
        case IdStyle.DECIMAL:
            text = f"{serial:0{form.digits}d}"
        case IdStyle.HEXADECIMAL:
            text = f"{serial:0{form.digits}x}"
        case IdStyle.UUID:
            text = str(UUID(int=_digest(serial), version=4))
        case IdStyle.WORD:
            text = _word(_digest(serial), form.digits)
    text = text[-form.digits :] if form.digits and form.style is not IdStyle.UUID else text
    return text.upper() if form.upper else text


def rewrite(message_id: str, form: IdForm, other: IdForm) -> str:
    """An id that was written in one form, in another: only numbers have two forms; a UUID or a word stays what it is."""
    base = _BASES.get(form.style)
    if base is None or other.style not in _BASES:
        return message_id
    try:
        return write(int(message_id, base), other)
    except ValueError:  # a wrong id, as faults make them
        return message_id


def _digest(serial: int) -> int:
    return int.from_bytes(blake2b(serial.to_bytes(8, "big"), digest_size=16).digest(), "big")


def _word(number: int, letters: int) -> str:
    """Base 36; 26 letters hold a digest of 128 bits."""
    text = ""
    for _ in range(letters):
        number, letter = divmod(number, len(_LETTERS))
        text = _LETTERS[letter] + text
    return text
