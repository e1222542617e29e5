"""Where fillers begin and end: cut and lengthened by grammar, one by one."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.document import Span
from iraqsec.events.extents import mended, words_of
from iraqsec.languages.base import available
from iraqsec.languages.folding import fold
from iraqsec.values import Number

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker


def extent(make_scene: "SceneMaker", code: str, text: str, role: str, taken: str, *seen: tuple[object, ...]) -> str:
    scene = make_scene(code, text, mentions=[(0, taken, "phrase"), *((0, *more) for more in seen)])
    found = mended(scene, role, scene.mentions[0])
    return "" if found is None else found.text


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("target", "Three nurses died in a blast in Kut.", "nurses died", "nurses"),
        ("target", "A guard was killed and a nurse injured in Kut.", "nurse injured", "nurse"),
        ("participant", "The envoy also toured the border.", "envoy also toured", "envoy"),
        ("participant", "Qatar hosted a meeting in Doha.", "Qatar hosted", "Qatar"),
        ("agent", "Riders in a white van fired at a patrol.", "Riders in a white van fired", "Riders in a white van"),
        ("item", "They found a lorry carrying petrol in Kut.", "lorry carrying", "lorry"),
        ("agent", "Iran-backed fighters shelled the base.", "Iran-backed fighters", "Iran-backed fighters"),
        ("victim", "He met the families of the wounded.", "families of the wounded", "families of the wounded"),
        ("charge", "He was held for having joined a cell.", "having joined a cell", "having joined a cell"),
    ],
)
def test_a_filler_ends_before_a_verb(make_scene: "SceneMaker", role: str, text: str, taken: str, right: str) -> None:
    assert extent(make_scene, "en", text, role, taken) == right


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("topic", "تظاهرة في الكوت ضد البطالة", "البطالة", "البطالة"),
        ("participant", "الوفد زار معسكرا في الكوت", "الوفد زار معسكرا", "الوفد"),
        ("agent", "قيادة الشرطة زوّدت المراكز بعجلات", "قيادة الشرطة زوّدت المراكز", "قيادة الشرطة"),
    ],
)
def test_an_arabic_filler_ends_before_a_verb(
    make_scene: "SceneMaker", role: str, text: str, taken: str, right: str
) -> None:
    assert extent(make_scene, "ar", text, role, taken) == fold(right).text


@pytest.mark.parametrize(
    ("code", "role", "text", "taken", "right"),
    [
        ("en", "name", "The 2nd Kut Drug Forum was held.", "nd Kut Drug Forum", "2nd Kut Drug Forum"),
        ("en", "target", "A raid targeting tribal leaders failed.", "targeting tribal leaders", "tribal leaders"),
        ("en", "charge", "The charges include arson and theft.", "include arson", "arson"),
        ("en", "participant", "Dozens of teachers marched.", "Dozens of teachers", "teachers"),
        ("en", "item", "Guards seized 3 kg of opium.", "kg of opium", "opium"),
        ("en", "charge", "Held on charges of forging visas.", "charges of forging visas", "forging visas"),
        ("en", "person", "He sacked Major General Sami Rauf.", "General Sami Rauf", "Major General Sami Rauf"),
        ("en", "weapon", "An improvised explosive device went off.", "explosive device", "improvised explosive device"),
        ("ar", "participant", "التقى وزير الدفاع السوري", "الدفاع السوري", "وزير الدفاع السوري"),
        ("ar", "participant", "بحضور جامعة الكوفة", "حضور جامعة الكوفة", "جامعة الكوفة"),
        ("ar", "name", "انطلقت أعمال ملتقى الكوت الأول", "أعمال ملتقى الكوت", "ملتقى الكوت"),
        ("ar", "position", "أعفي من منصبه كمدير للناحية", "منصبه كمدير للناحية", "مدير للناحية"),
        ("ar", "position", "عمل كقائد للشرطة", "كقائد للشرطة", "قائد للشرطة"),
        ("ar", "item", "ضبط أسلحة كرشاشات ومسدسات", "كرشاشات", "رشاشات"),
        ("ar", "charge", "وفقا لأحكام المادة 28 من القانون", "28 من القانون", "المادة 28 من القانون"),
    ],
)
def test_a_filler_begins_with_its_first_word(  # noqa: PLR0917 - a table's columns
    make_scene: "SceneMaker", code: str, role: str, text: str, taken: str, right: str
) -> None:
    assert extent(make_scene, code, text, role, taken) == fold(right).text


@pytest.mark.parametrize(
    ("code", "role", "text", "taken", "right"),
    [
        ("en", "suspect", "He held two Islamic State (ISIS) men.", "Islamic State", "Islamic State (ISIS)"),
        ("en", "agent", "A unit in Kut (FRT) said so.", "unit in Kut", "unit in Kut"),
        ("en", "target", 'They shot the head of the "Sons of Kut" there.', "head of the", 'head of the "Sons of Kut"'),
        ("en", "target", "The town counted 12 killed and 14 wounded.", "wounded", ""),
        ("en", "target", "The raid caused civilian casualties in Kut.", "civilian casualties", ""),
        ("en", "target", "They shot at the wounded driver.", "wounded driver", "wounded driver"),
        ("en", "topic", "They praised the progress of the talks.", "progress of the", "progress"),
        ("en", "suspect", "The judge convicted a man of smuggling.", "man of smuggling", "man"),
        (
            "en",
            "suspect",
            "They held a man wanted for robbing banks.",
            "man wanted for robbing banks",
            "man wanted for robbing banks",
        ),
        ("ar", "item", "ضبط رشاشة BKC ) هناك", "رشاشة BKC )", "رشاشة BKC"),
        ("ar", "item", 'ضبط مادة "الأفيون" وأسلحة', 'الأفيون" وأسلحة', '"الأفيون" وأسلحة'),
        ("ar", "weapon", "قصفت طائرة مسيرة مخيم اللاجئين", "طائرة مسيرة مخيم اللاجئين", "طائرة مسيرة"),
        ("ar", "weapon", "قصفت طائرة مسيرة تركية القرية", "طائرة مسيرة تركية", "طائرة مسيرة تركية"),
        ("ar", "network", "تفكيك شبكة للاتجار بالبشر في الكوت", "شبكة للاتجار", "شبكة للاتجار بالبشر"),
        ("ar", "topic", "بحثا المناطق المتنازع عليها", "المناطق المتنازع", "المناطق المتنازع عليها"),
        ("ar", "contractor", "مع شركة نورا تكنو الكورية", "شركة نورا", "شركة نورا تكنو الكورية"),
    ],
)
def test_a_filler_ends_where_its_phrase_does(  # noqa: PLR0917 - a table's columns
    make_scene: "SceneMaker", code: str, role: str, text: str, taken: str, right: str
) -> None:
    assert extent(make_scene, code, text, role, taken) == fold(right).text


def test_a_penalty_does_not_hold_the_place(make_scene: "SceneMaker") -> None:
    place = ("Kut", "place", {"found_by": "places.name"})
    assert extent(make_scene, "en", "He got ten years in Kut.", "penalty", "ten years in Kut", place) == "ten years"


@pytest.mark.parametrize("taken", ["لجنة في الفاو 70", "لجنة في الفاو 70 ألفا"])
def test_an_agent_ends_before_a_count(make_scene: "SceneMaker", taken: str) -> None:
    text, of = "أتلفت لجنة في الفاو 70 ألفا و15 حبة", Span(31, 34)
    count = ("70 ألفا و15 حبة", "number", {"value": Number(70015, "pill"), "of": of})
    assert extent(make_scene, "ar", text, "agent", taken, count) == fold("لجنة في الفاو").text


def test_a_quoted_clause_is_no_name(make_scene: "SceneMaker") -> None:
    text = 'The raids "seized arms in Kut", he said.'
    assert not extent(make_scene, "en", text, "name", "seized arms in Kut")


@pytest.mark.parametrize("code", available())
def test_no_word_is_both_kept_and_cut(code: str) -> None:
    words = words_of(code)
    assert not words["verbs"] & words.get("open", frozenset())
    assert all(words.values())


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        (
            "charge",
            "He was held under Article 14 of the Drugs Law.",
            "14 of the Drugs Law",
            "Article 14 of the Drugs Law",
        ),
        ("item", "Police found 4m captagon pills.", "m captagon pills", "captagon pills"),
        ("weapon", "Over nine million rifles are held.", "million rifles", "rifles"),
        ("item", "Police found 300m dinars.", "m dinars", ""),
        ("item", "Police found nine million pills.", "million pills", "pills"),
    ],
)
def test_figures_are_not_torn(make_scene: "SceneMaker", role: str, text: str, taken: str, right: str) -> None:
    figures = [(words, "number") for words in ("4m", "300m dinars", "nine million") if words in text]
    assert extent(make_scene, "en", text, role, taken, *figures) == right


@pytest.mark.parametrize(
    ("taken", "right"),
    [("newly", ""), ("appointed chief", "chief"), ("newly built outpost", "newly built outpost")],
)
def test_who_holds_a_post_is_told_without_how_long(make_scene: "SceneMaker", taken: str, right: str) -> None:
    text = "He met the newly appointed chief at the newly built outpost."
    assert extent(make_scene, "en", text, "participant", taken) == right


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("suspect", 'اعتقال "أمير ديوان الحسبة والزكاة" في تلعفر', "أمير ديوان الحسبة", "أمير ديوان الحسبة والزكاة"),
        ("item", 'ضبط "أسلحة وأعتدة" في تلعفر', "أسلحة", "أسلحة"),
        ("topic", 'قال إن "الملف الأمني في المحافظة لا يزال على حاله"', "الملف الأمني", "الملف الأمني"),
    ],
)
def test_a_quotation_is_whole_where_few_words_are_left_of_it(
    make_scene: "SceneMaker", role: str, text: str, taken: str, right: str
) -> None:
    assert extent(make_scene, "ar", text, role, taken) == fold(right).text


@pytest.mark.parametrize(
    ("taken", "right"),
    [("further 60 members of the guard", "members of the guard"), ("members of the guard", "members of the guard")],
)
def test_who_is_counted_begins_behind_the_count(make_scene: "SceneMaker", taken: str, right: str) -> None:
    text = "A further 60 members of the guard died."
    assert extent(make_scene, "en", text, "target", taken, ("60", "number")) == right
