"""Plays one scenario file for a test of pytest, and says what is wrong as places and sentences. It knows no pytest."""

from pathlib import Path

from msgspec.structs import replace

from simulator.control import views
from simulator.player.play import play
from simulator.scenario.load import load
from simulator.scenario.settings import Place


def play_file(path: Path, seed: int | None) -> list[tuple[str, int, str]]:
    """What did not hold, or what is wrong with the file: its file, its line and a sentence. seed: in place of the file's own."""
    found = load(path)
    if isinstance(found, list):
        return [_row(problem.place, str(problem)) for problem in found]
    scenario = found if seed is None else replace(found, seed=seed)
    wrong = [finding for finding in play(scenario, str(path)).findings if not finding.held]
    return [_row(each.place, f"{each.place}: at {views.instant(each.at)}: {each.what}") for each in wrong]


def _row(place: Place, said: str) -> tuple[str, int, str]:
    return place.file, place.line, said
