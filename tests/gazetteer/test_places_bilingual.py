"""A place gets the same canonical id from an Arabic and an English report that names it with its kind and governorate."""

import iraqsec

KINDS = {
    "village": ("the village of {}", "قرية {}"),
    "neighbourhood": ("the {} neighborhood", "حي {}"),
    "subdistrict": ("{} subdistrict", "ناحية {}"),
    "district": ("{} district", "قضاء {}"),
    "city": ("the city of {}", "مدينة {}"),
    "town": ("the town of {}", "بلدة {}"),
}
EVERY = 6  # of the places of these kinds: more than a hundred
GOAL = 0.95


def test_both_languages_give_the_same_id() -> None:
    entries = [p for p in iraqsec.places.all() if p.name_ar and p.governorate]
    governorates = {p.governorate: p for p in entries if p.kind == "governorate"}
    chosen = [p for p in entries if p.kind in KINDS and p.governorate in governorates][::EVERY]
    missed = []
    for place in chosen:
        english, arabic = KINDS[place.kind]
        around = governorates[place.governorate]
        texts = (
            f"Police arrested two men in {english.format(place.name_en)} in {around.name_en} province on Sunday.",
            f"اعتقلت الشرطة رجلين في {arabic.format(place.name_ar)} في محافظة {around.name_ar} يوم الأحد.",
        )
        links = [{e.link for e in iraqsec.extract(text, published="2024-05-01").entities} for text in texts]
        if not all(place.id in found for found in links):
            missed.append(place.id)
    assert len(chosen) >= 100
    assert len(missed) <= (1 - GOAL) * len(chosen), missed
