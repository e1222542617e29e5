"""Texts that no writer wrote: what is repeated, broken, nested or mixed to bring a reader of news to its knees."""

from random import Random

FRAMES = (
    """BAGHDAD – Police said on Sunday that they had arrested three men in Basra.

{}

The operation went on in Mosul, an official added.""",
    """بغداد – أعلنت قيادة الشرطة، الأحد، القبض على ثلاثة متهمين في البصرة.

{}

وأضاف المصدر أن العملية مستمرة في الموصل.""",
)
"""News with a hole, so that what fills it is taken for a part of an article and not for page furniture."""

UNITS = {
    # marks, spaces, controls
    "space": " ",
    "line": "\n",
    "no-break-space": "\u00a0",
    "line-separator": "\u2028",
    "tatweel": "ـ",
    "vowel-mark": "\u064b",
    "zero-width": "\u200b",
    "joined": "ا\u200d",
    "combining": "e\u0301",
    "ligature": "\ufdfa",
    "half-pair": "\ud800",
    "emoji": "🙂",
    "reference": "&amp;",
    "stop": ". ",
    "dash": "- ",
    "quote": '" ',
    "open-quote": '"a ',
    "bracket": "(a ",
    "slash": "a / ",
    "bar": "a | ",
    "tag": "#a ",
    "arabic-tag": "#بغداد_اليوم ",
    "address": "a@b.c ",
    "link": "http://a.b/c ",
    "markup": "<b>a</b> ",
    "json": '{"a":',
    "wrapped": "abc-\nabc",
    "bullet": "- item\n",
    "item": "1. item\n",
    "ticker": "12:30 Police arrest man\n",
    "byline": "By Ali Hasan\n",
    "related": "Related: news\n",
    "dateline": "BAGHDAD – \n",
    # digits, numbers, times
    "digit": "1",
    "digits": "12 ",
    "grouped": "1,",
    "pointed": "1.",
    "figure": "3,500 ",
    "thousand": "thousand ",
    "hundred": "one hundred and ",
    "arabic-thousand": "الف ",
    "arabic-hundred": "مئة و",
    "arabic-twenty": "واحد وعشرون ",
    "date": "12/07/2025 ",
    "weekday": "Sunday ",
    "arabic-weekday": "يوم الاحد الماضي ",
    "kilos": "5 kg of ",
    "arabic-kilos": "5 كغم من ",
    # words
    "letter": "a",
    "capital": "A",
    "alef": "ا",
    "waw": "و",
    "article": "al-",
    "arabic-article": "ال",
    "proclitics": "وبال",
    "and": "and ",
    "of-the": "of the ",
    "that": "that ",
    "said": "he said that ",
    "arabic-said": "وقال ان ",
    "initials": "A. B. ",
    "general": "Lt. Gen. Ali Hasan ",
    "arabic-general": "اللواء ",
    "name": "Mohammed ",
    "arabic-name": "محمد بن ",
    "place": "Basra, ",
    "arabic-places": "البصرة والموصل و",
    "ministry": "Ministry of ",
    "arabic-command": "قيادة شرطة ",
    "brigade": "5th Brigade ",
    "killed": "killed ",
    "arabic-killed": "قتل ",
    "event": "killed three soldiers and wounded five civilians in Mosul ",
    "arabic-event": "قتل ثلاثة جنود واصيب خمسة مدنيين في الموصل ",
    "sentence": "Police arrested three men in Basra with drugs. ",
    "arabic-sentence": "القت الشرطة القبض على ثلاثة متهمين في البصرة. ",
    "anaphor": "the operation ",
    "arabic-anaphor": "العملية ",
    "mixed": "Baghdad البصرة ",
    "persian": "گچپژ ",
}
"""What is repeated, by name."""


def repeated(unit: str, characters: int, frame: int | None = None) -> str:
    """Return a text of about so many characters of one unit, bare or as the middle of an article."""
    middle = unit * (characters // len(unit) + 1)
    return middle if frame is None else FRAMES[frame].format(middle)


def hostile(rng: Random, words: int) -> str:
    """Return a short text that one or several units make up, whole, broken off or in the middle of an article."""
    parts = [rng.choice(list(UNITS.values())) * rng.randint(1, words) for _ in range(rng.randint(1, 3))]
    text = "".join(parts)[: 8 * words]
    if rng.random() < 0.5:
        text = rng.choice(FRAMES).format(text)
    return text[: rng.randint(1, len(text))] if rng.random() < 0.2 else text


def garbled(rng: Random, text: str) -> str:
    """Return a text with letters lost, doubled, swapped for odd ones, or the whole turned round."""
    kind = rng.randrange(4)
    if kind == 0:
        return text[::-1]
    if kind == 1:
        return "".join(c for c in text if rng.random() > 0.1)
    odd = ["\ufffd", "\u200f", "\u064b", "\x00", "ـ", "&#", "\ud83d", "\n", "٣", '"', "…"]
    if kind == 2:
        return "".join(c + (rng.choice(odd) if rng.random() < 0.1 else "") for c in text)
    return "".join(rng.sample(text.split(" "), k=len(text.split(" "))))


def nested_records(depth: int) -> tuple[str, ...]:
    """Return JSON that goes so deep: objects, lists, and what is never closed."""
    return '{"text":' * depth + '"a"' + "}" * depth, "[" * depth + "]" * depth, '{"a":[' * depth
