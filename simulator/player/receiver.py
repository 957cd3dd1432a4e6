"""The player's own web server, in place of a customer's: it takes what the platform pushes, and says so. It judges nothing.

A URL at HOST leads to it. The name is one of those that never lead anywhere else (RFC 6761), so a file that is served pushes to nobody.
"""

from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from aiohttp import web
from msgspec.structs import replace

from simulator import address
from simulator.platform.settings import App
from simulator.scenario.settings import Scenario

HOST: Final = "receiver.test"
WHERE: Final = "127.0.0.1"
TAKEN: Final = {"result": 0, "errmsg": "OK"}
"""What the platform wants to hear (the v5 pages on callbacks)."""


class Receiver:
    """One play's. It listens only where an app of the scenario has a URL that leads here."""

    def __init__(self) -> None:
        self._pushed: list[dict[str, Any]] = []
        self._runner: web.AppRunner | None = None

    async def stand_in(self, scenario: Scenario) -> Scenario:
        """The scenario with its URLs at HOST leading here."""
        if not any(_leads_here(url) for app in scenario.apps for url in (app.callback_url, app.reply_url)):
            return scenario
        server = web.Application()
        server.router.add_post("/{path:.*}", self._take)
        self._runner = web.AppRunner(server, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, WHERE, 0).start()
        port = self._runner.addresses[0][1]
        return replace(scenario, apps=tuple(_led(app, port) for app in scenario.apps))

    def about(self, number: str) -> list[dict[str, Any]]:
        """What was pushed of an E.164 number, oldest first."""
        return [each for each in self._pushed if address.join(each.get("nationcode", ""), each.get("mobile", "")) == number]

    async def close(self) -> None:
        """It listens no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        """Reports come in a list, replies one by one."""
        told = msgspec.json.decode(await request.read())
        self._pushed += told if isinstance(told, list) else [told]
        return web.json_response(TAKEN)


def _leads_here(url: str | None) -> bool:
    return url is not None and urlsplit(url).hostname == HOST


def _led(app: App, port: int) -> App:
    return replace(app, callback_url=_here(app.callback_url, port), reply_url=_here(app.reply_url, port))


def _here(url: str | None, port: int) -> str | None:
    if url is None or not _leads_here(url):
        return url
    return urlsplit(url)._replace(scheme="http", netloc=f"{WHERE}:{port}").geturl()
