"""The folded view: what becomes equal, what stays apart, and that every stretch leads back to the raw text."""

import unicodedata

import pytest
import regex
from camel_tools.utils import dediac, normalize
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.languages.folding import fold, fold_word

ARABIC_LETTERS = [chr(c) for c in range(0x621, 0x64B) if unicodedata.category(chr(c)) == "Lo"]
MARKS = [chr(c) for c in (*range(0x64B, 0x653), 0x670, 0x640)]
CONTROLS = list("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069\ufeff\u00ad\u061c\r")

pieces = st.one_of(
    st.text(),
    st.sampled_from([*ARABIC_LETTERS, *MARKS, *CONTROLS, "ٱ", "ک", "ی", "\u0654", "\u0301", "ﷲ", "ﻻ", "ﬁ", "Ａ"]),
    st.sampled_from(["&quot;", "&#1575;", "&nbsp;", "&lt", "&amp;amp;", "&bogus;", "&;", "٣٬٥٠٠", "’", "Basra", " "]),
)
texts = st.lists(pieces, max_size=30).map("".join)


def camel_folded(text: str) -> str:
    """Return what camel_tools' own normalizers make of an Arabic text."""
    text = dediac.dediac_ar(normalize.normalize_unicode(text)).replace("\u0640", "")
    for normalizer in (
        normalize.normalize_alef_ar,
        normalize.normalize_alef_maksura_ar,
        normalize.normalize_teh_marbuta_ar,
    ):
        text = normalizer(text)
    return text


@given(texts)
def test_every_folded_character_stands_somewhere_in_the_text(text: str) -> None:
    view = fold(text)
    spans = [view.raw(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(texts, st.data())
def test_a_stretch_leads_back_to_the_raw_words(text: str, data: st.DataObject) -> None:
    """Folding the raw stretch alone gives the folded one again (or more, where one sign folds to several)."""
    text = regex.sub(r"-[ \t]*\n", " ", text)  # a hyphen at a line's end depends on the letters around it
    view = fold(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    left, right = view.raw(start, end)
    assert view.text[start:end] in fold(text[left:right]).text
    assert (left == right) == (start == end)


@given(texts)
def test_raw_offsets_lead_to_their_folded_character(text: str) -> None:
    view = fold(text)
    for i in range(len(view.text)):
        at = view.folded(view.raw(i, i + 1)[0])
        assert view.raw(at, at + 1) == view.raw(i, i + 1)


@given(st.text(alphabet=[*ARABIC_LETTERS, *MARKS, "ٱ", " ", "ض", "1"]))
def test_letter_classes_are_those_of_camel_tools(text: str) -> None:
    text = regex.sub(r"(?<![^\s\d])\u0640{1,2}(?![^\s\d])", "", text)  # a dash to us
    assert fold(text).text == camel_folded(text)


@pytest.mark.parametrize("block", [range(0xFB50, 0xFDFC), range(0xFE80, 0xFEFD)], ids=["forms-a", "forms-b"])
def test_presentation_forms_are_those_of_camel_tools(block: range) -> None:
    """Apart from Persian and Urdu letters, which camel_tools leaves as they are and we take for the Arabic ones."""
    ours = str.maketrans("یېکڪہھۀ", "ييككههه")
    letters = [chr(c) for c in block if unicodedata.category(chr(c)) == "Lo"]
    assert len(letters) > 100
    assert [fold(c).text for c in letters] == [camel_folded(c).translate(ours) for c in letters]


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("أُلقِيَ القَبْضُ", "القي القبض"),
        ("العـــــراق", "العراق"),
        ("شرطة البصرة إلى آخر", "شرطه البصره الي اخر"),
        ("ﷲ", "الله"),
        ("ﺍﻟﺸﺮﻃﺔ", "الشرطه"),
        ("کرکوک و دیالى", "كركوك و ديالي"),
        ("١٢٬٥٠٠ و ٣٫٥ و ۲۰٪", "12,500 و 3.5 و 20%"),
        ("\u202bالموصل\u202c \u200eMosul\u200f", "الموصل Mosul"),
        ("“three” ‘men’ «four»", '"three" \'men\' "four"'),
        ("anti\u00adterror", "antiterror"),
        ("Basra\u00a0Police\u2028said", "Basra Police\nsaid"),
        ("mu\u0301dir", "múdir"),
        ("ا\u0654 و\u0654 ي\u0654 ا\u0653", "ا ؤ ئ ا"),
        ("police &amp; army &quot;raid&quot; &#1576;&#x628;", 'police & army "raid" بب'),
        ("counter\u2010terrorism \u2011 \u2212", "counter-terrorism - -"),
        ("ﬁre ＩＳＩＳ", "fire ISIS"),
        ("inter-\nnational", "international"),
        ("ISIS-\nKhorasan", "ISIS-\nKhorasan"),
        ("first\r\nsecond", "first\nsecond"),
        ("AT&T and R&D;", "AT&T and R&D;"),
        ("", ""),
        ("ـــ", ""),
        ("(10 ـ 15) بـ3", "(10 - 15) ب3"),
    ],
)
def test_fold(raw: str, folded: str) -> None:
    assert fold(raw).text == folded


@pytest.mark.parametrize("text", ["plain words only", "شرطة بغداد ١٢"])
def test_texts_of_equal_length_need_no_map(text: str) -> None:
    view = fold(text)
    assert view.starts is None
    assert view.raw(3, 7) == (3, 7)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("قالت الشُّرْطَةُ", "الشُّرْطَةُ"),
        ("في الـبـصـرة أمس", "الـبـصـرة"),
        ("وقال \u202bالفهد\u202c", "الفهد"),
        ("the re&shy;gion", "re&shy;gion"),
    ],
)
def test_a_span_holds_its_marks_and_no_others(raw: str, word: str) -> None:
    view = fold(raw)
    plain = fold(word).text
    start = view.text.index(plain)
    left, right = view.raw(start, start + len(plain))
    assert raw[left:right] == word


def test_composed_and_decomposed_text_fold_alike() -> None:
    text = "أعلن مسؤول في آمرلي أن القائم مؤمّنة, said Señor Müller"
    assert fold(unicodedata.normalize("NFD", text)).text == fold(unicodedata.normalize("NFC", text)).text


def test_fold_word_lowers_case() -> None:
    assert fold_word("Al-Qā'im") == "al-qā'im"
    assert fold_word("إلقاء القبض") == "القاء القبض"
