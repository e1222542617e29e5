"""Frame files: what is read from them, and that all their faults are told at once."""

from pathlib import Path

import pytest

from iraqsec.errors import DataError
from iraqsec.events import loader
from iraqsec.events.loader import Entry, Example, built_in, parse
from iraqsec.events.types import TYPES, roles_of

GOOD = """
event = "Arrest"

[roles.suspect]
kinds = ["suspect", "person"]
position = "object"

[ar]
verbs = ["اعتقل", "ألقى … القبض"]
blocks = ["بطاقة اعتقال"]
roles.suspect.after = ["على"]

[[ar.examples]]
text = "اعتقلت الشرطة لصا"
found = { trigger = "اعتقلت", suspect = "لصا" }

[en]
weak_nouns = ["capture"]
anaphors = ["the move"]
examples = [{ text = "The capture of carbon is costly.", found = {} }]
"""


def problems_of(*texts: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        parse([(f"f{number}.toml", text) for number, text in enumerate(texts)])
    return list(caught.value.problems)


def test_a_frame_holds_what_its_file_says() -> None:
    (frame,) = parse([("arrest.toml", GOOD)])
    assert frame.name == "Arrest"
    assert frame.entries["ar"] == (
        Entry("اعتقل", "strong", "verb"),
        Entry("ألقى … القبض", "strong", "verb"),
        Entry("بطاقة اعتقال", "block", "phrase"),
    )
    assert frame.entries["en"] == (Entry("capture", "weak", "noun"), Entry("the move", "anaphor", "noun"))
    assert frame.examples == (
        Example("ar", "اعتقلت الشرطة لصا", {"trigger": "اعتقلت", "suspect": "لصا"}),
        Example("en", "The capture of carbon is costly.", {}),
    )


def test_every_role_has_a_hint() -> None:
    (frame,) = parse([("arrest.toml", GOOD)])
    assert set(frame.roles) == set(roles_of(TYPES["Arrest"]))
    assert frame.roles["suspect"].kinds == ("suspect", "person")
    assert frame.roles["suspect"].position == "object"
    assert frame.roles["suspect"].after == {"ar": frozenset({"على"})}
    assert frame.roles["charge"].kinds == ()


def test_frames_come_in_the_order_of_the_types() -> None:
    frames = parse([("a.toml", 'event = "Protest"'), ("b.toml", 'event = "Arrest"'), ("c.toml", 'event = "Meeting"')])
    assert [frame.name for frame in frames] == ["Meeting", "Arrest", "Protest"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('event = "Arest"', "f0.toml:1: event: unknown type 'Arest'; did you mean 'Arrest'? (known: "),
        ("", "f0.toml:1: event: unknown type None (known: "),
        ('event = "Arrest"\n[roles.suspcet]', "roles.suspcet: unknown role 'suspcet'; did you mean 'suspect'? (known:"),
        ('event = "Arrest"\n[en]\nroles.victim.after = ["of"]', "f0.toml:3: en.roles.victim: unknown role 'victim'"),
        ('event = "Arrest"\n[roles.agent]\nkind = []', "roles.agent.kind: unknown key; did you mean 'kinds'?"),
        ('event = "Arrest"\n[roles.agent]\nposition = "left"', "position: 'left' is none of subject, object, any"),
        ('event = "Arrest"\n[en]\nverb = ["nab"]', "f0.toml:3: en.verb: unknown key; did you mean 'verbs'?"),
        ('event = "Arrest"\n[en]\nverbs = "nab"', "f0.toml:3: en.verbs: must be a list of strings that are not empty"),
        ('event = "Arrest"\n[en]\nverbs = ["nab", " "]', "en.verbs: must be a list of strings that are not empty"),
        ('event = "Arrest"\n[en]\nverbs = ["nab", "nab"]', "f0.toml:3: en.verbs: 'nab' stands twice"),
        ('event = "Arrest"\nverbs = ["nab"]', "f0.toml:2: verbs: unknown key; a frame has event, roles and a table"),
        ('event = "Arrest"\n[[en.examples]]\ntext = "x"', "f0.toml:2: en.examples[1]: needs text (a string) and found"),
        (
            'event = "Arrest"\n[[en.examples]]\ntext = "Guards nabbed him."\nfound = { trigger = "caught" }',
            "f0.toml:4: en.examples[1].found.trigger: 'caught' is not in the example's text",
        ),
        (
            'event = "Arrest"\n[[en.examples]]\ntext = "Guards nabbed him."\nfound = { agnet = "Guards" }',
            "f0.toml:4: en.examples[1].found.agnet: unknown role; did you mean 'agent'?",
        ),
        ("event = ", "f0.toml:1: not TOML: "),
    ],
)
def test_a_fault_is_told_with_file_key_and_nearest_name(text: str, problem: str) -> None:
    (told,) = problems_of(text)
    assert problem in told


def test_all_faults_of_all_files_are_told_at_once() -> None:
    faulty = (
        'event = "Seizure"\nx = 1\n[roles.itme]\n[roles.agent]\nposition = "up"\n[ar]\nvebs = []\nnouns = ["", "a"]'
    )
    told = problems_of(faulty, GOOD, 'event = "Nothing"', "]")
    assert [problem.split(": ")[1] for problem in told[:5]] == [
        "roles.itme",
        "roles.agent.position",
        "x",
        "ar.vebs",
        "ar.nouns",
    ]
    assert [problem.split(": ")[0] for problem in told] == [
        *(f"f0.toml:{n}" for n in (3, 5, 2, 7, 8)),
        "f2.toml:1",
        "f3.toml:1",
    ]


def test_a_users_frames_are_read_from_files(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert [frame.name for frame in loader.load([path, str(path)])] == ["Arrest", "Arrest"]


def test_every_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "latin.toml"
    bad.write_bytes(b'event = "\xe9"')
    with pytest.raises(DataError) as caught:
        loader.load([tmp_path / "missing.toml", bad])
    assert [problem.count("cannot be read") for problem in caught.value.problems] == [1, 1]


def test_each_type_has_a_frame_in_both_languages() -> None:
    assert [frame.name for frame in built_in()] == list(TYPES)
    for frame in built_in():
        assert set(frame.entries) == {"ar", "en"}, frame.name
        for entries in frame.entries.values():
            assert any(entry.strength == "strong" for entry in entries), frame.name
        assert all(frame.roles[role].kinds for role in roles_of(frame.type)), frame.name


def test_each_frame_shows_what_it_finds_and_what_it_must_not_find() -> None:
    for frame in built_in():
        for code in ("ar", "en"):
            mine = [example for example in frame.examples if example.lang == code]
            assert any(example.found for example in mine), (frame.name, code)
            assert any(not example.found for example in mine), (frame.name, code)
