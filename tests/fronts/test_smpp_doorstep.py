"""A client before its bind that does not wait for its answers: what it sent behind a wrong password."""

import time

import pytest

from simulator.smpp.codec import encode
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from simulator.wire.accounts import BindRules, Patience
from tests.esme import Esme, bind_pdu, submit_pdu
from tests.fronts.test_smpp_operations import world


@pytest.mark.parametrize(("tries", "answers"), [(2, [Status.RINVPASWD] * 2), (None, [Status.RINVPASWD] * 3 + [Status.ROK] * 2)])
@pytest.mark.parametrize("fault", [False, True], ids=["plain", "relayed"])
def test_passwords_that_are_tried_without_waiting(tries: int | None, answers: list[Status], *, fault: bool) -> None:
    """Each is looked at after the one before was answered, though all came in one write; behind the last try nothing is."""
    patience = Patience(delay_s=0.02, tries=tries)
    binds = [bind_pdu(sequence=at, password=password) for at, password in enumerate(("1", "2", "3", "secret"), 1)]
    with Carrier(world(binds=BindRules(patience=patience))) as carrier, Esme(carrier.smpp_port) as client:
        if fault:
            carrier.smpp_fault("other", "answer-never", at=["query_sm"])
        begun = time.monotonic()
        client.write(b"".join(map(encode, [*binds, submit_pdu(sequence=5)])))
        assert [(client.hear().status, at) for at in range(len(answers))] == list(zip(answers, range(5), strict=False))
        assert time.monotonic() - begun >= 0.02 * (1 + 2)
        assert client.hung_up() if tries else client.alive()


def test_a_fault_that_begins_while_an_answer_waits() -> None:
    """What the client sent behind its wrong password is still read."""
    with Carrier(world(binds=BindRules(patience=Patience(delay_s=0.3)))) as carrier, Esme(carrier.smpp_port) as client:
        client.write(b"".join(map(encode, (bind_pdu(sequence=1, password="wrong"), bind_pdu(sequence=2)))))
        with Esme(carrier.smpp_port) as other:
            assert other.alive()
        carrier.smpp_fault("other", "answer-never", at=["query_sm"])
        assert [client.hear().status for _ in range(2)] == [Status.RINVPASWD, Status.ROK]
