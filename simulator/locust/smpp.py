"""The SMPP user: a sender with a session of its own, over smpplib. What it sends is its tasks' choice."""

from collections.abc import Iterator
from typing import Any

import gevent
from locust import User
from locust.exception import StopUser
from smpplib import consts, exceptions, gsm

from simulator.locust.books import SMPP
from simulator.locust.pace import Paced
from simulator.locust.session import Session
from simulator.locust.texts import Text

BACKOFF_S = 1.0
"""Between two tries to bind."""
SENDER = "10690000"


class SmppUser(Paced, User):
    """Statistics: `bind_transceiver`, `submit_sm`, `report` (from the text to its receipt), `reply`. Options: --smpp and what follows."""

    abstract = True
    front = SMPP

    _session: Session | None = None

    def on_stop(self) -> None:
        """Leave the session, bound, to the next one."""
        if self._session is not None:
            self._session.taken = False

    def goes_on(self) -> bool:
        """With the next text at once: the window is what holds a sender back that is in a hurry."""
        return not self._every_s and self._session is not None and self._session.has_room

    def send(self, text: Text, *, limited: bool = False) -> float:
        """Send a text in as many parts as it takes; returns when the last one left, in unix seconds, and 0 where none did.

        limited: too many for one number are to be expected, so that refusals for that are no failures.
        """
        sent_at = 0.0
        for fields in parts(text):
            if self.books.halted:
                raise StopUser
            session = self._bound()
            try:
                sent_at = session.submit(fields, limited=limited)
            except exceptions.ConnectionError:
                return sent_at
            self.spent(1)
        return sent_at

    def _bound(self) -> Session:
        """This user's session; if it has none any more, one that somebody left, or a new one."""
        while self._session is None or not self._session.alive:
            if self.books.halted:
                raise StopUser
            self._session = self._left() or self._new()
        return self._session

    def _left(self) -> Session | None:
        sessions: list[Session] = self.books.lines.get(SMPP, [])
        sessions[:] = [session for session in sessions if session.alive]
        for session in sessions:
            if not session.taken:
                session.taken = True
                return session
        return None

    def _new(self) -> Session | None:
        session = Session(self.books)
        try:
            session.bind()
        except (exceptions.ConnectionError, exceptions.PDUError, OSError):
            gevent.sleep(BACKOFF_S)
            return None
        if self.books.halted:  # meanwhile: nobody would close it any more
            session.close()
            raise StopUser
        self.books.lines.setdefault(SMPP, []).append(session)
        return session


def parts(text: Text) -> Iterator[dict[str, Any]]:
    """The fields of each submit_sm."""
    octets, data_coding, esm_class = gsm.make_parts(text.text)
    for each in octets:
        yield {
            "source_addr_ton": consts.SMPP_TON_NWSPEC,
            "source_addr": SENDER,
            "dest_addr_ton": consts.SMPP_TON_INTL,
            "dest_addr_npi": consts.SMPP_NPI_ISDN,
            "destination_addr": text.to.removeprefix("+"),
            "esm_class": esm_class,
            "data_coding": data_coding,
            "registered_delivery": True,
            "short_message": each,
        }
