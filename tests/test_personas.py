"""Somebody of a population: fields that follow from seed and number, each made when it is asked for."""

from simulator.personas import FIELDS, Personas
from simulator.population import People, Population, settled

CELLS = settled(100, {"mobile": 100.0}, {"广东": 100.0}, {"mobile": ("139",)})


def personas(seed: int = 7, texts: tuple[tuple[float, str], ...] = ()) -> Personas:
    return Personas(People(Population("crowd", 1, 100, CELLS, (), texts), seed))


def test_everybody_has_every_field() -> None:
    """Number, name, network, province, a code of six digits, a text, and which of them he is."""
    somebody = personas(texts=((100.0, "${name}您好，${code}"),))[4]
    said = dict(somebody)
    assert list(said) == list(FIELDS)
    assert (said["carrier"], said["province"], said["nth"]) == ("mobile", "广东", "5")
    assert said["text"] == f"{said['name']}您好，{said['code']}"
    assert len(said["code"]) == 6


def test_a_name_is_the_numbers_own() -> None:
    """Asked for in any order, and by another process, it is the same; another seed names others."""
    forwards = [personas()[nth]["name"] for nth in range(10)]
    crowd = personas()
    assert [crowd[nth]["name"] for nth in reversed(range(10))] == forwards[::-1]
    assert len(set(forwards)) > 5
    assert forwards != [personas(seed=8)[nth]["name"] for nth in range(10)]


def test_texts_are_given_out_by_their_shares() -> None:
    """Of a hundred some nine tenths get the first."""
    crowd = personas(texts=((90.0, "often"), (10.0, "seldom")))
    often = sum(crowd[nth]["text"] == "often" for nth in range(100))
    assert 80 < often < 98
