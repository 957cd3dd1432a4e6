"""Whether a text is marketing, and whether it says how to opt out. It reads the text only: what its sender ticked is nobody's argument.

Patterns have bounded repeats only, and are tried on the text's end where the end is meant.
"""

import re
from typing import Final

from simulator.message import Kind
from simulator.platform.customers import Rules
from simulator.text.lexicon import normal

_WORDS: Final = re.compile(
    "优惠|促销|特价|特惠|钜惠|折扣|打折|满减|立减|直降|会员日|大促|双十一|秒杀|抽奖|领券|代金券|红包|限时抢|抢购|清仓|买一送一|免费领|赠品"
    "|新品上市|新品上新|上新啦|预售|狂欢|让利|包邮|回馈"
    r"|[0-9一二三四五六七八九}]折(?![叠算旧返线断页痕])"
    r"|\b(?:discounts?|promo(?:tion)?s?|coupons?|vouchers?|special offers?|flash sale|on sale|unsubscribe)\b"
    "|[0-9}] ?% off"
)
_QUOTED: Final = r"[ “”\"']{0,2}(?:td|t|n)(?:[/或、](?:td|t|n)){0,2}[ “”\"']{0,2}"
_BY_LETTERS: Final = f"(?:回复?{_QUOTED}可?退订|退订请?回复?{_QUOTED})"
_BY_R: Final = "拒收请回复r"
_OPT_OUTS: Final = re.compile(f"{_BY_LETTERS}|{_BY_R}")
_AT_THE_END: Final = {
    Rules.OF_2024: re.compile(rf"{_BY_LETTERS}[。.!)”\"' ]{{0,3}}$"),
    Rules.CURRENT: re.compile(f"{_BY_R}$"),
}
"""The forms that count. 2024: TD, T or N, a full stop may follow; current: those words and nothing after them."""
_TAIL: Final = 40
"""Characters at the end of a text in which the longest of these forms has room."""


def kind(text: str) -> Kind:
    """What a text is by its words; one that offers to opt out says itself that it is marketing."""
    read = normal(text)
    return Kind.MARKETING if _WORDS.search(read) or _OPT_OUTS.search(read) else Kind.NORMAL


def praises(text: str) -> bool:
    """Whether it has marketing's words, an opt-out apart."""
    return _WORDS.search(normal(text)) is not None


def offers_opt_out(text: str, rules: Rules) -> bool:
    """Whether the text ends with a way to opt out, in the words of these rules."""
    return _AT_THE_END[rules].search(normal(text[-_TAIL:])) is not None
