"""The examples run, and the how-tos happen as they are written."""

from pathlib import Path

import pytest

from tests.docs.session import CLIENTS, EXAMPLES, ROOT, Terminal, blocks, commands

README = ROOT / "README.md"
HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))


def examples() -> list[Path]:
    return sorted(path for path in EXAMPLES.iterdir() if path.suffix in CLIENTS)


def run_by(example: Path) -> str:
    return "python -m pytest -q" if example.name.startswith("test_") else CLIENTS[example.suffix]


def runs() -> set[str]:
    """What the documents do."""
    return {command.partition(" --")[0] for document in [README, *HOW_TO] for command, _ in commands(document)}


def left_to_run() -> list[Path]:
    """The examples that no document runs, by its name or with all of its kind."""
    done = runs()
    return [path for path in examples() if not {f"{run_by(path)} docs/examples{which}" for which in ("", f"/{path.name}")} & done]


@pytest.mark.parametrize("example", left_to_run(), ids=lambda path: path.name)
def test_an_example_runs(terminal: Terminal, example: Path) -> None:
    """It ends well and says something. Those that a document runs are seen to print what the document promises, as it happens."""
    terminal.start(["--speed", "100"])
    assert terminal.run(f"{run_by(example)} docs/examples/{example.name}")


@pytest.mark.parametrize("document", HOW_TO, ids=lambda path: path.name)
def test_a_how_to_happens(terminal: Terminal, document: Path) -> None:
    """Each command of it, in its order, prints what stands below it."""
    if not any("fakecarrier serve" in block for block in blocks(document, "console")):
        terminal.start([])
    terminal.play(document)


def test_every_example_is_shown() -> None:
    """No example is kept for itself: a document links to it."""
    read = "".join(document.read_text("utf-8") for document in [README, *HOW_TO])
    assert [example.name for example in examples() if f"examples/{example.name}" not in read] == []


def test_a_served_file_is_read_again(terminal: Terminal) -> None:
    """SIGHUP reads the file that is served once more; a wrong one changes nothing."""
    file = terminal.examples / "off_for_two_hours.yaml"
    terminal.start([f"docs/examples/{file.name}"])
    file.write_text("handsets: {13900000001: {condition: no-signal}}", "utf-8")
    assert terminal.reload() == ["reloaded"]
    file.write_text("handsets: {13900000001: {condition: no-signals}}", "utf-8")
    wrong, kept = terminal.reload()
    assert "did you mean no-signal?" in wrong
    assert kept == "the scenario file is wrong: the world stays as it was"
    assert terminal.get("/sim/handsets/13900000001")["condition"] == "no-signal"
