"""The append-only record of all that happened, and the questions one can ask of it. It decides nothing and reads no clock."""

from simulator.ledger.pages import Page
from simulator.ledger.record import PAGE, PARAM_KEPT, PARAMS_KEPT, REFUSED_KEPT, REQUEST_KEPT, Ledger
from simulator.ledger.refused import Refused
from simulator.ledger.tap import Tap
from simulator.ledger.trails import Entry, failed_at, folder, plain, reported, told, trail

__all__ = [
    "PAGE",
    "PARAMS_KEPT",
    "PARAM_KEPT",
    "REFUSED_KEPT",
    "REQUEST_KEPT",
    "Entry",
    "Ledger",
    "Page",
    "Refused",
    "Tap",
    "failed_at",
    "folder",
    "plain",
    "reported",
    "told",
    "trail",
]
