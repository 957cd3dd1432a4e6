"""The way back of a reply: whether it counts, whom it reaches, and what it unsubscribes from."""

import pytest
from msgspec.structs import replace

from simulator.carrier.carrier import Carrier
from simulator.handset.conditions import Condition
from simulator.handset.settings import HandsetSettings, ReplyRule, in_condition
from simulator.ledger import Ledger, trail
from simulator.lifecycle import Event
from simulator.lines import Lines, LineSettings
from simulator.message import Message, Reply
from simulator.platform.customers import Rules
from simulator.platform.platform import DEFAULT, Platform
from simulator.replies import WINDOW_MS, Fate, Replies, judge, opts_out
from simulator.senders import Sender, Senders
from tests.road import HOUR, NINE, WORLD, submission

APP = "1400000001"
NUMBER, BROKE, CHATTY = "+8613900000000", "+8613900000001", "+8613900000002"
TEXT = Message("1", 0, submission(NUMBER), NINE, NINE + HOUR)


@pytest.mark.parametrize(
    "text", ["T", "N", "TD", "退订", "T退订", "QX", "0000", "t", "n", "td", "Td", "t退订", "qx", " TD ", "\tTD\r\n", "\u3000退订"]
)
def test_words_that_unsubscribe(text: str) -> None:
    """In any case, with blanks around, by every set of rules."""
    assert all(opts_out(text, rules) for rules in Rules)


@pytest.mark.parametrize(
    "text", ["", " ", "收到", "T D", "TD.", "TDTD", "000", "00000", "0", "退", "不退订", "请退订", "no", "N!", "QX1", "退订T"]
)
def test_words_that_do_not(text: str) -> None:
    """Only the whole reply counts."""
    assert not any(opts_out(text, rules) for rules in Rules)


@pytest.mark.parametrize("text", ["R", "r", " r\n"])
def test_an_r_unsubscribes_by_the_current_rules(text: str) -> None:
    """Texts of 2024 do not offer it, and then it means nothing."""
    assert opts_out(text, Rules.CURRENT)
    assert not opts_out(text, Rules.OF_2024)


@pytest.mark.parametrize(
    ("message", "later_ms", "can_send", "fate"),
    [
        (TEXT, 0, True, Fate.PASSED_ON),
        (TEXT, WINDOW_MS, True, Fate.PASSED_ON),
        (TEXT, WINDOW_MS + 1, True, Fate.TOO_LATE),
        (TEXT, 0, False, Fate.CANNOT_SEND),
        (TEXT, WINDOW_MS + 1, False, Fate.CANNOT_SEND),
        (None, 0, True, Fate.ANSWERS_NOTHING),
        (None, 0, False, Fate.ANSWERS_NOTHING),
    ],
)
def test_what_becomes_of_a_reply(message: Message | None, later_ms: int, can_send: bool, fate: Fate) -> None:
    """It counts for 72 hours, the last millisecond included, if there is a text to answer and the handset can send."""
    assert judge(message, NINE + later_ms, can_send=can_send) is fate


def test_the_window_is_72_hours() -> None:
    """Counted from when the text was taken."""
    assert WINDOW_MS == 72 * HOUR


class Answering:
    """`esme` shares an app's list and hears replies; one number is out of credit, one answers whatever it gets."""

    def __init__(self, app: str = APP) -> None:
        cannot_send = LineSettings(in_condition(Condition.OUT_OF_CREDIT_OUTGOING))
        answers = LineSettings(HandsetSettings(replies=(ReplyRule("1", after_ms=5_000), ReplyRule("2", contains="nothing like it"))))
        self.shown: list[Message] = []
        self.lines = Lines(Carrier(WORLD.carriers, 1), {BROKE: cannot_send, CHATTY: answers}, lambda *_: self.shown)
        self.platform = Platform([])
        self.heard: list[Reply] = []
        senders = Senders()
        senders.attach("esme", Sender(lambda _: None, lambda serial, _: str(serial), self.heard.append, app))
        self.replies = Replies(Ledger(), self.platform, senders, self.lines)
        self.message = self.text(NUMBER)

    def text(self, number: str) -> Message:
        return replace(TEXT, submission=submission(number), trail=None)

    def answer(self, message: Message | None, text: str, later_ms: int = 0, number: str = NUMBER) -> Fate:
        return self.replies.send(self.lines[number], message, text, NINE + later_ms)

    def show(self, message: Message) -> None:
        self.shown.append(message)
        assert self.lines[NUMBER].handset.receive(message, NINE) is None

    def unsubscribed(self) -> bool:
        return self.platform.refuses(APP, NUMBER) is not None


def noted(message: Message) -> list[tuple[Event, str]]:
    return [(entry.event, entry.detail) for entry in trail(message)[1:]]


def test_a_reply_reaches_the_sender() -> None:
    """With its text, its time and what it answers; the trail says so."""
    world = Answering()
    assert world.answer(world.message, "收到", 5_000) is Fate.PASSED_ON
    ((reply),) = world.heard
    assert (reply.message, reply.text, reply.at) == (world.message, "收到", NINE + 5_000)
    assert noted(world.message) == [(Event.REPLIED, "“收到”: passed on to the sender")]
    assert not world.unsubscribed()


def test_a_reply_that_opts_out_reaches_the_sender_too() -> None:
    """And from then on the number is on the list that the sender shares."""
    world = Answering()
    world.answer(world.message, "td")
    assert [reply.text for reply in world.heard] == ["td"]
    assert world.unsubscribed()


@pytest.mark.parametrize("rules", Rules)
def test_the_platforms_rules_say_what_unsubscribes(rules: Rules) -> None:
    """They hold from when they are learnt."""
    world = Answering()
    world.platform.learn([], replace(DEFAULT, rules=rules))
    world.answer(world.message, "R")
    assert world.unsubscribed() is (rules is Rules.CURRENT)


def test_a_reply_to_who_shares_no_list() -> None:
    """It is passed on, and that is all."""
    world = Answering(app="")
    world.answer(world.message, "TD")
    assert len(world.heard) == 1
    assert not world.unsubscribed()


def test_a_reply_that_is_too_late_reaches_nobody() -> None:
    """It does not unsubscribe either; the trail says why."""
    world = Answering()
    assert world.answer(world.message, "TD", WINDOW_MS + 1) is Fate.TOO_LATE
    assert (world.heard, world.unsubscribed()) == ([], False)
    assert noted(world.message) == [(Event.REPLIED, "“TD”: later than 72 hours after the text: it reaches nobody")]


def test_a_handset_out_of_credit_cannot_reply() -> None:
    """A reply costs its owner something."""
    world = Answering()
    message = world.text(BROKE)
    assert world.answer(message, "TD", number=BROKE) is Fate.CANNOT_SEND
    assert world.heard == []
    assert noted(message) == [(Event.REPLIED, "“TD”: the handset cannot send")]


def test_a_reply_to_nothing() -> None:
    """Nobody hears it, and there is no trail to say so on."""
    world = Answering()
    assert world.answer(None, "TD") is Fate.ANSWERS_NOTHING
    assert world.heard == []


def test_a_handset_answers_by_its_rules() -> None:
    """A rule that the text meets plans a reply for so much later; when that is due, it goes to the sender of the text."""
    world = Answering()
    message = world.text(CHATTY)
    ((due, planned),) = world.replies.planned(message, NINE)
    assert (due, planned) == (NINE + 5_000, (message, "1"))
    assert world.heard == []
    world.replies.due(due, [planned])
    assert [(reply.message, reply.text, reply.at) for reply in world.heard] == [(message, "1", due)]


def test_the_last_text_that_shows_is_answered() -> None:
    """The owner of a handset that shows nothing answers nothing."""
    world = Answering()
    assert world.replies.answer(NUMBER, "收到", NINE) is Fate.ANSWERS_NOTHING
    first, last = world.text(NUMBER), world.text(NUMBER)
    for message in (first, last):
        world.show(message)
    assert world.replies.answer(NUMBER, "收到", NINE) is Fate.PASSED_ON
    assert [reply.message for reply in world.heard] == [last]


@pytest.mark.parametrize(("to", "answered"), [("", "second"), ("10690001", "first"), ("10690002", "second"), ("10690003", None)])
def test_a_reply_goes_to_the_number_that_its_owner_picks(to: str, answered: str | None) -> None:
    """The last text from that sender is answered; of a sender who never wrote there is none."""
    world = Answering()
    texts = {"first": world.text(NUMBER), "second": world.text(NUMBER)}
    for source, message in zip(("10690001", "10690002"), texts.values(), strict=True):
        message.submission = replace(message.submission, carriage=replace(message.submission.carriage, source=source))
        world.show(message)
    world.replies.answer(NUMBER, "收到", NINE, to)
    assert [reply.message for reply in world.heard] == ([] if answered is None else [texts[answered]])
