import re
from typing import Any

import msgspec
import pytest

from simulator.fronts.tencent_v5 import translate
from simulator.fronts.tencent_v5.translate import Tel, TemplateForm, TextForm
from simulator.message import Kind
from simulator.refusals import Reason, Refusal
from tests.fronts.tencent_v5 import OFF, report
from tests.road import NINE


def test_the_template_form() -> None:
    """Numbers are taken where strings are documented."""
    form = translate.form({"tpl_id": 1001, "params": ["a", 5], "sign": "示例科技", "extend": 7, "ext": 42})
    assert isinstance(form, TemplateForm)
    submission = form.submission("1400000001", "+8613800000000")
    assert (submission.app, submission.destination, submission.text) == ("1400000001", "+8613800000000", None)
    assert (submission.template, submission.params, submission.sign) == (1001, ("a", "5"), "示例科技")
    assert (submission.extend, submission.ext) == ("7", "42")


def test_the_text_form() -> None:
    """Without tpl_id the text itself is given, with its type."""
    form = translate.form({"msg": "您好", "type": 1})
    assert isinstance(form, TextForm)
    submission = form.submission("1400000001", "+8613800000000")
    assert (submission.text, submission.kind, submission.template, submission.params) == ("您好", Kind.MARKETING, None, ())


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"msg": "您好"}, "type"),
        ({"type": 0}, "msg"),
        ({"msg": "您好", "type": "0"}, "$.type"),
        ({"msg": "您好", "type": True}, "$.type"),
        ({"msg": "您好", "type": 0.0}, "$.type"),
        ({"msg": "您好", "type": 2}, "$.type"),
        ({"msg": None, "type": 0}, "$.msg"),
        ({"msg": ["您好"], "type": 0}, "$.msg"),
        ({"tpl_id": "1001", "params": []}, "$.tpl_id"),
        ({"tpl_id": None, "params": []}, "$.tpl_id"),
        ({"tpl_id": 1001}, "params"),
        ({"tpl_id": 1001, "params": "4321"}, "$.params"),
        ({"tpl_id": 1001, "params": [4.5]}, "$.params[0]"),
        ({"tpl_id": 1001, "params": [True]}, "$.params[0]"),
        ({"tpl_id": 1001, "params": [], "sign": None}, "$.sign"),
        ({"tpl_id": 1001, "params": [], "extend": {}}, "$.extend"),
        ({"tpl_id": 1001, "params": [], "ext": 1.5}, "$.ext"),
    ],
)
def test_a_wrong_type_is_refused_and_named(body: dict[str, Any], where: str) -> None:
    """Everything but a number for a string must be as documented, and the refusal says which field is not."""
    refusal = translate.form(body)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.REQUEST_MALFORMED
    assert where in refusal.detail


@pytest.mark.parametrize("raw", [b"", b"  \r\n", b'{"msg": "\xc4\xe3"}', b"\xff\xfe{}"])
def test_what_the_gateway_does_not_read(raw: bytes) -> None:
    """An empty body and broken UTF-8 do not get as far as the platform."""
    assert translate.read(raw) is None


@pytest.mark.parametrize(
    "raw", [b"{'tel': 1}", b"[]", b"1", b"{", b'{"a": 1}{', b"\xef\xbb\xbf{}", b'{"a": "\\ud800b"}', b"[" * 100_000, b'{"a": NaN}']
)
def test_what_is_no_json_object(raw: bytes) -> None:
    """Single quotes, other values than objects, half a character, nesting without end: malformed, and nothing worse."""
    refusal = translate.read(raw)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.REQUEST_MALFORMED


def test_numbers_may_be_json_numbers() -> None:
    """The Python client's multi sender passes integers through, and signs their decimal text."""
    tels = translate.many({"tel": [{"mobile": 13800000000, "nationcode": 86}, {"mobile": "13800000001", "nationcode": "86"}]})
    assert isinstance(tels, list)
    assert [tel.e164() for tel in tels] == ["+8613800000000", "+8613800000001"]
    assert translate.signed(tels) == "mobile=13800000000,13800000001"


@pytest.mark.parametrize("tel", [None, "13800000000", [], [{"mobile": "1", "nationcode": "86"}], {"mobile": ["1"]}, {"mobile": True}])
def test_a_single_number_must_be_an_object(tel: Any) -> None:
    """A multiple send's body on the single send's path is malformed."""
    assert isinstance(translate.one({"tel": tel}), Refusal)


@pytest.mark.parametrize("tel", [None, {"mobile": "1", "nationcode": "86"}, ["13800000000"]])
def test_many_numbers_must_be_a_list_of_objects(tel: Any) -> None:
    """A single send's body on the multiple send's path is malformed."""
    assert isinstance(translate.many({"tel": tel}), Refusal)


@pytest.mark.parametrize(
    "tel",
    [
        {"mobile": "13800000000"},
        {"mobile": "138 0000 0000", "nationcode": "86"},
        {"mobile": "+8613800000000", "nationcode": "86"},
        {"mobile": "1380000000", "nationcode": "86"},
        {"mobile": "13800000000", "nationcode": "+86"},
        {"mobile": "13800000000", "nationcode": ""},
    ],
)
def test_what_is_no_number(tel: dict[str, str]) -> None:
    """Other characters, a wrong length or a country code under another name make it no number."""
    (read,) = translate.one({"tel": tel})  # type: ignore[misc]
    assert isinstance(read, Tel)
    assert read.e164() is None


@pytest.mark.parametrize("tel", [{"phone": "13800000000", "nationcode": "86"}, {"mobile": "", "nationcode": "86"}, {}])
def test_a_number_under_another_name(tel: dict[str, str]) -> None:
    """It is refused as a number, before the digest that nobody could check."""
    for refusal in (translate.one({"tel": tel}), translate.many({"tel": [tel]})):
        assert isinstance(refusal, Refusal)
        assert refusal.reason is Reason.NUMBER_MALFORMED


def tels(*nationcodes: str) -> list[Tel]:
    return [Tel(str(13_800_000_000 + nth), nationcode) for nth, nationcode in enumerate(nationcodes)]


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ([], Reason.REQUEST_MALFORMED),
        (tels("86", "852"), Reason.NUMBERS_MIXED),
        (tels(*["86"] * 201), Reason.NUMBERS_TOO_MANY),
        (tels(*["86"] * 200), None),
        (tels("852", "1"), None),
    ],
)
def test_the_numbers_of_one_request(numbers: list[Tel], reason: Reason | None) -> None:
    """One to two hundred, all of the mainland or none."""
    refusal = translate.objection(numbers)
    assert (refusal.reason if refusal else None) is reason


def test_a_number_twice_counts_once() -> None:
    """The first of equal numbers stays, in its place."""
    first, second = tels("86", "86")
    assert translate.distinct([first, second, Tel(13800000000, 86), second]) == [first, second]
    third = Tel("13800000009", "86")
    assert translate.distinct([first, third, first]) == [first, third]


def test_a_report_of_success() -> None:
    """Time is Beijing's; all values are strings."""
    told = report(at=NINE + 999)
    assert translate.item(told) == {
        "user_receive_time": "2024-03-04 09:00:00",
        "nationcode": "86",
        "mobile": "13800000000",
        "report_status": "SUCCESS",
        "errmsg": "DELIVRD",
        "description": "用户短信送达成功",
        "sid": told.message.id,
    }


def test_a_report_of_failure_abroad() -> None:
    """The carrier's code stands in errmsg, the country code apart from the number."""
    item = translate.item(report(outcome=OFF, number="+85251000001"))
    assert (item["report_status"], item["errmsg"], item["nationcode"], item["mobile"]) == ("FAIL", "MK:0024", "852", "51000001")


@pytest.mark.parametrize(("via", "ext", "given_back"), [("tencent-v3", "42", "42"), ("tencent-v3", "", None), ("tencent-v5", "42", None)])
def test_a_report_gives_back_what_the_cloud_api_was_given(via: str, ext: str, given_back: str | None) -> None:
    """The session context, where there was one; what a v5 text was given stands in its answer only."""
    assert translate.item(report(ext=ext, via=via)).get("ext") == given_back


def test_an_id_has_the_documented_shape() -> None:
    """A small number, a colon, 19 letters and digits, the day in Beijing."""
    assert re.fullmatch(r"8:[0-9A-Za-z]{19}20240304", translate.sid(1, NINE))
    assert translate.sid(1, NINE + 15 * 3_600_000).endswith("20240305")


def test_ids_are_the_same_in_every_run_and_never_twice() -> None:
    """An id follows from the serial number and the day alone, up to the largest 64-bit serial."""
    assert translate.sid(0, NINE) == "8:680nupNzjzc4rYqz70f20240304"
    assert len({translate.sid(serial, NINE) for serial in [*range(10_000), (1 << 64) - 1]}) == 10_001


def test_bodies_are_read_as_json_says() -> None:
    """What a client writes comes back with its escapes resolved."""
    assert translate.read(b'{"msg": "\\u60a8", "ext": "\xe6\x82\xa8"}') == {"msg": "您", "ext": "您"}
    assert translate.read(msgspec.json.encode({"a": 1})) == {"a": 1}
