"""Arabic tokens, clitics, sentences and clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.languages.base import get
from iraqsec.languages.folding import fold

ARABIC = get("ar")


def tokens(text: str) -> list[str]:
    return [token.text for token in ARABIC.sentence(text).tokens]


def sentences(text: str) -> list[str]:
    view = fold(text).text
    return [view[start:end] for start, end in ARABIC.sentence_spans(view, 0, len(view))]


def clauses(text: str) -> list[str]:
    sentence = ARABIC.sentence(text)
    parts: dict[int, list[str]] = {}
    for token, number in zip(sentence.tokens, sentence.clauses, strict=True):
        parts.setdefault(number, []).append(token.text)
    return [" ".join(part) for _, part in sorted(parts.items())]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ضبط ١٢٬٥٠٠ حبة.", "ضبط 12,500 حبه ."),
        ("اعتقال ٧ و350 آخرين", "اعتقال 7 و 350 اخرين"),
        ("٣٫٥كغم", "3.5 كغم"),
        ("قُتِلَ، وأُصيب", "قتل ، واصيب"),
        ("داعش/ISIS-K", "داعش / ISIS-K"),
        ('قال: "انتهت"...', 'قال : " انتهت " ...'),
        ("(60%)", "( 60 % )"),
        ("تنظيم PKK التركي", "تنظيم PKK التركي"),
        ("الــبــصــرة", "البصره"),
    ],
)
def test_tokens(text: str, words: str) -> None:
    assert tokens(text) == words.split()


@given(st.text(alphabet=st.sampled_from("ابتةىوفلكس ،؛.\"'-٣7A\u064e\u0640\u200f🙂\n")))
def test_tokens_cover_everything_but_space(text: str) -> None:
    sentence = ARABIC.sentence(text)
    assert all(sentence.text[t.start : t.end] == t.text for t in sentence.tokens)
    assert "".join(t.text for t in sentence.tokens) == "".join(sentence.text.split())


def test_kinds_of_tokens() -> None:
    kinds = {t.text: t.kind for t in ARABIC.sentence("ضبطت الشرطة 12.5 كغم، أمس").tokens}
    assert kinds == {"ضبطت": "word", "الشرطه": "word", "12.5": "number", "كغم": "word", "،": "punct", "امس": "word"}


@pytest.mark.parametrize(
    ("word", "key", "cut"),
    [
        ("وبالبصرة", "البصرة", 2),
        ("وبالبصرة", "بصرة", 4),
        ("للشرطة", "شرطة", 2),
        ("وللجيش", "الجيش", 2),
        ("لبغداد", "بغداد", 1),
        ("فاعتقلت", "اعتقلت", 1),
        ("سيعتقل", "يعتقل", 1),
        ("كالمخدرات", "المخدرات", 1),
        ("القوات", "قوات", 2),
        ("وبتهمة", "تهمة", 2),
        ("قيادته", "قيادة", 0),
        ("متهما", "متهم", 0),
        ("أفرادها", "أفراد", 0),
    ],
)
def test_a_lexicon_finds_the_word_behind_its_clitics(word: str, key: str, cut: int) -> None:
    """Suffixes stay in a span, so nothing is ever cut at the end."""
    found = {form: cuts for form, *cuts in ARABIC.word(fold(word).text).keys}
    assert found[fold(key).text] == [cut, 0]


@pytest.mark.parametrize("word", ["وزير", "فريق", "بيان", "لواء", "كركوك", "سيارة", "وفد", "بغداد", "فوج", "وزارته"])
def test_a_first_letter_of_the_word_itself_is_no_proclitic(word: str) -> None:
    plain = fold(word).text
    assert all(cut == 0 for _, cut, _ in ARABIC.word(plain).keys)


@pytest.mark.parametrize(
    ("word", "stem", "proclitics"),
    [
        ("والشرطة", "شرطة", "وال"),
        ("بالقبض", "قبض", "بال"),
        ("للشرطة", "شرطة", "لل"),
        ("ولوزير", "وزير", "ول"),
        ("واعتقلت", "اعتقلت", "و"),
        ("بيان", "بيان", ""),
        ("الولايات", "ولايات", "ال"),
        ("بمكتبه", "مكتب", "ب"),
        ("وبسيارته", "سيارة", "وب"),
        ("لتسليمهم", "تسليم", "ل"),
        ("لافتة", "لافتة", ""),
        ("لبناني", "لبناني", ""),
        ("بحوزته", "بحوزة", ""),
    ],
)
def test_stems(word: str, stem: str, proclitics: str) -> None:
    found = ARABIC.word(fold(word).text)
    assert (found.stem, found.proclitics) == (fold(stem).text, proclitics)


def test_keys_begin_with_the_word_as_written() -> None:
    for word in ("وبالبصره", "للشرطه", "القوات", "PKK"):
        assert ARABIC.word(word).keys[0] == (word.lower(), 0, 0)


def test_tags_come_from_the_most_literal_key() -> None:
    assert "n:force" in ARABIC.word("وللشرطه").tags
    assert "say" in ARABIC.word("واضاف").tags
    assert "prep" in ARABIC.word("في").tags
    assert not ARABIC.word("زمزمت").tags


@pytest.mark.parametrize(
    ("proclitics", "tag", "fits"), [("و", "perfect", True), ("ال", "perfect", False), ("ب", "perfect", False)]
)
def test_what_may_be_written_before_a_form(proclitics: str, tag: str, *, fits: bool) -> None:
    assert ARABIC.fits(proclitics, tag) is fits


@pytest.mark.parametrize(
    "parts",
    [
        ["انتهت العملية.", "وقالت الشرطة إنها مستمرة."],
        ["هل اعتقل المتهم؟", "نعم!", "وأحيل إلى القضاء"],
        ["ترأس د. سالم الحمداني الاجتماع."],
        ["حضر أ. د. كريم الندوة."],
        ["ضبط 3.5 كغم من المخدرات."],
        ['قال: "انتهى الأمر."', "ثم غادر."],
        ["صمت قليلا… ثم تحدث"],
    ],
    ids=" | ".join,
)
def test_sentences(parts: list[str]) -> None:
    text = " ".join(parts)
    if "…" in text:
        parts = ["صمت قليلا…", "ثم تحدث"]
    assert sentences(text) == [fold(part).text for part in parts]


def test_a_stop_without_a_space_behind_it_ends_a_sentence() -> None:
    assert sentences("غادر الوفد البلاد.وقال المتحدث شكرا") == ["غادر الوفد البلاد.", "وقال المتحدث شكرا"]
    assert sentences('غادر "البلاد".وقال المتحدث') == ['غادر "البلاد".', "وقال المتحدث"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "أعلنت الوزارة أن القوات اعتقلت متهما فيما هرب آخر",
            ["اعلنت الوزاره", "ان القوات اعتقلت متهما", "فيما هرب اخر"],
        ),
        ("قال مبينا أن العمل مستمر؛ وغادر", ["قال", "مبينا ان العمل مستمر", "؛ وغادر"]),
        ("اعتقلت الشرطة متهما", ["اعتقلت الشرطه متهما"]),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


def test_what_stands_in_quotation_marks_is_known() -> None:
    sentence = ARABIC.sentence("قال إن «الحملة مستمرة» في بغداد")
    quoted = [t.text for t, inside in zip(sentence.tokens, sentence.quoted, strict=True) if inside and t.kind == "word"]
    assert quoted == ["الحمله", "مستمره"]


def test_tokens_between_offsets() -> None:
    sentence = ARABIC.sentence("ضبطت الشرطة أسلحة في بابل")
    assert sentence.tokens_between(0, 4) == (0, 1)
    assert sentence.tokens_between(5, 17) == (1, 3)
    assert sentence.tokens_between(2, 6) == (0, 2)
    assert sentence.tokens_between(90, 95) == (5, 5)
