"""Organizations in sentences: the registry's names, names by grammar, men of a body; all sentences are invented."""

import pytest

import iraqsec
from iraqsec.document import EntityMention
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold_word
from iraqsec.taggers.base import Context
from iraqsec.taggers.organizations import Organizations
from iraqsec.taggers.places import Places


def tag(text: str) -> list[EntityMention]:
    """Return the organizations of a sentence."""
    language = get("ar" if any("\u0600" <= c <= "\u06ff" for c in text) else "en")
    sentences = [language.sentence(text)]
    context = Context(language)
    context.seen += Places().tag(sentences, context)
    return list(Organizations().tag(sentences, context))


NAMED = [
    ("أعلنت قيادة شرطة البصرة القبض على أربعة متهمين", "قيادة شرطة البصرة", "police-command:IQ-BA"),
    ("Basra Police Command said four suspects were held", "Basra Police Command", "police-command:IQ-BA"),
    ("نفذت قوة من جهاز مكافحة الإرهاب إنزالا جويا", "جهاز مكافحة الإرهاب", "counter-terrorism-service"),
    ("وذكرت الداخلية في بيان أن العملية انتهت", "الداخلية", "ministry-interior"),
    ("وضبطت مفارز استخبارات الداخلية عجلة محملة", "استخبارات الداخلية", "federal-intelligence-agency"),
    ("تمكنت الفرقة السابعة من تفتيش الوادي", "الفرقة السابعة", "army-division:7"),
    ("Soldiers of the 7th Division searched the valley", "7th Division", "army-division:7"),
    ("قضت محكمة جنايات ميسان بالسجن المؤبد", "محكمة جنايات ميسان", "court-criminal:IQ-MA"),
    ("وقرر مجلس القضاء الأعلى نقل الدعوى", "مجلس القضاء الأعلى", "supreme-judicial-council"),
    ("The Commission of Integrity's detectives raided the office", "Commission of Integrity", "integrity-commission"),
    ("the interior ministry denied the report", "interior ministry", "ministry-interior"),
    ("Officials of the Turkish Interior Ministry arrived", "Turkish Interior Ministry", "ministry-interior-foreign:TR"),
    ("التقى الوفد مسؤولين في وزارة الداخلية الأردنية", "وزارة الداخلية الأردنية", "ministry-interior-foreign:JO"),
    ("هاجم تنظيم داعش نقطة تفتيش", "تنظيم داعش", "islamic-state"),
    ("IS claimed the attack on the checkpoint", "IS", "islamic-state"),
    ("Troops killed two members of al Qaeda in Iraq", "al Qaeda in Iraq", "al-qaeda-iraq"),
    ("A man linked to al Qaeda was held", "al Qaeda", "al-qaeda"),
    ("They held a member of the Islamic State in Iraq in Ramadi", "Islamic State in Iraq", "islamic-state-iraq"),
    (
        "An office of the Directorate of Nationality, Passports and Residency opened",
        "Directorate of Nationality, Passports and Residency",
        "nationality-directorate",
    ),
    ("وبحسب هيئة المنافذ الحدودية فإن الشحنة أعيدت", "هيئة المنافذ الحدودية", "border-ports-commission"),
    ("القت مديرية آسايش زاخو القبض على مهرب", "مديرية آسايش زاخو", "asayish-province:IQ-DA-zakho"),
    (
        "The National Security Service (NSS) broke up a cell",
        "National Security Service (NSS)",
        "national-security-service",
    ),
    ("اتفقت الشركة مع هواوي على نصب الكاميرات", "هواوي", "huawei"),
    ("شارك لواء الحدود السادس في إغلاق الثغرة", "لواء الحدود السادس", "border-brigade:6"),
    ("Police in Basra asked the Kurdistan Workers' Party to leave", "Kurdistan Workers' Party", "pkk"),
    ("وللحشد الشعبي دور في العملية", "لحشد الشعبي", "popular-mobilization"),
]


@pytest.mark.parametrize(
    ("text", "name", "link"), NAMED, ids=[link + "-" + str(i) for i, (_, _, link) in enumerate(NAMED)]
)
def test_a_known_name_links_to_its_entry(text: str, name: str, link: str) -> None:
    assert (fold_word(name), link) in [(m.text.lower(), m.link) for m in tag(text)]


BY_GRAMMAR = [
    ("افتتحت مديرية التدريب الإلكتروني في الوزارة دورة", "مديريه التدريب الالكتروني"),
    ("تسلم قسم استخبارات قيادة عمليات الجزيرة الملف", "قسم استخبارات قياده عمليات الجزيره"),
    ("أصدرت اللجنة الأمنية العليا قرارا", "اللجنه الامنيه العليا"),
    ("باشرت شركة كورية بنصب الكاميرات", "شركه كوريه"),
    ("صادقت المحكمة على الاعترافات", "المحكمه"),
    ("The anti-narcotics directorate in the city seized pills", "anti-narcotics directorate"),
    ("The High-Level Security Mechanism met in the capital", "high-level security mechanism"),
    ("Provincial police closed the road", "provincial police"),
    ("A Spanish firm will build the fence", "spanish firm"),
    ("Members of the Albu Nasser clan blocked the road", "albu nasser clan"),
    ("توسط شيوخ عشائر الغراف لإنهاء النزاع", "عشائر الغراف"),
]


@pytest.mark.parametrize(("text", "name"), BY_GRAMMAR)
def test_a_name_is_built_round_its_head_noun(text: str, name: str) -> None:
    assert name in [m.text.lower() for m in tag(text)]


BODIES = [
    ("نفذت قوة من شرطة ميسان مداهمة", "قوه من شرطه ميسان"),
    ("قتل عناصر داعش ثلاثة رعاة", "عناصر داعش"),
    ("Officers of the Anti-Crime Directorate held him", "officers of the anti-crime directorate"),
    ("Islamic State gunmen killed two herders", "islamic state gunmen"),
    ("وضبطت مفرزة مشتركة من مكافحة المخدرات الحبوب", "مفرزه مشتركه من مكافحه المخدرات"),
]


@pytest.mark.parametrize(("text", "name"), BODIES)
def test_men_of_a_body_are_a_longer_mention_with_its_link(text: str, name: str) -> None:
    found = {m.text.lower(): m for m in tag(text)}
    assert name in found
    assert found[name].link is not None


@pytest.mark.parametrize(
    ("first", "second", "noun", "link"),
    [
        ("The Ministry of Oil signed.", "The ministry will pay.", "ministry", "ministry-oil"),
        ("أعلنت هيئة النزاهة الاتحادية الحكم", "وقالت الهيئة إن القرار قطعي", "الهيئه", "integrity-commission"),
    ],
)
def test_a_lone_noun_takes_up_the_body_named_before(first: str, second: str, noun: str, link: str) -> None:
    language = get("ar" if any("\u0600" <= c <= "\u06ff" for c in first) else "en")
    sentences = [language.sentence(text, index) for index, text in enumerate((first, second))]
    found = [m for m in Organizations().tag(sentences, Context(language)) if m.sentence == 1]
    assert [(m.text, m.link) for m in found] == [(noun, link)]


NOT_THERE = [
    ("افتتح المشروع في الشوارع الداخلية للمدينة", "الداخليه"),
    ("وصلت القوات إلى القاعدة الجوية", "داعش"),
    ("تجري عمليات القصف منذ أيام", "عمليات القصف"),
    ("تسلمت القوة القاعدة قبل شهر", "القاعده"),
    ("انفجرت عبوة في حي العدل ليلا", "العدل"),
    ("The company of friends left the centre of Basra", "centre of basra"),
    ("Local police on Tuesday closed the road", "local police on tuesday"),
    ("The report is based on what it was told", "is"),
    ("It is a matter of state of law and order", "state of law"),
]


NUMBERED = [
    ("وضبطت قوة من حرس الحدود 120 كيلوغراما من الحشيش", "قوة من حرس الحدود"),
    ("اشترت الوزارة 3400 قطعة من السلاح", "الوزارة"),
    ("واعتقلت مديرية مكافحة المخدرات 17 ألفا و300 متهم", "مديرية مكافحة المخدرات"),
    ("انسحب اللواء 61 من المطار", "اللواء 61"),
    ("نشر اللواء 52 دورياته في القرى", "اللواء 52"),
]


@pytest.mark.parametrize(("text", "name"), NUMBERED)
def test_a_figure_is_part_of_a_name_unless_it_counts_what_follows(text: str, name: str) -> None:
    found = [m.text for m in tag(text)]
    assert fold_word(name) in [fold_word(one) for one in found]
    assert not any(one != fold_word(name) and any(c.isdigit() for c in one) for one in map(fold_word, found))


@pytest.mark.parametrize(("text", "name"), NOT_THERE)
def test_plain_words_are_no_organizations(text: str, name: str) -> None:
    assert name not in [m.text.lower() for m in tag(text)]


@pytest.mark.parametrize("text", [t for t, *_ in NAMED] + [t for t, *_ in BY_GRAMMAR])
def test_mentions_are_cut_from_the_sentence(text: str) -> None:
    sentence = get("ar" if any("\u0600" <= c <= "\u06ff" for c in text) else "en").sentence(text)
    assert all(sentence.text[m.start : m.end] == m.text and m.first < m.last and m.text for m in tag(text))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("قال مصدر لوكالة كربلاء الآن إن متهما اعتقل في الكوت", ["الكوت"]),
        ("وذكرت في بيان تلقته (بغداد اليوم) أن مفارزها ضبطت الأسلحة في الكوت", ["الكوت"]),
        ("وقع انفجار في بغداد اليوم", ["بغداد"]),
        ("Two bombs went off in Baghdad today", ["Baghdad"]),
        ("A woman told Baghdad Today that three men were held in Hawija", ["Hawija"]),
        ("The chief told Kirkuk Now that three men were held in Hawija", ["Hawija"]),
    ],
)
def test_a_medium_named_after_a_place_is_no_place(text: str, places: list[str]) -> None:
    assert [entity.text for entity in iraqsec.extract(text).entities if entity.type == "place"] == places
