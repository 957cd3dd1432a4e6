"""Makes docs/reference/scenario.md from the schema and the examples: `python -m tests.docs.scenario_page`. It invents nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.scenario.nodes import Node
from tests.docs.scenario_words import ROOT, SCHEMA, SECTIONS, Word, flow, tree, used

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "reference" / "scenario.md"
EXAMPLES = sorted((DOCS / "reference" / "scenario").glob("*.yaml"))
EXAMPLE_MAX = 70
"""Characters of an example in a table; the whole file stands at the end of the page."""
NEVER = {
    ("BehaviourSection", "unsubscribed"): "of single numbers only: `handsets`",
    ("OutbindSection", "authority"): "`authority: centre.pem`, a file of one's own",
}
"""Words that no example can say: what is refused there, and what has to be there when a file is played."""

HEAD = """# The scenario language

Made from the schema of the files and from the examples in `docs/reference/scenario/` by `python -m tests.docs.scenario_page`; tests hold it
complete and up to date, and play every example. `fakecarrier schema` prints the same as JSON Schema for editors, `fakecarrier check` says
what is wrong with a file, and how it was meant.

Every value is a text first: `off`, `000` and `+8613…` mean what they say, with or without quotes. Times are written `30s`, `1h30m`, `2d`;
instants `2024-03-04T11:00:00+08:00`, or `+2h` after the start. What a file leaves out is as in the default world, `scenarios/default.yaml`.

**Variables.** `${name}` in any value stands for what `vars` says, for the round of a loop (`counter`), or for what a loop is at (`as`):
`${who}`, or `${who.number}` where it has fields. `$${` is a `${` that stands for nothing. Of somebody of a population there are `number`,
`name`, `carrier`, `province`, `code`, `text` and `nth`.

**Loops** are read round by round while they are played; nothing is laid out beforehand. A file may come to a million steps in all.
Senders side by side act one at a time, in their order, and network time moves on when all of them wait for it: two runs are the same.
Of an expectation in a loop the first time that it did not hold is told.

**Files** whose names begin with `_` are included by others and not played by themselves; nothing outside of a scenario's folder is read.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    told = examples()
    for section in in_order():
        parts.append(f"## {_heading(section)}\n\n{_said(section)}\n")
        parts.append(_table(section, told))
    parts.append("## The examples\n")
    parts += [f"### `docs/reference/scenario/{path.name}`\n\n```yaml\n{path.read_text('utf-8')}```\n" for path in EXAMPLES]
    return "\n".join(parts)


def in_order() -> list[str]:
    """The sections as they are met from the file on, each once."""
    found = [ROOT]
    for section in found:
        for schema in SECTIONS[section]["properties"].values():
            found += [name for name in _referred(schema) if name in SECTIONS and name not in found]
    return found


def examples() -> dict[Word, str]:
    """What is said with each word in the first example that has it."""
    found: dict[Word, str] = {}
    for path in EXAMPLES:
        node: Node = tree(path)
        for word, value in used(node):
            found.setdefault(word, f"{word[1]}: {flow(value)}")
    return found


def _table(section: str, told: dict[Word, str]) -> str:
    needed = SECTIONS[section].get("required", ())
    lines = ["| key | takes | | for example |", "|---|---|---|---|"]
    for key, schema in SECTIONS[section]["properties"].items():
        said = schema.get("description", "")
        example = NEVER.get((section, key)) or f"`{_cut(told.get((section, key), ''))}`"
        lines.append(f"| `{key}`{' (needed)' if key in needed else ''} | {_takes(schema)} | {_cell(said)} | {_cell(example)} |")
    return "\n".join(lines) + "\n"


def _said(section: str) -> str:
    return str(SECTIONS[section].get("description", "")).replace("\n", " ")


def _heading(section: str) -> str:
    words = section.removesuffix("Section")
    return "The file" if section == ROOT else "".join(f" {each.lower()}" if each.isupper() else each for each in words).strip()


def _takes(schema: dict[str, Any]) -> str:
    options = list(dict.fromkeys(option for option in _options(schema) if option))
    return _cell(" or ".join(options))


def _options(schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        yield f"[{_heading(name)}](#{_heading(name).replace(' ', '-')})"
    elif "anyOf" in schema:
        for option in schema["anyOf"]:
            yield from _options(option)
    elif "enum" in schema:
        yield ", ".join(f"`{word}`" for word in dict.fromkeys(map(str, schema["enum"])))
    elif "const" in schema:
        yield f"`{schema['const']}`"
    elif "examples" in schema:
        yield f"such as {', '.join(f'`{each}`' for each in schema['examples'])}"
    else:
        yield from _of_type(schema)


def _of_type(schema: dict[str, Any]) -> Iterator[str]:
    kind = schema.get("type")
    if kind == "array":
        items = " or ".join(_options(schema.get("items", {})))
        yield f"a list of: {items}" if items else "a list"
    elif kind == "object":
        values = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
        inner = " or ".join(option for each in values if isinstance(each, dict) for option in _options(each))
        yield f"a mapping to: {inner}" if inner else "a mapping"
    elif isinstance(kind, str) and kind in {"integer", "number"}:
        low, high = schema.get("minimum", schema.get("exclusiveMinimum")), schema.get("maximum")
        yield f"a number from {low:,} on" if high is None and low is not None else f"{low:,} to {high:,}" if low is not None else "a number"
    elif kind == "boolean":
        yield "`true`, `false`"
    elif kind is not None and kind != "null":
        yield "a list, or a name" if isinstance(kind, list) and "array" in kind else "a text"


def _referred(schema: Any) -> Iterator[str]:
    """The sections that a schema leads to."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].removeprefix("#/$defs/")
        for each in schema.values():
            yield from _referred(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _referred(each)


def _cut(text: str) -> str:
    return text if len(text) <= EXAMPLE_MAX else text[: EXAMPLE_MAX - 1] + "…"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


assert set(in_order()) <= SECTIONS.keys() <= {ROOT, *SCHEMA["$defs"]}

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
