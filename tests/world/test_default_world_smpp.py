"""Every number of the default world through smpplib: the answer, the reports and the handset, in virtual time.

All texts are sent first, then time passes once: after 10 s, 2 min and 72 h one looks at everything.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from simulator.smpp.receipt import Receipt
from simulator.testing import Carrier
from tests.esme import Sms
from tests.world import numbers
from tests.world.numbers import ANSWERS, EXPIRED, FATES, NUMBERS, OWN, REFUSING, STATS, UNSUBSCRIBED, number, shows, told, word

ESME_RSUBMITFAIL = 0x45
TEXT = b"Hello"


class World(NamedTuple):
    """What came of it. By number: answers, handsets at each look; by id: receipts by each look, and the message in the end."""

    answers: dict[str, Any]
    handsets: list[dict[str, Any]]
    receipts: list[dict[str, list[Receipt]]]
    messages: dict[str, Any]
    replies: dict[str, list[Any]]
    left: int


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    everyone = [number(*which) for which in NUMBERS] + [number(*which, UNSUBSCRIBED) for which in REFUSING]
    with Carrier() as carrier, Sms(carrier.smpp_port) as client:
        answers = {each: client.send(each, TEXT) for each in everyone}
        handsets, receipts = [], []
        for passed in ({"seconds": 10}, {"seconds": 110}, {"hours": 72}):
            carrier.pass_(**passed)
            by_id = defaultdict(list)
            for receipt in client.read():
                by_id[receipt.id].append(receipt)
            receipts.append(by_id)
            handsets.append({each: carrier.handset(f"+{each}" if each.startswith("852") else each) for each in everyone})
        messages = {each: carrier.message(answer.message_id.decode()) for each, answer in answers.items() if answer.status == 0}
        replies = defaultdict(list)
        for reply in client.replies:
            replies[reply.source_addr.decode()].append(reply)
        yield World(answers, handsets, receipts, messages, replies, len(client.receipts))


@pytest.mark.parametrize(("area", "manner", "handset"), NUMBERS)
def test_the_three_truths(world: World, area: str, manner: int, handset: int) -> None:
    """Each number answers, reports and shows what stands in the table, at each look; the carrier's own word is on the record."""
    who, fate = number(area, manner, handset), FATES[handset]
    answer, message = world.answers[who], world.messages[who]
    assert answer.status == 0
    reports = [[(receipt.stat, receipt.err) for receipt in receipts[message["id"]]] for receipts in world.receipts]
    assert reports == [[said(handset, each) for each in look] for look in told(manner, handset)]
    assert [report["code"] for report in message["reports"]] == [word(area, handset, each) for each in told(manner, handset)[-1]]
    folders = [[[text["text"] for text in look[who][folder]] for folder in ("inbox", "blocked")] for look in world.handsets]
    assert folders == [[*look] for look in shows(handset, "Hello")]
    assert (message["state"], world.handsets[-1][who]["waiting"]) == (fate.state, [])


def said(handset: int, report: str) -> tuple[str, str]:
    """stat and err of a receipt. What a carrier retried for the whole validity keeps the cause in err."""
    if report == numbers.DELIVERED:
        return "DELIVRD", "000"
    assert report in {OWN, EXPIRED}
    return "EXPIRED" if report == EXPIRED else STATS.get(handset, "UNDELIV"), FATES[handset].err


@pytest.mark.parametrize(("area", "manner"), REFUSING)
def test_who_unsubscribed_gets_nothing(world: World, area: str, manner: int) -> None:
    """The account shares the app's list: the text is not taken, and nothing is told of it."""
    who = number(area, manner, UNSUBSCRIBED)
    assert world.answers[who].status == ESME_RSUBMITFAIL
    assert [(look[who]["inbox"], look[who]["waiting"]) for look in world.handsets] == [([], [])] * 3


@pytest.mark.parametrize(("area", "manner", "handset"), NUMBERS)
def test_who_answers(world: World, area: str, manner: int, handset: int) -> None:
    """Two handsets do, whatever their carriers report; a reply comes from the number to the address that it answers."""
    answers = world.replies[number(area, manner, handset)]
    texts = [reply.short_message.decode("utf-16-be" if reply.data_coding == 8 else "ascii") for reply in answers]
    assert texts == ([ANSWERS[handset]] if handset in ANSWERS else [])
    assert {(reply.esm_class, reply.destination_addr) for reply in answers} <= {(0, b"BANK")}


def test_every_receipt_is_somebodys(world: World) -> None:
    """No report is of a text that was not sent."""
    assert set(world.receipts[-1]) <= {message["id"] for message in world.messages.values()}
    assert sum(map(len, world.receipts[-1].values())) == world.left
