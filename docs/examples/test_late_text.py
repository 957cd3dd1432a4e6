"""A text to a handset that is off: it is shown when the handset is back, and lost when that takes longer than the text is valid."""

from datetime import timedelta

from smpplib.client import Client

from simulator.testing import Carrier

NUMBER = "13912345678"


def send(port: int, text: bytes) -> str:
    """Your program, in place of this: it sends a text over SMPP and keeps its id."""
    ids = []
    client = Client("127.0.0.1", port, allow_unknown_opt_params=True)
    client.set_message_sent_handler(lambda pdu: ids.append(pdu.message_id.decode()))
    client.connect()
    client.bind_transmitter(system_id="esme", password="secret")
    client.send_message(source_addr="BANK", destination_addr=NUMBER, short_message=text, registered_delivery=1)
    while not ids:
        client.read_once()
    client.unbind()
    client.disconnect()
    return ids[0]


def test_a_text_waits_for_its_handset(carrier: Carrier) -> None:
    """Two hours off the net, and the text is shown as soon as the handset is back."""
    carrier.turn(NUMBER, "off", until=carrier.now + timedelta(hours=2))
    message_id = send(carrier.smpp_port, b"Your code is 4321.")

    carrier.pass_(minutes=119)
    assert carrier.inbox(NUMBER) == []

    carrier.pass_(minutes=1)
    assert carrier.inbox(NUMBER) == ["Your code is 4321."]
    assert [report["code"] for report in carrier.message(message_id)["reports"]] == ["DELIVRD"]


def test_a_text_expires(carrier: Carrier) -> None:
    """Three days off the net are more than the 48 hours that a text is kept; it is not shown afterwards."""
    carrier.turn(NUMBER, "off", until=carrier.now + timedelta(days=3))
    message_id = send(carrier.smpp_port, b"Your code is 4321.")

    carrier.pass_(days=4)
    assert carrier.inbox(NUMBER) == []
    assert [report["code"] for report in carrier.message(message_id)["reports"]] == ["EXPIRED"]


def test_a_report_may_be_wrong(carrier: Carrier) -> None:
    """Some carriers say delivered whatever the handset does."""
    carrier.turn(NUMBER, "off", report="optimistic")
    message_id = send(carrier.smpp_port, b"Your code is 4321.")

    carrier.pass_(minutes=1)
    message = carrier.message(message_id)
    assert [report["code"] for report in message["reports"]] == ["DELIVRD"]
    assert message["state"] == "ENROUTE"
    assert carrier.inbox(NUMBER) == []
