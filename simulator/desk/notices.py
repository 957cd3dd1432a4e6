"""Texts of the platform itself to its customers' contacts. They travel as all texts do; no limit holds for them, nobody pays."""

from collections.abc import Callable

from simulator.message import Instant, Message, Submission
from simulator.text import alphabets, segments

ACCOUNT = "platform:notices"
"""Whose texts they are: one character longer than the longest system_id, so that no client can bind as it."""
SOURCE = "1069000000000"
SIGN = "短信平台"
"""Our own wording, as that of all notices."""

Submit = Callable[[Submission, Instant], Message]
"""Puts a text on the road."""


def notice(contact: str, body: str) -> Submission:
    """A text to one E.164 number. Nobody waits for its report."""
    text = f"【{SIGN}】{body}"
    content, alphabet = alphabets.encode(text)
    return Submission.of(ACCOUNT, SOURCE, contact, content, alphabet, wants=0, segments=segments.count(text))
