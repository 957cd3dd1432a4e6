"""The receipt's text: written as Appendix B has it, read as vendors write it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.lifecycle import State
from simulator.smpp.receipt import STATES, WORDS, Receipt, read, write

SUBMITTED = int(datetime(2024, 3, 4, 1, 0, tzinfo=UTC).timestamp()) * 1000
DONE = SUBMITTED + 90_000
MINUTE = 60_000

DELIVERED = Receipt("0000000012", 1, 1, SUBMITTED, DONE, "DELIVRD", "000", b"Hello")
WRITTEN = b"id:0000000012 sub:001 dlvrd:001 submit date:2403040900 done date:2403040901 stat:DELIVRD err:000 text:Hello"

VENDORS = [  # (text, id, submitted after 09:00 in seconds or None, stat, err, text)
    ("id:1 submit date:2403040900 done date:2403040901 stat:UNDELIV err:001 text:Hi", "1", 0, "UNDELIV", "001", b"Hi"),
    ("id:a1 sub:001 dlvrd:001 submit date:240304090030 done date:240304090130 stat:DELIVRD err:000 text:", "a1", 30, "DELIVRD", "000", b""),
    ("id:a-b submit date:202403040900 done date:202403040901 stat:DELIVRD err:00", "a-b", 0, "DELIVRD", "00", b""),
    ("id:1 submit date:20240304090030 done date:20240304090130 stat:EXPIRED err:21b Text:", "1", 30, "EXPIRED", "21b", b""),
    ("id:w sub:000 dlvrd:000 submit date:240304090030012+ done date:240304090130012+ stat:DELIVRD err:000", "w", 30, "DELIVRD", "000", b""),
    ("id:9 sub:001 dlvrd:001 submit date:2403040900 done date:0000000000 stat:FAILED err:000 Text:", "9", 0, "FAILED", "000", b""),
    ("id:u sub:000 dlvrd:000 submit date:240304090000 done date:240304090130 DELIVRD err:000 Text:", "u", 0, "DELIVRD", "000", b""),
    ("ID:1 STAT:DELIVRD", "1", None, "DELIVRD", "", b""),
    ("stat:REJECTD", "", None, "REJECTD", "", b""),
    ("id:1 stat:DELIVRD err:000 text:id:2 stat:UNDELIV", "1", None, "DELIVRD", "000", b"id:2 stat:UNDELIV"),
]


def test_written() -> None:
    """The text has the labels, widths and local dates of Appendix B."""
    assert write(DELIVERED) == WRITTEN


def test_the_message_is_cut() -> None:
    """Its first twenty octets stand in the receipt, whatever octets they are."""
    assert write(Receipt("1", text=bytes(range(200, 240)))).endswith(b"text:" + bytes(range(200, 220)))


def test_what_is_not_said_is_zeros() -> None:
    """Dates and counts that are not known."""
    assert write(Receipt("1", None, None, stat="ENROUTE")) == (
        b"id:1 sub:000 dlvrd:000 submit date:0000000000 done date:0000000000 stat:ENROUTE err:000 text:"
    )


def test_dates_are_local() -> None:
    """The offset is the message centre's; China's unless said otherwise."""
    assert b"submit date:2403040100 " in write(DELIVERED, utc_offset_s=0)


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_its_word(state: State) -> None:
    """Seven characters, and back."""
    assert len(WORDS[state]) == 7
    assert STATES[WORDS[state]] is state


@pytest.mark.parametrize(("said", "message_id", "after_s", "stat", "err", "text"), VENDORS)
def test_vendors_are_read(said: str, message_id: str, after_s: int | None, stat: str, err: str, text: bytes) -> None:
    """Forms seen in the field: labels missing, dates longer, words of their own."""
    receipt = read(said)
    assert receipt is not None
    assert (receipt.id, receipt.stat, receipt.err, receipt.text) == (message_id, stat, err, text)
    assert receipt.submit_at_ms == (None if after_s is None else SUBMITTED + after_s * 1000)


@pytest.mark.parametrize("said", ["", "Hello", b"\0\1\2", "your id: none", "The offer has EXPIRED", "id:1 sub:001 dlvrd:001"])
def test_what_is_no_receipt(said: str | bytes) -> None:
    """A text without a state is an ordinary message, and so is one that merely holds such a word."""
    assert read(said) is None


def test_done_date_of_zeros() -> None:
    """Zeros are no date."""
    receipt = read("id:9 submit date:2403040900 done date:000000000000 stat:UNDELIV err:000")
    assert receipt is not None
    assert receipt.done_at_ms is None


WORD = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)
DATE = st.none() | st.integers(SUBMITTED // MINUTE, SUBMITTED // MINUTE + 10**7).map(lambda minutes: minutes * MINUTE)


@given(
    st.builds(
        Receipt,
        id=WORD,
        sub=st.integers(0, 999),
        dlvrd=st.integers(0, 999),
        submit_at_ms=DATE,
        done_at_ms=DATE,
        stat=st.sampled_from(sorted(STATES)),
        err=WORD,
        text=st.binary(max_size=20),
    ),
    st.integers(-48, 48).map(lambda quarters: quarters * 900),
)
def test_what_is_written_is_read(receipt: Receipt, utc_offset_s: int) -> None:
    """Any receipt comes back the same, to the minute of its dates."""
    assert read(write(receipt, utc_offset_s), utc_offset_s) == receipt


@given(st.binary(max_size=160) | st.text(max_size=160))
def test_anything_is_read_or_no_receipt(said: bytes | str) -> None:
    """A reader for texts from anywhere never raises."""
    receipt = read(said)
    assert receipt is None or receipt.stat
