"""Every command_status that SMPP names can be had for an answer, also those that nothing here ever comes to by itself."""

from collections.abc import Iterator

import pytest

from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from tests.esme import OFF, Esme


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier() as carrier:
        yield carrier


@pytest.fixture(scope="module")
def client(carrier: Carrier) -> Iterator[Esme]:
    with Esme(carrier.smpp_port) as client:
        client.bind()
        yield client


@pytest.mark.parametrize("status", [*(status for status in Status if status), 0x0400, 0x04FF, 0xFFFFFFFF])
def test_every_status(carrier: Carrier, client: Esme, status: int) -> None:
    """By the fault answer-status: the answer is header only, as errors are in 3.4, and the text goes nowhere."""
    before = len(carrier.messages(OFF))
    carrier.smpp_fault("wrong", "answer-status", status=int(status))
    answer = client.submit(OFF)
    assert answer == Pdu(answer.command, status, answer.sequence)
    assert len(carrier.messages(OFF)) == before
