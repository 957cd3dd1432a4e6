"""Receipts that go astray: what faults do to an account's reports on their way from the journey to its sessions. It writes no PDU."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec.structs import replace

from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.faults import Faults, Met, Strike
from simulator.message import Report
from simulator.wire.smpp_faults import Kind, Level, SmppFault

Later = Callable[[int, Callable[[], None]], None]
"""Does something so many milliseconds of network time from now."""
Outlet = Callable[[list[Report]], None]

_TURNED: Final = str.maketrans("0123456789abcdefABCDEF", "9876543210fedcbaFEDCBA")
"""An id of the same form that no answer told: every digit turned round."""


class Astray:
    """One account's. accounts: all there are, by system_id; onward: where its receipts go from here."""

    def __init__(self, account: Account, accounts: Mapping[str, Account], faults: Faults, later: Later, onward: Outlet) -> None:
        self.onward = onward
        self._account, self._accounts, self._faults, self._later = account, accounts, faults, later
        self._swapped: Report | None = None

    def take(self, reports: list[Report]) -> None:
        """Reports of this account's messages, from the journey. Those that an answer waits for are no receipts."""
        onward: list[Report] = []
        for report in reports:
            onward += [report] if report.message in self._account.awaited else self._pass(report)
        if onward:
            self.onward(onward)

    def end(self) -> None:
        """No fault strikes any more: what is held goes on."""
        held, self._swapped = self._swapped, None
        if held is not None:
            self.onward([held])

    def _pass(self, report: Report) -> list[Report]:
        """What goes on in a report's place: itself and the one that was to come after it, if nothing befalls them."""
        held = self._swapped
        reports = [report]
        for strike in self._strikes(report):
            reports = [each for one in reports for each in _ACTS[strike.fault.kind](self, one, strike)]
        if held is not None and reports:
            self._swapped = None
            reports.append(held)
        return reports

    def _strikes(self, report: Report) -> list[Strike]:
        submission = report.message.submission

        def may(fault: SmppFault) -> bool:
            if fault.kind is Kind.RECEIPT_SWAPPED:
                return self._swapped is None
            return fault.kind is not Kind.RECEIPT_WRONG_BIND or self._elsewhere(report, fault) is not None

        met = Met(submission.account, submission.origin.session, frozenset((submission.destination,)), luck=report.message.luck)
        return self._faults.strike(Level.RECEIPT, met, may)

    def _elsewhere(self, report: Report, fault: SmppFault) -> Account | int | None:
        """Another account, or the number of another session of this one; None where there is none."""
        if fault.to_account:
            return self._accounts.get(fault.to_account)
        own = report.message.submission.origin.session
        return min((number for number in self._account.receivers if number != own), default=None)

    def _never(self, _: Report, __: Strike) -> list[Report]:
        return []

    def _wrong_id(self, report: Report, strike: Strike) -> list[Report]:
        wrong = strike.fault.message_id or report.message.id.translate(_TURNED)
        return [replace(report, message=replace(report.message, id=wrong))]

    def _twice(self, report: Report, strike: Strike) -> list[Report]:
        again = replace(report)
        if not strike.delay_ms:
            return [report, again]
        self._later(strike.delay_ms, lambda: self.onward([again]))
        return [report]

    def _wrong_bind(self, report: Report, strike: Strike) -> list[Report]:
        where = self._elsewhere(report, strike.fault)
        assert where is not None, "it strikes only where there is an elsewhere"
        if isinstance(where, Account):
            where.take([report])
            return []
        submission = report.message.submission
        stray = replace(submission, origin=replace(submission.origin, session=where))
        return [replace(report, message=replace(report.message, submission=stray))]

    def _late(self, report: Report, strike: Strike) -> list[Report]:
        self._later(strike.delay_ms, lambda: self.onward([report]))
        return []

    def _swap(self, report: Report, strike: Strike) -> list[Report]:
        self._swapped = report
        if strike.delay_ms:
            self._later(strike.delay_ms, lambda: self.end() if self._swapped is report else None)
        return []


_ACTS: Final[dict[Kind, Callable[[Astray, Report, Strike], list[Report]]]] = {
    Kind.RECEIPT_NEVER: Astray._never,  # noqa: SLF001 - its own table
    Kind.RECEIPT_WRONG_ID: Astray._wrong_id,  # noqa: SLF001
    Kind.RECEIPT_TWICE: Astray._twice,  # noqa: SLF001
    Kind.RECEIPT_WRONG_BIND: Astray._wrong_bind,  # noqa: SLF001
    Kind.RECEIPT_LATE: Astray._late,  # noqa: SLF001
    Kind.RECEIPT_SWAPPED: Astray._swap,  # noqa: SLF001
}
