"""What a file gives names to, and what may be named in it: read off the tree, so that an entry with a mistake in it still counts.

Otherwise one mistake in a send would be told once more by each step that names it.
"""

import re
from typing import Final

from msgspec import Struct

from simulator.platform.settings import DEFAULT_CUSTOMER
from simulator.scenario.blocks import every_step
from simulator.scenario.nodes import Node
from simulator.scenario.settings import Scenario
from simulator.scenario.variables import OPENS, pattern

TELLING: Final = ("result", "command_status", "status", "Code")
"""Fields of an answer that say whether it takes the text."""
OK: Final = {"0", "ESME_ROK", "Ok"}
"""What they say then."""


NAMING: Final = ("send", "cancel", "replace", "call", "apply", "lift", "query", "console", "upload")
"""Steps that later ones can name."""


class Names(Struct):
    """networks, accounts, apps: all there are; owners: all customers; customers, secrets: whose each app and each SecretId is.

    templates: that each app may use, its customer's; sends: the first node of each `as`; refused: sends that an expectation says are not
    taken, and that so may be wrong on purpose. made: what names of sends can be whose variables differ from round to round.
    """

    networks: set[str]
    accounts: list[str]
    apps: list[str]
    customers: dict[str, str]
    owners: list[str]
    secrets: dict[str, str]
    templates: dict[str, set[str]]
    sends: dict[str, Node]
    refused: set[str]
    made: list[re.Pattern[str]]
    populations: list[str]


def names(root: Node, world: Scenario, unbound: Node | None = None) -> Names:
    """All names of a file that is laid over this world. unbound: the file with its variables still in it."""
    networks = {network.name for network in world.carriers.networks} | set(_each(root, ("network", "carriers"), "name"))
    accounts = [*_each(root, ("accounts",), "system_id"), *(account.system_id for account in world.accounts)]
    apps = [*_each(root, ("apps",), "id"), *(app.id for app in world.apps)]
    customers = _customers(root, world)
    sends: dict[str, Node] = {}
    refused: set[str] = set()
    for step in every_step(root.get("steps")):
        for act in NAMING:
            if (said := step.get(act)) and (name := said.get("as")):
                sends.setdefault(_text(name), name)
        if (expect := step.get("expect")) and is_refusal(expect.get("answer")):
            refused |= {_text(expect.get("of")), _text(expect.get("why"))}
    owners = [*_each(root, ("customers",), "name"), *(customer.name for customer in world.platform.customers)]
    templates = _templates(root, world, customers)
    made = [pattern(name) for name in _named(unbound or root) if OPENS in name]
    holder = root.get("populations")
    populations = [] if holder is None else holder.names()
    return Names(networks, accounts, apps, customers, owners, _secrets(root, world), templates, sends, refused - {""}, made, populations)


def _named(root: Node) -> dict[str, None]:
    """The names that steps are given, as they are written."""
    steps = every_step(root.get("steps"))
    return dict.fromkeys(_text(act.get("as")) for step in steps for word in NAMING if (act := step.get(word)) is not None)


def _customers(root: Node, world: Scenario) -> dict[str, str]:
    found = {app.id: app.customer for app in world.apps}
    for app in items(root, ("apps",)):
        app_id = _text(app.get("id"))
        found[app_id] = _text(app.get("customer")) or found.get(app_id, DEFAULT_CUSTOMER.name)
    return found


def _secrets(root: Node, world: Scenario) -> dict[str, str]:
    found = {secret.secret_id: customer.name for customer in world.platform.customers for secret in customer.secrets}
    for customer in items(root, ("customers",)):
        found |= dict.fromkeys(_each(customer, ("secrets",), "id"), _text(customer.get("name")))
    return found


def _templates(root: Node, world: Scenario, customers: dict[str, str]) -> dict[str, set[str]]:
    owned: dict[str, set[str]] = {}
    for known in world.apps:
        owned.setdefault(customers[known.id], set()).update(str(template.id) for template in known.templates)
    for app in items(root, ("apps",)):
        owned.setdefault(customers[_text(app.get("id"))], set()).update(_each(app, ("templates",), "id"))
    return {app: owned.get(owner, set()) for app, owner in customers.items()}


def items(root: Node, path: tuple[str, ...]) -> list[Node]:
    """The items of a list in the tree; none where no list is."""
    node: Node | None = root
    for step in path:
        node = node.get(step) if node else None
    return node.value if node and isinstance(node.value, list) else []


def is_refusal(answer: Node | None) -> bool:
    """Whether the fields of an answer say that the text is not taken."""
    if answer is None:
        return False
    if answer.value == "none":
        return True
    told = (_text(answer.get(field)) for field in TELLING)
    return any(word and word not in OK for word in told)


def _each(root: Node, path: tuple[str, ...], key: str) -> list[str]:
    return [text for item in items(root, path) if (text := _text(item.get(key)))]


def _text(node: Node | None) -> str:
    return node.value if node and isinstance(node.value, str) else ""
