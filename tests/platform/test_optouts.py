"""Who wants no more texts, of which sort, and what the platform makes of it."""

import pytest
from msgspec.structs import replace

from simulator.message import Alphabet, AppSubmission, Kind, Submission
from simulator.platform.optouts import EVERYTHING, OptOut, OptOuts
from simulator.platform.platform import Platform
from simulator.platform.settings import Limits, Sign, default_apps
from simulator.refusals import Reason, Refusal

APP, OTHER = "1400000001", "1400000002"
NUMBER, ABROAD = "+8613800000017", "+85251000017"
SIGN, SECOND = "示例科技", "示例商城"
NINE = 1_709_514_000_000
BY_SMPP = Submission.of("esme", "10690", NUMBER, b"hi", Alphabet.GSM7, origin=object())


def platform() -> Platform:
    """Two apps of two signatures each, without limits."""
    (app,) = default_apps()
    app = replace(app, signs=(Sign(SIGN), Sign(SECOND)), limits=Limits(per_30s=None, per_day=None))
    return Platform([app, replace(app, id=OTHER)])


def code(to: str = NUMBER, sign: str = SIGN, app: str = APP) -> AppSubmission:
    return AppSubmission(app, to, template=1001, params=("4321", "5"), sign=sign)


def offer(to: str = NUMBER, sign: str = SIGN, app: str = APP) -> AppSubmission:
    return AppSubmission(app, to, template=1002, params=("5",), sign=sign)


def taken(world: Platform, asked: AppSubmission) -> Submission:
    judged = world.check(asked, NINE)
    assert isinstance(judged, Submission), judged
    return judged


def reason(world: Platform, asked: AppSubmission) -> Reason | None:
    judged = world.check(asked, NINE)
    return judged.reason if isinstance(judged, Refusal) else None


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        pytest.param(offer(), Reason.UNSUBSCRIBED, id="the same"),
        pytest.param(offer(sign=""), Reason.UNSUBSCRIBED, id="the same, its signature by default"),
        pytest.param(code(), None, id="a code"),
        pytest.param(offer(sign=SECOND), None, id="another signature"),
        pytest.param(offer(app=OTHER), None, id="another app"),
        pytest.param(offer(to="+8613800000000"), None, id="another number"),
    ],
)
def test_an_opt_out_is_about_app_number_kind_and_signature(asked: AppSubmission, refused: Reason | None) -> None:
    """After TD to marketing, marketing under the same signature is refused, and all else passes."""
    world = platform()
    world.unsubscribe(APP, taken(world, offer()))
    assert reason(world, asked) is refused


def test_a_code_can_be_opted_out_of() -> None:
    """TD to a code stops codes, and marketing passes still."""
    world = platform()
    world.unsubscribe(APP, taken(world, code()))
    assert [reason(world, asked) for asked in (code(), offer())] == [Reason.UNSUBSCRIBED, None]


def test_free_text_is_of_the_kind_of_its_template() -> None:
    """Both forms of one text are stopped alike."""
    world = platform()
    world.unsubscribe(APP, taken(world, offer()))
    assert (
        reason(world, AppSubmission(APP, NUMBER, text=f"【{SIGN}】会员日全场5折，回复TD退订", kind=Kind.MARKETING)) is Reason.UNSUBSCRIBED
    )


def test_a_text_abroad_without_signature() -> None:
    """Its opt-out is about texts without one."""
    world = platform()
    plain = AppSubmission(APP, ABROAD, template=1003, params=("1",))
    world.unsubscribe(APP, taken(world, plain))
    assert [reason(world, asked) for asked in (plain, replace(plain, sign=SIGN))] == [Reason.UNSUBSCRIBED, None]


def test_the_refusal_says_what_is_not_wanted() -> None:
    """Number, kind, signature and app."""
    world = platform()
    world.unsubscribe(APP, taken(world, offer()))
    judged = world.check(offer(), NINE)
    assert isinstance(judged, Refusal)
    assert judged.detail == f"{NUMBER} unsubscribed from marketing texts signed {SIGN} of app {APP}"


def test_a_scenarios_number_wants_nothing() -> None:
    """Unsubscribed before anything began, it gets no kind of text under no signature."""
    world = platform()
    world.unsubscribe_all(APP, NUMBER)
    assert {reason(world, asked) for asked in (code(), offer(), offer(sign=SECOND))} == {Reason.UNSUBSCRIBED}
    assert reason(world, code(app=OTHER)) is None


def test_a_reply_to_an_smpp_text_opts_out_of_everything() -> None:
    """Such a text has neither kind nor signature, so all of the app whose list it shares is meant."""
    world = platform()
    world.unsubscribe(APP, BY_SMPP)
    assert world.unsubscribed(APP, NUMBER) == [EVERYTHING]
    assert {reason(world, asked) for asked in (code(), offer())} == {Reason.UNSUBSCRIBED}


def test_a_sender_without_app_has_no_list() -> None:
    """A reply to it opts out of nothing."""
    world = platform()
    world.unsubscribe("", BY_SMPP)
    assert world.unsubscribed("", NUMBER) == []
    assert world.refuses("", NUMBER) is None


def test_who_shares_a_list_is_stopped_by_any_entry() -> None:
    """An SMPP text could be of any kind, so a number that opted out of marketing gets none."""
    world = platform()
    assert world.refuses(APP, NUMBER) is None
    world.unsubscribe(APP, taken(world, offer()))
    refusal = world.refuses(APP, NUMBER)
    assert refusal is not None
    assert (refusal.reason, refusal.detail) == (Reason.UNSUBSCRIBED, f"{NUMBER} unsubscribed from texts of app {APP}")
    assert world.refuses(OTHER, NUMBER) is None
    assert world.refuses(APP, "+8613800000000") is None


def test_opt_outs_can_be_looked_at() -> None:
    """Each stands once, the oldest first."""
    world = platform()
    for asked in (offer(), code(), offer()):
        world.unsubscribe(APP, replace(BY_SMPP, origin=asked if asked.template == 1001 else replace(asked, kind=Kind.MARKETING)))
    assert world.unsubscribed(APP, NUMBER) == [OptOut(Kind.MARKETING, SIGN), OptOut(Kind.NORMAL, SIGN)]
    assert world.unsubscribed(OTHER, NUMBER) == []


def test_what_was_looked_at_is_a_copy() -> None:
    """Changing it changes nothing."""
    entries = OptOuts()
    entries.add(APP, NUMBER, EVERYTHING)
    entries.of(APP, NUMBER).clear()
    assert entries.of(APP, NUMBER) == [EVERYTHING]


def test_an_opt_out_is_lifted() -> None:
    """All of the app's at once, and not another app's; there may be nothing to lift."""
    world = platform()
    for app in (APP, OTHER):
        world.unsubscribe_all(app, NUMBER)
    assert world.lift(APP, NUMBER) is True
    assert [reason(world, offer(app=app)) for app in (APP, OTHER)] == [None, Reason.UNSUBSCRIBED]
    assert world.lift(APP, NUMBER) is False


def test_what_is_not_wanted_does_not_count() -> None:
    """It uses up no limit: when it is lifted, the number's whole day is left."""
    (app,) = default_apps()
    world = Platform([replace(app, limits=Limits(per_30s=1, per_day=1))])
    world.unsubscribe_all(APP, NUMBER)
    assert [reason(world, code()) for _ in range(2)] == [Reason.UNSUBSCRIBED] * 2
    world.lift(APP, NUMBER)
    assert [reason(world, code()) for _ in range(2)] == [None, Reason.LIMIT_30S]


def test_a_text_that_fits_no_template_has_no_kind() -> None:
    """What is wrong with the text is said before what the number wants."""
    world = platform()
    world.unsubscribe_all(APP, NUMBER)
    assert reason(world, AppSubmission(APP, NUMBER, template=1009, params=("1",))) is Reason.TEMPLATE_MISMATCH


@pytest.mark.parametrize(("asked", "marketing"), [(code(), False), (offer(), True)])
def test_what_is_marketing_says_so_on_its_way(asked: AppSubmission, marketing: bool) -> None:
    """The stations behind the platform tell it by the submission alone."""
    assert taken(platform(), asked).carriage.marketing is marketing
