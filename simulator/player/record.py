"""The platform's send record of one text, with the columns that its console shows. It reads what the desk has, and words it."""

from typing import Any, Final

from simulator.desk.records import Handed, Record
from simulator.fronts.tencent_v5.codes import RESULTS
from simulator.ledger import Refused
from simulator.runtime.network import Network

SUCCESS: Final = "success"
FAILURE: Final = "failure"
"""The send status: whether the platform took the text, whatever became of it."""


def columns(record: Record) -> dict[str, Any]:
    """status: `success` or `failure`; remark: why it was not taken, or what was reported last; text: as stored, its digits masked."""
    return {
        "status": SUCCESS if record.refusal is None else FAILURE,
        "remark": _remark(record),
        "text": record.text,
        "sign": record.sign,
        "number": record.number,
    }


def of(network: Network, ids: tuple[str, ...], refused: Refused | None) -> dict[str, Any]:
    """The record of a text that was taken, by its id, or else refused; empty where there is none."""
    world = network.world
    handed: Handed | None = world.ledger.find(ids[0]) if ids else refused
    if handed is None or (isinstance(handed, Refused) and handed.asked is None):
        return {}
    return columns(world.desk.records.read(handed))


def _remark(record: Record) -> str:
    if record.refusal is not None:
        code, said = RESULTS[record.refusal.reason]
        return f"{code}{said}"
    if record.outcome is None:
        return ""
    delivered = record.outcome.code == "DELIVRD"
    return record.outcome.description if delivered else f"{record.outcome.code}{record.outcome.description}"
