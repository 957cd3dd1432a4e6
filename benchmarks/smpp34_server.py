"""A message centre of smpp34, as its manual shows one: a text is answered, and told of as delivered if asked. It remembers nothing.

Its receipts are tasks, for each waits until the client has answered it. argv: the port.
"""

import asyncio
import sys

import smpp34

RECEIPT = b"id:%b sub:001 dlvrd:001 submit date:2403040900 done date:2403040900 stat:DELIVRD err:000 text:"


async def serve(port: int) -> None:
    """Until it is stopped."""
    server = smpp34.Server("127.0.0.1", port, system_id="smpp34")
    await server.start()
    peers: dict[str, smpp34.Esme] = {}
    tasks: set[asyncio.Task[object]] = set()
    taken = 0
    while True:
        event = await server.next()
        if isinstance(event, smpp34.SubmitSmEvent):
            taken += 1
            message_id = f"{taken:016x}"
            event.accept(message_id)
            if event.registered_delivery & 1:
                task = asyncio.ensure_future(_told(peers[event.session_id], event, message_id.encode()))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
        elif isinstance(event, smpp34.Esme):
            peers[event.session_id] = event
        else:
            peers.pop(event.session_id, None)


async def _told(peer: smpp34.Esme, event: smpp34.SubmitSmEvent, message_id: bytes) -> None:
    await peer.deliver_sm(
        event.source_addr,
        RECEIPT % message_id,
        source_addr=event.destination_addr,
        source_addr_ton=event.dest_addr_ton,
        source_addr_npi=event.dest_addr_npi,
        dest_addr_ton=event.source_addr_ton,
        dest_addr_npi=event.source_addr_npi,
        esm_class=4,
    )


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
