"""`fakecarrier why`: what became of a message, as a plain trail. It asks a running network and changes nothing."""

from collections.abc import Iterator
from typing import Any

from simulator.cli.talk import TalkError, get, part


def tell(url: str, what: str) -> Iterator[str]:
    """The trail of the message of this id, or of the last one to this number. TalkError: there is none."""
    yield from lines(get(url, f"/sim/messages/{part(_message_id(url, what))}"))


def lines(message: dict[str, Any]) -> Iterator[str]:
    """A message as text: who, when, each step, and the three truths."""
    yield f"message {message['id']} from {message['from'] or '(network)'} to {message['to']} ({message['account']})"
    yield f"  “{message['text']}”"
    for entry in message["trail"]:
        yield f"  {entry['at']}  {entry['event']:<15}{_said(entry['detail'])}".rstrip()
    yield from truths(message)


def truths(message: dict[str, Any]) -> Iterator[str]:
    """The answer, the report and the handset: they may differ."""
    reports = [f"{report['code']} ({report['state']})" for report in message["reports"]]
    yield f"  answer   accepted as {message['id']}"
    yield f"  report   {', then '.join(reports) or 'none so far'}"
    yield f"  handset  {_FOLDERS[message['folder']]} (state {message['state']})"


_FOLDERS = {
    "inbox": "has the text",
    "blocked": "has the text in its blocked folder, not in the inbox",
    "unseen": "took the text and shows nothing",
    "": "does not show it",
}


def _said(detail: Any) -> str:
    if detail is None:
        return ""
    if isinstance(detail, dict):
        return f"{detail['code']} ({detail['state']})" + (f" because {detail['cause']}" if detail["cause"] else "")
    return str(detail)


def _message_id(url: str, what: str) -> str:
    """A message id as it is, or the last message's to a number."""
    try:
        get(url, f"/sim/messages/{part(what)}")
    except TalkError as unknown:
        try:
            found = get(url, f"/sim/messages?limit=1&to={part(what)}")["messages"]
        except TalkError:
            raise unknown from None
        if not found:
            raise TalkError(f"{what} is no message id, and no message went to it as a number") from None
        return str(found[-1]["id"])
    return what
