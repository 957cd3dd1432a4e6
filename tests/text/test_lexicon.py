"""Words that are looked for in texts."""

import random
import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.message import Alphabet
from simulator.text import alphabets
from simulator.text.lexicon import REMEMBERED_OCTETS_MAX, Lexicon, Search, aho_corasick, normal

RULES = Lexicon([(["发票", "Loan"], "intercept"), (["中奖", "代开发票", "ＶＩＰ"], "hold"), (["loan shark"], "drop")])


def found(text: str, words: Lexicon[str] = RULES) -> str | None:
    return words.find(*alphabets.encode(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("代办业务", None, id="none"),
        pytest.param("", None, id="empty"),
        pytest.param("可开发票", "intercept", id="inside"),
        pytest.param("恭喜中奖", "hold", id="second-rule"),
        pytest.param("恭喜中奖，代开发票", "intercept", id="first-rule-of-two"),
        pytest.param("代开发票", "intercept", id="a-word-inside-another"),
        pytest.param("A loan shark", "intercept", id="a-word-at-the-start-of-another"),
        pytest.param("Your LOAN", "intercept", id="case"),
        pytest.param("低息lOaN", "intercept", id="case-in-ucs2"),
        pytest.param("尊敬的vip", "hold", id="written-half-width"),
        pytest.param("Dear Vip", "hold", id="half-width-in-gsm7"),
        pytest.param("ｌｏａｎ", "intercept", id="written-full-width"),
        pytest.param("发 票", None, id="split-by-a-blank"),
        pytest.param("发\u200b票", None, id="split-by-nothing-seen"),
        pytest.param("lo an", None, id="split-in-gsm7"),
    ],
)
def test_what_is_found(text: str, value: str | None) -> None:
    """The first rule with a word in the text; case and width do not matter, blanks do."""
    assert found(text) == value
    assert RULES.find_in(text) == value


def test_rules_count_in_their_order() -> None:
    """A word that two rules have is the first one's, and rules without words change nothing."""
    words = Lexicon([([], "none"), (["a"], "first"), (["A", "b"], "second")])
    assert [found(text, words) for text in ("ab", "b", "c")] == ["first", "second", None]


@pytest.mark.parametrize("alphabet", [Alphabet.LATIN1, Alphabet.GSM7])
def test_other_alphabets(alphabet: Alphabet) -> None:
    """Words are compared as text, whatever the octets."""
    words = Lexicon([(["prêt à"], 1), (["cafÉ"], 2)])
    octets = {Alphabet.LATIN1: b"caf\xe9", Alphabet.GSM7: b"caf\x05"}[alphabet]
    assert words.find(octets, alphabet) == 2


def test_binary_content_holds_no_words() -> None:
    """It shows as hex pairs, and those are not what was written."""
    assert Lexicon([(["de"], 1)]).find(b"\xde\xad", Alphabet.BINARY) is None


@given(st.binary(max_size=40), st.sampled_from(Alphabet))
def test_everything_can_be_looked_through(content: bytes, alphabet: Alphabet) -> None:
    """Whatever a peer sends has a word or has none."""
    assert RULES.find(content, alphabet) in {None, "intercept", "hold", "drop"}


@pytest.mark.parametrize("text", ["\ud83d中奖", "中奖\ude00", "\ud83d \ude00中奖"])
def test_half_a_pair_of_surrogates_hides_nothing(text: str) -> None:
    """JSON can bring it, and the words beside it are found."""
    assert RULES.find_in(text) == "hold"
    assert Lexicon([(["\ud83d", "中奖"], 1)]).find_in("中奖") == 1


@pytest.mark.parametrize("word", ["", " ", "\u3000", "\t\n"])
def test_a_blank_word_is_a_mistake(word: str) -> None:
    """Nearly every text would hold it."""
    with pytest.raises(ValueError, match="blank"):
        Lexicon([(["发票", word], 1)])


def test_no_words() -> None:
    """An empty lexicon says so, and finds nothing."""
    nothing: Lexicon[int] = Lexicon([([], 1)])
    assert nothing.empty
    assert not RULES.empty
    assert [nothing.find(b"a", alphabet) for alphabet in Alphabet] == [None] * 4
    assert nothing.find_in("a") is None


def test_no_words_need_no_automaton() -> None:
    """The package that makes automata is loaded by the first lexicon with words."""
    script = (
        "import sys\nfrom simulator.text.lexicon import Lexicon\nLexicon([])\nprint('ahocorasick_rs' in sys.modules)\n"
        "Lexicon([(['a'], 1)])\nprint('ahocorasick_rs' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout == "False\nTrue\n"


class Counting:
    """Automata that count how often they are asked, and of how many words they were made."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def automaton(self, words: Sequence[str]) -> Search:
        search = aho_corasick(words)

        def ask(text: str) -> list[tuple[int, int, int]]:
            self.asked.append(len(words))
            return search(text)

        return ask


def test_texts_in_gsm7_are_not_looked_through_for_words_that_it_cannot_write() -> None:
    """With Chinese words only, no automaton is asked for an English text; with one English word, only for that."""
    automata = Counting()
    assert Lexicon([(["发票", "VIP卡"], 1)], automata.automaton).find(b"your vip code", Alphabet.GSM7) is None
    assert automata.asked == []
    assert Lexicon([(["发票", "VIP卡"], 1), (["code"], 2)], automata.automaton).find(b"your vip code", Alphabet.GSM7) == 2
    assert automata.asked == [1]


@given(st.binary(max_size=20), st.data())
def test_no_word_of_a_text_in_gsm7_is_missed(content: bytes, data: st.DataObject) -> None:
    """Whatever stands in such a text is found in it as a word."""
    text = alphabets.decode(content, Alphabet.GSM7)
    start = data.draw(st.integers(0, len(text)))
    word = text[start : data.draw(st.integers(start, len(text)))]
    if word.strip():
        assert Lexicon([([word], 1)]).find(content, Alphabet.GSM7) == 1


def test_a_text_that_comes_again_is_not_looked_through_again() -> None:
    """Its answer is kept, unless the text is so long that keeping it costs too much."""
    automata = Counting()
    words = Lexicon([(["发票"], 1)], automata.automaton)
    for content, looks in ((b"\x53\xd1\x79\x68", 1), (b"\x00a" * REMEMBERED_OCTETS_MAX, 3)):
        automata.asked.clear()
        assert len({words.find(bytes(bytearray(content)), Alphabet.UCS2) for _ in range(3)}) == 1
        assert len(automata.asked) == looks


def test_seventy_thousand_words() -> None:
    """A carrier's whole list, each word in its rule."""
    chance = random.Random(7)
    words = ["".join(chr(chance.randint(0x4E00, 0x9000)) for _ in range(chance.randint(3, 6))) for _ in range(70_000)]
    rules = Lexicon([(words[:100], "first"), (words[100:], "second")])
    assert [rules.find_in(f"【示例】{word}。") for word in ("您的验证码", words[40_000], words[50])] == [None, "second", "first"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_normal_form_is_final(text: str) -> None:
    """What is in it stays as it is, so that words and texts meet in one form."""
    assert normal(normal(text)) == normal(text)
