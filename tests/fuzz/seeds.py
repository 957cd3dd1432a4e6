"""Where the fuzzer begins: every PDU of the tables, dialogues of them, and requests that the fast HTTP reader takes. Made, never stored."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from simulator.smpp.bodies import V50, Body, bodies
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.fields import Destinations, DistributionList, Int, Int1, Octets, SmeAddress, TimeString, Unsuccess, Unsuccesses
from simulator.smpp.pdu import Pdu
from simulator.smpp.tlvs import TABLE, Number, Raw, Text, Tlv
from tests.esme import LATER, OFF, ON, bind_pdu, submit_pdu


def value(kind: Any) -> Any:
    """One that fits the field."""
    match kind:
        case Int1() | Int():
            return 1
        case TimeString():
            return "000000010000000R"
        case Octets():
            return b"Hello"
        case Destinations():
            return [SmeAddress(1, 1, ON), DistributionList("staff")]
        case Unsuccesses():
            return [Unsuccess(1, 1, ON, 8)]
        case _:
            return "1"


def tlv(row: Tlv) -> Any:
    """One that fits the parameter."""
    match row.type:
        case Number():
            one: Any = 1
        case Raw(least, _):
            one = b"\1" * max(1, least)
        case Text(least, _):
            one = "1" * max(1, least - 1)
    return [one] if row.repeats else one


def pdu(body: Body, tlvs: dict[Any, Any]) -> Pdu:
    """All its fields, none of them empty; counts are the writer's."""
    fields = {field.name: value(field.type) for field in body.fields if type(field.type).__name__ != "Count"}
    return Pdu(body.command, sequence=1, fields=fields, tlvs=tlvs if body.fields else {})


def pdus() -> list[bytes]:
    """Every command with all its fields; every TLV once."""
    tables = bodies(V50).values()
    whole = [encode(pdu(body, {}), V50) for body in tables]
    every = {row.name: tlv(row) for row in TABLE}
    return [*whole, *(encode(submit_pdu(tlvs={name: one}), V50) for name, one in every.items())]


def dialogues() -> Iterator[bytes]:
    """What peers say one after the other."""
    submits = [encode(submit_pdu(sequence=n, short_message=b"x" * n)) for n in range(2, 6)]
    answers = [encode(Pdu(Command.DELIVER_SM_RESP, status, n)) for n, status in ((1, 0), (2, 8), (9, 0))]
    farewell = encode(Pdu(Command.UNBIND, sequence=9))
    link = encode(Pdu(Command.ENQUIRE_LINK, sequence=8))
    yield b"".join(submits)
    yield b"".join([*submits[:2], link, *submits[2:], *answers, link])
    yield b"".join([*answers, farewell, *submits])
    yield encode(bind_pdu()) + b"".join(submits)
    yield b"".join(submits) + b"\0\0\0\x0f"


def texts() -> Iterator[bytes]:
    """Texts of every kind that the road treats in its own way: coded, cut, timed, to handsets that are off or come back."""
    part = b"\5\0\3\7\2%c"
    kinds: list[dict[str, Any]] = [
        {"data_coding": 8, "short_message": "中文".encode("utf-16-be")},
        {"data_coding": 3, "short_message": b"\xe9"},
        {"short_message": b"\x1b\x65\x1b", "esm_class": 2, "registered_delivery": 0x1F},
        {"validity_period": "000000000100000R", "schedule_delivery_time": "240304100000032+"},
        {"replace_if_present_flag": 1, "service_type": "CMT"},
    ]
    for to, fields in product((ON, OFF, LATER), kinds):
        yield encode(submit_pdu(to, **fields)) * 2
    yield b"".join(encode(submit_pdu(sequence=n, esm_class=0x40, short_message=part % n + b"half")) for n in (1, 2))
    yield b"".join(encode(submit_pdu(tlvs={"sar_msg_ref_num": 1, "sar_total_segments": 2, "sar_segment_seqnum": n})) for n in (1, 2))
    yield encode(submit_pdu(tlvs={"message_payload": b"x" * 300}, short_message=b""))


def requests() -> Iterator[bytes]:
    """Plain requests, and what is nearly one."""
    for target, body in (("/", b"{}"), ("/v5/tlssmssvr/sendsms?sdkappid=1&random=2", b'{"sig": "x"}'), ("/a%20b", b"")):
        for more in ("", "Connection: Keep-Alive\r\n", "X-Empty:\r\n", "Transfer-Encoding: chunked\r\n", "Host: twice\r\n"):
            head = f"POST {target} HTTP/1.1\r\nHost: h\r\n{more}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            yield head.encode() + body


def seeds(target: str) -> list[bytes]:
    """For one target: its choices before each."""
    streams = [*pdus(), *dialogues()]
    match target:
        case "codec":
            return [bytes((version,)) + one for version, one in product(range(3), pdus())]
        case "http":
            return list(requests())
        case "road":
            return [bytes((nth % 6, nth)) + one for nth, one in enumerate([*streams, *texts()])]
        case _:
            return [bytes((choice, step)) + one for (choice, step), one in product(((1, 0), (5, 7), (8, 1), (0, 3)), streams)]


def plant(folder: Path, target: str) -> None:
    """Write them as the fuzzer reads them."""
    for nth, seed in enumerate(seeds(target)):
        (folder / f"seed-{nth:04}").write_bytes(seed)
