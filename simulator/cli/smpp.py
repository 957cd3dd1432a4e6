"""What `serve`'s options say of SMPP, laid over a scenario: a capture's file, and whose certificates clients have to show."""

from pathlib import Path
from typing import Final

from msgspec.structs import replace

from simulator.scenario.settings import Scenario
from simulator.wire.capture import SmppCapture
from simulator.wire.smpp import SmppTls

_FILES: Final = {".jsonl": "file", ".pcap": "pcap"}
"""Which of a capture's files a name is of, by its ending."""


class SmppOptionError(Exception):
    """An option cannot be; the text says which, and what would do."""


def laid_over(scenario: Scenario, capture: list[Path], client_ca: Path | None) -> Scenario:
    """The scenario with what the command line says of its SMPP port."""
    smpp = scenario.smpp
    if capture:
        smpp = replace(smpp, capture=replace(smpp.capture or SmppCapture(), **captured(capture)))
    if client_ca is not None:
        smpp = replace(smpp, tls=replace(smpp.tls or SmppTls(), client_authority=str(client_ca)))
    return scenario if smpp is scenario.smpp else replace(scenario, smpp=smpp)


def captured(files: list[Path]) -> dict[str, str]:
    """A capture's settings for these files. SmppOptionError: an ending says nothing, or two files want the same."""
    said: dict[str, str] = {}
    for file in files:
        kind = _FILES.get(file.suffix)
        if kind is None:
            raise SmppOptionError(f"--capture {file}: its name ends neither in .jsonl (JSON lines) nor in .pcap (for Wireshark)")
        if kind in said:
            raise SmppOptionError(f"--capture {file}: {said[kind]} takes the same already; one .jsonl and one .pcap are written at most")
        said[kind] = str(file)
    return said


def tls_port(asked: int | None, scenario: Scenario) -> int | None:
    """Where SMPP is served by TLS: the port that was asked for, or a free one where the scenario or an option wants TLS; else None."""
    return 0 if asked is None and scenario.smpp.tls is not None else asked
