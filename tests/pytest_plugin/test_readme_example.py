"""The README's test: as short as it says, and as quick."""

import shutil

import pytest

from tests.docs.session import EXAMPLES
from tests.pytest_plugin.inner import alone

pytest_plugins = ("pytester",)

CLOCK = """
import time

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    began = time.process_time()
    try:
        return (yield)
    finally:
        print(f"the call took {round(1000 * (time.process_time() - began))} ms")
"""


def test_it_is_ten_lines_and_takes_no_time(pytester: pytest.Pytester) -> None:
    """Ten lines with something in them; the call, with Tencent's SDK and two hours of network time in it, is under half a second of CPU."""
    for name in ("login.py", "test_login.py"):
        shutil.copy(EXAMPLES / name, pytester.path)
    pytester.makeconftest(CLOCK)
    run = alone(pytester, "-s", "-p", "no:cacheprovider")
    run.assert_outcomes(passed=1)
    took = [int(line.split()[-2]) for line in run.outlines if "the call took" in line]
    assert 0 < took[0] < 500
    assert len([line for line in (EXAMPLES / "test_login.py").read_text("utf-8").splitlines() if line]) == 10
