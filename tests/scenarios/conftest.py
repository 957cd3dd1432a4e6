"""One play of the scenarios for all the tests that look at them."""

import os

import pytest

from tests.scenarios.folder import Plays


@pytest.fixture(scope="session")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Plays:
    """Shared by the workers of a run: each has a folder of its own in one that is theirs together."""
    own = tmp_path_factory.getbasetemp()
    return Plays((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "plays")
