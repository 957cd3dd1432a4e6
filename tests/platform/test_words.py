"""Words that the platform takes from nobody."""

import pytest
from msgspec.structs import replace

from simulator.message import AppSubmission
from simulator.platform.platform import DEFAULT
from simulator.refusals import Reason, Refusal
from tests.platform.asking import ABROAD, NINE, asked, notice, platform, written

WORDS = ("发票", "VPN", "示例科技")


@pytest.mark.parametrize(
    "submission",
    [
        pytest.param(notice("发票"), id="in a value"),
        pytest.param(notice("代开发票请"), id="inside"),
        pytest.param(notice("vpn", to=ABROAD), id="another case"),
        pytest.param(notice("ＶＰＮ", to=ABROAD), id="full-width"),
        pytest.param(written("尊敬的发票，您好"), id="free text"),
        pytest.param(notice("张三"), id="in the signature"),
    ],
)
def test_a_text_with_such_a_word_is_refused(submission: AppSubmission) -> None:
    """Wherever it stands, compared as the carriers' lexicons are."""
    assert asked(platform(words=WORDS), submission) is Reason.SENSITIVE_WORD


@pytest.mark.parametrize("name", ["发 票", "V P N", "vp"])
def test_other_texts_pass(name: str) -> None:
    """A word split by blanks is another word."""
    assert asked(platform(words=WORDS), notice(name, to=ABROAD)) is None


def test_the_refusal_names_the_word() -> None:
    """As the settings have it: the first of them, where several stand in the text."""
    judged = platform(words=("vpn", "发票")).check(notice("发票 VPN"), NINE)
    assert isinstance(judged, Refusal)
    assert judged.detail == "the text holds 'vpn'"


def test_words_can_be_changed() -> None:
    """What is learnt holds from then on."""
    world = platform(words=WORDS)
    world.learn([], replace(DEFAULT, words=()))
    assert asked(world, notice("发票")) is None
