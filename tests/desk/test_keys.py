"""The cloud API's keys: whose they are, and which work."""

import pytest
from msgspec.structs import replace

from simulator.desk.keys import Keys
from simulator.platform.customers import Customer, PlatformSettings, Secret
from simulator.platform.platform import Platform
from simulator.platform.settings import default_apps
from tests.road import NINE

SECRETS = (
    Secret("AKIDMAIN", "k"),
    Secret("AKIDSUB", "k", sub_account=True),
    Secret("AKIDOFF", "k", disabled=True),
    Secret("AKIDTEMP", "k", token="t", expires_at=NINE),
)
KEYS = Keys(Platform(default_apps(), PlatformSettings(customers=(Customer(secrets=SECRETS, allowed_ips=frozenset(("10.0.0.1",))),))))


def test_a_key_is_its_customers() -> None:
    """With what the customer says of his callers; whether it is the main account's."""
    main, sub = KEYS.find("AKIDMAIN", NINE), KEYS.find("AKIDSUB", NINE)
    assert main is not None
    assert (main.customer, main.secret_key, main.token, main.main, main.allowed_ips) == ("default", "k", "", True, {"10.0.0.1"})
    assert sub == replace(main, secret_id="AKIDSUB", main=False)


@pytest.mark.parametrize(
    ("secret_id", "now", "there"),
    [("AKIDTEMP", NINE - 1, True), ("AKIDTEMP", NINE, False), ("AKIDOFF", NINE, False), ("AKIDNOBODY", NINE, False), ("", NINE, False)],
)
def test_which_keys_work(secret_id: str, now: int, there: bool) -> None:
    """Not those that are disabled, unknown, or over from their instant on."""
    assert (KEYS.find(secret_id, now) is not None) is there


def test_an_apps_id_is_no_key() -> None:
    """It is known for what it is."""
    assert [KEYS.signs_elsewhere(given) for given in ("1400000001", "AKIDMAIN", "1400009999")] == [True, False, False]
