"""Captures as Wireshark reads them: all that SMPP has words for, said both ways, and nothing in it malformed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from simulator.scenario.default import ACCOUNT, scenario
from simulator.smpp.commands import Command, response_of
from simulator.smpp.fields import DistributionList, SmeAddress
from simulator.smpp.pdu import Pdu
from simulator.smpp.states import SENDERS
from simulator.testing import Carrier
from simulator.wire.accounts import Outbind
from simulator.wire.quirks import PROFILES
from tests.esme import OFF, ON, Esme
from tests.fronts.smpp_faults import Raw, network
from tests.fronts.test_smpp_outbind import Home
from tests.integration import wireshark

SIDES = {"E": "client", "M": "network"}
SOURCE = {"source_addr_ton": 5, "source_addr": "BANK"}
TO_ON = {"dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": ON}


def sayable() -> set[tuple[str, str]]:
    """Every PDU with each side that may say it in some state, answers included: the table of states turned round."""
    said = set()
    for command, row in SENDERS.items():
        answer = response_of(command)
        for sender in set(row) & set(SIDES):
            said.add((SIDES[sender], command.name.lower()))
            if answer:
                said.add((SIDES["E" if sender == "M" else "M"], answer.name.lower()))
    return said


def operations(carrier: Carrier, client: Esme) -> None:
    """All that a client may ask, some of it refused."""
    client.bind()
    message = client.submit(OFF, {"user_message_reference": 7}).fields["message_id"]
    client.submit(OFF, {"message_payload": b"x" * 5_000}, short_message=b"")
    client.submit(ON, short_message="中文".encode("utf-16-be"), data_coding=8)
    client.submit("x")
    about = {"message_id": message, **SOURCE}
    client.ask(Pdu(Command.QUERY_SM, sequence=50, fields=about))
    client.ask(Pdu(Command.REPLACE_SM, sequence=51, fields={**about, "registered_delivery": 1, "short_message": b"else"}))
    client.ask(Pdu(Command.CANCEL_SM, sequence=52, fields={**about, "dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": OFF}))
    to = [SmeAddress(1, 1, ON), DistributionList("staff"), SmeAddress(1, 1, "x")]
    many = {"number_of_dests": len(to), "dest_addresses": to, "registered_delivery": 1, "short_message": b"to all"}
    client.ask(Pdu(Command.SUBMIT_MULTI, sequence=53, fields={**SOURCE, **many}))
    client.ask(Pdu(Command.DATA_SM, sequence=54, fields={**SOURCE, **TO_ON, "registered_delivery": 1}, tlvs={"message_payload": b"data"}))
    client.ask(Pdu(Command.ALERT_NOTIFICATION, sequence=55, fields={"source_addr": ON, "esme_addr": "BANK"}))
    client.alive()


def receipts(carrier: Carrier, client: Esme) -> None:
    """What a client is told: receipts, a reply, an alert; one of them it does not understand."""
    carrier.turn(OFF, "off")
    data = {"message_payload": b"call me", "set_dpf": 1}
    client.ask(Pdu(Command.DATA_SM, sequence=60, fields={**SOURCE, **TO_ON, "destination_addr": OFF}, tlvs=data))
    carrier.pass_(minutes=1)
    carrier.turn(OFF, "on")
    carrier.reply(ON, "OK")
    client.alive()
    deliveries = [pdu for pdu in client.heard if pdu.command is Command.DELIVER_SM]
    client.say(Pdu(Command.GENERIC_NACK, 1, deliveries[0].sequence))
    for pdu in deliveries[1:]:
        client.say(Pdu(Command.DELIVER_SM_RESP, sequence=pdu.sequence))
    client.ask(Pdu(Command.UNBIND, sequence=99))
    assert client.hung_up()


def by_data_sm(carrier: Carrier, home: Home) -> None:
    """A client that only sends, and the same one called because something waits for it; its receipts come as data_sm."""
    with Esme(carrier.smpp_port, version=0x50) as sender:
        sender.bind(Command.BIND_TRANSMITTER, system_id="called")
        sender.submit()
        for command, ids in ((Command.BROADCAST_SM, {}), (Command.QUERY_BROADCAST_SM, {}), (Command.CANCEL_BROADCAST_SM, {})):
            sender.ask(Pdu(command, sequence=sender.next(), fields={**SOURCE, **ids}))
        carrier.pass_(minutes=1)
        with home.called() as receiver:
            assert receiver.hear().command is Command.OUTBIND
            receiver.bind(Command.BIND_RECEIVER, system_id="called")
            told = receiver.hear()
            receiver.say(Pdu(Command.DATA_SM_RESP, sequence=told.sequence, fields={"message_id": "1"}))
            receiver.ask(Pdu(Command.UNBIND, sequence=99))


def from_the_centre(carrier: Carrier) -> None:
    """A centre that asks whether the client is there, and takes its leave."""
    with Esme(carrier.smpp_port) as client:
        client.bind()
        client.say(Pdu(Command.ENQUIRE_LINK_RESP, sequence=client.hear().sequence))
        client.say(Pdu(Command.OUTBIND, sequence=70, fields={"system_id": "esme"}))
        carrier.smpp_fault("leave", "unbind")
        client.submit()
        leave = next(pdu for pdu in iter(client.hear, None) if pdu.command is Command.UNBIND)
        client.say(Pdu(Command.UNBIND_RESP, sequence=leave.sequence))
        assert client.hung_up()


def tour(folder: Path) -> Iterator[tuple[Path, tuple[int, ...], list[dict[str, Any]]]]:
    """Two networks' captures, with their ports and what our own recorder read."""
    with Home() as home:
        called = replace(ACCOUNT, system_id="called", quirks=replace(PROFILES["gateway"], by_data_sm=True))
        accounts = (replace(ACCOUNT, lists={"staff": ("+8613900000001",)}), replace(called, outbind=Outbind("127.0.0.1", home.port)))
        with Carrier(replace(scenario(), accounts=accounts)) as carrier:
            carrier.capture(pcap=str(folder / "one.pcap"), keep=1_000)
            with Esme(carrier.smpp_port) as client:
                operations(carrier, client)
                receipts(carrier, client)
            by_data_sm(carrier, home)
            yield folder / "one.pcap", (carrier.smpp_port, home.port), carrier.captured()
    with network(enquire_link_s=0.02) as carrier:
        carrier.capture(pcap=str(folder / "two.pcap"), keep=1_000)
        from_the_centre(carrier)
        yield folder / "two.pcap", (carrier.smpp_port,), carrier.captured()


def test_wireshark_reads_every_pdu(tmp_path: Path) -> None:
    """All that either side may say, none malformed, no packet lost or broken; it sees the same commands as our recorder."""
    said: set[tuple[str, str]] = set()
    for pcap, ports, records in tour(tmp_path):
        assert [record for record in records if "broken" in record] == []
        assert [Command(one).name.lower() for one in wireshark.command_ids(pcap, *ports)] == [record["command"] for record in records]
        assert wireshark.wrong(pcap, *ports) == []
        said |= {(record["from"], record["command"]) for record in records}
    assert sayable() - said == set()


def test_a_capture_bears_network_time(tmp_path: Path) -> None:
    """Where the network's clock stands, whatever the wall says."""
    pcap = tmp_path / "time.pcap"
    with network() as carrier, Raw(carrier.smpp_port) as client:
        carrier.capture(pcap=str(pcap))
        client.bind()
    assert float(wireshark.shown(pcap, (carrier.smpp_port,), "smpp", "frame.time_epoch")[0]) == 1_709_514_000


def test_wireshark_reads_many_sessions(tmp_path: Path) -> None:
    """Each its own stream, also one that is cut octet by octet, one that is reset and one that was there before."""
    pcap = tmp_path / "many.pcap"
    with network() as carrier, Raw(carrier.smpp_port) as before:
        before.bind()
        carrier.capture(pcap=str(pcap))
        carrier.smpp_fault("drip", "trickle", session=2)
        carrier.smpp_fault("end", "reset", session=3)
        before.submit()
        with Raw(carrier.smpp_port) as drips, Raw(carrier.smpp_port) as torn:
            drips.bind()
            torn.bind()
            drips.submit()
            torn.send()
            assert torn.torn()
        ports = (carrier.smpp_port,)
    streams = [line.split("\t") for line in wireshark.shown(pcap, ports, "smpp", "tcp.stream", "smpp.command_id")]
    assert sorted({stream for stream, _ in streams}) == ["0", "1", "2"]
    assert [ids for stream, ids in streams if stream == "0"] == ["0x00000004", "0x80000004"]
    assert len(wireshark.shown(pcap, ports, "tcp.flags.reset == 1")) == 1
    assert wireshark.shown(pcap, ports, "_ws.malformed || tcp.checksum.status == 0 || tcp.analysis.lost_segment") == []
