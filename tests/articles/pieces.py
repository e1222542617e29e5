"""Paragraphs of invented reports, and what the tests of this folder ask of a page."""

from iraqsec.articles import ArticleText, Page, split_page
from iraqsec.languages.folding import fold

LEAD = "Police in Basra arrested three men on Sunday and seized two kilograms of crystal, the provincial command said."
MORE = "The men were taken to the court of Zubair, where a judge ordered them held for fifteen days."
AR = "ألقت شرطة البصرة، اليوم الأحد، القبض على ثلاثة متهمين وضبطت كيلوغرامين من مادة الكريستال في قضاء الزبير."
AR_MORE = "وقال مصدر أمني إن المتهمين أحيلوا إلى القضاء لينالوا جزاءهم العادل وفق القانون."
INTRO = "Following are security developments in Iraq as of 1600 GMT on Monday, as police report them."
TRUNCATED = "Oil output rose by four percent in June, the ministry said. Revenues are expected to..."
CKB = (
    "بەڕێوەبەرایەتیی ئاسایشی گەرمیان ڕایگەیاند کە ئەمڕۆ سێ کەسی دەستگیر کردووە "
    "کە بازرگانییان بە ماددەی هۆشبەرەوە دەکرد."
)
FA = (
    "فرمانده مرزبانی استان کرمانشاه گفت که در این عملیات سه قاچاقچی دستگیر شدند و پنج کیلوگرم مواد مخدر از آنها کشف شد."
)
TR = (
    "Polis, Kerkük'te düzenlenen operasyonda üç şüphelinin gözaltına alındığını "
    "ve çok sayıda silah ele geçirildiğini açıkladı; şüpheliler adliyeye sevk edildi."
)


def split(text: str) -> tuple[Page, str]:
    view = fold(text).text
    return split_page(view), view


def content(text: str) -> list[list[str]]:
    page, view = split(text)
    return [[view[line.start : line.end] for line in article.lines] for article in page.articles]


def only(text: str) -> tuple[ArticleText, str]:
    page, view = split(text)
    assert len(page.articles) == 1
    return page.articles[0], view
