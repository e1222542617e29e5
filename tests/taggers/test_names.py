"""Our own tagger of names: what it adds to the rules, what it leaves to them, and that it decodes as it was trained."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import iraqsec
from iraqsec.document import EntityMention, mention_of
from iraqsec.languages import base as languages
from iraqsec.taggers.base import Context
from iraqsec.taggers.name_features import features
from iraqsec.taggers.names import LABELS, NameModel, Names, model, named, repeated, weights, yields
from iraqsec.taggers.registry import make
from iraqsec.taggers.sequence import SequenceModel

WEIGHTS_AT_MOST = 1_000_000
TEXTS = {
    "en": "On Monday Gretchen Oberhauser told reporters in Trondheim that Baghdad had agreed.",
    "ar": "قالت الباحثة غريتشن أوبرهاوزر من معهد فستفولد في تروندهايم إن بغداد وافقت على الخطة.",
}


def shipped(code: str) -> NameModel:
    found = model(code)
    assert found is not None
    return found


def rules(code: str, text: str) -> tuple[list[EntityMention], Context, list]:  # type: ignore[type-arg]
    """Return what all but the learned tagger see of a sentence, before it."""
    language = languages.get(code)
    sentences = [language.sentence(text)]
    context = Context(language)
    for tagger in make("default"):
        if tagger.name == "names":
            break
        context.seen.extend(tagger.tag(sentences, context))
    return context.seen, context, sentences


def test_the_weights_are_small() -> None:
    sizes = [Path(str(weights(code))).stat().st_size for code in ("ar", "en")]
    assert sum(sizes) < WEIGHTS_AT_MOST


def test_a_name_that_no_table_knows_is_found() -> None:
    _, context, sentences = rules("en", TEXTS["en"])
    found = {(m.label, m.text) for m in Names().tag(sentences, context)}
    assert ("person", "Gretchen Oberhauser") in found


@pytest.mark.parametrize("code", ["ar", "en"])
def test_nothing_is_said_twice_and_tables_are_left_alone(code: str) -> None:
    seen, context, sentences = rules(code, TEXTS[code])
    tables = [m for m in seen if m.found_by in ("places.name", "organization:registry")]
    for mention in Names().tag(sentences, context):
        assert not any((m.start, m.end, m.label) == (mention.start, mention.end, mention.label) for m in seen)
        assert not any(m.first <= mention.first and mention.last <= m.last for m in tables)


@pytest.mark.parametrize(
    ("rule", "label", "at", "span", "gives_way"),
    [
        ("places.name", "place", (1, 2), (1, 2, "PER"), True),
        ("places.name", "place", (1, 2), (1, 3, "ORG"), False),
        ("places.name", "place", (1, 3), (1, 2, "PER"), True),
        ("places.name", "place", (1, 3), (2, 4, "PER"), True),
        ("person:name", "person", (1, 3), (1, 3, "PER"), True),
        ("person:name", "person", (1, 3), (1, 3, "ORG"), False),
        ("person:name", "person", (1, 3), (4, 5, "PER"), False),
    ],
    ids=["same", "around", "inside", "crossing", "known-person", "other-label", "elsewhere"],
)
def test_who_gives_way(rule: str, label: str, at: tuple[int, int], span: tuple[int, int, str], gives_way: bool) -> None:  # noqa: FBT001
    sentence = languages.get("en").sentence("a b c d e f")
    assert yields([mention_of(sentence, *at, label, found_by=rule)], *span) is gives_way


def test_a_name_tagged_once_is_tagged_everywhere() -> None:
    language = languages.get("en")
    sentences = [language.sentence("Vera Lindqvist spoke.", 0), language.sentence("It was Vera Lindqvist again.", 1)]
    assert repeated(sentences, [[(0, 2, "PER")], []]) == [[], [(2, 4, "PER")]]


@given(st.text(alphabet="abcABC قالبغداد.،-123", max_size=80), st.sampled_from(["ar", "en"]))
def test_sums_by_word_label_as_features_do(text: str, code: str) -> None:
    sentence = languages.get(code).sentence(text)
    crf = shipped(code)
    listed = features(sentence, (), code, crf.cities)
    emitted = crf._emissions(sentence.tokens, {})
    for one, other in zip(emitted, [crf.crf.total(item) for item in listed], strict=True):
        assert one == pytest.approx(other)
    assert len(crf.labels(sentence)) == len(sentence.tokens)


def test_flags_of_rules_count_where_they_stand() -> None:
    sentence = languages.get("en").sentence("the town Zorbat fell")
    mention = mention_of(sentence, 2, 3, "place", found_by="places.name")
    labels = ("O", "B-LOC")
    crf = NameModel(
        SequenceModel(labels, {"0:m=B-places.name": ((1, 5.0),), "bias": ((0, 1.0),)}, [[0.0, 0.0], [0.0, 0.0]]), "en"
    )
    assert crf.labels(sentence, [mention]) == ["O", "O", "B-LOC", "O"]
    assert crf.labels(sentence) == ["O"] * 4


def test_without_weights_nothing_is_found() -> None:
    _, context, sentences = rules("en", TEXTS["en"])
    assert list(Names({"en": None}).tag(sentences, context)) == []


def test_mentions_have_public_labels() -> None:
    result = iraqsec.extract(TEXTS["en"] + "\n\n" + TEXTS["en"], lang="en")
    assert {e.type for e in result.entities if e.found_by == "names"} <= set(LABELS.values())
    assert named([]) == {}
