"""The platform's judgement as a whole: what it composes, what it refuses, and what it looks at first. Rules have their own files."""

from typing import Any

import pytest
from msgspec.structs import replace

from simulator.message import BOTH, Alphabet, AppSubmission, Kind, Submission
from simulator.platform.customers import Billing, Customer
from simulator.platform.platform import CHECKS, DEFAULT
from simulator.platform.settings import Limits, Sign, Template
from simulator.refusals import Reason, Refusal
from tests.platform.asking import (
    ABROAD,
    APP,
    HOUR,
    NINE,
    NUMBER,
    asked,
    code,
    filled,
    notice,
    offer,
    platform,
    reason,
    shown,
    written,
)


def test_a_template_is_composed() -> None:
    """The handset shows the signature in its brackets and the filled template; the app's account wants all reports."""
    judged = platform().check(code(), NINE)
    assert isinstance(judged, Submission)
    assert shown(judged) == "【示例科技】您的验证码为4321，5分钟内有效。"
    assert (judged.account, judged.source, judged.destination) == ("app:1400000001", "1069400000001", NUMBER)
    assert (judged.carriage.wants, judged.carriage.segments, judged.carriage.validity_ms) == (BOTH, 1, None)


def test_the_origin_is_the_request_as_judged() -> None:
    """What comes back later finds app, template, kind, signature and session text."""
    judged = platform().check(filled(1002, "5"), NINE)
    assert isinstance(judged, Submission)
    origin = judged.origin
    assert (origin.app, origin.template, origin.kind, origin.sign, origin.ext) == (APP, 1002, Kind.MARKETING, "示例科技", "42")


@pytest.mark.parametrize("text", ["【示例科技】您的验证码为4321，5分钟内有效。", "您的验证码为4321，5分钟内有效。"])
def test_free_text_may_carry_its_signature(text: str) -> None:
    """Text without a signature gets the app's default one."""
    assert shown(platform().check(written(text), NINE)) == "【示例科技】您的验证码为4321，5分钟内有效。"


def test_a_text_of_many_characters_makes_many_segments() -> None:
    """Up to 70 characters are one segment, above that 67 each: 150 are 3."""
    frame = len("【示例科技】尊敬的，您好")
    judged = platform().check(notice("赵" * (150 - frame)), NINE)
    assert isinstance(judged, Submission)
    assert judged.carriage.segments == 3


def test_abroad_a_text_of_the_gsm_alphabet_has_more_room() -> None:
    """160 characters are one segment where the mainland's rule makes three of them."""
    judged = platform().check(notice("x" * (160 - len("Dear , hello")), to=ABROAD), NINE)
    assert isinstance(judged, Submission)
    assert judged.carriage.segments == 1


def test_abroad_no_signature_is_needed() -> None:
    """An international text goes without a signature unless one is given."""
    judged = platform().check(filled(1003, "4321", to=ABROAD), NINE)
    assert isinstance(judged, Submission)
    assert (shown(judged), judged.alphabet) == ("Your code is 4321.", Alphabet.GSM7)


def test_abroad_a_signature_stands_in_square_brackets() -> None:
    """A signature that is given must be approved abroad too, and shows as [text]."""
    assert shown(platform().check(filled(1003, "1", to=ABROAD, sign="示例科技"), NINE)) == "[示例科技]Your code is 1."
    assert reason(platform().check(filled(1003, "1", to=ABROAD, sign="Other"), NINE)) is Reason.SIGN_NOT_APPROVED


@pytest.mark.parametrize("front", ["[示例科技]", "【示例科技】"])
def test_free_text_abroad_may_carry_its_signature(front: str) -> None:
    """Both kinds of brackets are understood; the handset shows square ones."""
    assert shown(platform().check(written(f"{front}Your code is 1.", to=ABROAD), NINE)) == "[示例科技]Your code is 1."


def test_abroad_square_brackets_may_begin_a_text() -> None:
    """Brackets that hold no signature of the app are text."""
    world = platform(lambda app: replace(app, templates=(Template(1, "[{1}] is your code", international=True),)))
    assert shown(world.check(written("[77] is your code", to=ABROAD), NINE)) == "[77] is your code"


@pytest.mark.parametrize("submission", [filled(1001, "1", "2", sign="别人"), written("【别人】您的验证码为4321，5分钟内有效。")])
def test_an_unknown_signature_is_refused(submission: AppSubmission) -> None:
    """Mainland texts must carry an approved signature."""
    assert asked(platform(), submission) is Reason.SIGN_NOT_APPROVED


def test_an_app_without_approved_signature_sends_nothing_in_the_mainland() -> None:
    """A signature in review is none."""
    world = platform(lambda app: replace(app, signs=(Sign("示例科技", approved=False),)))
    assert reason(world.check(code(), NINE)) is Reason.SIGN_NOT_APPROVED


@pytest.mark.parametrize(
    ("submission", "refused", "why"),
    [
        pytest.param(filled(1001, "1"), Reason.PARAMETERS_COUNT, "has 2 variables, the request has 1", id="too few"),
        pytest.param(filled(1001, "1", "2", "3"), Reason.PARAMETERS_COUNT, "has 2 variables, the request has 3", id="too many"),
        pytest.param(notice(""), Reason.TEMPLATE_MISMATCH, "parameter 1 is empty", id="empty"),
        pytest.param(filled(4242), Reason.TEMPLATE_UNKNOWN, "has no template 4242", id="unknown"),
        pytest.param(filled(1009, "1"), Reason.TEMPLATE_MISMATCH, "1009 is not approved", id="in review"),
        pytest.param(filled(1003, "1"), Reason.TEMPLATE_ABROAD, "1003 is international", id="international at home"),
        pytest.param(filled(1001, "1", "2", to=ABROAD), Reason.TEMPLATE_MAINLAND, "1001 is for the mainland", id="mainland abroad"),
        pytest.param(written("您的验证码是4321"), Reason.TEMPLATE_MISMATCH, "fits no template", id="other text"),
        pytest.param(
            written("您的验证码为1，2分钟内有效。", Kind.MARKETING),
            Reason.TEMPLATE_MISMATCH,
            "1001 is of type 0, the request says 1",
            id="wrong type",
        ),
        pytest.param(written("您的订单1已发货，请留意查收。"), Reason.TEMPLATE_MISMATCH, "1009 is not approved", id="text in review"),
        pytest.param(written("Your code is 1."), Reason.TEMPLATE_ABROAD, "1003 is international", id="international text at home"),
        pytest.param(
            written("您的验证码为1，2分钟内有效。", to=ABROAD),
            Reason.TEMPLATE_MAINLAND,
            "1001 is for the mainland",
            id="mainland text abroad",
        ),
    ],
)
def test_a_template_must_fit(submission: AppSubmission, refused: Reason, why: str) -> None:
    """The refusal says what does not fit."""
    judged = platform().check(submission, NINE)
    assert isinstance(judged, Refusal)
    assert judged.reason is refused
    assert why in judged.detail


def test_badly_numbered_variables_are_refused() -> None:
    """A template whose variables skip a number cannot be filled."""
    world = platform(lambda app: replace(app, templates=(Template(1, "{1}和{3}"),)))
    assert reason(world.check(filled(1, "a", "b"), NINE)) is Reason.TEMPLATE_MISMATCH


def test_of_two_templates_that_fit_the_one_of_the_right_type_is_taken() -> None:
    """Two templates of one text differ in type only."""
    world = platform(lambda app: replace(app, templates=(Template(1, "您好{1}"), Template(2, "您好{1}", Kind.MARKETING))))
    judged = world.check(written("您好啊", Kind.MARKETING), NINE)
    assert isinstance(judged, Submission)
    assert judged.origin.template == 2


def test_an_unknown_app() -> None:
    """Nothing is judged for an app that does not exist."""
    assert reason(platform().check(replace(code(), app="1400000002"), NINE)) is Reason.APP_UNKNOWN


@pytest.mark.parametrize(("characters", "refused"), [(500, None), (501, Reason.TEXT_TOO_LONG)])
def test_the_longest_text(characters: int, refused: Reason | None) -> None:
    """500 characters are taken, signature and brackets included."""
    frame = len("【示例科技】尊敬的，您好")
    assert asked(platform(), notice("赵" * (characters - frame))) is refused


def test_what_is_refused_does_not_count() -> None:
    """Refused texts use up neither limit."""
    world = platform()
    for nth in range(20):
        world.check(filled(1001, "1"), NINE + nth * 60_000)
    assert reason(world.check(code(), NINE + HOUR)) is None
    assert reason(world.check(code(), NINE + HOUR + 29_000)) is Reason.LIMIT_30S
    assert reason(world.check(code(), NINE + HOUR + 30_000)) is None


def test_an_app_can_be_changed() -> None:
    """A template that was approved meanwhile can be used from then on."""
    world = platform()
    app = world.app(APP)
    assert app is not None
    world.learn([replace(app, templates=(Template(1009, "您的订单{1}已发货，请留意查收。"),))], DEFAULT)
    assert reason(world.check(filled(1009, "7"), NINE)) is None


def test_the_checks_have_names() -> None:
    """Every check is listed once."""
    names = [name for name, _ in CHECKS]
    assert len(set(names)) == len(names)


WRONGS: list[tuple[Reason, dict[str, dict[str, Any]]]] = [
    (Reason.APP_DISABLED, {"app": {"enabled": False}}),
    (Reason.ADDRESS_NOT_ALLOWED, {"customer": {"allowed_ips": frozenset({"192.0.2.1"})}}),
    (Reason.SENDER_MALFORMED, {"text": {"extend": "x"}}),
    (Reason.SIGN_NOT_APPROVED, {"text": {"sign": "别人"}}),
    (Reason.TEMPLATE_UNKNOWN, {"text": {"template": 4242}}),
    (Reason.PARAMETERS_COUNT, {"text": {"params": ()}}),
    (Reason.PARAMETER_WITH_LINK, {"text": {"params": ("t.cn/" + "5" * 600,)}}),
    (Reason.TEXT_TOO_LONG, {"text": {"params": ("5" * 600,)}}),
    (Reason.SENSITIVE_WORD, {"platform": {"words": ("会员日",)}}),
    (Reason.PACKAGE_EMPTY, {"customer": {"billing": Billing(packages=())}}),
    (Reason.REGION_NOT_SERVED, {"platform": {"regions_not_served": frozenset({"86"})}}),
    (Reason.COUNTRY_NOT_ALLOWED, {"app": {"countries": frozenset({"SG"})}}),
    (Reason.NOT_MEMBER, {"customer": {"members": frozenset()}}),
    (Reason.LIMIT_DAILY, {"app": {"limits": Limits(per_day=0, app=0)}}),
    (Reason.LIMIT_APP, {"app": {"limits": Limits(app=0)}}),
]
"""In the order of the checks: what can be wrong with one marketing text, its app, its customer and the platform, all at once."""


@pytest.mark.parametrize("first", range(len(WRONGS) + 1))
def test_the_first_refusal_is_the_answer(first: int) -> None:
    """With everything wrong that comes later, the earlier check speaks; with nothing wrong, the text is taken."""
    wrong: dict[str, dict[str, Any]] = {"app": {}, "customer": {}, "platform": {}, "text": {}}
    for _, fields in reversed(WRONGS[first:]):
        for where, changed in fields.items():
            wrong[where] |= changed
    world = platform(lambda app: replace(app, **wrong["app"]), customer=Customer(**wrong["customer"]), **wrong["platform"])
    assert asked(world, replace(offer(), **wrong["text"])) is ([each for each, _ in WRONGS] + [None])[first]
