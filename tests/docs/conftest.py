"""A terminal for each test of a document."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.session import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """Its network ends in order, whatever was done to it."""
    terminal = Terminal(tmp_path)
    try:
        yield terminal
    finally:
        status = terminal.stop()
    assert status == 0
