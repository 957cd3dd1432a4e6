"""What a request asks for, as far as faults look: whatever the API and the form it is written in."""

import json
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from simulator.runtime.asked import FORM, asked

ONE, TWO = "+8613800000000", "+85251000001"


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ({"tel": {"nationcode": "86", "mobile": "13800000000"}}, {ONE}),
        ({"tel": [{"nationcode": "86", "mobile": "13800000000"}, {"nationcode": "852", "mobile": "51000001"}]}, {ONE, TWO}),
        ({"tel": {"mobile": 13800000000}}, {ONE}),
        ({"tel": TWO}, {TWO}),
        ({"PhoneNumberSet": [ONE, "13800000000", TWO]}, {ONE, TWO}),
        ({"PhoneNumber": "+8613800000000"}, {ONE}),
        ({"MultiSmsInfoSet": [{"PhoneNumber": ONE}, {"PhoneNumberSet": [TWO]}]}, {ONE, TWO}),
        ({"tel": {"nationcode": "x", "mobile": None}, "params": ["13800000000"]}, set()),
        ({"tel": [[], None, 5]}, set()),
        ([1], set()),
        ("13800000000", set()),
    ],
)
def test_the_numbers_of_a_body(body: Any, numbers: set[str]) -> None:
    """Those that a text is to go to, and no other."""
    request = make_mocked_request("POST", "/v5/tlssmssvr/sendsms?sdkappid=1")
    assert asked(request, json.dumps(body).encode()).numbers == numbers


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_cannot_be_read_names_no_number(raw: bytes) -> None:
    """And is no error here."""
    assert asked(make_mocked_request("POST", "/v5/tlssmssvr/sendsms"), raw).numbers == frozenset()


def test_an_action_stands_in_its_header() -> None:
    """As TC3 signs it."""
    found = asked(make_mocked_request("POST", "/", headers={"X-TC-Action": "SendSms"}), b"{}")
    assert (found.path, found.action) == ("/", "SendSms")


def test_an_action_and_its_numbers_stand_in_the_query() -> None:
    """As GET has them."""
    found = asked(make_mocked_request("GET", "/?Action=SendSms&PhoneNumberSet.0=%2B8613800000000&PhoneNumberSet.1=13800000000"), b"")
    assert (found.action, found.numbers) == ("SendSms", {ONE})


def test_an_action_and_its_numbers_stand_in_a_form() -> None:
    """As the old signatures have them."""
    request = make_mocked_request("POST", "/", headers={"Content-Type": FORM})
    found = asked(request, b"Action=SendSms&PhoneNumberSet.0=%2B85251000001&Limit=1")
    assert (found.action, found.numbers) == ("SendSms", {TWO})
