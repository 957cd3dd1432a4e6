"""What a carrier says of a message when asked (query_sm, transaction mode): the same as it reported. It tells nobody."""

from simulator.causes import Cause
from simulator.ledger import trail
from simulator.lifecycle import Event, State
from simulator.lines import Line
from simulator.message import Instant, Message, Outcome
from simulator.reporting.report import report
from simulator.reporting.settings import Manner

_FATES = frozenset((Event.DELIVERED, Event.UNSEEN, Event.FAILED, Event.EXPIRED, Event.CANCELLED))


def claim(message: Message, line: Line) -> tuple[Instant, Outcome] | None:
    """When a message's fate was settled, and what the carrier says it is; None while it is on its way and nothing was claimed.

    What it reported it stands by, wrong or not; where it reported nothing it tells the truth.
    """
    entries = trail(message)
    told = [entry for entry in entries if isinstance(entry.detail, Outcome) and entry.detail.state is not State.ENROUTE]
    if told:
        return told[-1].at, told[-1].detail
    fate = next((entry for entry in reversed(entries) if entry.event in _FATES), None)
    if fate is None:
        return None
    cause = fate.detail if isinstance(fate.detail, Cause) else None
    outcome = report(Manner.FINAL, fate.event, cause, line.network.name, told=False)
    return None if outcome is None else (fate.at, outcome)
