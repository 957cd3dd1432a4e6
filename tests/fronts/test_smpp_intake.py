"""What all sessions submit and are told in one turn of the loop, in plain calls."""

from collections.abc import Callable

import pytest

from simulator.fronts.smpp.intake import ENOUGH, Intake
from simulator.message import Alphabet, Instant, Message, Submission
from simulator.smpp.plain import Options, Origin, Source, SubmitSm

ORIGIN = Origin(1, Source("", 0, 0, "", b""), Options(*(0,) * 7))


class Loop:
    """An intake, what waits for the end of the turn, and all that was said, in order."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.soon: list[Callable[[], None]] = []
        self.intake = Intake(lambda: 0, self, self.soon.append)

    def submit_all(self, submissions: list[Submission], now: Instant) -> list[Message]:
        return [self.begin(submission, now) for submission in submissions]

    def begin(self, submission: Submission, now: Instant) -> Message:
        return Message(submission.destination, 0, submission, now, now + 1)

    def go_on(self, message: Message, now: Instant) -> None:
        self.said.append(f"{message.id} goes on at {now}")

    def turn(self) -> None:
        soon = self.soon.copy()
        self.soon.clear()
        for act in soon:
            act()

    def tell(self, peer: "Peer") -> None:
        self.said.append(f"{peer.name} told{' with its answers' if self.intake.holds(peer) else ''}")


class Peer:
    """A session that takes all that it is asked."""

    def __init__(self, loop: Loop, name: str) -> None:
        self.name = name
        self.loop = loop

    def asks(self, count: int = 1) -> None:
        self.loop.intake.collect(self, [SubmitSm(ORIGIN, sequence, b"\1\1861", b"") for sequence in range(count)])

    def translate(self, requests: list[SubmitSm], now: Instant, taken: list[Submission], sequences: list[int]) -> None:
        for request in requests:
            taken.append(Submission.of("esme", "", f"{self.name}{now + request.sequence}", b"", Alphabet.GSM7))
            sequences.append(request.sequence)

    def accept(self, answers: list[bytes], messages: list[Message], now: Instant) -> None:
        self.loop.said.append(" ".join(message.id for message in messages) + f" at {now}")
        assert [answer[16:-1].decode() for answer in answers] == [message.id for message in messages]


def test_what_is_told_goes_with_the_answers_of_its_turn() -> None:
    """Just before them, and by itself where there are none; each session is told of its own texts."""
    loop = Loop()
    one, other = Peer(loop, "a"), Peer(loop, "b")
    one.asks(2)
    loop.intake.after(lambda: (loop.tell(one), loop.tell(other)))  # type: ignore[arg-type, return-value, func-returns-value]
    loop.turn()
    one.asks()
    other.asks(2)
    loop.turn()
    assert loop.said == ["a told with its answers", "b told", "a0 a1 at 0", "a0 at 0", "b0 b1 at 0"]


def test_one_alone_is_answered_before_it_goes_on() -> None:
    """Its client waits for the answer; the rest is done while that travels."""
    loop = Loop()
    Peer(loop, "a").asks()
    loop.turn()
    assert loop.said == ["a0 at 0", "a0 goes on at 0"]


def test_many_at_once_do_not_wait() -> None:
    """A read of many is a batch by itself, after what came before it."""
    loop = Loop()
    Peer(loop, "a").asks()
    Peer(loop, "b").asks(ENOUGH)
    assert [said.partition(" ")[0] for said in loop.said] == ["a0", "b0"]
    loop.turn()
    assert len(loop.said) == 2


def test_who_fails_to_tell_keeps_nobody_else_from_it() -> None:
    """Answers go out in this turn, and the others tell in the next; then all is as it was."""
    loop = Loop()
    one, other = Peer(loop, "a"), Peer(loop, "b")

    def fail() -> None:
        raise ValueError("no such receipt")

    one.asks()
    loop.intake.after(fail)
    loop.intake.after(lambda: loop.tell(other))
    with pytest.raises(ValueError, match="no such receipt"):
        loop.turn()
    assert loop.said == ["a0 at 0", "a0 goes on at 0"]
    one.asks(2)
    loop.turn()
    assert loop.said[2:] == ["b told", "a0 a1 at 0"]
