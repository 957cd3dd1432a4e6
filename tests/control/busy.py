"""A network in which there is something of everything that the control API shows."""

from typing import Final

from simulator.testing import Carrier
from tests.esme import Esme
from tests.fronts.tencent_v5 import post, single
from tests.web import ask

OFF: Final = "13800000201"
HOME: Final = "13800000000"
LONG: Final = "尊敬的用户，" * 30


def send(carrier: Carrier, mobile: str = HOME, **fields: object) -> str:
    """Its id."""
    sid: str = post(carrier, "sendsms", single(tel={"nationcode": "86", "mobile": mobile}, **fields))["sid"]
    return sid


def busy(carrier: Carrier) -> None:
    """Texts that arrived, wait, failed, were blocked and refused; reports, replies, opt-outs, faults, words, leases."""
    for mobile in (HOME, OFF, "13800000004", "13800000014", "13800000017"):
        send(carrier, mobile)
    post(carrier, "sendsms", single(sign="别人"))
    carrier.pass_(minutes=2)
    carrier.reply(HOME, "收到")
    for method, path, body in (
        ("PUT", "/sim/faults/slow", {"kind": "lost", "path": "/v5/nothing"}),
        ("PUT", "/sim/blacklist/13800000033", None),
        ("PUT", "/sim/lexicon/carriers/%E5%BD%A9%E7%A5%A8", {"action": "hold", "hold_s": 5}),
        ("PUT", "/sim/lexicon/platform/%E8%B5%8C%E5%8D%9A", None),
        ("POST", "/sim/leases", {}),
    ):
        status, answer = ask(method, carrier.url + path, body)
        assert status == 200, answer


def submit(carrier: Carrier, *texts: bytes, to: str = HOME, **fields: object) -> list[str]:
    """These over SMPP; their ids."""
    with Esme(carrier.smpp_port) as esme:
        esme.bind()
        return [esme.submit(to, short_message=text, **fields).fields["message_id"] for text in texts]


def submit_long(carrier: Carrier, text: str, to: str = HOME) -> list[str]:
    """A long one in parts of sixty characters."""
    pieces = [text[at : at + 60].encode("utf-16-be") for at in range(0, len(text), 60)]
    headers = [bytes((5, 0, 3, 7, len(pieces), number)) for number in range(1, len(pieces) + 1)]
    return submit(carrier, *(header + piece for header, piece in zip(headers, pieces, strict=True)), to=to, esm_class=0x40, data_coding=8)
