"""Reports and replies as the cloud API's pulls show them: one form a version. Source: the object tables of both versions."""

from collections.abc import Callable
from typing import Any, Final

from simulator import address
from simulator.desk.spans import beijing
from simulator.fronts.tencent_v3.actions import V2019, V2021, Fields
from simulator.lifecycle import State
from simulator.message import AppSubmission, Reply, Report


def report_2021(report: Report, *, context: bool) -> Fields:
    """PullSmsSendStatus. context: whether the account has the sender's session text given back."""
    message, outcome = report.message, report.outcome
    asked: AppSubmission = message.submission.origin
    country, subscriber = address.split(message.submission.destination)
    return {
        "UserReceiveTime": report.at // 1000,
        "CountryCode": country,
        "SubscriberNumber": subscriber,
        "PhoneNumber": message.submission.destination,
        "SerialNo": message.id,
        "ReportStatus": _status(report),
        "Description": outcome.code,
        "SessionContext": asked.ext if context else "",
    }


def report_2019(report: Report, *, context: bool) -> Fields:  # noqa: ARG001 - this version has no session text
    """PullSmsSendStatus. PurePhoneNumber holds the whole number and PhoneNumber the plain one: documented so."""
    message = report.message
    country, subscriber = address.split(message.submission.destination)
    return {
        "UserReceiveTime": beijing(report.at),
        "UserReceiveUnixTime": report.at // 1000,
        "NationCode": country,
        "PurePhoneNumber": message.submission.destination,
        "PhoneNumber": subscriber,
        "SerialNo": message.id,
        "ReportStatus": _status(report),
        "Description": report.outcome.code,
    }


def reply_2021(reply: Reply) -> Fields:
    """PullSmsReplyStatus."""
    asked, number, country, subscriber = _of(reply)
    return {
        "ExtendCode": asked.extend,
        "CountryCode": country,
        "PhoneNumber": number,
        "SignName": asked.sign,
        "ReplyContent": reply.text,
        "ReplyTime": reply.at // 1000,
        "SubscriberNumber": subscriber,
    }


def reply_2019(reply: Reply) -> Fields:
    """PullSmsReplyStatus."""
    asked, number, country, _ = _of(reply)
    return {
        "ExtendCode": asked.extend,
        "NationCode": country,
        "PhoneNumber": number,
        "Sign": asked.sign,
        "ReplyContent": reply.text,
        "ReplyTime": beijing(reply.at),
        "ReplyUnixTime": reply.at // 1000,
    }


REPORT: Final[dict[str, Callable[..., dict[str, Any]]]] = {V2021: report_2021, V2019: report_2019}
REPLY: Final[dict[str, Callable[[Reply], dict[str, Any]]]] = {V2021: reply_2021, V2019: reply_2019}
"""By version."""


def _status(report: Report) -> str:
    return "SUCCESS" if report.outcome.state is State.DELIVERED else "FAIL"


def _of(reply: Reply) -> tuple[AppSubmission, str, str, str]:
    submission = reply.message.submission
    return submission.origin, submission.destination, *address.split(submission.destination)
