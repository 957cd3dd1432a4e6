"""The reference pages are what the tables say."""

from tests.docs import tencent_page


def test_the_page_on_tencent() -> None:
    """Made anew it is the same: `python -m tests.docs.tencent_page` writes it."""
    assert tencent_page.PAGE.read_text(encoding="utf-8") == tencent_page.page()
