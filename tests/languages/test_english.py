"""English tokens, shapes, sentences and clauses, and what all languages share."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.errors import InputError
from iraqsec.languages.base import Language, available, get
from iraqsec.languages.folding import fold

ENGLISH = get("en")


def tokens(text: str) -> list[str]:
    return [token.text for token in ENGLISH.sentence(text).tokens]


def sentences(text: str) -> list[str]:
    view = fold(text).text
    return [view[start:end] for start, end in ENGLISH.sentence_spans(view, 0, len(view))]


def clauses(text: str) -> list[str]:
    sentence = ENGLISH.sentence(text)
    parts: dict[int, list[str]] = {}
    for token, number in zip(sentence.tokens, sentence.clauses, strict=True):
        parts.setdefault(number, []).append(token.text)
    return [" ".join(part) for _, part in sorted(parts.items())]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("al-Shammari's men", "al-Shammari 's men"),
        ("Al-Qa’im and Ash-Shirqat", "Al-Qa'im and Ash-Shirqat"),
        ("a drug-trafficking ring", "a drug - trafficking ring"),
        ("1,200 pills, 10.5kg", "1,200 pills , 10.5 kg"),
        ("U.S. troops", "U.S. troops"),
        ("didn't", "didn't"),
        ("O'Brien", "O'Brien"),
        ('"We left..."', '" We left ... "'),
        ("(60%)", "( 60 % )"),
        ("Basra/Maysan", "Basra / Maysan"),
        ("Nineveh—a city", "Nineveh — a city"),
    ],
)
def test_tokens(text: str, words: str) -> None:
    assert tokens(text) == words.split()


@given(st.text(alphabet=st.sampled_from("abAl -'’s.,\"$7é\u0301ب🙂\n_&")))
def test_tokens_cover_everything_but_space(text: str) -> None:
    sentence = ENGLISH.sentence(text)
    assert all(sentence.text[t.start : t.end] == t.text for t in sentence.tokens)
    kept = "".join(t.text for t in sentence.tokens)
    assert regex.sub(r"\p{M}", "", kept) == regex.sub(r"\p{M}|\s", "", sentence.text)  # a mark alone is no token


@pytest.mark.parametrize(
    ("word", "stem", "shape"),
    [
        ("Al-Qaeda", "qaeda", "C"),
        ("al-Fayyadh", "fayyadh", "C"),
        ("ISIS", "isis", "U"),
        ("police", "police", "l"),
        ("MoD", "mod", "m"),
        ("Basra", "basra", "C"),
        ("42", "42", ""),
    ],
)
def test_stems_and_shapes(word: str, stem: str, shape: str) -> None:
    found = ENGLISH.word(word)
    assert (found.stem, found.shape) == (stem, shape)


def test_the_arabic_article_may_be_cut() -> None:
    assert ENGLISH.word("Al-Rutba").keys == (("al-rutba", 0, 0), ("rutba", 3, 0))


def test_tags_of_words() -> None:
    assert "say" in ENGLISH.word("Announced").tags
    assert "n:drug" in ENGLISH.word("hashish").tags
    assert not ENGLISH.word("qwrtz").tags


@pytest.mark.parametrize(
    "parts",
    [
        ["Police raided a house in Hilla.", "Two men fled."],
        ["Col. Hadi met Maj. Gen. Nasser at 5 p.m. in Kut.", "He left."],
        ["Was it a drone?", "Nobody knows!", "The inquiry goes on."],
        ["They seized 3.5 kg of hashish.", "No one was held."],
        ["Prof. S. Jabbar of the University of Kufa spoke."],
        ['"It is over."', "He then left."],
        ["The U.N. office closed.", "Staff left on Feb. 3."],
    ],
    ids=" | ".join,
)
def test_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Men were held in two towns.The army left.", ["Men were held in two towns.", "The army left."]),
        ("Police seized pills in Kut.A gunman fled.", ["Police seized pills in Kut.", "A gunman fled."]),
        ('They "left the area".The blast was heard.', ['They "left the area".', "The blast was heard."]),
        ("He told Kutnews.Com and www.Kut.Iq that Gen.Jabbar of the U.S.Army left.", None),
    ],
)
def test_a_stop_without_a_space_behind_it_ends_a_sentence(text: str, parts: list[str] | None) -> None:
    assert sentences(text) == (parts or [text])


def test_sentences_hold_no_space_at_their_ends() -> None:
    assert sentences("   One.   Two.\t") == ["One.", "Two."]
    assert sentences("  \t ") == []


@given(st.text(alphabet=st.sampled_from("ab ,;"), min_size=900, max_size=5000))
def test_a_text_without_stops_is_cut_into_bearable_pieces(text: str) -> None:
    pieces = list(ENGLISH.sentence_spans(text, 0, len(text)))
    assert all(0 < end - start <= 1000 for start, end in pieces)
    assert "".join(text[start:end] for start, end in pieces).replace(" ", "") == text.replace(" ", "")


def test_a_long_stretch_is_cut_at_its_strongest_mark() -> None:
    text = "word " * 110 + "end; " + "word, " * 40 + "word " * 90
    assert [text[start:end][-4:] for start, end in ENGLISH.sentence_spans(text, 0, len(text))] == ["end;", "word"]
    commas = "word " * 150 + "end, " + "word " * 90
    assert [commas[start:end][-4:] for start, end in ENGLISH.sentence_spans(commas, 0, len(commas))] == ["end,", "word"]
    assert list(ENGLISH.sentence_spans("x" * 2500, 0, 2500)) == [(0, 1000), (1000, 2000), (2000, 2500)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Police said that two men fled while others hid", ["Police said", "that two men fled", "while others hid"]),
        ('He said: "We won"', ["He said", ': " We won', '"']),
        ("Soldiers (who arrived late) left; it rained", ["Soldiers", "( who arrived late", ") left", "; it rained"]),
        ("While police watched, men fled", ["While police watched , men fled"]),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


def test_make_sentence_keeps_document_offsets() -> None:
    text = "BASRA -- Police left. Soldiers came."
    start, end = list(ENGLISH.sentence_spans(text, 9, len(text)))[1]
    sentence = ENGLISH.make_sentence(text, start, end, 4, paragraph=2, kind="title")
    assert [text[t.start : t.end] for t in sentence.tokens] == ["Soldiers", "came", "."]
    assert (sentence.index, sentence.paragraph, sentence.is_title, sentence.is_dateline) == (4, 2, True, False)
    assert [t.text for t in sentence.words()] == ["Soldiers", "came"]


def test_available_languages() -> None:
    assert {"ar", "en"} <= set(available())


def test_an_unknown_language_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(InputError, match="'tlh'; supported: ar, en"):
        get("tlh")


@pytest.mark.parametrize("code", available())
class TestContract:
    """What holds for every language."""

    def test_it_is_loaded_once(self, code: str) -> None:
        assert get(code) is get(code)
        assert get(code).code == code

    def test_words_are_shared(self, code: str) -> None:
        assert get(code).word("x") is get(code).word("x")

    def test_the_cache_of_words_is_bounded(self, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("iraqsec.languages.base._CACHED_WORDS", 10)
        language = type(get(code))()
        for number in range(50):
            language.word(f"w{number}")
        assert len(language._words) <= 10

    def test_inflected_forms_are_folded(self, code: str) -> None:
        language: Language = get(code)
        for name, forms in language.noun_forms():
            for form in forms:
                assert fold(form).text == form, name

    def test_an_empty_sentence_has_no_tokens(self, code: str) -> None:
        sentence = get(code).sentence("")
        assert (sentence.tokens, sentence.clauses, sentence.quoted, sentence.starts) == ((), (), (), ())

    def test_every_token_has_a_clause_and_knows_whether_it_is_quoted(self, code: str) -> None:
        sentence = get(code).sentence('a "b" c: d (e) 5.')
        assert len(sentence.tokens) == len(sentence.clauses) == len(sentence.quoted) == len(sentence.starts)
        assert list(sentence.clauses) == sorted(sentence.clauses)
