"""The links in a text, with or without `http`. It finds them and takes them apart; it opens nothing.

A text is cut into runs of the characters that links are made of, and each run is looked at once: no pattern goes back.
"""

import re
from typing import Final

from msgspec import Struct

_RUN: Final = re.compile(r"[A-Za-z0-9:/?#@&=.%~_+{}\-]+")
_SCHEME: Final = re.compile(r"https?://", re.IGNORECASE)
_VARIABLE: Final = re.compile(r"\{[0-9]{1,3}\}")

_DOMAINS_HERE: Final = "com cn net org gov edu top xyz vip club shop site info cc tv wang ren ltd ink fun mobi biz link"
_DOMAINS_ABROAD: Final = "io co me app hk im gd gl ly tw mo sg uk us jp kr de fr"
TOP_DOMAINS: Final = frozenset(f"{_DOMAINS_HERE} {_DOMAINS_ABROAD}".split())
"""How a host ends; one that ends otherwise is a link only with `http` or `www` in front."""

_SHORTENERS: Final = "t.cn dwz.cn url.cn w.url.cn suo.im suo.nz mrw.so rrd.me sourl.cn bit.ly tinyurl.com goo.gl is.gd t.co ow.ly"
SHORTENERS: Final = frozenset(_SHORTENERS.split())
"""Hosts whose links lead elsewhere: nobody sees from them where."""


class Link(Struct, frozen=True):
    """A link as it stands in a text. address: in the form in which links are compared, see `address`."""

    text: str
    address: str

    @property
    def variable(self) -> bool:
        """Whether a variable stands in it, or right behind it."""
        return _VARIABLE.search(self.text) is not None

    @property
    def short(self) -> bool:
        """Whether it leads on to another."""
        return self.address.partition("/")[0] in SHORTENERS


def links(text: str) -> list[Link]:
    """All links of a text, in their order."""
    found = (_link(run) for run in _RUN.findall(text))
    return [Link(link, address(link)) for link in found if link]


def address(link: str) -> str:
    """A link without its scheme, the closing slash and the case of its host: what equal links have in common."""
    host, slash, path = _SCHEME.sub("", link, count=1).partition("/")
    return (host.lower() + slash + path).rstrip("/")


def _link(run: str) -> str:
    """The link in a run of its characters, `` where there is none."""
    scheme = _SCHEME.search(run)
    if scheme:
        return run[scheme.start() :].rstrip(".:?-")
    bare = run.strip(".:?-/")
    host = bare.partition("/")[0].partition("?")[0].partition(":")[0]
    _, dot, top = _VARIABLE.sub("", host).rpartition(".")
    named = bool(dot) and "@" not in host and top.lower() in TOP_DOMAINS
    return bare if named or host.lower().startswith("www.") else ""
