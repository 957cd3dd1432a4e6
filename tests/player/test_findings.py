"""Findings: one a place, the first thing that was wrong there, in the order in which they were come by."""

from simulator.player.findings import Finding, Findings
from simulator.scenario.places import Place

HERE, THERE = Place("f", 1, 1), Place("f", 2, 1)


def test_what_held_is_told_once() -> None:
    """However often, with its first instant."""
    findings = Findings()
    for now in (10, 20, 30):
        findings.note(HERE, [], now)
    assert findings() == [Finding(HERE, held=True, what="held", at=10)]


def test_the_first_thing_that_was_wrong_is_told() -> None:
    """With which time it was; what comes after it is not, good or bad."""
    findings = Findings()
    for now, wrong in enumerate(([], ["a", "b"], [], ["c"]), 1):
        findings.note(HERE, wrong, now)
    assert findings() == [Finding(HERE, held=False, what="a; b (the 2nd time)", at=2)]


def test_places_stay_in_order() -> None:
    """What is wrong later does not move."""
    findings = Findings()
    findings.note(HERE, [], 1)
    findings.note(THERE, ["no"], 2)
    for now in range(3, 15):
        findings.note(HERE, ["late"] if now == 13 else [], now)
    assert [(finding.place, finding.what) for finding in findings()] == [(HERE, "late (the 12th time)"), (THERE, "no")]
