"""How often a number may get texts, and how many an app and a customer may send. Edges in network time, days in Beijing's."""

import pytest
from msgspec.structs import replace

from simulator.message import AppSubmission
from simulator.platform.customers import Customer, PlatformSettings, Rules
from simulator.platform.platform import Platform
from simulator.platform.settings import Limits
from simulator.refusals import Reason
from tests.platform.asking import (
    ABROAD,
    APP,
    HOUR,
    MIDNIGHT,
    MINUTE,
    NINE,
    NUMBER,
    OTHER,
    SECOND,
    SINGAPORE,
    asked,
    code,
    limited,
    notice,
    platform,
    unlimited,
    written,
)


def sent(world: Platform, count: int, start: int = NINE, every: int = MINUTE) -> list[Reason | None]:
    """Codes to one number, all of one text."""
    return [asked(world, code(), start + nth * every) for nth in range(count)]


def each(world: Platform, *submissions: AppSubmission, now: int = NINE) -> list[Reason | None]:
    return [asked(world, submission, now) for submission in submissions]


@pytest.mark.parametrize(("later_ms", "refused"), [(29_900, Reason.LIMIT_30S), (29_999, Reason.LIMIT_30S), (30_000, None)])
def test_the_same_text_once_in_30_s(later_ms: int, refused: Reason | None) -> None:
    """The same content to the same number passes again after exactly 30 s."""
    world = platform()
    assert asked(world, code()) is None
    assert asked(world, code(), NINE + later_ms) is refused


def test_the_30_s_limit_is_about_number_and_content() -> None:
    """Another text to the number, and the same text to another number, pass at once."""
    assert each(platform(), code(), code("8765"), code(to=OTHER)) == [None, None, None]


def test_the_30_s_limit_sees_through_the_form() -> None:
    """A template and free text that show the same are the same content."""
    assert each(platform(), code(), written("您的验证码为4321，5分钟内有效。")) == [None, Reason.LIMIT_30S]


def test_ten_texts_a_day() -> None:
    """The eleventh text of a day to one number is refused, and another number gets its own ten."""
    world = platform()
    assert sent(world, 11) == [None] * 10 + [Reason.LIMIT_DAILY]
    assert asked(world, code(to=OTHER)) is None


def test_the_day_ends_at_midnight_in_beijing() -> None:
    """One millisecond before midnight the day's count still holds, at midnight it starts anew; the 30 s go on."""
    world = platform()
    sent(world, 9)
    assert asked(world, code(), MIDNIGHT - 20 * SECOND) is None
    assert asked(world, code("1"), MIDNIGHT - 1) is Reason.LIMIT_DAILY
    assert each(world, code("1"), code(), now=MIDNIGHT) == [None, Reason.LIMIT_30S]
    assert sent(world, 10, MIDNIGHT + MINUTE) == [None] * 9 + [Reason.LIMIT_DAILY]


@pytest.mark.parametrize(("later_ms", "refused"), [(HOUR - 1, Reason.LIMIT_HOURLY), (HOUR, None)])
def test_texts_in_an_hour(later_ms: int, refused: Reason | None) -> None:
    """Of any content, in any 60 minutes; what was sent exactly an hour ago is out."""
    world = platform(unlimited(per_hour=2))
    assert each(world, code(), now=NINE) == [None]
    assert each(world, notice(), code("1"), now=NINE + MINUTE) == [None, Reason.LIMIT_HOURLY]
    assert asked(world, code("1"), NINE + later_ms) is refused
    assert asked(world, code("1", OTHER), NINE + later_ms) is None


def test_an_hour_knows_no_midnight() -> None:
    """It is no hour of the clock."""
    world = platform(unlimited(per_hour=1))
    assert asked(world, code(), MIDNIGHT - MINUTE) is None
    assert asked(world, code(), MIDNIGHT + MINUTE) is Reason.LIMIT_HOURLY


def test_the_same_text_in_a_day() -> None:
    """Another text passes, another number gets it, and at midnight it passes again."""
    world = platform(unlimited(same_per_day=2))
    assert sent(world, 3) == [None, None, Reason.LIMIT_SAME]
    assert each(world, code("1"), code(to=OTHER)) == [None, None]
    assert asked(world, code(), MIDNIGHT - 1) is Reason.LIMIT_SAME
    assert asked(world, code(), MIDNIGHT) is None


def test_the_shorter_limit_is_named() -> None:
    """Where several are reached: 30 s, the hour, the same text in a day, any in a day, then those of the app."""
    world = platform(limited(per_hour=1, same_per_day=1, per_day=1, app=1))
    assert asked(world, code()) is None
    assert [asked(world, code(), NINE + later) for later in (1, MINUTE, HOUR)] == [
        Reason.LIMIT_30S,
        Reason.LIMIT_HOURLY,
        Reason.LIMIT_SAME,
    ]
    assert asked(world, code("1"), NINE + HOUR) is Reason.LIMIT_DAILY
    assert asked(world, code(to=OTHER), NINE + HOUR) is Reason.LIMIT_APP


def test_limits_can_be_changed() -> None:
    """An app may allow more in 30 s, or have no limit at all."""
    assert each(platform(limited(per_30s=2)), code(), code(), code()) == [None, None, Reason.LIMIT_30S]
    assert set(each(platform(unlimited()), *[code()] * 30)) == {None}


def test_numbers_can_be_exempt() -> None:
    """No limit of a number applies to one on the app's list, and all apply to the others."""
    strict = limited(per_hour=1, same_per_day=1, per_day=1, exempt=frozenset({NUMBER}))
    world = platform(strict)
    assert set(each(world, *[code()] * 30)) == {None}
    assert each(world, code(to=OTHER), code(to=OTHER)) == [None, Reason.LIMIT_30S]


def test_texts_to_exempt_numbers_count_for_the_app() -> None:
    """The app's own limits hold for them as for any."""
    world = platform(unlimited(app=2, exempt=frozenset({NUMBER})))
    assert each(world, code(), code(), code(), code(to=OTHER)) == [None, None, Reason.LIMIT_APP, Reason.LIMIT_APP]


@pytest.mark.parametrize(
    ("rules", "taken"),
    [(Rules.OF_2024, 10), (Rules.CURRENT, 2)],
)
def test_individuals_have_the_default_limits(rules: Rules, taken: int) -> None:
    """Whatever the settings of their apps say; a company's hold."""
    generous = unlimited(app=1)
    individual, company = (platform(generous, customer=Customer(enterprise=each), rules=rules) for each in (False, True))
    assert sent(individual, taken + 1) == [None] * taken + [Reason.LIMIT_DAILY]
    assert asked(individual, code(to=OTHER)) is None
    assert asked(individual, code(to=OTHER), NINE + 1) is Reason.LIMIT_30S
    assert sent(company, 2) == [None, Reason.LIMIT_APP]


def test_individuals_have_exempt_numbers() -> None:
    """The platform's people enter those, not the customer."""
    world = platform(limited(exempt=frozenset({NUMBER})), customer=Customer(enterprise=False))
    assert set(each(world, *[code()] * 30)) == {None}


@pytest.mark.parametrize(
    ("limits", "last"),
    [
        pytest.param({"app": 3}, [Reason.LIMIT_APP] * 3, id="all"),
        pytest.param({"app_mainland": 1}, [Reason.LIMIT_APP_MAINLAND, None, None], id="mainland"),
        pytest.param({"app_abroad": 2}, [None, Reason.LIMIT_APP_ABROAD, Reason.LIMIT_APP_ABROAD], id="abroad"),
        pytest.param({"app_abroad": 3}, [None, None, Reason.LIMIT_APP_ABROAD], id="abroad, one more"),
        pytest.param({"app_country": 1}, [Reason.LIMIT_APP_COUNTRY] * 3, id="a country"),
        pytest.param({"app_country": 2, "app": 4}, [None, Reason.LIMIT_APP, Reason.LIMIT_APP], id="a country, and all"),
    ],
)
def test_an_app_has_limits_of_its_own(limits: dict[str, int], last: list[Reason | None]) -> None:
    """A text each to the mainland, Hong Kong and Singapore went out; then the same again. The next day begins anew."""
    world = platform(unlimited(**limits))
    three = code(), notice(to=ABROAD), notice(to=SINGAPORE)
    assert each(world, *three) == [None, None, None]
    assert each(world, *three, now=MIDNIGHT - 1) == last
    assert each(world, *three, now=MIDNIGHT) == [None, None, None]


def test_limits_are_an_apps_own() -> None:
    """What one app sends does not count against another."""
    world = platform(limited(app=1))
    app = world.app(APP)
    assert app is not None
    world.learn([replace(app, id="1400000002")], world.settings)
    assert each(world, code(), replace(code(), app="1400000002")) == [None, None]
    assert each(world, code("1"), replace(code("1"), app="1400000002")) == [Reason.LIMIT_APP] * 2


def test_a_thousand_texts_abroad_a_day() -> None:
    """Over all of a customer's apps; the mainland is not meant, and at midnight it begins anew."""
    world = platform(unlimited())
    app = world.app(APP)
    assert app is not None
    world.learn([replace(app, id="1400000002")], world.settings)
    assert set(each(world, *[notice(to=ABROAD), replace(notice(to=SINGAPORE), app="1400000002")] * 500)) == {None}
    assert each(world, notice(to=ABROAD), replace(notice(to=ABROAD), app="1400000002"), code()) == [Reason.LIMIT_ABROAD] * 2 + [None]
    assert asked(world, notice(to=ABROAD), MIDNIGHT - 1) is Reason.LIMIT_ABROAD
    assert asked(world, notice(to=ABROAD), MIDNIGHT) is None


@pytest.mark.parametrize("quota", [0, 3, None])
def test_the_thousand_can_be_adjusted(quota: int | None) -> None:
    """To fewer, to none, and to no end of them."""
    world = platform(unlimited(), customer=Customer(abroad_per_day=quota))
    taken = each(world, *[notice(to=ABROAD)] * 1_100).count(None)
    assert taken == (1_100 if quota is None else quota)


def test_the_quota_is_a_customers_own() -> None:
    """Another customer's texts abroad do not count."""
    one, other = Customer("one", abroad_per_day=1), Customer("other", abroad_per_day=1)
    app = platform(unlimited(), customer=one).app(APP)
    assert app is not None
    apps = [replace(app, customer="one"), replace(app, id="1400000002", customer="other")]
    world = Platform(apps, PlatformSettings(customers=(one, other)))
    assert each(world, notice(to=ABROAD), replace(notice(to=ABROAD), app="1400000002")) == [None, None]
    assert each(world, notice(to=ABROAD), replace(notice(to=ABROAD), app="1400000002")) == [Reason.LIMIT_ABROAD] * 2


def test_texts_abroad_a_second() -> None:
    """The rate is counted in each second of network time; the mainland has none."""
    world = platform(unlimited(), rate_abroad=2)
    assert each(world, *[notice(to=ABROAD)] * 3, code()) == [None, None, Reason.RATE_ABROAD, None]
    assert asked(world, notice(to=SINGAPORE), NINE + 999) is Reason.RATE_ABROAD
    assert asked(world, notice(to=SINGAPORE), NINE + 1_000) is None


def test_refused_texts_count_for_nothing() -> None:
    """Neither for a number nor for the app, the customer or the second."""
    world = platform(limited(app=2), rate_abroad=2, customer=Customer(abroad_per_day=2))
    assert set(each(world, *[notice("t.cn", to=ABROAD)] * 5)) == {Reason.PARAMETER_WITH_LINK}
    assert each(world, *[notice(to=ABROAD)] * 3) == [None, Reason.LIMIT_30S, Reason.LIMIT_30S]
    assert asked(world, notice(to=SINGAPORE)) is None


def test_a_limit_that_is_new_counts_from_then_on() -> None:
    """Counts that nobody asks for are not kept, but for those of a day that cost little."""
    world = platform(unlimited())
    assert set(sent(world, 5)) == {None}
    app = world.app(APP)
    assert app is not None
    world.learn([replace(app, limits=Limits(per_30s=None, per_hour=1, per_day=6))], world.settings)
    assert sent(world, 2, NINE + 10 * MINUTE) == [None, Reason.LIMIT_HOURLY]
    assert asked(world, code(), NINE + 2 * HOUR) is Reason.LIMIT_DAILY
