"""Which words of the scenario language a file uses, by the JSON Schema alone. It judges nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.scenario.load import json_schema
from simulator.scenario.nodes import Node
from simulator.scenario.reader import read

Word = tuple[str, str]
"""A section and a key of it."""

SCHEMA = json_schema()
ROOT = "File"
SECTIONS: dict[str, dict[str, Any]] = {ROOT: SCHEMA, **{name: each for name, each in SCHEMA["$defs"].items() if "properties" in each}}


def words() -> list[Word]:
    """All there are."""
    return [(section, key) for section, each in SECTIONS.items() for key in each["properties"]]


def tree(path: Path) -> Node:
    """A file as it is written."""
    found = read(path.read_bytes(), str(path))
    assert isinstance(found, Node), list(map(str, found))
    return found


def used(node: Node, schema: dict[str, Any] = SCHEMA, section: str = ROOT) -> Iterator[tuple[Word, Node]]:
    """Each word with what is said with it, in the order of the file."""
    if "$ref" in schema:
        section = schema["$ref"].removeprefix("#/$defs/")
        schema = SCHEMA["$defs"][section]
    for option in schema.get("anyOf", ()):
        yield from used(node, option, section)
    if isinstance(node.value, dict):
        for key, inner in node.value.items():
            known = schema.get("properties", {}).get(key)
            if known is not None:
                yield (section, key), inner
                yield from used(inner, known, "")
            else:
                for values in (*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")):
                    yield from used(inner, values, "") if isinstance(values, dict) else ()
    elif isinstance(node.value, list):
        for item in node.value:
            yield from used(item, schema.get("items", {}), "")


def flow(node: Node) -> str:
    """A value as it would stand in one line."""
    if isinstance(node.value, list):
        return f"[{', '.join(map(flow, node.value))}]"
    if isinstance(node.value, dict):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in node.value.items())}}}"
    plain = node.value and not set(node.value) & set(",[]{}#&*!|>'\"%@`$") and ": " not in node.value and node.value.strip() == node.value
    return node.value if plain and node.value[0] not in "-?:" else f'"{node.value}"'
