"""Faults as settings: each kind has its row, and what does not fit is said."""

import pytest

from simulator.refusals import Reason
from simulator.wire.faults import KINDS, Fault, Kind, Level, Manner, objections


def test_every_kind_has_its_row() -> None:
    """With settings that exist, and none of them twice."""
    settings = set(Fault.__struct_fields__)
    assert list(KINDS) == list(Kind)
    for row in KINDS.values():
        assert {*row.needs, *row.takes} <= settings
        assert not set(row.needs) & set(row.takes)
        assert bool(row.manners) is ("manner" in row.takes)


def test_what_needs_nothing_said_is_right_as_it_is() -> None:
    """Only what has no sensible default must be said."""
    bare = {kind for kind in Kind if not list(objections(Fault("x", kind)))}
    assert bare == {Kind.IDLE_FORGOTTEN, Kind.STRICT_CONTENT_TYPE, Kind.LOST, Kind.TIMED_OUT}


@pytest.mark.parametrize(
    ("fault", "setting", "sentence"),
    [
        (Fault("x", Kind.SLOW_REQUESTS), "delay_ms", "delay_ms is missing: slow-requests needs it"),
        (Fault("x", Kind.LOST, delay_ms=5), "delay_ms", "lost takes no delay_ms, only path, number"),
        (Fault("x", Kind.CONNECTION_LIMIT, connections=1, path="/"), "path", "connection-limit takes no path"),
        (Fault("x", Kind.OVERSEAS, delay_ms=5, delay_max_ms=4), "delay_max_ms", "the longest delay is shorter"),
        (Fault("x", Kind.IDLE_FORGOTTEN, manner=Manner.QUEUE), "manner", "idle-forgotten does not do queue: wanted silence or reset"),
        (Fault("x", Kind.REFUSE), "reason", "either a reason or a code"),
        (Fault("x", Kind.REFUSE, reason=Reason.TIMED_OUT, code="1008"), "reason", "either a reason or a code"),
        (Fault("x", Kind.REFUSE, code="1005"), "code", "1005 is no code that is published"),
        (Fault("x", Kind.REFUSE, code="InternalError.Nothing"), "code", "no code that is published"),
    ],
)
def test_what_does_not_fit_is_said(fault: Fault, setting: str, sentence: str) -> None:
    """The setting and a sentence."""
    ((where, what),) = objections(fault)
    assert where == setting
    assert sentence in what


def test_a_fault_sits_where_its_row_says() -> None:
    """And has the first of its manners, unless it is said."""
    fault = Fault("x", Kind.IDLE_FORGOTTEN)
    assert (fault.level, fault.way, fault.said()) == (Level.CONNECTION, Manner.SILENCE, {"name": "x", "kind": Kind.IDLE_FORGOTTEN})
