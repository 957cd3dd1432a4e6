"""HTTPS beside HTTP: who trusts it, where its authority is found, and what is wrong with files that are none."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

import msgspec
import pytest
import trustme
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat, load_pem_private_key
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111 import models
from tencentcloud.sms.v20210111.sms_client import SmsClient

from simulator.runtime.certificate import NAMES, CertificateError, given, made
from simulator.testing import Carrier
from tests.fronts.tencent_v5 import single
from tests.served import run, serve
from tests.web import Json, ask, exchange


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    """A network that is served over HTTPS too."""
    with Carrier(https=True) as network:
        yield network


def over_https(port: int, path: str, ca: str, *, host: str = "localhost", body: bytes | None = None) -> Json:
    """The JSON at a path, for a client that trusts this authority and no other."""
    opener = build_opener(ProxyHandler({}), HTTPSHandler(context=ssl.create_default_context(cadata=ca)))
    with opener.open(Request(f"https://{host}:{port}{path}", data=body), timeout=30) as response:
        answer: Json = msgspec.json.decode(response.read())
    return answer


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_client_that_trusts_the_authority_comes_in(carrier: Carrier, host: str) -> None:
    """By name and by address."""
    assert over_https(carrier.https_port, "/healthz", carrier.ca, host=host) == {"status": "ok"}


def test_one_network_stands_behind_both_ports(carrier: Carrier) -> None:
    """What was sent over HTTPS is seen over HTTP."""
    query = "/v5/tlssmssvr/sendsms?sdkappid=1400000001&random=7226249334"
    sent = over_https(carrier.https_port, query, carrier.ca, body=msgspec.json.encode(single()))
    assert sent["result"] == 0
    assert carrier.message(sent["sid"])["to"] == "+8613800000000"


def test_the_official_sdk_comes_in(carrier: Carrier, tmp_path: Path) -> None:
    """Unchanged but for its endpoint and the file of what it trusts."""
    ca = tmp_path / "ca.pem"
    ca.write_text(carrier.ca)
    http = HttpProfile(endpoint=f"localhost:{carrier.https_port}", certification=str(ca))
    client = SmsClient(Credential("AKIDEXAMPLE0000000001", "SECRETEXAMPLE0000000001"), "ap-guangzhou", ClientProfile(httpProfile=http))
    request = models.SendSmsRequest()
    request.PhoneNumberSet, request.SmsSdkAppId, request.SignName = ["13900000033"], "1400000001", "示例科技"
    request.TemplateId, request.TemplateParamSet = "1001", ["4321", "5"]
    (status,) = client.SendSms(request).SendStatusSet
    assert status.Code == "Ok"
    assert carrier.message(status.SerialNo)["to"] == "+8613900000033"


def test_a_client_that_does_not_trust_it_stays_out(carrier: Carrier) -> None:
    """The authority is of this run only: another one's is not enough."""
    with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
        over_https(carrier.https_port, "/healthz", trustme.CA().cert_pem.bytes().decode())


def test_the_authority_can_be_fetched(carrier: Carrier) -> None:
    """As the file that clients take."""
    assert exchange("GET", carrier.url + "/sim/ca.pem") == (200, "application/x-pem-file", carrier.ca.encode())


def test_the_entry_names_the_https_port(carrier: Carrier) -> None:
    """Beside the other addresses."""
    assert ask("GET", carrier.url + "/sim/entry")[1]["https"] == f"https://127.0.0.1:{carrier.https_port}"


def test_without_https_there_is_no_authority() -> None:
    """And the answer says how to turn it on."""
    with Carrier() as carrier:
        status, problem = ask("GET", carrier.url + "/sim/ca.pem")
        assert (status, ask("GET", carrier.url + "/sim/entry")[1]["https"]) == (404, None)
    assert "--https-port" in problem["detail"]


@pytest.mark.parametrize("name", [*NAMES, "carrier.test"])
def test_the_certificate_speaks_for_the_platforms_hosts(name: str) -> None:
    """And for the address that it was told to listen on: a client led here by its hosts file finds nothing amiss."""
    certificate = made("carrier.test")
    assert certificate.ca is not None
    client = ssl.create_default_context(cadata=certificate.ca.decode())
    assert shaken(client, certificate.context, name)


def shaken(client: ssl.SSLContext, server: ssl.SSLContext, name: str) -> bool:
    """Whether both are content with each other, without a socket."""
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [client.wrap_bio(down, up, server_hostname=name), server.wrap_bio(up, down, server_side=True)]
    for _ in range(4):
        for end in list(ends):
            try:
                end.do_handshake()
                ends.remove(end)
            except ssl.SSLWantReadError:
                pass
    return not ends


def files(folder: Path) -> tuple[Path, Path, Path]:
    """A certificate, its key and its authority, as somebody has them."""
    authority = trustme.CA()
    leaf = authority.issue_cert("localhost")
    cert, key, ca = folder / "cert.pem", folder / "key.pem", folder / "ca.pem"
    cert.write_bytes(b"".join(pem.bytes() for pem in leaf.cert_chain_pems))
    key.write_bytes(leaf.private_key_pem.bytes())
    ca.write_bytes(authority.cert_pem.bytes())
    return cert, key, ca


def test_serve_takes_a_certificate_of_ones_own(tmp_path: Path) -> None:
    """Clients trust its authority, and there is none of ours to fetch."""
    cert, key, ca = files(tmp_path)
    with serve("--https-port", "0", "--cert", str(cert), "--key", str(key)) as served:
        assert over_https(served.said["https_port"], "/healthz", ca.read_text()) == {"status": "ok"}
        assert ask("GET", served.url + "/sim/ca.pem")[0] == 404


def test_serve_writes_its_authority(tmp_path: Path) -> None:
    """It is there when `ready` is said."""
    ca = tmp_path / "ca.pem"
    with serve("--https-port", "0", "--ca-file", str(ca)) as served:
        assert over_https(served.said["https_port"], "/healthz", ca.read_text()) == {"status": "ok"}
        assert served.said["https"] == f"https://127.0.0.1:{served.said['https_port']}"


def test_a_key_with_a_password_is_refused(tmp_path: Path) -> None:
    """Nobody is asked for it at the terminal."""
    cert, key, _ = files(tmp_path)
    locked = tmp_path / "locked.pem"
    plain = load_pem_private_key(key.read_bytes(), None)
    locked.write_bytes(plain.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")))
    with pytest.raises(CertificateError, match="as PEM without a password"):
        given(cert, locked)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--cert", "{cert}", "--key", "{key}"), "--cert is for TLS, which is off: add --https-port or --smpp-tls-port"),
        (("--https-port", "0", "--cert", "{cert}"), "--cert and --key go together: a certificate and its private key"),
        (("--https-port", "0", "--cert", "nowhere.pem", "--key", "{key}"), "nowhere.pem: there is no such file"),
        (("--https-port", "0", "--cert", "{key}", "--key", "{cert}"), "are no certificate and its key"),
        (("--https-port", "0", "--ca-file", "{cert}/ca.pem"), "cannot be written: Not a directory"),
        (("--https-port", "0", "--cert", "{cert}", "--key", "{key}", "--ca-file", "ca.pem"), "--ca-file has nothing to hold"),
    ],
)
def test_options_that_cannot_be(tmp_path: Path, options: tuple[str, ...], sentence: str) -> None:
    """One line that says why, and nothing is started."""
    cert, key, _ = files(tmp_path)
    ended = run("serve", "--http-port", "0", "--smpp-port", "0", *(option.format(cert=cert, key=key) for option in options))
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (1, "", 1)
    assert sentence in ended.stderr
