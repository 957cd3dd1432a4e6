"""A file laid over the default world: what it says holds, what it leaves out stays as it is. It judges nothing; `meaning` has.

What has a name or number of its own (carriers, accounts, customers and their secrets, packages and qualifications, apps, signs,
templates, handsets) changes its namesake or is added; every other list takes the place of the default's.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from simulator.carrier.settings import CarrierSettings, Latency, Network, Outage, WordRule
from simulator.handset.conditions import Condition
from simulator.handset.settings import ReplyRule, Spell
from simulator.lines import PLAIN, LineSettings
from simulator.message import Instant
from simulator.scenario.faults import faults, http
from simulator.scenario.laying import as_tuple, by_name, laid
from simulator.scenario.overlay_of_platform import apps, platform
from simulator.scenario.overlay_of_smpp import account, smpp
from simulator.scenario.scalars import e164
from simulator.scenario.schema import File
from simulator.scenario.sections import (
    CarrierSection,
    HandsetSection,
    LexiconSection,
    NetworkSection,
    SpellSection,
    TimersSection,
)
from simulator.scenario.settings import Scenario
from simulator.smpp.timers import Timers


def overlaid(file: File, world: Scenario) -> Scenario:
    """The world of a file, without its steps."""
    start = world.start if file.start is None else file.start
    return laid(
        world,
        title=file.title,
        shows=tuple(file.shows),
        because=file.because or "",
        seed=file.seed,
        start=start,
        keep=file.keep,
        allow_callback=None if file.allow_callback is None else frozenset(host.lower() for host in file.allow_callback),
        carriers=carriers(file, world, start),
        timers=None if file.timers is None else _timers(file.timers, world.timers),
        lines=world.lines | {number: line(section, world.lines.get(number, PLAIN), start) for number, section in _handsets(file)},
        accounts=by_name(file.accounts, world.accounts, account, "system_id"),
        smpp=smpp(file.smpp, world.smpp),
        platform=platform(file, world.platform, start),
        apps=apps(file, world.apps),
        faults=faults(file, world.faults),
        http=http(file, world.http),
    )


def line(section: HandsetSection, base: LineSettings, start: Instant) -> LineSettings:
    """What a file says of one number, over what held of it so far."""
    handset = laid(
        base.handset,
        spells=_spells(section, start),
        capacity=section.capacity,
        replies=None if section.replies is None else tuple(ReplyRule(rule.text, rule.after, rule.contains) for rule in section.replies),
    )
    return laid(
        base,
        handset=handset,
        report=section.report,
        ported_to=section.ported_to,
        blacklisted=section.blacklisted,
        unsubscribed=as_tuple(section.unsubscribed),
    )


def _handsets(file: File) -> Iterator[tuple[str, HandsetSection]]:
    for written, section in file.handsets.items():
        number = e164(written)
        if number is not None:  # `meaning` has said so
            yield number, section


def _spells(section: HandsetSection, start: Instant) -> tuple[Spell, ...] | None:
    """The conditions that a file gives; None where it gives none."""
    if section.conditions is not None:
        return tuple(_spell(each.condition, each, start) for each in section.conditions if each.condition is not Condition.ON)
    if section.condition is None:
        return None
    return () if section.condition is Condition.ON else (_spell(section.condition, section, start),)


def _spell(condition: Condition, section: SpellSection | HandsetSection, start: Instant) -> Spell:
    since = None if section.since is None else section.since.resolved(start)
    until = None if section.until is None else section.until.resolved(start)
    return Spell(section.stage or condition, since, until, section.for_)


def carriers(file: File, world: Scenario, start: Instant) -> CarrierSettings:
    """The carriers of a file."""
    section, base = file.network or NetworkSection.model_validate({}), world.carriers
    theirs = tuple(WordRule(tuple(each.words), network=each.name) for each in section.carriers if each.words)
    others = base.lexicon if section.lexicon is None else tuple(map(_rule, section.lexicon))
    return laid(
        base,
        networks=_networks(section.carriers, base.networks, start),
        lexicon=theirs + others,
        validity_ms=section.validity,
        validity_ms_max=section.validity_max,
        join_ms=section.join,
    )


def _networks(sections: Sequence[CarrierSection], base: tuple[Network, ...], start: Instant) -> tuple[Network, ...]:
    """The networks in the default's order, new ones behind. A prefix that the file gives to one is taken from the others."""
    said = {section.name: section for section in sections}
    given = {prefix for section in sections for prefix in _prefixes(section) or ()}
    known = {network.name: replace(network, prefixes=tuple(p for p in network.prefixes if p not in given)) for network in base}
    every = known | {name: Network(name, ()) for name in said if name not in known}
    return tuple(_network(said[name], network, start) if name in said else network for name, network in every.items())


def _network(section: CarrierSection, base: Network, start: Instant) -> Network:
    latency = section.latency
    outages = section.outages
    return laid(
        base,
        prefixes=_prefixes(section),
        latency=None if latency is None else Latency(latency.median, latency.p99),
        loss=section.loss,
        spot_check=section.spot_check,
        outages=None
        if outages is None
        else tuple(Outage(each.since.resolved(start), None if each.until is None else each.until.resolved(start)) for each in outages),
        throttle_per_day=section.throttle,
        retries_ms=as_tuple(section.retries),
    )


def _prefixes(section: CarrierSection) -> tuple[str, ...] | None:
    return None if section.prefixes is None else tuple(prefix for group in section.prefixes for prefix in group)


def _rule(section: LexiconSection) -> WordRule:
    said = {"action": section.action, "hold_ms": section.hold, "hold_marketing_ms": section.hold_marketing, "refuse": section.refuse}
    return laid(WordRule(tuple(section.words)), **said)


def _timers(section: TimersSection, base: Timers) -> Timers:
    times = {
        "session_init_s": section.session_init,
        "enquire_link_s": section.enquire_link,
        "inactivity_s": section.inactivity,
        "response_s": section.response,
    }
    return laid(base, **{name: said / 1000 if isinstance(said, int) else said for name, said in times.items()})
