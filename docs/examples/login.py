"""The program under test, in place of yours: it sends login codes with Tencent's own SDK, to the endpoint that it is given."""

from urllib.parse import urlsplit

from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111 import models, sms_client

PRODUCTION = "https://sms.tencentcloudapi.com"


def send_code(number: str, code: str, url: str = PRODUCTION) -> str:
    """Text a code to a number; the platform's answer."""
    endpoint = urlsplit(url)
    profile = ClientProfile(httpProfile=HttpProfile(protocol=endpoint.scheme, endpoint=endpoint.netloc))
    client = sms_client.SmsClient(Credential("AKIDEXAMPLE0000000001", "SECRETEXAMPLE0000000001"), "ap-guangzhou", profile)
    send = models.SendSmsRequest()
    send.SmsSdkAppId, send.SignName, send.TemplateId = "1400000001", "示例科技", "1001"
    send.PhoneNumberSet, send.TemplateParamSet = [number], [code, "5"]
    return client.SendSms(send).SendStatusSet[0].Code


if __name__ == "__main__":
    print(send_code("+8613800000000", "4321", "http://127.0.0.1:8080"))
