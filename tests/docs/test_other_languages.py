"""What a how-to shows of an example is the example, in whatever language."""

import re
from pathlib import Path

import pytest

from tests.docs.session import EXAMPLES, ROOT

DOCUMENT = ROOT / "docs" / "how-to" / "use-it-from-other-languages.md"
SHOWN = sorted(path for folder in ("node", "java") for path in (EXAMPLES / folder).iterdir() if path.suffix in {".mjs", ".java"})


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_the_example_stands_there_whole(path: Path) -> None:
    """Letter by letter, and linked."""
    text = DOCUMENT.read_text("utf-8")
    blocks = re.findall(r"^```(?:js|java)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert path.read_text("utf-8") in blocks
    assert f"../examples/{path.parent.name}/{path.name}" in text
