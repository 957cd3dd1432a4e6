"""The v5 interfaces for templates, by hand-signed requests: no official client has them."""

from collections.abc import Iterator

import pytest

from simulator.testing import Carrier
from tests.fronts.papers import BANNED, FIRST, PARCEL, PARCEL_KEPT, SALE, add_template, at, do, template, world
from tests.fronts.tencent_v5 import post, signed, single
from tests.web import Json

MALFORMED = {"result": 1004, "errmsg": "请求包解析失败", "ext": ""}


@pytest.fixture(scope="module")
def shared() -> Iterator[Carrier]:
    """For what changes nothing."""
    with Carrier() as carrier:
        yield carrier


def send(carrier: Carrier, id_: int = FIRST, mobile: str = "13900000000") -> int:
    """The result of a text by this template."""
    result: int = post(carrier, "sendsms", single(tpl_id=id_, params=["123", "门卫"], tel={"nationcode": "86", "mobile": mobile}))["result"]
    return result


def test_a_template_is_handed_in(carrier: Carrier) -> None:
    """The answer is the documented one, errmsg empty; the list has its dates, and says errmsg twice."""
    data = {"id": FIRST, "international": 0, "status": 1, "text": PARCEL, "type": 0}
    assert add_template(carrier) == {"result": 0, "errmsg": "", "data": data}
    item = {**data, "title": "包裹", "reply": "", "apply_time": "2024-03-04 09:00:00", "reply_time": ""}
    assert do(carrier, "get_template", tpl_id=[FIRST]) == {"result": 0, "errmsg": "", "msg": "", "count": 1, "data": [item]}
    carrier.pass_(hours=2)
    assert template(carrier) == {**item, "status": 0, "reply_time": "2024-03-04 11:00:00"}


def test_a_template_is_usable_the_instant_it_is_approved(carrier: Carrier) -> None:
    """A millisecond earlier it is not; the text form finds it as well."""
    add_template(carrier)
    carrier.pass_(hours=1, minutes=59, seconds=59, milliseconds=999)
    assert (template(carrier)["status"], send(carrier)) == (1, 1014)
    carrier.pass_(milliseconds=1)
    assert (template(carrier)["status"], send(carrier)) == (0, 0)
    text = single(tpl_id=None, params=None, msg=PARCEL_KEPT, type=0, tel={"nationcode": "86", "mobile": "13900000001"})
    assert post(carrier, "sendsms", text)["result"] == 0


@pytest.mark.parametrize(("handed_in", "answered"), [("03-08 20:59", "03-09 10:59"), ("03-08 21:01", "03-09 11:00")])
def test_friday_evening(handed_in: str, answered: str) -> None:
    """A minute before the reviewers go home one minute of the two hours passes, a minute after none."""
    with Carrier(start=at(handed_in)) as carrier:
        add_template(carrier)
        carrier.pass_(seconds=(at(answered) - carrier.now).total_seconds() - 0.001)
        assert template(carrier)["status"] == 1
        carrier.pass_(seconds=0.001)
        assert (template(carrier)["status"], template(carrier)["reply_time"]) == (0, f"2024-{answered}:00")


def test_a_template_is_refused_with_the_reason(carrier: Carrier) -> None:
    """It cannot be used; changed, it goes to review once more, under its number."""
    add_template(carrier, BANNED)
    carrier.pass_(hours=2)
    assert (template(carrier)["status"], template(carrier)["reply"]) == (2, "暂不支持发送贷款类短信")
    data = {"id": FIRST, "international": 0, "status": 1, "text": PARCEL, "type": 0}
    assert do(carrier, "mod_template", tpl_id=FIRST, text=PARCEL, type=0) == {"result": 0, "errmsg": "", "data": data}
    assert (template(carrier)["reply"], template(carrier)["title"], template(carrier)["reply_time"]) == ("", "包裹", "")
    carrier.pass_(hours=2)
    assert send(carrier) == 0


def test_a_template_is_of_the_kind_that_the_reviewer_found(carrier: Carrier) -> None:
    """Whatever was ticked: a text that says so too is marketing, one that was ticked normal is not taken."""
    add_template(carrier, SALE, 0)
    assert template(carrier)["type"] == 0
    carrier.pass_(hours=2)
    assert (template(carrier)["status"], template(carrier)["type"]) == (0, 1)
    results = [post(carrier, "sendsms", single(tpl_id=None, params=None, msg=SALE, type=kind))["result"] for kind in (0, 1)]
    assert results == [1014, 0]


def test_an_approved_template_cannot_be_changed(carrier: Carrier) -> None:
    """Nor one that is nobody's."""
    answers = [do(carrier, "mod_template", tpl_id=id_, text=PARCEL, type=0) for id_ in (1001, 77)]
    assert answers == [{"result": 1014, "errmsg": "模版未审批或内容不匹配", "ext": ""}] * 2
    assert [refused["reason"] for refused in carrier.refusals()] == ["template-approved", "template-not-found"]


def test_templates_are_deleted(carrier: Carrier) -> None:
    """Several at once or a bare number; texts by them are not taken any more, and the number is not given again."""
    add_template(carrier)
    assert do(carrier, "del_template", tpl_id=[1002, 1003]) == do(carrier, "del_template", tpl_id=FIRST) == {"result": 0, "errmsg": ""}
    assert [item["id"] for item in do(carrier, "get_template", tpl_page={"max": 50, "offset": 0})["data"]] == [1001, 1009]
    assert do(carrier, "del_template", tpl_id=[1001, FIRST])["result"] == 1014
    assert (template(carrier, 1001)["status"], add_template(carrier)["data"]["id"]) == (0, FIRST + 1)
    carrier.pass_(hours=2)
    assert send(carrier) == 1014


def test_templates_are_listed_by_pages(carrier: Carrier) -> None:
    """`total` is of all, `count` of the page; past the end it is empty."""
    pages = [do(carrier, "get_template", tpl_page={"max": 3, "offset": offset}) for offset in (0, 3, 4)]
    assert [(page["total"], page["count"], [item["id"] for item in page["data"]]) for page in pages] == [
        (4, 3, [1001, 1002, 1003]),
        (4, 1, [1009]),
        (4, 0, []),
    ]


def test_the_scenarios_own_have_dates_too() -> None:
    """They were handed in, and judged, when the network began; what is in review has no answer."""
    with Carrier(start=at("03-08 20:59")) as carrier:
        carrier.pass_(hours=1)
        dates = [(item["apply_time"], item["reply_time"]) for item in (template(carrier, 1001), template(carrier, 1009))]
        assert dates == [("2024-03-08 20:59:00", "2024-03-08 20:59:00"), ("2024-03-08 20:59:00", "")]


def test_templates_are_listed_by_number(carrier: Carrier) -> None:
    """In the order they were asked for, each once, without a total; an unknown one is left out."""
    answer = do(carrier, "get_template", tpl_id=[1003, 1001, 1003, 77])
    assert ("total" in answer, answer["count"], [item["id"] for item in answer["data"]]) == (False, 2, [1003, 1001])
    assert do(carrier, "get_template", tpl_id=1003)["data"][0]["international"] == 1


WRONG: list[tuple[str, Json]] = [
    ("add_template", {"type": 0}),
    ("add_template", {"text": PARCEL}),
    ("add_template", {"text": PARCEL, "type": 2}),
    ("add_template", {"text": PARCEL, "type": "0"}),
    ("add_template", {"text": PARCEL, "type": 0, "international": 2}),
    ("mod_template", {"text": PARCEL, "type": 0}),
    ("mod_template", {"text": PARCEL, "type": 0, "tpl_id": [1009]}),
    ("mod_template", {"text": PARCEL, "type": 0, "tpl_id": 1009, "international": 1}),
    ("del_template", {}),
    ("del_template", {"tpl_id": "1001"}),
    ("get_template", {}),
    ("get_template", {"tpl_id": [1001], "tpl_page": {"max": 1, "offset": 0}}),
    ("get_template", {"tpl_page": {"max": 51, "offset": 0}}),
    ("get_template", {"tpl_page": {"max": 0, "offset": 0}}),
    ("get_template", {"tpl_page": {"max": 1, "offset": -1}}),
    ("get_template", {"tpl_page": {"max": 1}}),
]


@pytest.mark.parametrize(("interface", "fields"), WRONG)
def test_what_is_not_as_documented_is_1004(shared: Carrier, interface: str, fields: Json) -> None:
    """Whatever is wrong with it; the lists say that twice too."""
    twice = {"msg": MALFORMED["errmsg"]} if interface == "get_template" else {}
    assert do(shared, interface, **fields) == MALFORMED | twice


def test_the_digest_has_no_part_of_its_own(shared: Carrier) -> None:
    """One over a number as well is wrong."""
    assert post(shared, "get_template", signed({"tpl_id": [1001]}, "13800000000"))["result"] == 1001


def test_individuals_may_not_apply_here() -> None:
    """1006, and nothing is on file."""
    with Carrier(world(enterprise=False)) as carrier:
        answers = [add_template(carrier), do(carrier, "get_template", tpl_id=[1001])]
        assert [answer["result"] for answer in answers] == [1006, 1006]


def test_one_run_is_like_another() -> None:
    """The same numbers for the same applications, and the same ledger of the texts by them."""

    def run() -> tuple[list[int], bytes]:
        with Carrier(seed=7) as carrier:
            ids = [add_template(carrier, text)["data"]["id"] for text in (PARCEL, BANNED, SALE)]
            carrier.pass_(hours=2)
            assert [send(carrier, id_) for id_ in ids] == [0, 1014, 1014]
            carrier.pass_(minutes=1)
            return ids, carrier.ledger()

    assert run() == run()
