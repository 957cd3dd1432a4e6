"""The SMPP port's side of TLS: the certificate that it shows, and whose it wants to see. It opens no port."""

import ssl
from pathlib import Path

from simulator.fronts.smpp.peers import ask_for_certificates
from simulator.runtime.certificate import Certificate, CertificateError, given
from simulator.wire.smpp import SmppTls


def has_its_own(tls: SmppTls | None) -> bool:
    """Whether a scenario names the certificate."""
    return tls is not None and bool(tls.cert)


def smpp_context(tls: SmppTls | None, certificate: Certificate | None) -> ssl.SSLContext:
    """With the scenario's certificate where it names one, else with this one. CertificateError: a file cannot be used."""
    shown = given(Path(tls.cert), Path(tls.key)) if tls is not None and has_its_own(tls) else certificate
    assert shown is not None, "a network that needs one of its own has made it"
    context = shown.context
    if tls is not None and tls.client_authority:
        _ask_clients(context, Path(tls.client_authority))
    return context


def _ask_clients(context: ssl.SSLContext, authority: Path) -> None:
    try:
        ask_for_certificates(context, authority)
    except OSError as error:
        why = f"it is no authority's certificate as PEM ({error})" if authority.is_file() else "there is no such file"
        raise CertificateError(f"{authority}, which SMPP clients are to have their certificates from: {why}") from error
