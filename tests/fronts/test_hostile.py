"""What no client sends: whatever it is, it is answered with a published code, soon, and next to nothing is kept of it."""

import gc
import json
import time
import tracemalloc
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from simulator.fronts.tencent_v3.actions import Action
from simulator.platform.review.pictures import OCTETS_MAX
from simulator.world import World
from tests.fronts import tencent_requests
from tests.fronts.described import as_described, network
from tests.fronts.tencent_requests import INTERFACES, TEL, parameters

SECONDS_MAX = 0.1
"""Of the processor, not of the clock."""
OCTETS_TAKEN_MAX = 20 << 20
OCTETS_KEPT_MAX = 64 << 10
"""Memory beside the request's own: while it is answered, and after."""
MEGABYTE = 1_000_000
JSON_MAX = 10 << 20

SMALL: dict[str, str] = {
    "null": "null",
    "bool": "true",
    "text": '"x"',
    "empty text": '""',
    "number": "1",
    "minus one": "-1",
    "minus zero": "-0",
    "fraction": "1.5",
    "whole fraction": "1.0",
    "list": "[1]",
    "empty list": "[]",
    "list of lists": "[[1]]",
    "object": '{"a":1}',
    "empty object": "{}",
    "NaN": "NaN",
    "infinity": "-Infinity",
    "beyond 64 bits": "18446744073709551616",
    "below 64 bits": "-9223372036854775809",
    "exponent": "1e5",
    "huge exponent": "1e999999999",
    "tiny exponent": "1e-999999999",
    "5000 digits": "9" * 5_000,
    "lone surrogate": '"\\ud800"',
    "lone low surrogate": '"\\udc00x"',
    "raw surrogate": '"\ud800"',
    "NUL": '"\\u0000"',
    "raw NUL": '"\0"',
    "full-width digits": '"１３８００００００００"',
    "arabic digits": '"٣"',
    "mathematical digits": '"𝟙𝟛𝟠"',
    "superscript": '"²"',
    "deep enough": "[" * 900 + "]" * 900,
}
"""Values for any field, as JSON or nearly."""
BIG: dict[str, str] = {
    "deep lists": "[" * 200_000 + "]" * 200_000,
    "deep objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "empty objects": "[" + "{}," * 300_000 + "{}]",
    "numbers": "[" + "1," * 450_000 + "1]",
    "100,000 parameters": json.dumps(["1"] * 100_000),
    "10,000 numbers": json.dumps([TEL] * 10_000),
    "many digits": "9" * 900_000,
    "many fields": json.dumps(dict.fromkeys(map(str, range(60_000)), 1)),
}
TEXTS = {"a": 1.0, "{1}": 0.3, "好": 0.3, "1 ": 0.5, "【a】": 0.12, "http://a.b/": 0.09, "\\u0000": 0.16}
"""What a megabyte of text is of, and how often it goes into one, in millions; escaped where JSON wants it."""


class Front:
    """One interface or action: its good body, how to sign, and how to ask."""

    def __init__(self, operation: str, good: dict[str, Any], ask: Callable[[World, str | bytes], Callable[[], Any]]) -> None:
        self.operation, self.good, self.ask = operation, good, ask


def interface(name: str) -> Front:
    def ask(world: World, raw: str | bytes) -> Callable[[], Any]:
        request = tencent_requests.v5(name, raw)
        return lambda: world.v5.answer(request)

    return Front(f"v5.{name}", INTERFACES[name], ask)


def action(row: Action) -> Front:
    def ask(world: World, raw: str | bytes) -> Callable[[], Any]:
        request = tencent_requests.v3(row, raw)
        return lambda: world.v3.answer(request)

    return Front(f"v3.{row.version}.{row.name}", parameters(row), ask)


FRONTS = {front.operation: front for front in (*map(interface, INTERFACES), *map(action, network().v3.actions))}


def with_field(body: dict[str, Any], name: str, value: str) -> str:
    """The body with a field that holds this JSON, after the one that it has already: names come twice."""
    inner = json.dumps(body, ensure_ascii=False)[1:-1]
    return "{" + inner + ("," if inner else "") + f"{json.dumps(name)}:{value}}}"


def lists(front: Front) -> list[str]:
    """Fields that hold lists; one of another kind, where there are none."""
    return [name for name, value in front.good.items() if isinstance(value, list)] or list(front.good)[:1]


def strings(body: Any) -> Iterator[Callable[[str], Any]]:
    """For each text of a body, wherever it stands: the body with another one in its place."""
    pairs = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for name, value in pairs:
        if isinstance(value, str):
            yield lambda text, name=name: _put(body, name, text)
        else:
            yield from (lambda text, name=name, put=put: _put(body, name, put(text)) for put in strings(value))


def _put(body: Any, name: Any, value: Any) -> Any:
    if isinstance(body, list):
        return [value if at == name else each for at, each in enumerate(body)]
    return {**body, name: value}


def _timed(asked: Callable[[], Any]) -> tuple[Any, float]:
    """What it answers, and how long the processor took."""
    before = time.process_time()
    answer = asked()
    return answer, time.process_time() - before


def hold(world: World, front: Front, raw: str | bytes, what: str) -> None:
    """Ask twice: once for the time that it takes, once for the memory."""
    asked = front.ask(world, raw)
    gc.disable()  # a served network's heap is frozen; a pass over that of the whole test process is none of its time
    answer, spent_s = _timed(asked)
    if (
        spent_s >= SECONDS_MAX
    ):  # on a busy machine the processor itself is slower now and then: what counts is that it need not take so long
        spent_s = min(_timed(asked)[1] for _ in range(2))
    gc.enable()
    assert as_described(front.operation, answer), (what, msgspec.json.encode(answer)[:500])
    tracemalloc.start()
    msgspec.json.encode(asked())
    kept, taken = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent_s < SECONDS_MAX, (what, spent_s)
    assert taken < max(OCTETS_TAKEN_MAX, 3 * len(raw)), (what, taken)
    assert kept < OCTETS_KEPT_MAX, (what, kept)


@pytest.fixture
def world() -> World:
    """A network of each test's own: no app is banned yet."""
    return network()


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_what_is_good_is_taken_for_good(front: Front) -> None:
    """The bodies that are spoilt below are understood as they are: what is refused is refused for its meaning."""
    answer = front.ask(network(), json.dumps(front.good))()
    assert as_described(front.operation, answer)
    said = msgspec.json.encode(answer)
    assert not any(word in said for word in (b'"result":1001', b'"result":1004', b"AuthFailure", b"MissingParameter", b'InvalidParameter"'))


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_odd_values(world: World, front: Front) -> None:
    """In every field, in one that is unknown, and in place of the whole body."""
    for what, value in SMALL.items():
        for name in (*front.good, "unknown"):
            hold(world, front, with_field(front.good, name, value), f"{name}: {what}")
        hold(world, front, value, what)


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_giant_values(world: World, front: Front) -> None:
    """Deep, long, and many; in a field that is known, and once where nobody looks."""
    for what, value in BIG.items():
        for name in lists(front):
            hold(world, front, with_field(front.good, name, value), f"{name}: {what}")
    hold(world, front, with_field(front.good, "unknown", BIG["empty objects"]), "unknown: empty objects")
    hold(world, front, with_field(front.good, "x" * 900_000, "1"), "a giant name")


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_giant_texts(world: World, front: Front) -> None:
    """A megabyte in each text."""
    for nth, put in enumerate(strings(front.good)):
        for piece, millions in TEXTS.items():
            text = json.loads(f'"{piece}"') * round(millions * MEGABYTE)
            hold(world, front, json.dumps(put(text), ensure_ascii=False), f"text {nth}: {piece}")


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe{}", b"\xef\xbb\xbf{}", b'{"a":"\xed\xa0\x80"}', b"{" * 1_000_000, b'"' + b"\\" * 999_999, b"\0" * 1_000_000]
)
@pytest.mark.parametrize("operation", ["v5.sendsms", "v5.get_sign", "v3.2021-01-11.SendSms", "v3.2019-07-11.DescribeSmsSignList"])
def test_what_is_no_json(world: World, operation: str, raw: bytes) -> None:
    """Nor even text."""
    hold(world, FRONTS[operation], raw, repr(raw[:20]))


@pytest.mark.parametrize("value", ["{}", '""', "1", "[]", '{"a":1}'])
def test_ten_megabytes_of_little(world: World, value: str) -> None:
    """The cloud API takes bodies of ten megabytes, which hold three million empty objects."""
    many = f"[{','.join([value] * (JSON_MAX // (len(value) + 1) - 200))}]"
    hold(world, FRONTS["v3.2021-01-11.SendSms"], with_field({}, "PhoneNumberSet", many), value)


@pytest.mark.parametrize(("octets", "taken"), [(OCTETS_MAX, True), (OCTETS_MAX + 1, False), (7 << 20, False)])
@pytest.mark.parametrize("blanks", ["", "\n"])
def test_the_largest_picture(octets: int, taken: bool, blanks: str) -> None:
    """Five megabytes are taken, also in lines; more, up to what a body may hold, is refused."""
    world = network()
    picture = b64encode(b"\x89PNG\r\n\x1a\n" + bytes(octets - 8)).decode()
    lines = blanks.join(picture[at : at + 76] for at in range(0, len(picture), 76)) if blanks else picture
    front = FRONTS["v3.2021-01-11.AddSmsSign"]
    body = json.dumps({**front.good, "ProofImage": lines, "CommissionImage": ""})[:JSON_MAX]
    hold(world, front, body, f"{octets} octets")
    assert ("AddSignStatus" in front.ask(network(), body)()["Response"]) is taken


def test_a_picture_of_blanks(world: World) -> None:
    """Base64 may be broken anywhere."""
    front = FRONTS["v3.2021-01-11.AddSmsSign"]
    hold(world, front, json.dumps({**front.good, "ProofImage": "i " * 4_000_000}), "blanks")
