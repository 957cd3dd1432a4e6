"""The tables of handset, carrier and reporting cover each other: no cause without a report, no condition without a row, no dead word."""

from itertools import product

import pytest
from msgspec.structs import replace

from simulator.carrier.settings import Action, CarrierSettings, Outage, WordRule
from simulator.causes import Cause
from simulator.handset.conditions import ALERTED, TABLE, Condition, Cure, Effect
from simulator.handset.settings import HandsetSettings, in_condition
from simulator.ledger import trail
from simulator.lifecycle import Event
from simulator.lines import NOWHERE, LineSettings
from simulator.reporting import codes
from simulator.reporting.report import CLAIMS, Claim, report
from simulator.reporting.settings import Manner
from simulator.scenario.default import HANDSETS
from simulator.text import udh
from simulator.text.udh import Concatenation
from tests.road import HOUR, NINE, WORLD, Road

HOME = "+8613900000000"
FIRST_OF_TWO = udh.write(Concatenation(1, 2, 1))
UNTOLD = {Cause.LOST}
"""What no carrier knows, and so none tells."""
AFTER_DELIVERY = {Cause.JOIN_EXPIRED}
"""What becomes of a text after its report."""


def told(manner: Manner, event: Event, cause: Cause, network: str) -> str | None:
    outcome = report(manner, event, cause, network, told=False)
    return outcome and outcome.code


@pytest.mark.parametrize(("cause", "network", "manner"), list(product(Cause, codes.NETWORKS, Manner)))
def test_every_cause_has_its_report_in_every_manner(cause: Cause, network: str, manner: Manner) -> None:
    """Final and early carriers tell a failure of it in the network's words, optimistic ones delivery, silent ones nothing."""
    own = codes.failed(cause, network).code
    wanted = None if cause in UNTOLD else {Manner.FINAL: own, Manner.EARLY: own, Manner.OPTIMISTIC: "DELIVRD", Manner.SILENT: None}[manner]
    assert told(manner, Event.FAILED, cause, network) == wanted


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("condition", [condition for condition in Condition if TABLE[condition].cause])
def test_every_condition_is_told_of(condition: Condition, manner: Manner) -> None:
    """Whatever its effect on a text, the manners say what is claimed of the event that it leads to."""
    event = {
        Effect.STORED: Event.ATTEMPTED, Effect.REFUSED: Event.FAILED, Effect.UNSEEN: Event.UNSEEN, Effect.FILTERED: Event.DELIVERED,
    }[TABLE[condition].effect]  # fmt: skip
    cause = TABLE[condition].cause
    assert cause is not None
    for network in codes.NETWORKS:
        assert (told(manner, event, cause, network) is None) == (CLAIMS[manner][event][False] is Claim.NOTHING)


def test_every_condition_has_a_row() -> None:
    """With a cause exactly where a text is not shown."""
    assert set(TABLE) == set(Condition)
    assert {condition for condition, row in TABLE.items() if row.cause is None} == {Condition.ON, Condition.OUT_OF_CREDIT_OUTGOING}
    assert {row.effect for row in TABLE.values()} == set(Effect)
    assert all((row.effect is Effect.SHOWN) == (row.cause is None) for row in TABLE.values())


def test_every_cure_cures_something() -> None:
    """And every condition has one, but those that are none, and a number that nobody has."""
    assert {cure for row in TABLE.values() for cure in row.cures} == set(Cure)
    assert {condition for condition, row in TABLE.items() if not row.cures} == {Condition.ON, Condition.NUMBER_UNKNOWN}


def test_only_credit_is_found_with_the_next_retry() -> None:
    """All other causes for which texts are stored come with an alert."""
    stored = {row.cause for row in TABLE.values() if row.effect is Effect.STORED}
    assert stored - ALERTED == {Cause.OUT_OF_CREDIT}


def test_every_condition_is_in_the_default_world() -> None:
    """A newcomer meets each of them by its number."""
    there = {spell.condition for line in HANDSETS.values() for spell in line.handset.spells} | {Condition.ON}
    assert there == set(Condition)


def word(action: Action, *, refuse: bool = False) -> CarrierSettings:
    return CarrierSettings(lexicon=(WordRule(("hi",), action, refuse=refuse),))


def network(**said: object) -> CarrierSettings:
    mobile, *others = WORLD.carriers.networks
    return CarrierSettings((replace(mobile, **said), *others))


CARRIERS = {
    Cause.INTERCEPTED: word(Action.INTERCEPT),
    Cause.SPOT_CHECK: network(spot_check=1.0),
    Cause.LOST: word(Action.DROP),
    Cause.REVIEW_REFUSED: word(Action.HOLD, refuse=True),
    Cause.NETWORK_FAULT: network(outages=(Outage(NINE),)),
    Cause.THROTTLED: network(throttle_per_day=0),
}
"""What a scenario says of carriers, by the cause that it leads to."""
LINES = {
    **{row.cause: LineSettings(in_condition(condition)) for condition, row in TABLE.items() if row.cause},
    Cause.BLACKLISTED: LineSettings(blacklisted=True),
    Cause.PORTING: LineSettings(ported_to=NOWHERE),
    Cause.JOIN_EXPIRED: LineSettings(HandsetSettings()),
}
"""What it says of a number."""


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_can_be_reached(cause: Cause) -> None:
    """By what a scenario says of a number or a carrier, or by a part whose other half never comes; it stands on the trail."""
    road = Road({HOME: LINES.get(cause, LineSettings())}, carriers=CARRIERS.get(cause, CarrierSettings()))
    text = road.submit(HOME, header=FIRST_OF_TWO if cause is Cause.JOIN_EXPIRED else b"")
    road.pass_to(NINE + 72 * HOUR)
    assert cause in {entry.detail for entry in trail(text)}
    assert (Event.GIVEN_UP in {entry.event for entry in trail(text)}) == (cause in AFTER_DELIVERY)


def test_loss_is_another_way_to_be_lost() -> None:
    """By chance, not by a word."""
    road = Road({}, carriers=network(loss=1.0))
    text = road.submit(HOME)
    road.end()
    assert trail(text)[-1].detail is Cause.LOST


def test_no_cause_is_unreached() -> None:
    """Every one has its way, and it stands above."""
    assert {*LINES, *CARRIERS} == set(Cause)
