"""The folded view of a text: one spelling for what is written in many ways, with a map back to the raw offsets.

Folds: presentation forms and combining sequences (NFC/NFKC), tatweel (a dash where it stands by itself), vowel marks,
zero-width and bidi controls, soft hyphens, HTML character references, alef, ya, ta-marbuta and kaf variants, digits and
number signs of both scripts, quotes, dashes and spaces. The letter classes are those of `camel_tools.utils.normalize`
(tests hold them equal). Case is kept.
"""

import html
import unicodedata
from bisect import bisect_left
from functools import lru_cache

import regex
from attrs import define

_ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیېۍ", "ي"),
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ک": "ك",
        "ڪ": "ك",
        **{chr(0x660 + i): str(i) for i in range(10)},
        **{chr(0x6F0 + i): str(i) for i in range(10)},
        "٫": ".",
        "٬": ",",
        "٪": "%",
        "۔": ".",
        **dict.fromkeys("“”„‟«»″＂❝❞", '"'),
        **dict.fromkeys("‘’‚‛ʼ′`´ʻ", "'"),
        **dict.fromkeys("‐‑‒−", "-"),
        "―": "—",
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f",
            " ",
        ),
        **dict.fromkeys("\u2028\u2029\u0085", "\n"),
    }
)

# Everything whose folding changes the length: found in one pass, the rest is translated one to one.
_SPECIAL = regex.compile(
    r"(?P<hamza>[وي]\u0654)|(?P<stroke>(?<![^\s\d])\u0640{1,2}(?![^\s\d]))|(?P<drop>[\u0640\u064b-\u065f\u0670\u0610-\u061a\u06d6-\u06ed\u08d3-\u08ff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u061c\r\ufe0e\ufe0f]+)"
    r"|(?P<form>[\ufb50-\ufdff\ufe70-\ufefc\ufb00-\ufb06\uff01-\uff5e]|[A-Za-z\u00c0-\u024f][\u0300-\u036f]+)"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
    r"|(?P<broken>(?<=[a-z]{3})-[ \t]*\n(?=[a-z]{3}))"
)
_MARKS = regex.compile(r"[\u064b-\u065f\u0670\u0640\u0610-\u061a\u06d6-\u06ed]*")


_REMEMBERED = 12_000  # words: bounded, for names of a corpus pass through it too


@define(eq=False)
class Folded:
    """A folded text with its map: folded character i stands at ``starts[i]:ends[i]`` of the raw text.

    ``starts`` and ``ends`` are None where folding kept every length, so that both offsets are the same.
    """

    text: str
    starts: list[int] | None
    ends: list[int] | None

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Map a stretch of the folded text to the raw text; vowel marks behind the last letter belong to it."""
        if self.starts is None or self.ends is None:
            return start, end
        if end <= start:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def folded(self, raw: int) -> int:
        """Map a raw offset to the folded character that stands at or behind it."""
        return raw if self.starts is None else bisect_left(self.starts, raw)


def fold(text: str) -> Folded:
    """Fold a text, in time linear in its length.

    >>> fold("الـــقبضُ").text
    'القبض'
    """
    if _SPECIAL.search(text) is None:
        return Folded(text.translate(_ONE_TO_ONE), None, None)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _SPECIAL.finditer(text):
        _copy(text, at, match.start(), pieces, starts, ends)
        at = match.end()
        if match.lastgroup in ("drop", "broken"):
            if ends and ends[-1] == match.start() and (marks := _MARKS.match(text, match.start())):
                ends[-1] = marks.end()
            continue
        if match.lastgroup == "stroke":  # a tatweel that stretches no word is written for a dash
            plain = "-"
        elif match.lastgroup == "entity":
            plain = html.unescape(match[0])
        else:
            plain = unicodedata.normalize("NFKC", match[0])
        if match.lastgroup in ("form", "hamza"):
            plain = unicodedata.normalize("NFC", plain)
        plain = _SPECIAL.sub("", plain) if match.lastgroup == "entity" else _MARKS.sub("", plain)
        plain = plain.translate(_ONE_TO_ONE)
        pieces.append(plain)
        starts.extend([match.start()] * len(plain))
        ends.extend([match.end()] * len(plain))
    _copy(text, at, len(text), pieces, starts, ends)
    return Folded("".join(pieces), starts, ends)


def _copy(  # noqa: PLR0913, PLR0917 - a part of the loop above
    text: str, start: int, end: int, pieces: list[str], starts: list[int], ends: list[int]
) -> None:
    if start < end:
        pieces.append(text[start:end].translate(_ONE_TO_ONE))
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))


@lru_cache(maxsize=_REMEMBERED)
def fold_word(text: str) -> str:
    """Fold a lexicon entry, in lower case; for loading tables, whose entries repeat across files.

    >>> fold_word("إلقاء القبض على")
    'القاء القبض علي'
    """
    plain = text.isascii() and text.replace(" ", "").replace("-", "").isalpha()
    return text.lower() if plain else fold(text).text.lower()
