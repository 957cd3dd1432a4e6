"""`fakecarrier run`: scenario files are played, each against a network of its own; what held and what did not."""

import json
import logging
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from simulator.cli.check import WRONG
from simulator.cli.shelf import files_of
from simulator.control import views
from simulator.player.findings import Finding
from simulator.player.play import Played, play
from simulator.scenario.load import load
from simulator.scenario.problems import Problem
from simulator.scenario.settings import Scenario

ALL_HELD, NOT_ALL_HELD = 0, 1
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 § 2.2 cannot hold, and a text message can."""


def run(paths: Iterable[Path], *, shuffle: int | None = None) -> tuple[list[Played], list[Problem]]:
    """Every file below these paths, played in sorted order, or shuffled by a seed. With any problem nothing is played.

    What the network logs of its clients stays unsaid: they are ours, and do what the files say.
    """
    logging.getLogger("simulator").addHandler(logging.NullHandler())
    scenarios, problems = _read(paths)
    if problems:
        return [], problems
    order = list(scenarios)
    if shuffle is not None:
        random.Random(shuffle).shuffle(order)
    played = {file: play(scenarios[file], str(file)) for file in order}
    return [played[file] for file in scenarios], []


def exit_code(played: list[Played], problems: list[Problem]) -> int:
    """0: all held; 1: an expectation did not; 2: a file is wrong."""
    if problems:
        return WRONG
    return ALL_HELD if all(one.held for one in played) else NOT_ALL_HELD


def table(played: list[Played]) -> Iterator[str]:
    """A line for each file, with the expectations below it that did not hold, and the count at the end."""
    for one in played:
        held = sum(finding.held for finding in one.findings)
        mark = "ok  " if one.held else "FAIL"
        yield f"{mark} {one.file}  {held}/{len(one.findings)} held, {_span(one.simulated_ms)} simulated  {one.title}"
        for finding in one.findings:
            if not finding.held:
                yield f"       {finding.place}: {_said(finding)}"
    good = sum(one.held for one in played)
    yield f"{good} passed, {len(played) - good} failed"


def as_json(played: list[Played]) -> str:
    """The same bytes for the same files and seeds: no wall time, no port."""
    whole = [
        {
            "file": one.file,
            "title": one.title,
            "held": one.held,
            "simulated_ms": one.simulated_ms,
            "findings": [
                {"place": str(found.place), "held": found.held, "what": found.what, "at": views.instant(found.at)} for found in one.findings
            ],
        }
        for one in played
    ]
    return json.dumps(whole, ensure_ascii=False, indent=2)


def write_junit(played: list[Played], path: Path) -> None:
    """JUnit's XML: a suite a file, a case an expectation. The folder is made where it is missing."""
    suites = [_suite(one) for one in played]
    root = Element("testsuites", name="fakecarrier")
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.extend(suites)
    indent(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _suite(one: Played) -> Element:
    failures = sum(not found.held for found in one.findings)
    suite = Element("testsuite", name=_plain(one.file), tests=str(len(one.findings)), failures=str(failures), errors="0", skipped="0")
    for found in one.findings:
        case = SubElement(suite, "testcase", classname=_plain(one.title or one.file), name=_plain(str(found.place)), time="0")
        if not found.held:
            SubElement(case, "failure", message=_plain(_said(found))).text = _plain(f"{found.place}: {_said(found)}")
    return suite


def _plain(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _said(found: Finding) -> str:
    """What was seen, and when on the network's clock."""
    return f"at {views.instant(found.at)}: {found.what}"


def _read(paths: Iterable[Path]) -> tuple[dict[Path, Scenario], list[Problem]]:
    scenarios: dict[Path, Scenario] = {}
    problems: list[Problem] = []
    for path in paths:
        files = files_of(path)
        if isinstance(files, Problem):
            problems.append(files)
            continue
        for file in files:
            found = load(file)
            if isinstance(found, list):
                problems += found
            else:
                scenarios[file] = found
    return scenarios, problems


def _span(milliseconds: int) -> str:
    """`2h0m10s`."""
    seconds = milliseconds // 1000
    days, rest = divmod(seconds, 86_400)
    parts = ((days, "d"), (rest // 3600, "h"), (rest % 3600 // 60, "m"), (rest % 60, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"
