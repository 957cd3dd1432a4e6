"""A crowd at the control API: so many who wait, and so many who listen, some of whom never read. It prints `ready`, and stays until told.

python -m benchmarks.listeners HTTP_PORT WAITERS LISTENERS DEAF
"""

import asyncio
import json
import socket
import sys

FIRST = 13_700_000_000
"""They wait for numbers that the load does not send to."""
GET = b"GET /sim/events HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def _wait(port: int, nth: int) -> asyncio.StreamWriter:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    body = json.dumps({"number": str(FIRST + nth), "state": "DELIVERED", "time": "wall", "limit_s": 3_600}).encode()
    writer.write(b"POST /sim/wait HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()
    return writer


async def _listen(port: int) -> asyncio.StreamReader:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(GET)
    await reader.readuntil(b"retry: 1000\n\n")
    return reader


async def _hear(reader: asyncio.StreamReader) -> None:
    while await reader.read(1 << 16):
        pass


async def _crowd(port: int, waiters: int, listeners: int, deaf: int) -> None:
    held: list[object] = [await _wait(port, nth) for nth in range(waiters)]
    for _ in range(deaf):
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall(GET)
        held.append(one)
    readers = [await _listen(port) for _ in range(listeners - deaf)]
    print("ready", flush=True)
    await asyncio.gather(*map(_hear, readers), asyncio.Event().wait())


if __name__ == "__main__":
    asyncio.run(_crowd(*map(int, sys.argv[1:5])))
