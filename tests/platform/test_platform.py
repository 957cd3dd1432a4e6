from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from simulator.message import BOTH, Alphabet, AppSubmission, Kind, Submission
from simulator.platform.platform import CHECKS, DEFAULT, Platform
from simulator.platform.settings import App, Limits, Sign, Template, default_apps
from simulator.refusals import Reason, Refusal
from simulator.text import alphabets

APP = "1400000001"
NUMBER = "+8613800000000"
ABROAD = "+85251000000"
NINE = int(datetime(2024, 3, 4, 9, tzinfo=timezone(timedelta(hours=8))).timestamp()) * 1000
HOUR = 3_600_000

Change = Callable[[App], App]


def platform(change: Change = lambda app: app) -> Platform:
    return Platform([change(app) for app in default_apps()])


def limited(**limits: object) -> Change:
    return lambda app: replace(app, limits=replace(Limits(), **limits))


def filled(template: int = 1001, *params: str, to: str = NUMBER, sign: str = "", extend: str = "") -> AppSubmission:
    return AppSubmission(APP, to, template=template, params=params, sign=sign, extend=extend, ext="42")


def code(params: str = "4321", to: str = NUMBER) -> AppSubmission:
    return filled(1001, params, "5", to=to)


def written(text: str, kind: Kind = Kind.NORMAL, to: str = NUMBER) -> AppSubmission:
    return AppSubmission(APP, to, text=text, kind=kind)


def shown(judged: Submission | Refusal) -> str:
    assert isinstance(judged, Submission), judged
    return alphabets.decode(judged.content, judged.alphabet)


def reason(judged: Submission | Refusal) -> Reason | None:
    return judged.reason if isinstance(judged, Refusal) else None


def test_a_template_is_composed() -> None:
    """The handset shows the signature in its brackets and the filled template; the app's account wants all reports."""
    judged = platform().check(code(), NINE)
    assert isinstance(judged, Submission)
    assert shown(judged) == "【示例科技】您的验证码为4321，5分钟内有效。"
    assert (judged.account, judged.source, judged.destination) == ("app:1400000001", "1069400000001", NUMBER)
    assert (judged.wants, judged.segments, judged.validity_ms) == (BOTH, 1, None)


def test_the_origin_is_the_request_as_judged() -> None:
    """What comes back later finds app, template, kind, signature and session text."""
    judged = platform().check(filled(1002, "5"), NINE)
    assert isinstance(judged, Submission)
    asked = judged.origin
    assert (asked.app, asked.template, asked.kind, asked.sign, asked.ext) == (APP, 1002, Kind.MARKETING, "示例科技", "42")


@pytest.mark.parametrize("text", ["【示例科技】您的验证码为4321，5分钟内有效。", "您的验证码为4321，5分钟内有效。"])
def test_free_text_may_carry_its_signature(text: str) -> None:
    """Text without a signature gets the app's default one."""
    assert shown(platform().check(written(text), NINE)) == "【示例科技】您的验证码为4321，5分钟内有效。"


def test_a_text_of_many_characters_makes_many_segments() -> None:
    """Up to 70 characters are one segment, above that 67 each: 150 are 3."""
    frame = len("【示例科技】您的验证码为，5分钟内有效。")
    judged = platform().check(code("9" * (150 - frame)), NINE)
    assert isinstance(judged, Submission)
    assert judged.segments == 3


def test_abroad_a_text_of_the_gsm_alphabet_has_more_room() -> None:
    """160 characters are one segment where the mainland's rule makes three of them."""
    judged = platform().check(filled(1003, "9" * (160 - len("Your code is .")), to=ABROAD), NINE)
    assert isinstance(judged, Submission)
    assert judged.segments == 1


def test_abroad_the_sender_is_a_name_and_no_signature_is_needed() -> None:
    """An international text shows Qsms, and goes without a signature unless one is given."""
    judged = platform().check(filled(1003, "4321", to=ABROAD), NINE)
    assert isinstance(judged, Submission)
    assert (judged.source, shown(judged), judged.alphabet) == ("Qsms", "Your code is 4321.", Alphabet.GSM7)


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


@pytest.mark.parametrize("asked", [filled(1001, "1", "2", sign="别人"), written("【别人】您的验证码为4321，5分钟内有效。")])
def test_an_unknown_signature_is_refused(asked: AppSubmission) -> None:
    """Mainland texts must carry an approved signature."""
    assert reason(platform().check(asked, NINE)) is Reason.SIGN_NOT_APPROVED


def test_an_app_without_approved_signature_sends_nothing_in_the_mainland() -> None:
    """A signature in review is none."""
    world = platform(lambda app: replace(app, signs=(Sign("示例科技", approved=False),)))
    assert reason(world.check(code(), NINE)) is Reason.SIGN_NOT_APPROVED


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        pytest.param(filled(1001, "1"), "has 2 variables, the request has 1", id="too few"),
        pytest.param(filled(1001, "1", "2", "3"), "has 2 variables, the request has 3", id="too many"),
        pytest.param(filled(1001, "1", ""), "parameter 2 is empty", id="empty"),
        pytest.param(filled(1009, "1"), "1009 is not approved", id="in review"),
        pytest.param(filled(1003, "1"), "1003 is international", id="international at home"),
        pytest.param(filled(1001, "1", "2", to=ABROAD), "1001 is for the mainland", id="mainland abroad"),
        pytest.param(written("您的验证码是4321"), "fits no template", id="other text"),
        pytest.param(written("您的验证码为1，2分钟内有效。", Kind.MARKETING), "1001 is of type 0, the request says 1", id="wrong type"),
        pytest.param(written("您的订单1已发货，请留意查收。"), "1009 is not approved", id="text in review"),
        pytest.param(written("Your code is 1."), "1003 is international", id="international text at home"),
    ],
)
def test_a_template_must_fit(asked: AppSubmission, why: str) -> None:
    """The refusal says what does not fit."""
    judged = platform().check(asked, NINE)
    assert reason(judged) is Reason.TEMPLATE_MISMATCH
    assert isinstance(judged, Refusal)
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


def test_a_template_that_the_app_does_not_have() -> None:
    """An unknown template id is told from a text that does not fit."""
    assert reason(platform().check(filled(4242), NINE)) is Reason.TEMPLATE_UNKNOWN


def test_an_unknown_app() -> None:
    """Nothing is judged for an app that does not exist."""
    assert reason(platform().check(replace(code(), app="1400000002"), NINE)) is Reason.APP_UNKNOWN


@pytest.mark.parametrize(("characters", "refused"), [(500, None), (501, Reason.TEXT_TOO_LONG)])
def test_the_longest_text(characters: int, refused: Reason | None) -> None:
    """500 characters are taken, signature and brackets included."""
    frame = len("【示例科技】您的验证码为，5分钟内有效。")
    assert reason(platform().check(code("9" * (characters - frame)), NINE)) is refused


def test_an_extension_lengthens_the_sender_number() -> None:
    """13 digits and up to 7 of the extension: a sender number has at most 20."""
    judged = platform().check(filled(1001, "1", "2", extend="1234567"), NINE)
    assert isinstance(judged, Submission)
    assert judged.source == "10694000000011234567"


@pytest.mark.parametrize("extend", ["12345678", "12a", "１２", "-1"])
def test_an_extension_that_no_number_can_carry(extend: str) -> None:
    """Other characters than digits, or too many, are refused."""
    assert reason(platform().check(filled(1001, "1", "2", extend=extend), NINE)) is Reason.SENDER_MALFORMED


@pytest.mark.parametrize(("later_ms", "refused"), [(29_999, Reason.LIMIT_30S), (30_000, None)])
def test_the_same_text_once_in_30_s(later_ms: int, refused: Reason | None) -> None:
    """The same content to the same number passes again after exactly 30 s."""
    world = platform()
    assert reason(world.check(code(), NINE)) is None
    assert reason(world.check(code(), NINE + later_ms)) is refused


def test_the_30_s_limit_is_about_number_and_content() -> None:
    """Another text to the number, and the same text to another number, pass at once."""
    world = platform()
    asked = [code(), code("8765"), code(to="+8613800000001")]
    assert [reason(world.check(each, NINE)) for each in asked] == [None, None, None]


def test_the_30_s_limit_sees_through_the_form() -> None:
    """A template and free text that show the same are the same content."""
    world = platform()
    assert reason(world.check(code(), NINE)) is None
    assert reason(world.check(written("您的验证码为4321，5分钟内有效。"), NINE)) is Reason.LIMIT_30S


def send_each_minute(world: Platform, count: int, start: int = NINE) -> list[Reason | None]:
    return [reason(world.check(code(), start + nth * 60_000)) for nth in range(count)]


def test_ten_texts_a_day() -> None:
    """The eleventh text of a day to one number is refused."""
    assert send_each_minute(platform(), 11) == [None] * 10 + [Reason.LIMIT_DAILY]


def test_the_day_ends_at_midnight_in_beijing() -> None:
    """One millisecond before midnight the day's count still holds, at midnight it starts anew."""
    world = platform()
    send_each_minute(world, 10)
    midnight = NINE + 15 * HOUR
    assert reason(world.check(code(), midnight - 1)) is Reason.LIMIT_DAILY
    assert reason(world.check(code(), midnight)) is None


def test_what_is_refused_does_not_count() -> None:
    """Refused texts use up neither limit."""
    world = platform()
    for nth in range(20):
        world.check(filled(1001, "1"), NINE + nth * 60_000)
    assert reason(world.check(code(), NINE + HOUR)) is None
    assert reason(world.check(code(), NINE + HOUR + 29_000)) is Reason.LIMIT_30S
    assert reason(world.check(code(), NINE + HOUR + 30_000)) is None


def test_limits_can_be_changed() -> None:
    """An app may allow more in 30 s, or have no limit at all."""
    twice = platform(limited(per_30s=2))
    assert [reason(twice.check(code(), NINE)) for _ in range(3)] == [None, None, Reason.LIMIT_30S]
    free = platform(limited(per_30s=None, per_day=None))
    assert {reason(free.check(code(), NINE)) for _ in range(30)} == {None}


def test_numbers_can_be_exempt() -> None:
    """No limit applies to a number on the app's list, and all apply to the others."""
    world = platform(limited(exempt=frozenset({NUMBER})))
    assert {reason(world.check(code(), NINE)) for _ in range(30)} == {None}
    other = code(to="+8613800000001")
    assert [reason(world.check(other, NINE)) for _ in range(2)] == [None, Reason.LIMIT_30S]


def test_limits_are_an_apps_own() -> None:
    """What one app sends does not count against another."""
    (app,) = default_apps()
    world = Platform([app, replace(app, id="1400000002")])
    assert reason(world.check(code(), NINE)) is None
    assert reason(world.check(replace(code(), app="1400000002"), NINE)) is None


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
