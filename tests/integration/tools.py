"""Foreign programs that tests talk with or read by. Where one is missing its tests are skipped by name, but never in CI."""

import os
import shutil

import pytest

ALSO = ":/usr/sbin:/usr/local/sbin"
"""Where Debian keeps daemons, which is not on everybody's PATH."""


def tool(name: str, package: str) -> str:
    """Where a program is."""
    found = shutil.which(name, path=os.environ.get("PATH", os.defpath) + ALSO)
    if found is None:
        missing(f"{name} is missing: apt-get install {package}")
    return str(found)


def missing(what: str) -> None:
    """The test cannot be done here."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
