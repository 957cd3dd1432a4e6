from msgspec.structs import replace

from simulator.desk.desk import Desk
from simulator.ledger import REQUEST_KEPT, Ledger
from simulator.lifecycle import State
from simulator.message import SUCCESS, Alphabet, Message, Reply, Report, Submission
from simulator.message import Outcome as Told
from simulator.platform.platform import Platform
from simulator.platform.settings import default_apps
from simulator.refusals import Reason, Refusal

APP, OTHER = "1400000001", "1400000002"
TOLD = Told(State.DELIVERED, None, SUCCESS, "DELIVRD", "", "000", 0)
REFUSAL = Refusal(Reason.SIGNATURE_WRONG, "another key")


def desk(ledger: Ledger | None = None, callback_url: str | None = None, queue_max: int = 100, reply_url: str | None = None) -> Desk:
    (app,) = default_apps()
    platform = Platform([replace(app, callback_url=callback_url, reply_url=reply_url), replace(app, id=OTHER, key="k2")])
    return Desk(platform, Ledger() if ledger is None else ledger, queue_max)


def report(name: str, app: str = APP) -> Report:
    submission = Submission.of(f"app:{app}", "1069400000001", "+8613800000000", b"hi", Alphabet.GSM7)
    return Report(Message(name, 0, submission, 0, 1), TOLD, 0)


def reply(text: str, app: str = APP) -> Reply:
    return Reply(report("a", app).message, text, 0)


def texts(replies: list[Reply]) -> list[str]:
    return [each.text for each in replies]


def names(reports: list[Report]) -> list[str]:
    return [each.message.id for each in reports]


def test_keys_are_an_apps_own() -> None:
    """A front asks for the key of the app that a request names."""
    counter = desk()
    assert counter.key(OTHER) == "k2"
    assert counter.key("1499999999") is None


def test_all_apps_have_an_account() -> None:
    """The desk is the outlet of every app's reports."""
    assert desk().accounts() == ["app:1400000001", "app:1400000002"]


def test_a_report_is_handed_out_once() -> None:
    """Pulls get the oldest first, as many as asked for, each of them once."""
    counter = desk()
    counter.take([report("a"), report("b"), report("c")])
    assert [names(counter.pull(APP, 2)) for _ in range(3)] == [["a", "b"], ["c"], []]


def test_apps_pull_their_own() -> None:
    """A report waits for the app that sent the text."""
    counter = desk()
    counter.take([report("a"), report("b", OTHER)])
    assert names(counter.pull(OTHER, 100)) == ["b"]
    assert counter.pull("1499999999", 100) == []


def test_the_oldest_reports_give_way() -> None:
    """An app that never pulls has a bounded queue."""
    counter = desk(queue_max=2)
    counter.take([report("a"), report("b"), report("c")])
    assert names(counter.pull(APP, 100)) == ["b", "c"]


def test_listeners_hear_of_apps_with_a_callback() -> None:
    """What is pushed can be pulled as well; an app without callback is pulled only."""
    counter = desk(callback_url="http://127.0.0.1:1/")
    heard: list[tuple[str, list[str]]] = []
    counter.subscribe(lambda app, reports: heard.append((app, names(reports))))
    counter.take([report("a"), report("b", OTHER), report("c")])
    assert heard == [(APP, ["a", "c"])]
    assert names(counter.pull(APP, 100)) == ["a", "c"]
    assert counter.callback_url(OTHER) is None
    assert counter.callback_url("1499999999") is None


def test_a_reply_is_handed_out_once() -> None:
    """Replies have a queue of their own: the app's, the oldest first."""
    counter = desk()
    counter.take([report("a")])
    for each in (reply("1"), reply("2", OTHER), reply("3"), reply("4")):
        counter.take_reply(each)
    assert [texts(counter.pull_replies(APP, 2)) for _ in range(3)] == [["1", "3"], ["4"], []]
    assert texts(counter.pull_replies(OTHER, 100)) == ["2"]
    assert counter.pull_replies("1499999999", 100) == []
    assert names(counter.pull(APP, 100)) == ["a"]


def test_the_oldest_replies_give_way() -> None:
    """An app that never pulls has a bounded queue of them too."""
    counter = desk(queue_max=2)
    for text in "123":
        counter.take_reply(reply(text))
    assert texts(counter.pull_replies(APP, 100)) == ["2", "3"]


def test_listeners_hear_of_replies_to_apps_with_a_url_for_them() -> None:
    """The URL of reports is another's: a callback alone is told of no reply, and the other way round."""
    counter = desk(reply_url="http://127.0.0.1:1/")
    heard: list[tuple[str, str]] = []
    counter.subscribe_replies(lambda app, each: heard.append((app, each.text)))
    counter.subscribe(lambda app, _: heard.append((app, "a report")))
    counter.take([report("a")])
    counter.take_reply(reply("1"))
    counter.take_reply(reply("2", OTHER))
    assert heard == [(APP, "1")]
    assert texts(counter.pull_replies(APP, 100)) == ["1"]
    assert (counter.reply_url(OTHER), counter.reply_url("1499999999")) == (None, None)


def test_refused_requests_are_recorded() -> None:
    """The ledger keeps whose request it was, why it was refused, and as much of it as shows that."""
    ledger = Ledger()
    counter = desk(ledger)
    counter.refuse(APP, "+8613800000000", REFUSAL, "x" * 3_000, 7)
    counter.refuse("", "", REFUSAL, "{}", 8)
    first, second = ledger.refused
    assert (first.at, first.account, first.destination, first.refusal) == (7, "app:1400000001", "+8613800000000", REFUSAL)
    assert first.request == "x" * REQUEST_KEPT
    assert (second.account, second.destination, second.request) == ("", "", "{}")
