"""A crowd at the control API: so many who wait, and so many who listen, some of whom never read. It prints `ready`, and stays until told.

Half of those who wait do so for numbers that the load sends to, a few for no number at all; every second listener wants one account only.

python -m benchmarks.listeners HTTP_PORT WAITERS LISTENERS DEAF
"""

import asyncio
import json
import socket
import sys

QUIET, BUSY = 13_700_000_000, 13_900_000_000
"""Where numbers begin that the load does not send to, and those to which it does."""
ANYWHERE = ({"state": "EXPIRED"}, {"what": "report", "code": "MK:0024"}, {"what": "reply"}, {"what": "refusal"}, {"account": "nobody"})
NOWHERE_IN_PARTICULAR = 10
QUERIES = (b"", b"?account=esme")


def _get(nth: int) -> bytes:
    return b"GET /sim/events%b HTTP/1.1\r\nHost: localhost\r\n\r\n" % QUERIES[nth % len(QUERIES)]


def _wish(nth: int) -> dict[str, str]:
    """What never comes."""
    if nth < NOWHERE_IN_PARTICULAR:
        return ANYWHERE[nth % len(ANYWHERE)]
    return {"number": str((QUIET if nth % 2 else BUSY) + nth), "state": "EXPIRED"}


async def _wait(port: int, nth: int) -> asyncio.StreamWriter:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    body = json.dumps({**_wish(nth), "time": "wall", "limit_s": 3_600}).encode()
    writer.write(b"POST /sim/wait HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()
    return writer


async def _listen(port: int, nth: int) -> asyncio.StreamReader:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(_get(nth))
    await reader.readuntil(b"retry: 1000\n\n")
    return reader


async def _hear(reader: asyncio.StreamReader) -> None:
    while await reader.read(1 << 16):
        pass


async def _crowd(port: int, waiters: int, listeners: int, deaf: int) -> None:
    held: list[object] = [await _wait(port, nth) for nth in range(waiters)]
    for nth in range(deaf):
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall(_get(nth))
        held.append(one)
    readers = [await _listen(port, nth) for nth in range(listeners - deaf)]
    print("ready", flush=True)
    await asyncio.gather(*map(_hear, readers), asyncio.Event().wait())


if __name__ == "__main__":
    asyncio.run(_crowd(*map(int, sys.argv[1:5])))
