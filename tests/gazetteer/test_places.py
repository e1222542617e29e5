"""The table of places and what finds entries in it."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from iraqsec.errors import DataError, InputError
from iraqsec.gazetteer import places
from iraqsec.gazetteer.cues import cues
from iraqsec.gazetteer.linker import Linker
from iraqsec.gazetteer.linker import places as shipped_linker
from iraqsec.gazetteer.overlays import lay_over
from iraqsec.gazetteer.spelling import arabic_keys, latin_key, latin_keys
from iraqsec.gazetteer.table import COLUMNS, check_places, read_places, rows, shipped

ENTRIES = shipped_linker().entries


def row(**cells: str) -> str:
    """Return a small table with one row, sound but for the given cells."""
    sound = dict.fromkeys(COLUMNS, "") | {
        "id": "village:IQ-BA-test",
        "kind": "village",
        "name_en": "Testabad",
        "name_ar": "تستاباد",
        "governorate": "IQ-BA",
        "country": "IQ",
        "parent": "governorate:IQ-BA",
        "source": "public",
    }
    return "\t".join(COLUMNS) + "\n" + "\t".join((sound | cells)[column] for column in COLUMNS) + "\n"


def test_the_shipped_table_has_no_fault() -> None:
    assert check_places(shipped("places.tsv")) == []


def test_the_table_is_large_and_sourced() -> None:
    kinds = Counter(entry.kind for entry in ENTRIES)
    assert len(ENTRIES) >= 1_500
    assert kinds["governorate"] == 19
    assert all(
        kinds[kind] for kind in ("crossing", "prison", "base", "airport", "port", "dam", "mountain", "road", "sector")
    )
    assert all(entry.source for entry in ENTRIES)


def test_no_place_stands_twice() -> None:
    same = Counter((entry.kind, entry.governorate or entry.country, latin_keys(entry.name_en)) for entry in ENTRIES)
    assert [key for key, count in same.items() if count > 1] == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_name_leads_back_to_its_entry(lang: str) -> None:
    linker = shipped_linker()
    lost = [
        (entry.id, name) for entry in ENTRIES for name in entry.names(lang) if entry not in linker.named(name, lang)
    ]
    assert lost == []


@pytest.mark.parametrize("name", ["places.tsv", "places_cues.tsv", "places_ambiguous.tsv"])
def test_the_data_files_are_in_nfc_without_invisible_signs(name: str) -> None:
    text = shipped(name)
    assert unicodedata.is_normalized("NFC", text)
    assert not [c for c in text if unicodedata.category(c) == "Cf" or c in "\u06cc\u06a9\u0640"]


def test_the_cue_files_hold_no_word_twice() -> None:
    for lang in ("en", "ar"):
        listed = [
            (cue, word)
            for _, (code, cue, words, _detail) in rows(
                shipped("places_cues.tsv"), ("lang", "cue", "words", "detail"), "places_cues.tsv"
            )
            if code == lang and cue != "noun"
            for word in words.split("|")
        ]
        assert [pair for pair, count in Counter(listed).items() if count > 1] == []
    assert cues("ar").kinds("noun", "محافظه") >= {"governorate"}


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"kind": "hamlet"}, "unknown kind 'hamlet'"),
        ({"id": "town:IQ-BA-test"}, "must be kind:CODE-name"),
        ({"governorate": "IQ-XX"}, "unknown governorate"),
        ({"country": "Iraq"}, "ISO 3166-1"),
        ({"country": "IR"}, "only with country IQ"),
        ({"latitude": "95", "longitude": "44"}, "out of range"),
        ({"latitude": "north", "longitude": "44"}, "is no number"),
        ({"latitude": "30"}, "go together"),
        ({"name_ar": "ديالی"}, "ARABIC LETTER FARSI YEH"),
        ({"name_ar": "بـصرة"}, "TATWEEL"),
        ({"name_en": "Bаsra"}, "CYRILLIC"),
        ({"name_en": "E\u0301rbil"}, "not in NFC"),
        ({"aliases_en": "Testabad"}, "a name stands twice"),
        ({"aliases_en": "One||Two"}, "an empty alias"),
        ({"name_en": " Testabad"}, "stray space"),
        ({"parent": "governorate:IQ-ZZ"}, "no known id"),
        ({"source": ""}, "a source is missing"),
        ({"name_en": "", "name_ar": ""}, "needs a name"),
    ],
)
def test_a_fault_is_told_with_file_and_line(cells: dict[str, str], fault: str) -> None:
    problems = check_places(row(**cells), "mine.tsv", ENTRIES)
    assert any(problem.startswith("mine.tsv:2: ") and fault in problem for problem in problems), problems


def test_a_sound_row_has_no_fault() -> None:
    assert check_places(row(), "mine.tsv", ENTRIES) == []


def test_all_faults_are_told_at_once() -> None:
    assert len(check_places(row(kind="hamlet", country="Iraq", source=""), "mine.tsv", ENTRIES)) >= 4


def test_a_wrong_header_or_row_is_an_error() -> None:
    with pytest.raises(DataError, match="header must be"):
        read_places("a\tb\n")
    with pytest.raises(DataError, match="2 cells, expected 13"):
        read_places("\t".join(COLUMNS) + "\nx\ty\n")
    with pytest.raises(DataError, match=r"mine\.tsv:2"):
        read_places(row(latitude="x", longitude="y"), "mine.tsv")


def test_an_overlay_adds_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(row(aliases_en="Testburg"), encoding="utf-8")
    linker = lay_over([str(path)]).places
    assert [entry.id for entry in linker.named("Testburg", "en")] == ["village:IQ-BA-test"]
    assert linker.named("تستاباد", "ar")
    assert len(linker.entries) == len(ENTRIES) + 1


def test_faults_of_overlays_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(row(kind="hamlet"), encoding="utf-8")
    with pytest.raises(DataError, match="unknown kind"):
        lay_over([str(path)])
    with pytest.raises(DataError, match="cannot be read"):
        lay_over([str(tmp_path / "none.tsv")])


@pytest.mark.parametrize(
    "spellings",
    [
        ("Nasiriyah", "Nassiriya", "al-Nasiriyya", "An-Nasiriyah"),
        ("Qadisiyah", "al-Qadisiya", "Qādisiyyah", "Kadisiya"),
        ("Fallujah", "Falluja", "al-Falloujah"),
        ("Ba'quba", "Baqubah", "Ba’quba"),
        ("Makhmour", "Makhmur", "Makhmoor"),
        ("Dhuluiya", "Dhuluiyah", "Thuluiya"),
        ("Sulaymaniyah", "Sulaimaniya", "Suleimaniyah"),
        ("Wasit", "Wassit"),
    ],
)
def test_transliterations_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({latin_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Hit", "Hat"), ("Hit", "Heat"), ("Dour", "Dear"), ("Kut", "Kit"), ("Basra", "Bursa")]
)
def test_short_and_different_names_keep_apart(one: str, other: str) -> None:
    assert latin_key(one) != latin_key(other)


def test_a_hyphen_joins_articles_only() -> None:
    assert latin_keys("Basra-Nasiriyah road") == latin_keys("Basra Nasiriyah road")
    assert latin_keys("al-Qaim") == latin_keys("Qaim")


def test_arabic_keys_are_folded() -> None:
    assert arabic_keys("طريق النَّجف – كربلاء") == ("طريق", "النجف", "كربلاء")


@pytest.mark.parametrize(
    ("query", "ident"),
    [
        ("Nassiriya", "district:IQ-DQ-nasiriyah"),
        ("الناصريه", "district:IQ-DQ-nasiriyah"),
        ("al-Huwayja", "district:IQ-KI-hawija"),
        ("Kerkuk", "governorate:IQ-KI"),
        ("طربيل", "crossing:IQ-AN-trebil"),
        ("Ein Asad", "base:IQ-AN-ain-al-asad"),
        ("Basra province", "governorate:IQ-BA"),
        ("قضاء القرنة", "district:IQ-BA-qurna"),
        ("عين الاسد", "base:IQ-AN-ain-al-asad"),
    ],
)
def test_find_reads_both_scripts_and_many_spellings(query: str, ident: str) -> None:
    assert places.find(query)[0].id == ident


def test_find_narrows_by_kind_and_governorate() -> None:
    assert {place.governorate for place in places.find("Karma")} >= {"IQ-AN", "IQ-BA"}
    assert places.find("Karma", governorate="IQ-BA")[0].id == "town:IQ-BA-garmat-ali"
    assert all(place.kind == "neighbourhood" for place in places.find("القادسية", kind="neighbourhood"))
    assert len(places.find("Baghdad", limit=2)) <= 2


def test_find_of_nonsense_is_empty_and_of_nothing_an_error() -> None:
    assert places.find("Xyzzyqwrt") == []
    for wrong in ("", "  ", None):
        with pytest.raises(InputError, match="by its name"):
            places.find(wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="unknown kind"):
        places.find("Basra", kind="hamlet")
    with pytest.raises(InputError, match="unknown governorate"):
        places.find("Basra", governorate="BA")


def test_get_and_all() -> None:
    assert places.get("governorate:IQ-BA").name_ar == "البصرة"
    assert len(places.all()) == len(ENTRIES)
    with pytest.raises(InputError, match="did you mean district:IQ-BA-qurna"):
        places.get("district:IQ-BA-quna")


def test_a_linker_needs_no_index_until_asked() -> None:
    linker = Linker(ENTRIES)
    assert linker._indexes == {}
    assert linker.named("Basra", "en")
    assert set(linker._indexes) == {"en"}
