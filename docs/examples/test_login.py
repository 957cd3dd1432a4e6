"""A code to a phone that is off is not received, and arrives when the phone is back."""

from login import send_code


def test_the_phone_is_off(carrier):
    """The carrier stores the text, and delivers it as soon as it can."""
    carrier.turn("13900000001", "off")
    assert send_code("13900000001", "4321", carrier.url) == "Ok"
    carrier.pass_(hours=2)
    carrier.handset("13900000001").received_nothing()
    carrier.turn("13900000001", "on")
    carrier.handset("13900000001").received("4321")
