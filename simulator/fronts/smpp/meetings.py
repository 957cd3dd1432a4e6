"""What a client's request is to faults: of whom, to whom, and which of them strike it. It does nothing about it."""

from typing import Final

from msgspec import Struct

from simulator import address
from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.faults import Faults, Met, Strike
from simulator.smpp.codec import decode
from simulator.smpp.commands import BINDS, Command
from simulator.smpp.fields import SmeAddress
from simulator.smpp.pdu import Pdu
from simulator.wire.smpp_faults import Kind, Level, Request, SmppFault

_REQUESTS: Final = dict.fromkeys(BINDS, Request.BIND) | {
    Command[request.name]: request for request in Request if request is not Request.BIND
}
_ASKS: Final = 0b11
"""Bits of registered_delivery that ask for a receipt (SMPP 3.4 § 5.2.17)."""


class Meeting(Struct, frozen=True):
    """A request and the faults that strike it, in order."""

    pdu: Pdu
    met: Met
    strikes: list[Strike]


def meet(connection: Connection, octets: bytes, faults: Faults, lasting: frozenset[Kind]) -> Meeting | None:
    """Meet a PDU of the client's; None where nothing strikes it. lasting: what has befallen the session already, which it does but once."""
    pdu = decode(octets, connection.session.version, connection.session.password_max)
    request = _REQUESTS.get(pdu.command) if isinstance(pdu, Pdu) else None
    if request is None or not isinstance(pdu, Pdu):
        return None
    met = Met(_account(connection, pdu), connection.number, _numbers(pdu), request)

    def may(fault: SmppFault) -> bool:
        if fault.kind is Kind.RECEIPT_FIRST:
            return bool(pdu.fields["registered_delivery"] & _ASKS)
        return fault.kind not in lasting

    strikes = faults.strike(Level.REQUEST, met, may)
    return Meeting(pdu, met, strikes) if strikes else None


def _account(connection: Connection, pdu: Pdu) -> str:
    if pdu.command in BINDS:
        return str(pdu.fields["system_id"])
    return connection.bound_as


def _numbers(pdu: Pdu) -> frozenset[str]:
    written: list[str] = [pdu.fields.get("destination_addr", "")]
    written += [one.addr for one in pdu.fields.get("dest_addresses", ()) if isinstance(one, SmeAddress)]
    parsed = (address.parse(one) for one in written)
    return frozenset(number for number in parsed if number is not None)
