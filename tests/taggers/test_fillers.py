"""The tagger of fillers: features, and mentions by a model of hand-made tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.document import mention_of
from iraqsec.languages.base import get
from iraqsec.taggers.base import Context
from iraqsec.taggers.fillers import Fillers, features
from iraqsec.taggers.fillers import model as shipped
from iraqsec.taggers.sequence import SequenceModel

MODEL = SequenceModel.from_dict(
    {
        "labels": ["O", "B-ACTOR", "I-ACTOR"],
        "transitions": [[0, 0, -9], [0, 0, 0], [0, 0, 0]],
        "states": {
            "w=شرطه": {"1": 9},
            "f=الاتحاديه": {"2": 9},
            "w=police": {"2": 9},
            "w=border": {"1": 9},
            "bias": {"0": 1},
        },
    }
)


@pytest.mark.parametrize(
    ("code", "text", "words", "head"),
    [
        ("en", "The border police left Kut.", "border police", "police"),
        ("ar", "وقالت إن للشرطة الاتحادية دورا", "شرطه الاتحاديه", "للشرطه"),
        ("ar", "انسحبت الشرطة الاتحادية", "الشرطه الاتحاديه", "الشرطه"),
    ],
)
def test_labels_become_mentions(code: str, text: str, words: str, head: str) -> None:
    language = get(code)
    sentence = language.sentence(text)
    (found,) = Fillers({code: MODEL}).tag([sentence], Context(language))
    assert (found.text, found.label, found.found_by) == (words, "ACTOR", "filler")
    assert sentence.tokens[found.head].text == head
    assert "force" in found.classes
    assert sentence.text[found.start : found.end] == found.text


def _beginning_at(feature: str) -> SequenceModel:
    """Make a model of stretches that begin with a token of this feature and go on as long as words are known."""
    states = {"w=border": {"2": 5}, "w=police": {"2": 9}, "bias": {"0": 1}}
    states.setdefault(feature, {})["1"] = 9
    return SequenceModel.from_dict(
        {"labels": ["O", "B-ACTOR", "I-ACTOR"], "transitions": [[0, 0, -20], [0, 0, 0], [0, 0, 0]], "states": states}
    )


@pytest.mark.parametrize(
    ("feature", "text", "words"),
    [
        ("w=border", "Then ex-border police left.", ["ex-border police"]),
        ("w=border", "Then Kut-Badra-border police left.", ["kut-badra-border police"]),
        ("w=punct-", "Then ex-border police left.", ["ex-border police"]),
        ("w=punct-", "Soon - border police left.", ["border police"]),
        ("w=punct-", "Soon - not they - left.", []),
        ("w=border", "Then border-border police left.", ["border", "border police"]),
    ],
)
def test_a_filler_begins_neither_within_a_hyphenated_word_nor_with_a_dash(
    feature: str, text: str, words: list[str]
) -> None:
    english = get("en")
    found = Fillers({"en": _beginning_at(feature)}).tag([english.sentence(text)], Context(english))
    assert [mention.text.lower() for mention in found] == words


def test_without_a_model_nothing_is_found() -> None:
    english = get("en")
    assert list(Fillers({"ar": MODEL}).tag([english.sentence("The border police left.")], Context(english))) == []


def test_features_of_a_token() -> None:
    language = get("en")
    sentence = language.sentence('He said: "Basra police left."')
    found = features(
        sentence, [mention_of(sentence, 4, 5, "place"), mention_of(sentence, 5, 6, "phrase", found_by="phrase")]
    )
    assert len(found) == len(sentence.tokens)
    basra, police = found[4], found[5]
    assert {"w=basra", "m=B-place", "shape=C", "quoted", '-1:w=punct"', "1:w=police", "bias"} <= set(basra)
    assert "-1:m=B-place" in police
    assert not any(feature.startswith("m=") for feature in police)
    assert "-1|0:basra|police" in police
    assert {"-1:edge", "-2:edge"} <= set(found[0])
    assert "title" not in basra


def test_features_are_the_same_every_time() -> None:
    """A set of tags has no order of its own: the features must have one."""
    sentence = get("ar").sentence("قال وزير الداخلية أمس إن القوات اعتقلت ٣ متهمين")
    assert features(sentence, []) == features(get("ar").sentence("قال وزير الداخلية أمس إن القوات اعتقلت ٣ متهمين"), [])
    assert all(row == list(row) and all(isinstance(f, str) for f in row) for row in features(sentence, []))


@given(st.text(alphabet='abcABC قالبغداد."-123', max_size=80), st.sampled_from(["ar", "en"]), st.booleans())
def test_sums_by_word_are_those_of_the_features(text: str, code: str, title: bool) -> None:  # noqa: FBT001
    sentence = get(code).sentence(text)
    sentence.is_title = title
    crf = shipped(code)
    assert crf is not None
    mentions = [mention_of(sentence, 0, min(2, len(sentence.tokens)), "place")] if sentence.tokens else []
    expected = [crf.crf.total(listed) for listed in features(sentence, mentions)]
    for one, other in zip(crf.emissions(sentence, mentions), expected, strict=True):
        assert one == pytest.approx(other)
