"""Messages over the control API: searched by page, joined, reported, exported."""

import json
from collections.abc import Iterator

import pytest

from simulator.testing import Carrier, Client
from tests.control.busy import HOME, LONG, OFF, busy, send, submit, submit_long
from tests.web import ask, exchange


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier() as served:
        busy(served)
        yield served


def test_pages_follow_one_another(carrier: Carrier) -> None:
    """Each oldest first, the newest page first; the client makes one list of them."""
    whole = [message.id for message in carrier.client.messages()]
    pages = [message.id for message in carrier.client.messages(limit=2)]
    assert pages == whole
    assert len(whole) == 5
    assert [message["id"] for message in ask("GET", f"{carrier.url}/sim/messages?limit=2")[1]["messages"]] == whole[1::-1]


def test_a_page_goes_on_after_a_message_that_fits_no_more() -> None:
    """Texts that share an instant: the last of a page is delivered before the next page is asked for, and none is left out."""
    numbers = [f"1390000000{nth}" for nth in range(8)]
    with Carrier() as carrier:
        for number in numbers:
            carrier.turn(number, "off")
            submit(carrier, b"x", to=number)
        first = ask("GET", f"{carrier.url}/sim/messages?state=ENROUTE&limit=3")[1]
        carrier.turn(numbers[5], "on")
        carrier.pass_(seconds=30)
        assert carrier.inbox(numbers[5]) == ["x"]
        rest = ask("GET", f"{carrier.url}/sim/messages?state=ENROUTE&cursor={first['next']}")[1]
        assert [[each["to"][-1] for each in page["messages"]] for page in (first, rest)] == [["5", "6", "7"], ["0", "1", "2", "3", "4"]]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("to=13800000201", ["+8613800000201"]),
        ("number=%2B8613800000201", ["+8613800000201"]),
        ("state=UNDELIVERABLE", ["+8613800000004"]),
        ("cause=off", ["+8613800000201"]),
        ("cause=blocked-on-phone&state=DELIVERED", ["+8613800000014"]),
        ("account=esme", []),
        ("text=4321&to=13800000000", ["+8613800000000"]),
        ("since=2024-03-04T09:00:01%2B08:00", []),
        ("until=2024-03-04T09:00:01+08:00&cause=off", ["+8613800000201"]),
    ],
)
def test_what_is_looked_for_is_found(carrier: Carrier, query: str, numbers: list[str]) -> None:
    """By number, state, cause, account, text, time, and by several at once."""
    assert [message["to"] for message in ask("GET", f"{carrier.url}/sim/messages?{query}")[1]["messages"]] == numbers


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("colour=red", "unknown field `colour`"),
        ("state=ENROUTE&limit=5&state=DELIVERED", "the query says state more than once: it takes one value"),
        ("state=ARRIVED", "'ARRIVED' is no state: there are SCHEDULED, ENROUTE"),
        ("cause=bad-luck", "Invalid enum value 'bad-luck'"),
        ("since=yesterday", "since is 'yesterday': wanted an instant"),
        ("since=2024-03-04T09:00:00", "since is"),
        ("cursor=x", "cursor is 'x': this is no cursor"),
        ("text=", "length >= 1"),
    ],
)
def test_what_cannot_be_looked_for_is_said(carrier: Carrier, query: str, sentence: str) -> None:
    """With what is wanted."""
    status, problem = ask("GET", f"{carrier.url}/sim/messages?{query}")
    assert (status, sentence in problem["detail"]) == (400, True), problem


def test_a_long_text_is_whole() -> None:
    """From any of its parts, in their order."""
    with Carrier() as carrier:
        ids = submit_long(carrier, LONG)
        carrier.pass_(minutes=1)
        joined = carrier.client.parts(ids[1])
        assert (joined.text, joined.total, joined.missing, joined.id) == (LONG, len(ids), [], ids[0])
        assert [(part.id, part.number) for part in joined.parts] == [(each, nth) for nth, each in enumerate(ids, 1)]


def test_a_short_text_is_its_only_part(carrier: Carrier) -> None:
    """Without a number."""
    sid = next(iter(carrier.client.messages(to=HOME))).id
    joined = carrier.client.parts(sid)
    assert (joined.id, joined.total, [part.number for part in joined.parts]) == (sid, 1, [None])


def test_reports_are_listed(carrier: Carrier) -> None:
    """The early one as such."""
    (early,) = carrier.client.reports(to=OFF)
    assert (early.early, early.report.code, early.to) == (True, "MK:0024", "+8613800000201")
    assert [row.report.code for row in carrier.client.reports(to=HOME)] == ["DELIVRD"]


def test_records_are_the_platforms(carrier: Carrier) -> None:
    """What its console shows: taken and refused, digits masked."""
    query = "app=1400000001&number=13800000000"
    taken, refused = ask("GET", f"{carrier.url}/sim/records?{query}")[1]["records"]
    assert (taken["status"], taken["report"], "4321" in taken["text"]) == ("delivered", "DELIVRD", False)
    assert (refused["status"], refused["refused"], refused["id"]) == ("refused", "sign-not-approved", None)
    assert ask("GET", f"{carrier.url}/sim/records?{query}&since=2024-03-05T00:00:00Z") == (200, {"records": []})
    assert ask("GET", f"{carrier.url}/sim/records?app=nobody&number=13800000000")[0] == 404


def lines(carrier: Carrier, what: str) -> list[dict[str, object]]:
    status, kind, body = exchange("GET", f"{carrier.url}/sim/export/{what}")
    assert (status, kind) == (200, "application/jsonl")
    return [json.loads(line) for line in body.splitlines()]


def test_exports_are_json_lines(carrier: Carrier) -> None:
    """All that is found, the newest first."""
    assert [row["id"] for row in lines(carrier, "messages")] == [message.id for message in carrier.client.messages()]
    assert [row["code"] for row in lines(carrier, "reports?to=13800000201")] == ["MK:0024"]
    assert [row["reason"] for row in lines(carrier, "refusals")] == ["sign-not-approved"]
    assert lines(carrier, "messages?state=EXPIRED") == []
    assert exchange("GET", f"{carrier.url}/sim/export/messages?state=no")[0] == 400


def test_a_message_is_found_after_others_were_forgotten() -> None:
    """What is kept is found by its id however often pages go."""
    with Carrier() as carrier:
        first = send(carrier)
        assert Client(carrier.url).message(first).id == first
