"""The published tables are whole, and a code is found in them as it is written in a report."""

import subprocess
import sys
from collections import Counter

import pytest

from simulator.reporting.published import ALL, INTERNATIONAL, SENTENCES, Kind, meanings, rows

HEADINGS = {
    "all": "delivered 1 suspended 1 mixed 2 signal 1 handset 1 blacklist 11 keyword 7 reject 5 freq 4 signcode 5 carrier 12 unknown 1",
    "mobile": "off 14 suspended 29 empty 51 mixed 67 signal 34 inbox-full 13 handset 12 no-sms 2 blacklist 87 keyword 71 reject 26 freq 51"
    " ported 19 expired 2 barred 4 length 1 carrier 404 unknown 6",
    "unicom": "delivered 1 off 130 suspended 73 empty 92 mixed 42 signal 89 inbox-full 11 handset 10 no-sms 10 blacklist 34 keyword 12"
    " reject 21 freq 10 ported 4 barred 4 length 3 carrier 176 unknown 7",
    "telecom": "delivered 1 off 27 suspended 23 empty 27 mixed 31 signal 73 inbox-full 9 handset 5 blacklist 6 keyword 9 reject 5 freq 8"
    " carrier 79",
    "international": "delivered 1 mixed 1 expired 1 reject 2 handset 1 unknown 1 carrier 2",
}
"""How many codes of each kind are published for each network."""


@pytest.mark.parametrize("network", HEADINGS)
def test_every_row_is_there(network: str) -> None:
    """Each network has as many codes of each kind as were published."""
    words = HEADINGS[network].split()
    counted = Counter(row.kind.value for row in rows() if row.network == network)
    assert counted == dict(zip(words[::2], map(int, words[1::2]), strict=True))


def test_the_mainland_has_1976_rows() -> None:
    """51 for all networks, 893 for Mobile, 729 for Unicom, 303 for Telecom; nine more from abroad."""
    counted = Counter(row.network for row in rows())
    assert counted == {ALL: 51, "mobile": 893, "unicom": 729, "telecom": 303, INTERNATIONAL: 9}
    assert sum(counted.values()) - counted[INTERNATIONAL] == 1976


def test_no_code_has_blanks_around_it() -> None:
    """What a report says is compared as it is."""
    assert [row for row in rows() if row.code != row.code.strip() or not row.code] == []


def test_every_kind_is_told_in_two_languages() -> None:
    """A sentence for each, none twice."""
    assert set(SENTENCES) == set(Kind)
    for sentences in zip(*SENTENCES.values(), strict=True):
        assert len(set(sentences)) == len(Kind)


@pytest.mark.parametrize(
    ("code", "network", "read"),
    [
        pytest.param("MK:0024", None, ["mobile off"], id="one-reading"),
        pytest.param("R:00002", None, ["unicom off"], id="unicom"),
        pytest.param("5", "unicom", ["unicom suspended"], id="bare-number"),
        pytest.param("DELIVRD", None, ["all delivered", "international delivered"], id="any-network"),
        pytest.param("DELIVRD", "telecom", ["all delivered"], id="shared-by-the-mainland"),
        pytest.param("UNDELIVRD", INTERNATIONAL, [], id="the-mainland-s-is-not-abroad-s"),
        pytest.param("UNDELIV", INTERNATIONAL, ["international mixed"], id="abroad"),
        pytest.param("DB:0140", "mobile", ["mobile blacklist", "mobile carrier"], id="two-meanings"),
        pytest.param("DB:0141", "unicom", [], id="another-network-s"),
        pytest.param("ID:0077", "mobile", ["mobile carrier"], id="published-twice"),
        pytest.param(" MK：0024 ", None, ["mobile off"], id="as-pasted"),
        pytest.param("mk:0024", None, [], id="case-tells-codes-apart"),
        pytest.param("", None, [], id="nothing"),
    ],
)
def test_a_code_is_read(code: str, network: str | None, read: list[str]) -> None:
    """On one network, or on any."""
    assert [f"{meaning.network} {meaning.kind.value}" for meaning in meanings(code, network)] == read


def test_the_tables_are_read_on_first_use_only() -> None:
    """A network that nobody asks about a code never reads them."""
    asked = "import simulator.reporting.report\nfrom simulator.reporting.published import rows\nprint(rows.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True).stdout == "0\n"
