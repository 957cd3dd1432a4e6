"""The yardstick for SMPP: an asyncio protocol that cuts PDUs, answers submit_sm and sends a fixed receipt if asked. Nothing behind it.

What any centre in Python pays at least. It checks nothing and remembers nothing. argv: the port.
"""

import asyncio
import sys
import time
from struct import Struct as Layout
from typing import cast

HEADER = Layout(">IIII")
BINDS = {1, 2, 9}
ASKED = {6, 0x15}
"""unbind and enquire_link, whose answers have no body."""
TEXT = b"id:%b sub:001 dlvrd:001 submit date:%b done date:%b stat:DELIVRD err:000 text:%b"
BODY = b"\0\1\1%b\0\1\1%b\0\4\0\0\0\0\0\0\0\0%c%b\0\x1e\0\x11%b\0\4\x27\0\1\2"


taken = 0
_unpack, _pack = HEADER.unpack_from, HEADER.pack


class BareLoop(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TCP is up."""
        self._transport = cast("asyncio.Transport", transport)
        self._left = b""
        self._told = 0

    def data_received(self, data: bytes) -> None:
        """Answer all PDUs of a read with one write. In one piece: a call of its own for each text would make the yardstick longer."""
        global taken  # noqa: PLW0603 - the cheapest counter there is
        octets = self._left + data if self._left else data
        at, end, find = 0, len(octets), octets.find
        out, date = [], time.strftime("%y%m%d%H%M").encode()
        while end - at >= 16:
            length, command, _, sequence = _unpack(octets, at)
            if length < 16 or at + length > end:
                break
            if command == 4:
                source_at = find(0, at + 16) + 3
                source_ends = find(0, source_at)
                number_ends = find(0, source_ends + 3)
                flags = find(0, find(0, number_ends + 4) + 1)
                said = octets[flags + 6 : flags + 6 + octets[flags + 5]]
                taken += 1
                message_id = b"%016x" % taken
                out.append(_pack(33, 0x80000004, 0, sequence) + message_id + b"\0")
                if octets[flags + 1] & 1:
                    text = TEXT % (message_id, date, date, said[:20])
                    number, source = octets[source_ends + 3 : number_ends], octets[source_at:source_ends]
                    body = BODY % (number, source, len(text), text, message_id)
                    self._told += 1
                    out += (_pack(16 + len(body), 5, 0, self._told), body)
            elif command in BINDS:
                out.append(_pack(21, command | 0x80000000, 0, sequence) + b"bare\0")
            elif command in ASKED:
                out.append(_pack(16, command | 0x80000000, 0, sequence))
            at += length
        self._left = octets[at:]
        if out:
            self._transport.write(b"".join(out))


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(BareLoop, "127.0.0.1", port, backlog=512)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
