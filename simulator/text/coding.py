"""Which alphabet a data_coding octet means (SMPP 3.4 § 5.2.19, GSM 03.38 § 4). Message class and waiting are not its business."""

from simulator.message import Alphabet


def alphabet_of(data_coding: int) -> Alphabet | None:
    """The alphabet of a data_coding octet; None for the reserved values and for alphabets that the network does not carry.

    0x00 is the centre's default, here GSM7; a front whose centre has another default looks at 0x00 before it asks.
    """
    return _ALPHABETS.get(data_coding)


_ALPHABETS: dict[int, Alphabet] = {
    0x00: Alphabet.GSM7,
    0x01: Alphabet.LATIN1,  # IA5, which is ASCII: Latin-1 holds it
    0x02: Alphabet.BINARY,
    0x03: Alphabet.LATIN1,
    0x04: Alphabet.BINARY,
    0x08: Alphabet.UCS2,
    # SMPP reserves 0x10-0x1F; clients (jsmpp among them) send GSM 03.38's general group there, 0x10 flash and 0x18 flash in UCS2
    **dict.fromkeys(range(0x10, 0x14), Alphabet.GSM7),
    **dict.fromkeys(range(0x14, 0x18), Alphabet.BINARY),
    **dict.fromkeys(range(0x18, 0x1C), Alphabet.UCS2),
    # message waiting: 0xC0 may be discarded, 0xD0 is stored, 0xE0 is stored and UCS2 (reserved in SMPP 3.4, not in GSM 03.38)
    **dict.fromkeys(range(0xC0, 0xE0), Alphabet.GSM7),
    **dict.fromkeys(range(0xE0, 0xF0), Alphabet.UCS2),
    # the class group: bit 2 tells text from data, bit 3 is reserved and not looked at
    **dict.fromkeys((*range(0xF0, 0xF4), *range(0xF8, 0xFC)), Alphabet.GSM7),
    **dict.fromkeys((*range(0xF4, 0xF8), *range(0xFC, 0x100)), Alphabet.BINARY),
}
