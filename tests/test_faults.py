"""Which faults strike: by path, action and number, the first so many, one in so many, or by chance that a seed repeats."""

import pytest

from simulator.faults import Asked, Faults
from simulator.refusals import Reason
from simulator.wire.faults import Fault, HttpSettings, Kind, Level, Manner

SEND = Asked("/v5/tlssmssvr/sendsms", "", frozenset({"+8613800000000"}))
CLOUD = Asked("/", "SendSms", frozenset({"+8613800000001"}))
V5_CODES = {"1008"}


def lost(**settings: object) -> Fault:
    return Fault("one", Kind.LOST, **settings)  # type: ignore[arg-type]


def strikes(fault: Fault, times: int = 8, seed: int = 1) -> list[bool]:
    faults = Faults(seed, [fault])
    return [bool(faults.strike(SEND)) for _ in range(times)]


@pytest.mark.parametrize(
    ("fault", "sent", "cloud"),
    [
        (lost(), True, True),
        (lost(path="/v5/tlssmssvr/send"), True, False),
        (lost(path="/v5/tlssmssvr/pullstatus"), False, False),
        (lost(path="SendSms"), False, True),
        (lost(path="Send"), False, False),
        (lost(number="+8613800000000"), True, False),
        (lost(path="SendSms", number="+8613800000001"), False, True),
        (lost(path="SendSms", number="+8613800000000"), False, False),
    ],
)
def test_whom_it_is_meant_for(fault: Fault, sent: bool, cloud: bool) -> None:
    """The beginning of a path, or the whole of an action's name, and a number among those asked for."""
    faults = Faults(1, [fault])
    assert [bool(faults.strike(asked)) for asked in (SEND, CLOUD)] == [sent, cloud]


@pytest.mark.parametrize(
    ("fault", "struck"),
    [
        (lost(first=2), [1, 1, 0, 0, 0, 0, 0, 0]),
        (lost(every=3), [0, 0, 1, 0, 0, 1, 0, 0]),
        (lost(first=3, every=2), [0, 1, 0, 0, 0, 0, 0, 0]),
        (lost(share=0.0), [0] * 8),
    ],
)
def test_how_often_it_strikes(fault: Fault, struck: list[int]) -> None:
    """The first so many of those that it meets, and one in so many."""
    assert strikes(fault) == list(map(bool, struck))


def test_chance_follows_from_the_seed() -> None:
    """The same seed strikes the same ones, another seed others; about the share of them."""
    some = strikes(lost(share=0.3), 1000)
    assert some == strikes(lost(share=0.3), 1000)
    assert some != strikes(lost(share=0.3), 1000, seed=2)
    assert 250 < sum(some) < 350


def test_a_delay_lies_between_its_ends() -> None:
    """Different each time, the same for a seed."""
    fault = Fault("one", Kind.SLOW_REQUESTS, delay_ms=100, delay_max_ms=200)
    first, again = (
        [each.delay_ms for _ in range(50) for each in faults.strike(SEND)] for faults in (Faults(1, [fault]), Faults(1, [fault]))
    )
    assert first == again
    assert 100 <= min(first) < 120
    assert 180 < max(first) <= 200


def test_several_strike_in_the_order_of_their_kinds() -> None:
    """However they were put."""
    faults = Faults(1, [Fault("a", Kind.TIMED_OUT), Fault("b", Kind.OVERSEAS, delay_ms=1), Fault("c", Kind.STRICT_CONTENT_TYPE)])
    assert [strike.fault.name for strike in faults.strike(SEND)] == ["c", "b", "a"]


def test_it_counts_what_it_met_and_struck() -> None:
    """Until it is put anew."""
    faults = Faults(1)
    faults.put(lost(first=1, path="SendSms"))
    for asked in (SEND, CLOUD, CLOUD):
        faults.strike(asked)
    (counted,) = faults
    assert (counted.met, counted.struck) == (2, 1)
    faults.put(lost(first=1))
    (counted,) = faults
    assert (counted.met, counted.struck) == (0, 0)


def test_what_was_learnt_gives_way_and_what_was_put_stays() -> None:
    """A file that is read again changes its own faults only; whoever listens is told each time."""
    told: list[list[str]] = []
    faults = Faults(1, [Fault("file", Kind.LOST)])
    faults.subscribe(lambda: told.append([each.fault.name for each in faults]))
    faults.put(Fault("mine", Kind.LOST))
    faults.learn([Fault("new", Kind.LOST)], HttpSettings(5))
    assert faults.remove("new")
    assert not faults.remove("new")
    assert told == [["file", "mine"], ["mine", "new"], ["mine"]]
    assert faults.http.processing_limit_ms == 5


def test_a_refusal_is_its_reason_or_its_code() -> None:
    """A front that has no such code is not asked to say it."""
    faults = Faults(1, [Fault("a", Kind.REFUSE, code="1008", first=1), Fault("b", Kind.REFUSE, reason=Reason.BACK_END)])
    assert [
        struck and struck.code for struck in (faults.refusal("/", "", {"InternalError.Timeout"}), faults.refusal("/", "", V5_CODES))
    ] == [
        "",
        "1008",
    ]
    struck = faults.refusal("/", "+8613800000000", V5_CODES)
    assert struck is not None
    assert (struck.refusal.reason, struck.refusal.detail) == (Reason.BACK_END, "the fault b says so")


def test_the_limit_of_connections() -> None:
    """It is full from that many on, in its manner."""
    faults = Faults(1, [Fault("a", Kind.CONNECTION_LIMIT, connections=2, manner=Manner.QUEUE)])
    assert [faults.full(connections) for connections in (1, 2, 3)] == [None, Manner.QUEUE, Manner.QUEUE]
    assert Faults(1).full(1000) is None


def test_what_keeps_callers_out_is_known_for_as_long_as_it_does() -> None:
    """A caller who is refused leaves no trace of his own: the kernel turns him away."""
    faults = Faults(1, [Fault("a", Kind.CONNECTION_LIMIT, connections=2)])
    assert faults.standing is None
    faults.full(2)
    assert faults.standing is not None
    assert faults.standing.fault.name == "a"
    faults.full(1)
    assert faults.standing is None


def test_only_those_meet_it_that_are_meant() -> None:
    """A connection that was not idle long enough does not count."""
    faults = Faults(1, [Fault("a", Kind.IDLE_FORGOTTEN, first=1)])
    assert faults.one(Kind.IDLE_FORGOTTEN, lambda _: False) is None
    assert faults.one(Kind.IDLE_FORGOTTEN) is not None
    assert faults.one(Kind.IDLE_FORGOTTEN) is None
    assert faults.one(Kind.LATE_TLS) is None
    assert len(faults.on(Level.CONNECTION)) == 1
