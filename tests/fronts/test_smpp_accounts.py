"""What comes back to an account: to which of its sessions, in which order, how long it waits, and what comes of an app's texts."""

from contextlib import ExitStack
from typing import Any

import pytest
from msgspec.structs import replace

from simulator.fronts.smpp.keeping import Waiting
from simulator.message import Alphabet, Message, Reply, Submission
from simulator.platform.settings import Limits
from simulator.scenario.default import APP
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.ranges import reader
from simulator.smpp.receipt import read
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from simulator.testing import Carrier
from simulator.wire.accounts import BindRules, Keeping, SenderRules
from simulator.wire.quirks import IdForm, IdStyle, Quirks
from tests.esme import LATER, ON, Esme
from tests.fronts.tencent_v5 import post, single
from tests.fronts.test_smpp_operations import world
from tests.fronts.test_smpp_receipts import ids, in_order, submitted

RX, TX = Command.BIND_RECEIVER, Command.BIND_TRANSMITTER
RANGED = BindRules(address_range="")
HOME = "13912345678"


def untaken(carrier: Carrier, message: str) -> list[str]:
    return [entry["detail"] for entry in carrier.message(message)["trail"] if entry["event"] == "untaken"]


def joined(lists: list[list[str]]) -> list[str]:
    return [one for each in lists for one in each]


def leave(client: Esme) -> None:
    """Unbind, and be sure that the network has noticed."""
    client.ask(Pdu(Command.UNBIND, sequence=client.next()))
    assert client.hung_up()


def test_a_pair_of_sessions() -> None:
    """What a transmitter sends is told to the account's receiver, in order."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as tx, Esme(carrier.smpp_port) as rx:
        tx.bind(TX)
        rx.bind(RX)
        messages = submitted(tx, 30)
        carrier.pass_(minutes=1)
        assert ids(rx, 30) == in_order(carrier, messages)


def test_pairs_share_their_receipts() -> None:
    """Receivers whose windows are full leave the rest to the others; each receipt goes to one of them, each keeps the order."""
    with Carrier(world(window_out=10)) as carrier, ExitStack() as stack:
        tx, *receivers = (stack.enter_context(Esme(carrier.smpp_port)) for _ in range(4))
        tx.bind(TX)
        for receiver in receivers:
            receiver.bind(RX)
        messages = submitted(tx, 30)
        carrier.pass_(minutes=1)
        told = [ids(receiver, 10) for receiver in receivers]
        assert joined(told) == in_order(carrier, messages)


def test_several_sessions_that_answer_nothing() -> None:
    """Whatever two sessions leave unanswered comes again, oldest first, and nothing is lost when they go."""
    with (
        Carrier(replace(world(window_out=5), timers=Timers(response_s=0.2))) as carrier,
        Esme(carrier.smpp_port) as one,
        Esme(carrier.smpp_port) as two,
        Esme(carrier.smpp_port) as late,
    ):
        one.bind()
        two.bind()
        messages = [message for _ in range(5) for client in (one, two) for message in submitted(client, 1)]
        carrier.pass_(minutes=1)
        first = [ids(client, 5, None) for client in (one, two)]
        again = [ids(client, 5, None) for client in (one, two)]
        assert sorted(joined(first)) == sorted(joined(again)) == sorted(messages)
        leave(one)
        leave(two)
        late.bind()
        assert ids(late, 10) == in_order(carrier, messages)


@pytest.mark.parametrize(
    ("address_range", "address", "inside"),
    [
        ("1069", "1069", True),
        ("1069", "+1069", True),
        ("1069", "10690", False),
        ("BANK", "BANK", True),
        ("^1069", "106912", True),
        ("^1069", "81069", False),
        ("^(1069|1068)[0-9]+$", "10681", True),
        ("(a+)+$", "a" * 40 + "b", False),
    ],
)
def test_address_ranges(address_range: str, address: str, inside: bool) -> None:
    """Letters and digits alone are one address; all else is an expression, which never takes long."""
    takes = reader(address_range)
    assert takes is not None
    assert takes(address) is inside


def test_a_range_takes_what_was_sent_from_it() -> None:
    """A session gets receipts to its own addresses only; those of nobody's range wait for a session that serves them."""
    with Carrier(world(binds=RANGED)) as carrier, ExitStack() as stack:
        bank, shop, rest = (stack.enter_context(Esme(carrier.smpp_port)) for _ in range(3))
        bank.bind(address_range="BANK")
        shop.bind(address_range="^SHOP[0-9]$")
        sent = {name: bank.submit(source_addr=name).fields["message_id"] for name in ("BANK", "SHOP1", "NEWS")}
        carrier.pass_(minutes=1)
        assert (bank.receipt()[0].id, shop.receipt()[0].id) == (sent["BANK"], sent["SHOP1"])
        assert bank.alive()
        rest.bind()
        assert (rest.receipt()[0].id, bank.heard) == (sent["NEWS"], [])


def test_what_nobody_serves_waits_in_its_place() -> None:
    """Others' receipts pass it by, however often; when somebody serves it, it comes in its order, also where he takes little at a time."""
    with Carrier(world(binds=RANGED, window_out=2)) as carrier, Esme(carrier.smpp_port) as bank, Esme(carrier.smpp_port) as news:
        bank.bind(address_range="BANK")
        sent: dict[str, list[str]] = {"NEWS": [], "BANK": []}
        for _ in range(3):
            for name in ("NEWS", "BANK", "NEWS"):
                sent[name].append(str(bank.submit(source_addr=name).fields["message_id"]))
                carrier.pass_(minutes=1)
            assert bank.receipt()[0].id == sent["BANK"][-1]
        news.bind(address_range="NEWS")
        assert [news.receipt()[0].id for _ in sent["NEWS"]] == sent["NEWS"]
        assert (bank.alive(), bank.heard) == (True, [])


def test_a_range_takes_replies_too() -> None:
    """They go to the address that the text came from."""
    with Carrier(world(binds=RANGED)) as carrier, Esme(carrier.smpp_port) as other, Esme(carrier.smpp_port) as bank:
        other.bind(address_range="OTHER")
        bank.bind(RX, address_range="^BA")
        other.submit(HOME, registered_delivery=0)
        carrier.pass_(minutes=1)
        carrier.reply(HOME, "yes")
        assert bank.hear().fields["short_message"] == b"yes"


def test_the_accounts_own_range() -> None:
    """It holds for binds that say none."""
    with Carrier(world(binds=BindRules(address_range="BANK"))) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        client.submit(source_addr="OTHER")
        message = client.submit().fields["message_id"]
        carrier.pass_(minutes=1)
        assert client.receipt()[0].id == message
        assert client.alive()
        assert client.heard == []


def test_ranges_are_not_looked_at_by_default() -> None:
    """As with most centres, a bind may say anything there."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        assert client.bind(address_range="(").status == Status.ROK
        client.submit()
        carrier.pass_(minutes=1)
        assert client.receipt()[0].stat == "DELIVRD"


def test_what_waits_is_counted() -> None:
    """Beyond the account's count the oldest are dropped, and their trails say so."""
    with Carrier(world(keeping=Keeping(most=3))) as carrier, Esme(carrier.smpp_port) as tx, Esme(carrier.smpp_port) as rx:
        tx.bind(TX)
        messages = submitted(tx, 5)
        carrier.pass_(minutes=1)
        ordered = in_order(carrier, messages)
        rx.bind(RX)
        assert ids(rx, 3) == ordered[2:]
        why = ["the receipt: more than 3 waited for a session to take them"]
        assert [untaken(carrier, message) for message in ordered] == [why, why, [], [], []]


def test_what_a_session_has_room_for_never_waited() -> None:
    """A burst of more than may wait reaches a client that is bound; only of what its window does not hold some are dropped."""
    settings = world(keeping=Keeping(most=3), window_out=10)
    with Carrier(settings) as carrier, Esme(carrier.smpp_port) as tx, Esme(carrier.smpp_port) as rx:
        tx.bind(TX)
        rx.bind(RX)
        messages = [tx.submit(LATER).fields["message_id"] for _ in range(15)]  # all of them arrive when the handset is back
        carrier.pass_(minutes=2)
        told, lost = ids(rx, 13), [message for message in messages if untaken(carrier, message)]
        assert (len(lost), sorted(told + lost)) == (2, sorted(messages))


def test_what_waits_grows_old() -> None:
    """At its age it is dropped, at that instant; a receiver that comes in time gets it."""
    day = Keeping(age_ms=86_400_000)
    with Carrier(world(keeping=day)) as carrier, Esme(carrier.smpp_port) as tx, Esme(carrier.smpp_port) as rx:
        tx.bind(TX)
        (old,) = submitted(tx, 1)
        carrier.pass_(hours=20)
        (young,) = submitted(tx, 1)
        carrier.pass_(hours=5)
        assert [untaken(carrier, message) for message in (old, young)] == [["the receipt: no session took it within 86400 s"], []]
        rx.bind(RX)
        assert ids(rx, 1) == [young]


def test_what_a_session_lost_grows_old_too() -> None:
    """Time went on while it lay unanswered."""
    with Carrier(world(keeping=Keeping(age_ms=3_600_000))) as carrier, Esme(carrier.smpp_port) as client, Esme(carrier.smpp_port) as rx:
        client.bind()
        (message,) = submitted(client, 1)
        carrier.pass_(minutes=1)
        assert ids(client, 1, None) == [message]
        carrier.pass_(hours=2)
        leave(client)
        carrier.pass_(seconds=1)
        assert untaken(carrier, message) == ["the receipt: no session took it within 3600 s"]
        rx.bind(RX)
        assert rx.alive()
        assert rx.heard == []


def test_a_receipt_that_is_refused_for_good() -> None:
    """The trail says that, too."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        (message,) = submitted(client, 1)
        carrier.pass_(minutes=1)
        client.receipt(Status.RX_R_APPN)
        assert client.alive()
        assert untaken(carrier, message) == ["the receipt: the client refused it with RX_R_APPN"]


def test_bounds_may_change_while_something_waits() -> None:
    """New ones hold for what is there already."""
    dropped: list[Any] = []
    reminded: list[int] = []
    waiting = Waiting(Keeping(), lambda told, _: dropped.extend(told), reminded.append)
    message = Message("1", 0, Submission.of("esme", "", "+8613800000000", b"", Alphabet.GSM7), 0, 1)
    replies = [Reply(message, str(at), at) for at in range(5)]
    waiting.add(replies)
    waiting.bound()
    assert (dropped, reminded) == ([], [])
    waiting.learn(Keeping(most=3, age_ms=10))
    assert (dropped, reminded) == (replies[:2], [12])
    waiting.expire(13)
    assert (dropped, reminded, list(waiting.queue)) == (replies[:4], [12, 14], replies[4:])


@pytest.mark.parametrize(
    ("rules", "source", "status", "shown"),
    [
        (SenderRules(("BANK", "1069*")), "BANK", Status.ROK, "BANK"),
        (SenderRules(("BANK", "1069*")), "106912", Status.ROK, "106912"),
        (SenderRules(("BANK", "1069*")), "BANKS", Status.RINVSRCADR, None),
        (SenderRules(("1069*",)), "", Status.RINVSRCADR, None),
        (SenderRules((), instead="BANK"), "OTHER", Status.ROK, "BANK"),
    ],
)
def test_who_may_be_the_sender(rules: SenderRules, source: str, status: Status, shown: str | None) -> None:
    """Exact addresses and beginnings; all others are refused, or sent from the account's own. submit_sm and data_sm alike."""
    with Carrier(world(senders=rules)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        data = {"source_addr": source, "dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": HOME}
        tlvs = {"message_payload": b"Hello"}
        answers = [client.submit(HOME, source_addr=source), client.ask(Pdu(Command.DATA_SM, 0, client.next(), data, tlvs))]
        carrier.pass_(minutes=1)
        assert [answer.status for answer in answers] == [status, status]
        assert [text["from"] for text in carrier.handset(HOME)["inbox"]] == ([] if shown is None else [shown, shown])


def test_the_receipt_goes_back_to_the_address_that_was_replaced() -> None:
    """The client knows no other."""
    with Carrier(world(senders=SenderRules((), instead="1069"))) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        client.submit()
        carrier.pass_(minutes=1)
        assert client.receipt()[1].fields["destination_addr"] == "BANK"


FREE = Limits(per_30s=None, per_day=None)


def subscribed(**changes: Any) -> Any:
    """The default world, its SMPP account subscribed to its app."""
    settings = world(subscribes=APP, **changes)
    return replace(settings, apps=tuple(replace(app, limits=FREE) for app in settings.apps))


def test_an_apps_reports_come_as_receipts() -> None:
    """The id is the app's own, the addresses are the handset's and the app's; the app's pull has the report as well."""
    with Carrier(subscribed()) as carrier, Esme(carrier.smpp_port) as client:
        client.bind(RX)
        sid = post(carrier, "sendsms", single())["sid"]
        carrier.pass_(minutes=1)
        receipt, pdu = client.receipt()
        assert (receipt.id, receipt.stat, pdu.tlvs["receipted_message_id"]) == (sid, "DELIVRD", sid)
        assert (pdu.fields["source_addr"], pdu.fields["dest_addr_ton"]) == ("86" + ON, 0)
        assert pdu.fields["destination_addr"] == carrier.handset(ON)["inbox"][0]["from"]


def test_an_apps_replies_come_too() -> None:
    """As plain deliver_sm."""
    with Carrier(subscribed()) as carrier, Esme(carrier.smpp_port) as client:
        client.bind(RX)
        post(carrier, "sendsms", single())
        carrier.pass_(minutes=1)
        client.receipt()
        carrier.reply(ON, "TD")
        reply = client.hear()
        assert (reply.fields["esm_class"], reply.fields["short_message"]) == (0, b"TD")


def test_an_apps_reports_wait_and_grow_old() -> None:
    """Dropped, they are on the trail of the app's message."""
    with Carrier(subscribed(keeping=Keeping(age_ms=60_000))) as carrier:
        sid = post(carrier, "sendsms", single())["sid"]
        carrier.pass_(hours=1)
        assert untaken(carrier, sid) == ["the receipt: no session took it within 60 s"]


def test_only_what_is_subscribed_to_is_told() -> None:
    """An account that follows no app hears nothing of it."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        client.bind(RX)
        post(carrier, "sendsms", single())
        carrier.pass_(minutes=1)
        assert client.alive()
        assert client.heard == []


def test_an_apps_ids_are_told_as_they_are() -> None:
    """A centre that answers in one base and reports in another has no other form for them."""
    centre = Quirks(answered=IdForm(IdStyle.DECIMAL), reported=IdForm(IdStyle.HEXADECIMAL))
    with Carrier(subscribed(quirks=centre)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind(RX)
        sid = post(carrier, "sendsms", single())["sid"]
        carrier.pass_(minutes=1)
        receipt = read(client.hear().fields["short_message"])
        assert receipt is not None
        assert receipt.id == sid
