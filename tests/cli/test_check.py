"""`fakecarrier check` reads files and says what is wrong with them; `fakecarrier schema` tells editors what a file may hold."""

import json
from pathlib import Path

from simulator.cli.check import check, schema


def test_good_files_are_counted(tmp_path: Path) -> None:
    """Nothing to say but how many there are."""
    (tmp_path / "a.yaml").write_text("title: a\n", "utf-8")
    assert check([tmp_path]) == (["1 file can be run"], 0)


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    """*.yaml and *.yml in all folders, sorted, and nothing else; those named _… are included by others."""
    (tmp_path / "b").mkdir()
    for name in ("c.yml", "a.yaml", "b/x.yaml", "notes.txt", "b/_part.yaml"):
        (tmp_path / name).write_text("tilte: a\n", "utf-8")
    lines, code = check([tmp_path])
    assert [line.partition(":")[0] for line in lines[:-1]] == [str(tmp_path / name) for name in ("a.yaml", "b/x.yaml", "c.yml")]
    assert (lines[-1], code) == ("0 files can be run, 3 cannot", 2)


def test_a_folder_without_scenarios_is_wrong(tmp_path: Path) -> None:
    """Whoever names it expects some."""
    lines, code = check([tmp_path])
    assert (lines[0], code) == (f"{tmp_path}:1:1: holds no *.yaml and no *.yml", 2)


def test_the_schema_is_json() -> None:
    """One JSON value with a title."""
    lines, code = schema()
    assert (json.loads("\n".join(lines))["title"], code) == ("File", 0)
