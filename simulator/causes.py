"""Why a text was not shown: the one list that handset, carrier, reporting and the catalogue of cases share.

Each of them has a table of its own keyed by it, and a test that the tables cover each other.
"""

from enum import Enum, unique


@unique
class Cause(Enum):
    """Values are the words of scenario files and of the control API; each names its FAQ case, not-received/… unless another is given."""

    OFF = "off"  # handset-off
    OUT_OF_CREDIT = "out-of-credit"
    SUSPENDED = "suspended"
    STALE_REGISTRATION = "stale-registration"
    NO_SIGNAL = "no-signal"  # signal-loss
    INBOX_FULL = "inbox-full"
    SETTINGS = "settings"
    HARDWARE = "hardware"
    BLOCKED_ON_PHONE = "blocked-on-phone"
    NUMBER_UNKNOWN = "number-unknown"  # carrier-error: the number does not exist
    BLACKLISTED = "blacklisted"  # carrier-blacklist
    INTERCEPTED = "intercepted"  # content/sensitive-word
    SPOT_CHECK = "spot-check"  # template/spot-check: intercepted without a word of any lexicon
    PORTING = "porting"  # carrier-error: the number was ported and the network does not find it
    THROTTLED = "throttled"  # carrier-error: the carrier's own frequency limit
    NETWORK_FAULT = "network-fault"  # carrier-error: outage, time-out
    LOST = "lost"  # the carrier lost it and tells nobody
    REVIEW_REFUSED = "review-refused"  # late/manual-review that ended in a refusal
    JOIN_EXPIRED = "join-expired"  # a part of a long text whose other parts never came
