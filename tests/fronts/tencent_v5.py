"""Requests of the v5 API for the tests of its front: written by hand, or by the official Python client; and reports to push."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import wraps
from typing import Any

import msgspec
from aiohttp import web
from msgspec.structs import replace
from qcloudsms_py.httpclient import HTTPSimpleClient

from simulator.fronts.tencent_v5 import signature, translate
from simulator.lifecycle import State
from simulator.message import FAILURE, SUCCESS, Alphabet, AppSubmission, Instant, Message, Outcome, Reply, Report, Submission
from simulator.platform.settings import Limits, Template
from simulator.scenario.default import scenario
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier
from tests.road import NINE
from tests.web import Json, ask

APP = "1400000001"
KEY = "5f03a35d00ee52a21327ab048186a2c4"
RANDOM = "7226249334"
FREE = Limits(per_30s=None, per_day=None)
DELIVERED = Outcome(State.DELIVERED, None, SUCCESS, "DELIVRD", "用户短信送达成功", "000", 0)
OFF = Outcome(State.UNDELIVERABLE, None, FAILURE, "MK:0024", "用户关机", "024", 27)


def world(limits: Limits = FREE, callback_url: str | None = None, reply_url: str | None = None) -> Scenario:
    """The default world with these limits and URLs of its app."""
    default = scenario()
    return replace(default, apps=tuple(replace(app, limits=limits, callback_url=callback_url, reply_url=reply_url) for app in default.apps))


def with_template(scenario_: Scenario, text: str) -> Scenario:
    """A world whose app has an approved template 2001 beside its own."""
    apps = tuple(replace(app, templates=(*app.templates, Template(2001, text))) for app in scenario_.apps)
    return replace(scenario_, apps=apps)


def report(
    serial: int = 1,
    outcome: Outcome = DELIVERED,
    at: Instant = NINE,
    number: str = "+8613800000000",
    ext: str = "",
    via: str = "tencent-v5",
) -> Report:
    """A report on a message of the default app."""
    asked = AppSubmission(APP, number, template=1001, params=("4321", "5"), ext=ext, via=via)
    submission = Submission.of(f"app:{APP}", "1069400000001", number, "好".encode("utf-16-be"), Alphabet.UCS2, origin=asked)
    return Report(Message(translate.sid(serial, at), 0, submission, at, at + 1000), outcome, at)


def reply(text: str = "收到", at: Instant = NINE, extend: str = "") -> Reply:
    """A reply to a message of the default app."""
    asked = AppSubmission(APP, "+8613800000000", template=1001, params=("4321", "5"), sign="示例科技", extend=extend)
    submission = Submission.of(f"app:{APP}", "1069400000001", asked.destination, "好".encode("utf-16-be"), Alphabet.UCS2, origin=asked)
    return Reply(Message(translate.sid(1, at), 0, submission, at, at + 1000), text, at)


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


def signed(body: Json, *mobiles: object, key: str = KEY, random: str = RANDOM, time_: object = None) -> Json:
    """A body with its time and sig."""
    last = f"mobile={','.join(map(str, mobiles))}" if mobiles else ""
    stamp = round(time.time()) if time_ is None else time_
    return {**body, "time": stamp, "sig": signature.calculate(key, random, str(stamp), last)}


def single(**fields: Any) -> Json:
    """A signed sendsms of a code to 13800000000; `fields` replace its own, and None takes one out."""
    body: Json = {"tel": {"nationcode": "86", "mobile": "13800000000"}, "tpl_id": 1001, "params": ["4321", "5"], "ext": "42"}
    body = {name: value for name, value in {**body, **fields}.items() if value is not None}
    return signed(body, body["tel"]["mobile"]) if "mobile" in body.get("tel", {}) else signed(body)


def post(carrier: Carrier, interface: str, body: bytes | Json, app: str | None = APP, random: str = RANDOM) -> Json:
    """The answer to a request; its status is 200 whatever it says."""
    query = f"random={random}" if app is None else f"sdkappid={app}&random={random}"
    raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
    status, answer = ask("POST", f"{carrier.url}/v5/tlssmssvr/{interface}?{query}", raw)
    assert status == 200
    return answer


class Decoded:
    """An answer as the Python client wants it; its own way of decoding fails on Python 3.9 and later."""

    def __init__(self, code: int, body: bytes) -> None:
        self._code, self._body = code, body

    def ok(self) -> bool:
        """Whether the exchange went well."""
        return self._code == 200

    def json(self) -> Json:
        """The body."""
        answer: Json = json.loads(self._body)
        return answer


class Client(HTTPSimpleClient):
    """The Python client's own way over HTTP."""

    def fetch(self, req: Any) -> Decoded:
        """One exchange."""
        response = super().fetch(req)
        return Decoded(response.code, response.body)


def official(client: type, url: str, interface: str) -> Any:
    """One of the Python client's classes, pointed at a network of ours."""
    made = client(int(APP), KEY, httpclient=Client())
    made._url = f"{url}/v5/tlssmssvr/{interface}"
    return made


def in_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run an async test in a loop of its own, and be done in ten seconds."""

    @wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        async def bounded() -> None:
            async with asyncio.timeout(10):
                await test(*args, **kwargs)

        asyncio.run(bounded())

    return run
