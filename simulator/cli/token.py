"""The token that callers of the control API have to show: the one that was given, or a new one where others can reach it."""

import os
import secrets
import stat
from pathlib import Path

from simulator.control.doorkeeper import needs_token


def token(host: str, given: str | None, file: Path | None) -> str | None:
    """None where the network listens on loopback and nobody asked for one. file: written with it, for programs. OSError where it cannot be.

    Only its owner may read the file, whoever could before; what is no file of a disk, such as /dev/stdout, stays as it is.
    """
    chosen = given or (secrets.token_urlsafe(24) if needs_token(host) or file is not None else None)
    if file is not None and chosen is not None:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
            if stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                os.fchmod(opened.fileno(), 0o600)
            opened.write(chosen + "\n")
    return chosen
