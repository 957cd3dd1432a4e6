"""Plays one scenario: a network of its own, its steps in order, and for each expectation whether it held. Time passes only here."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any, assert_never

from msgspec import Struct
from msgspec.structs import replace

from simulator.control import views
from simulator.fronts.smpp.outbind import OutbindError
from simulator.kernel.clock import NotQuietError
from simulator.ledger import Refused
from simulator.player import compare, record
from simulator.player.baton import Baton
from simulator.player.connections import https_port
from simulator.player.counter import Counter
from simulator.player.course import Courses, first_rounds
from simulator.player.findings import Finding, Findings
from simulator.player.fronts import Front, Sent, Smpp
from simulator.player.owners import Owners
from simulator.player.phones import Phones
from simulator.player.receiver import Receiver
from simulator.player.smpp_client import ExchangeError
from simulator.player.tally import Tally
from simulator.player.tencent import TencentV3, TencentV5, reworded
from simulator.player.whys import Whys
from simulator.runtime.entry import Where
from simulator.runtime.network import CaptureFileError, Network
from simulator.scenario.courses import Block, Either, Loop, Misfit, Parallel, Upload
from simulator.scenario.settings import Answer, Apply, Call, Expect, Lift, Operate, Pass, Place, Query, Recall, Scenario, Send, Step, Turn
from simulator.smpp.timers import Timers

NO_TIMERS = Timers(None, None, None)
"""Where network time jumps, nobody is silent for long: sessions are watched only where a scenario says so."""


class Played(Struct, frozen=True):
    """A scenario that was played: its file and title, what was found, and how much network time it took.

    cases: the FAQ cases that explain something that was looked at; diagnoses: each that was expected, with the primary one that was found.
    """

    file: str
    title: str
    findings: list[Finding]
    simulated_ms: int
    cases: frozenset[str] = frozenset()
    diagnoses: frozenset[tuple[str, str]] = frozenset()

    @property
    def held(self) -> bool:
        """Whether every expectation did."""
        return all(finding.held for finding in self.findings)


def play(scenario: Scenario, file: str) -> Played:
    """Play it in a loop of its own."""
    return asyncio.run(_play(scenario, file))


async def _play(scenario: Scenario, file: str) -> Played:
    world = replace(scenario, timers=NO_TIMERS) if scenario.timers == Timers() else scenario
    receiver = Receiver()
    world = await receiver.stand_in(world)
    try:
        network = Network(world, seed=scenario.seed, start=scenario.start, speed=0.0, derived=True, ours=True)
        await network.start(Where(smpp_port=0, http_port=0, https_port=https_port(world)))
    except (CaptureFileError, OutbindError) as error:
        await receiver.close()
        return Played(file, scenario.title, [Finding(Place(file, 1, 1), held=False, what=str(error), at=scenario.start)], 0)
    stage = Stage(network, receiver)
    try:
        for step in scenario.steps:
            await stage.do(step)
    except (ExchangeError, NotQuietError) as error:
        stage.note(stage.at, [f"{error}; the steps after this one were not played"])
    finally:
        await stage.close()
        await network.stop()
        await receiver.close()
    return Played(file, scenario.title, stage.findings(), network.driver.now() - scenario.start, *stage.explained())


class Stage:
    """What is kept while a scenario is played: the fronts, what was sent by its name, what was told of it."""

    def __init__(self, network: Network, receiver: Receiver) -> None:
        scenario = network.world.scenario
        self.findings = Findings()
        self.at = Place("", 1, 1)
        self._network, self._receiver = network, receiver
        self._baton = Baton(network.driver.pass_to, network.driver.now)
        network.pass_to = self._baton.pass_to
        self._courses = Courses(self.do, self._foresee, self._baton, network.driver.now, scenario.seed)
        self._tally = Tally(network.world.ledger)
        self._owners = Owners(network.world)
        self._phones = Phones(network)
        self._whys = Whys(network.world)
        v5 = TencentV5(network)
        v3 = TencentV3(network, v5)
        self._smpp = Smpp(network)
        self._fronts: dict[str, Front] = {"smpp": self._smpp, "tencent-v5": v5, "tencent-v3": v3}
        self._apis: dict[str, TencentV5 | TencentV3] = {"tencent-v5": v5, "tencent-v3": v3}
        self._counter = Counter(network, v5, v3)
        self._used: set[str] = set()
        self._judged: set[str] = set()
        self._sent: dict[str, tuple[Send | Call, Sent]] = {}
        self._refused: dict[str, Refused | None] = {}
        self._took: dict[str, int] = {}
        self._via: dict[str, str] = {}
        self._reports: dict[str, list[dict[str, Any]]] = {}
        self._replies: dict[tuple[str, str], list[str]] = {}
        self._replied_before: dict[str, int] = {}
        self._foresee(scenario.steps)

    async def do(self, step: Step) -> None:
        """One step. ExchangeError, NotQuietError: it cannot be ended, and `at` says where it stands."""
        self.at = step.place
        with self._whys.recording(getattr(step, "name", "")):
            await self._do(step)

    async def _do(self, step: Step) -> None:
        match step:
            case Send():
                await self._send(step)
            case Recall():
                await self._recall(step)
            case Call():
                await self._call(step)
            case Apply() | Lift() | Query() | Operate() | Upload():
                self._unexpected(step.place, step.name, await self._counter.do(step))
            case Pass():
                await self._pass(step)
            case Turn() | Answer():
                self._owners.do(step, self._network.driver.now())
            case Expect():
                await self._expect(step)
            case Loop() | Parallel() | Either():
                await self._courses.play(step)
            case Misfit():
                raise ExchangeError(step.what)
            case _:
                assert_never(step)

    def _foresee(self, steps: Sequence[Step]) -> None:
        """What will be expected of sends is known before they go out: refusals that somebody judges, and sends that are counted."""
        for step in steps:
            if isinstance(step, Block):
                for course in first_rounds(step):
                    self._foresee(course)
            elif isinstance(step, Expect):
                if step.answer is not None or step.counts:
                    self._judged.add(step.of)
                if step.counts or step.latency:
                    self._tally.watch(step.of)

    def note(self, place: Place, wrong: list[str]) -> None:
        """What was found now: nothing wrong, or what."""
        self.findings.note(place, wrong, self._network.driver.now())

    def explained(self) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        """The FAQ cases that explain what was looked at so far; and what was expected, with what was found."""
        return frozenset(self._whys.proved), frozenset(self._whys.diagnoses)

    async def close(self) -> None:
        """Leave all fronts."""
        for front in self._fronts.values():
            await front.close()
        await self._counter.close()

    async def _send(self, step: Send) -> None:
        front = self._fronts[step.via]
        step = replace(step, template=self._counter.template(step.template)) if isinstance(step.template, str) else step
        await self._collect()
        self._used.add(step.via)
        self._replied_before[step.name] = len(self._replies.get((front.account(step), step.to), ()))
        for _ in range(step.times):
            await self._keep(step, front.send(step))
        _, sent = self._sent[step.name]
        if not sent.ids and step.name not in self._judged:
            what = f"it is refused ({compare.said(sent.answer)})" if sent.answer else "it is not answered"
            self.note(step.place, [f"{what}, and no expectation of its answer says so"])

    async def _recall(self, step: Recall) -> None:
        send, sent = self._sent.get(step.of, (None, None))
        if not isinstance(send, Send) or sent is None:
            raise ExchangeError(f"{step.of} was not sent")
        answer = self._counter.answers[step.name] = await self._smpp.recall(step, send, sent.ids)
        self._unexpected(step.place, step.name, answer)

    async def _call(self, step: Call) -> None:
        await self._collect()
        self._used.add(step.via)
        await self._keep(step, self._apis[step.via].call(step))
        self._unexpected(step.place, step.name, self._sent[step.name][1].answer)

    async def _keep(self, step: Send | Call, sending: Awaitable[Sent]) -> None:
        """What came of a request, how long that took, and the refusal that it left on record."""
        asked_at, refusals = self._network.driver.now(), self._network.world.ledger.refused
        before = refusals[-1] if refusals else None
        sent = await sending
        last = refusals[-1] if refusals else None
        self._sent[step.name] = step, sent
        self._refused[step.name] = None if last is before else last
        self._took[step.name] = self._network.driver.now() - asked_at
        self._via |= dict.fromkeys(sent.ids, step.via)
        self._tally.add(step.name, sent, self._took[step.name])

    def _unexpected(self, place: Place, name: str, answer: dict[str, Any]) -> None:
        if compare.refuses(answer) and name not in self._judged:
            self.note(place, [f"it is refused ({compare.said(answer)}), and no expectation of its answer says so"])

    async def _pass(self, step: Pass) -> None:
        now = self._network.driver.now()
        until = now + (step.milliseconds or 0) if step.until is None else step.until
        if until < now:
            self.note(step.place, [f"cannot pass to {views.instant(until)}: it is later already"])
            return
        await self._network.pass_to(until)

    async def _expect(self, step: Expect) -> None:
        """Look at once, and at every instant at which something happens until it is as it should be, or may not be."""
        driver = self._network.driver
        until = driver.now() + (step.within_ms or step.never_ms or 0)
        wrong = await self._wrong(step)
        waits_while_wrong = step.within_ms is not None or step.never_ms is not None
        while waits_while_wrong and wrong and driver.now() < until:
            due = driver.next_due()
            await self._network.pass_to(until if due is None else min(max(due, driver.now()), until))
            wrong = await self._wrong(step)
        self._whys.look(step.of, step.case, self._sent.get(step.of))
        if step.never_ms is not None:
            wrong = [] if wrong else ["it holds, and was never to"]
        self.note(step.place, wrong)

    async def _wrong(self, step: Expect) -> list[str]:
        """What is not as expected now, as sentences."""
        await self._collect()
        if step.handset:
            return self._phones.of_number(step)
        unexplained = [] if step.case is None else self._whys.unexplained(step.case, step.of, self._sent.get(step.of))
        if step.of in self._counter.answers:
            return unexplained + await self._wrong_at_the_counter(step)
        if step.of not in self._sent:
            return [f"{step.of} was not sent"]
        send, sent = self._sent[step.of]
        wrong = unexplained + ([] if step.answer is None else compare.answer(step.answer, sent.answer))
        wrong += self._tally.wrong(step.of, step.counts, step.latency, self._reports)
        if step.took_ms is not None:
            wrong += compare.took(step.took_ms, self._took[step.of])
        if step.reports is not None:
            wrong += self._compare_reports(step.reports, sent)
        wrong += self._phones.of_send(step, send, sent)
        if step.record is not None:
            wrong += compare.record(step.record, record.of(self._network, sent.ids, self._refused[step.of]))
        if step.pushed is not None:
            wrong += compare.pushes(step.pushed, self._receiver.about(send.to or ""))
        if step.replies is not None and isinstance(send, Send):
            came = self._replies.get((self._fronts[send.via].account(send), send.to), [])
            wrong += compare.replies(step.replies, came[self._replied_before[step.of] :])
        if step.state is not None:
            wrong += self._compare_state(step.state, sent)
        return wrong

    async def _wrong_at_the_counter(self, step: Expect) -> list[str]:
        wrong = [] if step.answer is None else compare.answer(step.answer, self._counter.answers[step.of])
        if step.review is not None:
            wrong += compare.fields("the review's", step.review, await self._counter.review(step.of))
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
