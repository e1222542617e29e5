"""Rules of times: what they need, and that leaving out what a sentence cannot hold changes nothing."""

import pytest

from iraqsec.languages.base import get
from iraqsec.languages.time_grammar import TimeGrammar
from iraqsec.languages.time_rules import Match, Rules, either, needs_of

TEXTS = {
    "ar": (
        "اجتمعوا صباح يوم الأحد الموافق 5 آذار 2023 وقبل ثلاثة أيام وللأسبوع الماضي",
        "في الثاني والعشرين من شباط وخلال شهر رمضان المبارك وعيد الأضحى",
        "منذ عام 2014 وحتى نهاية الشهر الجاري، وغدا الخميس 12/7/2025",
        "لم يحدث شيء هنا",
    ),
    "en": (
        "They met on Sunday, March 5, 2023, three days earlier and early last week",
        "between 2014 and 2017, during Ramadan, on the 22nd of February and in late spring",
        "On 12/07/2025 at 10:30 a.m. the first week of May ended; two months ago it began",
        "Nothing happened here",
    ),
}


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("{month}", [{"month"}]),
        ("(?:{edge} )?{month}", [{"month"}]),
        ("{n} {unit}|{dual}", [{"unit", "dual"}, {"n", "dual"}]),
        ("{n} {unit}|soon", []),
        (r"(?P<b>\d{1,2})/{month}?", [{"digit"}]),
        (r"(?<=in )[\d{}]?(?! {unit}){year:y}", [{"year"}]),
        ("(?(after)x|{n}){day}", [{"day"}]),
    ],
)
def test_what_a_pattern_needs(pattern: str, needs: list[set[str]]) -> None:
    assert needs_of(pattern) == needs


def test_alternatives_without_needs_need_nothing() -> None:
    assert either([[frozenset({"month"})], []]) == []


@pytest.mark.parametrize("code", ["ar", "en"])
def test_all_rules_find_what_the_likely_ones_find(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [get(code).sentence(text) for text in TEXTS[code]]
    grammar = TimeGrammar(code)
    found = [repr(grammar.read(sentence)) for sentence in sentences]
    every: tuple[Match, ...] = tuple(rule.pattern.match for rule in grammar.rules.rules)
    tried = [len(grammar.rules.live(sentence.tokens)) for sentence in sentences]
    monkeypatch.setattr(Rules, "live", lambda _self, _tokens: every)
    assert [repr(grammar.read(sentence)) for sentence in sentences] == found
    assert max(tried) < len(every)
