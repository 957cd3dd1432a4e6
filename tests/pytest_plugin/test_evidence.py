"""What a failed test's report shows of its network, and what it does not."""

import pytest

from tests.pytest_plugin.inner import alone, lay_out

pytest_plugins = ("pytester",)

FAILING = """
import pytest
from send import send

OFF = "13900000001"


@pytest.fixture
def sent(carrier):
    carrier.turn(OFF, "off")
    send(carrier.smpp_port, OFF)
    carrier.pass_(minutes=1)


def test_a_call(sent, carrier):
    carrier.handset(OFF).received("4321")
"""


def test_the_fate_of_its_messages(pytester: pytest.Pytester) -> None:
    """Each with its trail, its three truths and its case; the PDUs below, no password; and of Python the test's own lines only."""
    lay_out(pytester, test_it=FAILING)
    run = alone(pytester)
    run.assert_outcomes(failed=1)
    run.stdout.fnmatch_lines(
        [
            '>*carrier.handset(OFF).received("4321")',
            "E *NotSoError: +8613900000001 does not show “4321”",
            "test_it.py:*: NotSoError",
            "*- carrier: messages -*",
            "message * from BANK to +8613900000001 (esme) “Your code is 4321.”",
            "*the handset is switched off",
            "*verdict: not-received/handset-off: *",
            "*- carrier: SMPP PDUs -*",
            "* esme/1 -> bind_transmitter ROK * password=[*][*][*] *",
            "* esme/1 -> submit_sm ROK * destination_addr=13900000001 *",
            "* esme/1 <- submit_sm_resp ROK * message_id=*",
        ]
    )
    run.stdout.no_fnmatch_line("*secret*")
    run.stdout.no_fnmatch_line("*def received*")


@pytest.mark.parametrize("prefix", ["--carrier-", "-ocarrier_"], ids=["command line", "ini file"])
def test_in_chinese_and_without_pdus(pytester: pytest.Pytester, prefix: str) -> None:
    """The words are the FAQ's; what is not captured is not shown."""
    lay_out(pytester, test_it=FAILING)
    run = alone(pytester, f"{prefix}lang=zh", f"{prefix}capture=off")
    run.stdout.fnmatch_lines(["*结论: not-received/handset-off: 手机关机"])
    run.stdout.no_fnmatch_line("*SMPP PDUs*")


def test_each_test_its_own(pytester: pytest.Pytester) -> None:
    """Of the session's network too; what was refused is told; a fixture's failure has it as a call's; what passes shows nothing."""
    lay_out(
        pytester,
        test_it="""
            import pytest
            from send import send

            @pytest.fixture
            def broken(carrier):
                send(carrier.smpp_port, "13900000009", b"of a fixture")
                raise OSError

            def test_passes(carrier_session):
                send(carrier_session.smpp_port, carrier_session.number(), b"of one that passes",
                     carrier_session.system_id, carrier_session.password)

            def test_fails(carrier_session):
                send(carrier_session.smpp_port, carrier_session.number(), b"of one that fails",
                     carrier_session.system_id, carrier_session.password)
                assert False

            def test_setup(broken): ...

            def test_refused(carrier):
                try:
                    send(carrier.smpp_port, "12", b"to nobody")
                finally:
                    assert False

            def test_broken_pdu(carrier):
                import socket
                with socket.create_connection(("127.0.0.1", carrier.smpp_port)) as connection:
                    connection.sendall(bytes.fromhex("00000010000000990000000000000001"))
                    connection.recv(16)
                assert False

            def test_gone(carrier_session):
                send(carrier_session.smpp_port, carrier_session.number(), b"of one that is gone",
                     carrier_session.system_id, carrier_session.password)
                carrier_session.end_lease(carrier_session.key)
                assert False
            """,
    )
    run = alone(pytester, "-rN")
    run.assert_outcomes(passed=1, failed=4, errors=1)
    run.stdout.fnmatch_lines_random(
        [
            "message * “of one that fails”",
            "message * “of a fixture”",
            "*to 12: *",
            "*0x00000099*",
            "message * “of one that is gone”",
        ]
    )
    run.stdout.fnmatch_lines_random(["* esme-1/* -> submit_sm *"])
    run.stdout.no_fnmatch_line("*message * “of one that passes”*")
    run.stdout.no_fnmatch_line("* esme-0/* -> submit_sm *")


BROKEN = """
import socket
import struct

import pytest
from http.client import HTTPConnection
from send import send


class StrangeError(Exception):
    ...


@pytest.fixture
def sent(carrier):
    send(carrier.smpp_port, "13900000009")
    yield carrier


def strange(*said, **more):
    raise StrangeError("of the test")


def forbidden(*said, **more):
    pytest.fail("no test goes out")
"""


@pytest.mark.parametrize(
    ("broken", "instead", "told"),
    [
        (("http.client.HTTPConnection.request", "socket.create_connection"), "strange", "message * to +8613900000009 *"),
        (("http.client.HTTPConnection.request", "socket.create_connection"), "forbidden", "message * to +8613900000009 *"),
        (("asyncio.run_coroutine_threadsafe",), "strange", "this cannot be told: StrangeError: of the test"),
        (("asyncio.run_coroutine_threadsafe",), "forbidden", "this cannot be told: Failed: no test goes out"),
    ],
)
def test_whatever_a_test_has_put_in_place(pytester: pytest.Pytester, broken: tuple[str, ...], instead: str, told: str) -> None:
    """Its own failure is told, with the evidence, or in its place why there is none; and the next test runs."""
    failing = f"""
def test_fails(sent, monkeypatch):
    for name in {broken}:
        monkeypatch.setattr(name, {instead})
    assert False, "of its own"

def test_next(): ...
"""
    lay_out(pytester, test_it=BROKEN + failing)
    run = alone(pytester)
    run.assert_outcomes(failed=1, passed=1)
    run.stdout.fnmatch_lines(["E *of its own", "*- carrier: messages -*", told, "*- carrier: SMPP PDUs -*"])


@pytest.mark.parametrize("fault", ['"slow-reads", octets_per_s=10', '"connection-limit", connections=1'])
def test_a_port_that_is_broken(pytester: pytest.Pytester, fault: str) -> None:
    """What a fault does to requests, it does not do to the evidence: that is told, and at once."""
    failing = f"""
@pytest.fixture
def held(sent):
    sent.fault("it", {fault})
    with socket.create_connection(("127.0.0.1", sent.http_port)):
        yield

def test_fails(held):
    assert False
"""
    lay_out(pytester, test_it=BROKEN + failing)
    run = alone(pytester)
    run.stdout.fnmatch_lines(["*- carrier: messages -*", "message * to +8613900000009 *", "*submit_sm ROK*"])
    run.stdout.no_fnmatch_line("*cannot be told*")
    assert run.duration < 10


def test_a_password_that_is_too_long(pytester: pytest.Pytester) -> None:
    """Of a bind that cannot be read only the number of its octets is shown, and of what ends within one; of a text, all of them."""
    failing = """
def test_fails(carrier):
    bind, query = b"esme\\0my-very-long-password\\0\\0\\x34\\0\\0\\0", b"\\0no NUL"
    for command, body, more in ((9, bind, 0), (0x0B, bind, 0), (2, bind, 4), (3, query, 0), (0x99, b"password", 0)):
        with socket.create_connection(("127.0.0.1", carrier.smpp_port)) as connection:
            connection.sendall(struct.pack(">4I", 16 + len(body) + more, command, 0, 1) + body)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(100):
                pass
    assert False
"""
    lay_out(pytester, test_it=BROKEN + failing)
    run = alone(pytester)
    run.stdout.fnmatch_lines(["*0x00000009*password: no NUL within 9 octets: 48 octets"])
    run.stdout.fnmatch_lines(["*it ends here: 48 octets", "*0x00000003*: *006e6f204e554c"])
    run.stdout.no_fnmatch_line(f"*{b'password'.hex()}*")


def test_a_teardown_that_fails(pytester: pytest.Pytester) -> None:
    """A fixture that checks when its test is over: the networks have ended by then, or have not, and both show what became of texts."""
    lay_out(
        pytester,
        test_it="""
            import pytest
            from send import send

            @pytest.fixture
            def checked(carrier, carrier_session):
                yield carrier, carrier_session
                carrier.handset("13900000001").received("4321")

            def test_it(checked):
                carrier, session = checked
                send(carrier.smpp_port, "13900000001", b"of its own network")
                send(session.smpp_port, session.number(), b"of all", session.system_id, session.password)
            """,
    )
    run = alone(pytester)
    run.assert_outcomes(passed=1, errors=1)
    run.stdout.fnmatch_lines(["*NotSoError*", "*- carrier: messages -*", "message * “of its own network”", "*- carrier: SMPP PDUs -*"])
    run.stdout.fnmatch_lines_random(["message * “of all”"])


def test_what_passed_is_not_kept(pytester: pytest.Pytester) -> None:
    """A network is forgotten with its test, failed or not."""
    lay_out(
        pytester,
        test_it="""
            import gc
            import weakref

            NETWORKS = []

            def test_passes(carrier):
                NETWORKS.append(weakref.ref(carrier))

            def test_next():
                gc.collect()
                assert NETWORKS[0]() is None
            """,
    )
    alone(pytester).assert_outcomes(passed=2)
