"""A front as the player uses it, and SMPP as one: a send, and what is told of it later. What was expected is not known here."""

import asyncio
from contextlib import suppress
from itertools import count
from typing import Any, Final, Protocol

from msgspec import Struct

from simulator import address
from simulator.message import Alphabet
from simulator.player import smpp_receipt
from simulator.player.patience import SilenceError
from simulator.player.smpp_client import ExchangeError, RefusedError, SmppClient
from simulator.player.smpp_patience import answered
from simulator.runtime.network import Network
from simulator.scenario.settings import Recall, Send
from simulator.smpp import times
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status, name_of
from simulator.text import alphabets, segments
from simulator.text.coding import alphabet_of
from simulator.wire.accounts import SmppAccount

DATA_CODING: Final = {Alphabet.GSM7: 0x00, Alphabet.LATIN1: 0x03, Alphabet.UCS2: 0x08, Alphabet.BINARY: 0x04}
UDHI: Final = 0x40
REPORTS: Final = frozenset((0x04, 0x20))
KIND_OF_TEXT: Final = 0x3C
"""Bits of esm_class that tell receipts and intermediate notifications from replies (SMPP 3.4 § 5.2.12)."""
SOURCE: Final = "10690000"
ANSWERED_S: Final = 5.0
"""Wall seconds that an answer may take: network time stands still meanwhile, so nothing is worth waiting longer for."""


class Sent(Struct, frozen=True):
    """What a front said to a send: the API's answer, and the message ids, none where it was refused; one for each part over SMPP."""

    answer: dict[str, Any]
    ids: tuple[str, ...]


class Told(Struct):
    """What came since the last time. reports: (message id, fields); replies: (account or app, E.164 number, text)."""

    reports: list[tuple[str, dict[str, Any]]]
    replies: list[tuple[str, str, str]]


class Front(Protocol):
    """One way in. Everything raises ExchangeError where the network does not answer as it must."""

    def account(self, step: Send) -> str:
        """Whose text it is: the one named, or the first."""

    async def send(self, step: Send) -> Sent:
        """Submit."""

    async def told(self) -> Told:
        """Reports and replies since the last time, oldest first."""

    async def close(self) -> None:
        """Leave."""


class Smpp:
    """Through a session of its own for each account that the timeline names."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._accounts = {account.system_id: account for account in network.world.scenario.accounts}
        self._clients: dict[str, SmppClient] = {}
        self._owners: dict[str, str] = {}
        self._references = count()

    def account(self, step: Send) -> str:
        """The system_id."""
        return step.account or next(iter(self._accounts), "")

    async def send(self, step: Send) -> Sent:
        """A submit_sm for each part. The answer is the first part's, or the first that refuses; of a refused bind it is the bind's.

        Where a fault keeps one from coming there is none.
        """
        system_id, answers = self.account(step), list[Pdu]()
        try:
            client = await self._client(system_id, step.patience_ms)
            for fields in self._parts(step):
                answers.append(await self._ask(client, Command.SUBMIT_SM, fields, step.patience_ms))
        except RefusedError as refused:
            return Sent(_answer(refused.status), ())
        except SilenceError:
            await self._sound(system_id)
        ids = tuple(answer.fields["message_id"] for answer in answers if not answer.status)
        self._owners |= dict.fromkeys(ids, system_id)
        telling = next((answer for answer in answers if answer.status), next(iter(answers), None))
        return Sent({} if telling is None else _answer(telling.status, *ids[:1]), ids)

    async def recall(self, step: Recall, send: Send, ids: tuple[str, ...]) -> dict[str, Any]:
        """The answer to a cancel_sm for each part, or to a replace_sm: the first that is refused, else the last."""
        system_id, source = self.account(send), send.source or SOURCE
        answer: dict[str, Any] = {}
        try:
            client = await self._client(system_id, send.patience_ms)
            for message_id in ids:
                fields = {"message_id": message_id, "source_addr": source} | _rewritten(step, send)
                command = Command.CANCEL_SM if step.text is None else Command.REPLACE_SM
                answer = _answer((await self._ask(client, command, fields, send.patience_ms)).status)
                if answer["command_status"]:
                    return answer
        except SilenceError:
            await self._sound(system_id)
        except RefusedError as refused:
            return _answer(refused.status)
        return answer

    async def told(self) -> Told:
        """Every deliver_sm, receipts as they are read off their text. One that strays to another account tells its sender nothing.

        Where the network ended a session, there is another one first.
        """
        told = Told([], [])
        await self._come_back()
        for system_id, client in self._clients.items():
            for pdu in client.received:
                if pdu.fields["esm_class"] & KIND_OF_TEXT in REPORTS:
                    report = smpp_receipt.read(pdu)
                    if self._owners.get(report[0], system_id) == system_id:
                        told.reports.append(report)
                else:
                    told.replies.append((system_id, address.parse(pdu.fields["source_addr"]) or "", _text(pdu)))
            client.received.clear()
        return told

    async def close(self) -> None:
        """Every session ends."""
        for client in self._clients.values():
            client.close()

    async def _client(self, system_id: str, patience_ms: int) -> SmppClient:
        """The account's session, a new one where there is none. SilenceError, RefusedError."""
        known = self._clients.get(system_id)
        if known is not None and not known.gone:
            return known
        where, loop = self._network.where, asyncio.get_running_loop()
        try:
            _, client = await loop.create_connection(SmppClient, where.host, where.smpp_port)
        except OSError as error:
            raise SilenceError(f"nobody listens: {error}") from error
        client.received += [] if known is None else known.received
        account = self._accounts.get(system_id, SmppAccount(system_id, ""))
        try:
            await answered(self._network, client, client.bind(account), patience_ms)
        except ExchangeError:
            client.close()
            raise
        self._clients[system_id] = client
        return client

    async def _ask(self, client: SmppClient, command: Command, fields: dict[str, Any], patience_ms: int) -> Pdu:
        return await answered(self._network, client, client.ask(command, fields), patience_ms)

    async def _sound(self, system_id: str) -> None:
        """No answer came: is anybody there? A client that hears nothing hangs up, and comes back with its next text."""
        client = self._clients.get(system_id)
        if client is not None:
            try:
                await self._ask(client, Command.ENQUIRE_LINK, {}, 0)
            except ExchangeError:
                client.close()

    async def _come_back(self) -> None:
        """Bind anew where the network ended a session; what it sends at once has come when an enquire_link is answered."""
        for system_id in [system_id for system_id, client in self._clients.items() if client.gone]:
            with suppress(SilenceError, RefusedError):
                await self._ask(await self._client(system_id, 0), Command.ENQUIRE_LINK, {}, 0)

    def _parts(self, step: Send) -> list[dict[str, Any]]:
        """The fields of each submit_sm. Long texts have references of their own: their parts must not be taken for another's."""
        try:
            parts = self._segments(step)
            validity = "" if step.validity_ms is None else times.write(self._network.driver.now() + step.validity_ms)
        except ValueError as error:
            raise ExchangeError(f"this cannot be said in SMPP: {error}") from error
        return [
            {
                "source_addr": step.source or SOURCE,
                "destination_addr": step.to.removeprefix("+"),
                "esm_class": UDHI if part.header else 0,
                "registered_delivery": step.registered,
                "data_coding": DATA_CODING[part.alphabet],
                "validity_period": validity,
                "short_message": part.header + part.content,
            }
            for part in parts
        ]

    def _segments(self, step: Send) -> list[segments.Segment]:
        if step.octets is not None:
            return [segments.Segment(b"", step.octets, Alphabet.BINARY)]
        return segments.split(step.text or "", next(self._references) % 256)


def _answer(status: int, message_id: str = "") -> dict[str, Any]:
    """What an SMPP answer says, by its number and by its name in the paper."""
    named = name_of(status)
    known = {"command_status": status, "status": f"ESME_{named}" if named in Status.__members__ else named}
    return known | {"message_id": message_id} if message_id else known


def _rewritten(step: Recall, send: Send) -> dict[str, Any]:
    """What a replace_sm says beside whose it is: the text in the alphabet of the one before, and its wish for reports."""
    if step.text is None:
        return {}
    before = segments.split(send.text or "", 0)[0].alphabet
    content, alphabet = alphabets.encode(step.text)
    if before is Alphabet.UCS2:
        content = step.text.encode("utf-16-be")
    elif alphabet is not before:
        raise ExchangeError(f"{step.of} was sent in {before.name}, which has not all characters of {step.text!r}: replace_sm keeps it")
    return {"short_message": content, "registered_delivery": send.registered}


def _text(pdu: Pdu) -> str:
    alphabet = alphabet_of(pdu.fields["data_coding"])
    return alphabets.decode(pdu.fields["short_message"], Alphabet.BINARY if alphabet is None else alphabet)
