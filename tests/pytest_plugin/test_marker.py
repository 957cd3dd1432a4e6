"""The marker: which world a test's network is, and what a test is told whose world is wrong."""

import pytest

from tests.pytest_plugin.inner import alone, lay_out, scenario

pytest_plugins = ("pytester",)
OFF = "seed: 7\nstart: 2025-01-02T03:04:05+08:00\nhandsets:\n  13900000001: {condition: off}\n"


def test_a_world(pytester: pytest.Pytester) -> None:
    """A file beside the test or below the root, a text, a dict; the nearest marker holds. Seed and start are the file's own."""
    scenario(pytester, "worlds/off.yaml", OFF)
    scenario(pytester, "inner/beside.yaml", OFF)
    lay_out(pytester)
    scenario(
        pytester,
        "inner/test_worlds.py",
        """
import ssl
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.scenario("worlds/off.yaml")
NUMBER = "13900000001"


def is_off(carrier):
    return carrier.handset(NUMBER)["condition"] == "off"


def test_below_the_root(carrier):
    assert is_off(carrier)
    assert carrier.now.isoformat() == "2025-01-01T19:04:05+00:00"


@pytest.mark.scenario("beside.yaml")
def test_beside(carrier):
    assert is_off(carrier)


@pytest.mark.scenario(Path(__file__).parent / "beside.yaml")
def test_a_path(carrier):
    assert is_off(carrier)


@pytest.mark.scenario("handsets: {13900000001: {condition: off}}")
def test_a_text(carrier):
    assert is_off(carrier)


@pytest.mark.scenario({"handsets": {13900000001: {"condition": "off"}}})
def test_a_dict(carrier):
    assert is_off(carrier)


@pytest.mark.scenario()
def test_the_default_world(carrier):
    assert not is_off(carrier)
    assert carrier.handset("13800000001")["condition"] == "off"


@pytest.mark.scenario(https=True)
def test_https(carrier):
    trusted = ssl.create_default_context(cadata=carrier.ca)
    with urllib.request.urlopen(f"https://localhost:{carrier.https_port}/healthz", context=trusted) as answer:
        assert answer.status == 200


@pytest.mark.scenario(speed=60)
def test_speed(carrier):
    assert carrier.client.clock().speed == 60
""",
    )
    alone(pytester, "inner").assert_outcomes(passed=8)


def test_a_seed(pytester: pytest.Pytester) -> None:
    """The marker's own, before the file's; ids follow from it."""
    lay_out(
        pytester,
        test_seeds="""
            import pytest
            from send import send

            @pytest.fixture
            def message(carrier):
                return send(carrier.smpp_port, "13900000001")

            IDS = []

            @pytest.mark.scenario("seed: 7")
            def test_file(message):
                IDS.append(message)

            @pytest.mark.scenario("seed: 8", seed=7)
            def test_marker(message):
                assert message == IDS[0]

            @pytest.mark.scenario("seed: 8")
            def test_other(message):
                assert message != IDS[0]
            """,
    )
    alone(pytester).assert_outcomes(passed=3)


def test_a_world_that_is_wrong(pytester: pytest.Pytester) -> None:
    """The test fails with the places in the file, and no traceback; what the marker does not take is named."""
    scenario(pytester, "wrong.yaml", "handsets:\n  13900000001: {condition: of}\n  13900000002: {condition: n}\n")
    lay_out(
        pytester,
        test_wrong="""
            import pytest

            @pytest.mark.scenario("wrong.yaml")
            def test_file(carrier): ...

            @pytest.mark.scenario("missing.yaml")
            def test_missing(carrier): ...

            @pytest.mark.scenario("seed: 1\\nhandset: {}")
            def test_text(carrier): ...

            @pytest.mark.scenario("seed: 1", wrong=1)
            def test_word(carrier): ...

            @pytest.mark.scenario(seed="7")
            def test_seed(carrier): ...

            @pytest.mark.scenario(speed="fast")
            def test_speed(carrier): ...
            """,
    )
    run = alone(pytester)
    run.assert_outcomes(errors=6)
    run.stdout.fnmatch_lines_random(
        [
            'wrong.yaml:2:28: handsets.13900000001.condition: "of" is no condition (did you mean off?)',
            "wrong.yaml:3:28: *",
            "missing.yaml:1:1: there is no such file",
            "scenario of test_wrong.py::test_text:2:1: *did you mean handsets?)",
            "the marker is wrong: scenario() got an unexpected keyword argument 'wrong'; it is scenario(world=None, [*], seed=None, *",
            "the marker is wrong: Expected `int | null`, got `str` - at `seed`; it is scenario(world=None, [*], seed=None, *",
            "the marker is wrong: Expected `float`, got `str` - at `speed`; it is *",
        ]
    )
    run.stdout.no_fnmatch_line("*worlds.py*")
    run.stdout.no_fnmatch_line("*During handling*")


def test_the_marker_is_known(pytester: pytest.Pytester) -> None:
    """`--strict-markers` takes it, and `--markers` tells what it does."""
    alone(pytester, "--markers").stdout.fnmatch_lines(["@pytest.mark.scenario(world=None, [*], seed=None, *"])


def test_a_marker_that_does_nothing(pytester: pytest.Pytester) -> None:
    """The session's network is everybody's: a test of it that wants a world is told what to do. One that wants none in particular runs."""
    lay_out(
        pytester,
        test_vain="""
            import pytest

            pytestmark = pytest.mark.scenario(seed=7)

            @pytest.mark.scenario({"handsets": {"13900000001": {"condition": "off"}}})
            def test_world(carrier_session): ...

            def test_of_the_module(carrier_session): ...

            @pytest.mark.scenario()
            def test_undone(carrier_session): ...

            def test_beside_its_own(carrier_session, carrier): ...

            def test_of_no_network(): ...
            """,
    )
    run = alone(pytester)
    run.assert_outcomes(errors=2, passed=3)
    run.stdout.fnmatch_lines(["*ERROR at setup of test_world*", "*test of carrier_session, *: take `carrier`, or set carrier_world *"])
