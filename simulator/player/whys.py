"""What explains a step of a scenario: it remembers what was recorded while it was done, and has that diagnosed when it is expected."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from msgspec import Struct

from simulator.desk.lifts import Lift
from simulator.desk.records import LookUp
from simulator.desk.reviews import Paper
from simulator.desk.uploads import Upload
from simulator.faq.marks import Fact, Mark, Marks
from simulator.faq.rules import Diagnosis, diagnose
from simulator.faq.witness import Witness
from simulator.faults import Incident
from simulator.ledger import Refused, folder
from simulator.player.fronts import Sent
from simulator.scenario.settings import Call, Send
from simulator.world import World

T = TypeVar("T")


class Recorded(Struct):
    """What was recorded while a step was done: beside the texts that were taken."""

    refused: list[Refused]
    incidents: list[Incident]
    papers: list[Paper]
    lifts: list[Lift]
    looked_up: list[LookUp]
    upload: Upload | None
    standing: list[Incident]


class Whys:
    """One play's. proved: the ids of all cases that something of it was explained by, related ones among them.

    diagnoses: each case that was expected, with the primary one that was found.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._witness = Witness(world.ledger, world.platform, world.desk, world.faults)
        self._recorded: dict[str, Recorded] = {}
        self.proved: set[str] = set()
        self.diagnoses: set[tuple[str, str]] = set()

    @contextmanager
    def recording(self, name: str) -> Iterator[None]:
        """What is recorded meanwhile is the step's of this name; a step without a name is not remembered."""
        if not name:
            yield
            return
        desk, ledger, faults = self._world.desk, self._world.ledger, self._world.faults
        refused, incidents, looked_up = _last(ledger.refused), _last(faults.incidents), _last(desk.records.looked_up)
        papers, lifts, upload = self._papers(), set(map(id, desk.lifts.waiting())), self._world.uploads.last()
        try:
            yield
        finally:
            self._recorded[name] = Recorded(
                _since(ledger.refused, refused),
                _since(faults.incidents, incidents),
                [each for each in self._papers().values() if id(each) not in papers],
                [each for each in desk.lifts.waiting() if id(each) not in lifts],
                _since(desk.records.looked_up, looked_up),
                None if (last := self._world.uploads.last()) is upload else last,
                [faults.standing] if faults.standing else [],
            )

    def unexplained(self, case: str, name: str, sent: tuple[Send | Call, Sent] | None) -> list[str]:
        """What speaks against this case as the explanation of a step; nothing where it is the one, or another id of it."""
        marks = self._marks(name, sent)
        if marks is None:
            return [f"nothing was recorded of {name}, wanted {case}"]
        found = diagnose(marks)
        return [] if case in found.ids else [f"{_told(found)}, wanted {case} (on its trail: {_listed(marks)})"]

    def look(self, name: str, case: str | None, sent: tuple[Send | Call, Sent] | None) -> None:
        """Something was expected of a step: what explains it now counts as shown. case: the one that was expected to."""
        marks = self._marks(name, sent)
        if marks:
            found = diagnose(marks)
            self.proved.update((*found.ids, *found.related))
            if case is not None:
                self.diagnoses.add((case, found.case))

    def _marks(self, name: str, sent: tuple[Send | Call, Sent] | None) -> Marks | None:
        recorded = self._recorded.get(name)
        if recorded is None:
            return None
        befell = {*self._witness.of_incidents(recorded.incidents)} - {Fact.UNRECORDED}
        if sent is not None and sent[1].ids:
            return self._of_texts(sent[1].ids) | befell
        to = sent[0].to if sent is not None and isinstance(sent[0], Send) else None
        refused = [each for each in recorded.refused if to is None or each.destination in {"", to}] or recorded.refused
        if refused:
            return self._witness.of_refused(refused[-1]) | befell
        if recorded.upload is not None:
            return self._witness.of_upload(recorded.upload)
        return self._witness.of_counter(recorded.papers, recorded.lifts, recorded.looked_up) or (
            self._witness.of_incidents(recorded.incidents or recorded.standing) if sent is not None and not sent[1].answer else None
        )

    def _of_texts(self, ids: tuple[str, ...]) -> Marks:
        """Of several the one that is worst off speaks for all: a part of a long text, or one text of many."""
        messages = [message for one in ids if (message := self._world.ledger.find(one)) is not None]
        worst = next((message for message in messages if folder(message) != "inbox"), messages[0] if messages else None)
        return frozenset() if worst is None else self._witness.of_message(worst)

    def _papers(self) -> dict[int, Paper]:
        return {id(waiting.paper): waiting.paper for waiting in self._world.desk.reviews.waiting()}


def _last(entries: deque[T]) -> T | None:
    return entries[-1] if entries else None


def _since(entries: deque[T], last: T | None) -> list[T]:
    """What came after this one."""
    found: list[T] = []
    for entry in reversed(entries):
        if entry is last:
            break
        found.append(entry)
    return found[::-1]


def _told(found: Diagnosis) -> str:
    if not found.case:
        return "no case of the FAQ explains it"
    related = f", related {', '.join(found.related)}" if found.related else ""
    return f"it is {' = '.join(found.ids)}{related}"


def _listed(marks: Marks) -> str:
    return ", ".join(sorted(map(_said, marks)))


def _said(mark: Mark) -> str:
    return mark if isinstance(mark, str) else str(mark.value) if isinstance(mark.value, str) else mark.name.lower()
