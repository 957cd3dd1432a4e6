"""The same seed gives the same ledger, byte for byte, however the texts came in."""

from collections.abc import Sequence
from contextlib import ExitStack

import pytest

from simulator.testing import Carrier
from tests.esme import Esme, submit_pdu

NUMBERS = [f"{prefix}00000{manner}{handset:02}" for prefix in ("138", "186", "189") for manner in range(4) for handset in range(3)]
VALIDITIES = ["", "000000000030000R", "000000010000000R", "000002000000000R"]
TEXTS = [
    (number, {"validity_period": validity, "short_message": b"text %d" % nth})
    for _ in range(2)  # each twice: the second like it
    for nth, validity in enumerate(VALIDITIES)
    for number in NUMBERS
]


def ledger(seed: int, connections: int, *, step_hours: Sequence[float] = (72,)) -> bytes:
    """Of a network that got the texts over so many connections, each its share, and then lived for three days."""
    with Carrier(seed=seed) as carrier, ExitStack() as stack:
        clients = [stack.enter_context(Esme(carrier.smpp_port)) for _ in range(connections)]
        for client in clients:
            client.bind()
        for nth, (number, fields) in enumerate(TEXTS):
            clients[nth % connections].say(submit_pdu(number, 100 + nth, **fields))
        for nth in range(len(TEXTS)):
            assert clients[nth % connections].answer_to(100 + nth).status == 0
        for hours in step_hours:
            carrier.pass_(hours=hours)
        return carrier.ledger()


@pytest.fixture(scope="module")
def told() -> bytes:
    return ledger(7, 1)


@pytest.mark.parametrize("connections", [1, 8])
def test_the_same_seed_is_the_same_run(told: bytes, connections: int) -> None:
    """Over one and over eight connections, and again."""
    assert ledger(7, connections) == told
    assert told.count(b'"accepted"') == len(TEXTS)


def test_how_time_passes_makes_no_difference(told: bytes) -> None:
    """In one step or in many."""
    assert ledger(7, 3, step_hours=[0.001] * 20 + [71.98]) == told


def test_another_seed_is_another_run(told: bytes) -> None:
    """Other ids, other ways."""
    assert ledger(8, 1) != told
