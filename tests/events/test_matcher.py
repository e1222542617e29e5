"""Trigger candidates: inflected entries, gaps, clitics, blocks and learned words."""

import pytest

from iraqsec.events.loader import built_in, parse
from iraqsec.events.matcher import Matcher, Trigger
from iraqsec.languages.base import get

FRAMES = parse(
    [
        (
            "arrest.toml",
            """
            event = "Arrest"
            [ar]
            verbs = ["اعتقل", "ألقى … القبض"]
            nouns = ["إلقاء القبض", "قبض"]
            weak_nouns = ["توقيف"]
            blocks = ["مذكرة قبض"]
            [en]
            verbs = ["arrest", "take into custody", "round up"]
            weak_verbs = ["hold"]
            nouns = ["arrest"]
            anaphors = ["the move"]
            blocks = ["house arrest", "cardiac arrest"]
            """,
        ),
        (
            "protest.toml",
            """
            event = "Protest"
            [en]
            nouns = ["sit-in", "hold"]
            verbs = ["stage … sit-in"]
            """,
        ),
    ]
)
MATCHERS = {code: Matcher(get(code), FRAMES, [("Arrest", "nab")] if code == "en" else []) for code in ("ar", "en")}


def found(code: str, text: str) -> list[tuple[str, str]]:
    """Return the type and the words of each candidate."""
    sentence = get(code).sentence(text)
    return [(t.type, words(text, code, t)) for t in MATCHERS[code].candidates(sentence)]


def words(text: str, code: str, trigger: Trigger) -> str:
    return " ".join(token.text for token in get(code).sentence(text).tokens[trigger.first : trigger.last])


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Guards arrested two men.", ["arrested"]),
        ("en", "They are arresting him", ["arresting"]),
        ("en", "Several arrests followed", ["arrests"]),
        ("en", "He was taken into custody", ["taken into custody"]),
        ("en", "Guards took three armed men into custody", ["took three armed men into custody"]),
        ("en", "Marines rounded them up", ["rounded them up"]),
        ("en", "Guards took a long and very winding mountain road into custody", []),
        ("en", "The arresting officer's move", ["arresting"]),
        ("en", "The move surprised nobody", ["The move"]),
        ("en", "He nab nothing", ["nab"]),
        ("en", "He is restless", []),
        ("ar", "اعتقلت الشرطة رجلا", ["اعتقلت"]),
        ("ar", "وستعتقل القوات آخرين", ["وستعتقل"]),
        ("ar", "فاعتقلوه", ["فاعتقلوه"]),
        ("ar", "تم إلقاء القبض عليه", ["القاء القبض"]),
        ("ar", "ألقت قوات الجيش القبض عليه", ["القت قوات الجيش القبض"]),
        ("ar", "وبعد القبض عليه", ["القبض"]),
        ("ar", "الاعتقال", ["الاعتقال"]),
    ],
)
def test_candidates_of_arrest(code: str, text: str, expected: list[str]) -> None:
    assert [said for name, said in found(code, text) if name == "Arrest"] == expected


def test_an_entry_with_a_hyphen_is_found_as_its_tokens() -> None:
    assert found("en", "Teachers held sit-ins in Kut")[1:] == [("Protest", "sit - ins")]


def test_a_block_silences_its_own_type_only() -> None:
    assert found("en", "He is under house arrest") == []
    assert found("ar", "صدرت مذكرة قبض بحقه") == []
    assert found("en", "His cardiac arrest and later arrest") == [("Arrest", "arrest")]


def test_a_joining_phrase_names_no_event_of_any_type() -> None:
    matcher = Matcher(get("ar"), built_in())
    said = "نصبت الشرطة كاميرات بالإضافة إلى أعمدة، وأضاف أن المشروع كبير"
    assert [t.entry for t in matcher.candidates(get("ar").sentence(said)) if "ضاف" in t.entry] == []
    assert [t.entry for t in matcher.candidates(get("ar").sentence("إضافة كاميرات في الكوت")) if "ضاف" in t.entry]


def test_one_word_may_name_events_of_several_types() -> None:
    assert sorted(found("en", "They hold him")) == [("Arrest", "hold"), ("Protest", "hold")]


def test_the_longest_reading_of_a_type_wins() -> None:
    (trigger,) = MATCHERS["ar"].candidates(get("ar").sentence("عملية إلقاء القبض"))
    assert (trigger.first, trigger.last) == (1, 3)


def test_strength_decides_between_readings_of_equal_length() -> None:
    (trigger,) = [t for t in MATCHERS["en"].candidates(get("en").sentence("the arrest")) if t.type == "Arrest"]
    assert trigger.strength == "strong"


def test_the_anchor_of_a_light_verb_is_its_noun() -> None:
    sentence = get("ar").sentence("ألقت القوات القبض عليه")
    (trigger,) = MATCHERS["ar"].candidates(sentence)
    assert sentence.tokens[trigger.anchor].text == "القبض"


def test_a_verb_of_several_words_may_hold_its_object() -> None:
    sentence = get("en").sentence("Guards took three men into custody")
    (trigger,) = MATCHERS["en"].candidates(sentence)
    assert (sentence.tokens[trigger.anchor].text, trigger.tag.endswith("+gap")) == ("into", True)


def test_candidates_come_in_text_order() -> None:
    sentence = get("en").sentence("The move led to arrests, and Guards arrested others before they hold more")
    firsts = [t.first for t in MATCHERS["en"].candidates(sentence)]
    assert firsts == sorted(firsts)
    assert len(firsts) > 3


@pytest.mark.parametrize("word", ["والشرطة", "بالاعتقالات"])
def test_a_candidate_takes_the_whole_token(word: str) -> None:
    for trigger in MATCHERS["ar"].candidates(get("ar").sentence(word)):
        assert (trigger.first, trigger.last) == (0, 1)


def test_a_preposition_is_not_written_before_a_past_verb() -> None:
    """بضبط is "by seizing", never "by he seized": the clitic decides between the readings of ضبط."""
    frames = parse([("s.toml", 'event = "Seizure"\n[ar]\nverbs = ["ضبط/يضبط/ضبط"]')])
    matcher = Matcher(get("ar"), frames)
    assert [t.tag for t in matcher.candidates(get("ar").sentence("ضبطت"))] == ["perfect"]
    assert matcher.candidates(get("ar").sentence("بضبطت")) == []
    assert len(matcher.candidates(get("ar").sentence("وضبطت"))) == 1
    assert len(matcher.candidates(get("ar").sentence("بضبط"))) == 1


def test_no_frames_no_candidates() -> None:
    assert Matcher(get("en"), ()).candidates(get("en").sentence("Guards arrested two men")) == []


def test_an_entry_that_begins_with_a_gap_matches_nothing() -> None:
    (frame,) = parse([("a.toml", 'event = "Arrest"\n[en]\nphrases = ["… in handcuffs", "…", "in handcuffs …"]')])
    found = Matcher(get("en"), [frame]).candidates(get("en").sentence("They left him in handcuffs"))
    assert [trigger.entry for trigger in found] == ["in handcuffs …"]


@pytest.mark.parametrize("code", ["ar", "en"])
def test_an_empty_sentence_has_no_candidates(code: str) -> None:
    assert Matcher(get(code), built_in()[:2]).candidates(get(code).sentence("")) == []


def test_the_preposition_of_a_day_is_no_part_of_a_phrase() -> None:
    (frame,) = parse([("a.toml", 'event = "Attack"\n[en]\nverbs = ["fire on"]')])
    matcher, english = Matcher(get("en"), [frame]), get("en")
    assert matcher.candidates(english.sentence("They fired four rounds on Sunday")) == []
    assert len(matcher.candidates(english.sentence("They fired four rounds on Sunday on a patrol"))) == 1


@pytest.mark.parametrize(
    ("code", "text", "name", "found"),
    [
        ("en", "The mayor opened a fire station in Kut", "Attack", False),
        ("en", "Gunmen opened fire on a patrol in Kut", "Attack", True),
        ("en", "Mine Resistant Ambush Protected vehicles left", "Attack", False),
        ("en", "An ambush killed two soldiers", "Attack", True),
        ("en", "A set of counter-improvised explosive device (IED) equipment", "Attack", False),
        ("en", "Police gave a demonstration of rescue techniques", "Protest", False),
        ("en", "A demonstration of unemployed graduates", "Protest", True),
        ("en", "The mission handed over 20 computers to the police", "Seizure", False),
        ("ar", "وجه بربط مديرية الجوازات بمكتب الوزير", "DigitalSystem", False),
        ("ar", "ربط مديرية الجوازات بقاعدة بيانات", "DigitalSystem", True),
        ("ar", "أطلقت الشرطة حملة توعية", "SecurityOperation", False),
        ("ar", "أطلقت الشرطة حملة أمنية", "SecurityOperation", True),
    ],
)
def test_no_trigger_ends_within_a_blocked_phrase(code: str, text: str, name: str, found: bool) -> None:  # noqa: FBT001
    frame = next(frame for frame in built_in() if frame.name == name)
    assert bool(Matcher(get(code), [frame]).candidates(get(code).sentence(text))) == found
