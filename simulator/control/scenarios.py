"""The control API's scenario: which one holds, another one loaded, all or a part of it begun anew. It reads no file and builds no world."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, Protocol

from aiohttp import web
from msgspec import Meta, Struct

from simulator.carrier.settings import WordRule
from simulator.control import views
from simulator.control.answers import At, Said
from simulator.control.exchange import ProblemError, answer, body, read
from simulator.control.leases import Leases
from simulator.control.operations import Operation, Sight, asked, get, post
from simulator.handset.conditions import Cure
from simulator.message import Instant
from simulator.scenario.load import loads
from simulator.scenario.problems import Problem
from simulator.scenario.settings import Scenario
from simulator.world import World

YAML: Final = "application/yaml"
Part = Literal["all", "settings", "inboxes", "faults", "lexicon"]


class Runner(Protocol):
    """Whoever runs the world."""

    @property
    def scenario(self) -> Scenario:
        """The one that holds."""

    def learn(self, scenario: Scenario) -> None:
        """Another one holds from now on."""


class Named(Struct, frozen=True, forbid_unknown_fields=True):
    """What places in problems call the file."""

    name: Annotated[str, Meta(max_length=200)] = "scenario"


class Reset(Struct, frozen=True, forbid_unknown_fields=True):
    """What begins anew as the scenario has it. Messages stay, and so does what is on its way; a snapshot takes those back too.

    settings: carriers, numbers, apps, customers, accounts, as SIGHUP does it; words stay as they are, and faults that were put by hand.
    inboxes: what handsets show, and their blocked folders. faults: all of them; lexicon: the carriers' words and the platform's.
    """

    part: Part = "all"


class ScenarioView(Said, frozen=True):
    """The scenario that holds. shows: FAQ cases; numbers: how many handsets it names; keep: messages that are remembered, None: all."""

    title: str
    seed: int
    start: At
    shows: list[str]
    numbers: int
    apps: list[str]
    accounts: list[str]
    keep: int | None


class ScenarioControl:
    """One network's. now: network time."""

    def __init__(self, world: World, leases: Leases, runner: Runner, now: Callable[[], Instant]) -> None:
        self._world, self._leases, self._runner, self._now = world, leases, runner, now

    def operations(self) -> list[Operation]:
        """All of them."""
        load = "Load another scenario: what a file of it says. What was sent goes on, sessions stay."
        return [
            get("/sim/scenario", self._show, "The scenario that holds.", gives=ScenarioView, sight=Sight.EVERYTHING),
            post("/sim/scenario", self._load, load, asks=Named, body=YAML, gives=ScenarioView),
            post("/sim/scenario/reset", self._reset, "Begin anew: all, or one part.", takes=Reset, gives=ScenarioView),
        ]

    async def _show(self, _: web.Request) -> web.Response:
        return answer(_view(self._runner.scenario))

    async def _load(self, request: web.Request) -> web.Response:
        name, text = asked(request, Named).name, await body(request)
        found = await asyncio.to_thread(loads, text, name, start=self._now())
        problems = found if isinstance(found, list) else _files(found, self._runner.scenario, text, name)
        if isinstance(found, list) or problems:
            raise ProblemError(400, "the scenario is wrong, and the world stays as it was", problems=[str(each) for each in problems])
        self._learn(found)
        return await self._show(request)

    async def _reset(self, request: web.Request) -> web.Response:
        part, scenario, world = (await read(request, Reset)).part, self._runner.scenario, self._world
        words = world.journey.carrier.settings.lexicon, world.platform.settings.words
        if part in {"all", "settings"}:
            self._learn(scenario)
        if part in {"all", "inboxes"}:
            self._empty()
        if part in {"all", "faults"}:
            self._mend()
        if part == "settings":
            self._look_for(*words)
        elif part == "lexicon":
            self._look_for(scenario.carriers.lexicon, scenario.platform.words)
        return await self._show(request)

    def _look_for(self, carriers: tuple[WordRule, ...], platform: tuple[str, ...]) -> None:
        """Texts are looked through for these words, and no others."""
        self._world.journey.carrier.look_for(carriers)
        self._world.platform.look_for(platform)

    def _mend(self) -> None:
        """All faults go, of both fronts, and the scenario's begin anew."""
        world, scenario = self._world, self._runner.scenario
        for counted in list(world.faults):
            world.faults.remove(counted.fault.name)
        for listed in world.smpp.faults.list():
            world.smpp.faults.remove(listed["name"])
        world.faults.learn(scenario.faults, scenario.http)
        world.smpp.faults.learn(scenario.smpp.faults)

    def _empty(self) -> None:
        """The owners of all handsets delete what these show."""
        lines, now = self._world.journey.lines, self._now()
        for line in lines.values():
            if line.phone is not None:
                line.phone.blocked = ()
        for number in lines.full():
            if lines[number].handset.inbox:
                self._world.journey.cure(number, Cure.DELETE_MESSAGES, now)
        _, taken = self._world.ledger.accepted(-1)
        lines.emptied(now, taken)

    def _learn(self, scenario: Scenario) -> None:
        try:
            self._runner.learn(scenario)
        except (OSError, ValueError) as error:  # a file that it wants written, a setting that its front does not take
            raise ProblemError(409, str(error)) from error
        self._leases.renew()


def _files(scenario: Scenario, known: Scenario, text: bytes, name: str) -> list[Problem]:
    """Files that a capture is to write. Who starts the network names them, not whoever reaches its control API."""
    wanted, held = scenario.smpp.capture, known.smpp.capture
    if wanted is None or not {wanted.file, wanted.pcap} - {"", *((held.file, held.pcap) if held else ())}:
        return []
    from simulator.scenario.reader import read as parsed  # noqa: PLC0415 - a network whose scenario stays does not pay for YAML

    root = parsed(text, name)
    assert not isinstance(root, list), "it was read before"
    said = root.at(("smpp", "capture"))
    what = "over the control API no file is written: take file and pcap out, and read GET /sim/capture"
    return [Problem(said.place, said.where, what)]


def _view(scenario: Scenario) -> dict[str, Any]:
    return {
        "title": scenario.title,
        "seed": scenario.seed,
        "start": views.instant(scenario.start),
        "shows": list(scenario.shows),
        "numbers": len(scenario.lines),
        "apps": [app.id for app in scenario.apps],
        "accounts": [account.system_id for account in scenario.accounts],
        "keep": scenario.keep,
    }
