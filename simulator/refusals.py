"""Every reason for which a request is refused, without a number: each front has its own codes for them."""

from enum import Enum, unique

from msgspec import Struct


@unique
class Reason(Enum):
    """Values are how the control API and `why` name them."""

    # who asks, and when
    SIGNATURE_WRONG = "signature-wrong"  # the request's digest, not the text's 【signature】
    KEY_OF_ANOTHER_APP = "key-of-another-app"  # the digest is right, by a key that is not this app's
    KEY_DISABLED = "key-disabled"  # signed with a key that its owner switched off, because it leaked
    SIGNATURE_MISSING = "signature-missing"
    REQUEST_EXPIRED = "request-expired"
    APP_UNKNOWN = "app-unknown"
    APP_DISABLED = "app-disabled"  # switched off by its owner, or stopped in an emergency
    APP_BANNED = "app-banned"  # for what it sent
    APP_FOREIGN = "app-foreign"  # the app belongs to another customer than the key
    ADDRESS_NOT_ALLOWED = "address-not-allowed"  # the caller's IP address is not on the customer's list
    NOT_PERMITTED = "not-permitted"
    ABROAD_INDIVIDUAL = "abroad-individual"  # only companies send abroad
    NOT_MEMBER = "not-member"  # marketing goes to the customer's members only
    TOO_MANY_CALLS = "too-many-calls"  # calls a second, or calls from one IP address
    # what it looks like
    REQUEST_MALFORMED = "request-malformed"
    REQUEST_UNSUPPORTED = "request-unsupported"
    INTERFACE_UNKNOWN = "interface-unknown"
    NUMBER_MALFORMED = "number-malformed"
    NUMBERS_NONE = "numbers-none"
    NUMBERS_MIXED = "numbers-mixed"  # mainland and others in one request
    NUMBERS_TOO_MANY = "numbers-too-many"
    NUMBER_MAINLAND = "number-mainland"  # where only others are served
    SENDER_MALFORMED = "sender-malformed"
    # the text
    SIGN_NOT_APPROVED = "sign-not-approved"  # the text's 【signature】
    TEMPLATE_UNKNOWN = "template-unknown"
    TEMPLATE_MISMATCH = "template-mismatch"
    TEMPLATE_MAINLAND = "template-mainland"  # a template for the mainland, a number abroad
    TEMPLATE_ABROAD = "template-abroad"  # an international template, a mainland number
    PARAMETERS_COUNT = "parameters-count"  # more or fewer than the template has variables
    PARAMETER_TOO_LONG = "parameter-too-long"
    PARAMETER_NO_CODE = "parameter-no-code"  # a verification code's variables take 0 to 6 digits
    PARAMETER_WITH_LINK = "parameter-with-link"
    SENSITIVE_WORD = "sensitive-word"
    LOAN_LINK = "loan-link"  # what an app is banned for
    TEXT_TOO_LONG = "text-too-long"
    # to whom, how often, and when
    UNSUBSCRIBED = "unsubscribed"  # the number opted out of such texts
    REGION_NOT_SERVED = "region-not-served"
    COUNTRY_NOT_ALLOWED = "country-not-allowed"  # not on the app's list of countries
    FREQUENCY = "frequency"
    LIMIT_30S = "limit-30s"
    LIMIT_HOURLY = "limit-hourly"
    LIMIT_DAILY = "limit-daily"
    LIMIT_SAME = "limit-same"  # the same text to one number too often in a day
    LIMIT_APP = "limit-app"
    LIMIT_APP_MAINLAND = "limit-app-mainland"
    LIMIT_APP_ABROAD = "limit-app-abroad"
    LIMIT_APP_COUNTRY = "limit-app-country"
    LIMIT_ABROAD = "limit-abroad"  # the customer's texts abroad in a day
    RATE_ABROAD = "rate-abroad"
    MARKETING_HOURS = "marketing-hours"
    MARKETING_INDIVIDUAL = "marketing-individual"  # individuals send none
    # money
    PACKAGE_EMPTY = "package-empty"
    IN_ARREARS = "in-arrears"
    # the back end, where a scenario says so
    TIMED_OUT = "timed-out"
    BACK_END = "back-end"
    # templates and signatures
    NOT_ENTERPRISE = "not-enterprise"
    SUB_ACCOUNT = "sub-account"  # the main account's key is wanted
    SIGN_UNKNOWN = "sign-unknown"
    SIGN_APPROVED = "sign-approved"  # what is approved cannot be changed
    SIGN_PENDING = "sign-pending"  # the same text is in review
    SIGN_TOO_LONG = "sign-too-long"
    SIGNS_TOO_MANY = "signs-too-many"
    SIGN_FIRST = "sign-first"  # no template before a signature
    TEMPLATE_NOT_FOUND = "template-not-found"  # of the customer's, to be changed or deleted
    TEMPLATE_APPROVED = "template-approved"
    TEMPLATE_MALFORMED = "template-malformed"
    TEMPLATE_WORDS = "template-words"  # forbidden words in a template
    TEMPLATE_VARIABLES = "template-variables"  # no variables in such templates
    TEMPLATE_NO_OPT_OUT = "template-no-opt-out"
    TEMPLATE_MARKETING_INDIVIDUAL = "template-marketing-individual"
    TEMPLATES_TOO_MANY = "templates-too-many"
    QUALIFICATION_UNKNOWN = "qualification-unknown"
    QUALIFICATION_NOT_APPROVED = "qualification-not-approved"
    IMAGE_INVALID = "image-invalid"
    DOCUMENT_INVALID = "document-invalid"
    PURPOSE_INVALID = "purpose-invalid"
    INTERNATIONAL_INVALID = "international-invalid"
    KIND_INVALID = "kind-invalid"
    # questions
    BEGIN_INVALID = "begin-invalid"
    END_INVALID = "end-invalid"
    SPAN_INVALID = "span-invalid"  # the end before the beginning
    LIMIT_INVALID = "limit-invalid"
    OFFSET_INVALID = "offset-invalid"


class Refusal(Struct, frozen=True, gc=False):
    """The answer to a sender whose text is not taken. `detail` says in one sentence what was wrong with this one."""

    reason: Reason
    detail: str = ""
