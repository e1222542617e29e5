"""Posts and who held them when: the table ``posts.tsv``."""

from datetime import date
from functools import cache

from attrs import define

from iraqsec.gazetteer.table import rows, shipped
from iraqsec.languages.folding import fold_word

COLUMNS = ("id", "name_en", "name_ar", "organization", "holder_en", "holder_ar", "start", "end", "source")


@define(eq=False, slots=True)
class Post:
    """One person's time in one post; dates are the known parts of ISO dates ("2022-10"), ``end`` is exclusive."""

    id: str
    name_en: str
    name_ar: str
    organization: str
    holder_en: str
    holder_ar: str
    start: str
    end: str | None
    source: str


@cache
def posts() -> tuple[Post, ...]:
    """Return the shipped posts, a row for each holder."""
    return tuple(_post(cells) for _, cells in rows(shipped("posts.tsv"), COLUMNS, "posts.tsv"))


def _post(cells: list[str]) -> Post:
    ident, name_en, name_ar, organization, holder_en, holder_ar, start, end, source = cells
    return Post(ident, name_en, name_ar, organization, holder_en, holder_ar, start, end or None, source)


def holder(post: str, on: date) -> Post | None:
    """Return who held a post on a day, by the post's id ("minister-interior") or one of its names; None where unknown.

    >>> holder("minister-interior", on=date(2024, 1, 1)).holder_en
    'Abdul Amir al-Shammari'
    """
    wanted, day = fold_word(post), on.isoformat()
    for entry in posts():
        if (
            wanted in (entry.id, fold_word(entry.name_en), fold_word(entry.name_ar))
            and _began(entry.start, day)
            and not _over(entry.end, day)
        ):
            return entry
    return None


def _began(start: str, day: str) -> bool:
    return start <= day


def _over(end: str | None, day: str) -> bool:
    """Tell whether a day is behind the end; an end known by month or year alone counts to its last day."""
    return end is not None and day[: len(end)] >= end and not (len(end) < len(day) and day.startswith(end))
