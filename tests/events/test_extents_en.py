"""English fillers that take in too much of their clause, or stop within a name or before their head."""

from typing import TYPE_CHECKING, Any

import pytest

from iraqsec.events.extents import mended

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker

OFFICIAL = {"classes": frozenset({"official"})}


def extent(make_scene: "SceneMaker", role: str, text: str, taken: str, *seen: tuple[Any, ...]) -> str:
    scene = make_scene("en", text, mentions=[(0, taken, "phrase"), *((0, *more) for more in seen)])
    found = mended(scene, role, scene.mentions[0])
    return "" if found is None else found.text


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("participant", "He met tribal leaders to follow up on it.", "tribal leaders to follow", "tribal leaders"),
        ("participant", "He met judges to discuss the law.", "judges to discuss", "judges"),
        ("measure", "The road was shut to travellers there.", "shut to travellers", "shut to travellers"),
        ("facility", "They opened stations in cooperation with NATO.", "stations in cooperation", "stations"),
        ("participant", "He met the judge in his office.", "judge in his office", "judge"),
        ("participant", "He met the envoy in the Syrian capital.", "envoy in the Syrian capital", "envoy"),
        ("target", "A man in his sixties was shot.", "man in his sixties", "man in his sixties"),
        (
            "charge",
            "Jailed for possession of rifles found in his car.",
            "possession of rifles found",
            "possession of rifles",
        ),
        ("charge", "Jailed for owning a pistol stolen from a man.", "owning a pistol stolen from", "owning a pistol"),
        ("suspect", "They stormed a base held by militants.", "base held", "base"),
        ("facility", "They opened a tower containing 20 flats.", "tower containing 20 flats", "tower"),
        ("item", "Police seized a rifle from a man.", "rifle from a man", "rifle"),
        ("item", "They found a rocket at Patrol Base Wolf.", "rocket at Patrol Base", "rocket"),
        ("item", "They found mines left from the war.", "mines left from the war", "mines left from the war"),
        ("item", "They found mortars north of Camp Wolf.", "mortars north of Camp Wolf", "mortars"),
        ("target", "Farms north of Basra were hit.", "Farms north of Basra", "Farms north of Basra"),
        ("agent", "Men from the north of Iraq fled.", "Men from the north of Iraq", "Men from the north of Iraq"),
        ("participant", "He met Salim al-Hamdani Sunday.", "Salim al-Hamdani Sunday", "Salim al-Hamdani"),
        ("target", "The Friday market was hit.", "Friday market", "Friday market"),
    ],
)
def test_a_filler_ends_before_how_and_where(
    make_scene: "SceneMaker", role: str, text: str, taken: str, right: str
) -> None:
    assert extent(make_scene, role, text, taken) == right


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("target", "They burned tents, and wounded customers.", "wounded customers", "customers"),
        ("target", "They burned tents and struck two boats.", "struck two boats", "two boats"),
        ("item", "They burned seized weapons.", "seized weapons", "seized weapons"),
        ("participant", "In came Salim Hatem, H.E Omar Nuri and others.", "Salim Hatem, H.E Omar Nuri", "Omar Nuri"),
        ("party", "Signed by the interior ministers of Iraq.", "ministers of Iraq", "interior ministers of Iraq"),
        ("party", "Signed by ministers of Iraq.", "ministers of Iraq", "ministers of Iraq"),
    ],
)
def test_a_filler_begins_with_its_noun(make_scene: "SceneMaker", role: str, text: str, taken: str, right: str) -> None:
    assert extent(make_scene, role, text, taken) == right


@pytest.mark.parametrize(
    ("role", "text", "behind", "right"),
    [
        ("party", "Ministers of the two countries met.", "countries", "Ministers of the two countries"),
        ("target", "family of four in Kut was hit.", "in", "family of four"),
        ("suspect", "suspected insurgents were held.", "insurgents", "suspected insurgents"),
        ("suspect", 'Men of Iran-backed "special groups" fled.', '"special', 'Men of Iran-backed "special groups"'),
        ("participant", "Minister of Oil Salim al-Hamdani came.", "al-H", "Minister of Oil Salim al-Hamdani"),
        (
            "participant",
            "Head of the Tax Office (TO) mission in Kut.",
            "mission",
            "Head of the Tax Office (TO) mission",
        ),
        ("participant", "Head of the Tax Office (TO) bureau in Kut.", "(TO)", "Head of the Tax Office (TO) bureau"),
    ],
)
def test_a_filler_goes_on_to_its_noun(make_scene: "SceneMaker", role: str, text: str, behind: str, right: str) -> None:
    assert extent(make_scene, role, text, text[: text.index(behind)].strip()) == right


@pytest.mark.parametrize(
    ("text", "taken", "official", "right"),
    [
        ("He met the Adviser to the Minister of Oil.", "Minister of Oil", "Minister of Oil", "Adviser to the Minister of Oil"),
        ("He met the Deputy to the Governor there.", "Deputy", "Governor", "Deputy to the Governor"),
        ("He met the Military Secretary to the President.", "President", "President", "Military Secretary to the President"),
        ("He sent an aide to the Governor there.", "Governor", "Governor", "Governor"),
    ],
)  # fmt: skip
def test_who_serves_an_official_is_another_person(
    make_scene: "SceneMaker", text: str, taken: str, official: str, right: str
) -> None:
    assert extent(make_scene, "participant", text, taken, (official, "person", OFFICIAL)) == right


def body(text: str, link: str = "body") -> tuple[object, ...]:
    return (text, "organization", {"link": link})


@pytest.mark.parametrize(
    ("text", "taken", "bodies", "right"),
    [
        (
            "They shot members of al Qaeda in Iraq.",
            "members of al Qaeda",
            [body("al Qaeda in Iraq")],
            "members of al Qaeda in Iraq",
        ),
        ("They shot members of al Qaeda in Syria.", "members of al Qaeda", [body("al Qaeda")], "members of al Qaeda"),
        (
            "The office of the Directorate of Visas, Permits and Cards opened.",
            "office of the Directorate of Visas",
            [body("Directorate of Visas, Permits and Cards")],
            "office of the Directorate of Visas, Permits and Cards",
        ),
        (
            "In line with a plan of the government, NATO came.",
            "government, NATO",
            [body("government"), body("NATO", "nato")],
            "NATO",
        ),
    ],
)
def test_bodies_are_neither_torn_nor_joined(
    make_scene: "SceneMaker", text: str, taken: str, bodies: list[tuple[object, ...]], right: str
) -> None:
    assert extent(make_scene, "agent", text, taken, *bodies) == right


def test_a_topic_does_not_end_at_the_field_of_it(make_scene: "SceneMaker") -> None:
    text, whole = "They discussed work in the field of border control.", "work in the field of border control"
    assert extent(make_scene, "topic", text, "work in the field", ("border control", "phrase")) == whole


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("suspect", "They held a sheikh due to a feud.", "sheikh due to a feud", "sheikh"),
        ("participant", "He met Omar Karim prior to it.", "Omar Karim prior to", "Omar Karim"),
        ("participant", "In a statement from the army, Salim Ali met him.", "army, Salim Ali", "Salim Ali"),
        ("participant", "He got Omar Karim, Salim Ali met him.", "Omar Karim, Salim Ali", "Omar Karim, Salim Ali"),
        ("suspect", "They hanged a man convicted of murder.", "man convicted of murder", "man"),
        ("charge", "They hanged a man convicted of killing two.", "man convicted of killing two", "killing two"),
        ("suspect", "They held a man wanted for murder.", "man wanted for murder", "man wanted for murder"),
        ("force", "They left the city completely.", "city completely", "city"),
        ("target", "They hit members of one family.", "members of one family", "members of one family"),
        ("name", "The Safe Town project in Kut began.", "Safe Town project in", "Safe Town project"),
        ("agent", "Police in Kut need cameras.", "Police in Kut need", "Police in Kut"),
        ("topic", "They met with the aim of fighting drugs.", "aim of fighting drugs", "fighting drugs"),
        ("control_centre", "Linked to a control room in Kut.", "room in Kut", "control room in Kut"),
        ("control_centre", "Linked to a command and control center.", "center", "command and control center"),
    ],
)
def test_a_last_trim(make_scene: "SceneMaker", role: str, text: str, taken: str, right: str) -> None:
    assert extent(make_scene, role, text, taken) == right


def test_a_topic_goes_on_behind_the_particle_of_its_gerund(make_scene: "SceneMaker") -> None:
    text = "They discussed ways of setting up cameras in Kut."
    assert extent(make_scene, "topic", text, "ways of setting", ("cameras", "phrase")) == "ways of setting up cameras"
    assert extent(make_scene, "topic", text, "ways of setting") == "ways of setting"


def test_a_filler_does_not_end_within_the_name_of_a_known_body(make_scene: "SceneMaker") -> None:
    body = ("Islamic State group", "organization", {"found_by": "organization:registry"})
    text = "The coalition against the Islamic State group left."
    whole = "coalition against the Islamic State group"
    assert extent(make_scene, "giver", text, "coalition against the Islamic", body) == whole
