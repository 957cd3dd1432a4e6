"""The smallest scenario that replays a fate, as YAML: the text, what its number and its carrier were like, and what came of it.

Several are written, the nearest first: whoever asked plays them and keeps the first that holds. What cannot be said in a scenario has none,
and `unsayable` says why.
"""

from collections.abc import Iterator
from typing import Any, Final

from simulator.causes import Cause
from simulator.control.replay_of_whole import of_whole
from simulator.control.tale import Teller
from simulator.control.views import instant, text
from simulator.control.written import NAME, written
from simulator.faults import Incident
from simulator.fronts.tencent_v3 import codes as v3
from simulator.fronts.tencent_v5.codes import RESULTS
from simulator.handset.conditions import ALERTED, TABLE, Condition
from simulator.ledger import Entry, Refused, folder, trail
from simulator.lifecycle import Event
from simulator.lines import NOWHERE
from simulator.message import BOTH, FAILURE, NOTIFY, SUCCESS, Alphabet, AppSubmission, Instant, Kind, Message, Outcome
from simulator.refusals import Reason
from simulator.scenario import default
from simulator.smpp.receipt import WORDS
from simulator.wire.faults import Kind as FaultKind
from simulator.world import World

Fields = dict[str, Any]
AFTERWARDS_MS: Final = 120_000
"""So long after the last that happened it is looked at: travel times differ from run to run by seconds."""
WITHIN: Final = "13h"
"""A retry may come that much later in another run."""
REGISTERED: Final = {0: 0, BOTH: 1, FAILURE: 2, SUCCESS: 3}
NOTIFIED: Final = 0x10
"""Of registered_delivery: a first attempt that failed is told as well."""
CONDITIONS: Final[dict[Cause, Condition]] = {row.cause: condition for condition, row in TABLE.items() if row.cause is not None}
BY_NUMBER: Final[dict[Cause, Fields]] = {Cause.BLACKLISTED: {"blacklisted": "true"}, Cause.PORTING: {"ported_to": NOWHERE}}
"""What a scenario says of a number, beside its handset's condition."""
BY_CARRIER: Final[dict[Cause, Fields]] = {
    Cause.SPOT_CHECK: {"spot_check": "1"},
    Cause.THROTTLED: {"throttle": "0"},
    Cause.LOST: {"loss": "1"},
    Cause.NETWORK_FAULT: {"outages": [{"since": "+0s"}]},
}
"""What a scenario says of a carrier for each cause that lies there."""


STAND_IN: Final = "0" * 32
"""The key of an app that no scenario has, as those of leases are: theirs is nobody else's business, and here any will do."""


class Replays:
    """One network's."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._teller = Teller(world)

    def of_message(self, message: Message, now: Instant) -> Iterator[str]:
        """Of a text that was taken. Nothing: no scenario can replay it."""
        entries = trail(message)
        if unsayable(message):
            return
        tale = self._teller.of_message(message, now)
        world = self._world_of(message, entries)
        steps = [{"send": self._send(message, entries)}, *_changes(message, entries)]
        expected = self._expected(message, entries)
        steps += [{"pass": {"until": instant(entries[-1].at + AFTERWARDS_MS)}}, {"expect": {"of": NAME, "within": WITHIN, **expected}}]
        case = tale.verdict.case
        title = f"Why {message.id}: {case or 'it arrived'}"
        if case:
            yield _written(title, message.accepted_at, world, [*steps, {"expect": {"why": NAME, "case": case}}], [case])
        yield _written(title, message.accepted_at, world, steps, [])

    def of_refused(self, refused: Refused) -> Iterator[str]:
        """Of a text that was not taken: asked once more of the same app, else refused for the same reason by a fault.

        Of a request that did not get so far as being one: the request, word for word.
        """
        asked = refused.asked
        if asked is None:
            yield from of_whole(refused, self._world.scenario)
            return
        reason, case = refused.refusal.reason, self._teller.case_of(refused)
        send = _asked(asked) | {"times": 2 if reason is Reason.LIMIT_30S else 1}
        answer = {"result": RESULTS[reason][0]} if asked.via == "tencent-v5" else {"Code": v3.CODES[reason]}
        steps = [{"send": send}, {"expect": {"of": NAME, "answer": answer, "inbox": "none"}}]
        explained = [*steps, {"expect": {"why": NAME, "case": case}}] if case else steps
        title, shows = f"Why a text to {refused.destination} was refused: {reason.value}", [case] if case else []
        unsubscribed = {"handsets": {refused.destination: {"unsubscribed": [asked.app]}}} if reason is Reason.UNSUBSCRIBED else {}
        for world in ({**self._apps(asked), **unsubscribed}, {**self._apps(asked), "faults": [_refusing(reason)]}):
            yield _written(title, refused.at, world, explained, shows)

    def _world_of(self, message: Message, entries: list[Entry]) -> Fields:
        submission, line = message.submission, self._world.journey.line(message.submission.destination)
        number, network = submission.destination, line.network.name
        causes = [entry.detail for entry in entries if isinstance(entry.detail, Cause)]
        first = next((CONDITIONS[cause] for cause in causes if cause in CONDITIONS), Condition.ON)
        said: Fields = {"condition": first.value, "report": line.manner.value}
        known = self._world.scenario.lines.get(number)
        if known is not None and known.ported_to not in {None, NOWHERE}:
            said["ported_to"] = network
        for cause in causes:
            said |= BY_NUMBER.get(cause, {})
        carrier = next((BY_CARRIER[cause] for cause in causes if cause in BY_CARRIER), None)
        if carrier is not None and Cause.NETWORK_FAULT in causes:
            carrier = {"outages": [_outage(message, entries)]}
        found: Fields = {"handsets": {number: said}}
        if carrier is not None:
            found["network"] = {"carriers": [{"name": network, **carrier}]}
        elif {Cause.INTERCEPTED, Cause.REVIEW_REFUSED} & {*causes} or any(entry.event is Event.HELD for entry in entries):
            found["network"] = {"lexicon": [self._rule(message)]}
        befallen = self._teller.befallen(message)
        return found | self._apps(submission.origin) | ({"faults": [_fault(each) for each in befallen]} if befallen else {})

    def _rule(self, message: Message) -> Fields:
        """The rule of the lexicon that found a word in the text; one made for it where the word stood across parts."""
        said = text(message)
        for rule in self._world.scenario.carriers.lexicon:
            words = [word for word in rule.words if word in said]
            if words:
                held = {"hold": f"{rule.hold_ms}ms", "hold_marketing": f"{rule.hold_marketing_ms}ms", "refuse": str(rule.refuse).lower()}
                return {"words": words, "action": rule.action.value, **(held if rule.action.value == "hold" else {})}
        return {"words": [said[-4:]], "action": "intercept"}

    def _apps(self, asked: Any) -> Fields:
        """The app, as far as the default world has it not so."""
        if not isinstance(asked, AppSubmission):
            return {}
        app = self._world.platform.app(asked.app)
        known = next((each for each in default.scenario().apps if each.id == asked.app), None)
        if app is None:
            return {}
        catalogue = self._world.platform.catalogue(app.customer)
        template = None if asked.template is None else catalogue.templates.get(asked.template)
        said: Fields = {}
        if asked.sign and (known is None or asked.sign not in {sign.text for sign in known.signs}):
            approved = any(sign.text == asked.sign and sign.approved for sign in catalogue.signs.values())
            said["signs"] = [{"text": asked.sign, "approved": str(approved).lower()}]
        if template is not None and (known is None or template.text not in {each.text for each in known.templates}):
            row = {"id": template.id, "text": template.text, "kind": template.kind.name.lower(), "approved": str(template.approved).lower()}
            said["templates"] = [row | ({"international": "true"} if template.international else {})]
        if known is None:
            said["key"] = app.key if app.id in {each.id for each in self._world.scenario.apps} else STAND_IN
        return {"apps": [{"id": app.id, **said}]} if said else {}

    def _send(self, message: Message, entries: list[Entry]) -> Fields:
        submission = message.submission
        if isinstance(submission.origin, AppSubmission):
            return _asked(submission.origin) | {"patience": "1d"}
        validity = {} if submission.carriage.validity_ms is None else {"validity": f"{submission.carriage.validity_ms}ms"}
        wants = submission.carriage.wants
        registered = REGISTERED.get(wants & BOTH, 1) | (NOTIFIED if wants & NOTIFY else 0)
        said: Fields = {"via": "smpp", "to": submission.destination, "source": submission.source, "registered": registered, "as": NAME}
        if submission.alphabet is Alphabet.BINARY:
            return said | validity | {"octets": submission.content.hex()}
        before = next((entry.detail for entry in entries if entry.event is Event.REPLACED), text(message))
        return said | validity | {"text": before}

    def _expected(self, message: Message, entries: list[Entry]) -> Fields:
        """What was reported, and what the handset shows."""
        asked, where = message.submission.origin, folder(message)
        via = asked.via if isinstance(asked, AppSubmission) else "smpp"
        outcomes = [entry.detail for entry in entries if isinstance(entry.detail, Outcome)]
        reports = [_report(via, outcome) for outcome in outcomes]
        shown = {"inbox": {"text": text(message)}} if where == "inbox" else {"inbox": "none"}
        blocked = {"blocked": {"text": text(message)}} if where == "blocked" else {}
        return {"report": reports or "none", **shown, **blocked}


def unsayable(message: Message) -> str:
    """What of a text no scenario can say, `` for nothing."""
    submission = message.submission
    if any(entry.event is Event.GIVEN_UP for entry in trail(message)):
        return "a part of the long text never came, and a scenario sends all of them"
    if submission.alphabet is Alphabet.BINARY and submission.header:
        return "its octets begin with a user data header, and a scenario sends binary without one"
    return ""


def _report(via: str, outcome: Outcome) -> Fields:
    if via == "smpp":
        return {"stat": WORDS[outcome.state], "err": outcome.err}
    return {"status": "SUCCESS" if outcome.code == "DELIVRD" else "FAIL", "errmsg" if via == "tencent-v5" else "Description": outcome.code}


def _asked(asked: AppSubmission) -> Fields:
    said: Fields = {"via": asked.via, "to": asked.destination, "account": asked.app, "as": NAME}
    if asked.text is not None:
        said |= {"text": asked.text, "kind": Kind(asked.kind).name.lower()}
    else:
        said |= {"template": asked.template, "params": list(asked.params)} | ({"sign": asked.sign} if asked.sign else {})
    more = (("extend", asked.extend), ("session", asked.ext), ("sender_name", asked.sender_name))
    return said | {key: value for key, value in more if value}


def _changes(message: Message, entries: list[Entry]) -> Iterator[Fields]:
    """The instants at which the handset was another, and what its owner replied."""
    number, before = message.submission.destination, None
    texts = [str(entry.detail) for entry in entries if entry.event is Event.REPLACED]
    later = iter((*texts[1:], text(message)))
    for entry in entries:
        if entry.event in {Event.CANCELLED, Event.REPLACED}:
            yield {"pass": {"until": instant(entry.at)}}
            yield {"cancel": {"of": NAME}} if entry.event is Event.CANCELLED else {"replace": {"of": NAME, "text": next(later)}}
        if entry.event is Event.REPLIED:
            yield {"pass": {"until": instant(entry.at)}}
            yield {"reply": {"handset": number, "text": str(entry.detail).partition("”")[0].removeprefix("“")}}
        shown = entry.event is Event.DELIVERED and entry.detail is None
        cause = None if shown else entry.detail if isinstance(entry.detail, Cause) and entry.detail in CONDITIONS else before
        if before is not None and cause is not before:
            yield {"pass": {"until": instant(entry.at - (before not in ALERTED))}}
            yield {"set": {"handset": number, "condition": Condition.ON.value if cause is None else CONDITIONS[cause].value}}
        before = cause


def _outage(message: Message, entries: list[Entry]) -> Fields:
    """From the beginning until it was over, which for good is never."""
    back = next((entry.at for entry in entries if entry.event in {Event.DELIVERED, Event.UNSEEN}), None)
    return {"since": "+0s"} | ({} if back is None else {"until": f"+{back - message.accepted_at}ms"})


def _fault(incident: Incident) -> Fields:
    delay = {"delay": f"{incident.delay_ms}ms"} if incident.delay_ms else {}
    said = {"name": incident.fault.name, "kind": incident.fault.kind.value, **delay}
    if incident.fault.kind is FaultKind.REFUSE:
        said |= {"code": incident.fault.code} if incident.fault.code else {"reason": (incident.fault.reason or Reason.BACK_END).value}
    return said


def _refusing(reason: Reason) -> Fields:
    return {"name": "refused", "kind": "refuse", "reason": reason.value}


def _written(title: str, start: Instant, world: Fields, steps: list[Fields], shows: list[str]) -> str:
    return written(title, world, steps, shows=shows, start=instant(start))
