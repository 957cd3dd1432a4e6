"""What each number of the default world does, written down by hand: nothing here is asked of the simulator's own tables."""

from itertools import product
from typing import Final, NamedTuple

MOBILE, UNICOM, TELECOM, ABROAD = "13800000", "18600000", "18900000", "85251000"
AREAS: Final = (MOBILE, UNICOM, TELECOM, ABROAD)
FINAL, OPTIMISTIC, EARLY, SILENT = range(4)
SOON, LATER, END = "10 s", "2 min", "72 h"
"""When one looks: after each of these."""

DELIVERED, OWN, EXPIRED = "delivered", "own", "expired"
"""What a report says: that it was delivered; the network's own word for the cause; that validity ended."""

Told = tuple[str, ...]


class Fate(NamedTuple):
    """final, early: reports that are there when one looks SOON, LATER and at the END, each time all so far.

    state: in the end; folder: where the text shows, and when first; words: of the four areas' networks; err: of the receipt.
    """

    final: tuple[Told, Told, Told]
    early: tuple[Told, Told, Told]
    state: str
    folder: tuple[str, str] | None
    words: tuple[str, str, str, str] = ("", "", "", "")
    err: str = "000"


NONE, YES, NO, END_ = (), (DELIVERED,), (OWN,), (EXPIRED,)
ARRIVES = Fate((YES, YES, YES), (YES, YES, YES), "DELIVERED", ("inbox", SOON))
OFF = ("MK:0024", "LT:0011", "UNDELIVS602S", "UNDELIV")
SIGNAL = ("MK:0008", "15", "UNDELIVS718S", "UNDELIV")
FULL = ("MK:0017", "LT:0008", "UNDELIVS713S", "UNDELIV")
BACK = ((NONE, YES, YES), (NO, (OWN, DELIVERED), (OWN, DELIVERED)), "DELIVERED", ("inbox", LATER))
AWAY = ((NONE, NONE, END_), (NO, NO, NO), "EXPIRED", None)
REFUSED = ((NO, NO, NO), (NO, NO, NO), "UNDELIVERABLE", None)
UNSEEN = ((YES, YES, YES), (NO, NO, NO), "DELIVERED", None)

FATES: Final[dict[int, Fate]] = {
    0: ARRIVES,  # on
    1: Fate(*AWAY, OFF, "027"),  # off for good
    2: Fate(*BACK, OFF, "027"),  # off, on after 60 s
    3: Fate((NONE, NONE, NO), (NO, NO, NO), "EXPIRED", None, ("MK:0004", "5", "UNDELIVS705S", "UNDELIV"), "013"),  # out of credit
    4: Fate(*REFUSED, ("MK:0004", "LT:0004", "UNDELIVS705S", "UNDELIV"), "009"),  # suspended
    5: Fate(*REFUSED, ("MB:1077", "0000086", "MBBLACK", "REJECTD"), "013"),  # on the carrier's blacklist
    6: ARRIVES,  # out of credit, outgoing only
    7: Fate(*AWAY, ("MK:0010", "15", "UNDELIVS718S", "UNDELIV"), "027"),  # registration stale
    8: Fate(*AWAY, SIGNAL, "027"),  # no signal for good
    9: Fate(*BACK, SIGNAL, "027"),  # signal back after 60 s
    10: Fate(*AWAY, FULL, "032"),  # inbox full
    11: Fate(*BACK, FULL, "032"),  # inbox full, space after 60 s
    12: Fate(*UNSEEN, ("MK:0019", "44", "SMGP726", "DELETED"), "021"),  # settings wrong
    13: Fate(*UNSEEN, ("MK:0007", "LT:0104", "UNDELIVS815S", "DELETED"), "032"),  # hardware fault
    14: ARRIVES._replace(folder=("blocked", SOON)),  # blocked on the phone
    15: Fate(*REFUSED, ("MK:0001", "LT:0001", "UNDELIVS601S", "UNDELIV"), "001"),  # does not exist
    17: ARRIVES,  # answers TD
    18: ARRIVES,  # answers 收到
    19: ARRIVES,  # ported to Unicom
}
"""By the last two digits. 16, unsubscribed, is not here: its texts are not taken."""

UNSUBSCRIBED: Final = 16
ANSWERS: Final = {17: "TD", 18: "收到"}
STATS: Final = {4: "UNDELIV", 5: "REJECTD"}
"""A receipt's word for the network's own: UNDELIV, but for what a gateway refuses."""

NUMBERS: Final = [
    (area, manner, handset) for area, manner, handset in product(AREAS, (FINAL, EARLY, OPTIMISTIC, SILENT), range(20)) if handset in FATES
]
REFUSING: Final = [(area, manner) for area, manner in product(AREAS, (FINAL, EARLY, OPTIMISTIC, SILENT))]


def number(area: str, manner: int, handset: int) -> str:
    """Country code and number, without a plus sign; the mainland's without its country code."""
    return f"{area}{manner}{handset:02}"


def told(manner: int, handset: int) -> list[Told]:
    """What is reported by the time one looks. Optimism is one report at the first try, silence none."""
    fate = FATES[handset]
    return [*{FINAL: fate.final, EARLY: fate.early, OPTIMISTIC: (YES, YES, YES), SILENT: (NONE, NONE, NONE)}[manner]]


def word(area: str, handset: int, said: str) -> str:
    """The code that stands for what is said."""
    return {DELIVERED: "DELIVRD", EXPIRED: "EXPIRED", OWN: FATES[handset].words[AREAS.index(area)]}[said]


def shows(handset: int, text: str) -> list[tuple[list[str], list[str]]]:
    """Inbox and blocked folder, each time one looks."""
    folder, first = FATES[handset].folder or ("", "")
    looks = (SOON, LATER, END)
    there = [bool(first) and looks.index(look) >= looks.index(first) for look in looks]
    return [([text] * (there and folder == "inbox"), [text] * (there and folder == "blocked")) for there in there]
