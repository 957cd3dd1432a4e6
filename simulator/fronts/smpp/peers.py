"""Who is at the other end of a connection: its address and, with TLS, what it asked for and showed. It judges nobody."""

import asyncio
import ssl
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct

_NAMES: "WeakKeyDictionary[ssl.SSLObject, str]" = WeakKeyDictionary()
"""What clients asked for in their handshakes, for as long as these connections last: Python tells it to a callback only."""


class Peer(Struct, frozen=True):
    """address: its IP address; port: its own. tls: `TLSv1.3`, `` for none; server_name: what it asked for (SNI), `` for nothing.

    subject: the common name of its certificate, `` where it showed none.
    """

    address: str
    port: int
    tls: str = ""
    server_name: str = ""
    subject: str = ""

    def __str__(self) -> str:
        place = f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"
        secured = f" by {self.tls}" if self.tls else ""
        asked = f", asking for {self.server_name}" if self.server_name else ""
        return f"{place}{secured}{asked}{f', as {self.subject}' if self.subject else ''}"


def peer_of(transport: asyncio.BaseTransport) -> Peer:
    """Of a connection that is up."""
    name = transport.get_extra_info("peername")
    address, port = name[:2] if isinstance(name, tuple) else ("", 0)
    secure = transport.get_extra_info("ssl_object")
    if secure is None:
        return Peer(address, port)
    return Peer(address, port, secure.version() or "", _NAMES.get(secure, ""), _subject(secure))


def note_names(context: ssl.SSLContext) -> None:
    """From now on the names that clients ask this context for are kept for `peer_of`; its own callback is asked as before."""
    before = context.sni_callback

    def note(secure: Any, name: Any, asked: ssl.SSLContext) -> int | None:
        _NAMES[secure] = name or ""
        return None if before is None else before(secure, name, asked)

    context.sni_callback = note


def ask_for_certificates(context: ssl.SSLContext, authority: Path) -> None:
    """Only clients with a certificate of this authority (a PEM file) get through the handshake."""
    context.load_verify_locations(cafile=authority)
    context.verify_mode = ssl.CERT_REQUIRED


def _subject(secure: ssl.SSLObject) -> str:
    certificate: dict[str, Any] = secure.getpeercert() or {}
    names = dict(pair for group in certificate.get("subject", ()) for pair in group)
    return str(names.get("commonName", ""))
