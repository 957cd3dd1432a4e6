"""A client of a network that runs elsewhere: looks, drives, waits, asserts. It needs no test framework, and keeps no connection."""

import ssl
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPSConnection
from typing import Any, Never, TypeVar
from urllib.parse import urlsplit

from simulator.control.answers import ClockFace, Handset, Joined, Message, Refusal, ReportRow, Text, WholeMessage
from simulator.control.faults import FaultRow
from simulator.control.leases import LeaseView
from simulator.control.scenarios import ScenarioView
from simulator.control.waiting import Waited
from simulator.testing import assertions, calls, wishes
from simulator.testing.calls import Call
from simulator.testing.waits import missed, within

Answer = TypeVar("Answer")
__tracebackhide__ = assertions.HIDE
TIMEOUT_S = 30.0
"""Wall seconds for an answer, beside those that a wait may take."""
LATELY = 20
"""Messages to a number that a disappointed test is shown."""


class Client:
    """One network's control API. url: `http://127.0.0.1:8080`; token: where it wants one; key: of a lease (`lease`), to be alone with it.

    tls: how to trust an https url. Every method raises RefusedError where the network refuses, MisuseError where it is not even
    asked, OSError where there is none.
    """

    def __init__(self, url: str, *, token: str | None = None, key: str | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.url = wishes.address_of(url)
        self._token, self._key, self._tls = token, key, tls

    def with_key(self, key: str | None) -> "Client":
        """The same network as a lease's holder sees it; None: as who sees everything."""
        return Client(self.url, token=self._token, key=key, tls=self._tls)

    def clock(self) -> ClockFace:
        """Network time, its speed, and when something happens next."""
        return self._do(calls.clock())

    def pass_(self, *wrong: Never, **units: float) -> ClockFace:
        """Let network time pass: `pass_(hours=2)`, with the units of `timedelta`."""
        return self._do(calls.pass_(wishes.span("pass_", wrong, units)), timeout_s=600.0)

    def idle(self, *wrong: Never, **within: float) -> ClockFace:
        """Let network time pass until nothing is due, at most so far (a week)."""
        span = wishes.span("idle", wrong, within) if wrong or within else timedelta(days=7)
        return self._do(calls.idle(span), timeout_s=600.0)

    def speed(self, rate: float) -> ClockFace:
        """From now on so many network seconds a second; 0 stands still."""
        return self._do(calls.speed(rate))

    def handset(self, number: str) -> "HandsetOf":
        """A handset, to look at and to do things to."""
        return HandsetOf(self, wishes.text("number", number))

    def handsets(self, **which: Any) -> Iterator[Handset]:
        """All that are known, by number: `condition="off"`, `waiting=True`."""
        after: str | None = None
        while True:
            page = self._do(calls.handsets({**which, "after": after}))
            yield from page.handsets
            after = page.next
            if after is None:
                return

    def message(self, message_id: str) -> WholeMessage:
        """One with its trail."""
        return self._do(calls.message(message_id))

    def parts(self, message_id: str) -> Joined:
        """A long text as one, with its parts."""
        return self._do(calls.parts(message_id))

    def messages(self, **which: Any) -> Iterator[Message]:
        """All that are found, the newest first: `to`, `account`, `state`, `cause`, `text`, `since`, `until`."""
        cursor: str | None = None
        while True:
            page = self._do(calls.messages({**which, "cursor": cursor}))
            yield from reversed(page.messages)
            cursor = page.next
            if cursor is None:
                return

    def reports(self, **which: Any) -> list[ReportRow]:
        """What was reported of the newest hundred messages that are found, by the same names."""
        return self._do(calls.reports(which)).reports

    def refusals(self) -> list[Refusal]:
        """Requests that were not taken, oldest first."""
        return self._do(calls.refusals()).refusals

    def wait(self, what: str = "message", *, limit_s: float = 60.0, time: str = "network", **which: Any) -> Waited:
        """The message, report, reply or refusal that is waited for; NotSoError where it does not come within the limit.

        which: `number`, `account`, `id`, `state`, `cause`, `code`, `text`, `since`. time: `network`, which is let pass where it stands
        still, or `wall`.
        """
        wishes.seconds("limit_s", limit_s)
        waited = self._do(calls.wait({"what": what, "limit_s": limit_s, "time": time, **which}), timeout_s=TIMEOUT_S + limit_s)
        if not waited.met:
            raise missed(what, limit_s, which, self.lately(which["number"]) if which.get("number") else [])
        return waited

    def assert_delivered(self, message_id: str) -> WholeMessage:
        """Its handset shows it in its inbox."""
        return assertions.delivered(self.message(message_id))

    def assert_not_delivered(self, message_id: str) -> WholeMessage:
        """Its handset does not show it."""
        return assertions.not_delivered(self.message(message_id))

    def assert_reported(self, message_id: str, code: str | None = "DELIVRD") -> WholeMessage:
        """This was reported of it last; None: nothing was."""
        return assertions.reported(self.message(message_id), code)

    def fault(self, name: str, kind: str, **settings: Any) -> list[FaultRow]:
        """Switch a fault of the HTTP APIs on; all that are on."""
        return self._do(calls.put_fault(name, {"kind": kind, **settings})).faults

    def mend(self, name: str) -> list[FaultRow]:
        """Switch a fault off; all that are on."""
        return self._do(calls.mend(name)).faults

    def load(self, scenario: str, name: str = "scenario") -> ScenarioView:
        """From now on the world is as the text of this scenario file says; RefusedError names all that is wrong with it."""
        return self._do(calls.load(scenario, name))

    def reset(self, part: str = "all") -> ScenarioView:
        """Begin anew: `all`, `settings`, `inboxes`, `faults`, `lexicon`."""
        return self._do(calls.reset(part))

    def lease(self, numbers: int = 1_000, network: str = "mobile") -> LeaseView:
        """Numbers, an app and an account of one's own; `with_key(lease.key)` sees nothing else."""
        return self._do(calls.lease(numbers, network))

    def end_lease(self, key: str) -> None:
        """Give them back."""
        self._do(calls.end_lease(key))

    def lately(self, number: str) -> list[WholeMessage]:
        """The newest messages to a number with their trails, oldest first."""
        found = self._do(calls.messages({"to": number, "limit": LATELY})).messages
        return [self.message(message.id) for message in found]

    def do(self, call: Call[Answer]) -> Answer:
        """Any request of `calls`."""
        return self._do(call)

    def _do(self, call: Call[Answer], timeout_s: float = TIMEOUT_S) -> Answer:
        url = urlsplit(self.url)
        secure = {"context": self._tls} if url.scheme == "https" else {}
        kind: Any = HTTPSConnection if url.scheme == "https" else HTTPConnection
        connection: HTTPConnection = kind(url.hostname, url.port, timeout=timeout_s, **secure)
        try:
            connection.request(call.method, url.path + call.path, call.body, calls.headers(self._token, self._key, call.media))
            response = connection.getresponse()
            return calls.read(call, response.status, response.read())
        finally:
            connection.close()


class HandsetOf:
    """A handset of a network; each look is a new one."""

    def __init__(self, client: Client, number: str) -> None:
        self._client, self.number = client, number

    def look(self) -> Handset:
        """All that there is to see."""
        return self._client.do(calls.handset(self.number))

    @property
    def inbox(self) -> list[str]:
        """The texts that it shows, oldest first."""
        return [shown.text for shown in self.look().inbox]

    @property
    def blocked(self) -> list[str]:
        """The texts in its blocked folder."""
        return [shown.text for shown in self.look().blocked]

    def turn(self, condition: str, *, until: datetime | None = None, for_s: float | None = None, report: str | None = None) -> Handset:
        """Put it into a condition (`off`, `on`)."""
        return self._client.do(calls.turn(self.number, condition, until, for_s, report))

    def cure(self, cure: str) -> Handset:
        """Its owner does something about it (`switch-on`, `top-up`, `move-sim`); RefusedError where that cures nothing."""
        return self._client.do(calls.cure(self.number, cure))

    def reply(self, text: str) -> str:
        """Its owner answers the last text that it shows; what became of the reply."""
        return self._client.do(calls.reply(self.number, text)).fate.value

    def delete_texts(self) -> Handset:
        """Its owner deletes all that it shows."""
        return self._client.do(calls.delete_texts(self.number))

    def delete_text(self, text_id: str) -> Handset:
        """Its owner deletes one text, shown or blocked, by its id; RefusedError where it has none of that id."""
        return self._client.do(calls.delete_text(self.number, text_id))

    def received(self, text: str = "", *, within_s: float | None = None) -> Text:
        """The newest text that it shows and that holds `text`; NotSoError where there is none.

        within_s: it may come so late, in network time, which is let pass as far as needed where it stands still.
        """
        handset = self.look() if within_s is None else self._awaited(text, wishes.limit("within_s", within_s))
        found = assertions.shown(handset, text)
        if found is None:
            raise assertions.not_received(handset, text, self._client.lately(self.number), within_s)
        return found

    def received_nothing(self) -> None:
        """NotSoError where it shows anything."""
        handset = self.look()
        assertions.received_nothing(handset, self._client.lately(self.number) if handset.inbox else [])

    def _awaited(self, text: str, limit_ms: int) -> Handset:
        """As it is when it shows such a text, or when the limit is over: a text that it showed before does not count."""
        limit = within(self._client.clock(), limit_ms)
        while True:
            clock = self._client.clock()
            handset, step_ms = self.look(), limit.step(clock)
            if assertions.shown(handset, text) or not step_ms:
                return handset
            if clock.paused:
                self._client.pass_(milliseconds=step_ms)
            else:
                time.sleep(limit.pause_s(clock))
