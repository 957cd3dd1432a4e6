"""A network of one's own for a test: in a thread of this process, on free ports, its time standing still until it is told to pass.

It is driven by plain calls from the test's thread; the clients under test use its ports as they would a real carrier's.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Never, Self, TypeVar

from simulator.control import views
from simulator.control.answers import WholeMessage
from simulator.control.faults import fault, shown
from simulator.control.shapes import shaped
from simulator.control.waiting import Waited
from simulator.handset.conditions import Condition, Cure
from simulator.handset.settings import in_condition
from simulator.message import Instant
from simulator.reporting.settings import Manner
from simulator.runtime.entry import Where
from simulator.runtime.network import Network
from simulator.scenario.default import scenario as default_scenario
from simulator.scenario.settings import Scenario
from simulator.testing import assertions, wishes
from simulator.testing.aio import AsyncClient
from simulator.testing.client import Client
from simulator.testing.looked import Looked
from simulator.wire.capture import SmppCapture
from simulator.wire.smpp_faults import SmppFault
from simulator.world import World

T = TypeVar("T")
__tracebackhide__ = assertions.HIDE

START = datetime.fromisoformat("2024-03-04T09:00:00+08:00")
"""A Monday morning in Beijing."""
STOP_S = 10.0
PASS_S = 600.0


class Carrier:
    """A running network. Use it as a context manager.

    scenario: its world, the default one if none is given; seed: all chance follows from it; speed: network seconds a second, 0 stands
    still; start: network time at the beginning; https: whether the HTTP APIs are served over HTTPS too, with a certificate made for it.
    """

    def __init__(
        self, scenario: Scenario | None = None, *, seed: int = 1, speed: float = 0.0, start: datetime = START, https: bool = False
    ) -> None:
        self._scenario = default_scenario() if scenario is None else wishes.scenario(scenario)
        self._seed, self._speed, self._https = wishes.whole("seed", seed), wishes.seconds("speed", speed), https
        self._start = views.milliseconds(wishes.instant("start", start))
        self._loop: asyncio.AbstractEventLoop
        self._thread: threading.Thread
        self._network: Network

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fakecarrier", daemon=True)
        self._thread.start()
        try:
            self._await(self._open())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._await(self._network.stop())
        finally:
            self._end()

    def _end(self) -> None:
        """No thread and no loop is left, and nothing that was under way: a handshake ends with its connection."""
        self._await(_cancel_others())
        self._await(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STOP_S)
        self._loop.close()

    @property
    def smpp_port(self) -> int:
        """Where SMPP clients connect, on 127.0.0.1."""
        return self._network.where.smpp_port

    @property
    def http_port(self) -> int:
        """Where HTTP clients connect, on 127.0.0.1."""
        return self._network.where.http_port

    @property
    def url(self) -> str:
        """The base of the HTTP addresses."""
        return self._network.where.url

    @property
    def https_port(self) -> int:
        """Where HTTPS clients connect, on 127.0.0.1 or localhost."""
        assert self._network.where.https_port is not None, "HTTPS is off: Carrier(https=True) turns it on"
        return self._network.where.https_port

    @property
    def ca(self) -> str:
        """The authority that HTTPS clients have to trust, as PEM: write it to a file, or give it to an SSL context (`cadata`)."""
        ca = self._network.ca()
        assert ca is not None, "HTTPS is off: Carrier(https=True) turns it on"
        return ca.decode()

    @property
    def now(self) -> datetime:
        """Network time, in UTC; reports and the control API tell the same instant as +08:00, which compares equal to it."""
        return datetime.fromtimestamp(self._call(self._network.driver.now) / 1000, UTC)

    def pass_(self, *wrong: Never, **units: float) -> None:
        """Let network time pass: `pass_(hours=2)`, with the units of `timedelta`. All that is due happens, each at its instant."""
        milliseconds = wishes.span("pass_", wrong, units) // timedelta(milliseconds=1)
        self._await(self._pass(milliseconds), PASS_S)

    def turn(
        self,
        number: str,
        condition: str,
        *,
        until: datetime | None = None,
        for_s: float | None = None,
        report: str | None = None,
    ) -> None:
        """Put a handset into a condition (`off`, `on`), as the control API does; MisuseError names those that there are."""
        settings = in_condition(
            wishes.word("condition", condition, Condition),
            until=None if until is None else views.milliseconds(wishes.instant("until", until)),
            for_ms=None if for_s is None else round(wishes.seconds("for_s", for_s) * 1000),
        )
        manner, of = None if report is None else wishes.word("report", report, Manner), wishes.phone(number)
        self._call(lambda: self._network.world.journey.turn(of, settings, manner, self._network.driver.now()))

    def cure(self, number: str, cure: str) -> bool:
        """The owner does something about it (`switch-on`, `top-up`, …); whether that cured anything."""
        of, what = wishes.phone(number), wishes.word("cure", cure, Cure)
        return self._call(lambda: self._network.world.journey.cure(of, what, self._network.driver.now()))

    def reply(self, number: str, text: str) -> str:
        """The owner answers the last text that the handset shows; what became of the reply."""
        of, said = wishes.phone(number), wishes.text("text", text)
        return self._call(lambda: self._network.world.journey.reply(of, said, self._network.driver.now())).value

    def fault(self, name: str, kind: str, **settings: Any) -> None:
        """Switch a fault on (`slow-requests`, delay_ms=…), as `PUT /sim/faults/{name}` does; MisuseError says what is wrong with it."""
        wished = wishes.made(lambda: fault(name, {"kind": kind, **settings}))
        self._call(lambda: self._network.world.faults.put(wished))

    def faults(self) -> list[dict[str, Any]]:
        """Those that are on, and how often each struck, as `GET /sim/faults` tells it."""
        return self._call(lambda: [shown(each) for each in self._network.world.faults])

    def mend(self, name: str) -> None:
        """Switch a fault off. Unknown: KeyError."""
        if not self._call(lambda: self._network.world.faults.remove(name)):
            raise KeyError(name)

    @property
    def client(self) -> Client:
        """A client of its control API: what can be looked at, waited for and asserted of any network."""
        return Client(self.url)

    @property
    def async_client(self) -> AsyncClient:
        """The same for a test that runs in a loop, which this blocks not: `async with carrier.async_client as network`."""
        return AsyncClient(self.url)

    def wait(self, what: str = "message", *, limit_s: float = 60.0, time: str = "network", **which: Any) -> Waited:
        """As `Client.wait`: time that stands still passes until it is there, or NotSoError."""
        return self.client.wait(what, limit_s=limit_s, time=time, **which)

    def assert_delivered(self, message_id: str) -> WholeMessage:
        """Its handset shows it in its inbox; NotSoError shows its trail."""
        return self.client.assert_delivered(message_id)

    def assert_not_delivered(self, message_id: str) -> WholeMessage:
        """Its handset does not show it; NotSoError shows its trail."""
        return self.client.assert_not_delivered(message_id)

    def assert_reported(self, message_id: str, code: str | None = "DELIVRD") -> WholeMessage:
        """This was reported of it last, None: nothing was; NotSoError shows its trail."""
        return self.client.assert_reported(message_id, code)

    def handset(self, number: str) -> Looked:
        """What a handset shows and what waits for it, as `GET /sim/handsets/{number}` tells it."""
        of = wishes.phone(number)
        said = self._call(lambda: views.handset(self._network.world.journey.line(of), self._network.driver.now()))
        return Looked(said, self.client.handset(of))

    def inbox(self, number: str) -> list[str]:
        """The texts that a handset shows, oldest first."""
        return [text["text"] for text in self.handset(number)["inbox"]]

    def message(self, message_id: str) -> dict[str, Any]:
        """A message with its trail, as `GET /sim/messages/{id}` tells it. Unknown: KeyError, which says what there is."""
        wanted = wishes.text("message_id", message_id)
        return self._call(lambda: self._message(wanted))

    def messages(self, to: str) -> list[dict[str, Any]]:
        """All messages to a number, oldest first."""
        number = wishes.phone(to)
        return self._call(lambda: [views.summary(message) for message in self._network.world.ledger.to(number)])

    def refusals(self) -> list[dict[str, Any]]:
        """Requests that were not taken, oldest first."""
        return self._call(lambda: [views.refusal(refused) for refused in self._network.world.ledger.refused])

    def ledger(self) -> bytes:
        """All that happened, as JSON lines: the same bytes for the same seed and the same texts."""
        return self._call(self._network.world.ledger.export)

    def smpp_fault(self, name: str, kind: str, **settings: Any) -> None:
        """Switch a fault of the SMPP front on (`answer-late`, delay_ms=…: `wire.smpp_faults`); MisuseError says what is wrong with it."""
        fault = wishes.made(lambda: shaped({"kind": kind, **settings}, SmppFault))
        self._call(lambda: self._network.world.smpp.faults.put(name, fault))

    def smpp_heal(self, name: str) -> None:
        """Switch a fault of the SMPP front off. Unknown: KeyError."""
        if not self._call(lambda: self._network.world.smpp.faults.remove(name)):
            raise KeyError(name)

    def smpp_faults(self) -> list[dict[str, Any]]:
        """The SMPP front's faults that are on, with how often they could have struck and did."""
        return self._call(self._network.world.smpp.faults.list)

    def capture(self, **settings: Any) -> None:
        """Begin to keep the SMPP front's PDUs (`wire.capture`). OSError where a file cannot be written."""
        wished = wishes.made(lambda: shaped(settings, SmppCapture))
        self._call(lambda: self._network.world.smpp.capture.start(wished))

    def captured(self) -> list[dict[str, Any]]:
        """The PDUs kept so far, oldest first."""
        return self._call(self._network.world.smpp.capture.list)

    def stop_capture(self) -> None:
        """Keep no more; what was kept can still be read."""
        self._call(self._network.world.smpp.capture.stop)

    def look(self, see: Callable[[World, Instant], T], limit_s: float = PASS_S) -> T:
        """What `see` makes of its world and the time there, asked of no port; after the end, of the world as it was left.

        It is called in the network's own thread, where it may change nothing. TimeoutError: that thread is busy with something else.
        """

        def seen() -> T:
            return see(self._network.world, self._network.driver.now())

        return seen() if self._loop.is_closed() else self._call(seen, limit_s)

    def _message(self, message_id: str) -> dict[str, Any]:
        world = self._network.world
        message = world.ledger.find(message_id)
        if message is None:
            newest = next(reversed([page for page in world.ledger.pages() if page]), [])
            there = f"the newest of {len(world.ledger)} is {newest[-1].id!r}" if newest else "none was sent yet"
            raise KeyError(f"no message has the id {message_id!r}: {there}")
        return views.whole(message, world.journey, self._network.driver.now())

    async def _open(self) -> None:
        derived = self._speed == 0
        self._network = Network(self._scenario, seed=self._seed, start=self._start, speed=self._speed, derived=derived)
        await self._network.start(Where(smpp_port=0, http_port=0, https_port=0 if self._https else None))

    async def _pass(self, milliseconds: int) -> None:
        driver = self._network.driver
        await driver.pass_to(driver.now() + milliseconds)

    def _await(self, work: Coroutine[Any, Any, T], limit_s: float = STOP_S) -> T:
        try:
            coming = asyncio.run_coroutine_threadsafe(work, self._loop)
        except BaseException:  # it has ended: Python would warn of work that nobody began
            work.close()
            raise
        return coming.result(limit_s)

    def _call(self, look: Callable[[], T], limit_s: float = PASS_S) -> T:
        """Look at the world from its own thread."""

        async def inside() -> T:
            return look()

        return self._await(inside(), limit_s)


async def _cancel_others() -> None:
    """As `asyncio.run` ends."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)  # what they closed is closed
