"""Worlds by marker, and one network for all tests, in which each test has numbers of its own."""

import pytest
from login import send_code

NUMBER = "13900000001"


@pytest.mark.scenario("off_for_two_hours.yaml")
def test_the_world_of_a_file(carrier):
    """The file's handset is off until eleven o'clock, and is so here."""
    send_code(NUMBER, "4321", carrier.url)
    carrier.pass_(minutes=119)
    carrier.handset(NUMBER).received_nothing()
    carrier.pass_(minutes=2)
    carrier.handset(NUMBER).received("4321")


@pytest.mark.scenario({"handsets": {NUMBER: {"condition": "inbox-full", "report": "optimistic"}}}, seed=7)
def test_a_report_that_is_wrong(carrier):
    """Reported as delivered, and not shown."""
    send_code(NUMBER, "4321", carrier.url)
    message = carrier.wait("report", number=NUMBER).message
    carrier.assert_reported(message.id, "DELIVRD")
    carrier.assert_not_delivered(message.id)


@pytest.mark.parametrize("code", ["1234", "5678"])
def test_on_one_network(carrier_session, code):
    """Each run has a number that nobody has texted, and sees no other run's messages."""
    mine = carrier_session.number()
    send_code(mine, code, carrier_session.url)
    carrier_session.wait(number=mine, state="DELIVERED")
    assert [message.text for message in carrier_session.messages()] == [f"【示例科技】您的验证码为{code}，5分钟内有效。"]
