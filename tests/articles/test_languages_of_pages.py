"""Languages of a page are told article by article."""

import pytest

from iraqsec.articles import split_page
from iraqsec.articles.scripts import language_of
from iraqsec.languages.folding import fold
from tests.articles.pieces import AR, AR_MORE, CKB, FA, LEAD, MORE, TR, only, split


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (LEAD, "en"),
        (AR, "ar"),
        (CKB, "ckb"),
        (FA, "fa"),
        (TR, "und"),
        ("Полиция Багдада задержала трёх человек", "und"),
        ("12:30 !", ""),
    ],
)
def test_languages(text: str, lang: str) -> None:
    assert language_of(fold(text).text) == lang


@pytest.mark.parametrize(("text", "name"), [(CKB, "Central Kurdish"), (FA, "Persian"), (TR, "an unknown language")])
def test_other_languages_are_a_warning(text: str, name: str) -> None:
    page, _ = split(f"{text}\n\n{text}")
    assert page.articles[0].lang not in ("ar", "en")
    assert f"is in {name}; it was not analyzed" in page.warnings[0]


def test_arabic_with_english_names_and_a_quote_stays_arabic() -> None:
    quote = 'وذكر بيان لبعثة NATO Mission Iraq أن "the course was a success" بحسب تعبير البيان الصادر اليوم.'
    text = f"{AR}\n\n{quote}\n\n{AR_MORE}"
    article, _ = only(text)
    assert (article.lang, len(article.lines)) == ("ar", 3)


def test_each_language_of_a_page_has_its_article() -> None:
    page, _ = split(f"{AR}\n\n{AR_MORE}\n\n{LEAD}\n\n{MORE}\n\n{CKB}")
    assert [article.lang for article in page.articles] == ["ar", "en", "ckb"]


def test_paragraph_by_paragraph_translation() -> None:
    page, _ = split(f"{AR}\n\n{LEAD}\n\n{AR_MORE}\n\n{MORE}")
    assert [(article.lang, len(article.lines)) for article in page.articles] == [("ar", 2), ("en", 2)]


def test_language_that_the_page_is_not_in() -> None:
    page = split_page(fold(AR).text, lang="en")
    assert page.articles[0].lang == "ar"
    assert page.warnings == ("the text was said to be in English, but no article on it is",)
