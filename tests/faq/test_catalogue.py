"""The catalogue of the FAQ's cases: complete in both languages, and every id in it leads somewhere."""

import re

import pytest

from simulator.faq.catalogue import SECTIONS, Case, cases, files
from simulator.faq.kinds import CASES, FAMILIES
from simulator.faq.rules import RULES

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("case", cases().values(), ids=lambda case: case.id)
def test_a_case_is_told_in_both_languages(case: Case) -> None:
    """Question, signs, what to check, cure; Chinese in the one, none but quoted words in the other."""
    for words in (case.question, case.told, case.check, case.cure):
        assert CHINESE.search(words.zh)
        assert words.en.strip()
        assert len(words.en) > len(CHINESE.findall(words.en))


@pytest.mark.parametrize("case", cases().values(), ids=lambda case: case.id)
def test_related_cases_are_there(case: Case) -> None:
    """None is related to itself, none is named twice."""
    assert case.related
    assert set(case.related) <= cases().keys() - {case.id}
    assert len(set(case.related)) == len(case.related)


def test_every_case_has_its_section() -> None:
    """In the order in which the FAQ's sections are told."""
    assert list(dict.fromkeys(case.section for case in cases().values())) == list(SECTIONS)
    assert len(cases()) == 79


def test_every_case_can_be_diagnosed() -> None:
    """Some rule leads to it, by itself or as another id of the same; and no rule leads elsewhere."""
    reached = {one for rule in RULES for one in (rule.case, *rule.same)}
    assert reached == cases().keys()


def test_codes_lead_to_cases() -> None:
    """Each kind of what carriers report, and each family of what is published nowhere."""
    named = [*CASES.values(), *(row[3] for row in FAMILIES)]
    assert all(named)
    assert {one for ids in named for one in ids} <= cases().keys()


def test_files_are_named_by_case() -> None:
    """Those of the catalogue only."""
    assert files().keys() <= cases().keys()
