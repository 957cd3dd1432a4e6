"""The clock over the control API, where it runs until nothing is due."""

from collections.abc import Iterator

import pytest

from simulator.testing import Carrier
from tests.control.busy import HOME, OFF, send
from tests.web import Json, ask


def test_it_runs_until_nothing_is_due() -> None:
    """And stands at the last instant at which something happened."""
    with Carrier() as carrier:
        sid = send(carrier)
        clock = carrier.client.idle()
        assert (clock.next_due, clock.now) == (None, carrier.message(sid)["trail"][-1]["at"])


def test_it_runs_no_further_than_told() -> None:
    """What is due later is due still; the instant is the last one at which something happened."""
    with Carrier() as carrier:
        send(carrier, OFF)
        clock = carrier.client.idle(hours=1)
        assert clock.next_due is not None
        assert clock.now < "2024-03-04T09:01"
        assert carrier.client.idle(days=3).next_due is None
        assert carrier.client.handset(OFF).inbox == []
        assert ask("POST", f"{carrier.url}/sim/clock/idle", {"within_s": -1})[0] == 400
        assert carrier.client.handset(HOME).inbox == []


REVIEW = "/sim/reviews/default/templates/1009"
FAR = "9999-12-31T23:00:00Z"
INSTANTS = {
    ("post", "/sim/clock/pass", "until"): ("/sim/clock/pass", {"until": FAR}),
    ("put", "/sim/handsets/{number}", "until"): (f"/sim/handsets/{HOME}", {"condition": "off", "until": FAR}),
    ("post", "/sim/reviews/{customer}/{what}/{id}/approve", "in_force_at"): (f"{REVIEW}/approve", {"in_force_at": FAR}),
}
"""Every field of a body that is an instant, and a body with one after the last that there is."""


@pytest.mark.parametrize("field", INSTANTS)
def test_nothing_is_put_beyond_the_end_of_time(field: tuple[str, str, str]) -> None:
    """It is refused before anything is changed, and the clock goes on."""
    path, body = INSTANTS[field]
    with Carrier() as carrier:
        before = [ask("GET", carrier.url + each) for each in ("/sim/clock", f"/sim/handsets/{HOME}", REVIEW)]
        status, problem = ask(field[0].upper(), carrier.url + path, body)
        assert (status, "is too late: network time ends with 9000-01-01" in problem["detail"]) == (400, True)
        assert [ask("GET", carrier.url + each) for each in ("/sim/clock", f"/sim/handsets/{HOME}", REVIEW)] == before
        assert ask("POST", f"{carrier.url}/sim/clock/pass", {"seconds": 60})[0] == 200


def test_no_instant_is_left_out() -> None:
    """The table above has all that the description has."""
    with Carrier() as carrier:
        described = ask("GET", f"{carrier.url}/sim/openapi.json")[1]
    assert set(_instants(described)) == set(INSTANTS)


def _instants(described: Json) -> Iterator[tuple[str, str, str]]:
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            fields = described["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], {}).get("properties", {})
            yield from ((method, path, name) for name, field in fields.items() if "date-time" in str(field))
