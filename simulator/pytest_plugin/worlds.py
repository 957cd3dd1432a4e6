"""The networks of tests, from markers and settings. A world that cannot be fails its test with the places in the file, no traceback."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Never

import pytest
from msgspec import Struct, ValidationError, convert
from msgspec.structs import asdict

from simulator.pytest_plugin.options import ENDINGS, Settings
from simulator.scenario.load import load, loads
from simulator.scenario.problems import Problem
from simulator.scenario.settings import Scenario
from simulator.testing import START, Carrier


def network_of(item: pytest.Item, settings: Settings) -> Carrier:
    """The one that a test asks for."""
    marker = item.get_closest_marker("scenario")
    asked = scenario() if marker is None else _called(marker)
    world = _session_world(item.config, settings) if asked.world is None else _marked(item, asked.world)
    return _network(world, asked.seed if settings.seed is None else settings.seed, asked)


def shared_network(config: pytest.Config, settings: Settings) -> Carrier:
    """The session's."""
    return _network(_session_world(config, settings), settings.seed, scenario())


def refuse_marker(item: pytest.Item) -> None:
    """For a test of the session's network: a marker that wants another world, or another seed, would do nothing, and fails it."""
    marker = item.get_closest_marker("scenario")
    if marker is not None and _called(marker) != scenario():
        pytest.fail(f"{marker.name} marks a test of carrier_session, whose world is everybody's: {OWN_WORLD}", pytrace=False)


class Asked(Struct, frozen=True):
    """What a marker says; `MARKER` tells it to people."""

    world: Any
    seed: int | None
    https: bool
    speed: float


def scenario(world: Any = None, *, seed: int | None = None, https: bool = False, speed: float = 0.0) -> Asked:
    """As `@pytest.mark.scenario` is called. TypeError names what it does not take."""
    return Asked(world, seed, https, speed)


OWN_WORLD: Final = "take `carrier`, or set carrier_world for the session; @pytest.mark.scenario() undoes the marker of a class or module"
TAKES: Final = "scenario(world=None, *, seed=None, https=False, speed=0)"


def _called(marker: pytest.Mark) -> Asked:
    try:
        return convert(asdict(scenario(*marker.args, **marker.kwargs)), Asked)
    except (TypeError, ValidationError) as error:
        wrong = str(error).replace("`$.", "`")
    pytest.fail(f"the marker is wrong: {wrong}; it is {TAKES}", pytrace=False)


def _network(world: Scenario | None, seed: int | None, asked: Asked) -> Carrier:
    own, start = (1, START) if world is None else (world.seed, datetime.fromtimestamp(world.start / 1000, UTC))
    return Carrier(world, seed=own if seed is None else seed, start=start, https=asked.https, speed=asked.speed)


def _session_world(config: pytest.Config, settings: Settings) -> Scenario | None:
    return None if settings.world is None else _right(load(settings.world), config)


def _marked(item: pytest.Item, world: Any) -> Scenario:
    if isinstance(world, Path) or (isinstance(world, str) and _names_a_file(world)):
        folders = (item.path.parent, item.config.rootpath)
        there = [folder / world for folder in folders if (folder / world).is_file()]
        return _right(load(there[0] if there else folders[0] / world), item.config)
    text = world if isinstance(world, str) else json.dumps(world, ensure_ascii=False, indent=1, default=str)  # JSON is YAML
    return _right(loads(text, f"scenario of {item.nodeid}"), item.config)


def _names_a_file(world: str) -> bool:
    return "\n" not in world and Path(world).suffix in ENDINGS


def _right(found: Scenario | list[Problem], config: pytest.Config) -> Scenario:
    return _fail(found, config) if isinstance(found, list) else found


def _fail(problems: list[Problem], config: pytest.Config) -> Never:
    here = f"{config.invocation_params.dir}{os.sep}"
    pytest.fail("\n".join(["the scenario is wrong:", *(str(problem).replace(here, "") for problem in problems)]), pytrace=False)
