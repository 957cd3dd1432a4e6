"""The pytest plugin: fixtures, a marker, scenario files as tests, evidence on failure. It imports none of the rest before that is used."""

from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.pytest_plugin.options import CAPTURE, ENDINGS, add_options, settings_of
from simulator.pytest_plugin.scenarios import ScenarioFile, is_scenario, wanted

if TYPE_CHECKING:
    from simulator.pytest_plugin.evidence import Watched
    from simulator.pytest_plugin.leased import Leased
    from simulator.testing import Carrier

WATCHED: "pytest.StashKey[list[Watched]]" = pytest.StashKey()
"""The networks that a test has used, to be looked at where it fails."""
MARKER = (
    "scenario(world=None, *, seed=None, https=False, speed=0): the world of the test's `carrier`: a scenario file, relative to the test's"
    " or to the root; the text of one; or the same as a dict. None: the world of the session. The steps of a file are not played."
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """On the command line and in the ini file."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """The marker is known, and a wrong setting is told before anything runs."""
    config.addinivalue_line("markers", MARKER)
    settings_of(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """Scenario files where the settings say that there are some, and those that are named on the command line."""
    if file_path.suffix not in ENDINGS or not (parent.session.isinitpath(file_path) or wanted(file_path, parent.config)):
        return None
    return ScenarioFile.from_parent(parent, path=file_path) if is_scenario(file_path) else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a test fails, its report has what became of its messages, and the PDUs; a network that has ended can still be looked at."""
    report = yield
    watched = item.stash.get(WATCHED, [])
    if report.failed:
        for each in watched:
            report.sections.extend(each.sections())
    if report.when == "teardown":
        watched.clear()  # tests are kept until the session ends; their networks need not be
    return report


@pytest.fixture
def carrier(request: pytest.FixtureRequest) -> "Iterator[Carrier]":
    """A network of the test's own: in this process, on free ports, its time standing still (`simulator.testing.Carrier`)."""
    from simulator.pytest_plugin.evidence import Watched  # noqa: PLC0415 - who uses no network does not pay for one
    from simulator.pytest_plugin.worlds import network_of  # noqa: PLC0415

    settings = settings_of(request.config)
    with network_of(request.node, settings) as network:
        request.node.stash.setdefault(WATCHED, []).append(Watched(network, None, settings.language))
        if settings.captures:
            network.capture(keep=CAPTURE)
        yield network


@pytest.fixture(scope="session")
def _shared_carrier(request: pytest.FixtureRequest) -> "Iterator[Carrier]":
    """The session's network; with xdist each worker is a session."""
    from simulator.pytest_plugin.worlds import shared_network  # noqa: PLC0415

    with shared_network(request.config, settings_of(request.config)) as network:
        yield network


@pytest.fixture
def carrier_session(request: pytest.FixtureRequest, _shared_carrier: "Carrier") -> "Iterator[Leased]":
    """The session's one network as this test sees it: numbers, an app and an account of its own, and no other test's messages."""
    from simulator.pytest_plugin.evidence import Watched, lease_of  # noqa: PLC0415
    from simulator.pytest_plugin.leased import Leased  # noqa: PLC0415
    from simulator.pytest_plugin.worlds import refuse_marker  # noqa: PLC0415
    from simulator.testing import RefusedError  # noqa: PLC0415

    settings = settings_of(request.config)
    if "carrier" not in request.fixturenames:
        refuse_marker(request.node)
    if settings.captures:
        _shared_carrier.capture(keep=CAPTURE)
    given = _shared_carrier.client.lease()
    request.node.stash.setdefault(WATCHED, []).append(Watched(_shared_carrier, lease_of(given), settings.language))
    yield Leased(_shared_carrier, given)
    with suppress(RefusedError):  # the test ended it itself
        _shared_carrier.client.end_lease(given.key)
