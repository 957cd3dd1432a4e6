"""What an ESME may ask beside a plain submit_sm: a table of operations. It answers PDUs with PDUs, and writes none."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from msgspec.structs import replace

from simulator import address
from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.acknowledgements import Acknowledgements
from simulator.fronts.smpp.extras import Special
from simulator.fronts.smpp.pending import Pending, place
from simulator.fronts.smpp.translate import Translator, failure, flagged
from simulator.journey import Journey
from simulator.lifecycle import State
from simulator.message import Instant, Message, Outcome, Submission
from simulator.smpp.commands import Command, response_of
from simulator.smpp.fields import DistributionList, Fields, SmeAddress, Unsuccess
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import Options, Origin, Source, SubmitSm
from simulator.smpp.statuses import Status
from simulator.text.joins import shown

Refuse = Callable[[Submission], Status | None]
"""What the account may not send, whatever it says."""


_OF_AN_ADDRESS: Final = frozenset((Status.RINVDSTADR, Status.RINVDSTTON, Status.RINVDSTNPI))
"""What one of many may have wrong by itself; all else is wrong with the whole."""
_LATER: Final = frozenset((Status.RTHROTTLED, Status.RMSGQFUL))
"""What a client sends again after a while."""
_MANY_MOST: Final = 255
"""Destinations of one submit_multi, its lists taken apart: its answer counts those that failed in one octet (§ 4.5.2)."""


class Operations:
    """One bound session's. number: the session's; accounts: all there are, by system_id.

    refuse: judges each text; respond: sends a PDU to the session, at once or later.
    """

    def __init__(
        self,
        journey: Journey,
        account: Account,
        number: int,
        version: int,
        *,
        accounts: Mapping[str, Account],
        refuse: Refuse,
        respond: Callable[[Pdu], None],
    ) -> None:
        self._journey, self._account, self._number = journey, account, number
        self._translator: Translator = account.translator(version)
        self._pending = Pending(journey, account, self._translator, version)
        self._acknowledgements = Acknowledgements(journey, accounts)
        self._refuse, self._respond = refuse, respond

    def do(self, pdu: Pdu, now: Instant) -> None:
        """Answer this request, now or, in transaction mode, when its fate is known."""
        answer = self._TABLE[pdu.command](self, pdu, now)
        if isinstance(answer, Status):
            response = response_of(pdu.command)
            assert response is not None
            answer = Pdu(response, answer, pdu.sequence)
        if answer is not None:
            self._respond(answer)

    def special(self, asked: Special, request: SubmitSm, now: Instant) -> None:
        """A submit_sm that replaces a pending text, or whose answer waits for its fate."""
        answer = self._unusual(asked, request, Command.SUBMIT_SM_RESP, now)
        if answer is not None:
            self._respond(answer)

    def _unusual(self, asked: Special, request: SubmitSm, response: Command, now: Instant) -> Pdu | None:
        """Its answer; None: that comes later."""
        submission = asked.submission
        message = None
        if asked.acknowledges:
            text = shown([(submission.content, submission.alphabet)])
            message = self._acknowledgements.pass_on(request, text, now)
            if message is None and address.parse(submission.destination) is None:
                return Pdu(response, Status.RINVDSTADR, request.sequence)
        if message is None and asked.replaces:
            message = self._replaced(submission, request.source, now)
        if message is None and asked.transaction:
            self._await(submission, response, request.sequence, now)
            return None
        message = message or self._submit([submission], now)[0]
        return Pdu(response, Status.ROK, request.sequence, {"message_id": message.id})

    def _replaced(self, submission: Submission, source: Source, now: Instant) -> Message | None:
        """The newest pending text of the same kind, with this one in its place; None: there is none.

        This one is a submission of its own: if it says nothing it is valid for the network's own time from now on (SMPP 3.4 § 5.2.16).
        """
        message = next(reversed(self._pending.of(submission.destination, place(source), source.service_type)), None)
        carried = submission.carriage
        if carried.validity_ms is None:
            begins = now if carried.plan is None else carried.plan.scheduled_for or now
            carried = replace(carried, validity_ms=self._journey.carrier.expires_at(None, begins) - now)
            submission = replace(submission, carriage=carried)
        return message if message is not None and self._journey.replace(message, submission, now) else None

    def _multi(self, pdu: Pdu, now: Instant) -> Pdu | Status:
        """One text to many: one id for all, and a list of those that were not taken (SMPP 3.4 § 4.5)."""
        options = Options(*(pdu.fields[name] for name in Options.__struct_fields__))
        origin = Origin(self._number, _source(pdu.fields), options)
        times = pdu.fields["schedule_delivery_time"], pdu.fields["validity_period"]
        addresses = self._addresses(pdu.fields["dest_addresses"])
        if isinstance(addresses, Status):
            return addresses
        taken: list[Submission] = []
        failed: list[Unsuccess] = []
        for to in addresses:
            octets = bytes((to.ton, to.npi)) + to.addr.encode("latin-1")
            request = SubmitSm(origin, pdu.sequence, octets, pdu.fields["short_message"], *times, pdu.tlvs or None)
            meant = self._translator.submission(request, now)
            if isinstance(meant, Special):
                return _alone(meant)
            if isinstance(meant, Status) and meant not in _OF_AN_ADDRESS:
                return meant
            meant = self._judged(meant)
            if isinstance(meant, Submission):
                taken.append(meant)
            elif isinstance(meant, Status):
                failed.append(Unsuccess(to.ton, to.npi, to.addr, meant))
        if not taken:
            return _none_taken({Status(one.status) for one in failed})
        message_id = self._account.sent_together(self._submit(taken, now))
        fields = {"message_id": message_id, "no_unsuccess": len(failed), "unsuccess_sme": failed}
        return Pdu(Command.SUBMIT_MULTI_RESP, Status.ROK, pdu.sequence, fields)

    def _addresses(self, destinations: list[SmeAddress | DistributionList]) -> list[SmeAddress] | Status:
        """Lists taken apart; one that the account does not have refuses the whole, and so do too many members (assumed)."""
        addresses: list[SmeAddress] = []
        for one in destinations:
            if isinstance(one, SmeAddress):
                addresses.append(one)
            elif (members := self._account.settings.lists.get(one.name)) is not None:
                addresses += [SmeAddress(1, 1, number.removeprefix("+")) for number in members]
            else:
                return Status.RINVDLNAME
        return addresses if len(addresses) <= _MANY_MOST else Status.RINVNUMDESTS

    def _data(self, pdu: Pdu, now: Instant) -> Pdu | Status | None:
        """data_sm from the ESME: the text is the TLV message_payload (SMPP 3.4 § 4.7)."""
        if "message_payload" not in pdu.tlvs:
            return Status.RMISSINGOPTPARAM
        fields = pdu.fields
        options = Options(fields["esm_class"], 0, 0, fields["registered_delivery"], 0, fields["data_coding"], 0)
        octets = bytes((fields["dest_addr_ton"], fields["dest_addr_npi"])) + fields["destination_addr"].encode("latin-1")
        request = SubmitSm(Origin(self._number, _source(fields), options), pdu.sequence, octets, b"", tlvs=pdu.tlvs)
        meant = self._judged(self._translator.data_sm(request, now))
        if isinstance(meant, Status):
            return meant
        if isinstance(meant, Special):
            return self._unusual(meant, request, Command.DATA_SM_RESP, now)
        return Pdu(Command.DATA_SM_RESP, Status.ROK, pdu.sequence, {"message_id": self._submit([meant], now)[0].id})

    def _submit(self, submissions: list[Submission], now: Instant) -> list[Message]:
        messages = self._journey.submit_all(submissions, now)
        if self._account.gate is not None:
            self._account.gate.took(messages)
        return messages

    def _judged(self, meant: Submission | Special | Status) -> Submission | Special | Status:
        if isinstance(meant, Status):
            return meant
        return self._refuse(meant.submission if isinstance(meant, Special) else meant) or meant

    def _await(self, submission: Submission, response: Command, sequence: int, now: Instant) -> None:
        """Transaction mode: the answer is what became of it (SMPP 3.4 § 2.10.3)."""
        (message,) = self._submit([submission], now)

        def told(outcome: Outcome) -> None:
            fields = {"message_id": message.id}
            flag = flagged(outcome, submission.plan)
            if outcome.state is State.DELIVERED:
                self._respond(Pdu(response, Status.ROK, sequence, fields, flag))
            else:
                self._respond(Pdu(response, Status.RDELIVERYFAILURE, sequence, fields, failure(outcome) | flag))

        self._account.awaited[message] = told

    _TABLE: ClassVar[dict[Command, Callable[["Operations", Pdu, Instant], Pdu | Status | None]]] = {
        Command.QUERY_SM: lambda self, pdu, now: self._pending.query(pdu, now),
        Command.CANCEL_SM: lambda self, pdu, now: self._pending.cancel(pdu, now),
        Command.REPLACE_SM: lambda self, pdu, now: self._pending.replace(pdu, now),
        Command.SUBMIT_MULTI: _multi,
        Command.DATA_SM: _data,
    }


def _alone(asked: Special) -> Status:
    """Why one text to many cannot be so: it replaces nothing, and neither an answer nor an acknowledgement is of one of them (assumed)."""
    return Status.RINVSUBREP if asked.replaces else Status.RINVESMCLASS


def _none_taken(why: set[Status]) -> Status:
    """What many texts are answered of which none was taken: what each alone would be; where they differ, what is worth another try."""
    if len(why) == 1:
        return next(iter(why))
    return min(why & _LATER, default=Status.RSUBMITFAIL)


def _source(fields: Fields) -> Source:
    ton, npi, addr = fields["source_addr_ton"], fields["source_addr_npi"], fields["source_addr"]
    wire = bytes((ton, npi)) + addr.encode("latin-1")
    values: tuple[Any, ...] = (fields["service_type"], ton, npi, addr, wire)
    return Source(*values)
