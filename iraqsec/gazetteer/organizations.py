"""Known organizations and posts: look-ups by name in either language and by id, and who held a post when.

The ids of a pattern's instances carry what fills its slot: ``police-command:IQ-BA``.
"""

from functools import cache

import regex
from attrs import evolve

from iraqsec.gazetteer.organization_names import (
    SLOT,
    Organization,
    OrganizationMatch,
    entries,
    fill,
    grammar,
    match,
    nationalities,
    slot_name,
)
from iraqsec.gazetteer.posts import Post, holder, posts
from iraqsec.languages.base import get as language
from iraqsec.languages.folding import fold_word

__all__ = [
    "KINDS",
    "Organization",
    "OrganizationMatch",
    "Post",
    "all",
    "fill",
    "find",
    "get",
    "grammar",
    "holder",
    "match",
    "nationalities",
    "posts",
]

KINDS = frozenset(
    [
        "government",
        "ministry",
        "command",
        "directorate",
        "agency",
        "office",
        "committee",
        "parliament",
        "council",
        "court",
        "force",
        "unit",
        "academy",
        "company",
        "party",
        "armed_group",
        "media",
        "international",
        "foreign",
    ]
)
_ARABIC = regex.compile(r"\p{Arabic}")
_LEAST = 70.0  # below this similarity a name is another one


def all() -> tuple[Organization, ...]:  # noqa: A001 - the name that users read: iraqsec.organizations.all()
    """Return every entry of the registry, patterns as patterns."""
    return tuple(entries().values())


def get(ident: str) -> Organization | None:
    """Return the organization of an id, or None; the id of a pattern's instance gives it with its slot filled.

    >>> get("police-command:IQ-BA").name_en
    'Basra Police Command'
    """
    entry = entries().get(ident)
    if entry is not None:
        return entry
    base, _, code = ident.partition(":")
    pattern = entries().get(base)
    slot = SLOT.search(pattern.name_en) if pattern else None
    if pattern is None or slot is None or not code or (slot[1] == "n" and not code.isdigit()):
        return None
    parent = pattern.parent
    if parent and "{" in entries()[parent].name_en:
        parent = f"{parent}:{code}"
    names = {lang: slot_name(lang, slot[1], code) for lang in ("en", "ar")}
    return evolve(
        pattern,
        id=ident,
        name_en=SLOT.sub(names["en"], pattern.name_en),
        name_ar=SLOT.sub(names["ar"], pattern.name_ar),
        aliases_en=tuple(SLOT.sub(names["en"], alias) for alias in pattern.aliases_en),
        aliases_ar=tuple(SLOT.sub(names["ar"], alias) for alias in pattern.aliases_ar),
        parent=parent,
        country=code if slot[1] == "country" else pattern.country,
    )


def find(name: str, *, kind: str | None = None, limit: int = 5) -> list[Organization]:
    """Return the organizations that a name in either language may mean, best first; fuzzy where none bears it exactly.

    >>> find("قيادة شرطة البصرة")[0].id == find("Basra Police Command")[0].id
    True
    """
    lang = "ar" if _ARABIC.search(name) else "en"
    tokens = language(lang).sentence(name).tokens
    found = match(lang, tokens, 0) if tokens else None
    best = [found.id] if found and found.last == len(tokens) else []
    best += [ident for ident in _similar(name, lang, limit + len(best)) if ident not in best]
    hits = (get(ident) for ident in best)
    return [entry for entry in hits if entry and kind in (None, entry.kind)][:limit]


def _similar(name: str, lang: str, limit: int) -> list[str]:
    from rapidfuzz import fuzz, process

    folded = fold_word(name)
    hits = process.extract(
        folded, _folded_names(lang), scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST, limit=limit * 4
    )
    return list(dict.fromkeys(key[0] for _, _, key in hits))


@cache
def _folded_names(lang: str) -> dict[tuple[str, int], str]:
    names = (
        (entry.id, i, n)
        for entry in all()
        for i, n in enumerate((*entry.names(lang), *entry.abbreviations))
        if "{" not in n
    )
    return {(ident, i): fold_word(name) for ident, i, name in names}
