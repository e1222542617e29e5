"""What `extract()` takes, what it refuses, and faults on the way."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest

import iraqsec
from iraqsec import Document, Extractor
from iraqsec.document import EntityMention, Sentence
from iraqsec.errors import DataError, InputError, IraqsecError
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.default import default_taggers

ENGLISH = "Police arrested three smugglers in Basra on Friday and seized 12 kg of hashish."
ARABIC = "ألقت شرطة ذي قار القبض على سبعة متهمين بتجارة المخدرات في قضاء الشطرة، يوم الخميس."


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (None, "takes a str or a Document, not NoneType"),
        (b"Police arrested him.", r"not bytes; decode it first: source\.decode\('utf-8'\)"),
        (bytearray(b"x"), "not bytes"),
        (7, "not int"),
        ([ENGLISH], "not list"),
        (Path("report.txt"), "not PosixPath"),
    ],
    ids=["none", "bytes", "bytearray", "number", "list", "path"],
)
def test_what_is_no_text_is_refused(source: Any, told: str) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(InputError, match=told):
        iraqsec.extract(source)


@pytest.mark.parametrize("text", ["", "   ", "\n\t\u00a0"], ids=["empty", "spaces", "white"])
def test_an_empty_text_gives_a_warning(text: str) -> None:
    result = iraqsec.extract(text)
    assert (result.events, result.articles, result.error) == ((), (), None)
    assert result.warnings == ("the text is empty: nothing to extract",)


@pytest.mark.parametrize(
    "text",
    ["\x00\x01PK\x03\x04" * 50, bytes(range(256)).decode("utf-8", "replace") * 4, "\ufffd" * 30],
    ids=["controls", "decoded", "replaced"],
)
def test_binary_rubbish_gives_a_warning(text: str) -> None:
    result = iraqsec.extract(text)
    assert result.events == ()
    assert "looks like binary data" in result.warnings[0]


def test_a_few_broken_letters_do_not_make_a_text_binary() -> None:
    assert not any("binary" in warning for warning in iraqsec.extract(ENGLISH + " caf\ufffd").warnings)


@pytest.mark.parametrize("lang", ["tlh", "", "EN", "english"])
def test_an_unsupported_language_is_refused(lang: str) -> None:
    with pytest.raises(InputError, match=r"unsupported language .*; supported: ar, en"):
        iraqsec.extract(ENGLISH, lang=lang)


def test_an_unsupported_language_of_a_document_is_a_warning() -> None:
    result = iraqsec.extract(Document(text=ENGLISH, lang="tlh"))
    assert result.warnings == ("the document's language 'tlh' is not supported (ar, en are): told from the text",)
    assert [article.lang for article in result.articles] == ["en"]


def test_a_document_without_a_text_is_refused() -> None:
    with pytest.raises(InputError, match="text must be a str, not NoneType"):
        iraqsec.extract(Document(text=None))  # type: ignore[arg-type]


@pytest.mark.parametrize("published", ["yesterday", "2025-13-01", "12/07/2025", "", 20250109, "٢٠٢٥"])
def test_a_date_that_is_no_date_is_refused(published: Any) -> None:  # noqa: ANN401 - wrong on purpose
    with pytest.raises(InputError, match="published must be a date or an ISO date such as '2025-01-09', not"):
        iraqsec.extract(ENGLISH, published=published)


@pytest.mark.parametrize(
    "published",
    [
        "2025-01-09",
        " 2025-01-09 ",
        "2025-01-09T23:59:00Z",
        date(2025, 1, 9),
        datetime(2025, 1, 9, 23, tzinfo=timezone.utc),  # noqa: UP017 - any zone
    ],
    ids=["iso", "spaces", "instant", "date", "datetime"],
)
def test_a_date_may_come_in_several_forms(published: str | date) -> None:
    document = iraqsec.extract(ENGLISH, published=published).document
    assert (document.published, type(document.published)) == (date(2025, 1, 9), date)


def test_a_document_keeps_what_is_known_of_it() -> None:
    document = Document(text=ENGLISH, id="r-1", lang="en", url="https://example.org/1")
    assert iraqsec.extract(document).document is document
    changed = iraqsec.extract(document, published="2025-01-09").document
    assert (changed.id, changed.published, changed.url) == ("r-1", date(2025, 1, 9), "https://example.org/1")


def test_a_document_that_could_not_be_read_says_why() -> None:
    document = Document(text=ENGLISH, error="line 3: no JSON", warnings=("guessed the encoding",))
    result = iraqsec.extract(document)
    assert (result.error, result.events, result.articles) == ("line 3: no JSON", (), ())
    assert result.warnings == ("guessed the encoding",)


@pytest.mark.parametrize("least", [-0.1, 1.1, 70])
def test_a_confidence_lies_between_0_and_1(least: float) -> None:
    with pytest.raises(InputError, match="must lie between 0 and 1"):
        iraqsec.load(min_confidence=least)
    with pytest.raises(InputError, match="must lie between 0 and 1"):
        iraqsec.extract(ENGLISH, min_confidence=least)


def test_a_frame_file_that_is_wrong_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('event = "Arest"')
    with pytest.raises(DataError, match="did you mean 'Arrest'"):
        iraqsec.load(frames=[path])
    with pytest.raises(DataError, match="cannot be read"):
        iraqsec.load(frames=[tmp_path / "none.toml"])


def test_the_package_names_what_it_holds() -> None:
    assert {"extract", "load", "Arrest", "Result", "Event"} <= set(dir(iraqsec))
    assert all(
        getattr(iraqsec, name) is not None for name in ("Arrest", "Event", "Argument", "Mention", "Span", "Period")
    )
    with pytest.raises(AttributeError, match="no attribute 'Arest'"):
        _ = iraqsec.Arest
    with pytest.raises(AttributeError, match="no attribute '_private'"):
        _ = iraqsec._private


# -- faults -----------------------------------------------------------------------------------------------------------


class Broken(Tagger):
    """Fails at any article that holds a word."""

    name = "broken"

    def __init__(self, word: str, error: Exception) -> None:
        self.word, self.error = word, error

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:  # noqa: ARG002
        if any(self.word in sentence.text for sentence in sentences):
            raise self.error
        return iter(())


def test_a_fault_in_one_article_is_a_warning_and_loses_no_other(seeds: list[Path]) -> None:
    text = seeds[2].read_text(encoding="utf-8")
    whole = iraqsec.extract(text)
    broken = Extractor(taggers=[*default_taggers(), Broken("الاردن", ZeroDivisionError("by chance"))]).extract(text)
    assert len(whole.articles) == len(broken.articles) == 2
    assert [e.to_dict() for e in broken.events] == [e.to_dict() for e in whole.events if e.article == 0]
    assert {entity.article for entity in broken.entities} == {0}
    (warning,) = [w for w in broken.warnings if w not in whole.warnings]
    assert "article 1 could not be analyzed (ZeroDivisionError: by chance)" in warning


def test_an_error_of_our_own_is_raised() -> None:
    extractor = Extractor(taggers=[Broken("Police", DataError(["places.tsv:3: no name"]))])
    with pytest.raises(IraqsecError, match="no name"):
        extractor.extract(ENGLISH)
