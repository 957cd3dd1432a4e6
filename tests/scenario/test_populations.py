"""Populations in a file: what is wrong with them, as exact lines, and what a world does with them."""

# ruff: noqa: E501 - a golden line is one line

import pytest

from simulator.population import People
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier

MISTAKES = [
    pytest.param(
        "{size: 10, carriers: {mobile: 60%}}", "populations.c.carriers: the shares come to 60%: wanted 100% in all", id="carriers"
    ),
    pytest.param(
        "{size: 10, carriers: {mobil: 100%}}",
        'populations.c.carriers: "mobil" is no network with numbers here (did you mean mobile?)',
        id="network",
    ),
    pytest.param(
        "{size: 10, carriers: {international: 100%}}",
        'populations.c.carriers: "international" is no network with numbers here; wanted mobile, telecom or unicom',
        id="abroad",
    ),
    pytest.param(
        "{size: 10, provinces: {广西: 50%, 广州: 50%}}",
        'populations.c.provinces.广州: "广州" is no province; wanted 广东, 山东, 河南, 江苏, 四川, 河北, 湖南, 浙江, 安徽, 湖北, 广西, 云南, 江西, 辽宁, 福建, 陕西, 贵州, 山西, 重庆, 黑龙江 or others',
        id="province",
    ),
    pytest.param(
        "{size: 10, behaviours: [{share: 60%, condition: off}, {share: 50%}]}",
        "populations.c.behaviours: the shares come to 110%: wanted at most 100%, the rest is ordinary",
        id="too-much",
    ),
    pytest.param(
        "{size: 10, behaviours: [{share: 0.5, condition: off}]}",
        'populations.c.behaviours[0].share: "0.5" is no share: wanted one from above 0% to 100%, such as 60%',
        id="no-percent",
    ),
    pytest.param("{size: 10, behaviours: [{condition: off}]}", 'populations.c.behaviours[0]: "share" is missing', id="no-share"),
    pytest.param(
        "{size: 10, behaviours: [{share: 1%, condition: of}]}",
        'populations.c.behaviours[0].condition: "of" is no condition (did you mean off?)',
        id="condition",
    ),
    pytest.param(
        "{size: 10, behaviours: [{share: 1%, unsubscribed: [1400000001]}]}",
        "populations.c.behaviours[0].unsubscribed: the platform keeps a list of single numbers: say it of those, in handsets",
        id="unsubscribed",
    ),
    pytest.param(
        "{size: 10, texts: [{text: a, share: 10%}]}", "populations.c.texts: the shares come to 10%: wanted 100% in all", id="texts"
    ),
    pytest.param(
        "{size: 10, texts: 'hello ${nam}'}",
        'populations.c.texts: "${nam}" is no variable here (did you mean name?). Where none is meant write $${',
        id="field",
    ),
    pytest.param(
        "{size: 10000000, provinces: {西藏: 100%}, carriers: {unicom: 100%}}",
        "populations.c.size: 10,000,000 numbers of unicom in 西藏, and there are 4,500,000: take fewer, or more provinces",
        id="room",
    ),
    pytest.param("{size: 0}", 'populations.c.size: "0" will not do: wanted a whole number from 1 to 10,000,000, digits only', id="nobody"),
]


@pytest.mark.parametrize(("said", "line"), MISTAKES)
def test_a_mistake_is_one_precise_line(said: str, line: str) -> None:
    """Which share, which word, and what was wanted."""
    found = loads(f"populations:\n  c: {said}\n", "f")
    assert isinstance(found, list), found
    assert [str(problem).split(": ", 1)[1] for problem in found] == [line]


def test_a_behaviour_is_all_that_can_be_said_of_a_handset() -> None:
    """Who is ill is reported on as the file says; who is not is ordinary."""
    text = "populations: {crowd: {size: 1000, behaviours: [{share: 50%, condition: off, report: early}]}}\n"
    scenario = loads(text)
    assert isinstance(scenario, Scenario)
    people = People(scenario.populations[0], 1)
    sick = next(number for number in people if people.settings(number))
    well = next(number for number in people if not people.settings(number))
    with Carrier(scenario) as carrier:
        assert (carrier.handset(sick)["condition"], carrier.handset(sick)["report"]) == ("off", "early")
        assert (carrier.handset(well)["condition"], carrier.handset(well)["report"]) == ("on", "final")
        carrier.turn(sick, "on")
        assert carrier.handset(sick)["condition"] == "on"


def test_a_network_of_ones_own_gives_out_its_numbers() -> None:
    """A prefix that the file moves is the new network's, and longer prefixes of others are left alone."""
    text = "network: {carriers: [{name: fourth, prefixes: [192]}]}\npopulations: {crowd: {size: 50, carriers: {fourth: 100%}}}\n"
    scenario = loads(text)
    assert isinstance(scenario, Scenario), list(map(str, scenario))
    numbers = list(People(scenario.populations[0], 1))
    assert {number[:6] for number in numbers} == {"+86192"}
    with Carrier(scenario) as carrier:
        assert {carrier.handset(number)["network"] for number in numbers} == {"fourth"}


def test_populations_do_not_meet() -> None:
    """Each has a digit of its own, so that no number is of two."""
    scenario = loads("populations: {a: {size: 5000}, b: {size: 5000}}\n")
    assert isinstance(scenario, Scenario)
    one, other = (set(People(population, 1)) for population in scenario.populations)
    assert (len(one), len(other), one & other) == (5_000, 5_000, set())
