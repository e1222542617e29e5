"""What the scorer took for a place and grammar or layout rules out: "possession of the dealers", the dateline of another story.

The words are those of ``places_cues.tsv``; each rule was counted on the 82,000 gold places.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.extents import stretched, words_of
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.matcher import Trigger
from iraqsec.gazetteer.cues import Cues, cues
from iraqsec.gazetteer.spelling import ARABIC_ARTICLE
from iraqsec.values import Place

_PLACE = "place"
_CENTER = "control_centre"
_WHOLE = "governorate:"


def of_places(scene: Scene, fillers: Iterable[Filler]) -> Iterator[Filler]:
    """Yield the fillers less the places that are none."""
    known = cues(scene.language.code)
    arabic = scene.language.code == "ar"
    is_none = _is_none_ar if arabic else _is_none_en
    for filler in fillers:
        mention = filler.mention
        if filler.role == _PLACE:
            mention = _with_noun(scene, mention, known) if arabic else _sided(scene, mention, known)
        if filler.role != _PLACE or not is_none(scene, mention, known):
            yield filler if mention is filler.mention else evolve(filler, mention=mention)


def without_datelines(scene: Scene, triggers: Sequence[Trigger], fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the town of a dateline that is where agencies sit, and others where the event names a place elsewhere.

    In 1,446 gold documents the scorer took the Baghdad or Erbil of a dateline for the place of 184 events, and 43 have it;
    beside another place 44 of 183 have the town of an English dateline. Of 3,831 gold events that have a dateline's place
    and another one 14 have one of another governorate only. What the report opens with happened where the dateline says.
    """
    own = [f for f in fillers if f.role == _PLACE]
    headed = [f for f in own if _in_dateline(scene, f)]
    others = [f for f in own if f not in headed]
    known, english = cues(scene.language.code), scene.language.code == "en"
    zones = {_zone(f.mention) for f in others} - {None}
    towns = {_zone(f.mention) for f in others if not (f.mention.link or "").startswith(_WHOLE)} - {None}
    return [
        f
        for f in fillers
        if f not in headed
        or not (
            (known.has("agency_seat", f.mention.text.lower()) and (zones or not _opens(scene, triggers, f)))
            or (zones and ((english and towns) or _zone(f.mention) not in zones))
        )
    ]


def _opens(scene: Scene, triggers: Sequence[Trigger], filler: Filler) -> bool:
    """Tell whether a report opens with an event behind its dateline, and with nobody who tells of it."""
    at = filler.mention.sentence
    for trigger in triggers:
        if trigger.sentence == at + 1:
            before = scene.sentences[trigger.sentence].tokens[: trigger.last]
            return all("say" not in token.word.tags for token in before)
    return False


def without_centers(fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the control center of a camera project as its place: of 573 gold ones none is both, but six towns that they are in."""
    heads = {(f.mention.sentence, f.mention.first) for f in fillers if f.role == _CENTER}
    return [f for f in fillers if f.role != _PLACE or (f.mention.sentence, f.mention.first) not in heads]


def _in_dateline(scene: Scene, filler: Filler) -> bool:
    return scene.sentences[filler.mention.sentence].is_dateline


def _zone(mention: EntityMention) -> str | None:
    """Return the governorate of a place, or the country of a city abroad; "Syria" may be only beyond the border."""
    value = mention.value
    if not isinstance(value, Place):
        return None
    return value.governorate or (value.country if (mention.link or "").startswith("city:") else None)


def _is_none_en(scene: Scene, mention: EntityMention, known: Cues) -> bool:
    tokens = scene.sentences[mention.sentence].tokens
    ruled_out = _is_abstract(tokens, mention, known) or _is_purpose(tokens, mention, known)
    if mention.last == mention.first + 1 and known.has("adjective", tokens[mention.first].word.form):
        return True  # the "Iraqi" of air strikes: no gold place
    if tokens[mention.last - 1].word.form in words_of("en")["open"]:
        return True  # "headquarters of the": none of 40,075 gold places
    return ruled_out or _is_bearer(scene, mention) or _is_world(scene, mention, known)


def _is_abstract(tokens: Sequence[Token], mention: EntityMention, known: Cues) -> bool:
    """Tell "possession of the dealers", "expense of the citizens", "government's failure": no gold place has such a head."""
    at = mention.first
    while at < mention.last and "prep" not in tokens[at].word.tags:
        at += 1
    return at > mention.first and known.has("abstract", tokens[at - 1].word.form)


def _sided(scene: Scene, mention: EntityMention, known: Cues) -> EntityMention:
    """Cut what happened before its side ("[operation] south of Kut"), and hold "south of the town [of Kut]" together.

    No gold place has such a head, none stops before such a town, and five hold it.
    """
    tokens, first, last = scene.sentences[mention.sentence].tokens, mention.first, mention.last
    sides = [at for at in range(first, last) if known.has("direction", tokens[at].word.form)]
    if not sides:
        return mention
    if sides[0] > first and known.has("abstract", tokens[sides[0] - 1].word.form):
        first = sides[0]
    before = words_of("en")["before_names"]
    if (
        last < len(tokens)
        and tokens[last].word.form == "of"
        and all(t.word.form in before for t in tokens[sides[-1] + 1 : last])
    ):
        town = next(
            (m for m in scene.by_sentence[mention.sentence] if m.label == _PLACE and m.link and m.first > last), None
        )
        if town and all(t.word.form in before for t in tokens[last : town.first]):
            return evolve(stretched(scene, mention, first, town.last), value=town.value, link=None)
    return stretched(scene, mention, first, last)


def _is_purpose(tokens: Sequence[Token], mention: EntityMention, known: Cues) -> bool:
    """Tell "to [secure Iraqi borders]": none of 63 gold places of the kind that follow "to" begins with such a verb."""
    before = tokens[mention.first - 1].word.form if mention.first else ""
    return before == "to" and mention.last > mention.first + 1 and known.has("to_do", tokens[mention.first].word.form)


def _is_bearer(scene: Scene, mention: EntityMention) -> bool:
    """Tell whether a place is the family name of a person, who has a given name before it: "Karim [Saadoun]"."""
    for seen in scene.by_sentence[mention.sentence]:
        name = seen.parts.get("name") if seen.label == "person" else None
        if name and name.start < mention.start and mention.end <= name.end:
            return True
    return False


def _is_world(scene: Scene, mention: EntityMention, known: Cues) -> bool:
    """Tell "Europe", "the Middle East", of which no gold place consists."""
    tokens = scene.sentences[mention.sentence].tokens[mention.first : mention.last]
    phrase = " ".join(token.word.form for token in tokens if "article" not in token.word.tags)
    return known.has("world", phrase) or known.has("continent", phrase)


def _with_noun(scene: Scene, mention: EntityMention, known: Cues) -> EntityMention:
    """Take in the noun of an adjective that opens a place: "[المحور] الجنوبي للمدينة". No gold place opens with one.

    The "in" of a short noun, "بحي اليرموك", is left out: 82 gold places begin behind it, none with it.
    """
    tokens, first = scene.sentences[mention.sentence].tokens, mention.first
    form = tokens[first].word.form
    if mention.start == tokens[first].start and form[:1] == "ب" and known.has("after_in", form[1:]):
        return stretched(scene, mention, first, mention.last, mention.start + 1)
    if not first or not known.has("adjective", form):
        return mention
    noun = tokens[first - 1]
    if noun.kind != "word" or not noun.text[noun.word.cut :].startswith(ARABIC_ARTICLE):
        return mention
    return stretched(scene, mention, first - 1, mention.last, noun.start + noun.word.cut)


def _is_none_ar(scene: Scene, mention: EntityMention, known: Cues) -> bool:
    tokens = scene.sentences[mention.sentence].tokens
    opening = tokens[mention.first].word.form
    if any(known.has(cue, opening) for cue in ("strip", "vague", "adjective", "abstract")):
        return True  # "الحدودي مع تركيا", "متفرقة من المحافظة", "نفقة المحافظة": no gold place opens so
    if mention.last == mention.first + 1 and known.has("bare_plural", opening):
        return True  # "محافظات": no gold place
    return (
        _is_penalty(tokens, mention, known)
        or _is_of_guards(tokens, mention, known)
        or _is_vague(scene, mention, known)
        or _is_bearer(scene, mention)
        or _is_world(scene, mention, known)
    )


def _is_penalty(tokens: Sequence[Token], mention: EntityMention, known: Cues) -> bool:
    """Tell "السجن المؤبد", "السجن لمدة": of 257 gold prisons 2 go on with the like."""
    if known.head("prison", tokens[mention.first]) is None:
        return False
    after = tokens[mention.first + 1 : mention.first + 2]
    return any(known.has("penal", token.word.form.removeprefix(ARABIC_ARTICLE)) for token in after)


def _is_of_guards(tokens: Sequence[Token], mention: EntityMention, known: Cues) -> bool:
    """Tell the border of "ألوية حرس [الحدود الـ22]": no gold place is of the kind."""
    before = tokens[mention.first - 1 : mention.first]
    return known.has("border", tokens[mention.first].word.form) and any(known.head("guard", t) for t in before)


def _is_vague(scene: Scene, mention: EntityMention, known: Cues) -> bool:
    """Tell "المحافظات الأخرى", "مناطق عدة", in which no place is named: 2 of 42,000 gold places end so."""
    tokens = scene.sentences[mention.sentence].tokens
    last = tokens[mention.last - 1].word.form
    if mention.last == mention.first + 1 or not known.has("vague", last):
        return False
    return not any(
        m.label == _PLACE and m.link and mention.first <= m.first and m.last <= mention.last
        for m in scene.by_sentence[mention.sentence]
    )
