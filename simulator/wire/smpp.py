"""What a scenario may say about the SMPP port beside its accounts: faults, a capture, TLS. Settings only."""

from collections.abc import Mapping

from msgspec import Struct

from simulator.wire.capture import SmppCapture
from simulator.wire.smpp_faults import SmppFault


class SmppTls(Struct, frozen=True):
    """How the front is served by TLS, where it is.

    cert, key: PEM files, the whole chain and its private key; both empty: a certificate is made at the start. client_authority: a PEM
    file; only clients with a certificate of this authority get through the handshake; empty: clients show none.
    """

    cert: str = ""
    key: str = ""
    client_authority: str = ""


class SmppSettings(Struct, frozen=True):
    """faults: by name; capture: None for none; tls: None where no scenario asks for it."""

    faults: Mapping[str, SmppFault] = {}
    capture: SmppCapture | None = None
    tls: SmppTls | None = None
