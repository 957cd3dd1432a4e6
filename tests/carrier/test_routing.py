"""Which network a number belongs to."""

import pytest

from simulator.carrier.carrier import Carrier
from simulator.carrier.routing import route, table
from simulator.carrier.settings import LATENCY, CarrierSettings, Network

MOBILE = [*range(134, 140), 147, 148, *range(150, 153), *range(157, 160), 165, 172, 178, *range(182, 185), 187, 188, 192, 195, 197, 198]
UNICOM = [130, 131, 132, 145, 146, 155, 156, 166, 167, 171, 175, 176, 185, 186, 196]
TELECOM = [133, 149, 153, 162, 173, 174, 177, 180, 181, 189, 190, 191, 193, 199]
KNOWN = {**dict.fromkeys(MOBILE, "mobile"), **dict.fromkeys(UNICOM, "unicom"), **dict.fromkeys(TELECOM, "telecom")}


def network(name: str, *prefixes: str) -> Network:
    return Network(name, prefixes, LATENCY)


@pytest.mark.parametrize("prefix", range(130, 200))
def test_every_mainland_prefix(prefix: int) -> None:
    """Each belongs to its operator; those that nobody is listed for go to the first network."""
    assert Carrier(CarrierSettings(), 1).network(f"+86{prefix}50000000").name == KNOWN.get(prefix, "mobile")


@pytest.mark.parametrize(
    ("block", "operator"),
    [
        *((block, "telecom") for block in ("1700", "1701", "1702", "1349")),
        *((block, "mobile") for block in ("1703", "1705", "1706", "1348")),
        *((block, "unicom") for block in ("1704", "1707", "1708", "1709")),
    ],
)
def test_blocks_of_virtual_operators(block: str, operator: str) -> None:
    """170 is shared out by its fourth digit, and so is the satellite's part of 134."""
    assert Carrier(CarrierSettings(), 1).network(f"+86{block}0000000").name == operator


@pytest.mark.parametrize(
    "number", ["+85251000000", "+12025550100", "+442071234567", "+861012345678", "+8613812345", "+86138123456789", "+13800000000"]
)
def test_what_is_no_mainland_mobile_number_is_abroad(number: str) -> None:
    """Also one that begins like a mainland number and has another length."""
    carrier = Carrier(CarrierSettings(), 1)
    carrier.network("+8613812345678")
    assert carrier.network(number).name == "international"


def test_the_longest_prefix_wins() -> None:
    """A part of a prefix can be another's, at home and abroad."""
    networks = [
        network("home", "138"),
        network("virtual", "1380"),
        network("abroad", "+"),
        network("hongkong", "+852"),
        network("part", "+8526"),
    ]
    by_prefix = table(networks)
    asked = ["+8613800000000", "+8613810000000", "+85261000000", "+85251000000", "+12025550100"]
    assert [route(by_prefix, number).name for number in asked] == ["virtual", "home", "part", "hongkong", "abroad"]


def test_a_prefix_that_nobody_claims_is_the_first_networks() -> None:
    """A scenario with one network serves every number with it."""
    by_prefix = table([network("only", "138")])
    assert {route(by_prefix, number).name for number in ("+8618600000000", "+85251000000")} == {"only"}


def test_two_networks_cannot_claim_one_prefix() -> None:
    """Both are named, and the prefix."""
    with pytest.raises(ValueError, match="prefix 138 is claimed by a and by b"):
        table([network("a", "137", "138"), network("b", "138")])


def test_a_prefix_has_a_length() -> None:
    """What would never be looked for is an error."""
    with pytest.raises(ValueError, match="prefix 138001 of a is longer than 5"):
        table([network("a", "138001")])
