"""What a scenario may say about SMPP accounts. Settings only."""

from msgspec import Struct


class SmppAccount(Struct, frozen=True):
    """system_id and password as the client binds with them.

    window_in: submits that may wait for their answers at once (only where answers take time); window_out: receipts and replies that may
    wait for the client's. answer_ms: how long each answer takes, on network time. shares: the app whose list of unsubscribed numbers
    holds for this account too, `` for none.
    """

    system_id: str
    password: str
    system_name: str = "fakecarrier"
    window_in: int = 1_000
    window_out: int = 1_000
    answer_ms: int = 0
    shares: str = ""
