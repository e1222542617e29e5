"""Places, organizations and persons of a user's own."""

from pathlib import Path

import pytest

import iraqsec
from iraqsec.errors import DataError
from iraqsec.gazetteer.overlays import COLUMNS, lay_over
from iraqsec.gazetteer.table import COLUMNS as PLACE_COLUMNS

TABLE = """id\tkind\tname_en\tname_ar\taliases_en\tgovernorate\tparent\tlatitude\tlongitude\tabbreviation
# a comment
village:IQ-BA-albu-test\tvillage\tAlbu Testabad\tآلبو تستاباد\t\tIQ-BA\tdistrict:IQ-BA-qurna\t31.01\t47.43
lake-guards\tforce\tLake Wardens Force\tقوة حراس البحيرات\tWardens of the Lakes\t\t\t\t\tLWF
person:zahid-hilfi\tperson\tZahid Marwan al-Hilfi\tزاهد مروان الحلفي

"""


@pytest.fixture(scope="module")
def extractor() -> iraqsec.Extractor:
    return iraqsec.load(gazetteer=[("mine.tsv", TABLE)])


def links(extractor: iraqsec.Extractor, text: str) -> dict[str, str | None]:
    return {entity.text: entity.link for entity in extractor.extract(text).entities}


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(DataError) as caught:
        lay_over([("mine.tsv", text)])
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "name", "link"),
    [
        ("A raid in Albu Testabad failed.", "Albu Testabad", "village:IQ-BA-albu-test"),
        ("فشلت مداهمة في آلبو تستاباد.", "آلبو تستاباد", "village:IQ-BA-albu-test"),
        ("The Lake Wardens Force arrested three men.", "Lake Wardens Force", "lake-guards"),
        ("Three men were arrested by the Wardens of the Lakes.", "Wardens of the Lakes", "lake-guards"),
        ("The LWF arrested three men.", "LWF", "lake-guards"),
        ("اعتقلت قوة حراس البحيرات ثلاثة متهمين.", "قوة حراس البحيرات", "lake-guards"),
        ("Police met Zahid Marwan al-Hilfi.", "Zahid Marwan al-Hilfi", "person:zahid-hilfi"),
        ("Major General Zahid al-Helfi denied it.", "Major General Zahid al-Helfi", "person:zahid-hilfi"),
        ("التقى الوفد زاهد مروان الحلفي.", "زاهد مروان الحلفي", "person:zahid-hilfi"),
    ],
)
def test_names_of_a_table_are_found_and_linked(extractor: iraqsec.Extractor, text: str, name: str, link: str) -> None:
    assert links(extractor, text)[name] == link


def test_short_forms_of_a_person_take_the_id(extractor: iraqsec.Extractor) -> None:
    found = links(extractor, "Major General Zahid Marwan al-Hilfi came to Basra. Al-Hilfi met the governor.")
    assert found["Al-Hilfi"] == "person:zahid-hilfi"


def test_a_place_gives_its_governorate_and_coordinates(extractor: iraqsec.Extractor) -> None:
    (place,) = [e.value for e in extractor.extract("A raid in Albu Testabad failed.").entities if e.type == "place"]
    assert isinstance(place, iraqsec.Place)
    assert (place.governorate, place.latitude, place.longitude) == ("IQ-BA", 31.01, 47.43)


def test_what_ships_stays_as_it_is(extractor: iraqsec.Extractor) -> None:
    text = "Basra Police Command arrested three men in Qurna; Mohammed Shia al-Sudani was told. The CTS helped."
    assert extractor.extract(text) == iraqsec.extract(text)


def test_a_known_organization_gets_more_names() -> None:
    table = "id\tkind\tname_en\nprime-minister-office\toffice\tPremier's Bureau\n"
    found = links(iraqsec.load(gazetteer=[("mine.tsv", table)]), "The Premier's Bureau denied it.")
    assert "prime-minister-office" in found.values()


def test_a_known_place_is_replaced() -> None:
    table = "id\tkind\tname_en\tgovernorate\ndistrict:IQ-BA-qurna\tdistrict\tQurnabad\tIQ-BA\n"
    linker = lay_over([("mine.tsv", table)]).places
    assert linker.by_id["district:IQ-BA-qurna"].name_en == "Qurnabad"
    assert not [e for e in linker.named("Qurna", "en") if e.id == "district:IQ-BA-qurna"]


def test_tables_may_build_on_one_another() -> None:
    one = "id\tkind\tname_en\tgovernorate\ndistrict:IQ-BA-new\tdistrict\tNewland\tIQ-BA\n"
    other = "id\tkind\tname_en\tgovernorate\tparent\nvillage:IQ-BA-new\tvillage\tNewham\tIQ-BA\tdistrict:IQ-BA-new\n"
    assert "village:IQ-BA-new" in lay_over([("b.tsv", other), ("a.tsv", one)]).places.by_id


def test_every_column_of_the_shipped_table_may_stand_there(tmp_path: Path) -> None:
    assert set(PLACE_COLUMNS) < set(COLUMNS)
    path = tmp_path / "mine.tsv"
    path.write_text("\ufeff" + TABLE.replace("\n", "\r\n"), encoding="utf-8")
    assert [entry.id for entry in lay_over(path).persons.entries] == ["person:zahid-hilfi"]  # type: ignore[union-attr]


def test_all_faults_are_told_with_their_lines() -> None:
    told = problems_of(
        "id\tkind\tname_en\tlatitude\tparent\n"
        "village:x\tvillage\tA\t95\tdistrict:IQ-BA-qurn\n"
        "foo bar\tforce\tB\n"
        "joe\tperson\tJoe\n"
        "\n"
        "x y z\n"
        "joe\tforce\tJoes\t31.0\t\tsix\n"
    )
    wanted = [
        "mine.tsv:7: 6 cells, where the first line names 5 columns",
        "mine.tsv:7: id 'joe' stands in line 4 too",
        "mine.tsv:2: id 'village:x' must be kind:CODE-name",
        "mine.tsv:2: latitude 95 is out of range",
        "mine.tsv:2: latitude and longitude go together",
        "mine.tsv:2: parent 'district:IQ-BA-qurn' is no known id; did you mean 'district:IQ-BA-qurna'?",
        "mine.tsv:3: id 'foo bar' must be small letters",
        "mine.tsv:4: id 'joe' of a person must begin with 'person:'",
        "mine.tsv:6: a row needs a name",
        "mine.tsv:6: unknown kind ''",
        "mine.tsv:7: latitude: only places have one",
    ]
    assert len(told) == len(wanted)
    assert all(problem.startswith(text) for problem, text in zip(told, wanted, strict=True)), told


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("id\tkind\tname_en\tlatitud", "mine.tsv:1: unknown column 'latitud'; did you mean 'latitude'?"),
        ("kind\tname_en", "mine.tsv:1: the column 'id' is missing"),
        ("id\tkind", "mine.tsv:1: a column name_en or name_ar is missing"),
        ("id\tid\tkind\tname_en", "mine.tsv:1: the column 'id' stands twice"),
        ("id\tkind\tname_en\nx\tforce\t{where} Guards", "mine.tsv:2: unknown slot {where}"),
    ],
)
def test_faults_of_the_first_line_are_told(head: str, fault: str) -> None:
    (told,) = problems_of(head + "\n")
    assert told.startswith(fault)
