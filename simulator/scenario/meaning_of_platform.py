"""What a file says of the platform's customers and apps, judged: who is named, what is missing, what nobody may have."""

from collections.abc import Iterable, Iterator

from simulator.message import Instant
from simulator.platform.settings import EXEMPT_MAX, App
from simulator.scenario.names import Names
from simulator.scenario.nodes import Node, Step
from simulator.scenario.problems import Problem, one_of, quoted
from simulator.scenario.schema import File
from simulator.scenario.sections import AppSection
from simulator.scenario.sections_of_platform import BillingSection, CustomerSection
from simulator.scenario.settings import Scenario


def platform(file: File, root: Node, names: Names, world: Scenario, start: Instant) -> Iterator[Problem]:
    """All that is wrong with customers and apps."""
    yield from twice(root, ("customers",), "name", [customer.name for customer in file.customers])
    yield from _secrets(file, root, world)
    for index, customer in enumerate(file.customers):
        yield from _customer(customer, root.at(("customers", index)), world, start)
    yield from twice(root, ("apps",), "id", [app.id for app in file.apps])
    known = {app.id: app for app in world.apps}
    for index, app in enumerate(file.apps):
        node = root.at(("apps", index))
        yield from _app(app, node, known.get(app.id), names)
        if app.limits is not None and not _enterprise(file, world, names.customers[app.id]):
            what = f"{quoted(names.customers[app.id])} is an individual, who may not change limits"
            yield _at(node, ("limits",), f"{what}: take them out, or say enterprise: true")


def twice(root: Node, holder: tuple[Step, ...], key: str, words: Iterable[str]) -> Iterator[Problem]:
    """Items of a list that have one name."""
    yield from _said_twice((root.at((*holder, index, key)), word) for index, word in enumerate(words))


def _said_twice(named: Iterable[tuple[Node, str]]) -> Iterator[Problem]:
    first: dict[str, Node] = {}
    for node, word in named:
        other = first.setdefault(word, node)
        if other is not node:
            yield Problem(node.place, node.where, f"{quoted(word)} stands here a second time, first on line {other.place.line}")


def _secrets(file: File, root: Node, world: Scenario) -> Iterator[Problem]:
    """A key is one customer's: who signs with it is known by its id alone."""
    said = [(index, place, each, customer) for index, customer in enumerate(file.customers) for place, each in enumerate(customer.secrets)]
    yield from _said_twice((root.at(("customers", index, "secrets", place, "id")), each.id) for index, place, each, _ in said)
    known = {secret.secret_id: customer.name for customer in world.platform.customers for secret in customer.secrets}
    for index, place, each, customer in said:
        node = root.at(("customers", index, "secrets", place))
        if known.get(each.id, customer.name) != customer.name:
            yield _at(node, ("id",), f"{quoted(each.id)} is a key of {quoted(known[each.id])} already: a key is one customer's")
        elif each.key is None and each.id not in known:
            yield _at(node, (), '"key" is missing: the secret is new')


def _customer(customer: CustomerSection, node: Node, world: Scenario, start: Instant) -> Iterator[Problem]:
    yield from twice(node, ("qualifications",), "id", [str(each.id) for each in customer.qualifications])
    yield from twice(node, ("sender_names",), "country", [each.country for each in customer.sender_names or ()])
    if customer.billing is not None:
        known = {each.name: each.billing.packages or () for each in world.platform.customers}
        theirs = {package.id for package in known.get(customer.name, ())}
        yield from _packages(customer.billing, node.at(("billing",)), theirs, start)


def _packages(billing: BillingSection, node: Node, known: set[int], start: Instant) -> Iterator[Problem]:
    packages = billing.packages or ()
    yield from twice(node, ("packages",), "id", [str(package.id) for package in packages])
    for index, package in enumerate(packages):
        if package.amount is None and package.id not in known:
            yield _at(node, ("packages", index), '"amount" is missing: the package is new')
        if package.begins is not None and package.ends is not None and package.ends.resolved(start) <= package.begins.resolved(start):
            yield _at(node, ("packages", index, "ends"), "the package ends before it begins: ends comes after begins")


def _app(app: AppSection, node: Node, known: App | None, names: Names) -> Iterator[Problem]:
    if app.key is None and known is None:
        yield _at(node, (), '"key" is missing: the app is new')
    if app.customer is not None and app.customer not in names.owners:
        yield _at(node, ("customer",), f"{quoted(app.customer)} is no customer{one_of(app.customer, names.owners)}")
    yield from twice(node, ("signs",), "text", [sign.text for sign in app.signs])
    yield from twice(node, ("templates",), "id", [str(template.id) for template in app.templates])
    theirs = {template.id for template in known.templates} if known else set()
    for place, template in enumerate(app.templates):
        if template.text is None and template.id not in theirs:
            yield _at(node, ("templates", place), '"text" is missing: the template is new')
    exempt = app.limits and app.limits.exempt
    if exempt and len(exempt) > EXEMPT_MAX:
        yield _at(node, ("limits", "exempt"), f"{len(exempt)} numbers: the platform exempts {EXEMPT_MAX} at most")


def _enterprise(file: File, world: Scenario, owner: str) -> bool:
    said = {customer.name: customer.enterprise for customer in file.customers if customer.enterprise is not None}
    known = {customer.name: customer.enterprise for customer in world.platform.customers}
    return said.get(owner, known.get(owner, True))


def _at(node: Node, steps_in: tuple[Step, ...], what: str) -> Problem:
    inner = node.at(steps_in)
    return Problem(inner.place, inner.where, what)
