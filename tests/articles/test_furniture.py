"""Lines that are furniture by their form, and news that looks like it."""

import pytest

from iraqsec.articles.furniture import judge
from iraqsec.languages.folding import fold
from tests.articles.pieces import AR, LEAD


@pytest.mark.parametrize(
    "line",
    [
        "ID :",
        "709761",
        "1500 / 1500",
        "X",
        "+A -A",
        "Share Tweet Print",
        "Facebook | X | Telegram",
        "0 Comment(s)",
        "Post a comment * Denotes required field",
        "Tags: Iraq, Basra",
        "#Basra #Drugs",
        "Home > News > Security",
        "الرئيسية » أمن",
        "الرئيسية | أمن | رياضة",
        "عدد المشاهدات: 2,417",
        "876 مشاهدة",
        "حجم الخط + -",
        "جميع الحقوق محفوظة © 2022",
        "تابعونا على: فيسبوك - تويتر",
        "Subscribe to our newsletter",
        "اضف تعليقا: الاسم * البريد *",
        "https://example.org/a",
        "editor@example.org",
        "Advertisement",
        "إعلان",
        "3 min read",
        "رئيس التحرير",
    ],
)
def test_furniture_by_form(line: str) -> None:
    verdict = judge(fold(line).text)
    assert verdict is not None
    assert verdict.role in ("furniture", "heading")


@pytest.mark.parametrize(
    "line",
    [
        LEAD,
        AR,
        "Share of foreign fighters falls in Mosul",
        "Print shop owner shot dead in Karrada",
        "Live rounds kill two protesters in Kut",
        "Drug dealer sends 3,000 pills by post",
        "قراءة في أوامر القبض الأخيرة بالأنبار",
        "وزارة الداخلية: إعلان النصر على عصابات الكريستال",
        "مشاركة 200 ضابط في دورة تدريبية بالبصرة",
        "تعليق العمل في منفذ زرباطية الحدودي",
        "خط أنابيب النفط يتعرض لهجوم",
        "The tags on the rifles had been filed off.",
        "News of the attack spread within minutes.",
    ],
)
def test_news_is_no_furniture(line: str) -> None:
    assert judge(fold(line).text) is None
