"""The cloud API's actions for templates through the official SDK's clients of both versions."""

from typing import Any

import pytest

from simulator.platform.customers import Rules, Secret
from simulator.testing import Carrier
from tests.fronts.papers import BANNED, FIRST, KEY, MODELS, PARCEL, SALE, cloud, do, world
from tests.fronts.tencent_v5 import post, single
from tests.web import Json, ask

V2021, V2019 = MODELS
NINE = 1_709_514_000


def fields(text: str = PARCEL, kind: int = 2, international: int = 0) -> dict[str, Any]:
    """What a template is handed in with."""
    return {
        "TemplateName": "包裹",
        "TemplateContent": text,
        "SmsType": kind,
        "International": international,
        "Remark": "快递签收通知",
    }


def add(carrier: Carrier, version: str = V2021, text: str = PARCEL, kind: int = 2, international: int = 0) -> Json | str:
    return cloud(carrier, version, "AddSmsTemplate", **fields(text, kind, international))


def listed(carrier: Carrier, version: str = V2021, *ids: int, international: int = 0, **page: int) -> Any:
    answer = cloud(carrier, version, "DescribeSmsTemplateList", International=international, TemplateIdSet=list(ids), **page)
    return answer["DescribeTemplateStatusSet"] if isinstance(answer, dict) else answer


@pytest.mark.parametrize("version", MODELS)
def test_a_template_is_handed_in(version: str) -> None:
    """Its number comes back as text, and stands in the list as a number; in 2019 the list does not tell the text."""
    with Carrier(world()) as carrier:
        assert add(carrier, version) == {"AddTemplateStatus": {"TemplateId": str(FIRST)}}
        item = {"TemplateId": FIRST, "International": 0, "StatusCode": 1, "ReviewReply": "", "TemplateName": "包裹", "CreateTime": NINE}
        told = item | ({"TemplateContent": PARCEL} if version == V2021 else {})
        assert listed(carrier, version, FIRST) == [told]
        carrier.pass_(hours=2)
        assert listed(carrier, version, FIRST) == [told | {"StatusCode": 0}]


@pytest.mark.parametrize("version", MODELS)
def test_a_refused_template_is_changed(version: str) -> None:
    """Its number comes back as a number here; it goes to review once more."""
    with Carrier(world()) as carrier:
        add(carrier, version, BANNED)
        carrier.pass_(hours=2)
        (refused,) = listed(carrier, version, FIRST)
        assert (refused["StatusCode"], refused["ReviewReply"]) == (-1, "暂不支持发送贷款类短信")
        changed = cloud(carrier, version, "ModifySmsTemplate", TemplateId=FIRST, **fields())
        assert changed == {"ModifyTemplateStatus": {"TemplateId": FIRST}}
        (pending,) = listed(carrier, version, FIRST)
        assert (pending["StatusCode"], pending["ReviewReply"], pending["CreateTime"]) == (1, "", NINE + 7_200)


@pytest.mark.parametrize("version", MODELS)
def test_a_template_is_deleted(version: str) -> None:
    """With the instant of it; twice it is not there."""
    with Carrier(world()) as carrier:
        answer = {"DeleteTemplateStatus": {"DeleteStatus": "return successfully!", "DeleteTime": NINE}}
        assert cloud(carrier, version, "DeleteSmsTemplate", TemplateId=1001) == answer
        assert cloud(carrier, version, "DeleteSmsTemplate", TemplateId=1001) == "FailedOperation.TemplateIdNotExist"
        assert [each["TemplateId"] for each in listed(carrier, version, 1001, 1002)] == [1002]


def test_a_template_is_usable_the_instant_it_is_approved() -> None:
    """Not a millisecond earlier, through whichever front it is sent."""
    with Carrier(world()) as carrier:
        add(carrier)
        text = single(tpl_id=FIRST, params=["123", "门卫"])
        carrier.pass_(hours=1, minutes=59, seconds=59, milliseconds=999)
        assert (listed(carrier, V2021, FIRST)[0]["StatusCode"], post(carrier, "sendsms", text)["result"]) == (1, 1014)
        carrier.pass_(milliseconds=1)
        assert (listed(carrier, V2021, FIRST)[0]["StatusCode"], post(carrier, "sendsms", text)["result"]) == (0, 0)


def test_approved_and_not_yet_in_force() -> None:
    """Is 2, which may not send."""
    with Carrier(world(automatic=False)) as carrier:
        add(carrier)
        word = {"reply": "可以", "in_force_at": "2024-03-04T12:00:00+08:00"}
        status, _ = ask("POST", f"{carrier.url}/sim/reviews/default/templates/{FIRST}/approve", word)
        assert (status, listed(carrier, V2021, FIRST)[0]["StatusCode"]) == (200, 2)
        carrier.pass_(hours=3)
        assert [(each["StatusCode"], each["ReviewReply"]) for each in listed(carrier, V2021, FIRST)] == [(0, "可以")]


def test_templates_are_listed_by_pages() -> None:
    """Of one part of the world, without numbers; without a limit the page is of none."""
    with Carrier(world()) as carrier:
        pages = [listed(carrier, Limit=2, Offset=offset) for offset in (0, 2, 4)]
        assert [[each["TemplateId"] for each in page] for page in pages] == [[1001, 1002], [1009], []]
        assert [(each["TemplateId"], each["International"]) for each in listed(carrier, Limit=100, international=1)] == [(1003, 1)]
        assert listed(carrier) == []


def test_templates_are_listed_by_number() -> None:
    """In the order of asking, with limit and offset ignored; unknown ones and the other part of the world's are left out."""
    with Carrier(world()) as carrier:
        for version in MODELS:
            assert [each["TemplateId"] for each in listed(carrier, version, 1009, 77, 1001, 1003)] == [1009, 1001]
        assert [each["TemplateId"] for each in listed(carrier, V2021, 1009, Limit=1, Offset=5)] == [1009]


def test_both_apis_have_the_same_templates() -> None:
    """Numbers go on counting, and a notification is of v5's type 0."""
    with Carrier(world()) as carrier:
        add(carrier)
        assert do(carrier, "add_template", text=SALE, type=1)["data"]["id"] == FIRST + 1
        assert do(carrier, "get_template", tpl_id=FIRST)["data"][0]["type"] == 0
        assert [each["TemplateName"] for each in listed(carrier, V2021, FIRST, FIRST + 1)] == ["包裹", ""]


def test_the_two_hundred_and_first_template() -> None:
    """Is not taken before another is deleted; the scenario begins with four."""
    with Carrier(world()) as carrier:
        assert all(isinstance(add(carrier), dict) for _ in range(196))
        assert add(carrier) == add(carrier, V2019) == "FailedOperation.TemplateNumberLimit"
        cloud(carrier, V2021, "DeleteSmsTemplate", TemplateId=1009)
        assert add(carrier) == {"AddTemplateStatus": {"TemplateId": str(FIRST + 196)}}


def test_a_sub_account_lists_no_templates() -> None:
    """It may hand them in."""
    with Carrier(world(secrets=(Secret(*KEY, sub_account=True),))) as carrier:
        assert isinstance(add(carrier), dict)
        assert listed(carrier, V2021, FIRST) == "FailedOperation.ProhibitSubAccountUse"
        assert listed(carrier, V2019, FIRST) == "UnauthorizedOperation.RequestPermissionDeny"


@pytest.mark.parametrize("version", MODELS)
@pytest.mark.parametrize("action", ["AddSmsTemplate", "ModifySmsTemplate", "DeleteSmsTemplate", "DescribeSmsTemplateList"])
def test_individuals_may_not_apply_here(version: str, action: str) -> None:
    """Whichever of the four it is."""
    asked: dict[str, dict[str, Any]] = {
        "AddSmsTemplate": fields(),
        "ModifySmsTemplate": {"TemplateId": 1009, **fields()},
        "DeleteSmsTemplate": {"TemplateId": 1009},
        "DescribeSmsTemplateList": {"International": 0, "TemplateIdSet": [1009]},
    }
    with Carrier(world(enterprise=False)) as carrier:
        assert cloud(carrier, version, action, **asked[action]) == "FailedOperation.NotEnterpriseCertification"


WRONG = [
    ("AddSmsTemplate", fields(kind=9), *["InvalidParameterValue.InvalidSmsType"] * 2),
    ("AddSmsTemplate", fields(international=3), *["InvalidParameterValue.InvalidInternational"] * 2),
    ("AddSmsTemplate", fields(text="{2}您好"), "InvalidParameterValue.InvalidTemplateFormat", "InvalidParameter.InvalidParameters"),
    ("AddSmsTemplate", fields(text="全场五折", kind=1), *["InvalidParameterValue.MarketingTemplateWithoutUnsubscribe"] * 2),
    ("AddSmsTemplate", {"TemplateName": "包裹"}, *["MissingParameter"] * 2),
    ("AddSmsTemplate", {**fields(), "SmsType": "2"}, *["InvalidParameter"] * 2),
    ("ModifySmsTemplate", {**fields(), "TemplateId": 77}, *["FailedOperation.MissingTemplateToModify"] * 2),
    ("ModifySmsTemplate", {**fields(), "TemplateId": 1001}, *["FailedOperation.TemplateAlreadyPassedCheck"] * 2),
    ("ModifySmsTemplate", {**fields(international=1), "TemplateId": 1009}, *["InvalidParameterValue.InvalidInternational"] * 2),
    ("DeleteSmsTemplate", {"TemplateId": -1}, *["InvalidParameter"] * 2),
]


@pytest.mark.parametrize(("action", "asked", "code_2021", "code_2019"), WRONG)
def test_what_is_wrong_has_its_code(action: str, asked: dict[str, Any], code_2021: str, code_2019: str) -> None:
    """Where 2019 knows no such code it has another."""
    with Carrier(world()) as carrier:
        assert [cloud(carrier, version, action, **asked) for version in (V2021, V2019)] == [code_2021, code_2019]


def test_what_is_wrong_with_a_question() -> None:
    """A part of the world that is none, more on a page than there may be, more numbers than there may be."""
    with Carrier(world()) as carrier:
        assert listed(carrier, V2021, 1001, international=3) == "InvalidParameterValue.InvalidInternational"
        assert listed(carrier, V2019, 1001, international=3) == "FailedOperation.FailResolvePacket"
        assert listed(carrier, Limit=101) == "InvalidParameterValue.LimitVerifyFail"
        assert listed(carrier, V2021, *range(101)) == "FailedOperation.FailResolvePacket"


def test_by_the_current_rules() -> None:
    """Only verification codes have variables, and marketing ends with the phrase of today."""
    with Carrier(world(rules=Rules.CURRENT)) as carrier:
        assert add(carrier) == "InvalidParameterValue.UnsupportedTemplateVariable"
        assert add(carrier, text=SALE, kind=1) == "InvalidParameterValue.MarketingTemplateWithoutUnsubscribe"
        assert add(carrier, text="您的验证码为{1}，请勿告知他人。", kind=3) == {"AddTemplateStatus": {"TemplateId": str(FIRST)}}


def test_a_signature_comes_before_templates() -> None:
    """Without any, none is taken."""
    with Carrier(world()) as carrier:
        cloud(carrier, V2021, "DeleteSmsSign", SignId=1)
        assert add(carrier) == add(carrier, V2019) == "FailedOperation.MissingSignature"
