"""Industries whose texts are not carried."""

import pytest

from simulator.platform.review.industries import INDUSTRIES, industry

OF = {
    "下载App的贷款链接": ["下载云借App，贷款当天到账", "Get a loan now: https://loan.test"],
    "催款": ["您有一笔欠款未结清，请尽快处理", "账单已逾期还款，请联系我们"],
    "贷款": ["您的贷款申请已通过", "低息网贷，凭身份证办理", "Loan approved"],
    "招聘面试": ["请于{1}到三楼参加面试", "云杉科技诚聘仓库主管"],
    "装修营销": ["整屋装修免费量房", "建材节现场特价"],
    "教育营销": ["秋季班招生开始", "英语课程报名立减两百元"],
    "返利": ["下单即享返现十元", "Cash back on every order"],
    "添加微信或QQ群": ["加我微信领资料", "添加客服企微了解详情", "关注云杉公众号", "扫码进群", "加入ＱＱ群"],
    "拉新": ["邀请三位朋友注册有礼", "注册即送流量包", "新人专享礼包", "免费注册"],
    "股票": ["今日牛股"],
    "投资理财": ["保本收益，每日结算"],
    "彩票": ["双色球今晚开奖"],
    "赌博": ["线上博彩", "Casino night"],
    "信用卡提额": ["信用卡快速提额"],
    "刷单": ["在家刷单"],
    "代开发票": ["代开各类发票"],
    "移民": ["移民加拿大"],
}
FINE = [
    "您的注册验证码已发送",
    "您的包裹已送达驿站，取件码{1}",
    "参加群众体育活动请带身份证",
    "您的微信支付已到账",
    "课程表已更新，请登录查看",
    "您家的装修进度已更新到水电阶段",
    "出入境管理与移民局通知：您的证件已办结",
    "您借阅的图书明天到期",
    "应用有新版本可下载",
    "Your code is {1}.",
]


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in OF.items() for text in texts])
def test_a_text_of_a_forbidden_industry(name: str, text: str) -> None:
    """Told by its words, whatever their width and case."""
    assert industry(text) == name


@pytest.mark.parametrize("text", FINE)
def test_a_text_of_none(text: str) -> None:
    """Words that only look alike, and industries that may notify but not advertise, pass."""
    assert industry(text) == ""


def test_each_row_has_its_examples() -> None:
    """No industry stands in the table unproved."""
    assert {row.name for row in INDUSTRIES} == set(OF)


@pytest.mark.parametrize("piece", ["贷", "加", "信用卡", "邀请", "注册即", "我们", "加我们", "投递", "a", "loan "])
def test_long_text_is_read_once(piece: str) -> None:
    """A hundred thousand beginnings of forbidden words take no longer than as many letters."""
    industry(piece * 100_000)
