"""What the report of a failed test shows of its network: the fate of each message, what was refused, the PDUs. It changes nothing.

It looks into the network itself, and asks no port of it: a failing test has often broken those, or the library that would ask.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Any, Final

import pytest
from msgspec import Struct

from simulator.control import views
from simulator.control.leases import Lease, LeaseView, concerns, visible
from simulator.control.search import Where, newest_first
from simulator.control.tale import Tale, Teller
from simulator.faq.words import LABELS
from simulator.ledger import Refused
from simulator.message import Instant, Message
from simulator.smpp.bodies import V50, bodies
from simulator.testing import Carrier
from simulator.world import World

MESSAGES: Final = 20
"""The newest of a test that sent many."""
REFUSALS: Final = 20
PDUS: Final = 60
VALUE: Final = 60
"""Characters of a field."""
LIMIT_S: Final = 2.0
"""For each section: nobody waits long to be told that his test failed."""
SECRETS: Final = frozenset(("password",))
"""Reports are kept where many can read them."""
OPEN: Final = frozenset(command for command, body in bodies(V50).items() if SECRETS.isdisjoint(field.name for field in body.fields))
"""Commands whose octets may be shown: they have no field that is secret."""
WRONG: Final = (Exception, pytest.fail.Exception, pytest.skip.Exception)
"""Whatever a test may have put in place of what this runs on: pytest's own verdicts are no Exception."""

Section = tuple[str, str]


class Watched(Struct, frozen=True):
    """A network that a test used. lease: what it may see of it, None for all; language: `zh` or `en`."""

    carrier: Carrier
    lease: Lease | None
    language: str

    def sections(self) -> Iterator[Section]:
        """Titles with their text, as pytest's reports have them. What cannot be told says so: nothing is raised."""
        for title, tell in (("messages", self._messages), ("refused", self._refused), ("SMPP PDUs", self._pdus)):
            told = _told(tell)
            if told:
                yield f"carrier: {title}", told

    def _messages(self) -> Iterator[str]:
        tales = self.carrier.look(self._tales, LIMIT_S)
        if len(tales) > MESSAGES:
            yield f"… and earlier ones: these are the newest {MESSAGES}"
        for tale in reversed(tales[:MESSAGES]):
            yield from fate(tale, self.language)

    def _tales(self, world: World, now: Instant) -> list[Tale]:
        """The newest first, and one more than are shown."""
        teller = Teller(world)
        return [teller.of_message(message, now) for message in islice(self._seen(world), MESSAGES + 1)]

    def _seen(self, world: World) -> Iterator[Message]:
        lease, found = self.lease, newest_first(world.ledger, Where())
        return chain.from_iterable(found if lease is None else (visible(lease, page) for page in found))

    def _refused(self) -> Iterator[str]:
        refused = self.carrier.look(lambda world, _: [each for each in world.ledger.refused if concerns(self.lease, each)], LIMIT_S)
        if len(refused) > REFUSALS:
            yield f"… and {len(refused) - REFUSALS} before"
        yield from map(_refusal, refused[-REFUSALS:])

    def _pdus(self) -> Iterator[str]:
        pdus = self.carrier.look(lambda world, _: world.smpp.capture.list(), LIMIT_S)
        if len(pdus) > PDUS:
            yield f"… and {len(pdus) - PDUS} before"
        yield from map(pdu, pdus[-PDUS:])


def lease_of(given: LeaseView) -> Lease:
    """What its holder may see; no secret of it."""
    return Lease(given.key, int(given.first.removeprefix("+86")), given.numbers, app=given.app, system_id=given.system_id)


def _told(tell: Callable[[], Iterable[str]]) -> str:
    try:
        return "\n".join(tell())
    except WRONG as error:  # a test's own failure is told, whatever else it has broken
        return f"this cannot be told: {type(error).__name__}: {error}".removesuffix(": ")


def fate(tale: Tale, language: str) -> Iterator[str]:
    """A message: its trail, the three truths of it, and the case that explains it."""

    def headed(key: str, said: str) -> str:
        return f"  {LABELS[key].by(language)}: {said}"

    yield f"message {tale.id} from {tale.sender} to {tale.to} ({tale.account}) “{tale.text}”"
    for line in tale.timeline:
        detail = line.detail.by(language)
        yield f"  {line.at}  {line.where:<8}  {line.says.by(language)}" + (f": {detail}" if detail else "")
    yield headed("answer", tale.answer.by(language))
    yield headed("report", ", ".join(tale.reports) or LABELS["none"].by(language))
    yield headed("handset", f"{tale.handset.by(language)} ({tale.state.by(language)})")
    if tale.verdict.question is not None:
        yield headed("verdict", f"{tale.verdict.case}: {tale.verdict.question.by(language)}")


def pdu(record: dict[str, Any]) -> str:
    """A captured PDU in one line; what cannot be read, as octets, or as their number where a secret may be among them."""
    way = "->" if record["from"] == "client" else "<-"
    at = views.instant(round(datetime.fromisoformat(record["at"]).timestamp() * 1000))
    head = f"{at}  {record['account'] or '?'}/{record['session']} {way} {record.get('command', '?')}"
    if "broken" in record:
        return f"{head}  {record['broken']}: {_octets(record['octets'])}"
    said = {**record["fields"], **record["tlvs"]}
    fields = " ".join(f"{name}={_value(name, value)}" for name, value in said.items() if value not in (0, "") or name == "short_message")
    return f"{head} {record['status']} #{record['sequence']} {fields}".rstrip()


def _octets(told: str) -> str:
    """told: in hexadecimal. The command is the second word of a PDU's header."""
    return told[: 4 * VALUE] if told[8:16] and int(told[8:16], 16) in OPEN else f"{len(told) // 2} octets"


def _value(name: str, value: Any) -> str:
    if name in SECRETS:
        return "***"
    said = str(value)
    return said if len(said) <= VALUE else f"{said[:VALUE]}…"


def _refusal(refused: Refused) -> str:
    said = f"{refused.refusal.reason.value}: {refused.refusal.detail}"
    return f"{views.instant(refused.at)}  {refused.account or '?'} to {refused.destination or '?'}: {said}"
