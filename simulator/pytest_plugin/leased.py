"""One test's view of a network that many share: its own numbers, credentials and messages. Of what is everybody's it moves time only."""

from datetime import datetime
from typing import Any, Never

from simulator.control.answers import ClockFace
from simulator.control.leases import LeaseView
from simulator.control.waiting import Waited
from simulator.testing import AsyncClient, Carrier, Client, assertions, calls, wishes
from simulator.testing.waits import missed, within

__tracebackhide__ = assertions.HIDE


class Leased(Client):
    """A client of the session's network that holds a lease. Time goes on from test to test; beside a test no other one runs here.

    app, appkey: of the Tencent API v5; secret_id, secret_key: of v3; customer: who has both; system_id, password: of SMPP; None where the
    session's world has none of the kind. first: the first of `numbers` numbers, E.164.
    """

    def __init__(self, carrier: Carrier, lease: LeaseView) -> None:
        super().__init__(carrier.url, key=lease.key)
        self._everybody = carrier.client
        self.smpp_port, self.http_port = carrier.smpp_port, carrier.http_port
        self.key, self.first, self.numbers = lease.key, lease.first, lease.numbers
        self.app, self.appkey, self.customer = lease.app, lease.appkey, lease.customer
        self.secret_id, self.secret_key = lease.secret_id, lease.secret_key
        self.system_id, self.password = lease.system_id, lease.password

    @property
    def async_client(self) -> AsyncClient:
        """The same view for a test with a loop of its own; it moves no time: `async with carrier_session.async_client as network`."""
        return AsyncClient(self.url, key=self.key)

    @property
    def now(self) -> datetime:
        """Network time, as +08:00."""
        return datetime.fromisoformat(self.clock().now)

    def number(self, nth: int = 0) -> str:
        """One of the test's own numbers, E.164. IndexError: there are not so many."""
        if not 0 <= nth < self.numbers:
            raise IndexError(f"number {nth} of {self.numbers}")
        return f"+{int(self.first.removeprefix('+')) + nth}"

    def pass_(self, *wrong: Never, **units: float) -> ClockFace:
        """Let network time pass: `pass_(hours=2)`."""
        return self._everybody.pass_(*wrong, **units)

    def idle(self, *wrong: Never, **within: float) -> ClockFace:
        """Let network time pass until nothing is due for anybody, at most so far (a week)."""
        return self._everybody.idle(*wrong, **within)

    def inbox(self, number: str) -> list[str]:
        """The texts that a handset shows, oldest first."""
        return self.handset(number).inbox

    def turn(
        self, number: str, condition: str, *, until: datetime | None = None, for_s: float | None = None, report: str | None = None
    ) -> None:
        """Put a handset into a condition (`off`, `on`)."""
        self.handset(number).turn(condition, until=until, for_s=for_s, report=report)

    def wait(self, what: str = "message", *, limit_s: float = 60.0, time: str = "network", **which: Any) -> Waited:
        """As `Client.wait`, of what this test may see: time passes from one thing that is due to the next, until it is there.

        MisuseError where `limit_s` is no time that the network would take either: 0 to an hour.
        """
        if time != "network":
            return super().wait(what, limit_s=limit_s, time=time, **which)
        limit = within(self.clock(), wishes.limit("limit_s", limit_s))
        while not (waited := self.do(calls.wait({"what": what, "limit_s": 0, **which}))).met:
            milliseconds = limit.step(self.clock())
            if not milliseconds:
                raise missed(what, limit_s, which, self.lately(which["number"]) if which.get("number") else [])
            self.pass_(milliseconds=milliseconds)
        return waited
