"""The v5 interfaces that count: texts, reports, prepaid packages. Fields and their names only; the desk adds up."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from simulator.desk import spans
from simulator.desk.desk import Desk
from simulator.desk.statistics import Tally
from simulator.fronts.tencent_v5 import codes, translate
from simulator.fronts.tencent_v5.call import Answer, Call, Interface
from simulator.fronts.tencent_v5.translate import Text, date_time
from simulator.refusals import Refusal


class Hours(Struct):
    """What the two statistics ask for: the first and the last hour, numbers `2024030409`, in Beijing time."""

    begin_date: Text
    end_date: Text


class Packages(Struct):
    """What getsmspackages asks for: so many at most, past the first so many."""

    length: Annotated[int, Meta(ge=0)]
    offset: Annotated[int, Meta(ge=0)] = 0


class Statistics:
    """The three interfaces."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def interfaces(self) -> dict[str, Interface]:
        """Their rows of the front's table."""
        rows = {"pullsendstatus": self._sent, "pullcallbackstatus": self._reported, "getsmspackages": self._packages}
        return {name: (translate.none, act) for name, act in rows.items()}

    def _sent(self, call: Call) -> Answer | Refusal:
        tally = self._total(call)
        if isinstance(tally, Refusal):
            return tally
        return _told({"request": tally.asked, "success": tally.taken, "bill_number": tally.segments})

    def _reported(self, call: Call) -> Answer | Refusal:
        tally = self._total(call)
        if isinstance(tally, Refusal):
            return tally
        failed = {f"status_fail_{number}": count for number, count in enumerate(tally.failed)}
        counts = {"status": tally.reports, "status_success": tally.delivered, "status_fail": sum(tally.failed)}
        return _told({"success": tally.taken, **counts, **failed})

    def _total(self, call: Call) -> Tally | Refusal:
        asked = translate.shape(call.body, Hours)
        if isinstance(asked, Refusal):
            return asked
        span = spans.of_hours(str(asked.begin_date), str(asked.end_date))
        return span if isinstance(span, Refusal) else self._desk.statistics.total(call.app, span)

    def _packages(self, call: Call) -> Answer | Refusal:
        """The packages of the app's customer, in the order of their use. The answer has no result: so its page shows it."""
        asked = translate.shape(call.body, Packages)
        if isinstance(asked, Refusal):
            return asked
        packages = self._desk.packages(self._desk.owner(call.app))
        data = [
            {
                "from_time": date_time(package.begins_at),
                "to_time": "" if package.ends_at is None else date_time(package.ends_at),  # without end: our own packages may be
                "create_time": date_time(package.created_at),
                "amount": package.amount,
                "type": int(package.bought),
                "package_id": package.id,
                "used": used,
            }
            for package, used in packages[asked.offset : asked.offset + asked.length]
        ]
        return {"total": len(packages), "data": data}


def _told(data: dict[str, Any]) -> Answer:
    return {"result": codes.OK[0], "errmsg": codes.OK[1], "data": data}
