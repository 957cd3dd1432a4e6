"""What a test asserts of handsets and messages. Who is disappointed is shown the trail. It asks no network: what it judges was fetched."""

from collections.abc import Iterable, Iterator
from operator import methodcaller
from typing import Final

from simulator.control.answers import Handset, Step, Text, Told, WholeMessage


class NotSoError(AssertionError):
    """What a test expected did not happen; the text shows what did."""


class MisuseError(ValueError):
    """A test asked for something that cannot be; the text says what can."""


class RefusedError(Exception):
    """The network refused what it was asked; status: of HTTP."""

    def __init__(self, status: int, detail: str, problems: list[str]) -> None:
        super().__init__("\n".join([f"{status}: {detail}", *problems]))
        self.status = status


HIDE: Final = methodcaller("errisinstance", (NotSoError, MisuseError, RefusedError))
"""For pytest, as `__tracebackhide__` of a module: of these it shows the test's own lines, not ours."""
__tracebackhide__ = HIDE


def shown(handset: Handset, text: str) -> Text | None:
    """The newest text of its inbox that holds `text`."""
    return next((each for each in reversed(handset.inbox) if text in each.text), None)


def not_received(handset: Handset, text: str, sent: Iterable[WholeMessage], within_s: float | None = None) -> NotSoError:
    """It shows no such text. sent: what went to its number; within_s: how long it was waited for."""
    waited = "" if within_s is None else f" within {within_s:g} s"
    return NotSoError("\n".join([f"{handset.number} does not show “{text}”{waited}", *_handset(handset), *_trails(sent)]))


def received_nothing(handset: Handset, sent: Iterable[WholeMessage]) -> None:
    """NotSoError where its inbox shows anything."""
    if handset.inbox:
        raise NotSoError("\n".join([f"{handset.number} shows something", *_handset(handset), *_trails(sent)]))


def delivered(message: WholeMessage) -> WholeMessage:
    """The message, which its handset shows in its inbox; NotSoError where it does not."""
    if message.state != "DELIVERED" or message.folder != "inbox":
        where = f"it is {message.state}" + (f", in the folder {message.folder}" if message.folder else "")
        raise NotSoError("\n".join([f"{message.id} is not in the inbox of {message.to}: {where}", *trail(message)]))
    return message


def not_delivered(message: WholeMessage) -> WholeMessage:
    """The message, which its handset does not show."""
    if message.folder == "inbox":
        raise NotSoError("\n".join([f"{message.id} is in the inbox of {message.to}", *trail(message)]))
    return message


def reported(message: WholeMessage, code: str | None) -> WholeMessage:
    """The message, of which this was reported last (`DELIVRD`, `MK:0024`); code None: nothing was. NotSoError where it is not so."""
    last = message.reports[-1].code if message.reports else None
    if last != code:
        wanted, was = (f"report {said}" if said else "no report" for said in (code, last))
        raise NotSoError("\n".join([f"{message.id}: wanted {wanted}, there is {was}", *trail(message)]))
    return message


def trail(message: WholeMessage) -> Iterator[str]:
    """A message and its trail, a line a step."""
    yield f"  message {message.id} from {message.from_} to {message.to} ({message.account}): “{message.text}”"
    for step in message.trail:
        yield f"    {step.at}  {step.event:<14} {_detail(step)}".rstrip()


def _detail(step: Step) -> str:
    if not isinstance(step.detail, Told):
        return step.detail or ""
    because = f" because {step.detail.cause.value}" if step.detail.cause else ""
    return f"{step.detail.code} ({step.detail.state}){because}"


def _handset(handset: Handset) -> Iterator[str]:
    matter = ", ".join(condition.value for condition in handset.conditions)
    waiting = f"; {len(handset.waiting)} wait for it" if handset.waiting else ""
    yield f"  handset {handset.number} on {handset.network}: {matter}{waiting}"
    for folder, texts in (("inbox", handset.inbox), ("blocked", handset.blocked)):
        for shown in texts:
            yield f"    {folder}: “{shown.text}” from {shown.from_}"
    if not (handset.inbox or handset.blocked):
        yield "    shows nothing"


def _trails(sent: Iterable[WholeMessage]) -> list[str]:
    lines = [line for message in sent for line in trail(message)]
    return lines or ["  no message went to it"]
