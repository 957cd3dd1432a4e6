"""Another scenario in a running network: who is in it no more, what goes on, and what is told of whoever is in it now."""

from collections.abc import Iterator

import pytest
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException

from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier, RefusedError
from tests.esme import Esme
from tests.fronts import tencent_v3, tencent_v5
from tests.web import Json, ask

OTHER, KEY, SECRET_ID, SECRET_KEY = "1400000077", "otherkey", "AKIDBANK0000000000001", "BANKSECRET00000000001"
BANK = f"""
customers: [{{name: bank, secrets: [{{id: {SECRET_ID}, key: {SECRET_KEY}}}]}}]
apps: [{{id: {OTHER}, key: {KEY}, customer: bank, signs: [{{text: 银行}}], templates: [{{id: 77, text: "您的验证码为{{1}}"}}]}}]
accounts: [{{system_id: bank, password: secret}}]
"""
NOBODY = "title: the default world"


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    """With a customer, an app and an account beside those of the default world."""
    with Carrier() as fresh:
        fresh.client.load(BANK)
        yield fresh


def text_of_v5(carrier: Carrier) -> Json:
    body = {"tel": {"nationcode": "86", "mobile": "13800000000"}, "tpl_id": 77, "params": ["4321"], "sign": "银行"}
    return tencent_v5.post(carrier, "sendsms", tencent_v5.signed(body, "13800000000", key=KEY), OTHER)


def code_of_v3(carrier: Carrier, secret_id: str = SECRET_ID, secret_key: str = SECRET_KEY) -> str:
    """Of a text of the app, or of the call where that is refused."""
    sdk = tencent_v3.client(carrier, secret_id=secret_id, secret_key=secret_key)
    asked = tencent_v3.text("+8613800000002", "77", ("4321",), SmsSdkAppId=OTHER, SignName="银行")
    try:
        return str(tencent_v3.call(sdk, "SendSms", **asked)["SendStatusSet"][0]["Code"])
    except TencentCloudSDKException as refused:
        return str(refused.get_code())


def test_an_app_that_is_gone_is_unknown(carrier: Carrier) -> None:
    """To its own key as to others; what it sent is shown, and its message is there to be read."""
    sent = text_of_v5(carrier)
    assert (sent["result"], code_of_v3(carrier)) == (0, "Ok")
    carrier.client.load(NOBODY)
    assert text_of_v5(carrier)["result"] == 1019
    own = tencent_v3.SECRET_ID, tencent_v3.SECRET_KEY
    assert code_of_v3(carrier, *own) == "InvalidParameterValue.SdkAppIdNotExist"
    carrier.pass_(minutes=1)
    assert "【银行】您的验证码为4321" in carrier.inbox("13800000000")
    assert carrier.message(sent["sid"])["state"] == "DELIVERED"


def test_a_customer_who_is_gone_has_no_keys(carrier: Carrier) -> None:
    """And has them again with a file that names him."""
    carrier.client.load(NOBODY)
    assert code_of_v3(carrier) == "AuthFailure.SecretIdNotFound"
    carrier.client.load(BANK)
    assert code_of_v3(carrier) == "Ok"


def test_sessions_of_an_account_that_is_gone_are_unbound(carrier: Carrier) -> None:
    """Its binds are refused, and nobody sees it among the accounts; all other sessions stay."""
    with Esme(carrier.smpp_port) as gone, Esme(carrier.smpp_port) as stays, Esme(carrier.smpp_port) as late:
        assert [gone.bind(system_id="bank").status, stays.bind().status] == [Status.ROK, Status.ROK]
        carrier.client.load(NOBODY)
        unbind = gone.hear()
        assert unbind.command is Command.UNBIND
        gone.say(Pdu(Command.UNBIND_RESP, sequence=unbind.sequence))
        assert gone.hung_up()
        assert late.bind(system_id="bank").status == Status.RINVSYSID
        assert stays.alive()
    assert [each["system_id"] for each in ask("GET", f"{carrier.url}/sim/accounts")[1]["accounts"]] == ["esme"]


def test_messages_of_an_account_that_is_gone_go_on(carrier: Carrier) -> None:
    """Its receipts wait, and are there when the account is back."""
    with Esme(carrier.smpp_port) as client:
        client.bind(system_id="bank")
        message = client.submit().fields["message_id"]
        carrier.client.load(NOBODY)
        carrier.pass_(minutes=1)
        assert carrier.message(message)["state"] == "DELIVERED"
    carrier.client.load(BANK)
    with Esme(carrier.smpp_port) as client:
        client.bind(system_id="bank")
        assert client.receipt()[0].id == message


def test_who_was_added_by_hand_stays(carrier: Carrier) -> None:
    """A lease has its app and its account whatever is loaded, and its sessions."""
    lease = carrier.client.lease()
    assert lease.system_id
    assert lease.password
    with Esme(carrier.smpp_port) as client:
        client.bind(system_id=lease.system_id, password=lease.password)
        carrier.client.load(NOBODY)
        assert client.submit().status == Status.ROK


def test_parts_wait_as_long_as_the_new_file_says(carrier: Carrier) -> None:
    """Those that wait already, too: at once no longer where that is over, a day longer where it is more."""
    with Esme(carrier.smpp_port) as client:
        client.bind()
        first, second = (_part(client, reference) for reference in (7, 8))
        carrier.pass_(hours=20)
        carrier.client.load("network: {join: 48h}")
        carrier.pass_(hours=20)
        assert _given_up(carrier, first) == []
        carrier.client.load("network: {join: 1h}")
        carrier.pass_(seconds=1)
        assert [len(_given_up(carrier, each)) for each in (first, second)] == [1, 1]


def test_a_call_that_cannot_be_made_changes_nothing(carrier: Carrier) -> None:
    """It is told why, and the world stays as it was."""
    with pytest.raises(RefusedError, match=r"outbind's authority .*no\.pem' cannot be read"):
        carrier.client.load("accounts: [{system_id: esme, outbind: {host: a, port: 1, tls: true, authority: no.pem}}]")
    assert text_of_v5(carrier)["result"] == 0


def _part(client: Esme, reference: int) -> str:
    """One of two, to a handset of its own."""
    answer = client.submit("13800000000", short_message=bytes((5, 0, 3, reference, 2, 1)) + b"one ", esm_class=0x40)
    message: str = answer.fields["message_id"]
    return message


def _given_up(carrier: Carrier, message: str) -> list[str]:
    return [entry["at"] for entry in carrier.message(message)["trail"] if entry["event"] == "given_up"]
