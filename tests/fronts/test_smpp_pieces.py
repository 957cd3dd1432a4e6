"""Long replies over a socket: a handset's long text comes to the client in parts, as the handset sends it."""

import pytest
from msgspec.structs import replace

from simulator.message import Alphabet
from simulator.scenario.default import ACCOUNT, scenario
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.testing import Carrier
from simulator.text import alphabets, gsm7, udh
from simulator.wire.quirks import DefaultAlphabet, Quirks
from tests.esme import ON, Esme

UDHI = 0x40
READ = {0: Alphabet.GSM7, 8: Alphabet.UCS2}


def told(client: Esme, most: int) -> list[Pdu]:
    """So many deliver_sm, each answered when it came."""
    heard = []
    for _ in range(most):
        pdu = client.hear()
        client.say(Pdu(Command.DELIVER_SM_RESP, sequence=pdu.sequence))
        heard.append(pdu)
    return heard


def answered(carrier: Carrier, client: Esme, text: str, parts: int) -> list[Pdu]:
    """What a client of a text hears when its handset sends this; nothing more comes after it."""
    client.bind()
    client.submit(registered_delivery=0)
    carrier.pass_(minutes=1)
    carrier.reply(ON, text)
    heard = told(client, parts)
    assert client.alive()
    assert client.heard == []
    return heard


@pytest.mark.parametrize(
    ("text", "coding", "sizes"),
    [
        ("x" * 160, 0, [160]),
        ("x" * 161, 0, [153, 8]),
        ("x" * 152 + "€" * 5, 0, [152, 10]),
        ("好" * 70, 8, [140]),
        ("好" * 300, 8, [134] * 4 + [64]),
        ("好" * 66 + "😀😀😀", 8, [132, 12]),
    ],
    ids=["one", "septets", "escapes", "one in ucs2", "ucs2", "surrogates"],
)
def test_a_long_reply(text: str, coding: int, sizes: list[int]) -> None:
    """All of it comes, in order, each part with its header; what fits one short message has none."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        heard = [pdu.fields for pdu in answered(carrier, client, text, len(sizes))]
        assert {fields["esm_class"] for fields in heard} == {UDHI if len(sizes) > 1 else 0}
        assert {fields["data_coding"] for fields in heard} == {coding}
        contents = [fields["short_message"][6 if len(sizes) > 1 else 0 :] for fields in heard]
        assert [len(content) for content in contents] == sizes
        assert "".join(alphabets.decode(content, READ[coding]) for content in contents) == text


def test_replies_are_told_apart() -> None:
    """The parts of one have one reference, their number and their total; the next long text has another reference."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        first = answered(carrier, client, "x" * 400, 3)
        carrier.reply(ON, "y" * 400)
        said = [one for pdu in first + told(client, 3) if (one := udh.concatenation(pdu.fields["short_message"][:6]))]
        assert [(one.total, one.number) for one in said] == [(3, 1), (3, 2), (3, 3)] * 2
        assert len({one.reference for one in said}) == 2


def test_a_part_waits_for_its_turn() -> None:
    """The window counts each."""
    with Carrier(replace(scenario(), accounts=(replace(ACCOUNT, window_out=1),))) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        client.submit(registered_delivery=0)
        carrier.pass_(minutes=1)
        carrier.reply(ON, "x" * 400)
        assert client.alive()
        assert len(client.heard) == 1
        client.say(Pdu(Command.DELIVER_SM_RESP, sequence=client.heard[0].sequence))
        assert len(told(client, 2)) == 2


@pytest.mark.parametrize(
    ("alphabet", "text", "coding", "first"),
    [
        (DefaultAlphabet.PACKED, "x" * 161, 0, gsm7.pack(b"x" * 153, 1)),
        (DefaultAlphabet.ASCII, "x" * 161, 0, b"x" * 153),
        (DefaultAlphabet.ASCII, "é" * 161, 8, b"\0\xe9" * 67),
        (DefaultAlphabet.LATIN1, "é" * 161, 0, b"\xe9" * 153),
        (DefaultAlphabet.LATIN1, "ç" * 71, 0, b"\xe7" * 67),
    ],
    ids=["packed", "ascii", "not in ascii", "latin-1", "latin-1, and no septets"],
)
def test_in_the_alphabet_of_the_centre(alphabet: DefaultAlphabet, text: str, coding: int, first: bytes) -> None:
    """The handset cuts it, and the centre writes each part in its own octets."""
    world = replace(scenario(), accounts=(replace(ACCOUNT, quirks=Quirks(alphabet=alphabet)),))
    with Carrier(world) as carrier, Esme(carrier.smpp_port) as client:
        pdu = answered(carrier, client, text, 3 if coding else 2)[0]
        assert (pdu.fields["data_coding"], pdu.fields["short_message"][6:]) == (coding, first)
