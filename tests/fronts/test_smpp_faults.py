"""The SMPP front's faults as settings, their counts without a network, and the parts that cut and drip octets."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec import ValidationError, convert

from simulator.fronts.smpp.drip import Drip
from simulator.fronts.smpp.faults import Faults, Met
from simulator.fronts.smpp.stream import Stream
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.wire.smpp_faults import KINDS, Kind, Level, Request, SmppFault, objections

LATE = SmppFault(Kind.ANSWER_LATE, delay_ms=5)
ENOUGH: dict[str, Any] = {"delay_ms": 1, "status": 1, "octets_per_s": 1}


def faults(seed: int = 1) -> Faults:
    return Faults(seed, lambda: None)


def test_every_kind_has_its_row() -> None:
    """With what it needs it is taken, and each setting that it takes is a setting."""
    assert KINDS.keys() == set(Kind)
    for kind, row in KINDS.items():
        assert list(objections(SmppFault(kind, **{name: ENOUGH[name] for name in row.needs}))) == []
        assert set(row.needs + row.takes) < set(SmppFault.__struct_fields__)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (SmppFault(Kind.ANSWER_LATE), "delay_ms is missing"),
        (SmppFault(Kind.BIND_REFUSED), "status is missing"),
        (SmppFault(Kind.CONNECT_REFUSED, account="esme"), "connect-refused takes no account, only its kind"),
        (SmppFault(Kind.RECEIPT_NEVER, at=(Request.BIND,)), "receipt-never takes no at"),
        (SmppFault(Kind.ANSWER_LATE, delay_ms=5, delay_max_ms=4), "shorter than the shortest"),
        (SmppFault(Kind.GARBAGE, octets="xyz"), "'xyz' is not hexadecimal"),
        (SmppFault(Kind.RESET, at=()), "no request at all"),
        (SmppFault(Kind.RESET, number="12"), "'12' is no phone number"),
    ],
)
def test_what_is_wrong_with_a_fault(fault: SmppFault, says: str) -> None:
    """It is said in a sentence, and nothing is switched on."""
    those = faults()
    with pytest.raises(ValueError, match=says):
        those.put("x", fault)
    assert those.list() == []


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "answer-late", "delay": 1},
        {"kind": "late"},
        {"kind": "reset", "every": 0},
        {"kind": "reset", "share": 1.5},
        {"kind": "answer-status", "status": 1 << 32},
    ],
)
def test_settings_out_of_range(said: dict[str, Any]) -> None:
    """Names, kinds and numbers that cannot be."""
    with pytest.raises(ValidationError):
        convert(said, SmppFault)


def test_learnt_and_put() -> None:
    """A scenario's faults give way to the next scenario's; what was put by name stays."""
    those = faults()
    those.learn({"a": LATE, "b": LATE})
    those.put("b", LATE)
    those.put("c", LATE)
    those.learn({"d": LATE})
    assert [each["name"] for each in those.list()] == ["b", "c", "d"]
    assert (those.remove("b"), those.remove("b")) == (True, False)


def test_the_draw_is_the_messages() -> None:
    """The same for the same luck, whatever was met before; without luck it follows the count."""
    fault = SmppFault(Kind.RECEIPT_NEVER, share=0.5)

    def struck(lucks: list[int]) -> set[int]:
        those = faults()
        those.put("x", fault)
        return {luck for luck in lucks if those.strike(Level.RECEIPT, Met(luck=luck))}

    lucks = list(range(50))
    assert struck(lucks) == struck(lucks[::-1])
    assert 5 < len(struck(lucks)) < 45


def test_the_order_of_strikes() -> None:
    """By kind, whatever the order in which they were put."""
    those = faults()
    for kind in (Kind.CLOSE_AFTER, Kind.ANSWER_LATE, Kind.ANSWER_STATUS):
        those.put(kind.value, SmppFault(kind, **{name: ENOUGH[name] for name in KINDS[kind].needs}))
    strikes = those.strike(Level.REQUEST, Met(request=Request.SUBMIT_SM))
    assert [strike.fault.kind for strike in strikes] == [Kind.ANSWER_STATUS, Kind.ANSWER_LATE, Kind.CLOSE_AFTER]


@pytest.mark.parametrize("size", [1, 5, 16, 1_000])
def test_a_stream_is_cut_into_pdus(size: int) -> None:
    """However it came; what is behind a length that cannot be is handed on as it comes."""
    pdus = [encode(Pdu(Command.ENQUIRE_LINK, sequence=n)) for n in range(1, 6)]
    octets = b"".join(pdus) + b"\0\0\0\x0f" + b"x" * 20
    stream, cut = Stream(), []
    for at in range(0, len(octets), size):
        stream.feed(octets[at : at + size])
        while (pdu := stream.next()) is not None:
            cut.append(pdu)
    assert cut[:5] == pdus
    assert (b"".join(cut[5:]), stream.lost) == (octets[80:], True)


def test_drops() -> None:
    """One at once, each further one at its time, and a word when there are no more."""
    wrote: list[bytes] = []
    clock: list[tuple[int, Callable[[], None]]] = []
    dry: list[bool] = []
    drip = Drip(wrote.append, lambda ms, act: clock.append((ms, act)), lambda: dry.append(True))
    drip.size, drip.delay_ms = 2, 7
    drip.add(b"abc")
    drip.add(b"de")
    assert (wrote, [ms for ms, _ in clock]) == ([b"ab"], [7])
    clock.pop()[1]()
    assert (wrote, dry) == ([b"ab", b"cd"], [])
    drip.pour()
    clock.pop()[1]()
    assert (wrote, dry, clock, len(drip)) == ([b"ab", b"cd", b"e"], [True], [], 0)
