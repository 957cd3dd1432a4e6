"""What is kept of attempts to push: newest last, and no more than so many."""

from simulator.fronts.tencent_v5.delivery import REPORTS, Delivery
from simulator.fronts.tencent_v5.exchange import Answered
from simulator.fronts.tencent_v5.history import KEPT, History
from tests.fronts.tencent_v5 import APP, report
from tests.road import NINE

URL = "http://127.0.0.1:9000/"


def test_the_oldest_attempts_go() -> None:
    """Past its limit the history forgets from its beginning."""
    history = History()
    for nth in range(KEPT + 1):
        history.add(Delivery(REPORTS, APP, URL, [report(nth)], tried=1), Answered(200), NINE + nth)
    kept = [attempt.at for attempt in history.of()]
    assert (len(kept), kept[0], kept[-1]) == (KEPT, NINE + 1, NINE + KEPT)


def test_an_attempt_is_found_by_any_of_its_messages() -> None:
    """A push tells of up to a hundred."""
    history = History()
    first, second, other = report(1), report(2), report(3)
    history.add(Delivery(REPORTS, APP, URL, [first, second], tried=1), Answered(200), NINE)
    history.add(Delivery(REPORTS, "1400000002", URL, [other], tried=1), Answered(None, "no connection"), NINE)
    assert [attempt.app for attempt in history.of(message=second.message.id)] == [APP]
    assert [attempt.answered.complaint for attempt in history.of(app="1400000002")] == ["no connection"]
