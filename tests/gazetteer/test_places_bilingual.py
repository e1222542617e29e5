"""A place gets the same canonical id from an Arabic and an English report that names its governorate beside it."""

import iraqsec

EVERY = 6  # of the places inside a governorate: more than two hundred
GOAL = 0.95


def links(text: str, name: str) -> set[str | None]:
    """Return what the places are linked to that hold the last word of a name."""
    result = iraqsec.extract(text, published="2024-05-01")
    return {e.link for e in result.entities if e.type == "place" and name.rsplit(maxsplit=1)[-1] in e.text}


def test_both_languages_give_the_same_id() -> None:
    entries = [p for p in iraqsec.places.all() if p.name_ar and p.name_en and p.governorate]
    around = {p.governorate: p for p in entries if p.kind == "governorate"}
    chosen = [p for p in entries if p.kind != "governorate" and p.governorate in around][::EVERY]
    missed = []
    for place in chosen:
        governorate = around[place.governorate]
        english = f"Police arrested two men in {place.name_en} in {governorate.name_en} province on Sunday."
        arabic = f"اعتقلت الشرطة رجلين في {place.name_ar} في محافظة {governorate.name_ar} يوم الأحد."
        if not (place.id in links(english, place.name_en) and place.id in links(arabic, place.name_ar)):
            missed.append(place.id)
    assert len(chosen) >= 200
    assert len(missed) <= (1 - GOAL) * len(chosen), missed
