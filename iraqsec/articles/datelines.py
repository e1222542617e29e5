"""Datelines: "BAGHDAD (AP) —", "بغداد / نينا /", a line "كربلاء – خاص": where a report comes from and who sends it."""

from functools import cache

import regex
from attrs import frozen

from iraqsec.articles.model import Stretch
from iraqsec.articles.pubdates import has_time_reference, without_dates
from iraqsec.articles.tables import any_of, folded, lowered, table

_LONGEST = 110  # characters: a dateline with several towns, an agency and a date stays below
_MAX_LINE_WORDS = 9
_SEPARATOR = regex.compile(
    r"\s*/\s*[-–—]+|\s+[-–—]{1,2}(?=\s|\p{Lu}|\p{Arabic})|[–—]{1,2}\s|-{1,2}\s|\)\s*[:–—-]*|:(?=\s)|/(?!/)"
)
_PARTS = regex.compile(r"[/,،()|•:–—\"]|\s-{1,2}\s?|-{1,2}\s|(?<=\p{L})-(?=\p{Lu}{3,6}\b)")
_CAPITALIZED = regex.compile(
    r"(?:\p{Lu}[\p{L}'.-]*|al-\p{Lu}\p{L}+|of|the)(?:\s+(?:\p{Lu}[\p{L}'.-]*|al-\p{Lu}\p{L}+|of|the)){0,3}"
)
_CAPITALS = regex.compile(r"\p{Lu}[\p{Lu}'.-]+(?:\s\p{Lu}[\p{Lu}'.-]*){0,3}")
_INITIALS = regex.compile(r"(?:\p{Arabic}\s){1,4}\p{Arabic}|\p{Lu}{2,6}|\p{Arabic}{2,4}")
_DISTANCE = regex.compile(r"\d+\s?(?:km|kilomet|mile|كم|كلم|كيلومتر|ميل)")


@frozen
class Dateline:
    """A dateline at the start of a line: where the report's own words begin, and what the prefix names."""

    end: int
    places: tuple[Stretch, ...]
    agency: str | None
    whole: bool


@cache
def _known() -> dict[str, str]:
    data = table("datelines")
    known = dict.fromkeys(folded([*data["desks"], *table("furniture")["sections"]["words"]]), "desk")
    known |= dict.fromkeys(folded(data["agencies"]), "agency")
    return known | dict.fromkeys(folded(data["places"]), "place")


@cache
def _desk() -> regex.Pattern[str]:
    return regex.compile(any_of(table("datelines")["desks"]) + r"(?!\p{L})")


@cache
def _agency_word() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\p{L})" + any_of(table("datelines")["agency_words"]) + r"(?!\p{L})")


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline that a line of folded text begins with, or that it is made of, or None.

    >>> found = find_dateline("BAGHDAD (AP) — Police said", 0, 26)
    >>> found.end, found.places, found.agency
    (15, ((0, 7),), 'AP')
    """
    line = text[start:end]
    if (
        len(line) <= _LONGEST
        and len(line.split()) <= _MAX_LINE_WORDS
        and line[-1:] not in ".!?؟"
        and (parts := _judge(line, whole=True))
    ):
        return _build(parts, start, end, whole=True)
    best: tuple[int, list[tuple[str, int, int, str]]] | None = None
    misses = 0
    for match in _SEPARATOR.finditer(line, 0, _LONGEST):
        cut = match.end()
        head = line[: match.start() + (match[0][:1] == ")")]
        if parts := _judge(head, whole=False, colon=match[0].strip() == ":", rest=line[cut:].lstrip(' -–—:/"')):
            best, misses = (cut, parts), 0
        elif misses := misses + 1:
            if misses > 2:  # noqa: PLR2004 - "KUT, Iraq (Agencies) -" is judged whole only at its last mark
                break
    if best is None:
        return None
    cut, parts = best
    while cut < len(line) and line[cut] in " -–—:/":
        cut += 1
    return _build(parts, start, start + cut, whole=False)


def _build(parts: list[tuple[str, int, int, str]], start: int, end: int, *, whole: bool) -> Dateline:
    places = tuple((start + a, start + b) for kind, a, b, _ in parts if kind == "place")
    agency = next((name for kind, _, _, name in parts if kind == "agency"), None)
    return Dateline(end, places, agency, whole)


def _judge(head: str, *, whole: bool, colon: bool = False, rest: str = "x") -> list[tuple[str, int, int, str]] | None:
    """Return the parts of a would-be dateline as (kind, start, end, text), or None if it is none."""
    if not rest or not head.strip() or len(head.split()) > 14:  # noqa: PLR2004
        return None
    parts = [part for part in _parts(head) if part[0] != "empty"]
    kinds = [kind for kind, *_ in parts]
    sure = sum(kind in ("place", "agency", "capitals") for kind in kinds)
    desks, weak = kinds.count("desk"), kinds.count("weak")
    if "bad" in kinds or weak > 1:
        return None
    if whole:
        if weak and ":" in head:
            return None  # "Kut: brooms on the ground" is a headline
        # A bare name is a dateline only where it is known; "خاص" alone is one too.
        if any(kind == "capitals" and " " in name for kind, *_, name in parts):
            return None
        good = (
            "place" in kinds
            or (desks > 0 and weak == 0)
            or (kinds.count("agency") > 0 and len(parts) > 1 and weak == 0)
        )
        return _settle(parts) if good else None
    if colon:
        good = (
            (sure > kinds.count("agency") or desks > 0)
            and len(parts) <= 3
            and (weak == 0 or (kinds[0] == "place" and "/" in head))
        )  # noqa: PLR2004
        return _settle(parts) if good and "capitals" not in kinds[1:] else None
    if sure or (desks and len(head) < 30):  # noqa: PLR2004
        return _settle(parts)
    only_date = not parts and bool(head.strip(" -")) and _is_day(head)
    single = weak == 1 and len(head.split()) <= 2 and rest[:1].isupper()  # noqa: PLR2004 - "Tuz Khurmatu - Three people"
    return _settle(parts) if only_date or single else None


def _settle(parts: list[tuple[str, int, int, str]]) -> list[tuple[str, int, int, str]]:
    """Take words in capitals and unknown names for places, unless one is known."""
    known = any(kind in ("place", "desk") for kind, *_ in parts)
    return [
        (
            kind
            if kind not in ("capitals", "weak")
            else "place"
            if not known or (i == 0 and kind == "capitals")
            else "agency",
            a,
            b,
            name,
        )
        for i, (kind, a, b, name) in enumerate(parts)
    ]


@cache
def _day() -> regex.Pattern[str]:
    months = any_of([form for forms in table("dates")["months"].values() for form in forms])
    labels = any_of([*table("dates")["labels"]["published"], *table("dates")["labels"]["updated"]])
    month = rf"(?<!\p{{L}}){months}(?!\p{{L}})\.?"
    return regex.compile(
        rf"\d{{1,2}}(?:st|nd|rd|th)?\s+{month}(?:\s*/\s*{months})?|{month}\s+\d{{1,2}}(?!\d)(?:st|nd|rd|th)?|(?<!\p{{L}}){labels}(?!\p{{L}})"
    )


def _is_day(head: str) -> bool:
    return bool(_day().search(head.lower()) or has_time_reference(head.lower()))


def _parts(head: str) -> list[tuple[str, int, int, str]]:
    """Cut a would-be dateline at its marks; dates are blanked first, so that positions stay."""
    low = lowered(head)
    shown = head
    if any(c.isdigit() for c in head):
        kept = without_dates(low)
        kept = _day().sub(lambda match: " " * len(match[0]), kept)
        shown = "".join(c if k != " " else " " for c, k in zip(head, kept, strict=True))
    out, at = [], 0
    for match in [*_PARTS.finditer(shown), None]:
        stop = match.start() if match else len(shown)
        piece = shown[at:stop]
        left = at + len(piece) - len(piece.lstrip(" .-"))
        name = piece.strip(" .-")
        # "(ورن) بغداد", "Sindbad News – Baghdad": brackets and bars are marks of their own.
        out.append((_kind(name), left, left + len(name), name))
        at = match.end() if match else at
    return out


def _kind(name: str) -> str:  # noqa: PLR0911 - one answer for each kind of part
    if not name or not any(c.isalnum() for c in name):
        return "empty"
    low = " ".join(name.lower().split())
    if known := _known().get(low) or _known().get(low.removeprefix("the ")):
        return known
    low = " ".join(without_dates(low).split()).strip(" .,-:")
    if not low:
        return "empty"
    if known := _known().get(low):
        return known
    words = low.split()
    if _DISTANCE.match(low) and len(words) <= 6:  # noqa: PLR2004
        return "empty"
    if _desk().match(low) and len(words) <= 5:  # noqa: PLR2004
        return "desk"
    if len(words) <= 3 and _agency_word().search(low):  # noqa: PLR2004
        return "agency"
    if _INITIALS.fullmatch(name) and len(words) != 1:
        return "agency"
    if _CAPITALS.fullmatch(name):
        return "capitals"
    if len(words) <= 3 and (
        _CAPITALIZED.fullmatch(name) or (not name.isascii() and not any(c.isdigit() for c in name))
    ):  # noqa: PLR2004
        return "weak"
    # "north of Baghdad", "جنوب العراق": a bracket that says where the town lies.
    if len(words) <= 4 and words[-1] in _known() and _known()[words[-1]] == "place":  # noqa: PLR2004
        return "empty"
    return "bad"
