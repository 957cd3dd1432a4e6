"""From marks to a case: what stands on a trail, and what it comes to."""

import pytest

from simulator.causes import Cause
from simulator.faq.kinds import CASES
from simulator.faq.marks import Fact, Mark
from simulator.faq.rules import NO_CASE, RULES, Diagnosis, cases_of, diagnose
from simulator.lifecycle import Event
from simulator.refusals import Reason
from simulator.replies import Fate
from simulator.reporting.published import Kind as Published
from simulator.wire.faults import KINDS, Kind


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_a_case_or_none(reason: Reason) -> None:
    """Those that the FAQ says nothing about are named, and no others."""
    found = diagnose(frozenset((reason, Fact.REFUSED)))
    assert bool(found.case) != (reason in NO_CASE)


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_a_case(cause: Cause) -> None:
    """Whatever keeps a text from being shown is a case of the FAQ."""
    assert diagnose(frozenset((cause, Fact.ENDED))).case


@pytest.mark.parametrize("kind", [kind for kind in Kind if KINDS[kind].cases])
def test_a_fault_has_the_cases_that_its_row_names(kind: Kind) -> None:
    """What the faults' own table says they show."""
    assert set(KINDS[kind].cases) <= {*cases_of(kind), *diagnose(frozenset((kind, Fact.UNRECORDED))).ids}


@pytest.mark.parametrize(
    ("marks", "case", "same"),
    [
        ((Reason.LIMIT_30S, Fact.REFUSED), "security/limit-30s", "not-received/frequency-limit"),
        ((Reason.LIMIT_DAILY, Fact.OWN_LIMIT_DAILY), "security/limit-custom", ""),
        ((Reason.TEMPLATE_MISMATCH, Fact.REFUSED), "not-received/bad-content", "error/1014-template"),
        ((Reason.UNSUBSCRIBED, Fact.REFUSED), "not-received/unsubscribed", "blacklist/unsubscribe"),
        ((Reason.UNSUBSCRIBED, Fact.LIFT_ASKED), "blacklist/lift", ""),
        ((Reason.SIGNATURE_WRONG, Fact.V5), "error/1001-sig", ""),
        ((Reason.SIGNATURE_WRONG, Fact.V3), "error/auth-v3", ""),
        ((Reason.REQUEST_EXPIRED, Kind.SLOW_REQUESTS), "late/slow-call", ""),
        ((Reason.REQUEST_MALFORMED, Fact.TIME_OUT_CODE), "error/60008-timeout", ""),
        ((Reason.NUMBER_MALFORMED, Fact.FOREIGN_NUMBER), "other/country-codes", ""),
        ((Cause.OFF, Event.ATTEMPTED), "not-received/handset-off", ""),
        ((Cause.OFF, Event.ATTEMPTED, Fact.SHOWN, Fact.WAITED), "late/handset", ""),
        ((Cause.BLACKLISTED, Fact.ENDED), "not-received/carrier-blacklist", "blacklist/carrier"),
        ((Cause.INTERCEPTED, Fact.SMPP), "content/sensitive-word", "not-received/carrier-error"),
        ((Cause.INTERCEPTED, Fact.APPROVED), "content/sensitive-word", "template/spot-check"),
        ((Cause.SPOT_CHECK, Fact.APPROVED), "template/spot-check", "not-received/carrier-error"),
        ((Event.HELD,), "late/manual-review", ""),
        ((Fact.INDIVIDUAL, Fact.CONSOLE), "other/individual-console-review", ""),
        ((Fate.TOO_LATE, Fact.SHOWN), "reply/72h", ""),
        ((Fate.PASSED_ON, Fact.OPT_OUT, Fact.SHOWN), "blacklist/unsubscribe", ""),
        ((Fact.SHOWN, Fact.OVER_DEFAULTS, Fact.EXEMPT), "security/limit-whitelist", ""),
        ((Fact.SHOWN, Fact.OVER_DEFAULTS), "security/limit-custom", ""),
        ((Fact.SHOWN,), "", ""),
        ((Fact.UNRECORDED,), "not-received/no-record", ""),
    ],
)
def test_marks_and_their_case(marks: tuple[Mark, ...], case: str, same: str) -> None:
    """The first rule that they fulfil."""
    found = diagnose(frozenset(marks))
    assert found.case == case
    assert same in {*found.same, ""} or not same


def test_what_else_is_fulfilled_is_related() -> None:
    """A late text was off; the case of that stands beside it."""
    found = diagnose(frozenset((Fact.SHOWN, Fact.WAITED, Cause.OFF, Fact.MASKED)))
    assert found == Diagnosis("late/handset", (), ("not-received/handset-off", "other/masked-digits"))


def test_no_rule_is_hidden() -> None:
    """None needs all that an earlier one needs, or it could never be first; those that only add what is related come last on purpose."""
    hidden = [
        (late.case, early.case)
        for nth, late in enumerate(RULES)
        for early in RULES[:nth]
        if early.needs <= late.needs and early.case == late.case
    ]
    assert hidden == []


def test_every_kind_of_code_has_cases() -> None:
    """All twenty."""
    assert CASES.keys() == set(Published)
