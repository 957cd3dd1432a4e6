"""What pytest's command line and ini file may say of networks and scenario files. It starts nothing and reads no scenario."""

from pathlib import Path
from typing import Any, Final

import pytest

ENDINGS: Final = {".yaml", ".yml"}
CAPTURE: Final = 2_000
"""PDUs that are kept for the report of a test that fails."""
LANGUAGES: Final = ("zh", "en")
SEED_MAX: Final = 2**63 - 1
SWITCH: Final = {"on": True, "yes": True, "true": True, "1": True, "off": False, "no": False, "false": False, "0": False}

_OPTIONS: Final = (
    ("seed", "N", "seed of every network and of every scenario file, in place of their own"),
    ("world", "FILE", "scenario file that is the world of networks which no marker gives another, relative to the root"),
    ("capture", "on|off", "keep SMPP PDUs, and show those of a test that fails (on)"),
    ("lang", "zh|en", "language in which a report tells what became of messages (en)"),
)
"""Each is `--carrier-NAME` and, in the ini file, `carrier_NAME`."""


class Settings:
    """What holds in a run. seed: None where each scenario has its own; world: a file, None for the default one."""

    def __init__(self, config: pytest.Config) -> None:
        self.seed = _seed(_said(config, "seed"))
        world = _said(config, "world")
        self.world: Path | None = config.rootpath / world if world else None
        self.captures = _one_of("capture", _said(config, "capture") or "on", SWITCH)
        self.language = _one_of("lang", _said(config, "lang") or "en", {each: each for each in LANGUAGES})
        self.scenarios: tuple[str, ...] = (*config.getini("carrier_scenarios"), *config.getoption("--carrier-scenarios"))


SETTINGS: "pytest.StashKey[Settings]" = pytest.StashKey()


def add_options(parser: pytest.Parser) -> None:
    """All of them."""
    group = parser.getgroup("fakecarrier", "fakecarrier, a mobile carrier network")
    for name, value, what in _OPTIONS:
        group.addoption(f"--carrier-{name}", metavar=value, default=None, help=what)
        parser.addini(f"carrier_{name}", what, default="")
    what = "folders or patterns, relative to the root, of scenario files that are tests"
    group.addoption("--carrier-scenarios", metavar="PATTERN", action="append", default=[], help=f"{what}; may be given more than once")
    parser.addini("carrier_scenarios", what, type="args", default=[])


def settings_of(config: pytest.Config) -> Settings:
    """What holds in this run; pytest.UsageError names what is wrong with it."""
    if SETTINGS not in config.stash:
        config.stash[SETTINGS] = Settings(config)
    return config.stash[SETTINGS]


def _said(config: pytest.Config, name: str) -> str:
    """By the command line, else by the ini file, else ``."""
    said = config.getoption(f"--carrier-{name}")
    return str(config.getini(f"carrier_{name}") if said is None else said)


def _seed(said: str) -> int | None:
    if not said:
        return None
    if not said.isdecimal() or int(said) > SEED_MAX:
        raise pytest.UsageError(f"carrier_seed: {said!r} is no whole number from 0 to {SEED_MAX}")
    return int(said)


def _one_of(name: str, said: str, known: dict[str, Any]) -> Any:
    if said.lower() not in known:
        raise pytest.UsageError(f"carrier_{name}: {said!r} is none of {', '.join(known)}")
    return known[said.lower()]
