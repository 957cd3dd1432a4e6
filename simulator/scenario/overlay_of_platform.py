"""The platform, its customers and their apps as a file says them, laid over those of a world. It judges nothing; `meaning` has."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from simulator.message import Instant
from simulator.platform.customers import (
    Alerts,
    Billing,
    Customer,
    Package,
    PlatformSettings,
    Qualification,
    Reviewing,
    Rules,
    Secret,
    SenderName,
)
from simulator.platform.settings import App, Limits, Sign, Template
from simulator.scenario.kinds import NO_LIST
from simulator.scenario.laying import as_set, as_tuple, by_name, laid
from simulator.scenario.scalars import Moment, Unlimited
from simulator.scenario.schema import File
from simulator.scenario.sections import AppSection, LimitsSection, TemplateSection
from simulator.scenario.sections_of_platform import (
    AlertsSection,
    BillingSection,
    CustomerSection,
    PackageSection,
    PlatformSection,
    QualificationSection,
    ReviewSection,
    SecretSection,
)

PER_DAY: Final = {Rules.OF_2024: 10, Rules.CURRENT: 2}
"""Texts to one number in a calendar day, where the limits of an app say nothing."""


def platform(file: File, base: PlatformSettings, start: Instant) -> PlatformSettings:
    """What holds for the platform, and its customers."""
    section = file.platform or PlatformSection.model_validate({})
    return laid(
        base,
        rules=file.rules,
        customers=by_name(file.customers, base.customers, lambda each, known: _customer(each, known, start), "name"),
        words=as_tuple(section.words),
        reviewing=None if section.review is None else _reviewing(section.review, base.reviewing),
        regions_not_served=as_set(section.regions_not_served),
        rate_abroad=section.rate_abroad,
        call_rates=section.call_rates,
    )


def apps(file: File, base: Sequence[App]) -> tuple[App, ...]:
    """The apps, with the limits of the file's rules where it names some."""
    limits = Limits() if file.rules is None else Limits(per_day=PER_DAY[file.rules])
    world = base if file.rules is None else [replace(app, limits=replace(app.limits, per_day=limits.per_day)) for app in base]
    return by_name(file.apps, world, lambda section, known: _app(section, known or App(section.id, "", limits=limits)))


def _reviewing(section: ReviewSection, base: Reviewing) -> Reviewing:
    holidays, live_links = as_set(section.holidays), as_set(section.live_links)
    return laid(base, automatic=section.automatic, wait_ms=section.wait, holidays=holidays, live_links=live_links)


def _customer(section: CustomerSection, known: Customer | None, start: Instant) -> Customer:
    base = known or Customer(section.name)
    names = section.sender_names
    return laid(
        base,
        enterprise=section.enterprise,
        secrets=by_name(section.secrets, base.secrets, lambda each, old: _secret(each, old, start), "secret_id", "id"),
        billing=None if section.billing is None else _billing(section.billing, base.billing, start),
        alerts=None if section.alerts is None else _alerts(section.alerts, base.alerts),
        allowed_ips=as_set(section.allowed_ips),
        abroad_per_day=section.abroad_per_day,
        calls_per_ip=section.calls_per_ip,
        members=as_set(section.members),
        variable_max=section.variable_max,
        sender_names=None if names is None else tuple(SenderName(each.country, each.name) for each in names),
        qualifications=by_name(section.qualifications, base.qualifications, _qualification),
        session_context=section.session_context,
        pulls=section.pulls,
    )


def _secret(section: SecretSection, known: Secret | None, start: Instant) -> Secret:
    return laid(
        known or Secret(section.id, ""),
        secret_key=section.key,
        token=section.token,
        expires_at=_resolved(section.expires, start),
        disabled=section.disabled,
        sub_account=section.sub_account,
    )


def _billing(section: BillingSection, base: Billing, start: Instant) -> Billing:
    return laid(base, packages=_packages(section.packages, base.packages or (), start), balance=section.balance, price=section.price)


def _packages(sections: list[PackageSection] | None, base: tuple[Package, ...], start: Instant) -> tuple[Package, ...] | Unlimited | None:
    if sections is None or sections is NO_LIST:
        return None if sections is None else Unlimited.NONE
    return by_name(sections, base, lambda section, known: _package(section, known, start))


def _package(section: PackageSection, known: Package | None, start: Instant) -> Package:
    return laid(
        known or Package(section.id, 0),
        amount=section.amount,
        bought=section.bought,
        created_at=_resolved(section.created, start),
        begins_at=_resolved(section.begins, start),
        ends_at=_resolved(section.ends, start),
    )


def _resolved(moment: Moment | None, start: Instant) -> Instant | None:
    return None if moment is None else moment.resolved(start)


def _alerts(section: AlertsSection, base: Alerts) -> Alerts:
    contacts = as_tuple(section.contacts)
    return laid(base, contacts=contacts, url=section.url, per_day=section.per_day, per_hour=section.per_hour)


def _qualification(section: QualificationSection, known: Qualification | None) -> Qualification:
    return laid(known or Qualification(section.id), name=section.name, approved=section.approved)


def _app(section: AppSection, app: App) -> App:
    signs = {sign.text: sign for sign in app.signs} | {sign.text: Sign(sign.text, sign.approved) for sign in section.signs}
    templates = {template.id: template for template in app.templates}
    templates |= {each.id: _template(each, templates.get(each.id)) for each in section.templates}
    return laid(
        app,
        key=section.key,
        customer=section.customer,
        signs=tuple(signs.values()),
        templates=tuple(templates.values()),
        callback_url=section.callback_url,
        reply_url=section.reply_url,
        limits=None if section.limits is None else _limits(section.limits, app.limits),
        enabled=section.enabled,
        banned=section.banned,
        key_disabled=section.key_disabled,
        countries=as_set(section.countries),
    )


def _template(section: TemplateSection, base: Template | None) -> Template:
    said = {name: getattr(section, name) for name in TemplateSection.model_fields if name != "id"}
    return laid(base or Template(section.id, ""), **said)


def _limits(section: LimitsSection, base: Limits) -> Limits:
    said = {name: getattr(section, name) for name in LimitsSection.model_fields if name != "exempt"}
    return laid(base, exempt=as_set(section.exempt), **said)
