"""What a customer has on file: numbers, reach, and what the settings say against what was handed in."""

import pytest
from msgspec.structs import replace

from simulator.message import Kind
from simulator.platform.catalogue import NUMBERED_FROM, UNDATED, Catalogue, Reach, Status, ticked
from simulator.platform.review.applications import SignApplication, TemplateApplication, TemplateKind, Verdict
from simulator.platform.settings import Sign, Template, default_apps

(APP,) = default_apps()
NINE = 1_709_514_000_000


def catalogue(*signs: Sign, templates: tuple[Template, ...] = ()) -> Catalogue:
    made = Catalogue()
    made.learn([replace(APP, signs=signs, templates=templates)])
    return made


def test_numbers_count_up_from_the_highest() -> None:
    """Past a million, or past the settings' own where those are higher; templates and signatures apart."""
    known = catalogue(Sign("甲"), Sign("乙"), templates=(Template(1001, "a"), Template(NUMBERED_FROM + 7, "b")))
    assert list(known.signs) == [1, 2]
    assert [known.file_sign(SignApplication("丙"), NINE).id, known.file_sign(SignApplication("丁"), NINE).id] == [1_000_001, 1_000_002]
    assert known.file_template(TemplateApplication("c"), NINE).id == 1_000_008


def test_no_number_is_given_twice() -> None:
    """What was deleted leaves its number unused."""
    known = catalogue()
    for number in (1_000_001, 1_000_002):
        assert known.file_sign(SignApplication("甲"), NINE).id == known.file_template(TemplateApplication("a"), NINE).id == number
        del known.signs[number], known.templates[number]


def test_what_was_handed_in_outlives_other_settings() -> None:
    """The settings' own are as the settings say; a new signature of theirs has the next small number."""
    known = catalogue(Sign("甲"))
    mine = known.file_sign(SignApplication("乙"), NINE)
    known.learn([replace(APP, signs=(Sign("甲", approved=False), Sign("丙")), templates=())])
    assert [(id_, sign.text, sign.status) for id_, sign in known.signs.items()] == [
        (1, "甲", Status.IN_REVIEW),
        (mine.id, "乙", Status.IN_REVIEW),
        (2, "丙", Status.APPROVED),
    ]


def test_the_settings_papers_have_the_first_instant_for_a_date() -> None:
    """They keep it when the settings are learnt again; what is in review there has no answer's date."""
    known = catalogue(Sign("甲"), Sign("乙", approved=False))
    assert known.signs[1].applied_at == UNDATED
    known.date(NINE)
    known.learn([replace(APP, signs=(Sign("甲"), Sign("乙", approved=False)))])
    known.date(NINE + 1)
    assert [(sign.applied_at, sign.replied_at) for sign in known.signs.values()] == [(NINE, NINE), (NINE, None)]


@pytest.mark.parametrize(
    ("reach", "mainland", "abroad"), [(Reach.MAINLAND, True, False), (Reach.ABROAD, False, True), (Reach.BOTH, True, True)]
)
def test_what_is_for_one_part_of_the_world_is_for_no_other(reach: Reach, mainland: bool, abroad: bool) -> None:
    """Signatures of the settings are for both."""
    assert (reach.covers(abroad=False), reach.covers(abroad=True)) == (mainland, abroad)
    known = catalogue(Sign("甲"))
    known.file_sign(SignApplication("乙"), NINE).status = Status.APPROVED
    known.file_sign(SignApplication("Acme", international=1), NINE).status = Status.APPROVED
    assert known.approved_signs(abroad=False) == ["甲", "乙"]
    assert known.approved_signs(abroad=True) == ["甲", "Acme"]


@pytest.mark.parametrize(("status", "usable"), [(status, status is Status.APPROVED) for status in Status])
def test_only_what_is_approved_can_be_used(status: Status, usable: bool) -> None:
    """Not in review, not refused, and not approved but not yet in force."""
    known = catalogue()
    sign = known.file_sign(SignApplication("甲"), NINE)
    sign.status = status
    assert (sign.approved, known.approved_signs(abroad=False)) == (usable, ["甲"] if usable else [])
    assert sign.changeable is (status in {Status.IN_REVIEW, Status.REFUSED})


def test_a_template_is_of_the_kind_that_was_found() -> None:
    """Until then of the one that was ticked; codes and notifications are both normal."""
    known = catalogue()
    template = known.file_template(TemplateApplication("a", TemplateKind.NOTIFICATION), NINE)
    assert template.kind is Kind.NORMAL
    template.found(Verdict(kind=Kind.MARKETING))
    assert template.kind is Kind.MARKETING
    assert [ticked(TemplateApplication("a", kind)) for kind in TemplateKind] == [Kind.NORMAL, Kind.MARKETING, Kind.NORMAL, Kind.NORMAL]


def test_a_template_for_everywhere() -> None:
    """The settings may have one that is neither for the mainland nor for abroad alone."""
    known = catalogue(templates=(Template(1, "a", both=True), Template(2, "b", international=True), Template(3, "c")))
    assert [each.reach for each in known.templates.values()] == [Reach.BOTH, Reach.ABROAD, Reach.MAINLAND]
    assert [each.international for each in known.templates.values()] == [False, True, False]
