"""The keys of the cloud API as fronts ask for them: whose they are, and what signs with them. It signs nothing."""

from msgspec import Struct

from simulator.message import Instant
from simulator.platform.customers import Customer, Secret
from simulator.platform.platform import Platform


class Credential(Struct, frozen=True):
    """A key that works. customer: whose; token: of a temporary one, `` of a lasting one; main: whether it is the main account's."""

    customer: str
    secret_id: str
    secret_key: str
    token: str
    main: bool
    allowed_ips: frozenset[str]


class Keys:
    """One platform's."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._made: dict[str, tuple[tuple[Customer, Secret], Credential]] = {}

    def signs_elsewhere(self, secret_id: str) -> bool:
        """Whether this is the id of an app, whose key signs requests of the v5 API only."""
        return self._platform.app(secret_id) is not None

    def disabled(self, secret_id: str) -> bool:
        """Whether there is such a key, and its owner switched it off."""
        found = self._platform.secret(secret_id)
        return found is not None and found[1].disabled

    def find(self, secret_id: str, now: Instant) -> Credential | None:
        """The key of this id; None where there is none, where it is disabled, and where it was temporary and is over."""
        found = self._platform.secret(secret_id)
        if found is None:
            return None
        customer, secret = found
        if secret.disabled or (secret.expires_at is not None and now >= secret.expires_at):
            return None
        known = self._made.get(secret_id)
        if known is not None and known[0] is found:
            return known[1]
        made = Credential(customer.name, secret_id, secret.secret_key, secret.token, not secret.sub_account, customer.allowed_ips)
        self._made[secret_id] = found, made
        return made
