"""Which scenario files are meant by what was typed: what is there, else what comes with the program."""

from pathlib import Path

import pytest

from simulator.cli.shelf import files_of, meant, shelf, short
from simulator.faq.catalogue import files
from simulator.scenario.problems import Problem
from tests.served import run, serve
from tests.web import ask


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test types in a folder with nothing in it."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ["faq/late-handset.yaml", "faq/late-handset", "scenarios/faq/late-handset.yaml", "./faq/late-handset"])
def test_a_file_that_comes_along(name: str) -> None:
    """By its name, with or without the folder's and the ending."""
    assert meant(Path(name)) == shelf() / "faq" / "late-handset.yaml"


def test_a_folder_that_comes_along() -> None:
    """All that is in it."""
    found = files_of(Path("handsets"))
    assert isinstance(found, list)
    assert {file.parent for file in found} == {shelf() / "handsets"}
    assert len(files_of(Path("scenarios"))) > len(found)  # type: ignore[arg-type]


def test_ones_own_file_comes_first(tmp_path: Path) -> None:
    """Also where one that comes along has the same name."""
    own = tmp_path / "faq" / "late-handset.yaml"
    own.parent.mkdir()
    own.write_text("title: mine\n", "utf-8")
    assert meant(Path("faq/late-handset.yaml")) == Path("faq/late-handset.yaml")
    assert files_of(Path("faq")) == [Path("faq/late-handset.yaml")]


def test_a_name_is_as_short_as_it_is_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a clone it is the path that one sees."""
    monkeypatch.chdir(shelf().parent)
    assert meant(Path("faq/late-handset")) == Path("scenarios/faq/late-handset.yaml")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("faq/late-hanset.yaml", "there is no such file (did you mean faq/late-handset.yaml, which comes with fakecarrier?)"),
        ("nofile.yaml", "there is no such file"),
        ("x" * 300, "there is no such file"),
        ("a\0b", "there is no such file"),
        ("/faq/late-handset.yaml", "there is no such file (did you mean faq/late-handset.yaml, which comes with fakecarrier?)"),
    ],
)
def test_nothing_is_there(name: str, sentence: str) -> None:
    """What may be meant is named."""
    found = meant(Path(name))
    assert isinstance(found, Problem)
    assert found.what == sentence


def test_every_file_of_the_catalogue_is_found_by_its_short_name() -> None:
    """What `why` prints after `fakecarrier run`."""
    named = {file for each in files().values() for file in each}
    assert {str(meant(Path(short(file)))) for file in named} == {str(shelf().parent / file) for file in named}


@pytest.mark.parametrize("command", ["run", "check", "serve"])
def test_every_command_that_takes_a_file_says_it(command: str) -> None:
    """With exit 2."""
    ended = run(command, "faq/late-hanset")
    assert ended.returncode == 2
    assert "faq/late-hanset:1:1: there is no such file (did you mean faq/late-handset.yaml" in ended.stdout + ended.stderr


def test_a_world_that_comes_along_is_served() -> None:
    """As one's own is."""
    with serve("faq/content-account-banned", "--speed", "paused") as served:
        assert ask("GET", f"{served.url}/readyz")[0] == 200
