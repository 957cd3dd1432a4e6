"""What a carrier's code can stand for: the cases of each published kind, most likely first. The codes themselves stand in `reporting`."""

from typing import Final

from simulator.faq.catalogue import Words
from simulator.reporting.published import Kind

CASES: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.DELIVERED: (
        *("not-received/blocked-on-phone", "not-received/settings", "not-received/hardware", "not-received/handset-off"),
        *("not-received/stale-registration", "not-received/signal-loss", "not-received/inbox-full", "not-received/carrier-blacklist"),
    ),
    Kind.OFF: ("not-received/handset-off", "late/handset"),
    Kind.SUSPENDED: ("not-received/suspended", "not-received/out-of-credit", "late/handset"),
    Kind.EMPTY: ("not-received/carrier-error",),
    Kind.MIXED: ("not-received/handset-off", "not-received/suspended", "not-received/carrier-error", "not-received/out-of-credit"),
    Kind.SIGNAL: ("not-received/signal-loss", "not-received/stale-registration", "late/handset"),
    Kind.INBOX_FULL: ("not-received/inbox-full", "late/handset"),
    Kind.HANDSET: ("not-received/hardware", "not-received/settings"),
    Kind.NO_SMS: ("not-received/settings", "not-received/suspended"),
    Kind.BLACKLIST: ("not-received/carrier-blacklist", "blacklist/carrier", "not-received/unsubscribed"),
    Kind.KEYWORD: ("content/sensitive-word", "template/spot-check", "not-received/carrier-error"),
    Kind.REJECT: ("template/spot-check", "late/manual-review", "content/sensitive-word", "not-received/carrier-error"),
    Kind.FREQ: ("not-received/carrier-error", "not-received/frequency-limit"),
    Kind.PORTED: ("not-received/carrier-error",),
    Kind.EXPIRED: (
        *("not-received/handset-off", "not-received/signal-loss", "not-received/inbox-full", "not-received/stale-registration"),
        "not-received/carrier-error",
    ),
    Kind.BARRED: ("not-received/carrier-error", "not-received/suspended"),
    Kind.SIGNCODE: ("not-received/carrier-error", "sign/choose"),
    Kind.LENGTH: ("not-received/carrier-error",),
    Kind.CARRIER: ("not-received/carrier-error", "late/handset"),
    Kind.UNKNOWN: ("not-received/carrier-error",),
}
"""By kind. A code of delivery is asked about because nothing arrived all the same."""

FAMILIES: Final[tuple[tuple[str, str, Words, tuple[str, ...]], ...]] = (
    (
        r"MI:[0-9A-Za-z]+",
        "mobile",
        Words(
            "手机侧的原因：关机、停机、信号差、不在服务区或空号", "handset-side: off, suspended, weak signal, out of area or no such number"
        ),
        CASES[Kind.MIXED],
    ),
    (
        r"(?:UNDELIV|EXPIRED|REJECTD)S[0-9]{3}S",
        "telecom",
        Words("电信码，三位数字是原因", "Telecom's, its three digits are the cause"),
        (*CASES[Kind.MIXED], *CASES[Kind.SIGNAL]),
    ),
    (r"(?:LT|U2):[0-9A-Za-z]+|MK:[0-9]", "unicom", Words("联通码", "Unicom's"), CASES[Kind.CARRIER]),
    (r"(?:CB|DB|IB|IC|ID|M[A-N]):[0-9A-Za-z]+", "mobile", Words("移动码", "Mobile's"), CASES[Kind.CARRIER]),
)
"""Codes that are published nowhere, by their look: pattern, network, what is known of the family, its cases."""
