"""Texts of an app as if an SMPP client had submitted them, so that what becomes of them can be told to one. It tells nothing."""

from msgspec.structs import replace

from simulator.message import Message, Reply, Report
from simulator.smpp.plain import Options, Origin, Source

NOBODY = 0
"""The number of no session."""
_UNKNOWN, _ISDN = 0, 1
_OPTIONS = Options(0, 0, 0, 1, 0, 0, 0)


def report(one: Report) -> Report:
    """The same of a text with an SMPP client's request behind it; its id is the app's."""
    return replace(one, message=_submitted(one.message))


def reply(one: Reply) -> Reply:
    """The same of a text with an SMPP client's request behind it."""
    return replace(one, message=_submitted(one.message))


def is_borrowed(message: Message) -> bool:
    """Whether it only stands for an app's text of the same id."""
    return bool(message.submission.origin.session == NOBODY)


def _submitted(message: Message) -> Message:
    submission = message.submission
    sender = submission.source
    source = Source("", _UNKNOWN, _ISDN, sender, bytes((_UNKNOWN, _ISDN)) + sender.encode("latin-1", "replace")[:20])
    return replace(message, submission=replace(submission, origin=Origin(NOBODY, source, _OPTIONS)))
