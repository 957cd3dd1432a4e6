"""The v5 interfaces for signatures, by hand-signed requests: no official client has them."""

from collections.abc import Iterator

import pytest

from simulator.platform.customers import Rules
from simulator.testing import Carrier
from tests.fronts.papers import FIRST, PICTURE, add_sign, add_template, do, sign, world
from tests.fronts.tencent_v5 import post, single
from tests.web import Json

REFUSED = {"result": 1012, "errmsg": "签名格式错误或签名未审批", "ext": ""}


@pytest.fixture(scope="module")
def shared() -> Iterator[Carrier]:
    """For what changes nothing."""
    with Carrier() as carrier:
        yield carrier


def send(carrier: Carrier, name: str = "云上书店") -> int:
    """The result of a text under this signature."""
    result: int = post(carrier, "sendsms", single(sign=name))["result"]
    return result


def test_a_signature_is_handed_in(carrier: Carrier) -> None:
    """The answer is the documented one, errmsg empty; the list has its dates, and says errmsg twice."""
    data = {"id": FIRST, "international": 0, "status": 1, "text": "云上书店"}
    assert add_sign(carrier) == {"result": 0, "errmsg": "", "data": data}
    item = {**data, "reply": "", "apply_time": "2024-03-04 09:00:00", "reply_time": ""}
    assert do(carrier, "get_sign", sign_id=FIRST) == {"result": 0, "errmsg": "", "msg": "", "count": 1, "data": [item]}
    carrier.pass_(hours=2)
    assert sign(carrier) == {**item, "status": 0, "reply_time": "2024-03-04 11:00:00"}


def test_a_signature_is_usable_the_instant_it_is_approved(carrier: Carrier) -> None:
    """A millisecond earlier it is not; the handset shows it."""
    add_sign(carrier)
    carrier.pass_(hours=1, minutes=59, seconds=59, milliseconds=999)
    assert send(carrier) == 1012
    carrier.pass_(milliseconds=1)
    assert send(carrier) == 0
    carrier.pass_(minutes=1)
    assert carrier.inbox("13800000000") == ["【云上书店】您的验证码为4321，5分钟内有效。"]


def test_a_signature_is_for_one_part_of_the_world(carrier: Carrier) -> None:
    """One for abroad signs no text to the mainland."""
    add_sign(carrier, "Acme Books", international=1)
    carrier.pass_(hours=2)
    abroad = single(sign="Acme Books", tpl_id=1003, params=["1"], tel={"nationcode": "852", "mobile": "51000000"})
    assert (sign(carrier)["international"], post(carrier, "sendsms", abroad)["result"], send(carrier, "Acme Books")) == (1, 0, 1012)


def test_a_signature_is_refused_with_the_reason(carrier: Carrier) -> None:
    """Without a picture it proves nothing; with one, it goes to review once more under its number."""
    do(carrier, "add_sign", text="云上书店")
    carrier.pass_(hours=2)
    assert (sign(carrier)["status"], sign(carrier)["reply"]) == (2, "未上传证明材料，请按签名类型补充")
    data = {"id": FIRST, "international": 0, "status": 1, "text": "云上书店"}
    changed = do(carrier, "mod_sign", sign_id=FIRST, text="云上书店", pic=PICTURE)
    assert changed == {"result": 0, "errmsg": "", "data": data}
    carrier.pass_(hours=2)
    assert send(carrier) == 0


def test_the_same_signature_is_not_taken_again(carrier: Carrier) -> None:
    """In review it is pending, and later it is approved: that is no other signature."""
    add_sign(carrier)
    assert add_sign(carrier) == REFUSED
    carrier.pass_(hours=2)
    assert add_sign(carrier) == REFUSED
    assert do(carrier, "mod_sign", sign_id=FIRST, text="山间书店") == REFUSED
    assert [refused["reason"] for refused in carrier.refusals()] == ["sign-pending", "sign-approved", "sign-approved"]


def test_the_fifty_first_signature(carrier: Carrier) -> None:
    """Is not taken before another is deleted."""
    answers = [add_sign(carrier, f"云上书店{n}")["result"] for n in range(50)]
    assert answers == [0] * 49 + [1012]
    assert do(carrier, "get_sign", sign_page={"max": 50, "offset": 0})["count"] == 50
    do(carrier, "del_sign", sign_id=1)
    assert add_sign(carrier, "山间书店")["data"]["id"] == FIRST + 49


def test_a_signature_comes_before_templates(carrier: Carrier) -> None:
    """Without any, a template is 1012."""
    assert do(carrier, "del_sign", sign_id=[1]) == {"result": 0, "errmsg": ""}
    assert add_template(carrier) == REFUSED
    add_sign(carrier)
    assert add_template(carrier)["result"] == 0


def test_signatures_are_listed(carrier: Carrier) -> None:
    """By pages with a total, or by number, bare or in an array."""
    add_sign(carrier)
    page = do(carrier, "get_sign", sign_page={"max": 1, "offset": 1})
    assert (page["total"], page["count"], [item["id"] for item in page["data"]]) == (2, 1, [FIRST])
    assert [item["text"] for item in do(carrier, "get_sign", sign_id=[FIRST, 1, 77])["data"]] == ["云上书店", "示例科技"]


def test_by_the_current_rules() -> None:
    """This API has no field for a qualification: the customer's first is meant, and a customer without one has no signatures here."""
    for qualifications, result in (((), 1012), (None, 0)):
        fields = {} if qualifications is None else {"qualifications": qualifications}
        with Carrier(world(rules=Rules.CURRENT, **fields)) as carrier:
            assert add_sign(carrier)["result"] == result


WRONG: list[tuple[str, Json, int]] = [
    ("add_sign", {}, 1004),
    ("add_sign", {"text": ""}, 1004),
    ("add_sign", {"text": "云上书店", "pic": 1}, 1004),
    ("add_sign", {"text": "云上书店", "pic": "data:image/png;base64," + PICTURE}, 1004),
    ("add_sign", {"text": "云上书店", "international": 3}, 1004),
    ("add_sign", {"text": "云上书店云上书店云上书店云"}, 1012),
    ("mod_sign", {"text": "云上书店"}, 1004),
    ("mod_sign", {"text": "云上书店", "sign_id": 77}, 1012),
    ("del_sign", {"sign_id": None}, 1004),
    ("del_sign", {"sign_id": 77}, 1012),
    ("get_sign", {"sign_id": [1], "sign_page": {"max": 1, "offset": 0}}, 1004),
    ("get_sign", {"sign_page": {"max": 51, "offset": 0}}, 1004),
]


@pytest.mark.parametrize(("interface", "fields", "result"), WRONG)
def test_what_is_wrong_has_its_result(shared: Carrier, interface: str, fields: Json, result: int) -> None:
    """What is not as documented is 1004, what is wrong with a signature 1012."""
    assert do(shared, interface, **fields)["result"] == result


@pytest.mark.parametrize("interface", ["add_sign", "mod_sign", "del_sign", "get_sign"])
def test_individuals_may_not_apply_here(interface: str) -> None:
    """Nor change, delete or look: 1006."""
    with Carrier(world(enterprise=False)) as carrier:
        assert do(carrier, interface, text="云上书店", sign_id=1)["result"] == 1006
