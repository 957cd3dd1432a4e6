"""What the platform refuses, as the official Python client is told it: one code and one errmsg for each rule."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from qcloudsms_py import SmsMultiSender, SmsSingleSender

from simulator.platform.customers import Customer, PlatformSettings, SenderName
from simulator.platform.settings import Limits, Template, default_apps
from simulator.scenario.default import scenario
from simulator.scenario.settings import Scenario
from simulator.testing import START, Carrier
from tests.fronts.tencent_v5 import official
from tests.web import Json

NOTICES = Template(2001, "尊敬的{1}，您好"), Template(2003, "Dear {1}, hello", international=True)


def world(app: dict[str, Any], customer: dict[str, Any], platform: dict[str, Any]) -> Scenario:
    """The default world with these fields of its app, its customer and its platform, and templates for notices."""
    (known,) = default_apps()
    changed = replace(known, templates=known.templates + NOTICES, **app)
    return replace(scenario(), apps=(changed,), platform=PlatformSettings(customers=(Customer(**customer),), **platform))


def send(carrier: Carrier, template: int = 1001, params: tuple[str, ...] = ("4321", "5"), code: str = "86", mobile: str = "") -> Json:
    number = mobile or ("13800000000" if code == "86" else "51000000")
    answer: Json = official(SmsSingleSender, carrier.url, "sendsms").send_with_param(code, number, template, list(params))
    return answer


HONG_KONG = {"template": 2003, "params": ("Ann",), "code": "852"}
RULES = [
    pytest.param({"app": {"enabled": False}}, {}, 1020, id="switched off"),
    pytest.param({"customer": {"allowed_ips": frozenset({"192.0.2.1"})}}, {}, 1009, id="address"),
    pytest.param({"customer": {"allowed_ips": frozenset({"127.0.0.1"})}}, {}, 0, id="address on the list"),
    pytest.param({"customer": {"enterprise": False}}, {"template": 1002, "params": ("5",)}, 1032, id="marketing of an individual"),
    pytest.param({"customer": {"enterprise": False}}, HONG_KONG, 1006, id="abroad by an individual"),
    pytest.param({"customer": {"enterprise": False}}, {"template": 2001, "params": ("赵" * 13,)}, 1036, id="thirteen characters"),
    pytest.param({}, {"params": ("abc", "5")}, 1038, id="no code"),
    pytest.param({}, {"template": 2001, "params": ("t.cn/a",)}, 1048, id="link"),
    pytest.param({}, {"params": ("4321",)}, 1014, id="too few"),
    pytest.param({}, {"template": 2003, "params": ("Ann",)}, 1014, id="international at home"),
    pytest.param({"platform": {"words": ("发票",)}}, {"template": 2001, "params": ("发票",)}, 1002, id="word"),
    pytest.param({"platform": {"regions_not_served": frozenset({"852"})}}, HONG_KONG, 1045, id="region"),
    pytest.param({"app": {"countries": frozenset({"CN"})}}, HONG_KONG, 1045, id="country"),
    pytest.param({"customer": {"members": frozenset()}}, {"template": 1002, "params": ("5",)}, 1006, id="no member"),
    pytest.param({"app": {"limits": Limits(per_hour=0)}}, {}, 1024, id="hour"),
    pytest.param({"app": {"limits": Limits(same_per_day=0)}}, {}, 1026, id="same text"),
    pytest.param({"app": {"limits": Limits(app=0)}}, {}, 1022, id="app"),
    pytest.param({"app": {"limits": Limits(app_abroad=0)}}, HONG_KONG, 1047, id="app abroad"),
    pytest.param({"customer": {"abroad_per_day": 0}}, HONG_KONG, 1047, id="account abroad"),
    pytest.param({"platform": {"rate_abroad": 0}}, HONG_KONG, 1013, id="rate abroad"),
    pytest.param({}, {"template": 2003, "params": ("Ann",), "code": "999"}, 1016, id="unknown country code"),
    pytest.param({}, HONG_KONG, 0, id="nothing wrong"),
]


@pytest.mark.parametrize(("settings", "request_", "result"), RULES)
def test_a_rule_has_its_code(settings: dict[str, Any], request_: dict[str, Any], result: int) -> None:
    """The answer names it, nothing is sent, and the record says why in a sentence."""
    with Carrier(world(settings.get("app", {}), settings.get("customer", {}), settings.get("platform", {}))) as carrier:
        answer = send(carrier, **request_)
        assert answer["result"] == result, answer
        assert ("sid" in answer) is (result == 0)
        assert len(carrier.refusals()) == (result != 0)


@pytest.mark.parametrize(("hour", "result"), [(7, 1029), (8, 0), (21, 0), (22, 1029)])
def test_marketing_has_its_hours(hour: int, result: int) -> None:
    """In Beijing's time of day, as the network has it."""
    with Carrier(world({}, {}, {}), start=START + timedelta(hours=hour - 9)) as carrier:
        assert send(carrier, 1002, ("5",))["result"] == result


def test_a_day_of_one_number() -> None:
    """Ten codes, then 1025; after midnight in Beijing the next."""
    with Carrier(world({}, {}, {})) as carrier:
        results = []
        for _ in range(11):
            results.append(send(carrier)["result"])
            carrier.pass_(seconds=30)
        carrier.pass_(hours=15)
        assert [*results, send(carrier)["result"]] == [0] * 10 + [1025, 0]


def test_a_limit_is_each_numbers_own_in_a_batch() -> None:
    """The third text to one number in an hour is refused, and the others of the request are taken."""
    with Carrier(world({"limits": Limits(per_30s=None, per_hour=2)}, {}, {})) as carrier:
        for _ in range(2):
            send(carrier)
        many = official(SmsMultiSender, carrier.url, "sendmultisms2")
        answer = many.send_with_param(86, ["13800000000", "13800000001"], 1001, ["4321", "5"])
        assert [item["result"] for item in answer["detail"]] == [1024, 0]


def test_a_registered_name_shows_abroad() -> None:
    """The v5 API cannot ask for one, so what is registered in the market is preferred."""
    with Carrier(world({}, {"sender_names": (SenderName("HK", "ExampleHK"),)}, {})) as carrier:
        sent = send(carrier, **HONG_KONG)
        assert carrier.message(sent["sid"])["from"] == "ExampleHK"
