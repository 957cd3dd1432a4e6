"""The scenario files that come with the program, and what came of playing them: once a run of the tests. No tests of its own."""

from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path

import msgspec

from simulator.cli.shelf import files_in
from simulator.player.play import Played, play
from simulator.scenario.load import load
from simulator.scenario.settings import Scenario

FOLDER = Path(__file__).parents[2] / "scenarios"
DEFAULT = FOLDER / "default.yaml"
FILES = [file for file in files_in(FOLDER) if file != DEFAULT]


def named(file: Path) -> str:
    """A file as its test is named."""
    return str(file.relative_to(FOLDER).with_suffix(""))


@cache
def loaded(file: Path, without: str = "") -> Scenario:
    """What a file says, with the setting at one path taken out."""
    found = load(file, without=without)
    assert isinstance(found, Scenario), list(map(str, found))
    return found


class Plays:
    """What came of each file, whole or with a setting taken out: played when it is first asked for, and kept for all who ask later.

    folder: where it is kept. Workers of one run share it, and who asks while another plays waits for that.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def __call__(self, file: Path, without: str = "") -> Played:
        """The play of a file: its own, or another worker's."""
        with (self._folder / f"{named(file)} {without}".replace("/", "-")).open("a+b") as kept:
            flock(kept, LOCK_EX)
            kept.seek(0)
            if said := kept.read():
                return msgspec.msgpack.decode(said, type=Played)
            played = play(loaded(file, without), str(file))
            kept.write(msgspec.msgpack.encode(played))
            return played
