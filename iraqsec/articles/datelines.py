"""Datelines: "BAGHDAD (AP) —", "بغداد / نينا /", a line "كربلاء – خاص": where a report comes from and who sends it."""

from functools import cache, lru_cache

import regex
from attrs import evolve, frozen

from iraqsec.articles.model import Stretch
from iraqsec.articles.pubdates import has_time_reference, without_dates
from iraqsec.articles.tables import any_of, calendar_names, folded, lowered, table

_LONGEST = 110  # characters: a dateline with several towns, an agency and a date stays below
_LINE_WORDS = 9
_HEAD_WORDS = 14
_DESK_LENGTH = 30
_NAME_WORDS = 3  # of an unknown town, paper or agency
_DISTANCE_WORDS = 6
_MISSES = 2  # marks passed over: "KUT, Iraq (Agencies) -" is a dateline only at its last
_SEPARATOR = regex.compile(
    r"\s*/\s*[-–—]+|\s+[-–—]{1,2}(?=\s|\p{Lu}|\p{Arabic})|[–—]{1,2}\s|-{1,2}\s|\)\s*[:–—-]*|:(?=\s|\p{Arabic})|/(?!/)"
)
_PARTS = regex.compile(
    r"[/,،()|•:–—\"]|\s-{1,2}\s?|-{1,2}\s|(?<=\p{L})-(?=\p{Lu}{3,6}\b)|(?<=\p{Arabic})-(?=\p{Arabic})"
)
_CAPITALIZED_WORD = r"(?:\p{Lu}[\p{L}'.-]*|al-\p{Lu}\p{L}+|of|the)"
_CAPITALIZED = regex.compile(rf"{_CAPITALIZED_WORD}(?:\s+{_CAPITALIZED_WORD}){{0,3}}")
_CAPITALS = regex.compile(r"\p{Lu}[\p{Lu}'.-]+(?:\s\p{Lu}[\p{Lu}'.-]*){0,3}")
_TOWN = regex.compile(r"(?P<town>\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?),?\s+(?=(?:The|A|An)\s)")
_COMMAS = (",", "،")
_INITIALS = regex.compile(r"(?:\p{Arabic}\s){1,4}\p{Arabic}")
_DISTANCE = regex.compile(r"\d+\s?(?:km|kilomet|mile|كم|كلم|كيلومتر|ميل)")


@frozen
class Dateline:
    """A dateline at the start of a line: where the report's own words begin, and what the prefix names.

    ``whole`` says that the line holds nothing else.
    """

    end: int
    places: tuple[Stretch, ...]
    agency: str | None
    whole: bool


@frozen
class _Part:
    """What stands between two marks of a would-be dateline.

    ``kind`` is "place", "agency", "desk", "section", "capitals" (such words), "weak" (an unknown name), "bad" (prose).
    """

    kind: str
    start: int
    end: int
    name: str


@cache
def _known() -> dict[str, str]:
    data = table("datelines")
    known = dict.fromkeys(folded(data["speakers"]), "bad")
    known |= dict.fromkeys(folded(table("furniture")["sections"]["words"]), "section")
    known |= dict.fromkeys(folded(data["desks"]), "desk")
    known |= dict.fromkeys(folded(data["agencies"]), "agency")
    return known | dict.fromkeys(folded(data["places"]), "place")


@cache
def _verbs() -> frozenset[str]:
    """Return verbs with which a report begins: what follows one is prose, whatever brackets it holds."""
    return frozenset(folded(table("datelines")["verbs"]))


@cache
def _desk() -> regex.Pattern[str]:
    return regex.compile(any_of(table("datelines")["desks"]) + r"(?!\p{L})")


@cache
def _agency_word() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\p{L})" + any_of(table("datelines")["agency_words"]) + r"(?!\p{L})")


@cache
def _day() -> regex.Pattern[str]:
    """Compile what is left of dates without a year: "Sept 18", "5 تموز", and the labels of dates."""
    months = any_of(calendar_names("month"))
    labels = any_of([*table("dates")["labels"]["published"], *table("dates")["labels"]["updated"]])
    month = rf"(?<!\p{{L}}){months}(?!\p{{L}})\.?"
    nth = r"(?:st|nd|rd|th)?"
    return regex.compile(
        rf"\d{{1,2}}{nth}\s+{month}(?:\s*/\s*{months})?|{month}\s+\d{{1,2}}(?!\d){nth}|(?<!\p{{L}}){labels}(?!\p{{L}})"
    )


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline that a line of folded text begins with, or that it is made of, or None.

    >>> found = find_dateline("BAGHDAD (AP) — Police said", 0, 26)
    >>> found.end, found.places, found.agency
    (15, ((0, 7),), 'AP')
    """
    found = _find(text[start:end])
    if found is None or not start:
        return found
    places = tuple((start + left, start + right) for left, right in found.places)
    return Dateline(start + found.end, places, found.agency, found.whole)


@lru_cache(maxsize=64)
def _find(line: str) -> Dateline | None:
    """Return the dateline of a line; asked for the same line by one stage after the other."""
    short = len(line) <= _LONGEST and len(line.split()) <= _LINE_WORDS and line[-1:] not in ".!?؟"
    if short and (parts := _judge(line, "line")) is not None:
        return _build(parts, len(line), whole=True)
    cut, found = 0, None
    misses = 0
    for match in _SEPARATOR.finditer(line, 0, _LONGEST):
        rest = line[match.end() :].lstrip(' -–—:/"')
        head = line[: match.start() + (match[0][:1] == ")")]
        mark = match[0].strip()
        parts = _judge(head, {":": "colon", "/": "slash"}.get(mark, "prefix"), rest) if rest else None
        if parts is not None and (found is None or not _strays(parts, cut, mark)):
            cut, found, misses = match.end(), parts, 0
        elif misses == _MISSES:
            break
        else:
            misses += 1
    if found is None:
        return _unmarked(line)
    while cut < len(line) and line[cut] in " -–—:/":
        cut += 1
    return _build(found, cut, whole=False)


def _strays(parts: list[_Part], cut: int, mark: str) -> bool:
    """Tell whether parts behind a dateline are the report's first words: "MOSUL — Two Islamic State (ISIS) …"."""
    added = [part.kind for part in parts if part.start >= cut > 0]
    return "weak" in added or ("capitals" in added and mark[:1] == ")")


def _unmarked(line: str) -> Dateline | None:
    """Return the town that stands before a sentence with a comma or nothing: "Baghdad, The Ministry said"."""
    match = _TOWN.match(line)
    if match is None or _known().get(match["town"].lower()) != "place":
        return None
    return Dateline(match.end(), ((0, match.end("town")),), None, whole=False)


def _build(parts: list[_Part], end: int, *, whole: bool) -> Dateline:
    """Take words in capitals and unknown names for places, unless one is known."""
    known = any(part.kind in ("place", "desk") for part in parts)
    for i, part in enumerate(parts):
        if part.kind in ("capitals", "weak"):
            place = not known or (i == 0 and part.kind == "capitals")
            parts[i] = evolve(part, kind="place" if place else "agency")
    places = tuple((part.start, part.end) for part in parts if part.kind == "place")
    return Dateline(end, places, next((part.name for part in parts if part.kind == "agency"), None), whole)


def _judge(head: str, how: str, rest: str = "") -> list[_Part] | None:
    """Return the parts of a would-be dateline, or None if it is none.

    ``how`` tells whether it is a whole "line", stands before a "colon" or "slash", or before another mark ("prefix").
    """
    if not head.strip() or len(head.split()) > _HEAD_WORDS:
        return None
    parts = _parts(head)
    if [part.kind for part in parts[:2]] == ["weak", "place"] and head[
        parts[0].end : parts[1].start
    ].strip() in _COMMAS:
        parts[0] = evolve(parts[0], kind="place")  # "Salahaddin, Kurdistan Region (KurdNote) -"
    kinds = [part.kind for part in parts]
    if "bad" in kinds or kinds.count("weak") > 1:
        return None
    if how in ("line", "colon"):
        good = (_is_line if how == "line" else _is_label)(head, parts, kinds)
    else:
        good = _is_prefix(head, kinds, rest, slash=how == "slash")
    return parts if good else None


def _is_line(head: str, parts: list[_Part], kinds: list[str]) -> bool:
    """Judge a whole line: a bare name is a dateline only where it is known; "خاص" alone is one too."""
    weak = "weak" in kinds
    if (kinds[-1:] == ["weak"] and ":" in head and '"' not in head) or any(
        part.kind == "capitals" and " " in part.name for part in parts
    ):
        return False  # "Kut: brooms on the ground" is a headline
    if "place" in kinds or kinds in (["agency", "weak"], ["agency", "section"]):
        return True
    return not weak and ("desk" in kinds or ("agency" in kinds and len(parts) > 1))


def _is_label(head: str, parts: list[_Part], kinds: list[str]) -> bool:
    """Judge what stands before a colon: a town or desk, not whoever speaks."""
    if len(parts) > _NAME_WORDS or "capitals" in kinds[1:]:
        return False
    if "weak" in kinds and not (kinds[0] == "place" and "/" in head):
        return False
    return any(kind in ("place", "capitals", "desk") for kind in kinds)


def _is_prefix(head: str, kinds: list[str], rest: str, *, slash: bool) -> bool:
    """Judge what stands before a dash, a bracket or a slash; before a slash alone something must be known ("I/O")."""
    if "section" in kinds or (slash and not {"place", "agency", "desk"} & set(kinds)):
        return False
    if any(kind in ("place", "agency", "capitals") for kind in kinds) or ("desk" in kinds and len(head) < _DESK_LENGTH):
        return True
    if not kinds:  # a date alone: "Feb 20 - What police had reported"
        return bool(head.strip(" -")) and bool(_day().search(head.lower()) or has_time_reference(head.lower()))
    return kinds == ["weak"] and len(head.split()) < _NAME_WORDS and rest[:1].isupper()  # "Tuz Khurmatu - Three people"


def _parts(head: str) -> list[_Part]:
    """Cut a would-be dateline at its marks; dates and times are blanked first, so that positions stay."""
    shown = head
    if any(c.isdigit() for c in head):
        kept = _day().sub(lambda match: " " * len(match[0]), without_dates(lowered(head)))
        shown = "".join(c if k != " " else " " for c, k in zip(head, kept, strict=True))
    out, at = [], 0
    for match in [*_PARTS.finditer(shown), None]:
        piece = shown[at : match.start() if match else len(shown)]
        left = at + len(piece) - len(piece.lstrip(" .-"))
        name = piece.strip(" .-")
        kind = _kind(name)
        if kind:
            out.append(_Part(kind, left, left + len(name), name))
        at = match.end() if match else at
    return out


def _kind(name: str) -> str:
    """Return the kind of a part, or "" for what says nothing: a date, a distance, "north of Baghdad"."""
    low = " ".join(without_dates(name.lower()).split()).strip(" .,-:")
    if not low or not any(c.isalnum() for c in low):
        return ""
    if known := _known().get(low) or _known().get(low.removeprefix("the ")):
        return known
    words = low.split()
    if len(words) <= _DISTANCE_WORDS and _DISTANCE.match(low):
        return ""
    kind = _form(name, words)
    where = kind == "bad" and len(words) <= _NAME_WORDS + 1 and _known().get(words[-1]) == "place"
    return "" if where else kind


def _form(name: str, words: list[str]) -> str:
    """Return the kind of an unknown name by its form."""
    low = " ".join(words)
    if words[0] in _verbs():
        return "bad"
    if len(words) < _DISTANCE_WORDS and _desk().match(low):
        return "desk"
    if (len(words) <= _NAME_WORDS and _agency_word().search(low)) or _INITIALS.fullmatch(name):
        return "agency"
    if _CAPITALS.fullmatch(name):
        return "capitals"
    named = _CAPITALIZED.fullmatch(name) or not (name.isascii() or any(c.isdigit() for c in name))
    return "weak" if named and len(words) <= _NAME_WORDS else "bad"
