"""What a file says of lists of numbers at the console, judged: that there is somebody in them, and a text for them."""

from collections.abc import Iterator

from simulator.scenario.names import Names
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem, one_of, quoted
from simulator.scenario.sections_of_uploads import UploadSection


def upload(section: UploadSection, node: Node, names: Names) -> Iterator[Problem]:
    """All that is wrong with one."""
    app = section.account or (names.apps[0] if names.apps else "")
    if app not in names.apps:
        yield _on(node, "account", f"{quoted(app)} is no app{one_of(app, names.apps)}")
    elif isinstance(section.template, int) and str(section.template) not in (theirs := names.templates.get(app, set())):
        yield _on(node, "template", f"{section.template} is no template of app {app}{one_of(str(section.template), sorted(theirs))}")
    elif isinstance(section.template, str) and section.template not in names.sends:
        yield _on(node, "template", f"no application is named {quoted(section.template)}{one_of(section.template, names.sends)}")
    if section.population is None and not section.numbers:
        yield _on(node, "", '"numbers" is missing: say who is in the list, or name a population')
    if section.population is not None and section.population not in names.populations:
        yield _on(node, "population", f"{quoted(section.population)} is no population{one_of(section.population, names.populations)}")
    if section.most is not None and section.population is None:
        yield _on(node, "most", "is of a population, and none is named: take it out")


def _on(node: Node, key: str, what: str) -> Problem:
    found = node.get(key) or node
    return Problem(found.place, found.where, what)
