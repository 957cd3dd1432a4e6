"""Every refusal as SMPP says it (SMPP 3.4 § 5.1.3): one table. Which status fits a platform's reason is assumed."""

from typing import Final

from simulator.refusals import Reason
from simulator.smpp.statuses import Status

CODES: Final[dict[Reason, Status]] = {
    **dict.fromkeys(Reason, Status.RSUBMITFAIL),
    Reason.NUMBER_MALFORMED: Status.RINVDSTADR,
    Reason.SENDER_MALFORMED: Status.RINVSRCADR,
    Reason.TEXT_TOO_LONG: Status.RINVMSGLEN,
    Reason.LIMIT_30S: Status.RTHROTTLED,
    Reason.LIMIT_DAILY: Status.RTHROTTLED,
}
"""RSUBMITFAIL is SMPP's word where it has no better one."""

REASONS: Final[dict[Status, Reason]] = {
    Status.RINVDSTADR: Reason.NUMBER_MALFORMED,
    Status.RINVSRCADR: Reason.SENDER_MALFORMED,
    Status.RINVMSGLEN: Reason.TEXT_TOO_LONG,
}
"""The way back, for what the front itself finds wrong with a PDU; all else is a request that is malformed."""

AGAIN_LATER: Final = frozenset((Status.RX_T_APPN, Status.RMSGQFUL, Status.RSYSERR, Status.RTHROTTLED))
"""deliver_sm_resp that asks for the same receipt again (SMPP 3.4 § 5.1.3); any other error drops it."""
