"""English inflection: spelling rules, irregular words, British and American forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.languages.en.morphology import TAGS, inflect_noun, inflect_verb, lemma_forms, spellings


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("arrest", "arrest arrests arrested arresting"),
        ("stop", "stop stops stopped stopping"),
        ("carry out", "carry carries carried carrying"),
        ("seize", "seize seizes seized seizing"),
        ("commit", "commit commits committed committing"),
        ("travel", "travel travels traveled travelled traveling travelling"),
        ("kidnap", "kidnap kidnaps kidnaped kidnapped kidnaping kidnapping"),
        ("die", "die dies died dying"),
        ("free", "free frees freed freeing"),
        ("panic", "panic panics panicked panicking"),
        ("equip", "equip equips equipped equipping"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
        ("retake", "retake retakes retook retaken retaking"),
        ("undergo", "undergo undergoes underwent undergone undergoing"),
        ("hold", "hold holds held holding"),
        ("shut down", "shut shuts shutting"),
        ("mobilise", "mobilise mobilize mobilises mobilizes mobilised mobilized mobilising mobilizing"),
        ("raid", "raid raids raided raiding"),
        ("open", "open opens opened opening"),
        ("deploy", "deploy deploys deployed deploying"),
        ("host", "host hosts hosted hosting"),
        ("take/took/taken/taking into custody", "take takes took taken taking"),
    ],
    ids=lambda value: value.split()[0],
)
def test_inflect_verb(entry: str, forms: str) -> None:
    assert inflect_verb(entry) == frozenset(forms.split())


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("machine gun", {"machine gun", "machine guns"}),
        ("gunman", {"gunman", "gunmen"}),
        ("German", {"german", "germans"}),
        ("child", {"child", "children"}),
        ("penalty", {"penalty", "penalties"}),
        ("convoy", {"convoy", "convoys"}),
        ("chief of staff", {"chief of staff", "chiefs of staff"}),
        ("control centre", {"control centre", "control center", "control centres", "control centers"}),
        ("barracks", {"barracks"}),
        ("knife", {"knife", "knives"}),
        ("ambush", {"ambush", "ambushes"}),
        ("memorandum", {"memorandum", "memorandums", "memoranda"}),
        ("passer-by/passers-by", {"passer-by", "passers-by"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_inflect_noun(entry: str, forms: set[str]) -> None:
    assert inflect_noun(entry) == forms


def test_lemma_forms_tell_a_participle() -> None:
    forms = lemma_forms("give up", "verb")
    assert (forms["given up"], forms["gave up"], forms["giving up"], forms["gives up"]) == (
        "participle",
        "past",
        "gerund",
        "third",
    )
    assert lemma_forms("arrest", "verb")["arrested"] == "past"
    assert lemma_forms("be", "verb")["been"] == "participle"


def test_lemma_forms_keep_the_words_after_a_verb() -> None:
    assert set(lemma_forms("travel by armoured car", "verb")) >= {
        "traveled by armored car",
        "travelling by armoured car",
    }


def test_an_empty_entry_has_no_forms() -> None:
    assert lemma_forms(" ", "verb") == {}


def test_spellings_leave_other_words_alone() -> None:
    assert spellings("exercise") == {"exercise"}
    assert spellings("install") <= {"install", "instal"}
    assert spellings("organization") == {"organization", "organisation"}


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12), st.sampled_from(["verb", "noun"]))
def test_any_word_has_forms_and_known_tags(word: str, kind: str) -> None:
    forms = lemma_forms(word, kind)
    assert word in forms
    assert set(forms.values()) <= set(TAGS)
