"""Look-ups of places for users: `find` by name, fuzzy and in both scripts, `get` by id, `all` of them.

>>> find("Nassiriya")[0].id
'district:IQ-DQ-nasiriyah'
"""

from functools import cache

import regex
from attrs import frozen

from iraqsec.errors import InputError
from iraqsec.gazetteer.cues import cues
from iraqsec.gazetteer.linker import places
from iraqsec.gazetteer.spelling import arabic_keys, latin_keys
from iraqsec.gazetteer.table import GOVERNORATES, KINDS, Entry
from iraqsec.languages.folding import fold_word

_ARABIC = regex.compile(r"\p{Arabic}")
_CLOSE = 78.0
"""The least likeness, of 100, at which two names are taken for spellings of one; lower ones are chance."""
_RANK = {
    kind: n
    for n, kind in enumerate(
        ("country", "governorate", "region", "city", "district", "subdistrict", "town", "crossing")
    )
}


@frozen
class KnownPlace:
    """A place of the gazetteer: names in both scripts, where it lies, who says so, how well it fits the query."""

    id: str
    kind: str
    name_en: str
    name_ar: str
    aliases: tuple[str, ...]
    governorate: str | None
    country: str
    parent: str | None
    latitude: float | None
    longitude: float | None
    precision: float | None
    source: str
    score: float = 1.0


def find(name: str, *, kind: str | None = None, governorate: str | None = None, limit: int = 5) -> list[KnownPlace]:
    """Return the places whose name comes closest, best first, each with a ``score`` from 0 to 1.

    The spelling may be any usual transliteration or Arabic writing; ``kind`` and ``governorate`` narrow the search.

    Raises:
        InputError: the name is no text or empty, or the kind or governorate is unknown.
    """
    if not isinstance(name, str) or not name.strip():
        message = f"a place is found by its name, not by {name!r}"
        raise InputError(message)
    for value, known, what in ((kind, KINDS, "kind"), (governorate, GOVERNORATES, "governorate")):
        if value is not None and value not in known:
            message = f"unknown {what} {value!r}; known: {', '.join(sorted(known))}"
            raise InputError(message)
    from rapidfuzz import fuzz, process

    lang = "ar" if _ARABIC.search(name) else "en"
    names, entries = _keys(lang)
    best: dict[str, tuple[float, Entry]] = {}
    for key, kinds in _readings(name, lang):
        for _, score, at in process.extract(key, names, scorer=fuzz.ratio, limit=60, score_cutoff=_CLOSE):
            entry = entries[at]
            fits = (kind is None or entry.kind == kind) and (governorate is None or entry.governorate == governorate)
            if fits and (not kinds or entry.kind in kinds) and score > best.get(entry.id, (0.0, entry))[0]:
                best[entry.id] = (score, entry)
    ranked = sorted(best.values(), key=lambda item: (-item[0], _RANK.get(item[1].kind, len(_RANK)), item[1].id))
    return [_known(entry, round(score / 100, 3)) for score, entry in ranked[:limit]]


def get(id: str) -> KnownPlace:  # noqa: A002 - the public name of what it takes
    """Return the place of an id, such as "governorate:IQ-BA".

    Raises:
        InputError: there is no such place; the message names the nearest ids.
    """
    entry = places().by_id.get(id)
    if entry is None:
        from difflib import get_close_matches

        near = get_close_matches(str(id), places().by_id, n=3)
        message = f"no place has the id {id!r}" + (f"; did you mean {', '.join(near)}?" if near else "")
        raise InputError(message)
    return _known(entry)


def all() -> tuple[KnownPlace, ...]:  # noqa: A001 - iraqsec.places.all() reads best
    """Return every place, in the order of the table."""
    return tuple(_known(entry) for entry in places().entries)


def _readings(name: str, lang: str) -> list[tuple[str, frozenset[str]]]:
    """Return the joined keys to look for: of the whole name, and without its place noun, with the kinds that fit."""
    keys = arabic_keys(name) if lang == "ar" else latin_keys(name)
    readings: list[tuple[str, frozenset[str]]] = [("".join(keys), frozenset())]
    words = fold_word(name).split()
    if len(words) > 1:
        noun, rest = (words[0], keys[1:]) if lang == "ar" else (words[-1], keys[:-1])
        if kinds := cues(lang).kinds("noun", noun):
            readings.append(("".join(rest), kinds))
    return readings


@cache
def _keys(lang: str) -> tuple[list[str], list[Entry]]:
    """Return the joined keys of every name of a language, and whose they are."""
    keys_of = arabic_keys if lang == "ar" else latin_keys
    pairs = [("".join(keys_of(name)), entry) for entry in places().entries for name in entry.names(lang)]
    return [key for key, _ in pairs], [entry for _, entry in pairs]


def _known(entry: Entry, score: float = 1.0) -> KnownPlace:
    return KnownPlace(
        entry.id,
        entry.kind,
        entry.name_en,
        entry.name_ar,
        entry.aliases_en + entry.aliases_ar,
        entry.governorate,
        entry.country,
        entry.parent,
        entry.latitude,
        entry.longitude,
        entry.precision,
        entry.source,
        score,
    )
