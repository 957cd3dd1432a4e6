"""Ports of this machine that a test names beforehand. It listens on none of them."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_port() -> Iterator[int]:
    """A port where nobody is, and that is given to nobody meanwhile: not to the tests beside this one, nor to what they connect from.

    Who connects to it is refused. Who binds to it by its number, and says SO_REUSEADDR as servers do, has it all the same.
    """
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]
