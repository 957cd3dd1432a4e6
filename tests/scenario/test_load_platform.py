"""What a file says of rules, platform, customers and apps becomes values, laid over the default world's."""

from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

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
from simulator.scenario import sections, sections_of_platform
from simulator.scenario.default import scenario as default_scenario
from simulator.scenario.load import json_schema
from simulator.scenario.settings import START_MS, Scenario, Send
from tests.scenario.test_load import GOOD, loaded

HOUR_MS = 3_600_000
JUNE_MS = 1_717_171_200_000
(DEFAULT,) = default_scenario().platform.customers
BANK = Customer(
    "bank",
    secrets=(
        Secret("AKIDBANK", "secret", sub_account=True),
        Secret("AKIDTEMPORARY", "secret", "token", START_MS + HOUR_MS, disabled=True),
    ),
    billing=Billing((Package(1, 1000), Package(2, 50, False, START_MS, START_MS + HOUR_MS, JUNE_MS)), balance=5000, price=45),
    alerts=Alerts(("+8613900000001",), "http://127.0.0.1:9000/alert", 100, None),
    allowed_ips=frozenset({"127.0.0.1", "::1"}),
    abroad_per_day=50,
    calls_per_ip=100,
    members=frozenset({"+8613900000002", "+85251000999"}),
    variable_max=12,
    sender_names=(SenderName("SG", "BANK"),),
    qualifications=(Qualification(7, "licence", approved=False), Qualification(1)),
    session_context=False,
    pulls=False,
)


@pytest.fixture(scope="module")
def good() -> Scenario:
    """The file that says all that may be said."""
    return loaded(GOOD.read_text("utf-8"))


def app(text: str, before: str = "") -> App:
    """The default world's app in a file that says this of it."""
    return loaded(f"{before}apps:\n- {{id: 1400000001, {text}}}\n").apps[0]


def test_a_customer_of_the_file_stands_before_the_defaults(good: Scenario) -> None:
    """Every field is as the file says, numbers in E.164, instants by the calendar or from the start."""
    bank, default = good.platform.customers
    assert bank == BANK
    assert default == replace(DEFAULT, abroad_per_day=None)


def test_the_platform_is_as_the_file_says(good: Scenario) -> None:
    """Words, regions, rates, the review and the rules."""
    reviewing = Reviewing(False, HOUR_MS // 2, frozenset({"2024-05-01"}), frozenset({"https://example.com/a"}))
    wanted = PlatformSettings(Rules.CURRENT, good.platform.customers, ("翻墙",), reviewing, frozenset({"852", "1"}), 100, call_rates=False)
    assert good.platform == wanted


def test_an_app_of_the_file_has_an_owner_and_limits(good: Scenario) -> None:
    """Every field is as the file says."""
    assert good.apps[0] == App(
        "1400000002",
        "secret",
        (Sign("示例银行"), Sign("草稿", approved=False)),
        (Template(2001, "余额{1}元"), Template(2002, "Hi {1}", approved=False, both=True)),
        "http://127.0.0.1:9000/callback",
        limits=Limits(None, 5, 3, 1, frozenset({"+8613900000009"}), 9, 8, 7, 6),
        customer="bank",
        enabled=False,
        banned=True,
        key_disabled=True,
        countries=frozenset({"CN", "SG"}),
    )


def test_a_send_says_what_the_cloud_api_takes(good: Scenario) -> None:
    """The key to sign with, the extension, the session text, the SenderID."""
    sends = [step for step in good.steps if isinstance(step, Send) and step.via == "tencent-v3"]
    said = [(send.secret, send.extend, send.session, send.sender_name) for send in sends]
    assert said == [("AKIDBANK", "7", "a", ""), (None, "", "", "BANK")]


@pytest.mark.parametrize(
    ("before", "text", "per_day"),
    [
        ("", "key: k", 10),
        ("rules: 2024\n", "key: k", 10),
        ("rules: current\n", "key: k", 2),
        ("rules: current\n", "limits: {per_hour: 5}", 2),
        ("rules: current\n", "limits: {per_day: 7}", 7),
        ("rules: current\n", "limits: {per_day: none}", None),
    ],
)
def test_the_rules_say_how_many_texts_a_day(before: str, text: str, per_day: int | None) -> None:
    """Two by the current ones, where an app says nothing itself."""
    assert app(text, before).limits.per_day == per_day


def test_a_new_app_goes_by_the_rules_too() -> None:
    """And so does the default world's that the file does not name."""
    found = loaded("rules: current\napps:\n- {id: 1400000002, key: k}\n")
    assert [each.limits.per_day for each in found.apps] == [2, 2]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("abroad_per_day: none", "abroad_per_day", None),
        ("members: []", "members", frozenset()),
        ("billing: {packages: []}", "billing", Billing(())),
        ("billing: {price: 7}", "billing", Billing(price=7)),
        ("billing: {balance: 0}", "billing", Billing(balance=0)),
        ("enterprise: false", "enterprise", False),
        ("secrets: [{id: AKIDEXAMPLE0000000001, disabled: true}]", "secrets", (replace(DEFAULT.secrets[0], disabled=True),)),
        ("qualifications: [{id: 1, approved: false}]", "qualifications", (Qualification(1, approved=False),)),
    ],
)
def test_a_setting_of_the_default_customer_is_changed_alone(text: str, field: str, value: Any) -> None:
    """What the file does not say of him stays; an empty list is not `none`."""
    found = loaded(f"customers: [{{name: default, {text}}}]\n").platform.customers
    assert found == (replace(DEFAULT, **{field: value}),)


def test_none_takes_a_list_away() -> None:
    """An app may send to the countries that are said, and anywhere with none."""
    assert (app("countries: [CN]").countries, app("countries: none").countries) == (frozenset({"CN"}), None)


ELSEWHERE = {"secret_id", "secret_key", "expires_at", "created_at", "begins_at", "ends_at", "wait_ms", "rules", "customers", "reviewing"}
"""Settings that have another name in a file, or stand in another place of it."""


@pytest.mark.parametrize(
    ("settings", "section"),
    [
        (App, sections.AppSection),
        (Limits, sections.LimitsSection),
        (Sign, sections.SignSection),
        (Template, sections.TemplateSection),
        (Customer, sections_of_platform.CustomerSection),
        (Secret, sections_of_platform.SecretSection),
        (Billing, sections_of_platform.BillingSection),
        (Package, sections_of_platform.PackageSection),
        (Alerts, sections_of_platform.AlertsSection),
        (Qualification, sections_of_platform.QualificationSection),
        (Reviewing, sections_of_platform.ReviewSection),
        (PlatformSettings, sections_of_platform.PlatformSection),
    ],
)
def test_a_file_can_say_every_setting(settings: type[Struct], section: type[sections.Section]) -> None:
    """What a platform can be built from, a file has a key for."""
    assert set(settings.__struct_fields__) - ELSEWHERE <= set(section.model_fields)


def test_the_schema_knows_the_platform() -> None:
    """Editors are told of customers, rules, lists that may be none, and the cloud API's sends."""
    schema = json_schema()
    assert schema["$defs"]["CustomerSection"]["additionalProperties"] is False
    assert {"rules", "platform", "customers"} <= set(schema["properties"])
    assert "tencent-v3" in schema["$defs"]["SendSection"]["properties"]["via"]["enum"]
    listed, nothing, _ = schema["$defs"]["AppSection"]["properties"]["countries"]["anyOf"]
    assert (listed["type"], nothing["const"]) == ("array", "none")
