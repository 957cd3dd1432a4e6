"""How many numbers a network remembers, and which it may forget."""

from collections.abc import Sequence

from simulator.carrier.carrier import Carrier
from simulator.carrier.settings import CarrierSettings
from simulator.causes import Cause
from simulator.handset.conditions import Condition, Cure
from simulator.handset.settings import in_condition
from simulator.lines import Lines, LineSettings
from simulator.message import Message
from simulator.reporting.settings import Manner
from tests.road import NINE, submission

HOME = "+8613800000001"
OFF = LineSettings(in_condition(Condition.OFF), Manner.SILENT)


def lines(kept: int, settings: dict[str, LineSettings] | None = None, known: Sequence[Message] = ()) -> Lines:
    """known: texts that a ledger holds, all of them shown."""

    def recall(number: str, *_: int) -> list[Message]:
        return [message for message in known if message.submission.destination == number]

    return Lines(Carrier(CarrierSettings(), 1), settings or {}, recall, kept=kept)


def text(number: str) -> Message:
    return Message("1", 0, submission(number), NINE, NINE + 1)


def numbers(count: int) -> list[str]:
    return [f"+86139{nth:08d}" for nth in range(count)]


def test_asking_for_a_number_makes_its_line() -> None:
    """Once, as the scenario says; all others are on and report finally."""
    known = lines(9, {HOME: OFF})
    ordinary = known["+8618600000000"]
    conditions = [line.handset.conditions(NINE) for line in (known[HOME], ordinary)]
    assert conditions == [[Condition.OFF], [Condition.ON]]
    assert [(line.manner, line.network.name) for line in (known[HOME], ordinary)] == [(Manner.SILENT, "mobile"), (Manner.FINAL, "unicom")]
    assert known["+8618600000000"] is ordinary


def test_ordinary_numbers_are_forgotten_past_a_bound() -> None:
    """Never more are remembered than that, however many are asked for."""
    known = lines(10)
    for number in numbers(1_000):
        known[number].handset.receive(text(number), NINE)
        assert len(known) <= 10


def test_the_line_that_was_asked_for_last_is_remembered() -> None:
    """Also where making it has made the others be forgotten: its text is seen in its inbox."""
    known = lines(3)
    for number in numbers(20):
        assert known[number].handset.texts() == []
        known[number].handset.receive(text(number), NINE)
        assert len(known[number].handset.texts()) == 1


def test_what_holds_something_of_its_own_is_kept() -> None:
    """A number that the scenario names, and one for which a text is stored."""
    known = lines(3, {HOME: OFF})
    named, waiting = known[HOME], known["+8618600000000"]
    waiting.store(text("+8618600000000"), Cause.OFF)
    for number in numbers(100):
        assert known[number].number == number
    assert known[HOME] is named
    assert known["+8618600000000"] is waiting


def test_the_bound_moves_with_those_that_stay() -> None:
    """Where a hundred stay it is twice as many, so that not every further number costs a pass over all."""
    known = lines(4, dict.fromkeys(numbers(100), OFF))
    for number in numbers(1_000):
        assert known[number].number == number
        assert len(known) <= 200
    assert set(known) >= {*numbers(100), *numbers(1_000)[-50:]}


def test_a_ported_number_has_its_new_network() -> None:
    """Whatever its prefix says; its latency is the new network's too."""
    known = lines(9, {HOME: LineSettings(ported_to="telecom")})
    assert (known[HOME].network.name, known["+8613800000002"].network.name) == ("telecom", "mobile")


def test_inboxes_let_go_with_the_ledger() -> None:
    """Those that are kept because somebody looked; and a number that is forgotten already makes no new line for it."""
    message = text(HOME)
    known = lines(9, known=[message])
    assert known[HOME].handset.texts() == [message]
    known.drop([message, text("+8618600000000")])
    assert (known[HOME].handset.texts(), list(known)) == ([], [HOME])


def test_an_ordinary_phone_keeps_nothing_until_somebody_looks() -> None:
    """What it shows is read in the ledger then, and what comes later stands behind it, once."""
    first, second, third = text(HOME), text(HOME), text(HOME)
    held = [first, second]
    phone = lines(9, known=held)[HOME].handset
    for message in held:
        phone.receive(message, NINE)
    assert phone.light
    assert phone.texts() == [first, second]
    held.append(third)
    phone.receive(third, NINE)
    assert (phone.light, phone.texts()) == (False, [first, second, third])


def test_what_an_owner_deleted_does_not_come_back_from_the_ledger() -> None:
    """Also when all ordinary numbers were forgotten since."""
    known = lines(3, known=[text(HOME)])
    assert known[HOME].handset.cure(Cure.DELETE_MESSAGES, NINE)
    for number in numbers(20):
        known[number].handset.receive(text(number), NINE)
    assert known[HOME].handset.texts() == []


def test_a_forgotten_line_has_what_arrives_on_it_looked_up_anew() -> None:
    """A text may be under way on it, and the number may have got another line since."""
    known = lines(3)
    before = known[HOME]
    for number in numbers(20):
        known[number].handset.receive(text(number), NINE)
    assert (before.judged, known[HOME].judged) == (True, False)
