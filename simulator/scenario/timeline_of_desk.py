"""Steps by hand and at the platform's counter as values: what a section says, with what it leaves out. It judges nothing."""

from typing import Any, Final
from urllib.parse import quote

from simulator.message import Instant
from simulator.scenario.scalars import Unlimited
from simulator.scenario.schema import StepSection
from simulator.scenario.sections_of_desk import ApplySection, CallSection, ConsoleSection, QuerySection, WireSection
from simulator.scenario.settings import AS_IT_SHOULD_BE, PATIENCE_MS, Apply, Call, Lift, Operate, Place, Query, Wire

OF_AN_APP: Final = {
    ("enabled", True): "start",
    ("enabled", False): "stop",
    ("banned", True): "ban",
    ("banned", False): "lift",
    ("key_disabled", True): "key/disable",
    ("key_disabled", False): "key/enable",
}
"""The control API's word for each change of an app."""


def at_the_desk(section: StepSection, place: Place, start: Instant) -> Call | Apply | Lift | Query | Operate | None:
    """The step, if it is one of these."""
    if section.call:
        return _call(section.call, place)
    if section.apply:
        return _apply(section.apply, place)
    if section.lift:
        return Lift(place, section.lift.as_ or "", section.lift.handset, section.lift.account)
    if section.query:
        return _query(section.query, place, start)
    return _operate(section.console, place) if section.console else None


def wire(section: WireSection | None) -> Wire | None:
    """What is different about a request."""
    if section is None:
        return None
    return Wire(
        interface=section.interface or "",
        body="" if section.body == "none" else section.body,
        url=section.url or "",
        method=section.method or AS_IT_SHOULD_BE.method,
        headers=tuple(section.headers.items()),
        charset=section.charset or AS_IT_SHOULD_BE.charset,
        key=section.key,
        signed=section.signed,
        random=section.random,
        age_ms=section.age or 0,
        octets=section.octets,
    )


def _call(section: CallSection, place: Place) -> Call:
    patience = PATIENCE_MS if section.patience is None else section.patience
    return Call(place, section.via, section.as_ or "", wire(section) or AS_IT_SHOULD_BE, section.account, section.secret, patience)


def _apply(section: ApplySection, place: Place) -> Apply:
    said: dict[str, Any] = {
        "abroad": section.abroad,
        "kind": section.kind,
        "title": section.title,
        "remark": section.remark,
        "names": section.names,
        "proof": section.proof,
        "purpose": section.purpose,
        "commission": section.commission,
    }
    return Apply(
        place,
        section.via,
        section.as_ or "",
        "sign" if section.sign is not None else "template" if section.template is not None else "",
        section.sign or section.template or "",
        section.account,
        section.change or section.delete or "",
        section.delete is not None,
        **{name: value for name, value in said.items() if value is not None},
    )


def _query(section: QuerySection, place: Place, start: Instant) -> Query:
    since = start if section.since is None else section.since.resolved(start)
    until = None if section.until is None else section.until.resolved(start)
    return Query(place, section.via, section.as_ or "", section.what, section.account, section.number or "", since, until)


def _operate(section: ConsoleSection, place: Place) -> Operate:
    """The one thing that is done; `meaning` has seen that there is one."""
    name = section.as_ or ""
    if section.sender_name is not None:
        return Operate(place, name, "POST", f"customers/{section.customer}/sender-names", section.sender_name.model_dump())
    if section.customer is not None:
        return Operate(place, name, "POST", f"customers/{section.customer}/payments", {"fen": section.pay})
    if section.secret is not None:
        return Operate(place, name, "POST", f"keys/{section.secret}/{'disable' if section.disabled else 'enable'}")
    if section.word is not None:
        where = f"lexicon/carriers/{quote(section.word, safe='')}"
        return Operate(place, name, "DELETE", where) if section.lifted else Operate(place, name, "PUT", where, {})
    app = f"apps/{section.app}"
    if section.key is not None:
        return Operate(place, name, "PUT", f"{app}/key", {"key": section.key})
    if section.limits is not None:
        return Operate(place, name, "PUT", f"{app}/limits", _limits(section))
    word = next(word for (key, to), word in OF_AN_APP.items() if getattr(section, key) is to)
    return Operate(place, name, "POST", f"{app}/{word}")


def _limits(section: ConsoleSection) -> dict[str, Any]:
    """As JSON has them: null for no limit, and only what is said."""
    said = {} if section.limits is None else section.limits.model_dump(exclude_unset=True)
    return {name: None if value is Unlimited.NONE else value for name, value in said.items()}
