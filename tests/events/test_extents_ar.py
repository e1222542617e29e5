"""Where Arabic fillers end by grammar alone: subject and object, verbs, counts, places."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.extents import mended, words_of
from iraqsec.events.extents_ar import before_circumstance, before_verb, is_led_by
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold
from iraqsec.values import Place

if TYPE_CHECKING:
    from tests.events.conftest import SceneMaker


def extent(make_scene: "SceneMaker", text: str, role: str, taken: str, *seen: tuple[object, ...]) -> str:
    scene = make_scene("ar", text, mentions=[(0, taken, "phrase"), *((0, *more) for more in seen)])
    mention = next(m for m in scene.mentions if m.label == "phrase")
    found = mended(scene, role, mention)
    return "" if found is None else found.text


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("agent", "صادرت القوة بنادق في الكوت", "القوة بنادق", "القوة"),
        ("agent", "ضبطت الشرطة الاتحادية صهريجا محملا بالوقود", "الشرطة الاتحادية صهريجا", "الشرطة الاتحادية"),
        ("suspect", "اعتقلت الشرطة متاجرين بالآثار", "الشرطة متاجرين بالآثار", "متاجرين بالآثار"),
        ("participant", "تفقد الوزير مقر اللواء", "الوزير مقر اللواء", "الوزير"),
        ("target", "قصفت الطائرة تجمعا للمسلحين", "الطائرة تجمعا للمسلحين", "تجمعا للمسلحين"),
        ("agent", "هاجمت القوات نفسها القرية", "القوات نفسها", "القوات نفسها"),
        ("agent", "أوقفه الفوج الثاني شرطة كركوك", "الفوج الثاني شرطة كركوك", "الفوج الثاني شرطة كركوك"),
        ("victim", "اغتيل القاضي سيف رعد", "القاضي سيف رعد", "القاضي سيف رعد"),
        ("participant", "أغلق المحتجون جسرا حيويا", "المحتجون جسرا حيويا", "المحتجون"),
        ("agent", "أحرق متظاهرون غاضبون مبنى البلدية", "متظاهرون غاضبون مبنى البلدية", "متظاهرون غاضبون"),
        ("agent", "قصفت طائرات تركية قرية جبلية", "طائرات تركية قرية جبلية", "طائرات تركية"),
        ("agent", "مسلحون يرتدون زيا أسود", "مسلحون يرتدون زيا أسود", "مسلحون يرتدون زيا أسود"),
        ("giver", "بناه مقاولون أجانب في الكوت", "مقاولون أجانب", "مقاولون أجانب"),
        ("party", "وقعت شركة كورية جنوبية العقد", "شركة كورية جنوبية", "شركة كورية جنوبية"),
    ],
)
def test_a_definite_subject_ends_before_its_object(
    make_scene: "SceneMaker", role: str, text: str, taken: str, right: str
) -> None:
    assert extent(make_scene, text, role, taken) == fold(right).text


def test_a_body_ends_before_a_town(make_scene: "SceneMaker") -> None:
    town = ("بيجي", "place", {"found_by": "places.name"})
    assert extent(make_scene, "استعاد الجيش بيجي أمس", "agent", "الجيش بيجي", town) == "الجيش"


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("participant", "تظاهر المئات قرب المصفى", "تظاهر المئات", "المئات"),
        ("agent", "عثرت قوة على مخبأ", "عثرت قوة", "قوة"),
        ("agent", "قوة يقودها ضابط داهمت دارا", "قوة يقودها ضابط", "قوة"),
        ("target", "داهمت قوة يقودها ضابط دارا", "يقودها ضابط دارا", ""),
        ("topic", "بحثا تسلم الملف", "تسلم الملف", "تسلم الملف"),
    ],
)
def test_a_verb_opens_no_noun_phrase(make_scene: "SceneMaker", role: str, text: str, taken: str, right: str) -> None:
    assert extent(make_scene, text, role, taken) == fold(right).text


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("topic", "تجمعوا مطالبين بفرص عمل", "بفرص عمل", "فرص عمل"),
        ("topic", "خرجوا للمطالبة بحصص مائية", "بحصص مائية", "حصص مائية"),
        ("topic", "ندد بيان النقابة بالقرار", "بيان النقابة", "بيان النقابة"),
        ("topic", "التقيا وبحثا تدريب الشرطة", "بحثا تدريب الشرطة", "تدريب الشرطة"),
        ("participant", "عقد بمشاركة 15 دولة", "بمشاركة 15 دولة", "15 دوله"),
        ("penalty", "كانت العقوبة السجن لعدد من الموظفين", "السجن لعدد", "السجن"),
        ("item", "ضبط حشيش و5 غرامات كريستال", "حشيش و5 غرامات كريستال", "حشيش"),
    ],
)
def test_particles_and_counts_are_no_part_of_a_filler(
    make_scene: "SceneMaker", role: str, text: str, taken: str, right: str
) -> None:
    assert extent(make_scene, text, role, taken) == fold(right).text


def test_a_state_that_leads_is_no_command(make_scene: "SceneMaker") -> None:
    state = (0, "الولايات المتحدة", "place", {"value": Place(country="US")})
    scene = make_scene("ar", "التحالف بقيادة الولايات المتحدة", mentions=[state])
    tokens = scene.sentences[0].tokens
    assert is_led_by(tokens, scene.mentions, 1, tokens[1].start + 1)
    assert not is_led_by(tokens, [], 1, tokens[1].start + 1)


def test_a_place_ends_before_what_is_done_there() -> None:
    tokens = get("ar").sentence("عند مدخل الناحية موقعة سبعة جرحى").tokens
    assert before_circumstance(tokens, 1, 4) == 3
    assert before_circumstance(tokens, 1, 3) == 3


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("target", "قتل نقيب بهجوم قرب هيت", "نقيب بهجوم", "نقيب"),
        ("target", "قتل شابان في انفجار لغم", "شابان في انفجار لغم", "شابان"),
        ("target", "اغتيل المتورطين بالهجوم", "المتورطين بالهجوم", "المتورطين بالهجوم"),
        ("target", "قتل تاجر نتيجة ثأر قديم", "تاجر نتيجة ثأر قديم", "تاجر"),
        ("force", "أرسلت فوجين لإسناد الشرطة", "فوجين لإسناد الشرطة", "فوجين"),
        ("target", "شهدت المدينة مقتل خمسة عمال", "مقتل خمسة عمال", ""),
        ("target", "أصيب حارس بجروح قرب هيت", "حارس بجروح", "حارس"),
        ("target", "نقلوا القتيل إلى الدائرة", "القتيل إلى الدائرة", "القتيل"),
        ("suspect", "اعتقل متهم في حي سومر", "متهم في حي سومر", "متهم"),
        ("suspect", "ضبط موظف في دائرة الضريبة", "موظف في دائرة الضريبة", "موظف في دائرة الضريبة"),
        ("suspect", "أوقفوا مسافرا إلى تركيا", "مسافرا إلى تركيا", "مسافرا إلى تركيا"),
        ("agent", "هاجمت القوات التركية بالمدفعية تلا", "القوات التركية بالمدفعية", "القوات التركية"),
        ("agent", "هاجمت القوة المجهزة بالمدفعية تلا", "القوة المجهزة بالمدفعية", "القوة المجهزة بالمدفعية"),
        ("target", "ضربت مسيرات مفخخة إيرانية مقرا", "مفخخة إيرانية", ""),
        ("charge", "بتهمة قتل صائغ بهجوم", "قتل صائغ بهجوم", "قتل صائغ بهجوم"),
        ("target", 'قال إن "القصف استهدف أنفاقا"', "استهدف أنفاقا", "انفاقا"),
        ("target", "القصف الذي استهدف بلدة", "استهدف", ""),
        ("force", "وصلت كتيبة إلى بلد", "وصلت كتيبة", "كتيبة"),
        ("target", "قصفت بلدة تسكنها عائلات", "بلدة تسكنها", "بلده"),
        ("force", "نشر أفواج في محافظات (ديالى", "أفواج في محافظات", "افواج"),
    ],
)
def test_what_happened_is_no_part_of_whom_it_befell(
    make_scene: "SceneMaker", role: str, text: str, taken: str, right: str
) -> None:
    assert extent(make_scene, text, role, taken) == fold(right).text


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("agent", "أمر القائد العام للقوات المسلحة", "العام للقوات المسلحة", "القائد العام للقوات المسلحة"),
        ("target", "اغتيل أحد كبار موظفي المصرف", "موظفي المصرف", "احد كبار موظفي المصرف"),
        ("target", "نسفوا بيت أحد كبار ضباط الأمن ليلا", "بيت أحد كبار", "بيت احد كبار ضباط الامن"),
        ("target", "قتل ضباط كبار السبت", "ضباط كبار", "ضباط كبار"),
    ],
)
def test_a_title_and_those_who_are_senior_are_whole(
    make_scene: "SceneMaker", role: str, text: str, taken: str, right: str
) -> None:
    assert extent(make_scene, text, role, taken) == fold(right).text


@pytest.mark.parametrize(
    ("role", "text", "taken", "right"),
    [
        ("equipment", "نصب الكاميرات سواء في الكوت", "الكاميرات سواء", "الكاميرات"),
        ("equipment", "إن الكاميرات سينصب بعضها", "الكاميرات سينصب", "الكاميرات"),
        ("suspect", "اعتقال بائع يروج الحبوب", "بائع يروج الحبوب", "بائع"),
        ("weapon", "كانت القذائف مهيأة للإطلاق", "القذائف مهيأة", "القذائف"),
        ("participant", "حضر المدير يرافقه وفد", "المدير يرافقه وفد", "المدير"),
        ("penalty", "السجن سنة ضد المدان", "السجن سنة ضد", "السجن سنة"),
        ("person", "اللواء حسن علي", "اللواء حسن علي", "اللواء حسن علي"),
        ("person", "إحالة قادة آخرين", "إحالة قادة آخرين", "قادة آخرين"),
        ("system", "إطلاق الفيزا الإلكترونية", "إطلاق الفيزا الإلكترونية", "الفيزا الإلكترونية"),
        ("topic", "إعفاء القادة", "إعفاء القادة", "إعفاء القادة"),
        ("charge", "القانون رقم 50 لسنة 2017 النافذ", "القانون رقم 50", "القانون رقم 50 لسنة 2017"),
        ("charge", "القانون رقم (50) لسنة 2017", "القانون رقم (50)", "القانون رقم (50) لسنة 2017"),
        ("charge", "القانون رقم 50 في الكوت", "القانون رقم 50", "القانون رقم 50"),
        ("charge", "ومن خلال استخدام الكاميرات", "استخدام الكاميرات", ""),
        ("charge", "بتهمة استخدام محررات مزورة", "استخدام محررات مزورة", "استخدام محررات مزورة"),
        ("charge", "بعد التنسيق مع القضاء", "التنسيق مع القضاء", ""),
    ],
)
def test_a_last_trim(make_scene: "SceneMaker", role: str, text: str, taken: str, right: str) -> None:
    assert extent(make_scene, text, role, taken) == fold(right).text


@pytest.mark.parametrize("taken", ["واسط شركات الهاتف", "محافظ واسط شركات الهاتف"])
def test_a_governor_is_told_with_his_governorate_only(make_scene: "SceneMaker", taken: str) -> None:
    town = ("واسط", "place", {"link": "governorate:IQ-WA"})
    assert extent(make_scene, "حث محافظ واسط شركات الهاتف", "agent", taken, town) == "محافظ واسط"


def test_a_bare_place_ends_before_a_verb(make_scene: "SceneMaker") -> None:
    tokens = make_scene("ar", "في قرية تبعد ميلا").sentences[0].tokens
    assert before_verb(tokens, 1, 3, words_of("ar")) == 2
    tokens = make_scene("ar", "المواقع التي تضررت").sentences[0].tokens
    assert before_verb(tokens, 0, 3, words_of("ar")) == 3
