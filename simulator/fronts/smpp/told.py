"""Receipts and replies in octets, for one session. One that no deliver_sm can carry keeps the others from nothing; it sends nothing."""

from simulator.fronts.smpp.keeping import Lose, Told
from simulator.fronts.smpp.translate import Translator
from simulator.smpp.window import Window


def written(told: list[Told], translator: Translator, window: Window, lose: Lose) -> list[bytes]:
    """Their PDUs, each open in the window. lose: takes what fits none, such as one to an address that is too long for it."""
    sequences = window.add_all(told)
    try:
        return translator.tell(told, sequences)
    except ValueError:
        return [pdu for one, sequence in zip(told, sequences, strict=True) for pdu in _one(one, sequence, translator, window, lose)]


def _one(told: Told, sequence: int, translator: Translator, window: Window, lose: Lose) -> list[bytes]:
    try:
        return translator.tell([told], [sequence])
    except ValueError as error:
        del window.open[sequence]
        lose([told], f"no deliver_sm can carry it: {error}")
        return []
