"""The page on the scenario language: what the schema says, with an example for each word, and every example played."""

from pathlib import Path

import pytest

from simulator.player.play import play
from simulator.scenario.load import load
from simulator.scenario.settings import Scenario
from tests.docs import scenario_page
from tests.docs.scenario_words import words

PLAYED = [path for path in scenario_page.EXAMPLES if not path.name.startswith("_")]


def test_the_page_is_what_the_schema_says() -> None:
    """Made anew it is the same: `python -m tests.docs.scenario_page` writes it."""
    assert scenario_page.PAGE.read_text("utf-8") == scenario_page.page()


def test_every_word_has_an_example() -> None:
    """And every section stands on the page."""
    told = scenario_page.examples()
    assert [word for word in words() if word not in told and word not in scenario_page.NEVER] == []
    assert set(scenario_page.in_order()) == {section for section, _ in words()}


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: path.stem)
def test_an_example_holds(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that it expects is so. What it writes it writes elsewhere."""
    monkeypatch.chdir(tmp_path)
    scenario = load(path)
    assert isinstance(scenario, Scenario), list(map(str, scenario))
    assert [f"{finding.place}: {finding.what}" for finding in play(scenario, str(path)).findings if not finding.held] == []
