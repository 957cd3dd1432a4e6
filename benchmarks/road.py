"""Where each microsecond of the road goes: its stages in plain calls, without sockets, as the best of several rounds."""

import struct
import time
from collections.abc import Callable
from typing import Any

from benchmarks.server import world
from simulator.fronts.smpp.server import decimal_id
from simulator.fronts.smpp.translate import Translator
from simulator.kernel.clock import Time
from simulator.message import Report
from simulator.runtime.network import calm_the_collector
from simulator.senders import Sender
from simulator.smpp import plain
from simulator.smpp.pdu import Pdu
from simulator.smpp.session import Session
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from simulator.world import build

CHUNKS, CHUNK, NUMBERS, ROUNDS = 300, 100, 10_000, 7
COUNT = CHUNKS * CHUNK
NOW = 1_700_000_000_000
STEP_MS = 1_000_000


def _submit_sm(sequence: int, nth: int) -> bytes:
    destination = str(8_613_900_000_000 + nth % NUMBERS).encode()
    body = b"\0\1\x0115551230000\0\1\1" + destination + b"\0\0\0\0\0\0\1\0\0\0\x13hello from smppload"
    return struct.pack(">IIII", 16 + len(body), 4, 0, sequence) + body


def _bind() -> bytes:
    body = b"esme\0secret\0\0\x34\0\0\0"
    return struct.pack(">IIII", 16 + len(body), 9, 0, 1) + body


def _accept(_: Pdu) -> Status:
    return Status.ROK


class Stages:
    """Best times by stage, in microseconds a message."""

    def __init__(self) -> None:
        self.best: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], Any]) -> Any:
        """Do it, and remember how long it took if it was never faster."""
        begun = time.process_time()
        result = work()
        took = (time.process_time() - begun) / COUNT * 1e6
        self.best[name] = min(self.best.get(name, took), took)
        return result


class Road:
    """The parts of one road, and what is kept between its stages."""

    def __init__(self) -> None:
        here = build(world(20, 60), 1, Time(lambda: NOW, lambda: None, lambda: False), derived=False)
        self.journey = here.journey
        self.told: list[Report] = []
        self.journey.attach("esme", Sender(self.told.extend, decimal_id))
        self.session = Session(1, _accept, "bench", Timers(), 0.0)
        self.session.window.most = 1 << 40
        self.translator = Translator("esme", 0x34)
        self.chunks = [b"".join(_submit_sm(at + nth + 1, at + nth) for nth in range(CHUNK)) for at in range(0, COUNT, CHUNK)]
        self.session.receive(_bind() + self.chunks[0], 0.0)

    def run(self, stages: Stages, now: int) -> None:
        """All messages once, stage by stage."""
        session, translate, journey = self.session, self.translator.submission, self.journey
        self.told.clear()
        happened = stages.time("session: octets to requests", lambda: [session.receive(chunk, 0.0)[0] for chunk in self.chunks])
        requests = [request for part in happened for request in part]
        submissions = stages.time("translate: request to submission", lambda: [translate(request, now) for request in requests])
        messages = stages.time("journey: submit, carry, agenda, ledger", lambda: journey.submit_all(submissions, now))
        sequences = [request.sequence for request in requests]
        pairs = zip(messages, sequences, strict=True)
        stages.time("answer: submit_sm_resp", lambda: [plain.accepted(sequence, message.id) for message, sequence in pairs])
        stages.time("journey: arrive, settle, report", lambda: self._pass(now + STEP_MS))
        add_all, tell = session.window.add_all, self.translator.tell
        loads = [self.told[at : at + CHUNK] for at in range(0, COUNT, CHUNK)]
        receipts = stages.time("receipt: deliver_sm, window", lambda: [pdu for load in loads for pdu in tell(load, add_all(load))])
        assert len(receipts) == COUNT, "one receipt a message"
        acks = [struct.pack(">IIII", 17, 0x80000005, 0, sequence) + b"\0" for sequence in session.window.open]
        parts = [b"".join(acks[at : at + CHUNK]) for at in range(0, len(acks), CHUNK)]
        stages.time("session: deliver_sm_resp", lambda: [session.receive(part, 0.0) for part in parts])

    def _pass(self, until: int) -> None:
        while self.journey.agenda.act(until):
            pass


def run() -> None:
    """Print the stages."""
    road, stages = Road(), Stages()
    calm_the_collector()
    for nth in range(ROUNDS):
        road.run(stages, NOW + nth * STEP_MS)
    total = sum(stages.best.values())
    for name, took in stages.best.items():
        print(f"{took:6.2f} us  {name}")
    print(f"{total:6.2f} us  in all, {1e6 / total:,.0f} messages a second before sockets ({COUNT} to {NUMBERS} numbers, {CHUNK} a read)")
