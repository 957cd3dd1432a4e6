"""The links in a text."""

import pytest

from simulator.platform.review.links import address, links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("点https://pay.example.cn/a?b=1查看", ["https://pay.example.cn/a?b=1"], id="between Chinese characters"),
        pytest.param("见www.example.museum。", ["www.example.museum"], id="www"),
        pytest.param("见 example.com, 谢谢", ["example.com"], id="no scheme"),
        pytest.param("见example.com:8080/x/", ["example.com:8080/x"], id="a port"),
        pytest.param("See HTTP://EXAMPLE.test.", ["HTTP://EXAMPLE.test"], id="capital letters, a full stop behind"),
        pytest.param("a.cn，b.cn", ["a.cn", "b.cn"], id="two"),
        pytest.param("在www.{1}.com或{2}.cn", ["www.{1}.com", "{2}.cn"], id="variables in the host"),
        pytest.param("编号{1}http://a.test", ["http://a.test"], id="behind a variable"),
        pytest.param("写信到help@example.com", [], id="an e-mail address"),
        pytest.param("3.14元，版本1.2.3，12:30", [], id="numbers"),
        pytest.param("Done.Thanks", [], id="a full stop without a blank"),
        pytest.param("http:，www", [], id="only beginnings"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_where_links_are(text: str, found: list[str]) -> None:
    """With a scheme, with `www`, or a host that ends as hosts do."""
    assert [link.text for link in links(text)] == found


@pytest.mark.parametrize(
    ("text", "variable"),
    [("http://a.cn/{1}", True), ("http://a.cn{12}", True), ("{1}.cn", True), ("http://a.cn，{1}", False), ("http://a.cn/{x}", False)],
)
def test_a_variable_in_a_link(text: str, variable: bool) -> None:
    """In the host, in the path, or right behind: where the text itself does not say where the link leads."""
    assert [link.variable for link in links(text)] == [variable]


@pytest.mark.parametrize(
    ("text", "short"),
    [("http://t.cn/A6x", True), ("https://T.CN/A6x", True), ("bit.ly/x", True), ("http://at.cn/A6x", False), ("http://a.cn/t.cn", False)],
)
def test_a_link_that_leads_elsewhere(text: str, short: bool) -> None:
    """Told by its host."""
    assert [link.short for link in links(text)] == [short]


def test_one_address_in_many_forms() -> None:
    """Scheme, closing slash and the case of the host make no other link; the path's case does."""
    assert {address(link) for link in ("https://Example.com/a/", "http://example.com/a", "example.com/a")} == {"example.com/a"}
    assert address("example.com/A") != address("example.com/a")


@pytest.mark.parametrize("piece", ["a.", "{1}", "http://", "www.", "-.", "@", "://"])
def test_long_text_is_read_once(piece: str) -> None:
    """A hundred thousand pieces that look like links take no longer than as many letters."""
    assert len(links(piece * 100_000)) <= 1
