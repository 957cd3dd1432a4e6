"""Industries whose texts are not carried, told by their words. It names the first that a text belongs to, and decides nothing else.

Patterns have bounded repeats only, so that a text is read in a time that grows with its length and no faster.
"""

import re
from re import Pattern
from typing import Final

from msgspec import Struct

from simulator.text.lexicon import normal


class Industry(Struct, frozen=True):
    """A row. name: as the reviewer calls it; words: what tells it; also: what must stand in the text as well, None for nothing more."""

    name: str
    words: Pattern[str]
    also: Pattern[str] | None = None


_LOAN: Final = re.compile(r"贷款|借款|借贷|借钱|网贷|现金贷|小额贷|信用贷|车抵贷|放款|免抵押|秒下款|贷.{0,4}额度|\bloans?\b")
_DOWNLOAD: Final = re.compile(r"下载|安装|(?<![a-z])app(?![a-z])|https?:")
_SELLING: Final = re.compile("优惠|免费|特价|特惠|促销|钜惠|报名|咨询|报价|名额|立减|折|活动|抢购|来电|试听|套餐")
_JOINING: Final = re.compile(
    "(?<![参增])加(?:我|我们|客服|老师|官方|个人|企业){0,2}的?(?:微信|qq|企微|vx)"
    "|添加.{0,6}(?:微信|qq|企微|好友)|关注.{0,6}(?:微信|公众号)"
    "|(?:(?<![参增])加|进|入|建)(?:本|我们的?|官方|粉丝)?群(?![众岛体])|(?:微信|qq|粉丝|福利|交流)群|whatsapp group"
)
_ACQUIRING: Final = re.compile(
    "拉新|免费注册|邀请好友|邀请.{0,8}(?:注册|成为会员|入驻)|注册(?:成功)?后?(?:即可|即|就|立)?(?:送|领|获得|享)(?!达)"
    "|新(?:用户|人|客)(?:专享|专属|礼|福利)|invite (?:a|your) friends?"
)

INDUSTRIES: Final = (
    Industry("下载App的贷款链接", _LOAN, also=_DOWNLOAD),
    Industry("催款", re.compile("催款|催收|催缴|欠款|拖欠|逾期(?:未)?还款|尽快还款|立即还款|欠费催")),
    Industry("贷款", _LOAN),
    Industry("招聘面试", re.compile("招聘|面试|应聘|诚聘|急聘|求职|招工|兼职|投递.{0,4}简历|job interview")),
    Industry("装修营销", re.compile("装修|家装|建材|家私|橱柜|瓷砖|全屋定制"), also=_SELLING),
    Industry("教育营销", re.compile("招生|补习|试听课|体验课|考研班|学历提升")),
    Industry("教育营销", re.compile("培训|课程|辅导|网课|学区|留学"), also=_SELLING),
    Industry("返利", re.compile("返利|返现|返佣|返还现金|cash ?back|rebate")),
    Industry("添加微信或QQ群", _JOINING),
    Industry("拉新", _ACQUIRING),
    Industry("股票", re.compile("股票|荐股|牛股|选股")),
    Industry("投资理财", re.compile("投资理财|理财产品|高收益|保本收益|外汇交易")),
    Industry("彩票", re.compile("彩票|双色球|六合彩|lottery")),
    Industry("赌博", re.compile("赌博|博彩|赌场|casino|gambling")),
    Industry("信用卡提额", re.compile("信用卡.{0,6}提额|提额.{0,6}信用卡")),
    Industry("刷单", re.compile("刷单|空包网|刷信誉")),
    Industry("代开发票", re.compile("代开.{0,4}发票|代开票")),
    Industry("移民", re.compile("移民(?!局|管理)")),
)
"""The first that fits is named. Source: the FAQ, and what the platform's standards for templates forbid and words tell plainly."""


def industry(text: str) -> str:
    """The name of the industry that this text is of, `` for none that is forbidden."""
    read = normal(text)
    return next((row.name for row in INDUSTRIES if row.words.search(read) and (row.also is None or row.also.search(read))), "")
