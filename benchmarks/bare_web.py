"""The yardstick for the HTTP fronts: an aiohttp handler that parses the same JSON, checks one SHA-256, and answers. Nothing behind it."""

import asyncio
import hmac
import signal
from hashlib import sha256

import msgspec
from aiohttp import web


async def answer(request: web.Request) -> web.Response:
    """What any handler of such requests does at least."""
    raw = await request.read()
    body = msgspec.json.decode(raw)
    digest = sha256(raw).hexdigest()
    said = {"result": 0, "errmsg": "OK", "ext": "", "fee": 1, "sid": digest, "same": hmac.compare_digest(digest, str(body.get("sig", "")))}
    return web.Response(body=msgspec.json.encode(said), content_type="application/json")


async def _serve() -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    app = web.Application(client_max_size=1 << 20)
    app.add_routes([web.post("/{path:.*}", answer)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print("ready", 0, runner.addresses[0][1], flush=True)
    await stopped.wait()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve())
