"""Tencent's own v5 client, qcloudsms_py 0.1.4: a code by template, and its report."""

import json
import time

from qcloudsms_py import SmsSingleSender, SmsStatusPuller
from qcloudsms_py.httpclient import HTTPSimpleClient

BASE = "http://127.0.0.1:8080/v5/tlssmssvr"
APP, KEY = 1400000001, "5f03a35d00ee52a21327ab048186a2c4"


class Http(HTTPSimpleClient):
    """The package reads JSON in a way that Python 3.9 gave up; it lets you bring your own client, and this one reads it as of today."""

    def fetch(self, req):
        response = super().fetch(req)
        response.json = lambda: json.loads(response.body)
        return response


sender = SmsSingleSender(APP, KEY, httpclient=Http())
answer = sender.send_with_param(86, "13800000000", 1001, ["4321", "5"], sign="示例科技", url=f"{BASE}/sendsms")
print("answer:", answer["result"], answer["errmsg"], answer["sid"])

puller = SmsStatusPuller(APP, KEY, httpclient=Http())
report = {}
while report.get("sid") != answer["sid"]:
    for report in puller.pull_callback(1, url=f"{BASE}/pullstatus")["data"]:
        print("report:", report["report_status"], report["errmsg"], report["sid"])
    time.sleep(0.1)
