"""Names of governorates and countries for captions, in English, from the gazetteer."""

from functools import cache

from iraqsec.gazetteer.linker import places


def governorate_name(code: str) -> str:
    """Return the name of a governorate or country by its ISO code; an unknown code is its own name.

    >>> governorate_name("IQ-BA"), governorate_name("SY"), governorate_name("ZZ")
    ('Basra', 'Syria', 'ZZ')
    """
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    found = {}
    for entry in places().entries:
        if entry.kind in ("governorate", "country") or entry.id == "region:IQ-KR":
            found[entry.governorate or entry.country] = entry.name_en
    return found
