"""Counts and percentiles over all the sends of a name."""

import pytest

from simulator.ledger import Ledger
from simulator.player.fronts import Sent
from simulator.player.tally import Tally
from simulator.scenario.courses import Counted, Percentiles

OK, BUSY, SILENT = Sent({"result": 0}, ("a",)), Sent({"result": 1025}, ()), Sent({}, ())


def tally() -> Tally:
    made = Tally(Ledger())
    made.watch("code")
    for sent, took_ms in ((OK, 10), (OK, 20), (BUSY, 30), (SILENT, 40)):
        made.add("code", sent, took_ms)
        made.add("other", sent, took_ms)
    return made


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Counted({"result": "0"}, exactly=2), []),
        (Counted({}, exactly=1), []),
        (Counted({"result": "1025"}, at_least=1, at_most=1), []),
        (Counted({"result": "0"}, exactly=3), ["2 of 4 have the answer result 0, wanted exactly 3"]),
        (Counted({"result": "0"}, at_least=3), ["2 of 4 have the answer result 0, wanted at least 3"]),
        (Counted({}, at_most=0), ["1 of 4 have no answer, wanted at most 0"]),
        (
            Counted({"result": "0"}, reports=({"stat": "DELIVRD"},), exactly=1),
            ["2 of 4 have the answer result 0, the report stat DELIVRD, wanted exactly 1"],
        ),
        (Counted(reports=(), exactly=4), ["2 of 4 have no report, wanted exactly 4"]),
        (Counted(state="REFUSED", exactly=0), ["4 of 4 have the state REFUSED, wanted exactly 0"]),
    ],
)
def test_so_many_are_so(wanted: Counted, said: list[str]) -> None:
    """Answers, silences, reports, states; the bound that is broken is told with what was found."""
    assert tally().wrong("code", [wanted], [], {"a": [{"stat": "DELIVRD"}]}) == said


@pytest.mark.parametrize(
    ("percent", "most", "said"),
    [
        (50.0, 20, []),
        (50.0, 19, ["p50 of 4 answers came after 0.02 s, wanted within 0.019 s"]),
        (75.0, 30, []),
        (99.0, 39, ["p99 of 4 answers came after 0.04 s, wanted within 0.039 s"]),
        (100.0, 39, ["the longest of 4 answers came after 0.04 s, wanted within 0.039 s"]),
    ],
)
def test_a_percentile_is_that_of_the_nearest_rank(percent: float, most: int, said: list[str]) -> None:
    """Of four, half is the second, and nearly all the fourth."""
    assert tally().wrong("code", [], [Percentiles("answer", ((percent, most),))], {}) == said


def test_nothing_is_nothing_to_measure() -> None:
    """Nobody is quick who was never asked; only sends that somebody asks for are kept."""
    assert tally().wrong("other", [], [Percentiles("report", ((50.0, 1),))], {}) == ["no report can be measured: nothing was taken"]
