"""What a file says of SMPP laid over a world: accounts, their centres' quirks, faults, a capture, TLS. It judges nothing; `meaning` has."""

from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from simulator.lifecycle import State
from simulator.scenario.laying import as_tuple, laid
from simulator.scenario.scalars import Unlimited
from simulator.scenario.sections_of_smpp import (
    AccountSection,
    BindsSection,
    CaptureSection,
    IdSection,
    QuirksSection,
    SmppFaultSection,
    SmppSection,
    TlsSection,
)
from simulator.wire.accounts import BindRules, Keeping, Outbind, Patience, SenderRules, SmppAccount, Traffic
from simulator.wire.capture import SmppCapture
from simulator.wire.quirks import PROFILES, IdForm, Quirks
from simulator.wire.smpp import SmppSettings, SmppTls
from simulator.wire.smpp_faults import SmppFault

S = TypeVar("S", bound=Struct)


def smpp(section: SmppSection | None, base: SmppSettings) -> SmppSettings:
    """The SMPP port: faults change their namesakes or are added."""
    if section is None:
        return base
    faults = {one.name: fault(one, base.faults.get(one.name)) for one in section.faults}
    capture = _part(section.capture, base.capture or SmppCapture(), _capture)
    return laid(base, faults=dict(base.faults) | faults, capture=capture, tls=_part(section.tls, base.tls or SmppTls(), _tls))


def seen_from(folder: Path, settings: SmppSettings) -> SmppSettings:
    """The same with the files that are read as seen from the scenario's folder."""
    if settings.tls is None:
        return settings
    names = {name: str(folder / said) for name in settings.tls.__struct_fields__ if (said := getattr(settings.tls, name))}
    return replace(settings, tls=replace(settings.tls, **names))


def called_from(folder: Path, accounts: tuple[SmppAccount, ...]) -> tuple[SmppAccount, ...]:
    """The same with the authorities of outbinds as seen from the scenario's folder."""
    return tuple(_called_from(folder, each, each.outbind) if each.outbind and each.outbind.authority else each for each in accounts)


def account(section: AccountSection, base: SmppAccount | None) -> SmppAccount:
    """One account, over its namesake's settings where there is one."""
    known = base or SmppAccount(section.system_id, "")
    lists = section.lists
    return laid(
        known,
        password=section.password,
        system_name=section.system_name,
        window_in=section.window_in,
        window_out=section.window_out,
        answer_ms=section.answer,
        shares=_app(section.shares),
        subscribes=_app(section.subscribes),
        lists=None if lists is None else {name: tuple(numbers) for name, numbers in lists.items()},
        quirks=_part(section.quirks, known.quirks or Quirks(), quirks),
        binds=_part(section.binds, known.binds, _binds),
        senders=_part(section.senders, known.senders or SenderRules(()), _senders),
        traffic=_part(section.traffic, known.traffic or Traffic(), _alike),
        keeping=_part(section.keeping, known.keeping, _keeping),
        outbind=_part(section.outbind, known.outbind or Outbind("", 0), _outbind),
    )


def fault(section: SmppFaultSection, base: SmppFault | None) -> SmppFault:
    """One fault, without its name."""
    said = {name: getattr(section, name) for name in SmppFaultSection.model_fields if name not in {"name", "at", "delay", "delay_max"}}
    return laid(base or SmppFault(section.kind), at=as_tuple(section.at), delay_ms=section.delay, delay_max_ms=section.delay_max, **said)


def quirks(section: QuirksSection, base: Quirks) -> Quirks:
    """A centre: its profile, and single axes that differ."""
    centre = base if section.profile is None else PROFILES[section.profile]
    apart = {"profile", "answered", "reported", "words", "tlvs", "vendor_tlvs"}
    said = {name: getattr(section, name) for name in QuirksSection.model_fields if name not in apart}
    words = section.words
    return laid(
        centre,
        answered=_part(section.answered, centre.answered, _form),
        reported=_part(section.reported, centre.reported or centre.answered, _form),
        words=None if words is None else {State[name]: word for name, word in words.items() if name in State.__members__},
        tlvs=None if section.tlvs is None else frozenset(section.tlvs),
        vendor_tlvs=as_tuple(section.vendor_tlvs),
        **said,
    )


def _part(section: Any, base: S, lay: Any) -> S | Unlimited | None:
    """A part of the settings: as it was, taken away, or laid over what it was."""
    return section if section is None or section is Unlimited.NONE else lay(section, base)


def _app(said: Any) -> str | None:
    return "" if said is Unlimited.NONE else said


def _alike(section: Any, base: S) -> S:
    """A section whose keys are the settings."""
    return laid(base, **{name: getattr(section, name) for name in type(section).model_fields})


def _form(section: IdSection, _: IdForm) -> IdForm:
    """A style is told whole: another one's digits mean nothing to it."""
    return laid(IdForm(section.style), digits=section.digits, upper=section.upper)


def _binds(section: BindsSection, base: BindRules) -> BindRules:
    patience = section.patience
    return laid(
        base,
        types=None if section.types is None else frozenset(section.types),
        system_type=section.system_type,
        clients=as_tuple(section.clients),
        sessions_most=section.sessions_most,
        password_max=section.password_max,
        patience=_part(patience, base.patience or Patience(), _patience),
        address_range=section.address_range,
    )


def _patience(section: Any, base: Patience) -> Patience:
    return laid(base, delay_s=_seconds(section.delay), delay_s_max=_seconds(section.delay_max), tries=section.tries)


def _senders(section: Any, base: SenderRules) -> SenderRules:
    return laid(base, allowed=as_tuple(section.allowed), instead=section.instead)


def _keeping(section: Any, base: Keeping) -> Keeping:
    return laid(base, most=section.most, age_ms=section.age)


def _outbind(section: Any, base: Outbind) -> Outbind:
    names = ("host", "port", "system_id", "password", "tls", "authority", "server_name")
    return laid(base, again_s=_seconds(section.again), **{name: getattr(section, name) for name in names})


def _called_from(folder: Path, account_: SmppAccount, wanted: Outbind) -> SmppAccount:
    return replace(account_, outbind=replace(wanted, authority=str(folder / wanted.authority)))


def _capture(section: CaptureSection, base: SmppCapture) -> SmppCapture:
    return _alike(section, base)


def _tls(section: TlsSection, base: SmppTls) -> SmppTls:
    return _alike(section, base)


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000
