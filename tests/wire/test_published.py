"""The lists of published codes: what the fronts answer is on them."""

from simulator.fronts.tencent_v3 import codes as cloud
from simulator.fronts.tencent_v5 import codes
from simulator.wire.published import V5, is_published, published


def test_the_lists_are_as_long_as_the_papers() -> None:
    """Counted there: 36 results, 97 codes of the SMS service."""
    assert (len(V5), sum(bool(row.versions) for row in published().values())) == (36, 97)
    assert [is_published(code) for code in ("1008", "InternalError.Timeout", "1005")] == [True, True, False]


def test_every_result_of_the_v5_front_is_published() -> None:
    """And every published one can be answered with."""
    assert set(codes.NUMBERS) == V5


def test_every_code_of_the_cloud_api_is_published() -> None:
    """Whatever the reason."""
    assert set(cloud.CODES.values()) <= published().keys()


def test_there_are_as_many_for_sends_as_the_papers_say() -> None:
    """SendSms publishes 49 codes."""
    assert sum(row.send for row in published().values()) == 49
