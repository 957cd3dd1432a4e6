"""Settings: what the command line and the ini file say, which of them holds, and what is refused before anything runs."""

import pytest

from tests.pytest_plugin.inner import alone, lay_out, scenario

pytest_plugins = ("pytester",)

SEED = """
import pytest
from send import send

@pytest.mark.scenario("seed: 5")
def test_seed(carrier):
    print("id", send(carrier.smpp_port, "13900000001"))
"""


def ids(pytester: pytest.Pytester, *options: str) -> set[str]:
    """The message ids that tests printed."""
    run = alone(pytester, "-s", *options)
    run.assert_outcomes(passed=1)
    return {line.partition("id ")[2] for line in run.outlines if "id " in line}


def test_a_seed_for_all(pytester: pytest.Pytester) -> None:
    """Of the command line before the ini file before a scenario's own; ids follow from it."""
    lay_out(pytester, test_seed=SEED)
    own, ini, line, both = (
        ids(pytester, *options)
        for options in ([], ["-o", "carrier_seed=6"], ["--carrier-seed=6"], ["-o", "carrier_seed=5", "--carrier-seed=6"])
    )
    assert len(own) == 1
    assert own != ini == line == both


def test_a_world_for_all(pytester: pytest.Pytester) -> None:
    """Of every network that no marker gives another, the session's too."""
    scenario(pytester, "ini.yaml", "title: of the ini file\nhandsets: {13900000001: {condition: off}}\n")
    scenario(pytester, "line.yaml", "title: of the command line\nhandsets: {13900000001: {condition: off}}\n")
    scenario(pytester, "wrong.yaml", "handset: {}\n")
    lay_out(
        pytester,
        test_world="""
            import pytest

            def test_own(carrier):
                print("own is", carrier.client.reset("faults").title)
                assert carrier.handset("13900000001")["condition"] == "off"

            def test_shared(carrier_session):
                print("shared is", carrier_session.with_key(None).reset("faults").title)

            @pytest.mark.scenario("title: its own")
            def test_marked(carrier):
                assert carrier.client.reset("faults").title == "its own"
            """,
    )
    pytester.makeini("[pytest]\ncarrier_world = ini.yaml\n")
    by_ini, by_line = alone(pytester, "-s"), alone(pytester, "-s", "--carrier-world", "line.yaml")
    for run, title in ((by_ini, "of the ini file"), (by_line, "of the command line")):
        run.assert_outcomes(passed=3)
        run.stdout.fnmatch_lines([f"*own is {title}", f"*shared is {title}"])
    wrong = alone(pytester, "--carrier-world", "wrong.yaml")
    wrong.assert_outcomes(errors=2, passed=1)
    wrong.stdout.fnmatch_lines(["wrong.yaml:1:1: *did you mean handsets?)"])


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("seed=x", "carrier_seed: 'x' is no whole number from 0 to *"),
        ("seed=-1", "carrier_seed: '-1' is no whole number*"),
        ("lang=fr", "carrier_lang: 'fr' is none of zh, en"),
        ("capture=maybe", "carrier_capture: 'maybe' is none of on, *"),
    ],
)
def test_a_wrong_setting(pytester: pytest.Pytester, setting: str, said: str) -> None:
    """It ends the run before a test, wherever it stands."""
    lay_out(pytester, test_any="def test_any(): ...")
    for options in ([f"--carrier-{setting}"], ["-o", f"carrier_{setting}"]):
        run = alone(pytester, *options)
        assert run.ret == pytest.ExitCode.USAGE_ERROR
        run.stderr.fnmatch_lines([f"*{said}"])


def test_what_there_is_can_be_read(pytester: pytest.Pytester) -> None:
    """`--help` names every option and every ini setting; `--fixtures` both fixtures."""
    told = alone(pytester, "--help").stdout.str()
    for name in ("seed", "world", "capture", "lang", "scenarios"):
        assert f"--carrier-{name}=" in told
        assert f"carrier_{name} (" in told
    alone(pytester, "--fixtures").stdout.fnmatch_lines(["carrier -- *", "carrier_session -- *"])
