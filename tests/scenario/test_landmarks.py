"""Where a file says what can decide a fate."""

from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario

TEXT = """
network:
  carriers:
    - {name: mobile, spot_check: 0.5}
  lexicon:
    - {words: [奖]}
apps:
  - {id: 1400000001, limits: {per_day: 3}}
faults:
  - {name: stuck, kind: lost}
handsets:
  13800009801: {condition: off}
"""


def test_what_is_named_has_its_place() -> None:
    """By what it is and its name; numbers in one form."""
    scenario = loads(TEXT, "world.yaml")
    assert isinstance(scenario, Scenario)
    assert {about: str(place) for about, place in scenario.places.items()} == {
        "handset +8613800009801": "world.yaml:12:3",
        "app 1400000001": "world.yaml:8:5",
        "fault stuck": "world.yaml:10:5",
        "carrier mobile": "world.yaml:4:7",
        "network carriers": "world.yaml:3:3",
        "network lexicon": "world.yaml:5:3",
    }


def test_a_file_that_says_nothing_has_no_places() -> None:
    """All of it is the default world's."""
    scenario = loads("title: nothing")
    assert isinstance(scenario, Scenario)
    assert scenario.places == {}
