"""Plays one scenario: a network of its own, its steps in order, and for each expectation whether it held. Time passes only here."""

import asyncio
from typing import Any, assert_never

from msgspec import Struct
from msgspec.structs import replace

from simulator.control import views
from simulator.handset.conditions import Cure
from simulator.kernel.clock import NotQuietError
from simulator.message import Instant
from simulator.player import compare
from simulator.player.fronts import Front, Sent, Smpp
from simulator.player.smpp_client import ExchangeError
from simulator.player.tencent import TencentV3, TencentV5, reworded
from simulator.runtime.entry import Where
from simulator.runtime.network import Network
from simulator.scenario.settings import Answer, Expect, Pass, Place, Scenario, Send, Step, Turn
from simulator.smpp.timers import Timers

NO_TIMERS = Timers(None, None, None)
"""Where network time jumps, nobody is silent for long: sessions are watched only where a scenario says so."""


class Finding(Struct, frozen=True):
    """One expectation, or a step that could not be done: where it stands, whether it held, what was seen in its place, and when."""

    place: Place
    held: bool
    what: str
    at: Instant


class Played(Struct, frozen=True):
    """A scenario that was played: its file and title, what was found, and how much network time it took."""

    file: str
    title: str
    findings: list[Finding]
    simulated_ms: int

    @property
    def held(self) -> bool:
        """Whether every expectation did."""
        return all(finding.held for finding in self.findings)


def play(scenario: Scenario, file: str) -> Played:
    """Play it in a loop of its own."""
    return asyncio.run(_play(scenario, file))


async def _play(scenario: Scenario, file: str) -> Played:
    world = replace(scenario, timers=NO_TIMERS) if scenario.timers == Timers() else scenario
    network = Network(world, seed=scenario.seed, start=scenario.start, speed=0.0, derived=True, ours=True)
    await network.start(Where(smpp_port=0, http_port=0))
    stage = Stage(network)
    try:
        for step in scenario.steps:
            try:
                await stage.do(step)
            except (ExchangeError, NotQuietError) as error:
                stage.note(step.place, [f"{error}; the steps after this one were not played"])
                break
    finally:
        await stage.close()
        await network.stop()
    return Played(file, scenario.title, stage.findings, network.driver.now() - scenario.start)


class Stage:
    """What is kept while a scenario is played: the fronts, what was sent by its name, what was told of it."""

    def __init__(self, network: Network) -> None:
        scenario = network.world.scenario
        self.findings: list[Finding] = []
        self._network = network
        v5 = TencentV5(network)
        self._fronts: dict[str, Front] = {"smpp": Smpp(network), "tencent-v5": v5, "tencent-v3": TencentV3(network, v5)}
        self._used: set[str] = set()
        self._judged = {step.of for step in scenario.steps if isinstance(step, Expect) and step.answer is not None}
        self._sent: dict[str, tuple[Send, Sent]] = {}
        self._took: dict[str, int] = {}
        self._via: dict[str, str] = {}
        self._reports: dict[str, list[dict[str, Any]]] = {}
        self._replies: dict[tuple[str, str], list[str]] = {}
        self._replied_before: dict[str, int] = {}

    async def do(self, step: Step) -> None:
        """One step. ExchangeError, NotQuietError: it cannot be ended."""
        journey, now = self._network.world.journey, self._network.driver.now()
        match step:
            case Send():
                await self._send(step)
            case Pass():
                await self._pass(step)
            case Turn():
                self._turn(step)
            case Answer(number=number, text=text):
                journey.reply(number, text, now)
            case Expect():
                await self._expect(step)
            case _:
                assert_never(step)

    def note(self, place: Place, wrong: list[str]) -> None:
        """What was found now: nothing wrong, or what."""
        self.findings.append(Finding(place, not wrong, "; ".join(wrong) or "held", self._network.driver.now()))

    async def close(self) -> None:
        """Leave all fronts."""
        for front in self._fronts.values():
            await front.close()

    async def _send(self, step: Send) -> None:
        front = self._fronts[step.via]
        await self._collect()
        self._used.add(step.via)
        self._replied_before[step.name] = len(self._replies.get((front.account(step), step.to), ()))
        for _ in range(step.times):
            asked_at = self._network.driver.now()
            self._sent[step.name] = step, await front.send(step)
            self._took[step.name] = self._network.driver.now() - asked_at
            self._via |= dict.fromkeys(self._sent[step.name][1].ids, step.via)
        _, sent = self._sent[step.name]
        if not sent.ids and step.name not in self._judged:
            what = f"it is refused ({compare.said(sent.answer)})" if sent.answer else "it is not answered"
            self.note(step.place, [f"{what}, and no expectation of its answer says so"])

    async def _pass(self, step: Pass) -> None:
        now = self._network.driver.now()
        until = now + (step.milliseconds or 0) if step.until is None else step.until
        if until < now:
            self.note(step.place, [f"cannot pass to {views.instant(until)}: it is later already"])
            return
        await self._network.driver.pass_to(until)

    def _turn(self, step: Turn) -> None:
        journey, now = self._network.world.journey, self._network.driver.now()
        if step.line is not None:
            journey.turn_line(step.number, step.line, now)
            for app in step.line.unsubscribed:
                self._network.world.platform.unsubscribe_all(app, step.number)
        if step.cure is not None:
            journey.cure(step.number, Cure(step.cure), now)

    async def _expect(self, step: Expect) -> None:
        """Look at once, and at every instant at which something happens until it is as it should be, or may not be."""
        driver = self._network.driver
        until = driver.now() + (step.within_ms or step.never_ms or 0)
        wrong = await self._wrong(step)
        waits_while_wrong = step.within_ms is not None or step.never_ms is not None
        while waits_while_wrong and wrong and driver.now() < until:
            due = driver.next_due()
            await driver.pass_to(until if due is None else min(max(due, driver.now()), until))
            wrong = await self._wrong(step)
        if step.never_ms is not None:
            wrong = [] if wrong else ["it holds, and was never to"]
        self.note(step.place, wrong)

    async def _wrong(self, step: Expect) -> list[str]:
        """What is not as expected now, as sentences."""
        await self._collect()
        if step.of not in self._sent:
            return [f"{step.of} was not sent"]
        send, sent = self._sent[step.of]
        wrong = [] if step.answer is None else compare.answer(step.answer, sent.answer)
        if step.took_ms is not None:
            wrong += compare.took(step.took_ms, self._took[step.of])
        if step.reports is not None:
            wrong += self._compare_reports(step.reports, sent)
        handset = views.handset(self._network.world.journey.line(send.to), self._network.driver.now())
        for name, wanted in (("inbox", step.inbox), ("blocked", step.blocked)):
            if wanted is not None:
                wrong += compare.folder(name, wanted, [text["text"] for text in handset[name] if text["id"] in sent.ids])
        if step.replies is not None:
            came = self._replies.get((self._fronts[send.via].account(send), send.to), [])
            wrong += compare.replies(step.replies, came[self._replied_before[step.of] :])
        if step.state is not None:
            wrong += self._compare_state(step.state, sent)
        if step.case is not None:
            wrong.append(f"nothing here can say yet whether {step.case} explains it")
        return wrong

    def _compare_reports(self, wanted: tuple[dict[str, Any], ...], sent: Sent) -> list[str]:
        """Of a long text each part is told of by itself, and all of them must be as expected."""
        long = len(sent.ids) > 1
        told = [(f"part {nth}: " if long else "", self._reports.get(one, [])) for nth, one in enumerate(sent.ids, 1)]
        return [line for part, reports in told or [("", [])] for line in compare.reports(wanted, reports, part)]

    def _compare_state(self, wanted: str, sent: Sent) -> list[str]:
        messages = [self._network.world.ledger.find(one) for one in sent.ids]
        states = {message.state.name for message in messages if message is not None} or {"REFUSED"}
        return [] if states == {wanted} else [f"its state is {', '.join(sorted(states))}, wanted {wanted}"]

    async def _collect(self) -> None:
        for via in sorted(self._used):
            told = await self._fronts[via].told()
            for message_id, fields in told.reports:
                ours = reworded(fields) if via == "tencent-v5" and self._via.get(message_id) == "tencent-v3" else fields
                self._reports.setdefault(message_id, []).append(ours)
            for account, number, text in told.replies:
                self._replies.setdefault((account, number), []).append(text)
