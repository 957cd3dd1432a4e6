"""SME acknowledgements (SMPP 3.4 § 2.11, § 5.2.12): a client that answers as a text's recipient, and what its sender is told of it.

No handset of a GSM network sends them; an ESME does, with the addresses of the text the other way round. It submits nothing.
"""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from simulator import address
from simulator.journey import Journey
from simulator.lifecycle import Event
from simulator.message import Instant, Message, Reply
from simulator.smpp.bodies import V34
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import Origin, SubmitSm

_REFERENCE: Final = "user_message_reference"
_PAYLOAD: Final = "message_payload"
_PASSED_ON: Final = (_REFERENCE, "user_response_code", _PAYLOAD)
_TEXT_MOST: Final = 254
_MODES: Final = 0b11
"""Bits of esm_class that are between a client and the centre; the type and the header's bit go on to the other client."""


class Acknowledgement(Reply, frozen=True, eq=False, gc=False):
    """One of a message. request: as it came."""

    request: SubmitSm

    def written(self, sequence: int, version: int) -> bytes:
        """The deliver_sm that tells it to a peer of this version, its type in esm_class, and the reference that it came with."""
        request = self.request
        fields = {
            "service_type": request.source.service_type,
            "source_addr_ton": request.source.ton,
            "source_addr_npi": request.source.npi,
            "source_addr": request.source.address,
            "dest_addr_ton": request.destination[0],
            "dest_addr_npi": request.destination[1],
            "destination_addr": _destination(request),
            "esm_class": request.options.esm_class & ~_MODES,
            "data_coding": request.options.data_coding,
            "short_message": request.short_message[:_TEXT_MOST],
        }
        said = request.tlvs or {}
        tlvs = {name: said[name] for name in _PASSED_ON if name in said}
        if version < V34 and _PAYLOAD in tlvs:
            fields["short_message"] = tlvs[_PAYLOAD][:_TEXT_MOST]
        return encode(Pdu(Command.DELIVER_SM, sequence=sequence, fields=fields, tlvs=tlvs), version)


class Told(Protocol):
    """An account, as far as it is told."""

    def take_reply(self, reply: Reply) -> None:
        """A text came back to it."""


class Acknowledgements:
    """accounts: who may be told, by system_id."""

    def __init__(self, journey: Journey, accounts: Mapping[str, Told]) -> None:
        self._journey, self._accounts = journey, accounts

    def pass_on(self, request: SubmitSm, text: str, now: Instant) -> Message | None:
        """Tell the sender of the text that this acknowledges: the newest that went the other way, of the same reference if it has one.

        The text; None: there is none. What it says is of no account, nor whether the text was delivered: centres do not look.
        """
        message = self._acknowledged(request)
        if message is not None:
            self._journey.note(message, Event.REPLIED, f"“{text}”: acknowledged by a client", now)
            self._accounts[message.submission.account].take_reply(Acknowledgement(message, text, now, request))
        return message

    def _acknowledged(self, request: SubmitSm) -> Message | None:
        number, home = address.parse(request.source.address), _destination(request)
        sent = [] if number is None else self._journey.ledger.to(number)
        wanted = _reference(request.tlvs)
        return next((message for message in reversed(sent) if self._is_from(message, home, wanted)), None)

    def _is_from(self, message: Message, home: str, wanted: int | None) -> bool:
        origin = message.submission.origin
        if message.submission.account not in self._accounts or not isinstance(origin, Origin):
            return False
        return origin.source.address == home and wanted in {None, _reference(origin.tlvs)}


def _destination(request: SubmitSm) -> str:
    return request.destination[2:].decode("latin-1")


def _reference(tlvs: dict[str, Any] | None) -> int | None:
    return tlvs.get(_REFERENCE) if tlvs else None
