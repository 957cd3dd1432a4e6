"""YAML to a tree of texts with their places. Every scalar stays the text that it is: `off`, `+8613…` and `000` are never read as more.

Built from PyYAML's events, one at a time: depth, number and aliases are checked before anything is made of them, and nothing recurses.
"""

import re
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem, quoted
from simulator.scenario.settings import Place

SIZE_MAX = 1_000_000
"""Bytes. A file of this size takes a second to read."""
DEPTH_MAX = 20
"""The format itself goes six deep."""
NODES_MAX = 25_000
"""Values in a file, those repeated by aliases counted as often as they stand there: ten thousand handsets, half a second."""
ALIASES_MAX = 1_000
KEY_MAX = 200
"""Characters."""
PROBLEMS_MAX = 100

TAB = "a tab: YAML is indented with spaces only"
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


Value = str | list[Node] | dict[str, Node]


def read(raw: bytes | str, name: str) -> Node | list[Problem]:
    """The tree of one file, or all that makes it none. name: what to call the file in places."""
    if len(raw) > SIZE_MAX:
        return [Problem(Place(name, 1, 1), "", f"the file is longer than {SIZE_MAX // 1_000_000} MB: split it")]
    text = raw if isinstance(raw, str) else _decoded(raw, name)
    if isinstance(text, Problem):
        return [text]
    text = text.removeprefix("\ufeff")
    if strange := _UNPRINTABLE.search(text):
        place = _place(text, strange.start(), name)
        return [Problem(place, "", f"{quoted(strange.group())} is a control character: take it out")]
    return _Reading(name).read(text)


def _decoded(raw: bytes, name: str) -> str | Problem:
    if raw.startswith(_UTF16):
        return Problem(Place(name, 1, 1), "", "the file is UTF-16: save it as UTF-8")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        place = _place(before, len(before), name)
        return Problem(place, "", f"byte 0x{raw[error.start]:02x} is no UTF-8: save the file as UTF-8")


def _place(text: str, index: int, name: str) -> Place:
    return Place(name, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


class _StopError(Exception):
    """Reading cannot go on."""


class _Reading:
    """One pass over a file's events. _open: the collections that have begun, with the key that waits for its value."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._root: Node | None = None
        self._open: list[tuple[Node, str | None]] = []
        self._anchors: dict[str, Node | None] = {}
        self._anchored: list[str | None] = []
        self._aliases = self._nodes = self._documents = 0
        self._problems: list[Problem] = []

    def read(self, text: str) -> Node | list[Problem]:
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._take(event)
        except _StopError:
            pass
        except yaml.MarkedYAMLError as error:
            self._problems.append(_unreadable(error, text, self._name))
        except yaml.YAMLError as error:
            self._problems.append(Problem(Place(self._name, 1, 1), "", f"not YAML: {error}".splitlines()[0]))
        if self._problems:
            return self._problems
        root = self._root
        if root is None or root.empty:
            return [Problem(Place(self._name, 1, 1), "", "the file is empty: a scenario has at least a title")]
        if not isinstance(root.value, dict):
            return [Problem(root.place, "", f"{root.kind} stands here: a scenario is a mapping, such as `title: …`")]
        return root

    def _take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent):
            self._check_tag(event)
        match event:
            case ScalarEvent():
                self._scalar(event)
            case SequenceStartEvent():
                self._begin(event, [])
            case MappingStartEvent():
                self._begin(event, {})
            case SequenceEndEvent() | MappingEndEvent():
                self._end()
            case AliasEvent():
                self._alias(event)
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._stop(event, "a second document begins: one file is one scenario, take `---` out")
            case _:  # the beginning and end of the file and of its document
                pass

    def _check_tag(self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent) -> None:
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._object(event, f"the tag {quoted(tag)} is not understood: values are plain text, write it without")

    def _scalar(self, event: ScalarEvent) -> None:
        if self._key_wanted:
            self._key(event)
        else:
            empty = event.value == "" and event.implicit[0]
            self._add(event, self._node(event, event.value, empty=empty))

    @property
    def _key_wanted(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][0].value, dict) and self._open[-1][1] is None

    def _key(self, event: ScalarEvent) -> None:
        mapping, _ = self._open[-1]
        key = event.value
        if len(key) > KEY_MAX:
            self._object(event, f"the key {quoted(key)} is longer than {KEY_MAX} characters")
            key = key[:KEY_MAX]
        if key in mapping.keys:
            self._object(event, f"{quoted(key)} stands here a second time, first on line {mapping.keys[key].line}: keep one of them")
        else:
            mapping.keys[key] = self._at(event)
        self._open[-1] = (mapping, key)

    def _begin(self, event: SequenceStartEvent | MappingStartEvent, value: Value) -> None:
        if len(self._open) >= DEPTH_MAX:
            self._stop(event, f"nested more than {DEPTH_MAX} deep: a scenario needs six")
        node = self._node(event, value)
        self._anchored.append(event.anchor)
        self._add(event, node, done=False)
        self._open.append((node, None))

    def _end(self) -> None:
        node, _ = self._open.pop()
        anchor = self._anchored.pop()
        if anchor is not None:
            self._anchors[anchor] = node
        if self._open:
            self._open[-1][0].size += node.size

    def _alias(self, event: AliasEvent) -> None:
        self._aliases += 1
        if self._aliases > ALIASES_MAX:
            self._stop(event, f"more than {ALIASES_MAX:,} aliases: write the values out")
        name = event.anchor or ""
        node = self._anchors.get(name)
        if node is None:
            inside = name in self._anchors
            self._stop(event, f"*{name} stands inside of &{name} itself" if inside else f"nothing is named &{name} above here")
        if self._key_wanted:
            self._stop(event, f"the alias *{name} stands where a key is wanted: write the key out")
        self._count(event, node.size)
        self._add(event, node)

    def _node(self, event: NodeEvent, value: Value, *, empty: bool = False) -> Node:
        self._count(event, 1)
        if event.anchor is not None and len(self._anchors) >= ALIASES_MAX:
            self._stop(event, f"more than {ALIASES_MAX:,} anchors: write the values out")
        if not self._open:
            return Node(self._at(event), value, empty=empty)
        parent, key = self._open[-1]
        step = len(parent.value) if key is None else key
        return Node(self._at(event), value, parent, step, empty=empty)

    def _count(self, event: NodeEvent, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > NODES_MAX:
            self._stop(event, f"more than {NODES_MAX:,} values, those repeated by aliases counted: a scenario is smaller")

    def _add(self, event: NodeEvent, node: Node, *, done: bool = True) -> None:
        """Put a node where it belongs; `done`: all that is in it is known."""
        if event.anchor is not None and not isinstance(event, AliasEvent):
            self._anchors[event.anchor] = node if done else None
        if not self._open:
            self._root = node
            return
        parent, key = self._open[-1]
        if done:
            parent.size += node.size
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif key is None:
            self._stop(event, "a list or mapping stands where a key is wanted: keys are plain words")
        else:
            assert isinstance(parent.value, dict)
            parent.value.setdefault(key, node)
            self._open[-1] = (parent, None)

    def _at(self, event: Event) -> Place:
        return _marked(event.start_mark, self._name)

    def _object(self, event: Event, what: str) -> None:
        self._problems.append(Problem(self._at(event), self._open[-1][0].where if self._open else "", what))
        if len(self._problems) >= PROBLEMS_MAX:
            raise _StopError

    def _stop(self, event: Event, what: str) -> NoReturn:
        self._object(event, what)
        raise _StopError


def _marked(mark: Any, name: str) -> Place:
    """Where a mark of PyYAML is; the C and the Python parser have classes of their own for it."""
    return Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)


def _unreadable(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """What libyaml says, in words that say what to do."""
    place = _marked(error.problem_mark or error.context_mark, name)
    said = " ".join(part for part in (error.problem, error.context) if part)
    if "cannot start any token" in said:
        letter = _letter(text, place)
        return Problem(place, "", TAB if letter == "\t" else f"a value cannot begin with {quoted(letter)}: put quotes around it")
    known = next((words for sign, words in _YAML_SAYS if sign in said), None)
    return Problem(place, "", known or f"not YAML: {said}")


def _letter(text: str, place: Place) -> str:
    line = text.split("\n")[place.line - 1]
    return line[place.column - 1 : place.column]


_YAML_SAYS = (
    ("tab character", TAB),
    ("mapping values are not allowed", "a `:` that cannot stand here: put quotes around a text that holds one, and check the indentation"),
    ("could not find expected ':'", "a key without its `:`"),
    ("unexpected end of stream while scanning a quoted scalar", "the file ends within quotes: a closing quote is missing"),
    ("unknown escape", "no such escape in double quotes: write two backslashes for one, or use single quotes"),
    ("',' or ']'", "a `,` or the closing `]` of a list is missing before here"),
    ("',' or '}'", "a `,` or the closing `}` of a mapping is missing before here"),
    ("expected node content", "a value is missing here, or a bracket is not closed"),
    ("expected '-' indicator", "a list goes on here with something that does not begin with `- `: check the indentation"),
    ("expected key", "no key that fits the lines above: check the indentation"),
    ("<document start>", "the scenario ends above here, and something follows: check brackets and indentation"),
)
"""By a part of what libyaml says."""
