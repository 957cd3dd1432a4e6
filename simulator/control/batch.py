"""What happened in a network between two looks, and what of it is about whom. Values only: whoever asks first pays, the others share it.

Under load there are thousands a look, of which hardly any is wanted: what is asked of all of them is asked of whole columns.
"""

from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from itertools import chain, compress, groupby
from operator import attrgetter
from typing import Any, Final, cast

from simulator.ledger import Refused, Tap
from simulator.lifecycle import Event, State
from simulator.message import Message, Outcome, Trail

_DELIVERED, _REPORTED, _REPLIED = int(Event.DELIVERED), int(Event.REPORTED), int(Event.REPLIED)
_TOLD: Final = frozenset((_REPORTED, int(Event.REPORTED_EARLY)))
_carriage, _account, _number = attrgetter("submission.carriage"), attrgetter("account"), attrgetter("submission.destination")

About = Message | Refused


class Batch:
    """What happened between two looks. begin: how many happenings there were before; accepted: messages taken; happened: all else.

    quota: how many of them everybody is told, the newest. rendered, told: what listeners were sent of it, of all and of single places.
    """

    def __init__(self, begin: int, accepted: list[Message], happened: Tap, quota: int) -> None:
        self.begin, self.quota = begin, quota
        self.accepted, self.happened = accepted, happened
        self.end = begin + len(accepted) + len(happened)
        self.rendered: Any = None
        self.told: dict[int, bytes] = {}
        self._of_account: dict[str, list[int]] = {}
        self._in_states: dict[State, list[Message]] = {}

    @cached_property
    def refused(self) -> list[Refused]:
        """Requests that were not taken."""
        abouts = self.happened.abouts
        return [about for about in abouts if type(about) is Refused] if Refused in set(map(type, abouts)) else []

    @cached_property
    def messages(self) -> list[Message]:
        """All that it is about, each once."""
        abouts: Iterable[Any] = self.happened.abouts
        if self.refused:
            abouts = (about for about in abouts if type(about) is Message)
        return list(dict.fromkeys(chain(self.accepted, abouts)))

    def named(self, message_id: str) -> list[Message]:
        """The one of this id."""
        return [message for message in (self._ids.get(message_id),) if message is not None]

    @cached_property
    def _ids(self) -> dict[str, Message]:
        return {message.id: message for message in self.messages}

    @cached_property
    def _links(self) -> list[tuple[Trail, Message]]:
        """What was written on trails, each with one of the messages. Texts with one fate share it: of those in a row there is one."""
        last, found = None, []
        for link, about in zip(self.happened.links, self.happened.abouts, strict=True):
            if link is not last and link is not None:
                last = link
                found.append((link, cast("Message", about)))
        return found

    @cached_property
    def replied(self) -> list[Message]:
        """Those that were answered."""
        return self._with(link for link, _ in self._links if link[2] == _REPLIED)

    def reported(self, code: str | None, state: State | None) -> list[Message]:
        """Those of which this was reported; None is anything."""
        return self._with(
            link
            for outcome, links in self._outcomes.values()
            if code in {None, outcome.code} and state in {None, outcome.state}
            for link in links
        )

    @cached_property
    def _outcomes(self) -> dict[int, tuple[Outcome, list[Trail]]]:
        """All that was reported, by identity: many share it."""
        found: dict[int, tuple[Outcome, list[Trail]]] = {}
        for link, _ in self._links:
            if link[2] in _TOLD:
                found.setdefault(id(link[3]), (link[3], []))[1].append(link)
        return found

    def _with(self, links: Iterable[Trail]) -> list[Message]:
        """Those on whose trails one of these was written."""
        meant = frozenset(map(id, links))
        found = compress(self.happened.abouts, map(meant.__contains__, map(id, self.happened.links))) if meant else ()
        return cast("list[Message]", list(found))

    def in_state(self, state: State) -> list[Message]:
        """Those that are in it. What only was accepted is on its way, and what shares its fate shares its state."""
        if state is not State.ENROUTE and not any(message.state is state for _, message in self._links):
            return []
        if state not in self._in_states:
            self._in_states[state] = [message for message in self.messages if message.state is state]
        return self._in_states[state]

    @cached_property
    def of_accounts(self) -> dict[str, list[range]]:
        """The happenings of each account, by their places in the batch. Under load many in a row are one account's."""
        carriages: list[Any] = []
        if self.refused:
            carriages += (about if type(about) is Refused else about.submission.carriage for about in self._abouts())
        else:
            carriages += map(_carriage, self._abouts())
        if carriages and carriages.count(carriages[0]) == len(carriages):
            return {carriages[0].account: [range(len(carriages))]}
        found: dict[str, list[range]] = {}
        begun = 0
        for account, group in groupby(map(_account, carriages)):
            end = begun + sum(1 for _ in group)
            found.setdefault(account, []).append(range(begun, end))
            begun = end
        return found

    def of_account(self, account: str) -> list[int]:
        """The places of one account's."""
        if account not in self._of_account:
            self._of_account[account] = list(chain.from_iterable(self.of_accounts.get(account, ())))
        return self._of_account[account]

    @cached_property
    def of_numbers(self) -> dict[str, list[int]]:
        """The same of each number."""
        return _grouped(about.destination if type(about) is Refused else about.submission.destination for about in self._abouts())

    @cached_property
    def numbers(self) -> list[str]:
        """All of them in order."""
        return sorted(self.of_numbers)

    def _abouts(self) -> Iterator[Any]:
        return chain(self.accepted, self.happened.abouts)

    def happening(self, place: int) -> tuple[About, list[Trail] | None]:
        """What stands at a place in it: what it is about, and what is new on its trail; None: it was accepted."""
        if place < len(self.accepted):
            return self.accepted[place], None
        about, link, arrived = self.happened.one(place - len(self.accepted))
        return about, steps(link, arrived=arrived)

    def after(self, position: int) -> Iterator[tuple[int, About, list[Trail] | None]]:
        """Each happening with how many there have been by then, what it is about, and what is new on its trail; None: it was accepted."""
        for place in range(max(0, position - self.begin), self.end - self.begin):
            yield self.begin + place + 1, *self.happening(place)


def to(numbers: Container[str], messages: list[Message]) -> Iterator[Message]:
    """Those that go to some numbers."""
    return compress(messages, map(numbers.__contains__, map(_number, messages)))


def steps(link: Trail | None, *, arrived: bool) -> list[Trail]:
    """What is new on a trail, oldest first. What came to its handset and was not shown there has been told by itself."""
    if link is None:
        return []
    if not arrived:
        return [link]
    earlier = link[0]
    if link[2] == _DELIVERED and link[3] is None:
        return [link]
    told = link[2] == _REPORTED and earlier is not None and earlier[2] == _DELIVERED and earlier[3] is None and earlier[1] == link[1]
    return [earlier, link] if told else []


def _grouped(names: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        found.setdefault(name, []).append(place)
    return found
