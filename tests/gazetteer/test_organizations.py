"""The registry of organizations and posts, its patterns, and the same id from both languages."""

import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import regex

from iraqsec.gazetteer import organizations as registry
from iraqsec.gazetteer.table import shipped
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold_word

ENTRIES = registry.all()
IDS = {entry.id for entry in ENTRIES}
FILLED = {
    "province": {"en": "Basra", "ar": "البصرة"},
    "n": {"en": "7th", "ar": "السابعة"},
    "country": {"en": "Turkish", "ar": "التركية"},
    "region": {"en": "Southern", "ar": "الجنوبية"},
}
NOT_ARABIC = regex.compile(
    r"[\u06cc\u06a9\u06c0\u06c1\u06be\u0640\u064b-\u065f\u200b-\u200f\u202a-\u202e\ufb50-\ufdff\ufe70-\ufeff]"
)
NOT_LATIN = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Arabic}\u00ad\u200b-\u200f]")


def filled(name: str, lang: str) -> str:
    """Return a name with its slot filled."""
    return regex.sub(r"\{(\w+)\}", lambda m: FILLED[m[1]][lang], name)


def found(name: str, lang: str) -> str | None:
    """Return the id that the whole of a name leads to."""
    tokens = get(lang).sentence(name).tokens
    match = registry.match(lang, tokens, 0)
    return match.id if match and match.last == len(tokens) else None


def test_the_registry_is_large_sourced_and_sound() -> None:
    assert len(ENTRIES) >= 350
    assert [entry.id for entry in ENTRIES if entry.kind not in registry.KINDS or not entry.source] == []
    assert [ident for ident, count in Counter(entry.id for entry in ENTRIES).items() if count > 1] == []
    assert [entry.id for entry in ENTRIES if entry.parent and entry.parent.partition(":")[0] not in IDS] == []


@pytest.mark.parametrize("name", ["organizations.tsv", "posts.tsv"])
def test_the_tables_are_in_nfc(name: str) -> None:
    assert unicodedata.is_normalized("NFC", shipped(name))


def test_names_hold_no_look_alikes() -> None:
    assert [name for entry in ENTRIES for name in entry.names("ar") if NOT_ARABIC.search(name)] == []
    assert [name for entry in ENTRIES for name in entry.names("en") if NOT_LATIN.search(name)] == []
    assert [
        post.id for post in registry.posts() if NOT_ARABIC.search(post.holder_ar) or NOT_LATIN.search(post.holder_en)
    ] == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_name_leads_back_to_its_entry(lang: str) -> None:
    """The instance of a pattern may be an entry of its own ("Turkish army")."""
    lost = [
        (entry.id, name, ident)
        for entry in ENTRIES
        for name in entry.names(lang)
        if (ident := found(filled(name, lang), lang) or "").partition(":")[0] != entry.id
        and not ("{" in name and ident in IDS)
    ]
    assert lost == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_name_belongs_to_two_entries(lang: str) -> None:
    names = Counter(fold_word(name) for entry in ENTRIES for name in entry.names(lang))
    assert [name for name, count in names.items() if count > 1] == []


def test_both_languages_give_the_same_id(root: Path) -> None:
    """At least 95 % of the pairs of names that news write for the same body."""
    lines = (root / "tests" / "corpora" / "entities.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs = [line.split("\t") for line in lines]
    missed = [(ar, en) for ar, en, ident in pairs if not found_by_look_up(ar) == found_by_look_up(en) == ident]
    assert len(pairs) >= 100
    assert len(missed) <= 0.05 * len(pairs), missed


def found_by_look_up(name: str) -> str:
    """Return the id of the best hit for a name."""
    return next((entry.id for entry in registry.find(name, limit=1)), "")


def test_get_fills_a_pattern() -> None:
    command = registry.get("police-command:IQ-BA")
    assert command is not None
    assert (command.name_en, command.name_ar, command.parent) == (
        "Basra Police Command",
        "قيادة شرطة البصرة",
        "ministry-interior",
    )
    division = registry.get("army-division:8")
    assert division is not None
    assert division.name_en == "8th Division"
    assert registry.get("police-command:") is None
    assert registry.get("nobody") is None


def test_find_is_fuzzy_and_takes_a_kind() -> None:
    assert registry.find("Ministy of the Interrior", limit=1)[0].id == "ministry-interior"
    assert registry.find("جهاز مكافحه الارهاب", limit=1)[0].id == "counter-terrorism-service"
    assert {entry.kind for entry in registry.find("Federal Court", kind="court")} == {"court"}
    assert registry.find("") == []


@pytest.mark.parametrize(
    ("post", "day", "name"),
    [
        ("minister-interior", date(2024, 1, 1), "Abdul Amir al-Shammari"),
        ("Minister of Defence", date(2017, 5, 1), "Arfan al-Hayali"),
        ("رئيس مجلس الوزراء", date(2020, 5, 7), "Mustafa al-Kadhimi"),
        ("prime-minister", date(2020, 5, 6), "Adel Abdul Mahdi"),
        ("governor-kirkuk", date(2018, 1, 1), "Rakan al-Jubouri"),
    ],
)
def test_holder_of_a_post(post: str, day: date, name: str) -> None:
    held = registry.holder(post, on=day)
    assert held is not None
    assert held.holder_en == name


def test_holder_is_none_where_nothing_is_known() -> None:
    assert registry.holder("minister-interior", on=date(1990, 1, 1)) is None
    assert registry.holder("minister-of-nothing", on=date(2020, 1, 1)) is None


def test_posts_belong_to_organizations_and_follow_one_another() -> None:
    assert [post.id for post in registry.posts() if registry.get(post.organization) is None] == []
    held: dict[str, list[registry.Post]] = {}
    for post in registry.posts():
        held.setdefault(post.id, []).append(post)
    overlaps = [
        (one.holder_en, other.holder_en)
        for rows in held.values()
        for one, other in zip(
            sorted(rows, key=lambda p: p.start), sorted(rows, key=lambda p: p.start)[1:], strict=False
        )
        if one.end is None or one.end[: len(other.start)] > other.start[: len(one.end)]
    ]
    assert overlaps == []
