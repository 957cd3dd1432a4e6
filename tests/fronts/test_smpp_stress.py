"""Sessions under stress, in small: the timers, clients that come and never bind, creep, idle, or come and go; others are served meanwhile.

`python -m benchmarks stress` does the same with thousands, and measures it.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from msgspec.structs import replace

from simulator.scenario.default import scenario
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from simulator.testing import Carrier
from simulator.wire.accounts import Keeping
from tests.esme import Esme, bind_pdu
from tests.fronts.test_smpp_operations import world
from tests.fronts.test_smpp_receipts import ids, in_order, submitted
from tests.web import ask

ASK, UNBIND = Command.ENQUIRE_LINK, Command.UNBIND
QUICK_S = 0.2
"""Of silence, before the network does something."""
PROMPT_S = 5 * QUICK_S
"""For what a client has to do in time, and does at once: so much more, for machines that are busy."""
LONG_S = 60.0
OFF = Timers(session_init_s=None, enquire_link_s=None, inactivity_s=None, response_s=LONG_S)


def timed(timers: Timers) -> Carrier:
    return Carrier(replace(scenario(), timers=timers))


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    """Others are served, before and after."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as witness:
        witness.bind()
        yield carrier
        assert witness.submit().status == Status.ROK


def test_session_init() -> None:
    """Who does not bind in time is hung up on, whatever he says meanwhile; who has bound stays."""
    with timed(replace(OFF, session_init_s=PROMPT_S)) as carrier:
        begun = time.monotonic()
        with Esme(carrier.smpp_port) as mute, Esme(carrier.smpp_port) as bound:
            bound.bind()
            mute.bind(password="wrong")
            assert mute.hung_up()
            assert time.monotonic() - begun >= PROMPT_S
            assert bound.alive()


def test_enquire_link() -> None:
    """After silence the client is asked; as long as it answers, it stays."""
    with timed(replace(OFF, enquire_link_s=QUICK_S, response_s=PROMPT_S)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        for _ in range(3):
            asked = client.hear()
            assert asked.command is ASK
            client.say(Pdu(Command.ENQUIRE_LINK_RESP, sequence=asked.sequence))
        assert client.hear().command is ASK
        assert client.hung_up()  # this one it left unanswered


def test_inactivity() -> None:
    """Keeping the link alive is no work: without a message the client is told unbind, and the connection ends."""
    with timed(replace(OFF, inactivity_s=PROMPT_S)) as carrier, Esme(carrier.smpp_port) as idle, Esme(carrier.smpp_port) as busy:
        idle.bind()
        busy.bind()
        while True:
            busy.submit(registered_delivery=0)
            idle.say(Pdu(ASK, sequence=idle.next()))
            if (heard := idle.hear().command) is UNBIND:
                break
            assert heard is Command.ENQUIRE_LINK_RESP
        assert idle.hung_up()
        assert busy.alive()


def test_an_unbind_that_is_not_answered() -> None:
    """The network hangs up by itself once the response time is over."""
    with timed(replace(OFF, response_s=PROMPT_S)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        number = ask("GET", f"{carrier.url}/sim/sessions")[1]["sessions"][-1]["id"]
        assert ask("POST", f"{carrier.url}/sim/sessions/{number}/unbind")[0] == 200
        assert client.hear().command is UNBIND
        assert client.hung_up()


def test_response() -> None:
    """Receipts that nobody answers come again, in order; those that come again are answered, and that is all."""
    with timed(replace(OFF, response_s=PROMPT_S)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        messages = submitted(client, 4)
        carrier.pass_(minutes=1)
        ordered = in_order(carrier, messages)
        assert [ids(client, 4, status) for status in (None, None, 0)] == [ordered] * 3
        another = submitted(client, 1)
        carrier.pass_(minutes=1)
        assert [ids(client, 1, status) for status in (None, None, 0)] == [another] * 3  # as long as those would have taken to come again
        assert client.alive()
        assert client.heard == []


def test_a_client_that_never_answers_holds_up_nobody() -> None:
    """Its window is full of the same receipts again and again; the other session gets all the rest, in order."""
    timers = replace(OFF, response_s=PROMPT_S)
    with (
        Carrier(replace(world(window_out=2), timers=timers)) as carrier,
        Esme(carrier.smpp_port) as deaf,
        Esme(carrier.smpp_port) as other,
    ):
        deaf.bind()
        messages = submitted(deaf, 10)
        carrier.pass_(minutes=1)
        ids(deaf, 2, None)
        other.bind(Command.BIND_RECEIVER)
        got = ids(other, 8)
        deaf.close()
        assert sorted(got + ids(other, 2)) == sorted(messages)


def test_a_client_that_reads_no_receipts() -> None:
    """What waits for it is bounded: beyond its window and the account's count the oldest are dropped, and their trails say so."""
    with Carrier(world(window_out=20, keeping=Keeping(most=30))) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        messages = submitted(client, 80)
        carrier.pass_(minutes=1)
        dropped = [one for one in messages if "untaken" in {entry["event"] for entry in carrier.message(one)["trail"]}]
        got = [client.receipt()[0].id for _ in range(50)]
        assert len(dropped) == 30
        assert sorted(got + dropped) == sorted(messages)


def test_half_open(carrier: Carrier) -> None:
    """A hundred connections that say nothing: the next client is served at once."""
    with ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(Esme(carrier.smpp_port))
        with Esme(carrier.smpp_port) as client:
            assert client.bind().status == Status.ROK


def test_a_slow_loris() -> None:
    """A bind that comes octet by octet and never ends is given up after the session-init time, and others are served meanwhile."""
    with timed(replace(OFF, session_init_s=PROMPT_S)) as carrier, ExitStack() as stack:
        creeping = [stack.enter_context(Esme(carrier.smpp_port)) for _ in range(20)]
        for at in range(10):
            for client in creeping:
                with suppress(ConnectionError):  # its time may be over already
                    client.write(encode(bind_pdu())[at : at + 1])
            with Esme(carrier.smpp_port) as other:
                assert other.bind().status == Status.ROK
        assert all(client.hung_up() for client in creeping)


def test_a_bound_loris(carrier: Carrier) -> None:
    """Octet by octet a text is taken as well, and nobody waits for its end."""
    octets = encode(Pdu(ASK, sequence=7))
    with Esme(carrier.smpp_port) as slow, Esme(carrier.smpp_port) as other:
        slow.bind()
        other.bind()
        for at in range(len(octets)):
            slow.write(octets[at : at + 1])
            assert other.alive()
        assert slow.answer_to(7).status == Status.ROK


def test_idle_binds(carrier: Carrier) -> None:
    """Fifty bound sessions that do nothing: each is there when it is asked."""
    with ExitStack() as stack:
        clients = [stack.enter_context(Esme(carrier.smpp_port)) for _ in range(50)]
        for client in clients:
            client.say(bind_pdu())
        assert {client.answer_to(1).status for client in clients} == {Status.ROK}
        assert all(client.alive() for client in clients)


def test_binds_that_come_and_go(carrier: Carrier) -> None:
    """Five hundred of them, some orderly and some not: none is left on the account's count."""
    for nth in range(500):
        with Esme(carrier.smpp_port) as client:
            client.say(bind_pdu())
            assert client.answer_to(1).status == Status.ROK
            if nth % 2:
                client.say(Pdu(UNBIND, sequence=2))
                assert client.answer_to(2).status == Status.ROK
