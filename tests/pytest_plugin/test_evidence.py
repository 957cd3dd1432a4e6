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
            "the network cannot be asked any more: *",
        ]
    )
    run.stdout.fnmatch_lines_random(["* esme-1/* -> submit_sm *"])
    run.stdout.no_fnmatch_line("*message * “of one that passes”*")
    run.stdout.no_fnmatch_line("* esme-0/* -> submit_sm *")
