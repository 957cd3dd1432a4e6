"""What an app is banned for: sending links to download a loan app. It refuses such a text; the platform then bans the app.

Source: the FAQ on texts: no loan links for an app's download, and whoever sends them on purpose is banned. The words are chosen here, and
narrow: a text must speak of loans and of an app or a download, and hold a link.
"""

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.platform.checks.values import holds_link
from simulator.refusals import Reason, Refusal
from simulator.text.lexicon import normal

LOANS = ("贷款", "借款", "借贷", "网贷", "小额贷", "现金贷", "信用贷", "放款", "下款", "loan")
APPS = ("下载", "安装", "app", "客户端", "install", "download")


def check(draft: Draft, _memory: Memory, _now: Instant) -> Refusal | None:
    """Whether the text is such a one."""
    if caught(draft.text):
        return Refusal(Reason.LOAN_LINK, f"the text offers a loan app's download: app {draft.app.id} is banned from now on")
    return None


def caught(text: str) -> bool:
    """Whether a text is such a one. Compared in the form of the lexicons: `ＡＰＰ` is `app`."""
    if not holds_link(text):  # of the three the quickest to rule out
        return False
    said = normal(text)
    return any(word in said for word in LOANS) and any(word in said for word in APPS)
