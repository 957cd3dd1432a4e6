"""What is no HTTP: it is answered at once, as the gateway does, and the connection ends."""

import asyncio
import json
import logging
from functools import partial

import pytest
from aiohttp import ClientSession, web

from simulator.runtime.http import Http
from simulator.runtime.turn import Turn
from tests.runtime.faulty import faulty, on_both_loops

HEAD = b"POST /v5/tlssmssvr/sendsms?sdkappid=1400000001&random=1 HTTP/1.1\r\nHost: x\r\n"
CLOUD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
LEASE = b"POST /sim/leases HTTP/1.1\r\nHost: 127.0.0.1\r\n"
WRONG = {
    "no HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "no request line": b"what\r\n\r\n",
    "no version": b"GET / HTTP/9.x\r\nHost: x\r\n\r\n",
    "a header without a colon": HEAD + b"what\r\n\r\n",
    "a length that is none": HEAD + b"Content-Length: many\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{",
    "a chunk without a length": HEAD + b"Transfer-Encoding: chunked\r\n\r\nwhat\r\n{}\r\n0\r\n\r\n",
    "a chunk that is longer than it says": HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{}{}\r\n0\r\n\r\n",
}


UNREAD = {
    f"{name} that is no {coding}": head + b"Content-Encoding: %b\r\nContent-Length: 5\r\n\r\nabcde" % coding.encode()
    for name, head in {"a text": HEAD, "an action": CLOUD, "a lease": LEASE}.items()
    for coding in ("gzip", "deflate", "br")
}


@pytest.mark.parametrize("wrong", WRONG | UNREAD)
@on_both_loops
async def test_what_a_caller_did_wrong_is_no_news(wrong: str, caplog: pytest.LogCaptureFixture) -> None:
    """He has his answer; the log keeps silent, but for who asks it for every detail. There is no trace in any case."""
    caplog.set_level(logging.DEBUG)
    async with faulty() as network:
        reader, writer = await asyncio.open_connection("127.0.0.1", network.where.http_port)
        writer.write((WRONG | UNREAD)[wrong])
        assert (await reader.readline()).startswith(b"HTTP/1.")
        writer.close()
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG or record.exc_info] == []


@on_both_loops
async def test_a_bug_of_ours_is_told_with_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    """To the log; the caller sees no more than a 500."""

    async def broken(_: web.Request) -> web.Response:
        return web.Response(text={}["x"])

    app = web.Application()
    app.router.add_get("/", broken)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    assert runner.server is not None
    made = partial(Http, runner.server, lambda said: web.Response(text=said), Turn(lambda came: [None for _ in came]))
    server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", 0)
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/") as answer:
        assert (answer.status, "KeyError" in await answer.text()) == (500, False)
    server.close()
    await runner.cleanup()
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert record.exc_info is not None
    assert record.exc_info[0] is KeyError


@pytest.mark.parametrize("wrong", WRONG)
@on_both_loops
async def test_what_is_no_http_is_answered_60008(wrong: str) -> None:
    """Status 200 and the gateway's JSON; and the network has it on record."""
    async with faulty() as network:
        reader, writer = await asyncio.open_connection("127.0.0.1", network.where.http_port)
        writer.write(WRONG[wrong])
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        assert head.split(b"\r\n")[0].endswith(b" 200 OK")
        assert b"application/json" in head
        assert (json.loads(body)["ErrorCode"], json.loads(body)["ActionStatus"]) == (60008, "FAIL")
        (refused, *_) = network.world.ledger.refused
        assert refused.refusal.detail.startswith("60008: ")
        writer.close()
