"""Tencent's own client of the cloud API v3: a code to a handset that is off, and the report that it failed."""

import time

from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111 import models, sms_client

profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint="127.0.0.1:8080"))
client = sms_client.SmsClient(Credential("AKIDEXAMPLE0000000001", "SECRETEXAMPLE0000000001"), "ap-guangzhou", profile)

send = models.SendSmsRequest()
send.SmsSdkAppId, send.SignName, send.TemplateId, send.TemplateParamSet = "1400000001", "示例科技", "1001", ["8642", "5"]
send.PhoneNumberSet = ["+8613800000201"]
(answer,) = client.SendSms(send).SendStatusSet
print("answer:", answer.Code, answer.SerialNo)

pull = models.PullSmsSendStatusRequest()
pull.SmsSdkAppId, pull.Limit = "1400000001", 1
reports = {}
while answer.Code == "Ok" and answer.SerialNo not in reports:  # reports of earlier texts come first
    time.sleep(0.1)
    reports |= {report.SerialNo: report for report in client.PullSmsSendStatus(pull).PullSmsSendStatusSet}
if answer.SerialNo in reports:
    print("report:", reports[answer.SerialNo].ReportStatus, reports[answer.SerialNo].Description)
