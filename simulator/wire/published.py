"""Every code that Tencent publishes for answers of its SMS APIs. How each front comes to one stands in its own tables."""

from functools import cache
from importlib import resources
from typing import Final

from msgspec import Struct

_V5: Final = """
1001 1002 1003 1004 1006 1007 1008 1009 1011 1012 1013 1014 1015 1016 1017 1018 1019 1020 1021 1022 1023 1024 1025 1026 1029 1030
1031 1032 1033 1034 1036 1038 1045 1046 1047 1048
"""
V5: Final = frozenset(_V5.split())
"""Results of the v5 API (its error-code page; 1018 only in the older list)."""


class Published(Struct, frozen=True):
    """One code of the cloud API. versions: 2021, 2019; none for codes common to all products; send: SendSms has it."""

    code: str
    versions: frozenset[str]
    send: bool
    meaning: str


@cache
def published() -> dict[str, Published]:
    """All codes of the cloud API, in the lists' order: those of the SMS service (the official SDKs' lists), then the common ones."""
    known = {"both": frozenset(("2021", "2019")), "21": frozenset(("2021",)), "19": frozenset(("2019",)), "common": frozenset[str]()}
    lines = resources.files(__package__).joinpath("published.tsv").read_text("utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {name: Published(name, known[versions], bool(send), meaning) for name, versions, send, meaning in rows}


def is_published(code: str) -> bool:
    """Whether either API has such a code."""
    return code in V5 or code in published()
