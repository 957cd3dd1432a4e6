"""A file as a tree: each value with its place, and its path as a person would say it. It knows no format and no YAML."""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from simulator.scenario.settings import Place

Step = str | int
"""One step into a tree: the key in a mapping, the index in a list."""

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


class Node(Struct, eq=False):
    """A text, list or mapping of a file.

    parent, step: the node that it stands in, and how it is reached from there; keys: where each key of a mapping stands.
    empty: nothing was written, not even quotes. size: how many values it holds with all that is in it, itself counted.
    """

    place: Place
    value: "str | list[Node] | dict[str, Node]"
    parent: "Node | None" = None
    step: Step = ""
    keys: dict[str, Place] = {}
    empty: bool = False
    size: int = 1

    @property
    def kind(self) -> str:
        """What it is, for a sentence."""
        if self.empty:
            return "nothing"
        return "a text" if isinstance(self.value, str) else "a list" if isinstance(self.value, list) else "a mapping"

    @property
    def where(self) -> str:
        """Its path from the root: `steps[0].send.to`, `` for the root itself."""
        if self.parent is None:
            return ""
        above = self.parent.where
        if isinstance(self.step, int):
            return f"{above}[{self.step}]"
        return f"{above}.{self.step}" if above else self.step

    def get(self, step: Step) -> "Node | None":
        """What stands there in it, None where nothing does."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and 0 <= step < len(self.value):
            return self.value[step]
        return None

    def at(self, path: Sequence[Step]) -> "Node":
        """The node at the end of a path, or as far as the path leads."""
        node = self
        for step in path:
            node = node.get(step) or node
        return node

    def names(self) -> list[str]:
        """The steps that lead on from here."""
        return list(self.value) if isinstance(self.value, dict) else []

    def plain(self) -> Any:
        """Its value as texts, lists and dicts. What stood in the file twice by an alias is shared."""
        return _plain(self, {})


def path(said: str) -> list[Step]:
    """A path as it is written, `steps[0].send.to` or `steps.0.send.to`, in steps."""
    return [int(index or name) if index or (name.isdecimal() and len(name) < 6) else name for index, name in _STEP.findall(said)]


def _plain(node: Node, seen: dict[int, Any]) -> Any:
    if isinstance(node.value, str):
        return node.value
    if id(node) not in seen:
        value = node.value
        if isinstance(value, list):
            seen[id(node)] = [_plain(each, seen) for each in value]
        else:
            seen[id(node)] = {key: _plain(each, seen) for key, each in value.items()}
    return seen[id(node)]
