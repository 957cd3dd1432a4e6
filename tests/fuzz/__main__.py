"""The fuzzer: `python -m tests.fuzz TARGET SECONDS [FOLDER]`. What it finds stands in FOLDER; its exit code is 0 for nothing.

An input that takes over ten seconds, memory over a limit or growing, or any exception is a find.
"""

import logging
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

INSTRUMENTED = [
    "simulator.fronts.smpp",
    "simulator.journey",
    "simulator.parts",
    "simulator.runtime.plain",
    "simulator.smpp",
    "simulator.text",
]
RSS_MAX_MB = 1_000
INPUT_MAX = 2_000
WARM = 2_000
"""Inputs after which memory is measured for the first time: by then every table is made."""
GROWTH_MAX_MB = 60
"""The fuzzer itself keeps what it found worth keeping, which is some megabytes."""


class Watched:
    """A target whose process must not grow."""

    def __init__(self, target: str) -> None:
        with atheris.instrument_imports(include=INSTRUMENTED):
            from tests.fuzz import targets  # noqa: PLC0415 - instrumented as it is imported
        self._made_ready = ExitStack()  # it is never left: the fuzzer ends the process, and with it everything
        self._target = self._made_ready.enter_context(targets.TARGETS[target]())
        self._count = 0
        self._rss_mb = 0.0

    def __call__(self, octets: bytes) -> None:
        self._target(octets)
        self._count += 1
        if self._count % WARM == 0:
            rss_mb = resident_mb()
            self._rss_mb = self._rss_mb or rss_mb
            assert rss_mb - self._rss_mb < GROWTH_MAX_MB, f"{rss_mb:.0f} MB after {self._count} inputs, {self._rss_mb:.0f} before"


def resident_mb() -> float:
    """What this process has in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / (1 << 20)


def main(target: str, seconds: str, folder: str) -> None:
    """Fuzz for so long; does not return."""
    logging.disable(logging.WARNING)  # that something was broken is what happens all the time here
    watched = Watched(target)
    from tests.fuzz.seeds import plant  # noqa: PLC0415 - it imports what has to be instrumented first

    corpus = Path(folder) / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    plant(corpus, target)
    limits = [f"-max_total_time={seconds}", f"-max_len={INPUT_MAX}", "-timeout=10", f"-rss_limit_mb={RSS_MAX_MB}"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={folder}/", "-verbosity=1", "-print_final_stats=1", str(corpus)], watched)
    atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) > 3:
        main(*sys.argv[1:4])
    with TemporaryDirectory(prefix="fakecarrier-fuzz-") as made:
        main(sys.argv[1], sys.argv[2], made)
