"""Parts of `make bench`, in small: each comes to its end, and its table says what was asked for."""

import re

import pytest

from benchmarks import latency, others
from benchmarks.processes import BARE_LOOP


def test_latency(capsys: pytest.CaptureFixture[str]) -> None:
    """Both loads, ours beside the bare loop's, and nothing lost."""
    latency.run("", BARE_LOOP, rounds=1, seconds=0.1)
    rows = [line.split()[:2] for line in capsys.readouterr().out.splitlines()]
    assert [row for row in rows if row[0] in {"answers", "receipts"} and row[1] in {"p50", "p99"}] == [
        ["answers", "p50"],
        ["answers", "p99"],
        ["answers", "p50"],
        ["answers", "p99"],
        ["receipts", "p50"],
        ["receipts", "p99"],
    ]


def test_lateness() -> None:
    """A receipt is late by what it takes beyond the journey, and by so much more than the bare loop's, which makes none."""
    told = {"submitted": 9, "ok": 8, "missing": 2, "receipt_before_resp": 1}
    bare = told | {"resp_us": {"p50": 1_000, "p99": 2_000}, "receipt_us": {"p50": 1_000, "p99": 2_000}}
    ours = told | {"resp_us": {"p50": 1_500, "p99": 5_000}, "receipt_us": {"p50": 104_000, "p99": 109_000}}
    _, *rows, last = latency.steady_table([(bare, ours)])
    assert [row.split()[2:5] for row in rows] == [
        ["1.00", "1.50", "0.50"],
        ["2.00", "5.00", "3.00"],
        ["1.00", "4.00", "3.00"],
        ["2.00", "9.00", "7.00"],
    ]
    assert last.endswith("lost 3, receipts before their answers 1")


def test_others_that_are_not_installed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is named, with the way to have it; the rest is measured."""
    monkeypatch.setattr(others, "SERVERS", {"node-smpp": (["no-such-program"], ["no-such-program"])})
    others.run("", rounds=1, seconds=0.05)
    said = capsys.readouterr().out
    assert "node-smpp: left out" in said
    assert "npm install smpp" in said
    assert re.search(r"^d1 +[\d,]+ ", said, re.MULTILINE)
