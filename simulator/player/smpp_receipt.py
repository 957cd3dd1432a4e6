"""A receipt as the player's SMPP client reads it, whatever centre wrote it: from its text, or from its TLVs. It judges nothing."""

from typing import Any

from simulator.lifecycle import State
from simulator.player.smpp_client import ExchangeError
from simulator.smpp import receipt
from simulator.smpp.pdu import Pdu


def read(pdu: Pdu) -> tuple[str, dict[str, Any]]:
    """The message id and the fields to compare, of a deliver_sm or a data_sm. ExchangeError where it says of no message that it is it."""
    octets = pdu.fields.get("short_message") or pdu.tlvs.get("message_payload", b"")
    said = receipt.read(octets.replace(b"\0", b"") if octets[:1] == b"\0" else octets)  # some write them in UCS-2
    state, error = pdu.tlvs.get("message_state"), pdu.tlvs.get("network_error_code")
    if said is None and state is None:
        raise ExchangeError(f"a receipt that says nothing: {octets!r}")
    fields: dict[str, Any] = {}
    if said is not None:
        fields = {"stat": said.stat, "err": said.err, "sub": said.sub, "dlvrd": said.dlvrd}
    if state is not None:
        fields["message_state"] = State(state).name
    if error is not None:
        fields["network_error_code"] = int.from_bytes(error[1:], "big")
    delivered = "DELIVRD" if said is not None else State.DELIVERED.name
    reached = delivered in {fields.get("stat"), fields.get("message_state")}
    of = str(pdu.tlvs.get("receipted_message_id", "")) if said is None else said.id
    return of, {"status": "SUCCESS" if reached else "FAIL", **fields}
