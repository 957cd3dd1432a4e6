"""Who may bind as an account: a table of rules, and the memory of wrong passwords. It waits for nothing and writes nothing."""

import ipaddress
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.ranges import reader
from simulator.smpp.statuses import Status
from simulator.wire.accounts import BindRules, BindType, SmppAccount

TYPES: Final = {
    Command.BIND_TRANSMITTER: BindType.TRANSMITTER,
    Command.BIND_RECEIVER: BindType.RECEIVER,
    Command.BIND_TRANSCEIVER: BindType.TRANSCEIVER,
}
REMEMBERED: Final = 4_096
"""Addresses that wrong passwords came from, the newest ones."""

Takes = Callable[[str], bool]
"""Whether a receiving session serves an address."""


class Turned(Struct, frozen=True):
    """A bind that is not let in. delay_s: wall seconds that its answer waits; last: the connection ends with it."""

    status: Status
    delay_s: float = 0.0
    last: bool = False


class Admission:
    """One account's door. An address or a network that cannot be read, and such an address_range, is ValueError."""

    def __init__(self, settings: SmppAccount) -> None:
        rules = settings.binds
        self._settings, self._rules = settings, rules
        self._clients = tuple(ipaddress.ip_network(client, strict=False) for client in rules.clients)
        self._own_range = reader(rules.address_range or "")
        self._wrong: dict[str, int] = {}

    def judge(self, bind: Pdu, client: str, bound: int, tries: int) -> Turned | None:
        """What is wrong with a bind: the first rule that it breaks (the order and the statuses are custom, SMPP 3.4 § 4.1).

        client: the IP address that it comes from; bound: sessions that the account has; tries: wrong passwords on this connection before.
        """
        fields = bind.fields
        if self._clients and not self._knows(client):
            return Turned(Status.RBINDFAIL)
        if fields["password"] != self._settings.password or len(fields["password"]) > self._rules.password_max:
            return self._wrong_password(client, tries)
        self._wrong.pop(client, None)
        status = self._status(bind, bound)
        return None if status is None else Turned(status)

    def takes(self, address_range: str) -> Takes | None:
        """Which addresses a session that binds with this range serves; None for all."""
        if self._rules.address_range is None:
            return None
        return reader(address_range) if address_range else self._own_range

    def _status(self, bind: Pdu, bound: int) -> Status | None:
        rules, quirks = self._rules, self._settings.quirks
        if bind.command is Command.BIND_TRANSCEIVER and quirks is not None and not quirks.transceivers:
            return Status.RINVCMDID  # such a centre knows no transceivers
        if TYPES[bind.command] not in rules.types:
            return Status.RBINDFAIL
        if rules.system_type is not None and bind.fields["system_type"] != rules.system_type:
            return Status.RINVSYSTYP
        if not self._readable(bind.fields["address_range"], rules):
            return Status.RBINDFAIL  # the status of the field, as where it is too long
        if rules.sessions_most is not None and bound >= rules.sessions_most:
            return Status.RALYBND
        return None

    def _readable(self, address_range: str, rules: BindRules) -> bool:
        if rules.address_range is None:
            return True
        try:
            reader(address_range)
        except ValueError:
            return False
        return True

    def _knows(self, client: str) -> bool:
        """An IPv4 client of a socket that listens on both is known by its own address."""
        try:
            address = ipaddress.ip_address(client.partition("%")[0])
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self._clients)

    def _wrong_password(self, client: str, tries: int) -> Turned:
        patience = self._rules.patience
        if patience is None:
            return Turned(Status.RINVPASWD)
        count = self._wrong.pop(client, 0) + 1
        if len(self._wrong) >= REMEMBERED:
            del self._wrong[next(iter(self._wrong))]
        self._wrong[client] = count
        delay_s = min(patience.delay_s_max, patience.delay_s * count)
        return Turned(Status.RINVPASWD, delay_s, last=patience.tries is not None and tries + 1 >= patience.tries)
