"""Every reason for which a submission is refused, without a number: each front has its own codes for them."""

from enum import Enum, unique

from msgspec import Struct


@unique
class Reason(Enum):
    """Values are how the control API and `why` name them."""

    SIGNATURE_WRONG = "signature-wrong"  # the request's digest, not the text's 【signature】
    SIGNATURE_MISSING = "signature-missing"
    REQUEST_EXPIRED = "request-expired"
    APP_UNKNOWN = "app-unknown"
    REQUEST_MALFORMED = "request-malformed"
    NUMBER_MALFORMED = "number-malformed"
    NUMBERS_MIXED = "numbers-mixed"  # mainland and others in one request
    NUMBERS_TOO_MANY = "numbers-too-many"
    SENDER_MALFORMED = "sender-malformed"
    SIGN_NOT_APPROVED = "sign-not-approved"  # the text's 【signature】
    TEMPLATE_UNKNOWN = "template-unknown"
    TEMPLATE_MISMATCH = "template-mismatch"
    TEXT_TOO_LONG = "text-too-long"
    UNSUBSCRIBED = "unsubscribed"  # the number opted out of such texts
    LIMIT_30S = "limit-30s"
    LIMIT_DAILY = "limit-daily"


class Refusal(Struct, frozen=True, gc=False):
    """The answer to a sender whose text is not taken. `detail` says in one sentence what was wrong with this one."""

    reason: Reason
    detail: str = ""
