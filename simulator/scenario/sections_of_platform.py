"""What a scenario file may say about the platform and its customers, as pydantic models. No meaning across fields."""

from pydantic import Field

from simulator.scenario.kinds import (
    AmountOrNone,
    Count,
    CountOrNone,
    Country,
    Day,
    Ip,
    ListOrNone,
    Many,
    Number,
    Region,
    SomeTime,
    Template,
    Text,
    Truth,
    UrlOrNone,
    When,
    Whole,
)
from simulator.scenario.sections import Section


class ReviewSection(Section):
    """How templates and signatures are reviewed."""

    automatic: Truth | None = Field(None, description="By the documented rules; or they wait for a word through the control API.")
    wait: SomeTime | None = Field(None, description="About how long a review takes, inside the working hours.")
    holidays: list[Day] | None = Field(None, description="Days on which nobody works.")
    live_links: list[Text] | None = Field(None, description="Links in templates that open when they are reviewed.")


class PlatformSection(Section):
    """What holds for the whole platform."""

    words: list[Text] | None = Field(None, description="Texts that hold one of these are refused at once.")
    regions_not_served: list[Region] | None = Field(None, description="Calling codes that no text goes to, such as 852.")
    rate_abroad: CountOrNone | None = Field(None, description="Texts abroad a second, all customers together, or none.")
    call_rates: Truth | None = Field(None, description="Whether calls a second are limited as published.")
    review: ReviewSection | None = None


class SecretSection(Section):
    """A key of the cloud API. An id of the default world changes that one, another adds one."""

    id: Text = Field(description="The SecretId.")
    key: Text | None = Field(None, description="The SecretKey.")
    token: Text | None = Field(None, description="Of a temporary key.")
    expires: When | None = Field(None, description="When a temporary key ends.")
    disabled: Truth | None = None
    sub_account: Truth | None = Field(None, description="It is not the main account's.")


class PackageSection(Section):
    """Prepaid texts for the mainland."""

    id: Template
    amount: Many | None = Field(None, description="How many, in segments.")
    bought: Truth | None = Field(None, description="Or a gift, which is used up first.")
    created: When | None = None
    begins: When | None = None
    ends: When | None = Field(None, description="Left out: never.")


class BillingSection(Section):
    """How a customer pays."""

    packages: ListOrNone[PackageSection] | None = Field(None, description="Prepaid texts, or none: nothing ever runs out.")
    balance: AmountOrNone | None = Field(None, description="What is left for texts abroad, in fen, or none: no end of it.")
    price: Whole | None = Field(None, description="Of one segment abroad, in fen.")


class AlertsSection(Section):
    """Whom the platform warns, and when."""

    contacts: list[Number] | None = Field(None, description="Numbers that get the warning as a text.")
    url: UrlOrNone | None = Field(None, description="Where it is posted to, or none.")
    per_day: AmountOrNone | None = Field(None, description="Texts of one app in a calendar day past which it goes out, or none.")
    per_hour: AmountOrNone | None = Field(None, description="The same in a clock hour.")


class SenderNameSection(Section):
    """A SenderID registered for one market."""

    country: Country
    name: Text


class QualificationSection(Section):
    """A proof of who the customer is, that signatures refer to under the current rules."""

    id: Template
    name: Text | None = None
    approved: Truth | None = None


class CustomerSection(Section):
    """Who has apps on the platform. `default` changes the default world's, another name adds one."""

    name: Text
    enterprise: Truth | None = Field(None, description="Verified as a company, or an individual.")
    secrets: list[SecretSection] = Field(default_factory=list, description="Keys of the cloud API; sends use the first.")
    billing: BillingSection | None = None
    alerts: AlertsSection | None = None
    allowed_ips: list[Ip] | None = Field(None, description="Where calls may come from; an empty list is anywhere.")
    abroad_per_day: AmountOrNone | None = Field(None, description="Texts abroad in a calendar day, or none.")
    calls_per_ip: AmountOrNone | None = Field(None, description="Calls from one address in a minute, or none.")
    members: ListOrNone[Number] | None = Field(None, description="The only numbers that marketing texts may go to, or none: all are.")
    variable_max: Count | None = Field(None, description="Characters of a variable's value; left out: as the rules say.")
    sender_names: list[SenderNameSection] | None = None
    qualifications: list[QualificationSection] = Field(default_factory=list)
    session_context: Truth | None = Field(None, description="Whether reports carry back what the sender gave along.")
    pulls: Truth | None = Field(None, description="Whether reports and replies can be pulled.")
