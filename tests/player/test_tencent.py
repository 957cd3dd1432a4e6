"""The platform's two APIs in a timeline: what each answers and hands out, and who gets to know what when both are used."""

import pytest

from tests.player.test_run import wrong

CODE = 'template: 1001, params: ["4321", "5"]'
NIGHT = "start: 2024-03-04T23:00:00+08:00\n"
SHOWN = "【示例科技】您的验证码为4321，5分钟内有效。"


def steps(*lines: str, world: str = "") -> str:
    return f"title: t\n{world}steps:\n" + "".join(f"  - {line}\n" for line in lines)


def test_the_cloud_api_in_a_timeline() -> None:
    """Its answer, its report in its own words, the handset, and the reply that comes back."""
    assert (
        wrong(
            steps(
                f"send: {{via: tencent-v3, to: 13900009500, {CODE}, session: abc, as: code}}",
                "expect: {of: code, answer: {Code: Ok, SessionContext: abc, Fee: 1, IsoCode: CN}, report: none}",
                "pass: 1m",
                "expect: {of: code, report: {ReportStatus: SUCCESS, status: SUCCESS, Description: DELIVRD, SessionContext: abc}}",
                f"expect: {{of: code, inbox: {{text: {SHOWN}}}, state: DELIVERED}}",
                "reply: {handset: 13900009500, text: 收到}",
                "expect: {of: code, within: 1m, replies: [收到]}",
            )
        )
        == []
    )


def test_a_difference_is_told_in_the_apis_words() -> None:
    """The code that came stands in the sentence."""
    text = steps(
        f"send: {{via: tencent-v3, to: 13800000201, {CODE}, as: code}}",
        "pass: 1m",
        "expect: {of: code, report: {Description: DELIVRD}}",
        "expect: {of: code, report: none}",
    )
    assert wrong(text) == ["report's Description is MK:0024, wanted DELIVRD", "1 report came (MK:0024), wanted none"]


@pytest.mark.parametrize(
    ("world", "send", "code"),
    [
        ("", f"to: 13800000216, {CODE}", "FailedOperation.PhoneNumberInBlacklist"),
        ("", f"to: 1380, {CODE}", "InvalidParameterValue.IncorrectPhoneNumber"),
        (NIGHT, 'to: 13900009500, template: 1002, params: ["7"]', "FailedOperation.MarketingSendTimeConstraint"),
        ("", f"to: 13900009500, {CODE}, secret: AKIDNOBODY", "AuthFailure.SecretIdNotFound"),
        ("apps: [{id: 1400000001, enabled: false}]\n", f"to: 13900009500, {CODE}", "UnauthorizedOperation.SdkAppIdIsDisabled"),
    ],
)
def test_a_refusal_is_an_answer_like_any(world: str, send: str, code: str) -> None:
    """Of the one number, or of the request as a whole."""
    assert wrong(steps(f"send: {{via: tencent-v3, {send}, as: one}}", f"expect: {{of: one, answer: {{Code: {code}}}}}", world=world)) == []


def test_a_refusal_that_nobody_expects_is_found() -> None:
    """With the API's own code."""
    (found,) = wrong(steps(f"send: {{via: tencent-v3, to: 13800000216, {CODE}, as: one}}"))
    assert "it is refused (" in found
    assert "Code FailedOperation.PhoneNumberInBlacklist" in found


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_both_apis_for_one_app(order: tuple[str, str]) -> None:
    """Reports are handed out once, and each send's is told in the words of the API that it went through, whoever pulled it."""
    sends = {
        "old": f"send: {{via: tencent-v5, to: 13900009501, {CODE}, as: old}}",
        "new": f"send: {{via: tencent-v3, to: 13900009502, {CODE}, session: abc, as: new}}",
    }
    number = "CountryCode: 86, SubscriberNumber: 13900009502, PhoneNumber: +8613900009502"
    expected = (
        "expect: {of: old, within: 1m, report: {report_status: SUCCESS, errmsg: DELIVRD, mobile: 13900009501}}",
        f"expect: {{of: new, within: 1m, report: {{ReportStatus: SUCCESS, Description: DELIVRD, SessionContext: abc, {number}}}}}",
    )
    assert wrong(steps(*(sends[each] for each in order), *expected)) == []


def test_a_key_is_chosen_by_its_id() -> None:
    """One that does not work is refused; without a choice it is the customer's first."""
    world = "customers: [{name: default, secrets: [{id: AKIDOFF, key: k, disabled: true}, {id: AKIDEXAMPLE0000000001}]}]\n"
    on = f"send: {{via: tencent-v3, to: 13900009500, {CODE}, secret: AKIDEXAMPLE0000000001, as: on}}"
    off = f"send: {{via: tencent-v3, to: 13900009501, {CODE}, as: off}}"
    expected = ("expect: {of: on, answer: {Code: Ok}}", "expect: {of: off, answer: {Code: AuthFailure.SecretIdNotFound}}")
    assert wrong(steps(on, off, *expected, world=world)) == []


def test_a_customer_whose_keys_are_his_own() -> None:
    """An app of another customer is signed for with that one's key, and his templates are his."""
    world = (
        "customers: [{name: bank, secrets: [{id: AKIDBANK, key: k}]}]\n"
        "apps: [{id: 1400000002, key: k, customer: bank, signs: [{text: 示例银行}], templates: [{id: 7, text: 余额不足}]}]\n"
    )
    send = "send: {via: tencent-v3, to: 13900009500, template: 7, sign: 示例银行, as: one}"
    assert wrong(steps(send, "expect: {of: one, answer: {Code: Ok}, within: 1m, report: {Description: DELIVRD}}", world=world)) == []


def test_looking_is_no_call() -> None:
    """Where nothing waits nobody asks: ten looks do not use up the two calls a minute that this customer has."""
    world = "customers: [{name: default, calls_per_ip: 2}]\n"
    first, second = (f"send: {{via: tencent-v3, to: 1390000950{nth}, {CODE}, as: n{nth}}}" for nth in (1, 2))
    looks = ["expect: {of: n1, report: none}"] * 10
    assert wrong(steps(first, *looks, second, "expect: {of: n2, answer: {Code: Ok}}", world=world)) == []
