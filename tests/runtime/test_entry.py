"""How to come into a network, as it tells programs and people."""

import pytest
from msgspec.structs import replace

from simulator.platform.customers import Secret
from simulator.runtime.entry import Where, entry, welcome
from simulator.scenario.default import scenario
from simulator.scenario.settings import Scenario

HERE = Where(https_port=8443, smpp_tls_port=3550)
ID, KEY = "AKIDEXAMPLE0000000001", "SECRETEXAMPLE0000000001"


def with_secrets(*secrets: Secret) -> Scenario:
    """The default world, whose customer has these keys."""
    world = scenario()
    (customer,) = world.platform.customers
    return replace(world, platform=replace(world.platform, customers=(replace(customer, secrets=secrets),)))


def test_programs_get_a_credential_for_each_front() -> None:
    """Enough to send through it."""
    told = entry(HERE, scenario())
    assert told["smpp"] == {"host": "127.0.0.1", "port": 2775, "tls_port": 3550, "system_id": "esme", "password": "secret"}
    assert (told["url"], told["https"]) == ("http://127.0.0.1:8080", "https://127.0.0.1:8443")
    cloud = {"url": "http://127.0.0.1:8080/", "endpoint": "127.0.0.1:8080", "sdkappid": "1400000001"}
    assert told["tencent_v3"] == cloud | {"secret_id": ID, "secret_key": KEY, "token": ""}


def test_a_disabled_key_is_no_way_in() -> None:
    """The next one is named, or none."""
    off = Secret("AKIDOFF", "a", disabled=True)
    assert entry(HERE, with_secrets(off))["tencent_v3"] is None
    assert entry(HERE, with_secrets(off, Secret("AKIDON", "b")))["tencent_v3"]["secret_id"] == "AKIDON"


def test_people_get_a_line_for_each() -> None:
    """The ports first, and those of TLS only where they are on."""
    ready, *lines = welcome(HERE, scenario())
    assert ready == "ready smpp=127.0.0.1:2775 http=http://127.0.0.1:8080 https=https://127.0.0.1:8443 smpp-tls=127.0.0.1:3550"
    assert lines[-1] == f"  Tencent Cloud SMS v3 at http://127.0.0.1:8080/ SecretId {ID} SecretKey {KEY}"
    assert not any(word in next(welcome(Where(), scenario())) for word in ("https", "tls"))


@pytest.mark.parametrize(("host", "url"), [("127.0.0.1", "https://127.0.0.1:1"), ("::1", "https://[::1]:1")])
def test_an_address_stands_in_brackets_where_it_must(host: str, url: str) -> None:
    """IPv6, in URLs."""
    assert Where(host, https_port=1).https_url == url
