"""The alphabets of data_coding."""

import pytest

from simulator.message import Alphabet
from simulator.text.coding import alphabet_of

MEANT = {
    Alphabet.GSM7: [0x00, *range(0x10, 0x14), *range(0xC0, 0xE0), *range(0xF0, 0xF4), *range(0xF8, 0xFC)],
    Alphabet.LATIN1: [0x01, 0x03],
    Alphabet.UCS2: [0x08, *range(0x18, 0x1C), *range(0xE0, 0xF0)],
    Alphabet.BINARY: [0x02, 0x04, *range(0x14, 0x18), *range(0xF4, 0xF8), *range(0xFC, 0x100)],
}


@pytest.mark.parametrize(("data_coding", "alphabet"), [(value, alphabet) for alphabet, values in MEANT.items() for value in values])
def test_a_coding_means_an_alphabet(data_coding: int, alphabet: Alphabet) -> None:
    """The values of SMPP, and the groups of GSM 03.38 that clients use beside them."""
    assert alphabet_of(data_coding) is alphabet


@pytest.mark.parametrize("data_coding", sorted(set(range(0x100)) - {value for values in MEANT.values() for value in values}))
def test_other_codings_mean_nothing_here(data_coding: int) -> None:
    """Reserved values, and alphabets such as JIS or Cyrillic, have none."""
    assert alphabet_of(data_coding) is None


def test_a_flash_text_is_read_as_any_other() -> None:
    """Class 0 says how a text is shown, not how it is read."""
    assert [alphabet_of(0xF0), alphabet_of(0x10), alphabet_of(0x18)] == [Alphabet.GSM7, Alphabet.GSM7, Alphabet.UCS2]
