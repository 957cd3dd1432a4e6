"""The token and its file: who gets one, and that nobody else reads it."""

import os
import stat
from pathlib import Path

import pytest

from simulator.cli.token import token


@pytest.mark.parametrize(
    ("host", "given", "wanted"),
    [("127.0.0.1", None, None), ("127.0.0.1", "mine", "mine"), ("0.0.0.0", "mine", "mine"), ("127.0.0.1", "", None)],  # noqa: S104 - never bound
)
def test_which_token(host: str, given: str | None, wanted: str | None) -> None:
    """The one that was given; none on loopback."""
    assert token(host, given, None) == wanted


def test_who_can_be_reached_gets_one() -> None:
    """Another each time."""
    made = {token("0.0.0.0", None, None) for _ in range(2)}  # noqa: S104 - never bound
    assert len(made - {None}) == 2


@pytest.mark.parametrize("mode", [None, 0o644, 0o666])
def test_only_its_owner_reads_the_file(tmp_path: Path, mode: int | None) -> None:
    """Whether it is new, or was there for everybody."""
    file = tmp_path / "token"
    if mode is not None:
        file.write_text("an older and longer one\n" * 9)
        file.chmod(mode)
    chosen = token("127.0.0.1", None, file)
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (f"{chosen}\n", 0o600)


def test_what_is_no_file_stays_as_it_is(tmp_path: Path) -> None:
    """Such as a pipe that another program reads."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pipe.chmod(0o640)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    token("127.0.0.1", "mine", pipe)
    assert (os.read(reading, 99), stat.S_IMODE(pipe.stat().st_mode)) == (b"mine\n", 0o640)
    os.close(reading)
