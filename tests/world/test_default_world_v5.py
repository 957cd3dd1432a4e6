"""Every number of the default world through the official Python client: the answer, the reports and the handset, in virtual time.

All texts are sent first, then time passes once: after 10 s, 2 min and 72 h one looks at everything.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from qcloudsms_py import SmsSingleSender
from qcloudsms_py.sms import SmsStatusPuller

from simulator.testing import Carrier
from tests.fronts.tencent_v5 import official
from tests.web import Json
from tests.world.numbers import ABROAD, ANSWERS, DELIVERED, FATES, NUMBERS, REFUSING, UNSUBSCRIBED, number, shows, told, word

BLACKLISTED = {"result": 1015, "errmsg": "手机号在黑名单库中", "ext": ""}
TEXTS = {True: "Your code is 4321.", False: "【示例科技】您的验证码为4321，5分钟内有效。"}
"""Abroad, and on the mainland."""


class World(NamedTuple):
    """What came of it. By number: answers, handsets at each look, the message in the end, replies; by sid: reports by each look."""

    answers: dict[str, Json]
    handsets: list[dict[str, Any]]
    reports: list[dict[str, list[Json]]]
    messages: dict[str, Any]
    replies: dict[str, list[Json]]


def send(sender: Any, area: str, who: str) -> Json:
    """A code, with the template for abroad where it goes there."""
    if area == ABROAD:
        answer: Json = sender.send_with_param(852, who.removeprefix("852"), 1003, ["4321"])
    else:
        answer = sender.send_with_param(86, who, 1001, ["4321", "5"])
    return answer


def pulled(pull: Any) -> Iterator[Json]:
    """All that waits."""
    while items := pull(100)["data"]:
        yield from items


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    everyone = {number(*which): which[0] for which in NUMBERS} | {number(*which, UNSUBSCRIBED): which[0] for which in REFUSING}
    with Carrier() as carrier:
        sender, puller = official(SmsSingleSender, carrier.url, "sendsms"), official(SmsStatusPuller, carrier.url, "pullstatus")
        answers = {who: send(sender, area, who) for who, area in everyone.items()}
        by_sid, handsets, reports = defaultdict(list), [], []
        for passed in ({"seconds": 10}, {"seconds": 110}, {"hours": 72}):
            carrier.pass_(**passed)
            for item in pulled(puller.pull_callback):
                by_sid[item["sid"]].append(item)
            reports.append({sid: [*items] for sid, items in by_sid.items()})
            handsets.append({who: carrier.handset(f"+{who}" if area == ABROAD else who) for who, area in everyone.items()})
        messages = {who: carrier.message(answer["sid"]) for who, answer in answers.items() if "sid" in answer}
        replies = defaultdict(list)
        for reply in pulled(puller.pull_reply):
            replies[reply["nationcode"].replace("86", "") + reply["mobile"]].append(reply)
        yield World(answers, handsets, reports, messages, replies)


@pytest.mark.parametrize(("area", "manner", "handset"), NUMBERS)
def test_the_three_truths(world: World, area: str, manner: int, handset: int) -> None:
    """Each number answers, reports and shows what stands in the table, at each look."""
    who, fate = number(area, manner, handset), FATES[handset]
    answer, message = world.answers[who], world.messages[who]
    assert (answer["result"], answer["errmsg"]) == (0, "OK")
    reports = [[(item["report_status"], item["errmsg"]) for item in look.get(answer["sid"], [])] for look in world.reports]
    assert reports == [[said(area, handset, each) for each in look] for look in told(manner, handset)]
    folders = [[[text["text"] for text in look[who][folder]] for folder in ("inbox", "blocked")] for look in world.handsets]
    assert folders == [[*look] for look in shows(handset, TEXTS[area == ABROAD])]
    assert (message["state"], world.handsets[-1][who]["waiting"]) == (fate.state, [])


def said(area: str, handset: int, report: str) -> tuple[str, str]:
    """report_status and errmsg of a report: the carrier's own word, on its own network."""
    return "SUCCESS" if report == DELIVERED else "FAIL", word(area, handset, report)


@pytest.mark.parametrize(("area", "manner"), REFUSING)
def test_who_unsubscribed_gets_nothing(world: World, area: str, manner: int) -> None:
    """The answer says so, and nothing follows."""
    who = number(area, manner, UNSUBSCRIBED)
    assert world.answers[who] == BLACKLISTED
    assert [(look[who]["inbox"], look[who]["waiting"]) for look in world.handsets] == [([], [])] * 3


@pytest.mark.parametrize(("area", "manner", "handset"), NUMBERS)
def test_who_answers(world: World, area: str, manner: int, handset: int) -> None:
    """Two handsets do, whatever their carriers report; the reply carries the signature of the text that it answers."""
    answers = world.replies[number(area, manner, handset)]
    sign = "" if area == ABROAD else "示例科技"
    assert [(reply["text"], reply["sign"]) for reply in answers] == ([(ANSWERS[handset], sign)] if handset in ANSWERS else [])


def test_every_report_is_somebodys(world: World) -> None:
    """No report is of a text that was not sent, and each carries its own number."""
    numbers = {message["id"]: who for who, message in world.messages.items()}
    for sid, items in world.reports[-1].items():
        assert {item["nationcode"].replace("86", "") + item["mobile"] for item in items} == {numbers[sid]}
