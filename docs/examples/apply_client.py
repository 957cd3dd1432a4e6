"""Tencent's own client once more: a signature and a template are handed in, unless they are on file, and where all of them stand."""

import time
from base64 import b64encode

from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111 import models, sms_client

profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint="127.0.0.1:8080"))
client = sms_client.SmsClient(Credential("AKIDEXAMPLE0000000001", "SECRETEXAMPLE0000000001"), "ap-guangzhou", profile)
STANDS = {0: "approved", 1: "in review", 2: "approved, not in force yet", -1: "refused"}


def sign(name):
    """Hand in a signature of the company, proved by its licence."""
    asked = models.AddSmsSignRequest()
    asked.SignName, asked.SignType, asked.DocumentType, asked.International, asked.SignPurpose = name, 0, 1, 0, 0
    asked.ProofImage = b64encode(b"\x89PNG\r\n\x1a\n").decode()
    client.AddSmsSign(asked)


def template(text):
    """Hand in a template for the mainland."""
    asked = models.AddSmsTemplateRequest()
    asked.TemplateName, asked.TemplateContent, asked.SmsType, asked.International = "订单通知", text, 0, 0
    asked.Remark = "用于通知用户包裹的签收情况"
    client.AddSmsTemplate(asked)


def signs():
    """All signatures: number, text, and the rest."""
    asked = models.DescribeSmsSignListRequest()
    asked.International, asked.Limit = 0, 100
    return [(each.SignId, each.SignName, each) for each in client.DescribeSmsSignList(asked).DescribeSignListStatusSet]


def templates():
    """All templates, the same."""
    asked = models.DescribeSmsTemplateListRequest()
    asked.International, asked.Limit = 0, 100
    return [(each.TemplateId, each.TemplateContent, each) for each in client.DescribeSmsTemplateList(asked).DescribeTemplateStatusSet]


for hand_in, listed, wanted in (
    (sign, signs, ["云上书店"]),
    (template, templates, ["您的包裹{1}已由{2}签收，请留意查看。", "详情见 https://t.cn/A{1}，点击查看您的订单。"]),
):
    on_file = [name for _, name, _ in listed()]
    for name in wanted:
        if name not in on_file:
            hand_in(name)
            time.sleep(1)  # one signature a second, two templates
    for number, name, each in listed():
        print(number, name, STANDS[each.StatusCode], each.ReviewReply)
