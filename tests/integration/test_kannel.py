"""Kannel, the gateway that most ESMEs of the world are, bound to our network as it would be to a carrier's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.smpp.commands import Command
from simulator.testing import Carrier
from tests.esme import OFF, ON
from tests.integration import kannel, wireshark
from tests.integration.kannel import BUFFERED, DELIVERED, EXPIRED, SENT, Kannel


@contextmanager
def session(folder: Path) -> Iterator[tuple[Carrier, Kannel]]:
    """The default world with its time standing still, its capture, and a Kannel bound to it."""
    with Carrier() as carrier:
        carrier.capture(pcap=str(folder / "kannel.pcap"))
        with kannel.bound(carrier.smpp_port, folder) as bound:
            yield carrier, bound


def test_a_text_its_receipt_and_the_answer(tmp_path: Path) -> None:
    """What is handed to Kannel by HTTP is shown on the handset, its report comes back by HTTP, and so does the owner's reply."""
    with session(tmp_path) as (carrier, gateway):
        gateway.send(ON, "Hello")
        taken = gateway.report(ON, SENT)
        carrier.pass_(minutes=1)
        delivered = gateway.report(ON, DELIVERED)
        carrier.reply(ON, "好的 OK")
        reply = gateway.customer.called("/reply")
        assert carrier.inbox(ON) == ["Hello"]
    assert (taken["id"], "stat:DELIVRD" in delivered["text"]) == (delivered["id"], True)
    assert reply == {"from": ON, "to": "BANK", "text": "好的 OK"}


def test_a_handset_that_stays_off(tmp_path: Path) -> None:
    """Kannel asks to be told on the way as well: first that the text is stored, after its validity that it was given up."""
    with session(tmp_path) as (carrier, gateway):
        gateway.send(OFF, "Hello")
        gateway.report(OFF, SENT)
        carrier.pass_(minutes=1)
        assert "stat:ENROUTE" in gateway.report(OFF, BUFFERED)["text"]
        carrier.pass_(hours=72)
        assert "stat:EXPIRED" in gateway.report(OFF, EXPIRED)["text"]


def test_a_long_text(tmp_path: Path) -> None:
    """Kannel's parts are one text on the handset."""
    with session(tmp_path) as (carrier, gateway):
        gateway.send(ON, "长短信" * 50, coding=2)
        gateway.report(ON, SENT)
        carrier.pass_(minutes=1)
        gateway.report(ON, DELIVERED)
        assert carrier.inbox(ON) == ["长短信" * 50]


def test_wireshark_reads_the_session(tmp_path: Path) -> None:
    """From its bind to its unbind, nothing malformed."""
    with session(tmp_path) as (carrier, gateway):
        gateway.send(ON, "Hello")
        gateway.send(OFF, "汉字 and more" * 30, coding=2)
        gateway.report(OFF, SENT)
        carrier.pass_(hours=72)
        gateway.report(OFF, EXPIRED)
        carrier.reply(ON, "OK")
        gateway.customer.called("/reply")
    pcap, port = tmp_path / "kannel.pcap", carrier.smpp_port
    said = wireshark.command_ids(pcap, port)
    assert (said[0], set(said[-2:])) == (Command.BIND_TRANSCEIVER, {Command.UNBIND, Command.UNBIND_RESP})
    assert {Command.SUBMIT_SM_RESP, Command.DELIVER_SM, Command.DELIVER_SM_RESP} <= set(said)
    assert wireshark.wrong(pcap, port) == []
