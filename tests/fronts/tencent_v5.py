"""A platform, a desk and a journey's stand-in for the tests of the v5 front, and the reports that they need."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from functools import wraps
from typing import Any

from aiohttp import web
from msgspec.structs import replace

from simulator.desk import Desk
from simulator.fronts.tencent_v5 import signature, translate
from simulator.fronts.tencent_v5.server import Request, TencentV5
from simulator.ledger import Ledger, Refused
from simulator.lifecycle import State
from simulator.message import FAILURE, SUCCESS, Alphabet, AppSubmission, Instant, Message, Outcome, Report, Submission
from simulator.platform.platform import Platform
from simulator.platform.settings import Limits, default_apps
from simulator.refusals import Refusal

APP = "1400000001"
KEY = "5f03a35d00ee52a21327ab048186a2c4"
NINE = int(datetime(2024, 3, 4, 9, tzinfo=timezone(timedelta(hours=8))).timestamp()) * 1000
WALL_S = 1_700_000_000
FREE = Limits(per_30s=None, per_day=None)
DELIVERED = Outcome(State.DELIVERED, None, SUCCESS, "DELIVRD", "用户短信送达成功", "000", 0)
OFF = Outcome(State.UNDELIVERABLE, None, FAILURE, "MK:0024", "用户关机", "024", 27)

Json = dict[str, Any]


def report(serial: int = 1, outcome: Outcome = DELIVERED, at: Instant = NINE, number: str = "+8613800000000") -> Report:
    """A report on a message of the default app."""
    submission = Submission(f"app:{APP}", "1069400000001", number, "好".encode("utf-16-be"), Alphabet.UCS2)
    return Report(Message(translate.sid(serial, at), 0, submission, at, at + 1000), outcome, at)


class Road:
    """What the journey does for the front, and no further."""

    def __init__(self, platform: Platform, ledger: Ledger) -> None:
        self._platform = platform
        self._ledger = ledger
        self.messages: list[Message] = []

    def apply(self, submission: AppSubmission, now: Instant) -> Message | Refusal:
        """Judged, numbered, kept."""
        judged = self._platform.check(submission, now)
        if isinstance(judged, Refusal):
            self._ledger.refuse(Refused(now, f"app:{submission.app}", submission.destination, judged, ""))
            return judged
        self.messages.append(Message(translate.sid(len(self.messages), now), 0, judged, now, now + 1000))
        return self.messages[-1]


class World:
    """One front with what stands behind it."""

    def __init__(self, limits: Limits = FREE, callback_url: str | None = None, wall: Callable[[], float] = lambda: WALL_S) -> None:
        platform = Platform([replace(app, limits=limits, callback_url=callback_url) for app in default_apps()])
        self.ledger = Ledger()
        self.desk = Desk(platform, self.ledger)
        self.road = Road(platform, self.ledger)
        self.front = TencentV5(self.road, self.desk, lambda: NINE, wall)

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        """The address of the front on a free port."""
        app = web.Application()
        app.add_routes(self.front.routes())
        async with listen(app) as address:
            yield f"{address}/v5/tlssmssvr"


@asynccontextmanager
async def listen(app: web.Application) -> AsyncIterator[str]:
    """Serve an application on a free loopback port."""
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def signed(body: Json, *mobiles: object, key: str = KEY, random: str = "7226249334", time: object = WALL_S) -> Json:
    """A body with its time and sig."""
    last = f"mobile={','.join(map(str, mobiles))}" if mobiles else ""
    return {**body, "time": time, "sig": signature.calculate(key, random, str(time), last)}


def single(**fields: Any) -> Json:
    """A signed sendsms of a code to 13800000000; `fields` replace its own, and None takes one out."""
    body: Json = {"tel": {"nationcode": "86", "mobile": "13800000000"}, "tpl_id": 1001, "params": ["4321", "5"], "ext": "42"}
    body = {name: value for name, value in {**body, **fields}.items() if value is not None}
    return signed(body, body["tel"]["mobile"]) if "mobile" in body.get("tel", {}) else signed(body)


def posted(interface: str, raw: bytes, app: str | None = APP, random: str = "7226249334") -> Request:
    """A request as the edge hands it on."""
    return Request("POST", interface, app, random, raw)


def in_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run an async test in a loop of its own, and be done in ten seconds."""

    @wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        async def bounded() -> None:
            async with asyncio.timeout(10):
                await test(*args, **kwargs)

        asyncio.run(bounded())

    return run
