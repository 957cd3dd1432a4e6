"""What is no HTTP: it is answered at once, as the gateway does, and the connection ends."""

import asyncio
import json

import pytest

from tests.runtime.faulty import faulty, on_both_loops

HEAD = b"POST /v5/tlssmssvr/sendsms?sdkappid=1400000001&random=1 HTTP/1.1\r\nHost: x\r\n"
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
