"""How to come into a running network: where it listens, and a credential for each front; for programs, and for people."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from simulator.platform.customers import Secret
from simulator.platform.settings import App
from simulator.scenario.settings import Scenario


class Where(Struct, frozen=True):
    """Where a network listens, or is to listen; port 0 is any free one.

    https_port: None for no HTTPS; dns_port: None for no name server; smpp_tls_port: None for no SMPP by TLS. control_token: what callers
    of the control API have to show, None for nothing.
    """

    host: str = "127.0.0.1"
    smpp_port: int = 2775
    http_port: int = 8080
    https_port: int | None = None
    dns_port: int | None = None
    smpp_tls_port: int | None = None
    control_token: str | None = None

    @property
    def url(self) -> str:
        """The base of every HTTP address."""
        return f"http://{self._host}:{self.http_port}"

    @property
    def https_url(self) -> str | None:
        """The same over HTTPS, None where that is off."""
        return None if self.https_port is None else f"https://{self._host}:{self.https_port}"

    @property
    def _host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def entry(where: Where, scenario: Scenario) -> dict[str, Any]:
    """The first SMPP account, the first app, and the first app with a key for the cloud API; None where there is none."""
    ports = {"port": where.smpp_port, "tls_port": where.smpp_tls_port}
    smpp = [{"host": where.host, **ports, "system_id": a.system_id, "password": a.password} for a in scenario.accounts]
    tencent = [{"url": f"{where.url}/v5/tlssmssvr/", "sdkappid": a.id, "appkey": a.key} for a in scenario.apps]
    cloud = [
        {
            "url": f"{where.url}/",
            "endpoint": where.url.removeprefix("http://"),
            "secret_id": secret.secret_id,
            "secret_key": secret.secret_key,
            "token": secret.token,
            "sdkappid": app.id,
        }
        for app, secret in _signing(scenario)
    ]
    return {
        "url": where.url,
        "https": where.https_url,
        "dns": None if where.dns_port is None else {"host": where.host, "port": where.dns_port},
        "smpp": next(iter(smpp), None),
        "tencent": next(iter(tencent), None),
        "tencent_v3": next(iter(cloud), None),
    }


def welcome(where: Where, scenario: Scenario) -> Iterator[str]:
    """Lines for people: that it is ready, then all credentials."""
    https = "" if where.https_url is None else f" https={where.https_url}"
    dns = "" if where.dns_port is None else f" dns={where.host}:{where.dns_port}"
    smpp_tls = "" if where.smpp_tls_port is None else f" smpp-tls={where.host}:{where.smpp_tls_port}"
    yield f"ready smpp={where.host}:{where.smpp_port} http={where.url}{https}{smpp_tls}{dns}"
    if where.control_token is not None:
        yield f"  control API at {where.url}/sim/ with Authorization: Bearer {where.control_token}"
    for account in scenario.accounts:
        yield f"  SMPP account {account.system_id} / {account.password}"
    for app in scenario.apps:
        yield f"  Tencent SMS v5 at {where.url}/v5/tlssmssvr/ sdkappid {app.id} appkey {app.key}"
    for customer in scenario.platform.customers:
        for secret in customer.secrets:
            yield f"  Tencent Cloud SMS v3 at {where.url}/ SecretId {secret.secret_id} SecretKey {secret.secret_key}"


def _signing(scenario: Scenario) -> Iterator[tuple[App, Secret]]:
    """Each app with the keys of its customer that work."""
    secrets = {customer.name: customer.secrets for customer in scenario.platform.customers}
    return ((app, secret) for app in scenario.apps for secret in secrets.get(app.customer, ()) if not secret.disabled)
