"""The capture of PDUs: in memory, as JSON lines, and as a file for Wireshark, which reads it in tests/integration."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.fronts.smpp.pcap import HEAD, checksum
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.statuses import Status
from tests.esme import ON, bind_pdu, submit_pdu
from tests.fronts.smpp_faults import ENQUIRE, Raw, dialogue, network, several


def commands(records: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(record["from"], record["command"]) for record in records]


def test_a_dialogue_can_be_read() -> None:
    """Each PDU with its time, session, account, side, fields and octets, in the order of the wire."""
    with network() as carrier, Raw(carrier.smpp_port) as client:
        carrier.capture()
        client.bind()
        message = client.submit(tlvs={"user_message_reference": 7}).fields["message_id"]
        carrier.pass_(minutes=1)
        client.receipt()
        client.alive()
        records = carrier.captured()
    assert commands(records) == [
        ("client", "bind_transceiver"),
        ("network", "bind_transceiver_resp"),
        ("client", "submit_sm"),
        ("network", "submit_sm_resp"),
        ("network", "deliver_sm"),
        ("client", "deliver_sm_resp"),
        ("client", "enquire_link"),
        ("network", "enquire_link_resp"),
    ]
    submit, answer, receipt = records[2], records[3], records[4]
    assert (submit["at"], submit["session"], submit["account"]) == ("2024-03-04T01:00:00.000+00:00", 1, "esme")
    assert (submit["fields"]["short_message"], submit["tlvs"]) == (b"Hello".hex(), {"user_message_reference": 7})
    assert bytes.fromhex(submit["octets"]) == encode(submit_pdu(sequence=submit["sequence"], tlvs={"user_message_reference": 7}))
    assert (answer["status"], answer["fields"]) == ("ROK", {"message_id": message})
    assert receipt["at"] > submit["at"]


def test_what_cannot_be_read_is_kept() -> None:
    """A body that breaks off, an unknown command, octets that are no PDU, and a PDU that never ends."""
    with network() as carrier:
        carrier.capture()
        with Raw(carrier.smpp_port) as client:
            client.bind()
            client.write(bytes.fromhex("00000012 00000004 00000000 00000009 0101"))
            client.write(bytes.fromhex("00000010 00000bad 00000000 0000000a"))
            assert [client.hear().status for _ in range(2)] == [Status.RINVCMDLEN, Status.RINVCMDID]
            client.write(bytes.fromhex("00000001 ffff"))
            client.write(b"\xff" * 10)
            assert client.hear().command is Command.GENERIC_NACK
            assert client.hung_up()
        with Raw(carrier.smpp_port) as client:
            client.write(b"\0\0\0\x40abc")
        until(lambda: any(record.get("broken") == "it ends here" for record in carrier.captured()))
        broken = [record for record in carrier.captured() if "broken" in record]
    assert [record["octets"][:32] for record in broken[:2]] == ["00000012000000040000000000000009", "0000001000000bad000000000000000a"]
    assert (broken[1]["command"], "".join(record["octets"] for record in broken[2:-1])) == ("0x00000BAD", "00000001ffff" + "ff" * 10)
    assert broken[-1]["octets"] == b"\0\0\0\x40abc".hex()


def until(done: Callable[[], bool]) -> None:
    """The network notices in its own time that a client hung up."""
    assert any(done() for _ in range(10_000))


@pytest.mark.parametrize(
    ("settings", "kept"), [({}, {1, 2, 3}), ({"account": "other"}, {2}), ({"session": 1}, {1}), ({"account": "nobody"}, set())]
)
def test_only_one_account_or_one_session(settings: dict[str, Any], kept: set[int]) -> None:
    """From the first octet on, though the account is known but later; other sessions leave no trace."""
    with network() as carrier:
        carrier.capture(**settings)
        with Raw(carrier.smpp_port) as one, Raw(carrier.smpp_port) as two, Raw(carrier.smpp_port) as three:
            for client in (one, two, three):
                client.alive()
            one.bind()
            two.bind(system_id="other")
            records = carrier.captured()
    assert {record["session"] for record in records} == kept
    assert [record["command"] for record in records].count("enquire_link") == len(kept)


BINDS: list[dict[str, Any]] = [{"system_id": "nobody"}, {"system_id": "other", "password": "wrong"}, {"password": "wrong"}, {}]


def test_a_session_that_is_bound_after_all() -> None:
    """Its binds under other names are kept too, those before and one when it is bound; each record bears the name of its time."""
    with network() as carrier, Raw(carrier.smpp_port) as client:
        carrier.capture(account="esme")
        assert [client.bind(**bind).status == 0 for bind in BINDS] == [False, False, False, True]
        assert client.bind(system_id="other").status == Status.RALYBND
        client.submit()
        records = carrier.captured()
    assert [record["account"] for record in records[::2]] == ["nobody", "other", "esme", "esme", "esme", "esme"]
    assert [record["from"] for record in records] == ["client", "network"] * 6


def test_a_session_that_says_much_before_its_bind() -> None:
    """The newest of it is kept, so that one that never binds does not fill the memory."""
    with network() as carrier, Raw(carrier.smpp_port) as client:
        carrier.capture(account="esme")
        client.write(several(*[ENQUIRE] * 400))
        assert {client.hear().sequence for _ in range(400)} == {ENQUIRE.sequence}
        client.bind()
        records = carrier.captured()
    assert len(records) == 500 + 2
    assert commands(records)[-2:] == [("client", "bind_transceiver"), ("network", "bind_transceiver_resp")]


def test_a_session_that_is_bound_as_another() -> None:
    """The bind that was refused is kept, for whoever wants to know why; what follows is another account's."""
    with network() as carrier, Raw(carrier.smpp_port) as client:
        carrier.capture(account="esme")
        client.bind(password="wrong")
        client.bind(system_id="other")
        client.submit()
        records = carrier.captured()
    assert [record["status"] for record in records if record["from"] == "network"] == ["RINVPASWD"]
    assert "submit_sm" not in [record["command"] for record in records]


def test_it_can_begin_in_the_middle() -> None:
    """Of a session that is bound, and of a PDU; and end before the session does, with what was kept still there."""
    with dialogue() as (carrier, client):
        octets = several(submit_pdu(sequence=60), submit_pdu(sequence=61))
        client.alive()
        client.write(octets[:40])
        carrier.handset(ON)
        carrier.capture(account="esme")
        client.write(octets[40:])
        assert [client.answer_to(n).status for n in (60, 61)] == [0, 0]
        carrier.stop_capture()
        assert client.alive()
        records = carrier.captured()
    assert [(record["command"], record["sequence"]) for record in records if record["from"] == "network"] == [
        ("submit_sm_resp", 60),
        ("submit_sm_resp", 61),
    ]
    assert {record["account"] for record in records} == {"esme"}


def test_the_newest_are_kept() -> None:
    """So many as was said."""
    with dialogue() as (carrier, client):
        carrier.capture(keep=3)
        for _ in range(5):
            client.submit()
        assert [record["command"] for record in carrier.captured()] == ["submit_sm_resp", "submit_sm", "submit_sm_resp"]


def test_json_lines(tmp_path: Path) -> None:
    """The same records, one a line, there as soon as they are on the wire; a new capture begins the file anew."""
    file = tmp_path / "pdus.jsonl"
    with dialogue() as (carrier, client):
        for _ in range(2):
            carrier.capture(file=str(file), keep=1)
            client.submit()
            lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
            assert commands(lines) == [("client", "submit_sm"), ("network", "submit_sm_resp")]
            assert lines[1:] == carrier.captured()


def test_wall_time(tmp_path: Path) -> None:
    """Where the records are to be laid beside a client's own log."""
    with dialogue() as (carrier, client):
        carrier.capture(times="wall")
        client.submit()
        assert carrier.captured()[0]["at"] > "2025"


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    """Whoever starts it is told, and nothing is kept; a disk that is full ends the file and no session."""
    with dialogue() as (carrier, client):
        with pytest.raises(OSError, match="No such file"):
            carrier.capture(pcap=str(tmp_path / "no" / "f.pcap"), file=str(tmp_path / "f"))
        client.submit()
        assert carrier.captured() == []
        if Path("/dev/full").exists():
            carrier.capture(file="/dev/full")
            assert client.submit().status == Status.ROK
            assert len(carrier.captured()) == 2


def test_what_faults_do_is_seen() -> None:
    """The record is of the wire, not of what the session meant: a wrong status, an unknown command, garbage."""
    with dialogue() as (carrier, client):
        carrier.capture()
        carrier.smpp_fault("a", "answer-status", status=0x58)
        client.submit()
        carrier.smpp_heal("a")
        carrier.smpp_fault("b", "garbage", octets="00000001")
        client.send(sequence=70)
        client.read(4)
        client.answer_to(70)
        records = carrier.captured()
    assert [record.get("status") for record in records if record["from"] == "network"] == ["RTHROTTLED", None]
    assert records[-1]["octets"].startswith("00000001")


def test_the_checksum() -> None:
    """The example of RFC 1071 § 3, also with an octet left over."""
    assert checksum(bytes.fromhex("0001f203f4f5f6f7")) == (0xFFFF - 0xDDF2).to_bytes(2, "big")
    assert checksum(b"\x01") == b"\xfe\xff"


def test_the_file_begins_at_once(tmp_path: Path) -> None:
    """With its header, and each packet when it happens: it can be read while the network runs."""
    pcap = tmp_path / "f.pcap"
    with dialogue() as (carrier, client):
        carrier.capture(pcap=str(pcap))
        assert pcap.read_bytes() == HEAD
        client.say(bind_pdu(sequence=9))
        client.answer_to(9)
        assert len(pcap.read_bytes()) > len(HEAD) + 4 * (16 + 40)
