"""Makes what says which scenario file shows what, from the files themselves and the catalogue: `python -m tests.docs.faq_pages`.

scenarios/README.md lists the files, docs/reference/faq.md the cases, simulator/faq/files.tsv is what `fakecarrier why` names files from.
"""

from collections.abc import Iterator
from pathlib import Path

from simulator.cli.shelf import files_in
from simulator.faq.catalogue import SECTIONS, Case, cases
from simulator.scenario.load import load
from simulator.scenario.settings import Scenario

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "scenarios"
INDEX = FOLDER / "README.md"
PAGE = ROOT / "docs" / "reference" / "faq.md"
TABLE = ROOT / "simulator" / "faq" / "files.tsv"

INDEX_HEAD = """# The scenario files

Made by `python -m tests.docs.faq_pages`; a test holds it up to date. `fakecarrier run scenarios/` plays them all; `fakecarrier why` with a
message, a number or a code names those that show its case. They are installed too: `run`, `check` and `serve` find them by name in any
folder, as in `fakecarrier run faq/late-handset`. `default.yaml` is the world that `fakecarrier serve` runs without a file.
"""
PAGE_HEAD = """# The FAQ's cases

Made by `python -m tests.docs.faq_pages` from the catalogue in `simulator/faq/cases/`; a test holds it up to date. An id never changes:
scenario files name what they `show` by it, and `fakecarrier why` answers with it, in English or with `--lang zh`.
"""


def shown() -> dict[Path, Scenario]:
    """Every scenario file but the default world, by its path below the project."""
    found: dict[Path, Scenario] = {}
    for file in files_in(FOLDER):
        scenario = load(file)
        if isinstance(scenario, Scenario) and scenario.steps:
            found[file.relative_to(ROOT)] = scenario
    return found


def by_case(scenarios: dict[Path, Scenario]) -> dict[str, list[Path]]:
    """The files that show each case: those of the FAQ's folder first, of these the ones that are about nothing else."""
    found: dict[str, list[Path]] = {one: [] for one in cases()}
    for file, scenario in scenarios.items():
        for one in scenario.shows:
            found.setdefault(one, []).append(file)
    for one, files in found.items():
        files.sort(key=lambda file: (file.parent.name != "faq", one.replace("/", "-") not in file.stem, len(scenarios[file].shows), file))
    return found


def table(scenarios: dict[Path, Scenario]) -> str:
    """files.tsv."""
    rows = "".join(f"{one}\t{' '.join(map(str, files))}\n" for one, files in by_case(scenarios).items() if files)
    return f"case\tfiles\n{rows}"


def index(scenarios: dict[Path, Scenario]) -> str:
    """scenarios/README.md."""
    parts = [INDEX_HEAD]
    for folder in sorted({file.parent for file in scenarios}):
        parts.append(f"## {folder.name}/\n\n| file | what it shows | cases |\n| --- | --- | --- |\n")
        parts[-1] += "".join(_row(file, scenario) for file, scenario in sorted(scenarios.items()) if file.parent == folder)
    return "\n".join(parts)


def _row(file: Path, scenario: Scenario) -> str:
    shows = ", ".join(f"`{one}`" for one in scenario.shows)
    return f"| [{file.name}]({file.relative_to('scenarios')}) | {_cell(scenario.title)} | {shows} |\n"


def page(scenarios: dict[Path, Scenario]) -> str:
    """docs/reference/faq.md."""
    known, parts = by_case(scenarios), [PAGE_HEAD]
    for section in SECTIONS:
        parts.append(f"## {section}\n")
        parts += ["\n".join(_case(case, known[case.id])) for case in cases().values() if case.section == section]
    return "\n".join(parts)


def _case(case: Case, files: list[Path]) -> Iterator[str]:
    yield f"### `{case.id}`\n\n{case.question.en} · {case.question.zh}\n"
    for name, said in (("Told by", case.told), ("Check next", case.check), ("Cure", case.cure)):
        yield f"- **{name}**: {said.en}\n  {said.zh}"
    yield f"- **Related**: {', '.join(f'`{one}`' for one in case.related)}"
    yield f"- **Shown by**: {', '.join(f'[{file.name}](../../{file})' for file in files) or 'no file yet'}\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    everything = shown()
    INDEX.write_text(index(everything), encoding="utf-8")
    PAGE.write_text(page(everything), encoding="utf-8")
    TABLE.write_text(table(everything), encoding="utf-8")
