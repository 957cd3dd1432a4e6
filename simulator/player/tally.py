"""All the sends of one name: how many were so, and how long things took. It asks the fronts nothing."""

from collections.abc import Mapping, Sequence
from math import ceil, inf
from typing import Any

from msgspec import Struct

from simulator.ledger import Ledger, trail
from simulator.lifecycle import Event
from simulator.player import compare
from simulator.player.fronts import Sent
from simulator.scenario.courses import Counted, Percentiles

Reports = Mapping[str, Sequence[Mapping[str, Any]]]
"""What was told of each message id, in order."""
_TOLD = (Event.REPORTED, Event.REPORTED_EARLY)


class One(Struct, frozen=True):
    """One send, and how long its answer took."""

    sent: Sent
    took_ms: int


class Tally:
    """The sends that expectations of many ask for, by name."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._ones: dict[str, list[One]] = {}

    def watch(self, name: str) -> None:
        """From now on sends of this name are kept."""
        self._ones.setdefault(name, [])

    def add(self, name: str, sent: Sent, took_ms: int) -> None:
        """A send was answered, or not."""
        ones = self._ones.get(name)
        if ones is not None:
            ones.append(One(sent, took_ms))

    def wrong(self, name: str, counts: Sequence[Counted], latency: Sequence[Percentiles], reports: Reports) -> list[str]:
        """What is not as expected of all of them, as sentences."""
        ones = self._ones.get(name, [])
        lines = [line for wanted in counts for line in self._count(wanted, ones, reports)]
        for wanted in latency:
            spans = sorted([one.took_ms for one in ones] if wanted.what == "answer" else self._until_reported(ones))
            lines += _slow(wanted, spans)
        return lines

    def _count(self, wanted: Counted, ones: list[One], reports: Reports) -> list[str]:
        found = sum(self._fits(wanted, one.sent, reports) for one in ones)
        bounds = [
            (wanted.exactly, "exactly", wanted.exactly in {None, found}),
            (wanted.at_least, "at least", wanted.at_least is None or found >= wanted.at_least),
            (wanted.at_most, "at most", wanted.at_most is None or found <= wanted.at_most),
        ]
        said = _criteria(wanted)
        return [f"{found:,} of {len(ones):,} have {said}, wanted {word} {bound:,}" for bound, word, holds in bounds if not holds]

    def _fits(self, wanted: Counted, sent: Sent, reports: Reports) -> bool:
        if wanted.answer is not None and compare.answer(wanted.answer, sent.answer):
            return False
        if wanted.state is not None and self._states(sent) != {wanted.state}:
            return False
        if wanted.reports is None:
            return True
        told = [reports.get(one, ()) for one in sent.ids] or [()]
        return not any(compare.reports(wanted.reports, each) for each in told)

    def _states(self, sent: Sent) -> set[str]:
        found = (self._ledger.find(one) for one in sent.ids)
        return {message.state.name for message in found if message is not None} or {"REFUSED"}

    def _until_reported(self, ones: list[One]) -> list[float]:
        """Of each message that was taken: milliseconds from its answer to its first report, without end where there is none yet."""
        spans = []
        for message in (self._ledger.find(one_id) for one in ones for one_id in one.sent.ids):
            if message is not None:
                told = next((entry.at for entry in trail(message) if entry.event in _TOLD), inf)
                spans.append(told - message.accepted_at)
        return spans


def _slow(wanted: Percentiles, spans: Sequence[float]) -> list[str]:
    """Where times are longer than they may be. The percentile is that of the nearest rank."""
    if not spans:
        return [f"no {wanted.what} can be measured: nothing was taken"]
    lines = []
    for percent, most_ms in wanted.most:
        found = spans[max(0, ceil(percent / 100 * len(spans)) - 1)]
        if found > most_ms:
            word = "the longest" if percent == 100 else f"p{percent:g}"
            told = "never" if found == inf else f"after {found / 1000:g} s"
            lines.append(f"{word} of {len(spans):,} {wanted.what}s came {told}, wanted within {most_ms / 1000:g} s")
    return lines


def _criteria(wanted: Counted) -> str:
    said = []
    if wanted.answer is not None:
        said.append(f"the answer {compare.said(wanted.answer)}" if wanted.answer else "no answer")
    if wanted.reports is not None:
        said.append(" and ".join(f"the report {compare.said(report)}" for report in wanted.reports) or "no report")
    if wanted.state is not None:
        said.append(f"the state {wanted.state}")
    return ", ".join(said)
