"""What an ESME asks about texts it submitted before: query_sm, cancel_sm, replace_sm (SMPP 3.4 § 4.8 to § 4.10). It submits nothing.

Which texts are meant: those of its account with this message_id, submitted from this source; what the paper leaves open is listed in
docs/design.md.
"""

from typing import Any

from msgspec.structs import replace

from simulator import address
from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.extras import Special
from simulator.fronts.smpp.translate import Translator
from simulator.journey import Journey
from simulator.lifecycle import FINAL, State
from simulator.message import Instant, Message, Submission
from simulator.smpp import times
from simulator.smpp.bodies import V50
from simulator.smpp.commands import Command
from simulator.smpp.fields import Fields
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import Origin, Source, SubmitSm
from simulator.smpp.statuses import Status

Place = tuple[int, int, str]
"""Type of number, numbering plan and address."""
_REWRITTEN = frozenset(("message_payload", "qos_time_to_live"))
"""TLVs of what replace_sm puts anew: the text, and how long it may wait."""


class Pending:
    """One account's texts, as a session of this version asks about them."""

    def __init__(self, journey: Journey, account: Account, translator: Translator, version: int) -> None:
        self._journey, self._account, self._translator, self._version = journey, account, translator, version

    def query(self, pdu: Pdu, _: Instant) -> Pdu | Status:
        """How it stands; of several (submit_multi) what is pending comes first, then the last to be settled."""
        found = self._found(pdu.fields, Status.RQUERYFAIL)
        if isinstance(found, Status):
            return found
        claims = [(message, self._journey.claim(message)) for message in found]
        pending = next((message for message, claim in claims if claim is None), None)
        fields: Fields = {"message_id": pdu.fields["message_id"]}
        if pending is not None:
            fields["message_state"] = int(self._state(pending))
        else:
            at, outcome = max((claim for _, claim in claims if claim is not None), key=lambda claim: claim[0])
            fields |= {"message_state": int(outcome.state), "final_date": times.write(at), "error_code": outcome.gsm_cause}
        return Pdu(Command.QUERY_SM_RESP, Status.ROK, pdu.sequence, fields)

    def cancel(self, pdu: Pdu, now: Instant) -> Status:
        """One by its id, or without one every pending text of this source and destination (and service_type, if one is named)."""
        fields = pdu.fields
        if fields["message_id"]:
            found = self._found(fields, Status.RCANCELFAIL)
        elif not fields["source_addr"]:
            found = Status.RINVSRCADR
        else:
            number = address.parse(fields["destination_addr"])
            found = Status.RINVDSTADR if number is None else self.of(number, _source(fields), fields["service_type"] or None)
        if isinstance(found, Status):
            return found
        cancelled = [self._journey.cancel(message, now) for message in found]
        return Status.ROK if any(cancelled) else Status.RCANCELFAIL

    def replace(self, pdu: Pdu, now: Instant) -> Status:
        """Its text, times and wish for reports; all else stays, its other TLVs too. One of several is not replaced alone."""
        found = self._found(pdu.fields, Status.RREPLACEFAIL)
        if isinstance(found, Status):
            return found
        if len(found) > 1:
            return Status.RREPLACEFAIL
        message = found[0]
        meant = self._translator.submission(_rewritten(message.submission, pdu), now)
        if isinstance(meant, Status):
            return meant
        submission = meant.submission if isinstance(meant, Special) else meant
        if not pdu.fields["schedule_delivery_time"]:
            submission = replace(submission, carriage=replace(submission.carriage, plan=message.submission.plan))
        return Status.ROK if self._journey.replace(message, submission, now) else Status.RREPLACEFAIL

    def of(self, number: str, source: Place, service_type: str | None) -> list[Message]:
        """The account's pending texts to a number from this source, oldest first; service_type None: of any."""
        return [
            message
            for message in self._journey.ledger.to(number)
            if not FINAL[message.state] and self._ours(message) and _is_from(message, source, service_type)
        ]

    def _found(self, fields: Fields, otherwise: Status) -> list[Message] | Status:
        """The texts that this id stands for: RINVMSGID where it is unknown or another's, `otherwise` where the source is not theirs."""
        message_id: str = fields["message_id"]
        one = self._journey.ledger.find(message_id)
        found = self._account.together.get(message_id) or ([] if one is None else [one])
        if not found or not all(map(self._ours, found)):
            return Status.RINVMSGID
        return found if _is_from(found[0], _source(fields), None) else otherwise

    def _ours(self, message: Message) -> bool:
        return message.submission.account == self._account.settings.system_id

    def _state(self, message: Message) -> State:
        """5.0 tells a scheduled text from one on its way; 3.4 has no word for it."""
        plan = message.submission.plan
        scheduled = plan is not None and plan.scheduled_for is not None and message.trail is None
        return State.SCHEDULED if scheduled and self._version >= V50 else State.ENROUTE


def place(source: Source) -> Place:
    """Where a submit_sm said it came from."""
    return source.ton, source.npi, source.address


def _source(fields: Fields) -> Place:
    return fields["source_addr_ton"], fields["source_addr_npi"], fields["source_addr"]


def _is_from(message: Message, source: Place, service_type: str | None) -> bool:
    said: Source = message.submission.origin.source
    return place(said) == source and service_type in {None, said.service_type}


def _rewritten(before: Submission, pdu: Pdu) -> SubmitSm:
    """The submit_sm as it would have been (SMPP 3.4 § 4.10.1)."""
    fields: dict[str, Any] = pdu.fields
    origin: Origin = before.origin
    options = replace(
        origin.options,
        registered_delivery=fields["registered_delivery"],
        sm_default_msg_id=fields["sm_default_msg_id"],
        replace_if_present_flag=0,
    )
    tlvs = {name: value for name, value in (origin.tlvs or {}).items() if name not in _REWRITTEN}
    if "message_payload" in pdu.tlvs:
        tlvs["message_payload"] = pdu.tlvs["message_payload"]
    return SubmitSm(
        Origin(origin.session, origin.source, options),
        pdu.sequence,
        origin.written(before.destination),
        fields["short_message"],
        fields["schedule_delivery_time"],
        fields["validity_period"],
        tlvs or None,
    )
