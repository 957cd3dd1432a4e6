"""What a file says of SMPP, judged: who is named, what could never bind, what no fault takes. It changes nothing."""

from collections.abc import Iterator
from typing import Final

from simulator.lifecycle import State
from simulator.scenario.laying import by_name
from simulator.scenario.meaning_of_platform import twice
from simulator.scenario.names import Names
from simulator.scenario.nodes import Node, Step
from simulator.scenario.overlay_of_smpp import account, fault
from simulator.scenario.problems import Problem, one_of, quoted
from simulator.scenario.schema import File
from simulator.scenario.sections_of_smpp import AccountSection, SmppSection
from simulator.scenario.settings import Scenario
from simulator.wire.accounts import Outbind, SmppAccount
from simulator.wire.quirks import IdStyle
from simulator.wire.smpp_faults import objections

OCTETS: Final = {"system_id": 15, "system_name": 15, "system_type": 12, "instead": 20}
"""What the fields of a PDU hold of each (SMPP 3.4 § 4.1, § 5.2)."""


def smpp(file: File, root: Node, names: Names, world: Scenario) -> Iterator[Problem]:
    """All that is wrong with accounts and with the SMPP port."""
    yield from twice(root, ("accounts",), "system_id", [each.system_id for each in file.accounts])
    known = {each.system_id: each for each in by_name(file.accounts, world.accounts, account, "system_id")}
    fresh = known.keys() - {each.system_id for each in world.accounts}
    for index, section in enumerate(file.accounts):
        node = root.at(("accounts", index))
        if section.password is None and section.system_id in fresh:
            yield _at(node, (), '"password" is missing: the account is new')
        yield from _apps(section, node, names)
        yield from _fits(node, known[section.system_id])
        yield from _parts(section, node, known[section.system_id])
    if file.smpp is not None:
        yield from _port(file.smpp, root.at(("smpp",)), names, world)


def _apps(section: AccountSection, node: Node, names: Names) -> Iterator[Problem]:
    for key in ("shares", "subscribes"):
        app = getattr(section, key)
        if isinstance(app, str) and app not in names.apps:
            yield _at(node, (key,), f"{quoted(app)} is no app{one_of(app, names.apps)}")


def _fits(node: Node, settings: SmppAccount) -> Iterator[Problem]:
    """What is longer than its field can never be said."""
    yield from _long(node, ("system_id",), settings.system_id)
    yield from _long(node, ("system_name",), settings.system_name)
    yield from _long(node, ("binds", "system_type"), settings.binds.system_type or "")
    yield from _long(node, ("senders", "instead"), (settings.senders and settings.senders.instead) or "")
    most, length = settings.binds.password_max, len(settings.password)
    if length > most:
        what = f"has {length} characters, and binds may have {most}: shorten it, or say binds: {{password_max: {length}}}"
        yield _at(node, ("password",), f"the password of {quoted(settings.system_id)} {what}")


def _long(node: Node, steps: tuple[str, ...], said: str) -> Iterator[Problem]:
    most = OCTETS[steps[-1]]
    if len(said) > most:
        yield _at(node, steps, f"{quoted(said)} has {len(said)} characters: SMPP has room for {most}")
    elif not said.isascii():
        yield _at(node, steps, f"{quoted(said)} is not ASCII, which such fields of SMPP are")


def _parts(section: AccountSection, node: Node, settings: SmppAccount) -> Iterator[Problem]:
    traffic, quirks = settings.traffic, settings.quirks
    if section.traffic is not None and traffic is not None and traffic.burst is not None and traffic.per_s is None:
        yield _at(node, ("traffic", "burst"), 'stands without "per_s": a burst is of so many texts a second')
    if settings.outbind is not None:
        yield from _call(section, node, settings.outbind)
    if quirks is not None:
        for state in getattr(section.quirks, "words", None) or ():
            if state not in State.__members__:
                place = node.at(("quirks", "words")).keys[state]
                yield Problem(place, f"{node.where}.quirks.words", f"{quoted(state)} is no state{one_of(state, State.__members__)}")
        for key, form in (("answered", quirks.answered), ("reported", quirks.reported)):
            if form is not None and form.style is IdStyle.WORD and not form.digits:
                yield _at(node, ("quirks", key), 'a word needs "digits": how many letters it has')


def _call(section: AccountSection, node: Node, outbind: Outbind) -> Iterator[Problem]:
    for key in ("host", "port"):
        if not getattr(outbind, key):
            yield _at(node, ("outbind",), f'"{key}" is missing: say where the client listens')
    yield from _long(node, ("outbind", "system_id"), outbind.system_id)
    for key in ("authority", "server_name"):
        if getattr(section.outbind, key, None) and not outbind.tls:
            yield _at(node, ("outbind", key), 'stands without "tls: true": it is of a certificate, and none is asked for')


def _port(section: SmppSection, node: Node, names: Names, world: Scenario) -> Iterator[Problem]:
    yield from twice(node, ("faults",), "name", [each.name for each in section.faults])
    for index, each in enumerate(section.faults):
        inner = node.at(("faults", index))
        for key in ("account", "to_account"):
            yield from _account(inner, key, getattr(each, key), names)
        for setting, what in objections(fault(each, None), _written):
            yield _at(inner, (setting,), what)
    yield from _account(node.at(("capture",)), "account", getattr(section.capture, "account", None), names)
    tls, known = section.tls, world.smpp.tls
    for key, other in (("cert", "key"), ("key", "cert")):
        if getattr(tls, key, None) and not getattr(tls, other) and not getattr(known, other, None):
            yield _at(node, ("tls", key), f'stands without "{other}": a certificate and its private key go together')


def _account(node: Node, key: str, said: str | None, names: Names) -> Iterator[Problem]:
    if said is not None and said not in names.accounts:
        yield _at(node, (key,), f"{quoted(said)} is no SMPP account{one_of(said, names.accounts)}")


def _written(setting: str) -> str:
    """How a file calls a setting: its times have units of their own."""
    return setting.removesuffix("_ms")


def _at(node: Node, steps_in: tuple[Step, ...], what: str) -> Problem:
    inner = node.at(steps_in)
    return Problem(inner.place, inner.where, what)
