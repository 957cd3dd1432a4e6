"""The index of the scenario files and the page on the FAQ are what the files and the catalogue say."""

from functools import cache
from pathlib import Path

import pytest

from tests.docs import faq_pages

PAGES = {faq_pages.INDEX: faq_pages.index, faq_pages.PAGE: faq_pages.page, faq_pages.TABLE: faq_pages.table}
shown = cache(faq_pages.shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page(page: Path) -> None:
    """Made anew it is the same: `python -m tests.docs.faq_pages` writes it."""
    assert page.read_text(encoding="utf-8") == PAGES[page](shown())
