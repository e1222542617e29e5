"""`extract()` as a whole: offsets, determinism, extractors, and the five seed documents."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import iraqsec
from iraqsec import Document, Extractor, Result, Span
from tests.growth import GROWTH, growth

ENGLISH = "Police arrested three smugglers in Basra on Friday and seized 12 kg of hashish."
ARABIC = "ألقت شرطة ذي قار القبض على سبعة متهمين بتجارة المخدرات في قضاء الشطرة، يوم الخميس."


# -- offsets ----------------------------------------------------------------------------------------------------------

news_words = st.sampled_from(
    [
        *ENGLISH.split(),
        *ARABIC.split(),
        "اعتَقَلَت",
        "الـقـبـض",
        "\u202bالبصرة\u202c",
        "ﺍﻟﺸﺮﻃﺔ",
        "٣٬٥٠٠",
        "al&#45;Qaim",
        "&quot;raid&quot;",
        "Ba\u00adsra",
        "Mosul\u200f,",
        "ﬁre",
        "🙂",
        "\u2066Kirkuk\u2069",
        "e\u0301",
    ]
)
separators = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\r\n", "\u00a0", ". ", "، ", "\u200f ", "\u2028", ""])
news = st.lists(st.tuples(news_words, separators), max_size=60).map(lambda pairs: "".join(w + s for w, s in pairs))


def spans_of(result: Result) -> Iterator[tuple[str, Span]]:
    """Yield everything in a result that claims to be cut from the text."""
    for event in result.events:
        for told in (*event.mentions, *event.evidence, *([event.attribution] if event.attribution else [])):
            yield told.text, told.span
        for argument in event.arguments:
            yield argument.text, argument.span
    for entity in result.entities:
        yield entity.text, entity.span


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(news, news.map(lambda text: text * 2), st.text()))
def test_spans_cut_what_they_claim_from_the_text(text: str) -> None:
    result = iraqsec.extract(text)
    assert not any("could not be analyzed" in warning for warning in result.warnings)
    for told, span in spans_of(result):
        assert told
        assert text[span.start : span.end] == told
    for part in (*(a.span for a in result.articles), *(f.span for f in result.furniture)):
        assert 0 <= part.start <= part.end <= len(text)
    for event in result.events:
        for argument in event.arguments:
            assert argument.of is None or 0 <= argument.of.start < argument.of.end <= len(text)


@pytest.mark.parametrize("text", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_marks_and_controls_change_no_event(text: str) -> None:
    """Vowel marks, tatweel, bidi controls and soft hyphens move offsets, nothing else."""
    plain = iraqsec.extract(text)
    noisy = (
        "\u202b\u200f" + "".join(c + {"ر": "\u064f", "ق": "\u0640", "s": "\u00ad"}.get(c, "") for c in text) + "\u202c"
    )
    marked = iraqsec.extract(noisy)
    assert plain.events
    assert [(e.type, e.status, e.confidence) for e in marked.events] == [
        (e.type, e.status, e.confidence) for e in plain.events
    ]
    for ours, theirs in zip(marked.events, plain.events, strict=True):
        assert [(a.role, a.value) for a in ours.arguments] == [(a.role, a.value) for a in theirs.arguments]


def test_a_text_without_stops_is_extracted_in_time() -> None:
    """Time is bounded by the sentence, so a page without a stop must not be one sentence."""
    text = "police arrested three men in Basra with drugs and seized two cars near the market while gunmen fled "
    assert iraqsec.extract(text * 40).events
    assert growth(iraqsec.extract, text * 40, text * 80) < GROWTH


# -- the same every time ----------------------------------------------------------------------------------------------


def as_json(result: Result) -> str:
    return json.dumps(result.to_dict(), ensure_ascii=False, sort_keys=True)


def test_the_same_text_gives_the_same_result(seeds: list[Path]) -> None:
    for path in seeds:
        text = path.read_text(encoding="utf-8")
        assert as_json(iraqsec.extract(text)) == as_json(Extractor().extract(text)), path.name


RUN = """
import json, sys, iraqsec
texts = json.load(sys.stdin)
results = [iraqsec.extract(text) for text in texts]
print(json.dumps([result.to_dict() for result in results]))
print([name for name in ("torch", "stanza", "transformers") if name in sys.modules], file=sys.stderr)
"""


def test_another_hash_seed_gives_the_same_result_and_no_torch(seeds: list[Path]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in seeds] + [ENGLISH, ARABIC]
    here = [iraqsec.extract(text).to_dict() for text in texts]
    run = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", RUN],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "4242"},
    )
    assert json.loads(run.stdout) == json.loads(json.dumps(here))
    assert run.stderr.strip() == "[]"


def test_ids_come_from_content() -> None:
    event = iraqsec.extract(ENGLISH).events[0]
    assert len(event.id) == 16
    assert iraqsec.extract(ENGLISH).events[0].id == event.id
    assert iraqsec.extract(ENGLISH.replace("three", "four")).events[0].id != event.id
    moved = iraqsec.extract("\n\n" + ENGLISH).events[0]
    assert (moved.id, moved.mentions[0].span != event.mentions[0].span) == (event.id, True)


def test_ids_are_unique_within_a_document(seeds: list[Path]) -> None:
    for path in seeds:
        ids = [event.id for event in iraqsec.extract(path.read_text(encoding="utf-8") * 2).events]
        assert len(ids) == len(set(ids))


def test_a_result_reads_back_as_it_was_written(seeds: list[Path]) -> None:
    for path in seeds:
        result = iraqsec.extract(path.read_text(encoding="utf-8"))
        assert Result.from_dict(json.loads(json.dumps(result.to_dict()))) == result


def test_a_result_makes_a_data_frame() -> None:
    result = iraqsec.extract(Document(text=ENGLISH, id="r-1"))
    frame = result.to_pandas()
    assert len(frame) == len(result.events)
    assert set(frame["document"]) == {"r-1"}


# -- extractors -------------------------------------------------------------------------------------------------------


def test_a_least_confidence_keeps_the_surer_events(seeds: list[Path]) -> None:
    text = seeds[3].read_text(encoding="utf-8")
    every = iraqsec.extract(text).events
    least = sorted(event.confidence for event in every)[len(every) // 2]
    kept = [event for event in every if event.confidence >= least]
    for result in (iraqsec.extract(text, min_confidence=least), iraqsec.load(min_confidence=least).extract(text)):
        assert [event.mentions for event in result.events] == [event.mentions for event in kept]
    assert [e.mentions for e in iraqsec.load(min_confidence=1.0).extract(text, min_confidence=least).events] == [
        event.mentions for event in kept
    ]


def test_a_lower_confidence_than_usual_finds_more(monkeypatch: pytest.MonkeyPatch) -> None:
    models = iraqsec.load().models
    strict = attrs.evolve(models, settings=attrs.evolve(models.settings, event=0.999))
    monkeypatch.setattr("iraqsec.pipeline.shipped_models", lambda: strict)
    extractor = iraqsec.load()
    assert extractor.extract(ENGLISH).events == ()
    more = extractor.extract(ENGLISH, min_confidence=0.1).events
    assert more
    assert min(event.confidence for event in more) >= 0.1


def test_an_extractor_can_be_pickled() -> None:
    extractor = iraqsec.load(min_confidence=0.1)
    again = pickle.loads(pickle.dumps(extractor))  # noqa: S301 - our own bytes
    assert again.min_confidence == 0.1
    assert as_json(again.extract(ENGLISH)) == as_json(extractor.extract(ENGLISH))


def test_results_can_be_pickled() -> None:
    result = iraqsec.extract(ARABIC)
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own bytes


def test_an_extractor_serves_several_threads(seeds: list[Path]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in seeds] * 2
    one_by_one = [as_json(iraqsec.extract(text)) for text in texts]
    extractor = Extractor()
    with ThreadPoolExecutor(4) as pool:
        assert [as_json(result) for result in pool.map(extractor.extract, texts)] == one_by_one


def test_a_users_frame_adds_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('event = "Arrest"\n[en]\nverbs = ["zorp"]\n', encoding="utf-8")
    text = "Police zorped three smugglers in Basra on Friday."
    sentence = iraqsec.load(frames=[path]).matcher("en").language.sentence(text)
    assert [t.entry for t in iraqsec.load(frames=[path]).matcher("en").candidates(sentence)] == ["zorp"]


# -- the seeds --------------------------------------------------------------------------------------------------------

FURNITURE = ("Oman", "HomeInvestment", "Auther", "ID :", "Comment", "أخبار أخرى", "رئيس مجلس الإدارة", "رائد العزاوي")


@pytest.fixture(scope="module")
def results(seeds: list[Path]) -> list[Result]:
    return [iraqsec.extract(path.read_text(encoding="utf-8")) for path in seeds]


def test_furniture_gives_no_event(results: list[Result]) -> None:
    for result in results:
        told = [str(sentence) for event in result.events for sentence in event.evidence]
        assert not [sentence for sentence in told for word in FURNITURE if word in sentence]
        for event in result.events:
            article = result.articles[event.article].span
            for mention in event.mentions:
                assert article.start <= mention.span.start < mention.span.end <= article.end
                assert not any(
                    f.span.start < mention.span.end and mention.span.start < f.span.end for f in result.furniture
                )


def test_every_seed_has_events_in_its_language(results: list[Result]) -> None:
    assert [sorted({article.lang for article in result.articles}) for result in results] == [
        ["en"],
        ["en"],
        ["ar"],
        ["en"],
        ["en"],
    ]
    assert all(result.events for result in results)
    assert not [warning for result in results for warning in result.warnings if "analyzed" in warning]


def test_the_second_article_of_the_arabic_page_gives_its_own_meeting(results: list[Result]) -> None:
    result = results[2]
    assert len(result.articles) == 2
    meetings = [event for event in result.events if event.type == "Meeting"]
    assert {event.article for event in meetings} == {1}
    participants = [str(a) for event in meetings for a in event.arguments if a.role == "participant"]
    assert any("السوداني" in participant for participant in participants)
    assert {event.type for event in result.events if event.article == 0} == {"SurveillanceProject"}


def test_publication_dates_are_read_from_the_page(results: list[Result]) -> None:
    assert [result.articles[0].published for result in (results[1], results[3])] == [
        date(2025, 12, 7),
        date(2025, 1, 9),
    ]
    assert {event.reported_on for event in results[3].events} == {date(2025, 1, 9)}
    for result in (results[1], results[3]):
        span = result.articles[0].published_span
        assert span is not None
        assert "20" in result.document.text[span.start : span.end]


def test_a_given_date_goes_before_the_page(seeds: list[Path]) -> None:
    result = iraqsec.extract(seeds[3].read_text(encoding="utf-8"), published="2024-05-05")
    assert {event.reported_on for event in result.events} == {date(2024, 5, 5)}


@pytest.mark.parametrize(
    ("text", "office", "rank", "title", "name"),
    [
        (
            "Border Guard Commander Major General Mohammed Abdul-Wahhab al-Saidi spoke.",
            "Border Guard Commander",
            "Major General",
            None,
            "Mohammed Abdul-Wahhab al-Saidi",
        ),
        ("The mayor met Sheikh Hamid al-Yasiri on Monday.", None, None, "Sheikh", "Hamid al-Yasiri"),
        ("قال مدير شرطة البصرة العميد كاظم جواد إن الدوريات انتشرت.", "مدير شرطة البصرة", "العميد", None, "كاظم جواد"),
        ("استقبل المحافظ السيد علي حسين الموسوي أمس.", "المحافظ", None, "السيد", "علي حسين الموسوي"),
    ],
)
def test_a_person_comes_apart_into_office_rank_title_and_name(
    text: str, office: str | None, rank: str | None, title: str | None, name: str
) -> None:
    persons = [entity for entity in iraqsec.extract(text).entities if entity.type == "person" and entity.name]
    fullest = max(persons, key=lambda entity: len(entity.text))

    assert (fullest.office, fullest.rank, fullest.title, fullest.name) == (office, rank, title, name)
    assert all(text[part.span.start : part.span.end] == part.text for part in fullest.parts.values())
