"""What is asserted of handsets and messages, and what a disappointed test is shown."""

import pytest
from msgspec import convert

from simulator.control.answers import Handset, WholeMessage
from simulator.testing import NotSoError, assertions

REPORT = {"state": "UNDELIVERABLE", "code": "MK:0024", "cause": "off"}
MESSAGE = convert(
    {
        "id": "m1",
        "account": "esme",
        "from": "1069",
        "to": "+8613800000201",
        "text": "hello",
        "accepted_at": "2024-03-04T09:00:00.000+08:00",
        "expires_at": "2024-03-06T09:00:00.000+08:00",
        "state": "ENROUTE",
        "folder": "",
        "reports": [REPORT],
        "trail": [
            {"at": "2024-03-04T09:00:00.000+08:00", "event": "accepted", "detail": None},
            {"at": "2024-03-04T09:00:01.325+08:00", "event": "attempted", "detail": "off"},
            {"at": "2024-03-04T09:00:01.325+08:00", "event": "reported_early", "detail": REPORT},
        ],
    },
    WholeMessage,
)
TRAIL = """\
  message m1 from 1069 to +8613800000201 (esme): “hello”
    2024-03-04T09:00:00.000+08:00  accepted
    2024-03-04T09:00:01.325+08:00  attempted      off
    2024-03-04T09:00:01.325+08:00  reported_early MK:0024 (UNDELIVERABLE) because off"""


def handset(*inbox: str, blocked: tuple[str, ...] = ()) -> Handset:
    texts = [[{"id": "m", "from": "1069", "text": text} for text in folder] for folder in (inbox, blocked)]
    return convert(
        {
            "number": "+8613800000201",
            "network": "mobile",
            "report": "early",
            "condition": "off",
            "conditions": ["off", "out-of-credit-outgoing"],
            "changes_at": None,
            "inbox": texts[0],
            "blocked": texts[1],
            "waiting": ["m1"],
        },
        Handset,
    )


def test_the_newest_text_that_holds_it_was_received() -> None:
    """It is found; where there is none, nothing is."""
    found = assertions.shown(handset("code 1", "code 2", "hello"), "code")
    assert found is not None
    assert found.text == "code 2"
    assert assertions.shown(handset("hello"), "code") is None


def test_what_was_not_received_is_told_with_all_there_is() -> None:
    """The handset, what it shows, and the trails of what went to it."""
    assert str(assertions.not_received(handset("other", blocked=("spam",)), "hello", [MESSAGE], 2.5)) == (
        "+8613800000201 does not show “hello” within 2.5 s\n"
        "  handset +8613800000201 on mobile: off, out-of-credit-outgoing; 1 wait for it\n"
        "    inbox: “other” from 1069\n"
        "    blocked: “spam” from 1069\n" + TRAIL
    )


def test_where_nothing_went() -> None:
    """It is said so."""
    assert str(assertions.not_received(handset(), "hello", [])).splitlines()[0] == "+8613800000201 does not show “hello”"
    assert str(assertions.not_received(handset(), "hello", [])).endswith("shows nothing\n  no message went to it")


def test_nothing_was_received() -> None:
    """Or it was."""
    assertions.received_nothing(handset(), [])
    with pytest.raises(NotSoError, match="shows something"):
        assertions.received_nothing(handset("hello"), [])


def test_whether_it_was_delivered() -> None:
    """To the inbox, and nowhere else."""
    shown = convert({**_plain(), "state": "DELIVERED", "folder": "inbox"}, WholeMessage)
    blocked = convert({**_plain(), "state": "DELIVERED", "folder": "blocked"}, WholeMessage)
    assert assertions.delivered(shown) is shown
    for message in (MESSAGE, blocked):
        assert assertions.not_delivered(message) is message
        with pytest.raises(NotSoError, match=r"m1 is not in the inbox of \+8613800000201: it is "):
            assertions.delivered(message)
    with pytest.raises(NotSoError) as told:
        assertions.not_delivered(shown)
    assert str(told.value) == "m1 is in the inbox of +8613800000201\n" + TRAIL


def test_what_was_reported() -> None:
    """The last report counts; that there is none can be wanted too."""
    assert assertions.reported(MESSAGE, "MK:0024") is MESSAGE
    for code, wanted in (
        ("DELIVRD", "wanted report DELIVRD, there is report MK:0024"),
        (None, "wanted no report, there is report MK:0024"),
    ):
        with pytest.raises(NotSoError, match=wanted):
            assertions.reported(MESSAGE, code)
    silent = convert({**_plain(), "reports": []}, WholeMessage)
    assert assertions.reported(silent, None) is silent


def _plain() -> dict[str, object]:
    """The message as JSON has it."""
    import msgspec  # noqa: PLC0415

    plain: dict[str, object] = msgspec.to_builtins(MESSAGE)
    return plain
