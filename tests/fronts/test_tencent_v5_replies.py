"""Replies and unsubscribing through the official Python client: what the handset's owner says, and what the app may send afterwards."""

from typing import Any

from qcloudsms_py import SmsSingleSender
from qcloudsms_py.sms import SmsStatusPuller

from simulator.testing import Carrier
from tests.fronts.tencent_v5 import official, post, signed, world
from tests.web import Json, Receiver

NINE_S = 1_709_514_000
QUIET, ANSWERS_TD, ANSWERS = "13800000016", "13800000017", "13800000018"
REFUSED = {"result": 1015, "errmsg": "手机号在黑名单库中", "ext": ""}


def send(carrier: Carrier, mobile: str, template: int = 1001, params: tuple[str, ...] = ("4321", "5"), extend: str = "") -> Json:
    """A text by template; the client's answer."""
    sender = official(SmsSingleSender, carrier.url, "sendsms")
    answer: Json = sender.send_with_param(86, mobile, template, list(params), extend=extend)
    return answer


def offer(carrier: Carrier, mobile: str, discount: str = "5") -> Json:
    return send(carrier, mobile, 1002, (discount,))


def pull(carrier: Carrier, most: int = 100) -> Json:
    answer: Json = official(SmsStatusPuller, carrier.url, "pullstatus").pull_reply(most)
    return answer


def events(carrier: Carrier, sid: str) -> list[tuple[str, Any]]:
    return [(entry["event"], entry.get("detail")) for entry in carrier.message(sid)["trail"]]


def test_a_reply_is_pulled_and_pushed() -> None:
    """Five seconds after the text was shown: one object to the URL for replies, and once by pull; the trail has it all."""
    with Receiver() as receiver, Carrier(world(reply_url=receiver.url)) as carrier:
        sid = send(carrier, ANSWERS, extend="77")["sid"]
        carrier.pass_(minutes=1)
        answer = pull(carrier)
        ((item),) = answer["data"]
        assert {**answer, "data": []} == {"result": 0, "errmsg": "ok", "count": 1, "data": []}
        assert receiver.got == [item]
        assert NINE_S + 5 <= item.pop("time") < NINE_S + 60
        assert item == {"extend": "77", "mobile": ANSWERS, "nationcode": "86", "sign": "示例科技", "text": "收到"}
        assert pull(carrier)["data"] == []
        names = [event for event, _ in events(carrier, sid)]
        assert names == ["accepted", "delivered", "reported", "replied", "pushed"]
        assert events(carrier, sid)[-1] == ("pushed", "the reply: try 1")


def test_replies_are_pulled_once_and_apart_from_reports() -> None:
    """At most as many as asked for, the oldest first; pulling replies takes no report away."""
    with Carrier(world()) as carrier:
        for code in "123":
            send(carrier, ANSWERS, params=(code, "5"))
            carrier.pass_(minutes=1)
        counts = [pull(carrier, 2)["count"] for _ in range(3)]
        reports = post(carrier, "pullstatus", signed({"max": 100, "type": 0}))
        assert (counts, reports["count"]) == ([2, 1, 0], 3)


def test_after_td_no_more_of_that_kind() -> None:
    """TD to marketing: the next marketing text is 1015 and on record, codes still pass; the app heard the reply."""
    with Carrier(world()) as carrier:
        assert offer(carrier, ANSWERS_TD)["result"] == 0
        carrier.pass_(minutes=1)
        assert offer(carrier, ANSWERS_TD, "6") == REFUSED
        assert [(refused["to"], refused["reason"]) for refused in carrier.refusals()] == [(f"+86{ANSWERS_TD}", "unsubscribed")]
        assert [reply["text"] for reply in pull(carrier)["data"]] == ["TD"]
        assert send(carrier, ANSWERS_TD)["result"] == 0
        assert offer(carrier, ANSWERS)["result"] == 0


def test_after_td_to_a_code_codes_are_stopped() -> None:
    """The kind of the text that was answered is the kind that stops."""
    with Carrier(world()) as carrier:
        send(carrier, ANSWERS_TD)
        carrier.pass_(minutes=1)
        assert [send(carrier, ANSWERS_TD), offer(carrier, ANSWERS_TD)["result"]] == [REFUSED, 0]


def test_other_replies_unsubscribe_nobody() -> None:
    """A reply that is none of the words changes nothing."""
    with Carrier(world()) as carrier:
        for discount in "56":
            assert offer(carrier, ANSWERS, discount)["result"] == 0
            carrier.pass_(minutes=1)


def test_a_number_that_unsubscribed_before(carrier: Carrier) -> None:
    """The default world's number 16 gets nothing of its app, from the first text on; nothing is on its way."""
    assert [send(carrier, QUIET), offer(carrier, QUIET)] == [REFUSED, REFUSED]
    assert carrier.messages(QUIET) == []


def test_a_reply_whose_receiver_fails() -> None:
    """It is tried again after 1 s and 5 s of network time, and can be pulled whatever happened."""
    with Receiver(500, 500, 200) as receiver, Carrier(world(reply_url=receiver.url)) as carrier:
        sid = send(carrier, ANSWERS)["sid"]
        carrier.pass_(minutes=1)
        assert [detail for event, detail in events(carrier, sid) if event.startswith("push")] == [
            "the reply: HTTP status 500; 2 more to try",
            "the reply: HTTP status 500; 1 more to try",
            "the reply: try 3",
        ]
        assert receiver.got == [pull(carrier)["data"][0]] * 3


def test_reports_and_replies_that_fail_are_recorded_alike_in_every_run() -> None:
    """Pushes of both may fall on one instant; the record is the same byte for byte."""

    def play() -> bytes:
        with Receiver(500) as receiver, Carrier(world(callback_url=receiver.url, reply_url=receiver.url)) as carrier:
            for mobile in (ANSWERS, ANSWERS_TD, "18600000018", "18900000017"):
                send(carrier, mobile)
            carrier.pass_(minutes=1)
            return carrier.ledger()

    assert play() == play()
