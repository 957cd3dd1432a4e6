"""What each fate is called on each network: codes that Tencent Cloud publishes; what is published nowhere is marked assumed."""

from functools import cache
from typing import Final

from simulator.causes import Cause
from simulator.lifecycle import State
from simulator.message import FAILURE, SUCCESS, Outcome

MOBILE, UNICOM, TELECOM, INTERNATIONAL = "mobile", "unicom", "telecom", "international"

ABSENT_SUBSCRIBER: Final = 27  # MAP error (3GPP TS 29.002 § 17.6.6)

DELIVERED: Final = Outcome(State.DELIVERED, None, SUCCESS, "DELIVRD", "用户短信接收成功", "000", 0)

CODES: Final[dict[Cause, dict[str, str]]] = {
    Cause.OFF: {MOBILE: "MK:0024", UNICOM: "LT:0011", TELECOM: "UNDELIVS602S", INTERNATIONAL: "UNDELIV"},
}
"""The word of a failure that a network reports as its cause."""

EXPIRED_CODES: Final[dict[str, str]] = {MOBILE: "EXPIRED", UNICOM: "EXPIRED", TELECOM: "EXPIRED", INTERNATIONAL: "EXPIRED"}
"""EXPIRED is published for Mobile and abroad; assumed for Unicom and Telecom."""

DESCRIPTIONS: Final[dict[Cause, str]] = {Cause.OFF: "手机关机"}

SMPP_ERRORS: Final[dict[Cause, tuple[str, int]]] = {Cause.OFF: ("027", ABSENT_SUBSCRIBER)}
"""err of the receipt (assumed: the MAP error in three digits) and the MAP error of network_error_code."""


@cache
def failed(cause: Cause, network: str) -> Outcome:
    """A failure that names its cause."""
    err, gsm_cause = SMPP_ERRORS[cause]
    return Outcome(State.UNDELIVERABLE, cause, FAILURE, CODES[cause][network], DESCRIPTIONS[cause], err, gsm_cause)


@cache
def expired(cause: Cause | None, network: str) -> Outcome:
    """Validity ended; `cause` is what the last attempt met, None where none was made."""
    err, gsm_cause = SMPP_ERRORS[cause] if cause else ("000", 0)
    return Outcome(State.EXPIRED, cause, FAILURE, EXPIRED_CODES[network], "短信在有效期内未送达", err, gsm_cause)
