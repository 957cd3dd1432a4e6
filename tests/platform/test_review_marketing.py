"""What is marketing, and how one opts out of it."""

import pytest

from simulator.message import Kind
from simulator.platform.customers import Rules
from simulator.platform.review.marketing import kind, offers_opt_out, praises

PRAISE = [
    "会员日全场八五折",
    "本周{1}折起",
    "全店满减进行中",
    "新品上市，敬请光临",
    "Coupons inside",
    "{1}% off today",
    "买一送一",
    "限时抢购",
]
PLAIN = [
    "您的验证码为{1}",
    "手机背面可以折叠",
    "您的订单{1}已发货",
    "预约在5月3日，请准时",
    "因线路转折，班次调整",
    "Your parcel has arrived.",
]
ENDINGS = [
    "回复TD退订",
    "回T退订",
    "退订回N",
    "退订请回复TD。",
    "回复“TD”退订",
    "回复 TD 退订",
    "回复TD/T/N退订",
    "回复td退订！",
    "（回复T退订）",
]
NO_ENDINGS = ["退订请致电客服", "回复TD退订，谢谢惠顾", "回复X退订", "TD", "回复退订", ""]


@pytest.mark.parametrize("text", PRAISE)
def test_marketing_by_its_words(text: str) -> None:
    """Words that sell make a text marketing."""
    assert praises(text)
    assert kind(text) is Kind.MARKETING


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts(text: str) -> None:
    """What tells something and sells nothing is normal."""
    assert not praises(text)
    assert kind(text) is Kind.NORMAL


@pytest.mark.parametrize("ending", [*ENDINGS, "拒收请回复R"])
def test_who_offers_to_opt_out_means_marketing(ending: str) -> None:
    """A text that says how to opt out is marketing by that alone, and sells nothing by it."""
    assert kind(f"云杉会员大会周六举行，{ending}") is Kind.MARKETING
    assert not praises(ending)


@pytest.mark.parametrize(
    ("text", "rules", "offers"),
    [
        *((f"周六见，{ending}", Rules.OF_2024, True) for ending in ENDINGS),
        *((f"周六见，{ending}", Rules.OF_2024, False) for ending in NO_ENDINGS),
        ("周六见，拒收请回复R", Rules.CURRENT, True),
        ("周六见，拒收请回复Ｒ", Rules.CURRENT, True),
        ("周六见，拒收请回复R。", Rules.CURRENT, False),
        ("周六见，拒收请回复TD", Rules.CURRENT, False),
        ("周六见，回复TD退订", Rules.CURRENT, False),
        ("周六见，拒收请回复R", Rules.OF_2024, False),
    ],
)
def test_the_end_says_how_to_opt_out(text: str, rules: Rules, offers: bool) -> None:
    """2024: TD, T or N in the usual forms, perhaps a full stop; current: one form, and nothing after it."""
    assert offers_opt_out(text, rules) is offers


@pytest.mark.parametrize("piece", ["回", "回复td", "退订回复", "回复t/", "9", " ", "拒收请回复", "coupon"])
def test_long_text_is_read_once(piece: str) -> None:
    """A hundred thousand beginnings of an opt-out take no longer than as many letters."""
    text = piece * 100_000
    kind(text)
    assert not any(offers_opt_out(text, rules) for rules in Rules)
