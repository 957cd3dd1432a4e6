"""The pictures that come with an application."""

from base64 import b64encode

import pytest

from simulator.platform.review.pictures import OCTETS_MAX, Picture, read
from simulator.refusals import Reason, Refusal

JPG = b"\xff\xd8\xff\xe0" + bytes(20)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def coded(content: bytes) -> str:
    return b64encode(content).decode()


@pytest.mark.parametrize(
    ("base64", "picture"),
    [
        pytest.param(coded(JPG), Picture("jpg", 24), id="jpg"),
        pytest.param(coded(PNG), Picture("png", 28), id="png"),
        pytest.param(f"{coded(PNG)[:8]}\r\n{coded(PNG)[8:]}\n", Picture("png", 28), id="broken into lines"),
        pytest.param(coded(PNG + bytes(OCTETS_MAX - len(PNG))), Picture("png", OCTETS_MAX), id="as large as may be"),
        pytest.param("", None, id="none"),
    ],
)
def test_a_picture_that_can_be_opened(base64: str, picture: Picture | None) -> None:
    """A jpg or png of at most 5 MB is taken."""
    assert read(base64) == picture


@pytest.mark.parametrize(
    "base64",
    [
        pytest.param("data:image/png;base64," + coded(PNG), id="with a prefix"),
        pytest.param(coded(JPG)[:-1], id="cut off"),
        pytest.param("图片", id="no base64"),
        pytest.param(coded(b"GIF89a" + bytes(20)), id="a gif"),
        pytest.param(coded(b"\x89PNG"), id="the beginning of a beginning"),
        pytest.param(coded(JPG + bytes(OCTETS_MAX)), id="too large"),
        pytest.param("=", id="padding only"),
    ],
)
def test_a_picture_that_cannot_be_opened(base64: str) -> None:
    """Anything else is refused at once."""
    refused = read(base64)
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.IMAGE_INVALID
