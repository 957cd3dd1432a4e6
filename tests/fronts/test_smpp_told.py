"""Receipts and replies in octets: what fits no deliver_sm is lost, and says so, and the others are not."""

import pytest

from simulator.fronts.smpp.keeping import Told
from simulator.fronts.smpp.quirky import QuirkyTranslator
from simulator.fronts.smpp.told import written
from simulator.fronts.smpp.translate import Translator
from simulator.lifecycle import State
from simulator.message import SUCCESS, Alphabet, Message, Outcome, Reply, Report, Submission
from simulator.smpp.bodies import V34
from simulator.smpp.codec import decode
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import Options, Origin, Source
from simulator.smpp.window import Window
from simulator.wire.quirks import PROFILES
from tests.road import NINE

DELIVERED = Outcome(State.DELIVERED, None, SUCCESS, "DELIVRD", "", "000", 0)


def message(source: str, nth: int) -> Message:
    origin = Origin(1, Source("", 5, 0, source, b"\5\0" + source.encode()), Options(*(0,) * 7))
    submission = Submission.of("esme", source, "+8613900000000", b"hi", Alphabet.GSM7, origin=origin)
    return Message(str(nth), nth, submission, NINE, NINE + 1)


PLAIN, QUIRKY = Translator("esme", V34), QuirkyTranslator("esme", V34, next(iter(PROFILES.values())))


@pytest.mark.parametrize(("translator", "kind"), [(PLAIN, "reply"), (QUIRKY, "report"), (QUIRKY, "reply")])
def test_one_that_fits_none_takes_nobody_with_it(translator: Translator, kind: str) -> None:
    """An address of forty characters, such as a data_sm may have (§ 4.7.1), stands in no deliver_sm (§ 4.6.1)."""
    messages = [message("1069" * (10 if nth == 1 else 2), nth) for nth in range(3)]
    told: list[Told] = [Report(each, DELIVERED, NINE) if kind == "report" else Reply(each, "hi", NINE) for each in messages]
    window, lost = Window(10), list[tuple[list[Told], str]]()
    pdus = written(told, translator, window, lambda which, why: lost.append((which, why)))
    assert [pdu.sequence for pdu in map(decode, pdus) if isinstance(pdu, Pdu)] == [1, 3] == list(window.open)
    ((which, why),) = lost
    assert which == [told[1]]
    assert why.startswith("no deliver_sm can carry it: ")
