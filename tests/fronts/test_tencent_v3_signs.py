"""The cloud API's actions for signatures through the official SDK's clients of both versions."""

from typing import Any

import pytest

from simulator.platform.customers import Qualification, Rules
from simulator.testing import Carrier
from tests.fronts.papers import FIRST, MODELS, PICTURE, cloud, do, world
from tests.fronts.tencent_v5 import post, single

V2021, V2019 = MODELS
NINE = 1_709_514_000
PURPOSE = {V2021: "SignPurpose", V2019: "UsedMethod"}
LICENSED = (Qualification(7, "营业执照"), Qualification(8, "旧执照", approved=False))
CURRENT = {"rules": Rules.CURRENT, "qualifications": LICENSED}


def fields(version: str, text: str = "云上书店", purpose: int = 0, **changed: Any) -> dict[str, Any]:
    """What a company's signature is handed in with."""
    common = {"SignName": text, "SignType": 0, "DocumentType": 0, "International": 0, "ProofImage": PICTURE}
    return {**common, PURPOSE[version]: purpose, **changed}


def add(carrier: Carrier, version: str = V2021, text: str = "云上书店", **changed: Any) -> Any:
    return cloud(carrier, version, "AddSmsSign", **fields(version, text, **changed))


def listed(carrier: Carrier, version: str = V2021, *ids: int, international: int = 0, **page: int) -> Any:
    answer = cloud(carrier, version, "DescribeSmsSignList", International=international, SignIdSet=list(ids), **page)
    return answer["DescribeSignListStatusSet"] if isinstance(answer, dict) else answer


@pytest.mark.parametrize("version", MODELS)
def test_a_signature_is_handed_in(version: str) -> None:
    """In 2019 the answer tells an application's number too; the list is the same in both."""
    with Carrier(world()) as carrier:
        older = {"SignApplyId": FIRST} if version == V2019 else {}
        assert add(carrier, version) == {"AddSignStatus": {"SignId": FIRST, **older}}
        item = {
            "SignId": FIRST,
            "International": 0,
            "StatusCode": 1,
            "ReviewReply": "",
            "SignName": "云上书店",
            "CreateTime": NINE,
            "QualificationId": 0,
            "QualificationName": "",
            "QualificationStatusCode": 0,
        }
        assert listed(carrier, version, FIRST) == [item]
        carrier.pass_(hours=2)
        assert listed(carrier, version, FIRST) == [item | {"StatusCode": 0}]


@pytest.mark.parametrize("version", MODELS)
def test_a_refused_signature_is_changed(version: str) -> None:
    """In 2019 the application's number is text here; once approved it cannot be changed."""
    with Carrier(world()) as carrier:
        add(carrier, version, "测试")
        carrier.pass_(hours=2)
        (refused,) = listed(carrier, version, FIRST)
        assert (refused["StatusCode"], refused["ReviewReply"][:5]) == (-1, "中性化签名")
        older = {"SignApplyId": str(FIRST)} if version == V2019 else {}
        changed = cloud(carrier, version, "ModifySmsSign", SignId=FIRST, **fields(version))
        assert changed == {"ModifySignStatus": {"SignId": FIRST, **older}}
        carrier.pass_(hours=2)
        assert post(carrier, "sendsms", single(sign="云上书店"))["result"] == 0
        again = cloud(carrier, version, "ModifySmsSign", SignId=FIRST, **fields(version))
        assert again == "InvalidParameterValue.SignAlreadyPassedCheck"


@pytest.mark.parametrize("version", MODELS)
def test_a_signature_is_deleted(version: str) -> None:
    """With the instant of it; texts under it are not taken any more."""
    with Carrier(world()) as carrier:
        answer = {"DeleteSignStatus": {"DeleteStatus": "return successfully!", "DeleteTime": NINE}}
        assert cloud(carrier, version, "DeleteSmsSign", SignId=1) == answer
        assert cloud(carrier, version, "DeleteSmsSign", SignId=1) == "FailedOperation.SignIdNotExist"
        assert post(carrier, "sendsms", single(sign="示例科技"))["result"] == 1012


def test_signatures_are_listed_by_pages() -> None:
    """Ten where no limit is given, of one part of the world; 2019 has numbers only, and codes for none and for unknown ones."""
    with Carrier(world()) as carrier:
        for number in range(11):
            add(carrier, text=f"云上书店{number}", International=number // 10)
        assert [each["SignId"] for each in listed(carrier)] == [1, *range(FIRST, FIRST + 9)]
        assert [each["SignId"] for each in listed(carrier, Limit=2, Offset=10)] == [FIRST + 9]
        assert [each["SignName"] for each in listed(carrier, international=1)] == ["示例科技", "云上书店10"]
        assert [each["SignId"] for each in listed(carrier, V2021, FIRST, 77)] == [FIRST]
        assert [each["SignId"] for each in listed(carrier, V2019, FIRST, 77)] == [FIRST]
        assert listed(carrier, V2021, 77) == []
        assert listed(carrier, V2019, 77) == "InvalidParameterValue.MissingSignatureList"
        assert listed(carrier, V2019) == "MissingParameter.MissingSignatureList"


def test_a_qualification_is_told() -> None:
    """Of a signature for the mainland that has one; by the current rules it has to."""
    with Carrier(world(**CURRENT)) as carrier:
        assert add(carrier) == add(carrier, QualificationId=9) == "InvalidParameterValue.QualificationIdNotFound"
        assert add(carrier, V2019, QualificationId=8) == "FailedOperation.QualificationIdNotApproved"
        add(carrier, QualificationId=7)
        add(carrier, text="Cloud Books", International=1)
        told = [*listed(carrier, V2021, FIRST), *listed(carrier, V2021, FIRST + 1, international=1)]
        assert [(each["QualificationId"], each["QualificationName"], each["QualificationStatusCode"]) for each in told] == [
            (7, "营业执照", 1),
            (0, "", 0),
        ]


def test_a_signature_for_others_needs_their_entrustment() -> None:
    """The picture of it is looked at by the reviewer, so it is the review that fails."""
    with Carrier(world()) as carrier:
        add(carrier, text="云上书店", purpose=1)
        add(carrier, V2019, text="山间书店", purpose=1, CommissionImage=PICTURE)
        carrier.pass_(hours=2)
        assert [each["StatusCode"] for each in listed(carrier, V2021, FIRST, FIRST + 1)] == [-1, 0]


def test_the_fifty_first_signature() -> None:
    """Is not taken before another is deleted; the scenario begins with one."""
    with Carrier(world()) as carrier:
        assert all(isinstance(add(carrier, text=f"云上书店{number}"), dict) for number in range(49))
        assert add(carrier) == add(carrier, V2019) == "FailedOperation.SignNumberLimit"
        cloud(carrier, V2021, "DeleteSmsSign", SignId=1)
        assert add(carrier) == {"AddSignStatus": {"SignId": FIRST + 49}}


def test_both_apis_have_the_same_signatures() -> None:
    """Numbers go on counting."""
    with Carrier(world()) as carrier:
        add(carrier)
        assert do(carrier, "add_sign", text="山间书店", pic=PICTURE)["data"]["id"] == FIRST + 1
        assert [each["SignName"] for each in listed(carrier, V2021, FIRST, FIRST + 1)] == ["云上书店", "山间书店"]


@pytest.mark.parametrize("version", MODELS)
@pytest.mark.parametrize("action", ["AddSmsSign", "ModifySmsSign", "DeleteSmsSign", "DescribeSmsSignList"])
def test_individuals_may_not_apply_here(version: str, action: str) -> None:
    """Whichever of the four it is."""
    asked: dict[str, dict[str, Any]] = {
        "AddSmsSign": fields(version),
        "ModifySmsSign": {"SignId": 1, **fields(version)},
        "DeleteSmsSign": {"SignId": 1},
        "DescribeSmsSignList": {"International": 0, "SignIdSet": [1]},
    }
    with Carrier(world(enterprise=False)) as carrier:
        assert cloud(carrier, version, action, **asked[action]) == "FailedOperation.NotEnterpriseCertification"


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("AddSmsSign", {"SignName": "云上书店云上书店云上书店云"}, *["InvalidParameterValue.SignNameLengthTooLong"] * 2),
    ("AddSmsSign", {"SignName": ""}, *["FailedOperation.FailResolvePacket"] * 2),
    ("AddSmsSign", {"SignName": "示例科技"}, *["InvalidParameterValue.SignAlreadyPassedCheck"] * 2),
    ("AddSmsSign", {"DocumentType": 9}, *["InvalidParameterValue.InvalidDocumentType"] * 2),
    ("AddSmsSign", {"International": 3}, *["InvalidParameterValue.InvalidInternational"] * 2),
    ("AddSmsSign", {"ProofImage": "图片"}, *["InvalidParameterValue.ImageInvalid"] * 2),
    ("AddSmsSign", {"purpose": 2}, *["InvalidParameterValue.InvalidUsedMethod"] * 2),
    ("ModifySmsSign", {"SignId": 77}, *["FailedOperation.MissingSignatureToModify"] * 2),
    (
        "ModifySmsSign",
        {"SignId": FIRST, "purpose": 2},
        "InvalidParameterValue.InvalidSignPurpose",
        "InvalidParameterValue.InvalidUsedMethod",
    ),
    ("ModifySmsSign", {"SignId": FIRST, "International": 1}, *["InvalidParameterValue.InvalidInternational"] * 2),
]


@pytest.mark.parametrize(("action", "changed", "code_2021", "code_2019"), WRONG)
def test_what_is_wrong_has_its_code(action: str, changed: dict[str, Any], code_2021: str, code_2019: str) -> None:
    """Where 2019 knows no such code it has another."""
    with Carrier(world()) as carrier:
        add(carrier, text="山间书店")
        codes = [cloud(carrier, version, action, **fields(version, **{"text": "云上书店", **changed})) for version in (V2021, V2019)]
        assert codes == [code_2021, code_2019]


def test_the_same_signature_is_in_review() -> None:
    """Handed in again, by whichever version."""
    with Carrier(world()) as carrier:
        add(carrier)
        assert add(carrier) == add(carrier, V2019) == "InvalidParameterValue.SignExistAndUnapproved"


def test_what_is_wrong_with_a_question() -> None:
    """More on a page or more numbers than there may be; of parts of the world that are none this list has no code of its own."""
    with Carrier(world()) as carrier:
        assert listed(carrier, Limit=101) == "InvalidParameterValue.LimitVerifyFail"
        assert listed(carrier, V2021, *range(101)) == "FailedOperation.FailResolvePacket"
        assert listed(carrier, international=3) == listed(carrier, V2019, 1, international=3) == "FailedOperation.FailResolvePacket"
