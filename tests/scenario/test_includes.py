"""Included files: their steps stand where they are included, and nothing outside of the scenario's folder is read."""

import os
from pathlib import Path

import pytest

from simulator.scenario import includes
from simulator.scenario.load import load
from simulator.scenario.settings import Pass, Scenario, Send

PART = "vars: {text: hello}\nsteps:\n  - send: {via: smpp, to: '${number}', text: '${text}'}\n  - pass: 1s\n"


def written(folder: Path, steps: str, **parts: str) -> Path:
    for name, text in parts.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, "utf-8")
    main = folder / "main.yaml"
    main.write_text(f"vars: {{number: '13800009500'}}\nsteps:\n{steps}", "utf-8")
    return main


def said(path: Path) -> list[str]:
    found = load(path)
    assert isinstance(found, list), found
    return [str(problem).removeprefix(f"{path.parent}/") for problem in found]


def test_the_steps_stand_where_they_are_included(tmp_path: Path) -> None:
    """Twice, with other variables: what is given along holds before what the file says itself."""
    path = written(tmp_path, "  - include: part.yaml\n  - include: {file: part.yaml, vars: {text: bye}}\n", part=PART)
    found = load(path)
    assert isinstance(found, Scenario)
    assert [step.text for step in found.steps if isinstance(step, Send)] == ["hello", "bye"]
    assert [step.milliseconds for step in found.steps if isinstance(step, Pass)] == [1_000, 1_000]
    assert found.steps[0].place.file == str(tmp_path / "part.yaml")


def test_a_part_includes_from_where_it_stands(tmp_path: Path) -> None:
    """A file in a folder below names its neighbours by their names alone."""
    path = written(tmp_path, "  - include: parts/a.yaml\n", parts__a="steps:\n  - include: b.yaml\n", parts__b=PART)
    found = load(path)
    assert isinstance(found, Scenario), list(map(str, found))
    assert len(found.steps) == 2


@pytest.mark.parametrize("way", ["../out.yaml", "parts/../../out.yaml", "/etc/passwd", "~/out.yaml", "..\\out.yaml", "C:/../out.yaml"])
def test_no_way_leads_out_of_the_folder(tmp_path: Path, way: str) -> None:
    """Whatever a path looks like, and whatever is there."""
    (tmp_path / "out.yaml").write_text(PART, "utf-8")
    (tmp_path / "in" / "parts").mkdir(parents=True)
    (line,) = said(written(tmp_path / "in", f"  - include: '{way}'\n"))
    assert line.startswith("main.yaml:3:14: steps[0].include: ")
    assert line.endswith("leads out of the folder: only files in it, or in folders below, can be included")


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    """A link to a file, a linked folder, and a link to itself."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "part.yaml").write_text(PART, "utf-8")
    inside = tmp_path / "in"
    path = written(inside, "  - include: file.yaml\n  - include: folder/part.yaml\n  - include: round.yaml\n", other=PART)
    (inside / "file.yaml").symlink_to(tmp_path / "out" / "part.yaml")
    (inside / "folder").symlink_to(tmp_path / "out")
    (inside / "round.yaml").symlink_to("round.yaml")
    assert [line.partition(" leads out")[0] for line in said(path)[:2]] == [
        'main.yaml:3:14: steps[0].include: "file.yaml"',
        'main.yaml:4:14: steps[1].include: "folder/part.yaml"',
    ]
    assert len(said(path)) == 3


def test_a_link_inside_the_folder_is_a_file(tmp_path: Path) -> None:
    """It leads nowhere else."""
    path = written(tmp_path, "  - include: link.yaml\n", part=PART)
    (tmp_path / "link.yaml").symlink_to("part.yaml")
    assert isinstance(load(path), Scenario)


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({}, 'main.yaml:3:14: steps[0].include: there is no file "a.yaml"'),
        ({"aa": PART}, 'main.yaml:3:14: steps[0].include: there is no file "a.yaml" (did you mean aa.yaml?)'),
        (
            {"a": "steps: [{include: a.yaml}]\n"},
            'a.yaml:1:19: steps[0].include: "a.yaml" includes itself, by main.yaml and a.yaml: it would never end',
        ),
        (
            {"a": "steps: [{include: b.yaml}]\n", "b": "steps: [{include: a.yaml}]\n"},
            'b.yaml:1:19: steps[0].include: "a.yaml" includes itself, by main.yaml and a.yaml and b.yaml: it would never end',
        ),
        ({"a": "title: a\nsteps: [{pass: 1s}]\n"}, 'a.yaml:1:1: "title" stands in a file that is included: it may hold vars and steps'),
        ({"a": "vars: {x: y}\n"}, 'a.yaml:1:1: "steps" is missing: nothing is included'),
        ({"a": "[" * 100}, None),
        ({"a": "steps: [{sned: {}}]\n"}, 'a.yaml:1:10: steps[0]: unknown key "sned" (did you mean send?)'),
        (
            {"a": "steps: [{pass: '${nn}'}]\n"},
            'a.yaml:1:16: steps[0].pass: "${nn}" is no variable here; there is number. Where none is meant write $${',
        ),
    ],
    ids=["missing", "misspelt", "itself", "round", "a-scenario", "no-steps", "not-yaml", "a-mistake", "a-variable"],
)
def test_what_is_wrong_with_a_part_is_told_where_it_stands(tmp_path: Path, parts: dict[str, str], line: str | None) -> None:
    """In the file that includes, or in the one that is included."""
    found = said(written(tmp_path, "  - include: a.yaml\n", **parts))
    assert found == [line] if line else len(found) == 1


def test_a_long_row_of_files_is_refused(tmp_path: Path) -> None:
    """Each includes the next."""
    parts = {f"p{nth}": f"steps: [{{include: p{nth + 1}.yaml}}]\n" for nth in range(9)} | {"p9": PART}
    assert said(written(tmp_path, "  - include: p0.yaml\n", **parts)) == [
        f"p4.yaml:1:19: steps[0].include: more than {includes.DEPTH_MAX} files include one another in a row"
    ]


def test_files_do_not_multiply(tmp_path: Path) -> None:
    """Five levels of twenty includes each would be three million steps: values are counted as often as they stand there."""
    many = {f"p{nth}": "steps:\n" + f"  - include: p{nth + 1}.yaml\n" * 20 for nth in range(4)} | {"p4": PART}
    lines = said(written(tmp_path, "  - include: p0.yaml\n", **many))
    assert lines[0].endswith("with what it includes, the file has more than 25,000 values: a scenario is smaller")


def test_all_that_is_included_is_no_longer_than_a_file(tmp_path: Path) -> None:
    """A megabyte in all."""
    big = {f"p{nth}": f"vars: {{x: {'a' * 400_000}}}\nsteps: [{{pass: 1s}}]\n" for nth in range(3)}
    lines = said(written(tmp_path, "".join(f"  - include: p{nth}.yaml\n" for nth in range(3)), **big))
    assert lines == ["p2.yaml:1:1: all that is included is longer than 1 MB: include less"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """With the reason that the system gives."""
    path = written(tmp_path, "  - include: a.yaml\n", a=PART)
    (tmp_path / "a.yaml").chmod(0)
    assert said(path) == ["a.yaml:1:1: cannot be read: Permission denied"]
