"""The certificate that HTTPS and SMPP are served with by TLS: made for one run by an authority of its own, or given as files. It opens no
port.
"""

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct

NAMES: Final = ("localhost", "127.0.0.1", "::1", "yun.tim.qq.com", "sms.tencentcloudapi.com", "sms.intl.tencentcloudapi.com")
"""Whom it speaks for: this machine, and the platform's own hosts, for clients that a hosts file leads here."""
_EVERYWHERE: Final = {"0.0.0.0", "::", ""}  # noqa: S104 - nothing is bound here


class Certificate(Struct, frozen=True):
    """put_on: has a context show it; ca: the authority that clients have to trust, as PEM, None where the files were given."""

    put_on: Callable[[ssl.SSLContext], None]
    ca: bytes | None

    @property
    def context(self) -> ssl.SSLContext:
        """A server's side of TLS, a new one each time: what one port asks of its clients is not asked at another."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.put_on(context)
        return context


class CertificateError(Exception):
    """The files cannot be used; the text says which, and why."""


def made(host: str) -> Certificate:
    """A new certificate for this machine, with a new authority; nothing of either is kept anywhere. host: where it is to listen."""
    import trustme  # noqa: PLC0415 - a network without HTTPS does not pay for cryptography

    authority = trustme.CA(organization_name="fakecarrier")
    names = dict.fromkeys(NAMES if host in _EVERYWHERE else (*NAMES, host))
    return Certificate(authority.issue_cert(*names).configure_cert, authority.cert_pem.bytes())


def given(cert: Path, key: Path) -> Certificate:
    """The certificate of these PEM files: its whole chain, and its private key without a password. CertificateError."""
    for file in (cert, key):
        if not file.is_file():
            raise CertificateError(f"{file}: there is no such file")

    def put_on(context: ssl.SSLContext) -> None:
        try:
            context.load_cert_chain(cert, key, password=_no_password)
        except (OSError, ValueError) as error:
            raise CertificateError(f"{cert} and {key} are no certificate and its key, both as PEM without a password: {error}") from error

    put_on(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))  # what is wrong with them is found out now
    return Certificate(put_on, None)


def _no_password() -> str:
    """Asked for where the key is locked: nobody sits at the terminal of a server."""
    raise ValueError("the key has a password")
