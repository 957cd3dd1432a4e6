"""The platform's counter in a timeline: papers through each door, liftings, questions, the console, and the send record."""

import pytest

from tests.player.test_run import wrong
from tests.player.test_tencent import CODE, SHOWN, steps

PARCEL = '"您的包裹{1}已由门卫签收，请留意查看。"'


@pytest.mark.parametrize("via", ["tencent-v5", "tencent-v3", "console"])
def test_a_template_through_each_door(via: str) -> None:
    """It is in review, two hours later approved, then it can be sent with; changed it can not be any more, deleted it can."""
    text = steps(
        f"apply: {{via: {via}, template: {PARCEL}, title: 签收, remark: 快递签收通知, as: parcel}}",
        "expect: {of: parcel, review: {status: in-review, reply: ''}}",
        "send: {via: tencent-v5, to: 13900009500, template: parcel, params: [a], as: early}",
        "expect: {of: early, answer: {result: 1014}}",
        "expect: {of: parcel, within: 2h, review: {status: approved}}",
        "send: {via: tencent-v3, to: 13900009500, template: parcel, params: [a], as: text}",
        "expect: {of: text, within: 1m, inbox: {text: 【示例科技】您的包裹a已由门卫签收，请留意查看。}}",
        f"apply: {{via: {via}, delete: parcel, as: gone}}",
        "expect: {of: gone, review: {status: deleted}}",
    )
    assert wrong(text) == []


@pytest.mark.parametrize("via", ["tencent-v5", "tencent-v3", "console"])
def test_a_signature_is_changed_while_it_waits(via: str) -> None:
    """It keeps its number, and the reviewers read what it says last."""
    text = steps(
        f"apply: {{via: {via}, sign: 测试, as: shop}}",
        "pass: 1s",
        f"apply: {{via: {via}, change: shop, sign: 云上书店}}",
        "expect: {of: shop, within: 3h, review: {status: approved}}",
        f"send: {{via: tencent-v5, to: 13900009500, sign: 云上书店, {CODE}, as: text}}",
        "expect: {of: text, answer: {result: 0}}",
    )
    assert wrong(text) == []


def test_an_application_that_is_refused_is_found() -> None:
    """Where nobody expects its answer; a paper that was not taken stands nowhere."""
    found = wrong(steps("apply: {via: tencent-v5, template: '{2}', as: bad}", "expect: {of: bad, review: {status: in-review}}"))
    assert found[0].startswith("it is refused (result 1014")
    assert found[1] == "the review's status is not taken, wanted in-review"


def test_a_number_is_lifted_after_a_review() -> None:
    """Asking is not enough."""
    text = steps(
        "lift: {handset: 13800000016, as: lift}",
        "expect: {of: lift, answer: {status: 200}, review: {status: in-review}}",
        f"send: {{via: tencent-v5, to: 13800000016, {CODE}, as: early}}",
        "expect: {of: early, answer: {result: 1015}}",
        "expect: {of: lift, within: 2h, review: {status: approved}}",
        f"send: {{via: tencent-v5, to: 13800000016, {CODE}, as: late}}",
        "expect: {of: late, answer: {result: 0}}",
    )
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("what", "v5", "v3"),
    [
        ("records, number: 13900009500", "real_count: 1", "TotalCount: 1"),
        ("reports, number: 13900009500", "count: 1", "PullSmsSendStatusSet: [{ReportStatus: SUCCESS}]"),
        ("replies, number: 13900009500", "data: [{text: 好}]", "PullSmsReplyStatusSet: [{ReplyContent: 好}]"),
        ("sent", "data: {request: 1, success: 1}", "SendStatusStatistics: {RequestCount: 1}"),
        ("reported", "data: {status_success: 1}", "CallbackStatusStatistics: {CallbackSuccessCount: 1}"),
        ("packages", "data: [{amount: 5, used: 1}]", "SmsPackagesStatisticsSet: [{PackageAmount: 5, CurrentUsage: 1}]"),
    ],
)
def test_what_can_be_asked(what: str, v5: str, v3: str) -> None:
    """Of either API, in its own words."""
    text = steps(
        f"send: {{via: tencent-v5, to: 13900009500, {CODE}, as: code}}",
        "pass: 1m",
        "reply: {handset: 13900009500, text: 好}",
        "pass: 3h",
        f"query: {{via: tencent-v5, what: {what}, as: v5}}",
        f"query: {{via: tencent-v3, what: {what}, as: v3}}",
        f"expect: {{of: v5, answer: {{{v5}}}}}",
        f"expect: {{of: v3, answer: {{{v3}}}}}",
        world="customers: [{name: default, billing: {packages: [{id: 1, amount: 5, created: +0s}]}}]\n",
    )
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("console", "answer"),
    [
        ("app: 1400000001, enabled: false", "{result: 1020}"),
        ("app: 1400000001, banned: true", "{result: 1020}"),
        ("app: 1400000001, key_disabled: true", "{result: 1001}"),
        ("app: 1400000001, key: other", "{result: 1001}"),
        ("app: 1400000001, limits: {app: 1}", "{result: 1022}"),
        ("secret: AKIDEXAMPLE0000000001, disabled: true", "{result: 0}"),
    ],
)
def test_what_can_be_done_at_the_console(console: str, answer: str) -> None:
    """It holds for the next text."""
    text = steps(
        f"send: {{via: tencent-v5, to: 13900009501, {CODE}}}",
        f"console: {{{console}}}",
        f"send: {{via: tencent-v5, to: 13900009500, {CODE}, as: code}}",
        f"expect: {{of: code, answer: {answer}}}",
    )
    assert wrong(text) == []


def test_the_record_is_what_the_console_shows() -> None:
    """Success is that it was taken, whatever was reported; digits are masked; what was refused says why; of nothing there is nothing."""
    text = steps(
        f"send: {{via: tencent-v5, to: 13900009500, {CODE}, as: shown}}",
        f"send: {{via: tencent-v3, to: 13800000201, {CODE}, as: off}}",
        f"send: {{via: tencent-v3, to: 13800000216, {CODE}, as: refused}}",
        f"send: {{via: tencent-v5, to: 13900009501, {CODE}, as: unread, but: {{body: none}}}}",
        "expect: {of: shown, record: {status: success, remark: ''}}",
        "pass: 1m",
        "expect: {of: shown, record: {status: success, remark: 用户短信接收成功, sign: 示例科技}}",
        "expect: {of: shown, record: {text: 【示例科技】您的验证码为4**1，*分钟内有效。}}",
        'expect: {of: off, record: {status: success, remark: "MK:0024手机关机"}}',
        "expect: {of: refused, answer: {Code: FailedOperation.PhoneNumberInBlacklist}}",
        "expect: {of: refused, record: {status: failure, remark: 1015手机号在黑名单库中}}",
        "expect: {of: unread, answer: {ErrorCode: 60003}, record: none}",
    )
    assert wrong(text) == []


def test_a_record_that_is_otherwise_is_told() -> None:
    """With what stands there."""
    text = steps(
        f"send: {{via: tencent-v5, to: 13900009500, {CODE}, as: shown}}",
        "expect: {of: shown, record: {status: failure}}",
        "expect: {of: shown, record: none}",
    )
    first, second = wrong(text)
    assert first == "the record's status is success, wanted failure"
    assert second.startswith("there is a record (status success")


def test_a_batch_is_one_request() -> None:
    """Every number of it is looked at."""
    text = steps(
        f"send: {{via: tencent-v5, to: 13900009500, batch: 3, {CODE}, as: v5}}",
        f"send: {{via: tencent-v3, to: 13900009600, batch: 3, {CODE}, as: v3}}",
        "expect: {of: v5, answer: {detail: [{}, {}, {}]}, within: 1m, report: {report_status: SUCCESS}}",
        f"expect: {{of: v5, inbox: {{text: {SHOWN}}}}}",
        f"expect: {{of: v3, answer: {{SendStatusSet: [{{}}, {{}}, {{}}]}}, within: 1m, inbox: {{text: {SHOWN}}}}}",
        "expect: {of: v3, inbox: none}",
    )
    assert wrong(text) == [
        "; ".join(f"+86139000096{nth:02}'s inbox shows “{SHOWN}”, wanted nothing" for nth in range(3)),
    ]


def test_an_application_without_a_name_is_nobody_elses() -> None:
    """What is handed in after it is a paper of its own."""
    text = steps(
        f"apply: {{via: tencent-v5, template: {PARCEL}, remark: 快递签收通知}}",
        "apply: {via: tencent-v5, template: '您的信件{1}已由门卫签收，请留意查看。', remark: 信件签收通知, as: letter}",
        "apply: {via: tencent-v5, template: '{1}{2}', remark: 快递签收通知, as: bad}",
        "expect: {of: letter, within: 3h, review: {status: approved}}",
        "expect: {of: bad, review: {status: refused}}",
        "call: {via: tencent-v5, interface: get_template, as: all,"
        ' body: \'{"tpl_page": {"max": 50, "offset": 0}, "time": $time, "sig": "$sig"}\'}',
        "expect: {of: all, answer: {total: 7}}",
    )
    assert wrong(text) == []
