"""From marks to a case: one table, read from its top. It knows no trail and asks nobody."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from simulator.causes import Cause
from simulator.faq.marks import Fact, Mark, Marks
from simulator.lifecycle import Event
from simulator.refusals import Reason
from simulator.replies import Fate
from simulator.wire.faults import Kind


class Rule(Struct, frozen=True):
    """A case, and what has to stand on a trail for it. same: other ids that the FAQ has for the very same thing."""

    case: str
    needs: Marks
    same: tuple[str, ...] = ()


class Diagnosis(Struct, frozen=True):
    """What a trail comes to. case: its primary id, `` where the FAQ has none; same: other ids of it; related: what to look at besides."""

    case: str = ""
    same: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The primary id and those of the same thing."""
        return (self.case, *self.same) if self.case else ()


def _row(case: str, *needs: Mark, same: Iterable[str] = ()) -> Rule:
    return Rule(case, frozenset(needs), tuple(same))


def _any(case: str, *marks: Mark, same: Iterable[str] = ()) -> tuple[Rule, ...]:
    """One row for each mark: any of them is enough."""
    return tuple(_row(case, mark, same=same) for mark in marks)


_LIMIT: Final = ("not-received/frequency-limit",)
_TEMPLATE: Final = ("error/1014-template",)
_UNSUBSCRIBED: Final = ("error/1015-blacklist", "blacklist/unsubscribe")
_CARRIER: Final = ("not-received/carrier-error",)

CALLS: Final = (
    _row("late/slow-call", Kind.SLOW_REQUESTS, Fact.SLOW),
    _row("other/overseas-caller", Kind.OVERSEAS),
    *_any("slow-api/dns", Kind.LATE_DNS, Kind.LATE_TLS),
    _row("slow-api/idle-recycled", Kind.IDLE_FORGOTTEN),
    _row("slow-api/short-connections", Kind.CONNECTION_LIMIT),
    _row("slow-api/backlog", Kind.SLOW_READS),
    _row("slow-api/head-of-line", Kind.SLOW_REQUESTS),
    _row("not-received/no-record", Kind.LOST),
    *_any("error/60008-timeout", Kind.TIMED_OUT, Kind.STRICT_CONTENT_TYPE),
    _row("not-received/no-record", Fact.UNRECORDED),
)
"""What went wrong between the caller and the platform."""

REFUSALS: Final = (
    # who asks, and when
    _row("error/60008-timeout", Fact.TIME_OUT_CODE),
    _row("content/no-mms", Fact.REFUSED, Fact.MMS),
    *_any("security/key-disabled", Reason.KEY_DISABLED),
    _row("security/app-id", Reason.KEY_OF_ANOTHER_APP, same=("error/1001-sig",)),
    _row("security/app-id", Fact.WRONG_KEY_CODE, same=("error/auth-v3",)),
    *_any("security/app-id", Reason.APP_UNKNOWN, Reason.APP_FOREIGN),
    _row("late/slow-call", Reason.REQUEST_EXPIRED, Kind.SLOW_REQUESTS),
    *(_row("error/auth-v3", reason, Fact.V3) for reason in (Reason.SIGNATURE_WRONG, Reason.SIGNATURE_MISSING, Reason.REQUEST_EXPIRED)),
    *_any("error/1001-sig", Reason.SIGNATURE_WRONG, Reason.SIGNATURE_MISSING, Reason.REQUEST_EXPIRED),
    _row("content/account-banned", Reason.APP_BANNED),
    _row("content/account-banned", Reason.LOAN_LINK),
    *_any("security/bombing", Reason.APP_DISABLED, Reason.TOO_MANY_CALLS),
    *_any("security/bombing", Reason.LIMIT_APP, Reason.LIMIT_APP_MAINLAND, Reason.LIMIT_APP_ABROAD, Reason.LIMIT_APP_COUNTRY),
    # what it looks like
    _row("other/country-codes", Reason.NUMBER_MALFORMED, Fact.FOREIGN_NUMBER),
    _row("not-received/no-record", Reason.NUMBER_MALFORMED, Fact.UPLOADED),
    _row("error/1016-phone", Reason.NUMBER_MALFORMED),
    *_any("other/country-codes", Reason.REGION_NOT_SERVED, Reason.COUNTRY_NOT_ALLOWED, Reason.NUMBERS_MIXED, Reason.NUMBER_MAINLAND),
    _row("other/console-upload", Reason.NUMBERS_TOO_MANY, Fact.UPLOADED),
    _row("other/batch-200", Reason.NUMBERS_TOO_MANY),
    _row("content/no-mms", Reason.REQUEST_UNSUPPORTED),
    *_any("error/1004-json", Reason.REQUEST_MALFORMED, Reason.NUMBERS_NONE),
    _row("reply/sender-number", Reason.SENDER_MALFORMED),
    # the text
    _row("security/sign-mainland", Reason.SIGN_NOT_APPROVED),
    *_any(
        "not-received/bad-content",
        *(Reason.TEMPLATE_UNKNOWN, Reason.TEMPLATE_MISMATCH, Reason.TEMPLATE_MAINLAND, Reason.TEMPLATE_ABROAD, Reason.PARAMETERS_COUNT),
        same=_TEMPLATE,
    ),
    *_any("template/variables", Reason.PARAMETER_TOO_LONG, Reason.PARAMETER_NO_CODE, Reason.TEMPLATE_MALFORMED, Reason.TEMPLATE_VARIABLES),
    _row("template/no-link-in-variable", Reason.PARAMETER_WITH_LINK),
    *_any("content/sensitive-word", Reason.SENSITIVE_WORD, Reason.TEMPLATE_WORDS),
    # to whom, how often, and when
    _row("blacklist/lift", Reason.UNSUBSCRIBED, Fact.LIFT_ASKED),
    _row("not-received/unsubscribed", Reason.UNSUBSCRIBED, same=_UNSUBSCRIBED),
    _row("security/limit-custom", Reason.LIMIT_30S, Fact.OWN_LIMIT_30S),
    _row("security/limit-custom", Reason.LIMIT_DAILY, Fact.OWN_LIMIT_DAILY),
    _row("security/limit-30s", Reason.LIMIT_30S, same=_LIMIT),
    *_any("security/limit-daily", Reason.LIMIT_DAILY, Reason.LIMIT_SAME, same=_LIMIT),
    *_any("security/limit-custom", Reason.LIMIT_HOURLY, Reason.LIMIT_SAME),
    *_any("not-received/frequency-limit", Reason.FREQUENCY, Reason.RATE_ABROAD, Reason.LIMIT_HOURLY),
    _row("other/intl-daily-1000", Reason.LIMIT_ABROAD),
    *_any(
        "template/marketing-opt-out",
        *(Reason.MARKETING_INDIVIDUAL, Reason.NOT_MEMBER, Reason.TEMPLATE_NO_OPT_OUT, Reason.TEMPLATE_MARKETING_INDIVIDUAL),
    ),
    # money
    _row("fees/postpaid-arrears", Reason.IN_ARREARS),
    _row("fees/enterprise-only", Reason.ABROAD_INDIVIDUAL),
    _row("error/60008-timeout", Reason.TIMED_OUT),
    # templates and signatures
    *_any("sign/immutable", Reason.SIGN_APPROVED, Reason.SIGN_PENDING),
    _row("sign/limit-50", Reason.SIGNS_TOO_MANY),
    _row("template/immutable", Reason.TEMPLATE_APPROVED),
    _row("template/limit-200", Reason.TEMPLATES_TOO_MANY),
    *_any("sign/documents", Reason.IMAGE_INVALID, Reason.DOCUMENT_INVALID, Reason.QUALIFICATION_UNKNOWN, Reason.QUALIFICATION_NOT_APPROVED),
    _row("sign/entrusted", Reason.PURPOSE_INVALID),
    *_any("sign/choose", Reason.SIGN_UNKNOWN, Reason.SIGN_FIRST),
    _row("not-received/bad-content", Reason.TEMPLATE_NOT_FOUND, same=_TEMPLATE),
    _row("template/kind-by-content", Reason.KIND_INVALID),
    *_any(
        "security/record-query",
        *(Reason.BEGIN_INVALID, Reason.END_INVALID, Reason.SPAN_INVALID, Reason.LIMIT_INVALID, Reason.OFFSET_INVALID),
    ),
)
"""What was not taken."""

_OF_CAUSES: Final[dict[Cause, tuple[str, tuple[str, ...]]]] = {
    Cause.OFF: ("not-received/handset-off", ()),
    Cause.OUT_OF_CREDIT: ("not-received/out-of-credit", ()),
    Cause.SUSPENDED: ("not-received/suspended", ()),
    Cause.STALE_REGISTRATION: ("not-received/stale-registration", ()),
    Cause.NO_SIGNAL: ("not-received/signal-loss", ()),
    Cause.INBOX_FULL: ("not-received/inbox-full", ()),
    Cause.SETTINGS: ("not-received/settings", ()),
    Cause.HARDWARE: ("not-received/hardware", ()),
    Cause.BLOCKED_ON_PHONE: ("not-received/blocked-on-phone", ()),
    Cause.NUMBER_UNKNOWN: ("not-received/carrier-error", ()),
    Cause.BLACKLISTED: ("not-received/carrier-blacklist", ("blacklist/carrier",)),
    Cause.INTERCEPTED: ("content/sensitive-word", _CARRIER),
    Cause.SPOT_CHECK: ("template/spot-check", _CARRIER),
    Cause.PORTING: ("not-received/carrier-error", ()),
    Cause.THROTTLED: ("not-received/carrier-error", ()),
    Cause.NETWORK_FAULT: ("not-received/carrier-error", ()),
    Cause.LOST: ("not-received/carrier-error", ()),
    Cause.REVIEW_REFUSED: ("late/manual-review", ()),
    Cause.JOIN_EXPIRED: ("not-received/carrier-error", ()),
}
"""Why a text is not shown, and the other ids of the same."""

FATES: Final = (
    _row("security/bombing", Fact.OVERRUN),
    _row("fees/postpaid-arrears", Fact.DUNNING),
    # what came back
    _row("reply/72h", Fate.TOO_LATE),
    _row("fees/reply-free", Fate.CANNOT_SEND),
    _row("blacklist/unsubscribe", Fact.OPT_OUT),
    _row("reply/received", Fate.PASSED_ON),
    # late, or not at all
    _row("other/individual-console-review", Fact.CONSOLE, Fact.INDIVIDUAL),
    _row("late/handset", Fact.SHOWN, Fact.WAITED),
    _row("content/sensitive-word", Cause.INTERCEPTED, Fact.APPROVED, same=(*_CARRIER, "template/spot-check")),
    *(_row(case, cause, same=same) for cause, (case, same) in _OF_CAUSES.items()),
    _row("late/manual-review", Event.HELD),
    # what stands beside these
    _row("not-received/carrier-error", Cause.REVIEW_REFUSED),
    _row("late/handset", Fact.SHOWN, Cause.NETWORK_FAULT),
    _row("reply/received", Fact.OPT_OUT),
    _row("reply/sender-number", Fate.PASSED_ON, Fact.EXTENDED),
    _row("not-received/out-of-credit", Fate.CANNOT_SEND),
)
"""What became of what was taken."""

GOOD: Final = (
    _row("blacklist/lift", Fact.SHOWN, Fact.LIFTED),
    _row("security/limit-whitelist", Fact.SHOWN, Fact.OVER_DEFAULTS, Fact.EXEMPT),
    _row("security/limit-custom", Fact.SHOWN, Fact.OVER_DEFAULTS),
    _row("blacklist/unsubscribe", Fact.SHOWN, Fact.OPTED_OUT),
    _row("other/dedupe", Fact.SHOWN, Event.MERGED),
    _row("reply/sender-number", Fact.SHOWN, Fact.EXTENDED),
    _row("fees/sender-id", Fact.SHOWN, Fact.ABROAD, Fact.SENDER_NAMED),
    _row("security/sign-mainland", Fact.SHOWN, Fact.ABROAD),
    _row("sign/choose", Fact.SHOWN, Fact.SIGN_CHOSEN),
    _row("other/different-texts", Fact.SHOWN, Fact.APART),
    _row("other/masked-digits", Fact.SHOWN, Fact.MASKED),
)
"""What there is to say of a text that arrived at once: nothing is wrong, but something may surprise."""

_REVIEWERS: Final = (
    *("sign/neutral", "sign/unreleased-product", "sign/entrusted", "sign/documents"),
    *("template/banned-industry", "template/variables", "template/kind-by-content", "template/marketing-opt-out"),
    *("template/no-link-in-variable", "template/link-must-open", "template/remark-needed"),
)

COUNTER: Final = (
    *(_row(rule, rule) for rule in _REVIEWERS),
    _row("template/kind-by-content", Fact.REVIEW, Fact.KIND_CORRECTED),
    _row("template/review-hours", Fact.REVIEW),
    _row("blacklist/lift", Fact.LIFT),
    _row("other/dedupe", Fact.UPLOADED, Event.MERGED),
    _row("other/console-upload", Fact.UPLOADED),
    _row("security/record-query", Fact.LOOKED_UP),
)
"""What was asked of the platform's counter."""

RULES: Final = (*REFUSALS, *CALLS, *FATES, *GOOD, *COUNTER)
"""In this order: what refused comes before what delayed, that before what became of the text, and last what is no trouble at all."""

NO_CASE: Final = frozenset(
    (
        Reason.ADDRESS_NOT_ALLOWED,
        Reason.NOT_PERMITTED,
        Reason.INTERFACE_UNKNOWN,
        Reason.TEXT_TOO_LONG,
        Reason.MARKETING_HOURS,
        Reason.PACKAGE_EMPTY,
        Reason.BACK_END,
        Reason.NOT_ENTERPRISE,
        Reason.SUB_ACCOUNT,
        Reason.SIGN_TOO_LONG,
        Reason.INTERNATIONAL_INVALID,
    )
)
"""Refusals that no question of the FAQ is about."""


def diagnose(marks: Marks) -> Diagnosis:
    """The first rule that the marks fulfil is the case, the others that they fulfil are related."""
    found = list(_fulfilled(marks))
    if not found:
        return Diagnosis()
    first = found[0]
    others = dict.fromkeys(rule.case for rule in found[1:])
    return Diagnosis(first.case, first.same, tuple(case for case in others if case not in {first.case, *first.same}))


def cases_of(mark: Mark) -> tuple[str, ...]:
    """The cases that a mark can lead to, those first that need nothing else; with the other ids of the same."""
    rules = sorted((rule for rule in RULES if mark in rule.needs), key=lambda rule: len(rule.needs))
    return tuple(dict.fromkeys(case for rule in rules for case in (rule.case, *rule.same)))


def _fulfilled(marks: Marks) -> Iterator[Rule]:
    return (rule for rule in RULES if rule.needs <= marks)
