import pytest

from simulator.fronts.tencent_v5.signature import calculate, matches

SAMPLE = ("5f03a35d00ee52a21327ab048186a2c4", "7226249334", "1457336869")
OTHER = ("0123456789abcdef0123456789abcdef", "123456", "1700000000")


@pytest.mark.parametrize(
    ("given", "last", "sig"),
    [
        pytest.param(SAMPLE, "mobile=13788888888", "ecab4881ee80ad3d76bb1da68387428ca752eb885e52621a3129dcf4d9bc4fd4", id="A"),
        pytest.param(SAMPLE, "mobile=13788888888,13788888889", "be66bb4aeb54701ed0637d0996a0b75111d5b8eda9b3a71bdc579a3d26f3edfb", id="B"),
        pytest.param(SAMPLE, "", "c13e54f047ed75e821e698730c72d030dc30e5b510b3f8a0fb6fb7605283d7df", id="C"),
        pytest.param(OTHER, "mobile=18501234444", "f38c12c0347676df13448d1273a229e59eef0ff5b7e30fb4e5751c86c5a7525a", id="D"),
        pytest.param(
            OTHER,
            "mobile=18501234444,18501234445,18501234446",
            "e074c492d8f1a184647d8063edae2dc43c167baba32e835c3c2af7f81c71284b",
            id="E",
        ),
        pytest.param(OTHER, "", "bab0e0952abd62ca764bce8b82f3c9e1e40f19c2f1717c1d81f3cdd28b33a6d7", id="F"),
        pytest.param(SAMPLE, "tel=+8613788888888", "f272b136949f9e6faa5fae01cfc240caf5e6d89f2e18e8d47adf3d87ea0715fb", id="G"),
    ],
)
def test_published_vectors(given: tuple[str, str, str], last: str, sig: str) -> None:
    """A to C are printed in the v5 pages, the others are the Python client's."""
    assert calculate(*given, last) == sig


def test_upper_case_is_the_same_digest() -> None:
    """The first-generation Java client sends upper-case hex."""
    sig = calculate(*SAMPLE)
    assert matches(sig.upper(), sig)


@pytest.mark.parametrize("given", ["", "c13e", "签名", "\ud800", "0" * 64])
def test_anything_else_is_not(given: str) -> None:
    """No text makes the comparison fail, and no other text passes it."""
    assert not matches(given, calculate(*SAMPLE))
