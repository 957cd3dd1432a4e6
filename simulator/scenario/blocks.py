"""Steps that hold steps, in the tree of a file: which words they are, what is in them, and what their variables are worth there.

What a loop comes to is never laid out: a file is judged with each loop's first round, and the further items of lists are looked through one
by one. Bodies are read again when they are played.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from simulator.scenario.courses import Scope
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem
from simulator.scenario.variables import LETTERS_MAX, OPENS, UnknownError, filled

BLOCKS: Final = ("repeat", "each", "every", "parallel", "either", "include")
"""Words of steps that hold steps."""
COUNTERS: Final = frozenset({"repeat", "every", "parallel"})
"""Those that count their rounds from 1, in the variable that `counter` names."""
MEMBER: Final = {
    "number": "+8613900000000",
    "name": "王小明",
    "carrier": "mobile",
    "province": "广东",
    "code": "123456",
    "text": "您好",
    "nth": "1",
}
"""What somebody of a population has, with values to judge a file by."""


def members(step: Node) -> Iterator[tuple[str, Node]]:
    """Each mapping of a step that holds `steps`, with the word that it stands under: one, or of a list all."""
    for word in BLOCKS:
        block = step.get(word)
        if block is None:
            continue
        for each in block.value if isinstance(block.value, list) else (block,):
            if isinstance(each.value, dict):
                yield word, each


def every_step(steps: Node | None) -> Iterator[Node]:
    """The steps of a list, and those in them, in the order of the file."""
    for step in steps.value if steps and isinstance(steps.value, list) else ():
        yield step
        for _, member in members(step):
            yield from every_step(member.get("steps"))


LOOKED_THROUGH_MAX: Final = 25_000
"""Values in bodies that are looked through for the items of lists: as many as a file may have."""


class Binding:
    """Goes through a tree once and puts in what variables are worth. problems: what names a variable that is not there.

    further: bodies of loops over lists, as they are for each further item; none where nobody asks for them.
    """

    def __init__(self, *, further: list[Node] | None = None) -> None:
        self.problems: list[Problem] = []
        self._letters = self._looked_through = 0
        self._further = further

    def whole(self, root: Node) -> Node:
        """A file, with each loop's first round in place of the loop."""
        scope = given(root)
        bound: dict[str, Node] = {}
        for key, node in _of(root):
            match key:
                case "vars":
                    bound[key] = node
                case "steps":
                    bound[key] = self.steps(node, scope)
                case "populations":  # what is said to people has their own names in it, and is put in when it is said
                    bound[key] = self.all(node, {**scope, **{field: f"{OPENS}{field}}}" for field in MEMBER}})
                case _:
                    bound[key] = self.all(node, scope)
        return replace(root, value=bound)

    def steps(self, steps: Node, scope: Scope) -> Node:
        """A list of steps."""
        if not isinstance(steps.value, list):
            return steps
        return _with(steps, [self._step(step, scope) for step in steps.value])

    def all(self, node: Node, scope: Scope) -> Node:
        """Anything else, with all that is in it."""
        value = node.value
        if isinstance(value, str):
            return self._text(node, value, scope) if OPENS in value else node
        if isinstance(value, list):
            return _with(node, [self.all(each, scope) for each in value])
        bound = {key: self.all(each, scope) for key, each in value.items()}
        return node if all(bound[key] is each for key, each in value.items()) else replace(node, value=bound)

    def _step(self, step: Node, scope: Scope) -> Node:
        if not isinstance(step.value, dict):
            return self.all(step, scope)
        bound = {word: self._block(word, node, scope) if word in BLOCKS else self.all(node, scope) for word, node in _of(step)}
        return replace(step, value=bound)

    def _block(self, word: str, node: Node, scope: Scope) -> Node:
        if isinstance(node.value, list):
            return _with(node, [self._block(word, each, scope) for each in node.value])
        if not isinstance(node.value, dict):
            return self.all(node, scope)
        around = {key: self.all(each, scope) for key, each in _of(node) if key != "steps"}
        block = replace(node, value=around)
        inside = within(word, block, scope)
        if word == "each" and self._further is not None:
            self._look_through(node.get("steps"), block, scope)
        bound = {key: self.steps(each, inside) if key == "steps" else around[key] for key, each in _of(node)}
        return replace(node, value=bound)

    def _look_through(self, steps: Node | None, block: Node, scope: Scope) -> None:
        """The bodies for all items but the first, as far as one can look."""
        name, among = block.get("as"), block.get("in")
        if steps is None or name is None or among is None or not isinstance(name.value, str) or not isinstance(among.value, list):
            return
        for item in among.value[1:]:
            self._looked_through += steps.size + 1
            if self._looked_through > LOOKED_THROUGH_MAX:
                return
            bound = self.steps(steps, {**scope, **fields(name.value, item)})
            assert self._further is not None
            self._further.append(bound)

    def _text(self, node: Node, text: str, scope: Scope) -> Node:
        try:
            said = filled(text, scope)
        except UnknownError as error:
            self.problems.append(Problem(node.place, node.where, str(error)))
            return node
        self._letters += len(said)
        if self._letters > LETTERS_MAX:
            what = f"with what its variables are worth, the file is longer than {LETTERS_MAX // 1_000_000} MB: say less with them"
            self.problems = [Problem(node.place, node.where, what)]
            raise TooLongError
        return replace(node, value=said)


class TooLongError(Exception):
    """Variables make more of a file than may be."""


def given(file: Node) -> Scope:
    """What `vars` of a file, or of an include, says. What is no text is left out: the format says so."""
    node = file.get("vars")
    return {key: each.value for key, each in _of(node) if isinstance(each.value, str)} if node else {}


def within(word: str, block: Node, scope: Scope) -> Scope:
    """What variables are worth in a block's steps, in its first round. Its own settings have no variables any more."""
    if word == "include":
        return {**scope, **given(block)}
    name = block.get("counter" if word in COUNTERS else "as")
    if name is None or not isinstance(name.value, str):
        return scope
    if word in COUNTERS:
        return {**scope, name.value: "1"}
    among = block.get("in")
    if among is not None and isinstance(among.value, list):
        return {**scope, **(fields(name.value, among.value[0]) if among.value else {})}
    return {**scope, **{f"{name.value}.{field}": worth for field, worth in MEMBER.items()}}


def fields(name: str, item: Node) -> Mapping[str, str]:
    """What `name` stands for while a loop is at this item: the item itself, or each field of it."""
    if isinstance(item.value, str):
        return {name: item.value}
    return {f"{name}.{key}": each.value for key, each in _of(item) if isinstance(each.value, str)}


def _of(node: Node | None) -> list[tuple[str, Node]]:
    return list(node.value.items()) if node is not None and isinstance(node.value, dict) else []


def _with(node: Node, bound: list[Node]) -> Node:
    """The same list with these in it; itself where they are its own."""
    assert isinstance(node.value, list)
    return node if all(one is other for one, other in zip(bound, node.value, strict=True)) else replace(node, value=bound)
