"""What Wireshark's dissector makes of a capture file. It knows nothing of our codec, which is the point."""

import subprocess
from pathlib import Path

from tests.integration.tools import tool

WRONG = (
    "_ws.malformed",
    "_ws.expert.severity >= 6291456",
    "tcp.analysis.flags",
    "tcp.analysis.lost_segment",
    "tcp.checksum.status == 0",
    "ip.checksum.status == 0",
)
"""Display filters that find what should be in no capture: 6291456 is a warning, errors are above it."""


def shown(pcap: Path, ports: tuple[int, ...], show: str, *fields: str) -> list[str]:
    """What tshark shows of a file, checksums and all, one frame a line; the fields of several PDUs in a frame stand with commas.

    ports: on which SMPP is spoken.
    """
    checks = ("-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "smpp.reassemble_smpp_over_tcp:TRUE")
    names = [part for field in fields for part in ("-e", field)]
    shape = ["-T", "fields", *names] if fields else []
    spoken = [part for port in ports for part in ("-d", f"tcp.port=={port},smpp")]
    command = [tool("tshark", "tshark"), "-r", str(pcap), *spoken, *checks, "-Y", show, *shape]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.splitlines()


def command_ids(pcap: Path, *ports: int) -> list[int]:
    """The commands of all PDUs, in the order of the wire."""
    return [int(one, 16) for line in shown(pcap, ports, "smpp", "smpp.command_id") for one in line.split(",")]


def wrong(pcap: Path, *ports: int) -> list[str]:
    """Frames that are malformed, out of order, or fail a checksum."""
    return shown(pcap, ports, " || ".join(f"({one})" for one in WRONG))
