"""The control API's lists: words that carriers and the platform look for, numbers on the carriers' blacklist. It judges no text."""

from collections.abc import Callable
from typing import Any

from aiohttp import web
from msgspec import Struct
from msgspec.structs import replace

from simulator.carrier.settings import Action, WordRule
from simulator.control.answers import Said
from simulator.control.exchange import ProblemError, answer, number, read
from simulator.control.leases import Leases, own
from simulator.control.operations import Operation, Sight, delete, get, put
from simulator.control.requests import Seconds
from simulator.lines import PLAIN, LineSettings
from simulator.text.lexicon import normal
from simulator.world import World

WORDS_MOST = 10_000
"""Words that can be added one by one: each addition makes what looks for them anew."""


class WordWish(Struct, frozen=True, forbid_unknown_fields=True):
    """What carriers do with texts that hold the word. network: the only one that looks for it.

    hold_s, hold_marketing_s: how long a review by hand takes; refuse: whether it ends in a refusal.
    """

    action: Action = Action.INTERCEPT
    network: str | None = None
    hold_s: Seconds = 30.0
    hold_marketing_s: Seconds = 360.0
    refuse: bool = False


class RuleView(Said, frozen=True):
    """One rule of the carriers: the first with a word in the text applies. network: None for all."""

    words: list[str]
    action: Action
    network: str | None
    hold_s: float
    hold_marketing_s: float
    refuse: bool


class LexiconView(Said, frozen=True):
    """Words that texts are looked through for, by carriers and by the platform."""

    carriers: list[RuleView]
    platform: list[str]


class Blacklist(Said, frozen=True):
    """Numbers whose carrier hands nothing over to them."""

    numbers: list[str]


class Words:
    """One network's."""

    def __init__(self, world: World, leases: Leases) -> None:
        self._journey, self._platform, self._leases = world.journey, world.platform, leases

    def operations(self) -> list[Operation]:
        """All of them."""
        lexicon, carriers, platform = "/sim/lexicon", "/sim/lexicon/carriers/{word}", "/sim/lexicon/platform/{word}"
        blacklist = "/sim/blacklist/{number}"
        return [
            get(lexicon, self._show, "Words that texts are looked through for.", gives=LexiconView, sight=Sight.EVERYTHING),
            put(carriers, self._add, "Carriers look for this word from now on.", takes=WordWish, gives=LexiconView),
            delete(carriers, self._remove, "Carriers look for this word no more.", gives=LexiconView),
            put(platform, self._forbid, "The platform refuses texts with this word from now on.", gives=LexiconView),
            delete(platform, self._allow, "The platform takes texts with this word again.", gives=LexiconView),
            get("/sim/blacklist", self._listed, "Numbers on the carriers' blacklist.", gives=Blacklist, sight=Sight.FILTERED),
            put(blacklist, self._list, "Put a number on its carrier's blacklist.", gives=Blacklist, sight=Sight.FILTERED),
            delete(blacklist, self._unlist, "Take a number off the blacklist.", gives=Blacklist, sight=Sight.FILTERED),
        ]

    async def _show(self, _: web.Request) -> web.Response:
        return answer({"carriers": [_view(rule) for rule in self._rules()], "platform": list(self._platform.settings.words)})

    async def _add(self, request: web.Request) -> web.Response:
        """It stands before all others; where it stood for the same networks before, it does no more."""
        word, wish = self._word(request), await read(request, WordWish)
        names = [network.name for network in self._journey.carrier.settings.networks]
        if wish.network is not None and wish.network not in names:
            raise ProblemError(404, f"no network is called {wish.network!r}: there are {', '.join(names)}")
        holds = round(wish.hold_s * 1000), round(wish.hold_marketing_s * 1000)
        rule = WordRule((word,), wish.action, *holds, wish.refuse, wish.network)
        rules = (rule, *self._without(word, lambda other: other.network == wish.network))
        _room(len(self._rules()), len(rules))
        self._journey.carrier.look_for(rules)
        return await self._show(request)

    async def _remove(self, request: web.Request) -> web.Response:
        word = self._word(request)
        if not any(_same(word, rule.words) for rule in self._rules()):
            raise ProblemError(404, f"no carrier looks for {word!r}")
        self._journey.carrier.look_for(self._without(word, lambda _: True))
        return await self._show(request)

    async def _forbid(self, request: web.Request) -> web.Response:
        word, known = self._word(request), self._platform.settings.words
        words = (*_others(word, known), word)
        _room(len(known), len(words))
        self._platform.look_for(words)
        return await self._show(request)

    async def _allow(self, request: web.Request) -> web.Response:
        word, known = self._word(request), self._platform.settings.words
        if not _same(word, known):
            raise ProblemError(404, f"the platform does not look for {word!r}")
        self._platform.look_for(_others(word, known))
        return await self._show(request)

    async def _listed(self, request: web.Request) -> web.Response:
        lease = self._leases.of(request)
        listed = (number for number, settings in self._journey.lines.settings.items() if settings.blacklisted)
        return answer({"numbers": sorted(number for number in listed if lease is None or lease.owns(number))})

    async def _list(self, request: web.Request) -> web.Response:
        of = own(self._leases.of(request), number(request))
        self._journey.lines.blacklist(of, replace(self._said(of), blacklisted=True))
        return await self._listed(request)

    async def _unlist(self, request: web.Request) -> web.Response:
        of = own(self._leases.of(request), number(request))
        self._journey.lines.blacklist(of, replace(self._said(of), blacklisted=False))
        return await self._listed(request)

    def _said(self, of: str) -> LineSettings:
        return self._journey.lines.settings.get(of, PLAIN)

    def _rules(self) -> tuple[WordRule, ...]:
        return self._journey.carrier.settings.lexicon

    def _without(self, word: str, meant: Callable[[WordRule], bool]) -> tuple[WordRule, ...]:
        rules = (replace(rule, words=_others(word, rule.words)) if meant(rule) else rule for rule in self._rules())
        return tuple(rule for rule in rules if rule.words)

    @staticmethod
    def _word(request: web.Request) -> str:
        word = request.match_info["word"]
        if not word.strip():
            raise ProblemError(400, "the word is blank: every text would hold it")
        return word


def _others(word: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """All but this word, in whichever of its spellings: as texts are looked through, `VPN` and `vpn` are one."""
    said = normal(word)
    return tuple(each for each in words if normal(each) != said)


def _same(word: str, words: tuple[str, ...]) -> bool:
    """Whether this word is among them, in whichever of its spellings."""
    return len(_others(word, words)) < len(words)


def _room(before: int, after: int) -> None:
    """ProblemError where there is none for one more."""
    if after > max(before, WORDS_MOST):
        raise ProblemError(409, f"there are {before} already, and none is added past {WORDS_MOST}: take some away first")


def _view(rule: WordRule) -> dict[str, Any]:
    return {
        "words": list(rule.words),
        "action": rule.action.value,
        "network": rule.network,
        "hold_s": rule.hold_ms / 1000,
        "hold_marketing_s": rule.hold_marketing_ms / 1000,
        "refuse": rule.refuse,
    }
