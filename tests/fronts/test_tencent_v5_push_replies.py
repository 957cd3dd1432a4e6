"""How replies get to a customer's URL for them: one by one, in order, again."""

import pytest
from aiohttp import web

from simulator.fronts.tencent_v5.push import WAITING_MAX
from simulator.lifecycle import Event
from tests.fronts.tencent_v5 import APP, in_loop, reply, report
from tests.fronts.test_tencent_v5_push import Receiver, Sender, ok, pushing, story
from tests.road import NINE


@in_loop
async def test_a_reply_is_pushed() -> None:
    """It arrives as one JSON object, is noted on the trail as the reply, and can be pulled as well."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        told = reply(extend="12")
        sender.desk.take_reply(told)
        assert sender.woken == [NINE]
        await sender.act(NINE)
        assert receiver.got == [
            {"extend": "12", "mobile": "13800000000", "nationcode": "86", "sign": "示例科技", "text": "收到", "time": NINE // 1000}
        ]
        assert receiver.types == ["application/json"]
        assert story(told) == [(0, Event.PUSHED, "the reply: try 1")]
        assert sender.push.next_due() is None
        assert sender.desk.pull_replies(APP, 100) == [told]


@in_loop
async def test_replies_arrive_in_their_order() -> None:
    """Each by itself, the next when the receiver has answered the one before."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        for nth in range(30):
            sender.desk.take_reply(reply(f"{nth}"))
        receiver.open.clear()
        sender.start(NINE)
        assert len(sender.push.busy()) == 30
        receiver.open.set()
        await sender.act(NINE)
        assert [got["text"] for got in receiver.got] == [f"{nth}" for nth in range(30)]


@in_loop
async def test_a_reply_that_fails_is_tried_again() -> None:
    """By the same rules as a report: 1 s later, then 5 s; replies that come meanwhile do not wait so long."""
    receiver = Receiver(lambda: web.Response(status=500), ok)
    async with pushing(receiver) as sender:
        told = reply("1")
        sender.desk.take_reply(told)
        sender.desk.take_reply(reply("2"))
        await sender.act(NINE)
        await sender.act(NINE + 1_000)
        assert [got["text"] for got in receiver.got] == ["1", "2", "1"]
        assert story(told) == [
            (0, Event.PUSH_FAILED, "the reply: HTTP status 500; 2 more to try"),
            (1_000, Event.PUSHED, "the reply: try 2"),
        ]


@in_loop
async def test_three_tries_of_a_reply(caplog: pytest.LogCaptureFixture) -> None:
    """Then the log names the URL and the count, the trail says so, and the reply can be pulled."""
    receiver = Receiver(lambda: web.json_response({"result": 1}))
    async with pushing(receiver) as sender:
        told = reply()
        sender.desk.take_reply(told)
        for now in (NINE, NINE + 1_000, NINE + 6_000):
            assert sender.push.next_due() == now
            await sender.act(now)
        assert sender.push.next_due() is None
        assert story(told)[-1] == (
            6_000,
            Event.PUSH_FAILED,
            "the reply: the receiver answered result 1; not tried again, the reply can be pulled",
        )
        url = sender.desk.reply_url(APP)
        assert caplog.messages == [f"callback {url}: 1 replies not pushed after 3 tries: the receiver answered result 1"]
        assert sender.desk.pull_replies(APP, 100) == [told]


@in_loop
async def test_replies_do_not_wait_for_reports() -> None:
    """A reply is pushed apart from what is told of its message at the same instant, and the exchanges are named."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        receiver.open.clear()
        sender.desk.take_reply(reply())
        sender.desk.take([report()])
        sender.start(NINE)
        url = sender.desk.reply_url(APP)
        assert sender.push.busy() == [f"callback to {url} (1 reports)", f"callback to {url} (1 replies)"]
        receiver.open.set()
        await sender.act(NINE)
        assert len(receiver.got) == 2


@in_loop
async def test_so_many_replies_wait() -> None:
    """Past a bound they fail at once, with a sentence on the trail."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        receiver.open.clear()
        for nth in range(WAITING_MAX + 1):
            sender.desk.take_reply(reply(f"{nth}", at=NINE + nth))
        sender.desk.take_reply(last := reply("last", at=NINE + WAITING_MAX + 1))
        sender.start(NINE + WAITING_MAX + 1)
        assert len(sender.push.busy()) == WAITING_MAX + 1
        ((_, event, sentence),) = story(last)
        assert event is Event.PUSH_FAILED
        assert sentence == "the reply: too many pushes wait for the receiver; not tried again, the reply can be pulled"
        receiver.open.set()


@in_loop
async def test_replies_go_to_allowed_hosts_only(caplog: pytest.LogCaptureFixture) -> None:
    """The rule is that of reports."""
    sender = Sender(None, reply_url="http://169.254.169.254/latest/meta-data")
    told = reply()
    sender.desk.take_reply(told)
    await sender.act(NINE)
    ((_, event, sentence),) = story(told)
    assert event is Event.PUSH_FAILED
    assert sentence.startswith("the reply: the host of the callback URL is neither loopback nor allowed")
    assert "169.254.169.254" in caplog.text


@in_loop
async def test_an_app_without_a_url_for_replies() -> None:
    """Its replies are only pulled."""
    sender = Sender("http://127.0.0.1:1/")
    sender.desk.take_reply(reply())
    assert (sender.push.next_due(), sender.woken) == (None, [])
