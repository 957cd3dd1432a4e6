"""What `serve`'s options say of TLS, turned into a certificate. It opens no port."""

from collections.abc import Sequence
from pathlib import Path

from simulator.runtime.certificate import Certificate, CertificateError, given, made


def certificate(ports: Sequence[int | None], host: str, cert: Path | None, key: Path | None, ca_file: Path | None) -> Certificate | None:
    """The one of the files, or a new one whose authority is written to `ca_file`; None where TLS is off. CertificateError.

    ports: that TLS is wanted on, HTTPS's and SMPP's, None for one that is off.
    """
    files = {"--cert": cert, "--key": key, "--ca-file": ca_file}
    said = [option for option, file in files.items() if file is not None]
    if all(port is None for port in ports):
        if said:
            raise CertificateError(f"{said[0]} is for TLS, which is off: add --https-port or --smpp-tls-port, 0 for any free one")
        return None
    if cert is not None and key is not None:
        if ca_file is not None:
            raise CertificateError("--ca-file has nothing to hold: the certificate of --cert has an authority of its own")
        return given(cert, key)
    if cert is not None or key is not None:
        raise CertificateError("--cert and --key go together: a certificate and its private key")
    new = made(host)
    if ca_file is not None and new.ca is not None:
        _write(ca_file, new.ca)
    return new


def _write(file: Path, ca: bytes) -> None:
    try:
        file.write_bytes(ca)
    except OSError as error:
        raise CertificateError(f"--ca-file {file} cannot be written: {error.strerror}") from error
