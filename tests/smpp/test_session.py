"""One session of the message centre, as dialogues: the client says, the server answers, seconds pass."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.smpp.bodies import V34, V50, bodies
from simulator.smpp.codec import HEADER_OCTETS, encode
from simulator.smpp.commands import BINDS, Command, is_response, response_of
from simulator.smpp.fields import SmeAddress
from simulator.smpp.happenings import Asked, Bound, Broken, Ended, Late, Refused
from simulator.smpp.pdu import Pdu, UnparsedPdu, refusal
from simulator.smpp.states import BOUND_BY, SessionState, Side, breach
from simulator.smpp.statuses import Status
from simulator.smpp.window import Window
from tests.esme import bind_pdu, submit_pdu
from tests.smpp.dialogue import UNBIND, Dialogue
from tests.smpp.pdus import frame

OPEN, TX, RX, TRX, UNBOUND, CLOSED = SessionState
ENQUIRE = Pdu(Command.ENQUIRE_LINK, sequence=5)
ENQUIRED = Pdu(Command.ENQUIRE_LINK_RESP, sequence=5)


def simplest(command: Command, sequence: int = 9) -> Pdu:
    """A PDU of this command that can be read."""
    return Pdu(command, sequence=sequence, fields={"dest_addresses": [SmeAddress(1, 1, "1")]} if command is Command.SUBMIT_MULTI else {})


@pytest.mark.parametrize("command", BINDS)
@pytest.mark.parametrize("version", [0x33, V34, V50])
def test_a_bind_is_answered(command: Command, version: int) -> None:
    """With our name, and with our version from 3.4 on; then the session is what the client asked for."""
    talk = Dialogue()
    (answer,) = talk.client(bind_pdu(command, 3, interface_version=version))
    assert (answer.command, answer.status, answer.sequence) == (response_of(command), Status.ROK, 3)
    assert answer.fields == {"system_id": "network"}
    assert answer.tlvs == ({} if version < V34 else {"sc_interface_version": version})
    assert talk.happened == [Bound("esme", BOUND_BY[command])]
    assert talk.session.receives is (command is not Command.BIND_TRANSMITTER)


def test_a_refused_bind_may_be_tried_again() -> None:
    """The answer is header only, and the session stays open."""
    talk = Dialogue()
    assert talk.client(bind_pdu(password="wrong")) == [Pdu(Command.BIND_TRANSCEIVER_RESP, Status.RINVPASWD, 1)]
    assert talk.session.state is OPEN
    assert talk.client(bind_pdu())[0].status == Status.ROK


def test_a_session_that_holds() -> None:
    """What comes then waits, however it is cut, and is answered in order when it goes on."""
    talk, octets = Dialogue(), encode(bind_pdu(sequence=8)) + encode(ENQUIRE)
    talk.session.holds = True
    assert talk.client(octets[:20]) + talk.client(octets[20:]) == []
    talk.session.holds = False
    assert [answer.sequence for answer in talk.client(b"")] == [8, 5]


@pytest.mark.parametrize("command", BINDS)
def test_a_second_bind_changes_nothing(command: Command) -> None:
    """RALYBND; the session stays bound as it was."""
    talk = Dialogue(TX)
    assert talk.client(bind_pdu(command, 4)) == [Pdu(response_of(command), Status.RALYBND, 4)]
    assert talk.session.state is TX


@pytest.mark.parametrize("state", [OPEN, TX, RX, TRX, UNBOUND])
@pytest.mark.parametrize("command", bodies(V34))
def test_out_of_place(state: SessionState, command: int) -> None:
    """Whatever a client may not say in a state is answered as the table of states has it, and changes nothing."""
    broken = breach(state, Command(command), Side.ESME)
    if broken is None:
        return
    talk = Dialogue(state)
    expected = refusal(command, 9, broken.status, broken.answer)
    assert talk.client(simplest(Command(command))) == ([expected] if expected else [])
    assert talk.session.state is state
    assert talk.kinds() == [Broken]


@pytest.mark.parametrize("state", [OPEN, TX, RX, TRX, UNBOUND])
def test_the_link_can_be_checked_in_every_state(state: SessionState) -> None:
    """enquire_link is answered before the bind and after the unbind too."""
    assert Dialogue(state).client(ENQUIRE) == [ENQUIRED]


ASKED = {Command.QUERY_SM, Command.CANCEL_SM, Command.REPLACE_SM, Command.SUBMIT_MULTI, Command.DATA_SM}
OFFERED = {*BINDS, Command.UNBIND, Command.ENQUIRE_LINK, Command.SUBMIT_SM, *ASKED}
NOT_OFFERED = {
    Command.BROADCAST_SM: Status.RBCASTFAIL,
    Command.QUERY_BROADCAST_SM: Status.RBCASTQUERYFAIL,
    Command.CANCEL_BROADCAST_SM: Status.RBCASTCANCELFAIL,
}


@pytest.mark.parametrize("command", [Command(command) for command in bodies(V50)])
def test_what_is_not_offered(command: Command) -> None:
    """What a peer may ask for and gets no word about is broadcasting: 5.0 has statuses for it, and the session goes on."""
    if command in OFFERED or is_response(command) or breach(TRX, command, Side.ESME):
        return
    talk = Dialogue(TRX, V50)
    assert talk.client(simplest(command), ENQUIRE) == [Pdu(response_of(command), NOT_OFFERED[command], 9), ENQUIRED]


@pytest.mark.parametrize("command", sorted(ASKED))
def test_what_others_answer(command: Command) -> None:
    """The session answers nothing itself: whoever knows the messages does, in his own time."""
    talk = Dialogue(TRX)
    assert talk.client(simplest(command), ENQUIRE) == [ENQUIRED]
    assert talk.kinds() == [Asked]


@pytest.mark.parametrize(("version", "command_id"), [(V34, 0x0A), (V34, 0x10201), (V34, Command.BROADCAST_SM), (0x33, 0x22)])
def test_an_unknown_command(version: int, command_id: int) -> None:
    """generic_nack RINVCMDID with its number; an unknown response is dropped."""
    talk = Dialogue(TRX, version)
    answers = talk.client(frame(command_id, b"any", 0, 77), frame(command_id | 1 << 31, b"any", 0, 78), ENQUIRE)
    assert answers == [Pdu(Command.GENERIC_NACK, Status.RINVCMDID, 77), ENQUIRED]


@pytest.mark.parametrize("state", [TX, RX, TRX])
@pytest.mark.parametrize("command", [command for command in bodies(V34) if is_response(command)])
def test_a_response_that_nobody_asked_for(state: SessionState, command: int) -> None:
    """It is dropped, also one with an error status: responses are never answered."""
    talk = Dialogue(state)
    pdus = Pdu(Command(command), sequence=3), Pdu(Command(command), Status.RSYSERR, 3)
    assert talk.client(*pdus, ENQUIRE) == [ENQUIRED]
    assert talk.session.state is state


def test_the_client_unbinds() -> None:
    """What it says after that is refused, and the answer to the unbind comes last."""
    talk = Dialogue(TRX)
    assert talk.client(UNBIND, submit_pdu()) == [
        Pdu(Command.SUBMIT_SM_RESP, Status.RINVBNDSTS, 2),
        Pdu(Command.UNBIND_RESP, sequence=6),
    ]
    assert talk.kinds() == [Ended, Broken]
    assert not talk.session.receives


def test_the_server_unbinds() -> None:
    """A bound client is told before the connection ends; one that is not bound has nothing to hear."""
    talk = Dialogue(TRX)
    talk.session.unbind()
    assert talk.server() == [Pdu(Command.UNBIND, sequence=1)]
    assert talk.client(Pdu(Command.UNBIND_RESP, sequence=1)) == []
    assert talk.client(submit_pdu()) == [Pdu(Command.SUBMIT_SM_RESP, Status.RINVBNDSTS, 2)]
    talk = Dialogue()
    talk.session.unbind()
    assert talk.server() == []


def test_an_unbind_of_the_servers_is_waited_for() -> None:
    """However old the session is: its client has the response time to answer in, and is hung up on after it."""
    talk = Dialogue(TRX, session_init_s=30.0, enquire_link_s=None, response_s=10.0)
    talk.seconds(100)
    talk.session.unbind()
    assert talk.server() == [Pdu(Command.UNBIND, sequence=1)]
    assert (talk.seconds(10), talk.happened) == ([], [])
    talk.seconds(1)
    assert talk.happened == [Ended("unbind was not answered")]


def test_a_client_that_unbound_is_no_late_one() -> None:
    """Where its answers take time it waits for them, however long it was bound."""
    talk = Dialogue(TRX, session_init_s=30.0)
    talk.client(UNBIND)
    talk.seconds(100)
    assert talk.kinds() == [Ended]


def test_nobody_binds() -> None:
    """A client that never binds is hung up on, however much it talks."""
    talk = Dialogue(session_init_s=5.0)
    talk.seconds(4)
    talk.client(ENQUIRE)
    assert (talk.seconds(1), talk.kinds()) == ([], [Ended])


def test_a_silent_client_is_asked() -> None:
    """One that answers is left in peace for the same time again; one that does not is given up."""
    talk = Dialogue(TRX, enquire_link_s=30.0, response_s=10.0)
    assert talk.seconds(29) == []
    assert talk.seconds(1) == [Pdu(Command.ENQUIRE_LINK, sequence=1)]
    assert talk.client(Pdu(Command.ENQUIRE_LINK_RESP, sequence=1)) == []
    assert talk.seconds(30) == [Pdu(Command.ENQUIRE_LINK, sequence=2)]
    assert (talk.seconds(9), talk.happened) == ([], [])
    assert (talk.seconds(1), talk.kinds()) == ([], [Ended])


def test_an_inactive_client() -> None:
    """enquire_link keeps the link but is no activity: the client is unbound."""
    talk = Dialogue(TRX, enquire_link_s=None, inactivity_s=20.0)
    talk.seconds(15)
    assert talk.client(submit_pdu()) == []
    talk.seconds(15)
    talk.client(ENQUIRE)
    assert talk.seconds(4) == []
    assert talk.seconds(1) == [Pdu(Command.UNBIND, sequence=1)]
    assert talk.kinds()[-1] is Ended


def test_submits_come_in_batches() -> None:
    """Those that follow one another come together, in order, the first of its kind by itself; each knows its session."""
    talk = Dialogue(TX)
    talk.client(*(submit_pdu(sequence=n) for n in range(2, 5)), ENQUIRE, submit_pdu(sequence=6))
    assert [[request.sequence for request in batch] for batch in talk.happened if isinstance(batch, list)] == [[2], [3, 4], [6]]
    assert talk.happened[0][0].origin.session == 7  # type: ignore[index]


def test_answers_to_receipts() -> None:
    """An answer closes its request, with any body; an error and a generic_nack hand back what was refused."""
    talk = Dialogue(RX)
    numbers = [talk.session.window.add(item) for item in "abcd"]
    talk.client(Pdu(Command.DELIVER_SM_RESP, sequence=numbers[1]), frame(Command.DELIVER_SM_RESP, b"id\0", 0, numbers[0]))
    talk.client(Pdu(Command.DELIVER_SM_RESP, Status.RX_T_APPN, numbers[3]), Pdu(Command.GENERIC_NACK, Status.RINVCMDID, numbers[2]))
    assert talk.happened == [Refused("d", Status.RX_T_APPN), Refused("c", Status.RINVCMDID)]
    assert talk.session.window.room == 10


def test_late_answers() -> None:
    """What is not answered in time is handed back in order, and an answer that comes after that is one that nobody asked for."""
    talk = Dialogue(RX, response_s=10.0, enquire_link_s=None)
    talk.session.window = Window(10, 0x7FFFFFFF)
    for item in "abc":
        talk.session.window.add(item)
    talk.client(Pdu(Command.DELIVER_SM_RESP, sequence=1))
    talk.seconds(12)
    assert talk.happened == [Late(["a", "c"])]
    assert talk.client(Pdu(Command.DELIVER_SM_RESP, sequence=2), ENQUIRE) == [ENQUIRED]
    assert talk.kinds() == [Late, Broken]


BROKEN_LENGTHS = [(0, 0), (4, 0), (15, 0), (70_001, 9), (0xFFFFFFFF, 9)]


@pytest.mark.parametrize("command", [Command.SUBMIT_SM, Command.DELIVER_SM_RESP, Command.ENQUIRE_LINK, 0x7777])
@pytest.mark.parametrize(("length", "sequence"), BROKEN_LENGTHS)
def test_the_framing_is_lost(command: int, length: int, sequence: int) -> None:
    """A command_length that cannot be: generic_nack RINVCMDLEN, then the end; nothing after it is read."""
    talk = Dialogue(TRX)
    for _ in range(9):
        talk.session.window.add("a")
    header = length.to_bytes(4, "big") + encode(Pdu(Command.ENQUIRE_LINK, sequence=9))[4:]
    header = header[:4] + int(command).to_bytes(4, "big") + header[8:]
    assert talk.client(header, ENQUIRE) == [Pdu(Command.GENERIC_NACK, Status.RINVCMDLEN, sequence)]
    assert (talk.kinds(), talk.session.state) == ([Broken, Ended], CLOSED)
    assert talk.client(ENQUIRE, header) == []


SAID = b"".join(
    encode(pdu)
    for pdu in (
        bind_pdu(),
        *(submit_pdu(sequence=n, short_message=b"x" * n) for n in range(2, 6)),
        Pdu(Command.DELIVER_SM_RESP, sequence=1),
        Pdu(Command.QUERY_SM, sequence=7),
        submit_pdu(sequence=8, validity_period="000000010000000R"),
        ENQUIRE,
        UNBIND,
    )
)


def outcome(pieces: list[bytes]) -> tuple[list[Pdu], list[Any]]:
    """What the server answers, and what happened, when the octets come so cut."""
    talk = Dialogue()
    answers = [pdu for piece in pieces for pdu in talk.client(piece)]
    submits = [(one.sequence, one.short_message) for batch in talk.happened if isinstance(batch, list) for one in batch]
    return answers, [submits, [one for one in talk.happened if not isinstance(one, list)]]


@pytest.mark.parametrize("size", [1, 3, HEADER_OCTETS, 50])
def test_it_does_not_matter_how_octets_are_cut(size: int) -> None:
    """Octet by octet and all in one give the same dialogue."""
    assert outcome([SAID[at : at + size] for at in range(0, len(SAID), size)]) == outcome([SAID])


@pytest.mark.parametrize("at", range(1, len(SAID), 1))
def test_one_cut(at: int) -> None:
    """At every octet."""
    assert outcome([SAID[:at], SAID[at:]]) == outcome([SAID])


@given(st.lists(st.binary(max_size=100) | st.builds(frame, st.sampled_from(list(bodies())), st.binary(max_size=40)), max_size=6))
def test_nothing_that_a_client_says_breaks_a_session(said: list[bytes]) -> None:
    """Whatever comes, the session answers with whole PDUs and lives."""
    talk = Dialogue(TRX)
    for piece in said:
        talk.client(piece)
    assert not any(isinstance(answer, UnparsedPdu) for answer in talk.seconds(60))
