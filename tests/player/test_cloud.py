"""The player signs as the official SDK does."""

from simulator.platform.customers import Secret
from simulator.player.cloud import headers

SECRET = Secret("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")
BODY = (
    rb'{"PhoneNumberSet": ["+8618501234444"], "SmsSdkAppId": "1400006666", "TemplateId": "1110", '
    rb'"SignName": "\u817e\u8baf\u4e91", "TemplateParamSet": ["4370"], "SessionContext": "ctx-1"}'
)


def test_the_signature_is_the_sdks() -> None:
    """For the documentation's sample keys, computed with the Python SDK."""
    signed = headers(SECRET, "sms.tencentcloudapi.com", "SendSms", BODY, 1_700_000_000)
    credential = f"Credential={SECRET.secret_id}/2023-11-14/sms/tc3_request"
    signature = "4480460c0e46c8a873efd976aac66992db110998bb419b38b2ce72eeea4ead07"
    assert signed["Authorization"] == f"TC3-HMAC-SHA256 {credential}, SignedHeaders=content-type;host, Signature={signature}"
    assert (signed["X-TC-Action"], signed["X-TC-Version"], signed["X-TC-Timestamp"]) == ("SendSms", "2021-01-11", "1700000000")


def test_the_host_is_signed_with_its_port() -> None:
    """As the client connects to it."""
    signed = headers(SECRET, "127.0.0.1:8080", "SendSms", BODY, 1_700_000_000)
    assert signed["Authorization"].endswith("658ee8539976646c04738375de9a39d4f9bfe9416660727276c38a79e1c0f9dc")


def test_a_temporary_key_brings_its_token() -> None:
    """A lasting one has none to bring."""
    temporary = Secret("AKID", "key", token="token")
    assert headers(temporary, "localhost", "SendSms", b"{}", 0)["X-TC-Token"] == "token"
    assert "X-TC-Token" not in headers(SECRET, "localhost", "SendSms", b"{}", 0)
