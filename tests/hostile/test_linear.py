"""Time grows with the text and not faster: every compiled pattern, every stage, on texts that no writer wrote."""

import json
import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import pytest

from iraqsec.articles import split_page
from iraqsec.errors import IraqsecError
from iraqsec.events import stretches
from iraqsec.languages.folding import fold
from iraqsec.pipeline import default_extractor
from iraqsec.results import Result
from tests.growth import GROWTH, growth
from tests.hostile.texts import FRAMES, UNITS, nested_records, repeated

HERE = Path(__file__).parent


def patterns(effort: int) -> list[dict[str, object]]:
    """Return the patterns that grow faster than their text; a clean interpreter, for compiled ones are cached."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, str(HERE / "patterns.py"), str(effort)], capture_output=True, text=True, check=True
    )
    *faults, number = map(json.loads, done.stdout.splitlines())
    assert number > 100, "too few patterns were found: are they still compiled with regex or re?"
    return faults


@pytest.mark.slow
def test_no_pattern_grows_faster_than_its_text() -> None:
    assert patterns(4) == []


def pages(text: str) -> object:
    return split_page(fold(text).text)


def whole(text: str) -> Result:
    result = default_extractor().extract(text, published="2024-03-05")
    assert not [w for w in result.warnings if "could not be analyzed" in w]
    return result


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_pages_are_split_in_linear_time(unit: str) -> None:
    assert growth(pages, repeated(unit, 30_000), repeated(unit, 60_000)) < GROWTH


def frame_of(name: str) -> int:
    return int(name.startswith("arabic") or any("\u0600" < c < "\u0700" for c in UNITS[name]))


@pytest.mark.parametrize("name", UNITS)
def test_odd_texts_are_extracted_in_linear_time(name: str) -> None:
    unit, frame = UNITS[name], frame_of(name)
    assert (
        growth(whole, repeated(unit, 1500, frame), repeated(unit, 3000, frame)) < 2 * GROWTH
    )  # short: constants count


@pytest.mark.slow
@pytest.mark.parametrize("frame", [None, 0, 1], ids=["bare", "en", "ar"])
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_long_odd_texts_are_extracted_in_linear_time(unit: str, frame: int | None) -> None:
    assert growth(whole, repeated(unit, 20_000, frame), repeated(unit, 40_000, frame)) < GROWTH


# -- limits ---------------------------------------------------------------------------------------


def test_a_text_that_is_too_long_is_analyzed_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iraqsec.pipeline.MAX_CHARACTERS", 400)
    text = FRAMES[0].format("Nothing else was said.\n" * 40)
    result = whole(text)
    assert result.document.text == text
    assert any(f"{len(text):,} characters, of which the first" in warning for warning in result.warnings)
    assert all(article.span.end <= 400 for article in result.articles)


def test_a_sentence_that_is_no_prose_is_passed_over_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert whole(FRAMES[0].format("")).events
    monkeypatch.setattr(stretches, "MAX_SENTENCE_TRIGGERS", 12)
    many = "Gunmen killed, shot, bombed, " * 12 + "killed and wounded three soldiers in Mosul."
    result = whole(FRAMES[0].format(many))
    assert any("no events were looked for in 1 sentences" in warning for warning in result.warnings)
    assert not any("Gunmen" in e.text for event in result.events for e in event.evidence)
    assert result.events


def test_a_long_article_is_cut_into_stretches_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    middle = " ".join(f"Police arrested {n} men in Basra. Gunmen killed {n} soldiers in Mosul." for n in range(3, 13))
    text = FRAMES[0].format(middle)
    in_one = whole(text)
    assert not in_one.warnings
    monkeypatch.setattr(stretches, "MAX_SENTENCES", 8)
    result = whole(text)
    assert any("events were looked for in" in warning and "stretches" in warning for warning in result.warnings)
    told = {e.text for event in result.events for e in event.evidence}
    wanted = {e.text for event in in_one.events for e in event.evidence}
    assert len(wanted & told) > 0.8 * len(wanted)  # what stands around a sentence has its say
    for event in result.events:
        spans = [(m.span, m.text) for m in (*event.mentions, *event.evidence)] + [
            (a.span, a.text) for a in event.arguments
        ]
        assert all(text[span.start : span.end] == told for span, told in spans)


@pytest.mark.parametrize("text", nested_records(30_000))
def test_what_is_no_news_is_no_trouble(text: str) -> None:
    assert not whole(text[:20_000]).events


@pytest.mark.parametrize(
    "figure",
    [
        "ألف " * 300,
        "million " * 300,
        "9" * 900,
        "1" + ",111" * 200,
        "ثلاثة آلاف " * 200,
        "1." * 300,
        "٩" * 900,
        "1e999",
    ],
)
def test_figures_beyond_all_measure_are_no_figures(figure: str) -> None:
    for frame in FRAMES:
        result = whole(frame.format(f"Gunmen killed {figure} قتل {figure} شخص"))
        json.dumps(result.to_dict(), allow_nan=False)


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "text",
    [
        "Police arrested three men in Basra last week, two days ago, on Sunday night and three million years ago.",
        "اعتقلت الشرطة ثلاثة متهمين في البصرة الأسبوع الماضي وقبل يومين ومساء أمس الأحد وخلال العام المقبل.",
        "Police will arrest three men in Basra next week, in two days, on the weekend and next year.",
    ],
)
def test_days_beyond_the_calendar_have_no_value(text: str, published: str) -> None:
    result = default_extractor().extract(text, published=published)
    assert not [w for w in result.warnings if "could not be analyzed" in w]


# -- properties -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((HERE.parent / "fuzz" / "findings").glob("*/*")), ids=attrgetter("name"))
def test_what_the_fuzzer_found_is_mended(path: Path) -> None:
    from tests.fuzz.targets import TARGETS

    TARGETS[path.parent.name](path.read_bytes())


def test_an_error_of_ours_is_an_iraqsec_error() -> None:
    from iraqsec import errors

    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert all(issubclass(kind, IraqsecError) for kind in kinds)
