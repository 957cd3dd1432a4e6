"""The Grafana dashboard asks for metrics that a network has, by labels that they have."""

import json
import re
from pathlib import Path
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from simulator.testing import Carrier
from tests.esme import ON, Esme
from tests.fronts.tencent_v5 import post, single, world
from tests.web import Receiver, exchange

DASHBOARD: dict[str, Any] = json.loads((Path(__file__).parents[2] / "docs" / "grafana" / "fakecarrier.json").read_text("utf-8"))
_NAME = re.compile(r"\b(?:fakecarrier|process)_\w+")
_LABELS = re.compile(r"by \(([\w, ]+)\)|(\w+)=~?\"")
TO_PROMETHEUS = {"instance", "le"}
"""Labels that are not ours to give."""


def expressions() -> list[str]:
    return [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


def scraped() -> dict[str, set[str]]:
    """Names and labels of a network in which everything happened that is counted."""
    with Receiver(200) as customer, Carrier(world(callback_url=customer.url)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        carrier.smpp_fault("wrong", "answer-status", status=8)
        client.submit(ON)
        post(carrier, "sendsms", single())
        carrier.pass_(minutes=1)
        text = exchange("GET", f"{carrier.url}/metrics")[2].decode()
    families = text_string_to_metric_families(text)
    return {sample.name: set(sample.labels) for family in families for sample in family.samples}


def test_every_panel_asks_for_what_there_is() -> None:
    """No panel stays empty for a wrong name."""
    there = scraped()
    for expression in expressions():
        names = _NAME.findall(expression)
        assert names, expression
        assert set(names) <= there.keys(), expression
        asked = {word.strip() for by, label in _LABELS.findall(expression) for word in (by.split(",") if by else [label])}
        assert asked - TO_PROMETHEUS <= set().union(*(there[name] for name in names)), expression


def test_every_metric_of_ours_is_shown() -> None:
    """What is counted and shown nowhere is forgotten; the ledger's size and the speed are for whoever looks closer."""
    shown = {name for expression in expressions() for name in _NAME.findall(expression)}
    apart = {"fakecarrier_kept", "fakecarrier_network_speed"}
    whole = {re.sub(r"_(bucket|count|sum|created)$", "", name) for name in scraped() if name.startswith("fakecarrier_")}
    assert whole - apart == {re.sub(r"_bucket$", "", name) for name in shown if name.startswith("fakecarrier_")}


def test_panels_do_not_overlap() -> None:
    """Each has its own place and its own number."""
    taken = [
        (x, y)
        for panel in DASHBOARD["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) < 24
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
