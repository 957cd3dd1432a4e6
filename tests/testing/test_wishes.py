"""What a test asks for wrongly is told with what it might have meant, before anything is asked; by the carrier and by both clients."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from simulator.handset.conditions import Condition
from simulator.scenario.load import loads
from simulator.testing import AsyncClient, Carrier, Client, MisuseError

HOME = "13800000000"
NAIVE = datetime(2024, 3, 4)  # noqa: DTZ001 - it is what is wrong with it
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def _asynchronous(client: AsyncClient) -> dict[str, Ask]:
    """What it does, done at once."""
    return {
        "turn": lambda number, *said, **more: asyncio.run(client.handset(number).turn(*said, **more)),
        "cure": lambda number, said: asyncio.run(client.handset(number).cure(said)),
        "reply": lambda number, said: asyncio.run(client.handset(number).reply(said)),
        "received": lambda number, **more: asyncio.run(client.handset(number).received(**more)),
        "pass_": lambda *said, **more: asyncio.run(client.pass_(*said, **more)),
        "wait": lambda **more: asyncio.run(client.wait(**more)),
        "message": lambda said: asyncio.run(client.message(said)),
    }


def _plain(client: Client) -> dict[str, Ask]:
    return {
        "turn": lambda number, *said, **more: client.handset(number).turn(*said, **more),
        "cure": lambda number, said: client.handset(number).cure(said),
        "reply": lambda number, said: client.handset(number).reply(said),
        "received": lambda number, **more: client.handset(number).received(**more),
        "pass_": client.pass_,
        "wait": client.wait,
        "message": client.message,
    }


def _of(carrier: Carrier, whose: str) -> dict[str, Ask]:
    if whose == "carrier":
        methods: dict[str, Ask] = {name: getattr(carrier, name) for name in ("turn", "cure", "reply", "pass_", "wait", "message")}
        return methods | {"received": lambda number, **more: carrier.handset(number).received(**more)}
    return _plain(carrier.client) if whose == "client" else _asynchronous(carrier.async_client)


@pytest.mark.parametrize("whose", ["carrier", "client", "asynchronous client"])
@pytest.mark.parametrize(
    ("name", "said", "more", "told"),
    [
        ("turn", (HOME, "offf"), {}, "'offf' is no condition (did you mean off?)"),
        ("turn", (HOME, "broken"), {}, "'broken' is no condition; wanted on, off, out-of-credit, "),
        ("turn", (HOME, 3), {}, "condition is 3 (int): wanted one of on, off, "),
        ("turn", (13800000000, "off"), {}, "number is 13800000000 (int): it is a text: write '13800000000'"),
        ("turn", (HOME, "off"), {"for_s": "2h"}, "for_s is '2h' (str): wanted a number"),
        ("turn", (HOME, "off"), {"until": "2024-03-04"}, "until is '2024-03-04' (str): wanted a datetime with its offset"),
        ("turn", (HOME, "off"), {"until": NAIVE}, "which has no offset"),
        ("turn", (HOME, "off"), {"report": "finally"}, "'finally' is no report (did you mean final?)"),
        ("cure", (HOME, "switch on"), {}, "'switch on' is no cure (did you mean switch-on?)"),
        ("reply", (HOME, 1), {}, "text is 1 (int): it is a text: write '1'"),
        ("pass_", ("1h",), {}, "pass_ takes units by name, pass_(hours=1, minutes=30), not '1h'"),
        ("pass_", (), {"hour": 1}, "'hour' is no unit of time (did you mean hours?)"),
        ("pass_", (), {"hours": "1"}, "hours is '1' (str): wanted a number"),
        ("pass_", (), {"hours": True}, "hours is True (bool): wanted a number"),
        ("pass_", (), {"hours": -1}, "pass_ was given -3600 s: network time never runs backwards"),
        ("wait", (), {"limit_s": "1m"}, "limit_s is '1m' (str): wanted a number"),
        ("received", (HOME,), {"within_s": "1m"}, "within_s is '1m' (str): wanted a number"),
        ("received", (HOME,), {"within_s": -1}, "within_s is -1: wanted 0 to 3,600, an hour. Wait again for what takes longer"),
        ("received", (HOME,), {"within_s": 3_601}, "within_s is 3,601: wanted 0 to 3,600"),
        ("received", (HOME,), {"within_s": float("nan")}, "within_s is nan: wanted 0 to 3,600"),
        ("message", (5,), {}, "it is a text: write '5'"),
    ],
)
def test_what_cannot_be_asked(carrier: Carrier, whose: str, name: str, said: tuple[Any, ...], more: dict[str, Any], told: str) -> None:
    """The test is told, and nothing has changed."""
    with pytest.raises(MisuseError) as raised:
        _of(carrier, whose)[name](*said, **more)
    assert told in str(raised.value)
    assert carrier.handset(HOME)["condition"] == "on"


def test_what_a_carrier_cannot_be() -> None:
    """A path is no scenario, and a scenario that is wrong says where."""
    unloaded: Any = "off.yaml"
    for wrong, told in (
        (partial(Carrier, unloaded), "scenario is 'off.yaml' (str): wanted what simulator.scenario.load.load(path) or .loads(text) gives"),
        (partial(Carrier, loads("titel: off", "off.yaml")), 'off.yaml:1:1: unknown key "titel" (did you mean title?)'),  # type: ignore[arg-type]
        (partial(Carrier, seed="7"), "seed is '7' (str): wanted a whole number"),  # type: ignore[arg-type]
        (partial(Carrier, start=NAIVE), "which has no offset"),
        (partial(Client, "127.0.0.1:8080"), "url is '127.0.0.1:8080': wanted http://127.0.0.1:8080 or the like"),
    ):
        with pytest.raises(MisuseError) as raised:
            wrong()
        assert told in str(raised.value)


def test_settings_of_faults_and_captures(carrier: Carrier) -> None:
    """With the kinds that there are, and the name that is nearly it."""
    for wrong, told in (
        (partial(carrier.fault, "it", "losst"), "wanted late-dns, "),
        (partial(carrier.fault, "it", "lost", delay=5), "unknown field `delay` (did you mean delay_ms?)"),
        (partial(carrier.smpp_fault, "it", "answer-latte"), "wanted connect-refused, "),
        (partial(carrier.capture, kep=5), "unknown field `kep` (did you mean keep?)"),
    ):
        with pytest.raises(MisuseError) as raised:
            wrong()
        assert told in str(raised.value)


def test_a_condition_may_be_the_member() -> None:
    """Of the enum, for who has it at hand."""
    condition: Any = Condition.OFF
    with Carrier() as carrier:
        carrier.turn(HOME, condition)
        assert carrier.handset(HOME)["condition"] == "off"
