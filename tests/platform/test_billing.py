"""Packages and purses by plain calls: what a text uses up, and when nothing is left for it."""

import pytest
from msgspec.structs import replace

from simulator.message import AppSubmission, Submission
from simulator.platform.billing import Purse, day, in_order, midnight, runs
from simulator.platform.customers import Billing, Customer, Package, PlatformSettings
from simulator.platform.platform import Platform
from simulator.platform.settings import DEFAULT_CUSTOMER, Limits, Template, default_apps
from simulator.refusals import Reason, Refusal
from tests.road import HOUR, NINE

NEWS = tuple(Template(2000 + segments, "好" * (67 * segments - 6)) for segments in (2, 3))
"""Texts of so many segments, signature and all."""


def prepaid(*packages: Package, balance: int | None = None) -> Platform:
    """The default customer with these packages, and no limits of numbers in the way."""
    customer = replace(DEFAULT_CUSTOMER, billing=Billing(packages=packages, balance=balance))
    (app,) = default_apps()
    return Platform(
        [replace(app, limits=Limits(per_30s=None, per_day=None), templates=(*app.templates, *NEWS))],
        PlatformSettings(customers=(customer,)),
    )


def send(platform: Platform, segments: int = 1, at: int = NINE, to: str = "+8613800000000") -> Submission | Refusal:
    """A mainland text of so many segments."""
    template, params = (1001, ("4321", "5")) if segments == 1 else (2000 + segments, ())
    return platform.check(AppSubmission("1400000001", to, template=template, params=params), at)


def used(platform: Platform, *packages: Package) -> list[int]:
    return [platform.purse("default").used(package) for package in packages]


def test_the_last_segment_of_a_package() -> None:
    """It is sent, and the next text is refused although the account has money."""
    package = Package(1, 2)
    platform = prepaid(package, balance=10_000)
    assert [isinstance(send(platform), Submission) for _ in range(2)] == [True, True]
    judged = send(platform)
    assert isinstance(judged, Refusal)
    assert judged.reason is Reason.PACKAGE_EMPTY
    assert used(platform, package) == [2]


def test_a_text_goes_whole_or_not_at_all() -> None:
    """Three segments with two left are refused and use up nothing; two still fit."""
    package = Package(1, 2)
    platform = prepaid(package)
    judged = send(platform, 3)
    assert isinstance(judged, Refusal)
    assert "3 segments, 2 are left" in judged.detail
    assert used(platform, package) == [0]
    assert isinstance(send(platform, 2), Submission)
    assert used(platform, package) == [2]


def test_gifts_first_then_the_oldest_bought() -> None:
    """One text may use up one package and begin the next."""
    new, old, gift = Package(1, 5, created_at=20), Package(2, 5, created_at=10), Package(3, 2, bought=False, created_at=30)
    platform = prepaid(new, old, gift)
    send(platform, 3)
    assert used(platform, gift, old, new) == [2, 1, 0]
    for _ in range(5):
        send(platform)
    assert used(platform, gift, old, new) == [2, 5, 1]
    assert in_order((new, old, gift)) == [gift, old, new]


def test_what_is_refused_uses_up_nothing() -> None:
    """Segments are counted once a text is taken."""
    package = Package(1, 5)
    platform = prepaid(package)
    assert isinstance(platform.check(AppSubmission("1400000001", "+8613800000000", template=1009, params=("1",)), NINE), Refusal)
    assert used(platform, package) == [0]


@pytest.mark.parametrize(("at", "running"), [(NINE - 1, False), (NINE, True), (NINE + HOUR - 1, True), (NINE + HOUR, False)])
def test_outside_its_time_a_package_does_not_count(at: int, running: bool) -> None:
    """From its first instant on, and no more at its last."""
    package = Package(1, 100, begins_at=NINE, ends_at=NINE + HOUR)
    assert runs(package, at) is running
    assert isinstance(send(prepaid(package), at=at), Submission) is running


def test_no_packages_at_all() -> None:
    """None is not counted; an empty list of packages is used up from the start."""
    assert isinstance(send(Platform(default_apps())), Submission)
    assert isinstance(send(prepaid()), Refusal)


def test_abroad_needs_no_package() -> None:
    """It is paid afterwards."""
    judged = prepaid().check(AppSubmission("1400000001", "+85251000000", template=1003, params=("4321",)), NINE)
    assert isinstance(judged, Submission)


def test_what_was_used_stays_used() -> None:
    """A reloaded scenario may grant more; nothing that was used is forgotten."""
    platform = prepaid(Package(1, 1))
    send(platform)
    more = replace(DEFAULT_CUSTOMER, billing=Billing(packages=(Package(1, 2),)))
    platform.learn(default_apps(), PlatformSettings(customers=(more,)))
    assert [isinstance(send(platform, at=NINE + minute), Submission) for minute in (60_000, 120_000)] == [True, False]


def test_a_package_that_became_smaller_than_what_was_used() -> None:
    """It is empty, and takes nothing from the others."""
    platform = prepaid(Package(1, 5))
    for _ in range(4):
        send(platform)
    packages = (Package(1, 2), Package(2, 1, created_at=1))
    platform.learn((), PlatformSettings(customers=(replace(DEFAULT_CUSTOMER, billing=Billing(packages=packages)),)))
    assert [isinstance(send(platform), Submission) for _ in range(2)] == [True, False]
    assert used(platform, *packages) == [4, 1]


def test_a_day_is_beijings() -> None:
    """It begins at 16:00 UTC of the day before."""
    today = day(NINE)
    assert midnight(today) == NINE - 9 * HOUR
    assert [day(midnight(today) - 1), day(midnight(today))] == [today - 1, today]


def test_a_balance_of_nothing_covers_all() -> None:
    """Less than nothing is owed; one fen more than there is makes a customer short."""
    purse, billing = Purse(), Billing(balance=100)
    purse.owe(1, 100)
    assert (purse.balance(billing), purse.charge(1), purse.balance(billing), purse.short(billing)) == (100, 100, 0, False)
    purse.owe(2, 1)
    assert (purse.charge(2), purse.balance(billing), purse.short(billing)) == (1, -1, True)
    purse.pay(1)
    assert not purse.short(billing)
    assert Purse().balance(Customer().billing) is None
