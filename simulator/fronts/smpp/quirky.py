"""The translator of an account whose message centre leaves the paper: its alphabet, receipts and replies. It judges nothing else."""

from collections.abc import Sequence

from simulator.fronts.smpp import receipts
from simulator.fronts.smpp.pieces import written
from simulator.fronts.smpp.terms import Terms, terms
from simulator.fronts.smpp.translate import Translator
from simulator.message import Reply, Report
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import Options
from simulator.smpp.statuses import Status
from simulator.wire.accounts import SenderRules
from simulator.wire.quirks import Quirks

_UCS2 = 0x08


class QuirkyTranslator(Translator):
    """quirks: of the account's centre."""

    def __init__(self, account: str, version: int, quirks: Quirks, senders: SenderRules | None = None) -> None:
        super().__init__(account, version, senders)
        self._quirks = quirks

    def judge(self, options: Options, *, data_sm: bool) -> Terms | Status:
        """What flags mean where data_coding 0 is this centre's alphabet."""
        return terms(options, self._version, self._quirks.alphabet, data_sm=data_sm)

    def receipts(self, reports: Sequence[Report], sequences: Sequence[int]) -> list[bytes]:
        """As this centre writes them."""
        pairs = zip(reports, sequences, strict=True)
        return [receipts.write(report, self._quirks, sequence, self._version) for report, sequence in pairs]

    def answer(self, reply: Reply, sequence: int) -> bytes:
        """In this centre's alphabet where that has all its characters, else in UCS-2."""
        octets = written(reply.text, self._quirks.alphabet)
        coding = {"data_coding": _UCS2, "short_message": reply.text.encode("utf-16-be", "surrogatepass")}
        if octets is not None:
            coding = {"data_coding": 0, "short_message": octets}
        return encode(Pdu(Command.DELIVER_SM, sequence=sequence, fields=self.way_back(reply) | coding), self._version)
