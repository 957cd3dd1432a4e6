"""locust against a gateway that answers oddly: what cannot be read is counted, and no session goes on that nobody listens to."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from simulator.smpp.commands import Command
from tests.loadtest.gateway import Gateway, header, taken, v5_gateway
from tests.loadtest.locusts import run, workers

UNKNOWN = 0x00000ABC
PACED = ("--tags", "codes", "--pace", "30", "--answer-timeout", "10", "--drain", "10")
SOME = 20
"""Texts, some of them after all that is odd."""


def test_what_cannot_be_read_is_counted(tmp_path: Path) -> None:
    """A vendor's command, a request that is cut off, an answer without an id, an id that is no text: the session reads on."""

    def odd(nth: int, sequence: int) -> bytes | None:
        match nth:
            case 3:
                return header(UNKNOWN, 99) + taken(sequence, b"3")
            case 5:
                return header(Command.DELIVER_SM, 99) + taken(sequence, b"5")
            case 7:
                return header(Command.SUBMIT_SM_RESP, sequence)
            case 9:
                return taken(sequence, b"\xff\xfe")
        return None

    with Gateway(odd) as gateway:
        load = run(gateway, tmp_path, *PACED, enough=lambda _: gateway.heard[Command.SUBMIT_SM] > SOME)
    row = load.fronts["smpp"]
    assert row["sent"] == row["answered"] == gateway.heard[Command.SUBMIT_SM]
    assert (row["refused"], row["lost"], row["timed_out"]) == (1, 0, 0)
    assert load.stats["smpp", "unreadable"]["num_failures"] == 2
    assert gateway.heard[Command.BIND_TRANSCEIVER] == 1


def test_a_length_that_is_none_ends_the_session(tmp_path: Path) -> None:
    """What follows could not be read: what waits for an answer is given up at once, and its user binds again."""
    with Gateway(lambda nth, _: header(UNKNOWN, 99, octets=0) if nth == 3 else None) as gateway:
        load = run(gateway, tmp_path, *PACED, "--window", "1", enough=lambda _: gateway.heard[Command.SUBMIT_SM] > SOME)
    row = load.fronts["smpp"]
    assert gateway.heard[Command.BIND_TRANSCEIVER] == 2
    assert row["timed_out"] == 1
    assert row["reported"] == gateway.heard[Command.SUBMIT_SM] - 1


@pytest.mark.parametrize("led", [nullcontext(()), workers(1)], ids=["alone", "a worker's"])
def test_a_bind_that_is_not_answered_by_one_is_none(tmp_path: Path, led: AbstractContextManager[tuple[str, ...]]) -> None:
    """The run says so and fails; the user hangs up, and tries again. The run ends during the second one, which is waited for."""
    with Gateway(bind_takes_s=2.5, bind_answer=header(UNKNOWN, 1)) as gateway, led as shared:
        load = run(gateway, tmp_path, *shared, *PACED, enough=lambda _: gateway.heard[Command.BIND_TRANSCEIVER] > 1)
    assert load.fronts["smpp"]["unbound"] == gateway.heard[Command.BIND_TRANSCEIVER]
    assert load.stats["smpp", "bind_transceiver"]["num_failures"] == load.fronts["smpp"]["unbound"]
    assert (load.status, len(load.broken)) == (1, 2)
    assert load.broken[0] == "smpp: nothing was sent"
    assert load.broken[1].startswith("smpp: binds that failed: ")


def test_a_session_that_comes_too_late_leaves(tmp_path: Path) -> None:
    """Its bind is answered after the run is closed: it unbinds, as nobody would do it later."""
    with Gateway(bind_takes_s=2.5) as gateway:
        asked = ("--tags", "codes", "--drain", "0.1")
        load = run(gateway, tmp_path, *asked, enough=lambda _: gateway.heard[Command.BIND_TRANSCEIVER] > 0)
    assert "Traceback" not in load.said
    assert gateway.heard[Command.UNBIND] == 1


def test_a_page_that_cannot_be_read_is_counted(tmp_path: Path) -> None:
    """The next one is asked for all the same; and an answer without an id is a refusal."""
    with v5_gateway() as gateway:
        load = run(gateway, tmp_path, "--front", "v5", *PACED, enough=lambda _: gateway.sent > SOME)
    row = load.fronts["tencent-v5"]
    assert row["sent"] == row["answered"] == gateway.sent
    assert (row["refused"], row["lost"]) == (1, 0)
    assert load.stats["tencent-v5", "unreadable"]["num_failures"] == 1
