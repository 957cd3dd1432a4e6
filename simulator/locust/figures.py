"""The figures of a run: counts with the percentiles of locust's statistics, as rows, as lines, and against limits. It measures nothing."""

from collections.abc import Mapping
from typing import Any, Final

from locust.stats import RequestStats, StatsEntry, calculate_response_time_percentile
from msgspec.structs import asdict

from simulator.locust.books import SMPP, V3, V5
from simulator.locust.counts import Counts

ANSWERS: Final = {SMPP: ("submit_sm", SMPP), V5: ("sendsms", "POST"), V3: ("SendSms", "POST")}
"""Which line of locust's statistics has the times of a front's answers; those of reports are in (`report`, front)."""
COLUMNS: Final = {
    "front": "Front", "sent": "Sent", "answered": "Answered", "accepted": "Accepted", "refused": "Refused", "limited": "Limited",
    "timed_out": "Timed out", "unanswered": "Unanswered", "reported": "Reported", "undelivered": "Undelivered", "lost": "Lost",
    "unreported": "Unreported", "replied": "Replies", "reply_lost": "No reply", "late": "Late",
    "unbound": "Not bound", "loss_percent": "Loss (%)", "rate": "Answers/s", "answer_p50_ms": "Answer p50 (ms)",
    "answer_p99_ms": "Answer p99 (ms)", "report_p50_ms": "Report p50 (ms)", "report_p99_ms": "Report p99 (ms)",
}  # fmt: skip
"""Of the table, in its order."""


def rows(counts: Mapping[str, Counts], stats: RequestStats) -> list[dict[str, Any]]:
    """One of each front, with the keys of COLUMNS."""
    return [_row(front, each, stats) for front, each in counts.items()]


def _row(front: str, counts: Counts, stats: RequestStats) -> dict[str, Any]:
    answer, report = stats.get(*ANSWERS[front]), stats.get("report", front)
    row = asdict(counts) | {
        "front": front,
        "refused": counts.refused,
        "unanswered": counts.unanswered,
        "unreported": counts.unreported,
        "loss_percent": round(loss_percent([counts]), 3),
        "rate": round(rate(answer), 1),
        "answer_p50_ms": answer.get_response_time_percentile(0.5),
        "answer_p99_ms": answer.get_response_time_percentile(0.99),
        "report_p50_ms": report.get_response_time_percentile(0.5),
        "report_p99_ms": report.get_response_time_percentile(0.99),
    }
    return {name: row[name] for name in COLUMNS}


def rate(entry: StatsEntry) -> float:
    """Requests a second from the first to the last, whatever came before and after."""
    took_s = (entry.last_request_timestamp or 0.0) - entry.start_time
    return entry.num_requests / took_s if took_s > 0 else 0.0


def line(row: Mapping[str, Any]) -> str:
    """A row in words."""
    return (
        f"{row['front']}: sent {row['sent']} = answered {row['answered']} + timed out {row['timed_out']}; accepted {row['accepted']}, "
        f"refused {row['refused']}, limited {row['limited']}; reported {row['reported']}, lost {row['lost']}; "
        f"answers {row['rate']:.0f}/s p50 {row['answer_p50_ms']:.0f} p99 {row['answer_p99_ms']:.0f} ms, "
        f"reports p50 {row['report_p50_ms']:.0f} p99 {row['report_p99_ms']:.0f} ms"
    )


def loss_percent(each: list[Counts]) -> float:
    """Of all that was sent, what a sender has to worry about."""
    sent = sum(counts.sent for counts in each)
    return 100 * sum(counts.failed for counts in each) / sent if sent else 0.0


def breaches(counts: Mapping[str, Counts], stats: RequestStats, loss: float, p99_ms: float) -> list[str]:
    """What did not hold, in words. counts: of every front that was to be tried; loss: percent; p99_ms: of answers, 0 for no limit."""
    if not any(each.sent or each.unbound for each in counts.values()):
        return ["nothing was sent"]
    found = []
    for row in rows(counts, stats):
        if not row["sent"]:
            found.append(f"{row['front']}: nothing was sent")
        if row["unbound"]:
            found.append(f"{row['front']}: binds that failed: {row['unbound']}")
        if row["loss_percent"] > loss:
            found.append(f"{row['front']}: {row['loss_percent']} % were lost, and {loss:g} % may be")
        if p99_ms and row["answer_p99_ms"] > p99_ms:
            found.append(f"{row['front']}: answers took {row['answer_p99_ms']} ms at p99, and {p99_ms:g} ms they may")
    return found


class Since:
    """The times of answers from an instant on, without losing those before it."""

    def __init__(self, stats: RequestStats) -> None:
        self._stats = stats
        self._before = {front: dict(stats.get(*name).response_times) for front, name in ANSWERS.items()}

    def p99_ms(self) -> float:
        """Of the front where it is longest; 0 where nothing was answered."""
        return max(self._p99_ms(front) for front in ANSWERS)

    def _p99_ms(self, front: str) -> float:
        before = self._before[front]
        times = {ms: count - before.get(ms, 0) for ms, count in self._stats.get(*ANSWERS[front]).response_times.items()}
        times = {ms: count for ms, count in times.items() if count > 0}
        return float(calculate_response_time_percentile(times, sum(times.values()), 0.99)) if times else 0.0
