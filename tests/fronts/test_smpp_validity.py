"""Instants: a text whose handset comes back is delivered then, one whose validity ends is settled then, as SMPP asked for it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from simulator.smpp.statuses import Status
from simulator.testing import START, Carrier
from tests.esme import LATER, OFF, ON, Esme

OWNED = "13912345678"


@pytest.fixture
def client(carrier: Carrier) -> Iterator[Esme]:
    with Esme(carrier.smpp_port) as client:
        client.bind()
        yield client


def relative(**units: float) -> str:
    """A validity_period of so long, at most a day."""
    at = datetime(2000, 1, 1) + timedelta(**units)  # noqa: DTZ001 - a length, not a date
    return f"0000{at.day - 1:02}{at:%H%M%S}000R"


def after(carrier: Carrier, message_id: str, event: str) -> list[timedelta]:
    """How long after the start of the network this happened to the message."""
    trail = carrier.message(message_id)["trail"]
    return [datetime.fromisoformat(entry["at"]) - START for entry in trail if entry["event"] == event]


def test_back_inside_validity(carrier: Carrier, client: Esme) -> None:
    """The retries would have been at 21 and at 51 minutes; the handset was on at 33."""
    carrier.turn(OWNED, "off")
    message = client.submit(OWNED, validity_period=relative(hours=2)).fields["message_id"]
    carrier.pass_(minutes=33)
    carrier.turn(OWNED, "on")
    carrier.pass_(hours=3)
    assert after(carrier, message, "delivered") == [timedelta(minutes=33)]
    assert client.receipt()[0].stat == "DELIVRD"


def test_back_at_a_known_instant(carrier: Carrier, client: Esme) -> None:
    """To the millisecond."""
    carrier.turn(OWNED, "off", until=START + timedelta(hours=2, milliseconds=7))
    message = client.submit(OWNED).fields["message_id"]
    carrier.pass_(hours=3)
    assert after(carrier, message, "delivered") == [timedelta(hours=2, milliseconds=7)]


def test_back_after_a_minute(carrier: Carrier, client: Esme) -> None:
    """Counted from the first attempt."""
    message = client.submit(LATER).fields["message_id"]
    carrier.pass_(hours=3)
    (attempted,) = after(carrier, message, "attempted")
    assert after(carrier, message, "delivered") == [attempted + timedelta(minutes=1)]


@pytest.mark.parametrize(
    ("period", "minutes"),
    [
        (relative(minutes=1.5), 1.5),
        (relative(hours=1), 60),
        (relative(hours=47, minutes=59), 47 * 60 + 59),
        ("000100000000000R", 30 * 24 * 60),  # a month is longer than the network keeps any text
        ("240304090200032+", 2),
        ("240304010230500+", 2.5 + 0.5 / 60),
        ("240303210700016-", 7),
        ("", 48 * 60),
    ],
)
def test_validity_ends(carrier: Carrier, client: Esme, period: str, minutes: float) -> None:
    """A text to a handset that stays off is settled at that instant, not at the next retry, and reported then."""
    message = client.submit(OFF, validity_period=period).fields["message_id"]
    carrier.pass_(days=40)
    assert after(carrier, message, "expired") == [timedelta(minutes=minutes)]
    assert after(carrier, message, "reported") == [timedelta(minutes=minutes)]
    assert client.receipt()[0].stat == "EXPIRED"


def test_back_too_late(carrier: Carrier, client: Esme) -> None:
    """The handset never shows it."""
    client.submit(LATER, validity_period=relative(seconds=59))
    carrier.pass_(hours=1)
    assert carrier.inbox(LATER) == []
    assert client.receipt()[0].stat == "EXPIRED"


def test_back_just_in_time(carrier: Carrier, client: Esme) -> None:
    """A handset that comes back at the instant at which validity ends still gets its texts."""
    carrier.turn(OWNED, "off", until=START + timedelta(minutes=10))
    client.submit(OWNED, validity_period=relative(minutes=10))
    carrier.pass_(hours=1)
    assert carrier.inbox(OWNED) == ["Hello"]
    assert client.receipt()[0].stat == "DELIVRD"


def test_validity_ends_on_the_way(carrier: Carrier, client: Esme) -> None:
    """Shorter than the way to the handset, which is on: expired all the same, without an attempt and without an error."""
    message = client.submit(ON, validity_period="240304090000132+").fields["message_id"]
    carrier.pass_(hours=1)
    assert after(carrier, message, "expired") == [timedelta(milliseconds=100)]
    receipt, pdu = client.receipt()
    assert (receipt.stat, receipt.err, "network_error_code" in pdu.tlvs) == ("EXPIRED", "000", False)
    assert carrier.inbox(ON) == []


def test_a_long_way_to_nowhere(carrier: Carrier, client: Esme) -> None:
    """Whatever the order in which they end, many texts to one handset are each settled at their own instant."""
    minutes = [50, 10, 40, 20, 30]
    messages = [client.submit(OFF, validity_period=relative(minutes=most)).fields["message_id"] for most in minutes]
    carrier.pass_(hours=1)
    assert [after(carrier, message, "expired") for message in messages] == [[timedelta(minutes=most)] for most in minutes]
    assert [client.receipt()[0].id for _ in messages] == [messages[minutes.index(most)] for most in sorted(minutes)]


REFUSED = {
    "past": "240304085959932+",
    "no such date": "240230090000032+",
    "no such hour": "240304250000032+",
    "thirteen months": "001300000000000R",
    "no form": "x" * 16,
}


@pytest.mark.parametrize("period", REFUSED.values(), ids=REFUSED)
def test_a_validity_that_cannot_be(carrier: Carrier, client: Esme, period: str) -> None:
    """RINVEXPIRY, and the refusal is in the record."""
    assert client.submit(validity_period=period).status == Status.RINVEXPIRY
    assert [refused["detail"] for refused in carrier.refusals()] == ["RINVEXPIRY"]
    assert client.alive()
