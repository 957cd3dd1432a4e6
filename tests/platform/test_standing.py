"""Who may not use the platform at all, and what changes that at run time."""

import pytest
from msgspec.structs import replace

from simulator.platform.customers import Billing, PlatformSettings
from simulator.platform.platform import Platform
from simulator.platform.settings import DEFAULT_CUSTOMER, default_apps
from simulator.refusals import Reason
from tests.platform.asking import ABROAD, APP, NINE, code, filled, reason


@pytest.mark.parametrize(("change", "why"), [({"enabled": False}, Reason.APP_DISABLED), ({"banned": True}, Reason.APP_BANNED)])
def test_an_app_that_is_stopped(change: dict[str, bool], why: Reason) -> None:
    """Every text of it is refused from now on, and goes again once the change is undone."""
    (app,) = default_apps()
    platform = Platform([app])
    platform.change(replace(app, **change))
    assert reason(platform.check(code(), NINE)) is why
    stopped = platform.stopped(replace(app, **change))
    assert stopped is not None
    assert APP in stopped.detail
    platform.change(app)
    assert reason(platform.check(code(), NINE)) is None


def test_all_of_the_service_stops_for_unpaid_bills() -> None:
    """Texts to the mainland too, and before anything else that is wrong is told; what is paid is restored at once."""
    billing = Billing(balance=0)
    platform = Platform(default_apps(), PlatformSettings(customers=(replace(DEFAULT_CUSTOMER, billing=billing),)))
    purse = platform.purse("default")
    purse.owe(0, 5)
    purse.charge(0)
    assert reason(platform.check(code(), NINE)) is None
    purse.suspended_at = NINE
    texts = [code(), filled(1003, "1", to=ABROAD), filled(9999)]
    assert [reason(platform.check(text, NINE)) for text in texts] == [Reason.IN_ARREARS] * 3
    purse.pay(5)
    assert platform.unpaid("default") is None


def test_a_customers_key_is_disabled() -> None:
    """The key is looked up as it stands now; another customer's are left alone."""
    platform = Platform(default_apps())
    (secret,) = DEFAULT_CUSTOMER.secrets
    platform.change_customer(replace(DEFAULT_CUSTOMER, secrets=(replace(secret, disabled=True),)))
    found = platform.secret(secret.secret_id)
    assert found is not None
    assert found[1].disabled
    assert platform.customer("default").secrets[0].disabled
