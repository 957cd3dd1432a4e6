"""Which texts an app is banned for."""

import pytest
from msgspec.structs import replace

from simulator.platform.checks.conduct import caught
from simulator.platform.platform import Platform
from simulator.platform.settings import Template, default_apps
from simulator.refusals import Reason
from tests.platform.asking import NINE, code, filled, reason


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("急用钱？下载贷款APP：http://daikuan.example/a", True),
        ("网贷秒批，点击 dk.example.com/x 安装客户端", True),
        ("ＬＯＡＮ ａｐｐ: download at loans.cn", True),
        ("下载贷款App，请到应用商店搜索", False),
        ("您的贷款已结清，详情见 https://bank.example/a", False),
        ("下载我们的APP：https://shop.example/a", False),
        ("您的验证码为4321，5分钟内有效。", False),
    ],
)
def test_a_link_to_download_a_loan_app(text: str, wanted: bool) -> None:
    """It takes all three: loans, an app, and a link."""
    assert caught(text) is wanted


def test_an_app_that_is_caught_is_banned() -> None:
    """The text is refused for its words, every text after it because the app is banned, until that is lifted."""
    (app,) = default_apps()
    platform = Platform([replace(app, templates=(*app.templates, Template(2001, "贷款就用{1}，请下载：http://haojie.example/")))])
    assert reason(platform.check(code("1"), NINE)) is None
    assert reason(platform.check(filled(2001, "好借"), NINE)) is Reason.LOAN_LINK
    assert reason(platform.check(code(), NINE)) is Reason.APP_BANNED
    banned = platform.app(app.id)
    assert banned is not None
    platform.change(replace(banned, banned=False))
    assert reason(platform.check(code(), NINE)) is None
