"""The lists of published codes: what the fronts answer is on them."""

from simulator.fronts.tencent_v3 import codes as cloud
from simulator.fronts.tencent_v5 import codes
from simulator.wire.published import CODES, COMMON, V3, V5


def test_the_lists_are_as_long_as_the_papers() -> None:
    """Counted there: 36 results, 97 codes of the SMS service."""
    assert (len(V5), len(V3)) == (36, 97)
    assert V5 | V3 | COMMON == CODES


def test_every_result_of_the_v5_front_is_published() -> None:
    """And every published one can be answered with."""
    assert set(codes.NUMBERS) == V5


def test_every_code_of_the_cloud_api_is_published() -> None:
    """Whatever the reason; and the front has a meaning for each."""
    assert set(cloud.CODES.values()) <= CODES
    assert set(cloud.published()) >= V3


def test_there_are_as_many_for_sends_as_the_papers_say() -> None:
    """SendSms publishes 49 codes."""
    assert sum(cloud.published()[code].send for code in V3) == 49
