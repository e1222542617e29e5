"""Fillers that stand beside one another: members of a list apart, what belongs together in one, and what each role gets.

What one filler says by itself is in `iraqsec.events.extents`.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Span, Token, overlap
from iraqsec.events.candidates import Scene
from iraqsec.events.countries_listed import SIDES, envoys_from, runs, whole_runs, without_each
from iraqsec.events.extents import Words, mended, stretched, words_of
from iraqsec.events.extents_ar import before_circumstance, before_verb
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.handed import receiver_of
from iraqsec.events.loader import Frame
from iraqsec.events.persons_listed import persons_of, with_post, without_posts
from iraqsec.events.places_once import with_road
from iraqsec.events.types import value_class
from iraqsec.values import Place

_THINGS = frozenset({"item", "weapon", "network", "target", "agent", "suspect", "equipment"})
_HOLDERS = frozenset({"agent", "participant", "party", "person", "giver", "receiver"})
"""Roles that who holds a post fills."""
_STORED = frozenset({"weapon", "munition", "drug", "goods"})
_COMMAS = frozenset({",", "،"})


def whole_phrases(scene: Scene, frame: Frame, fillers: Sequence[Filler]) -> list[Filler]:
    """Return the fillers of an event, those of open roles as whole phrases, in the order in which they came."""
    out: list[Filler] = []
    likelier: list[Filler] = []
    for filler in fillers:
        if value_class(frame.type, filler.role) is not None:
            whole_place = _place(scene, filler) if value_class(frame.type, filler.role) is Place else filler
            out += [whole_place] if whole_place else []
            continue
        rival = any(old.role == filler.role and overlap(old.mention, filler.mention) for old in likelier)
        likelier.append(filler)
        for mention in _members(scene, filler.role, filler.mention):
            whole = mended(scene, filler.role, mention)
            if whole is not None and filler.role in _HOLDERS:
                whole = with_post(scene, whole)
            if whole is filler.mention:
                out.append(filler)
            elif whole is not None and not rival:
                out.append(evolve(filler, mention=whole))
    out = without_posts(scene, list(whole_runs(scene, frame, out)))
    if scene.language.code == "en":
        return _one_head(scene, out)
    if frame.name == "SecurityHandover":
        return list(_handed(scene, out))
    return list(_dismissed(scene, out)) if frame.name == "Appointment" else out


def _place(scene: Scene, filler: Filler) -> Filler | None:
    """Take an English place with its road, and end an Arabic one that was read as a bare phrase before what is done there."""
    mention = filler.mention
    if scene.language.code == "en":
        return with_road(scene, filler)
    if mention.found_by == "places.name":
        return filler
    tokens = scene.sentences[mention.sentence].tokens
    last = mention.last if mention.value is not None else before_circumstance(tokens, mention.first, mention.last)
    last = before_verb(tokens, mention.first, last, words_of("ar"))
    alone = last == mention.first + 1 < mention.last
    if alone and not tokens[mention.first].word.form.startswith("ال"):
        return None  # "قرية | تبعد": no gold place is such a noun alone
    return filler if last == mention.last else evolve(filler, mention=stretched(scene, mention, mention.first, last))


# -- members of a list ------------------------------------------------------------------------------------------------------


def _members(scene: Scene, role: str, mention: EntityMention) -> Iterator[EntityMention]:
    """Yield the members of a list that was taken for one filler: countries, and what a و that stands alone parts.

    Whoever comes from several countries is one filler: "ministers of Iraq, Jordan and Syria", "وفود من الأردن وسوريا".
    """
    tokens = scene.sentences[mention.sentence].tokens
    if role in SIDES:
        mention = without_each(scene, mention)
    if persons := persons_of(scene, mention):
        yield from persons
        return
    if role in SIDES:
        for run in runs(scene, mention.sentence):
            first, last = run[0].first, run[-1].last
            if first <= mention.first and mention.last <= last:
                envoys = envoys_from(scene, tokens, first)
                members = [one for one in run if mention.first <= one.first < mention.last]
                if envoys < first:
                    yield stretched(scene, mention, envoys, last)
                else:
                    yield from (stretched(scene, mention, one.first, one.last, one.start) for one in members)
                return
            if mention.first < first < mention.last < last and envoys_from(scene, tokens, first) < first:
                yield stretched(scene, mention, mention.first, last)
                return
    if scene.language.code == "ar":
        yield from _parted_by_and(scene, mention)
    else:
        yield mention


def _parted_by_and(scene: Scene, mention: EntityMention) -> Iterator[EntityMention]:
    """Yield the members of a stretch that an Arabic "and" parts which stands alone, or the stretch."""
    tokens, first = scene.sentences[mention.sentence].tokens, mention.first
    for at in range(mention.first + 1, mention.last - 1):
        alone = tokens[at].text == "و" and {tokens[at - 1].kind, tokens[at + 1].kind} == {"word"}
        if alone and not _shares_field(tokens, first, at, mention.last):
            yield stretched(scene, mention, first, at)
            first = at + 1
    yield stretched(scene, mention, first, mention.last) if first > mention.first else mention


def _shares_field(tokens: Sequence[Token], first: int, at: int, last: int) -> bool:
    """Tell whether a و joins what one body is for: "المكتب العربي لشؤون المخدرات و الجريمة"."""
    fields = words_of("ar")["fields"]
    ends = at + 2 == last or tokens[at + 2].word.form[:1] == "و"
    return ends and tokens[at + 1].word.form.startswith("ال") and any(t.word.form in fields for t in tokens[first:at])


# -- one head of two --------------------------------------------------------------------------------------------------------


def _one_head(scene: Scene, fillers: Sequence[Filler]) -> list[Filler]:
    """Join what shares one head: "illicit and narcotic pills", "arms and munitions depot"; a modifier alone is no filler."""
    words = words_of("en")
    out: list[Filler] = []
    begins = {(f.role, f.mention.sentence, f.mention.last): f.mention.first for f in fillers}
    for filler in fillers:
        if filler.role not in _THINGS:
            out.append(filler)
            continue
        tokens = scene.sentences[filler.mention.sentence].tokens
        mention = _with_store(scene, filler.mention, words)
        if _modifies(tokens, mention, words):
            continue
        first = _shared_from(tokens, mention, words)
        if first < mention.first:
            first = min(first, begins.get((filler.role, mention.sentence, mention.first - 1), first))
            mention = stretched(scene, mention, first, mention.last)
        out.append(filler if mention is filler.mention else evolve(filler, mention=mention))
    return _widest(out, fillers)


def _with_store(scene: Scene, mention: EntityMention, words: Words) -> EntityMention:
    tokens = scene.sentences[mention.sentence].tokens
    behind = tokens[mention.last].word.form if mention.last < len(tokens) else ""
    return stretched(scene, mention, mention.first, mention.last + 1) if behind in words["stores"] else mention


def _modifies(tokens: Sequence[Token], mention: EntityMention, words: Words) -> bool:
    """Tell whether a filler is nothing but a modifier before "and" another one."""
    if mention.last + 1 >= len(tokens) or "coordinator" not in tokens[mention.last].word.tags:
        return False
    return all(token.word.form in words["adjectives"] for token in tokens[mention.first : mention.last])


def _shared_from(tokens: Sequence[Token], mention: EntityMention, words: Words) -> int:
    """Return where the coordination begins whose last head is a filler's."""
    first = mention.first
    if first < 2 or "coordinator" not in tokens[first - 1].word.tags:  # noqa: PLR2004 - a word and "and"
        return first
    before, head = tokens[first - 2], tokens[mention.last - 1]
    several = mention.last - first > 1
    described = before.word.form in words["adjectives"] and tokens[first].word.shape == before.word.shape
    stored = head.word.form in words["stores"] and not before.word.classes.isdisjoint(_STORED)
    if not several or not (described or stored):
        return first
    first -= 2
    while first and tokens[first - 1].word.form in words["adjectives"]:
        first -= 1
    return first


def _widest(fillers: Sequence[Filler], before: Sequence[Filler]) -> list[Filler]:
    """Return the fillers less those within one of the same role that was widened; it is as likely as the likeliest of them."""
    old = {id(filler) for filler in before}
    wide = [filler for filler in fillers if id(filler) not in old]
    out = []
    for filler in fillers:
        around = [w for w in wide if w is not filler and w.role == filler.role and _within(filler.mention, w.mention)]
        if not around:
            out.append(filler)
        elif filler.probability > around[0].probability:
            around[0].probability = filler.probability
    return sorted(out, key=lambda f: -f.probability) if wide else out


def _within(inner: EntityMention, outer: EntityMention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and inner.sentence == outer.sentence


# -- handovers and dismissals -------------------------------------------------------------------------------------------------


def _handed(scene: Scene, fillers: Sequence[Filler]) -> Iterator[Filler]:
    """Part who gave from who received, and from what is handed over: "القوات العراقية من القوات الأميركية", "الملف للشرطة"."""
    units = words_of("ar")["units"]
    for filler in fillers:
        mention, at = filler.mention, 0
        if filler.role == "object" and (to := receiver_of(scene, mention)) is not None:
            yield evolve(filler, mention=stretched(scene, mention, mention.first, to.first))
            yield evolve(filler, role="receiver", mention=to)
            continue
        if filler.role == "receiver":
            tokens = scene.sentences[mention.sentence].tokens
            stems = tokens[mention.first].word.stem
            if stems not in units:
                inner = range(mention.first + 1, mention.last - 1)
                at = next((i for i in inner if tokens[i].text == "من" and tokens[i + 1].text.startswith("ال")), 0)
        if not at:
            yield filler
            continue
        yield evolve(filler, mention=stretched(scene, mention, mention.first, at))
        yield evolve(filler, role="giver", mention=stretched(scene, mention, at + 1, mention.last))


def _dismissed(scene: Scene, fillers: Sequence[Filler]) -> Iterator[Filler]:
    """Part an officer from the minister's office before his rank, where nobody else takes or leaves the post."""
    persons = [filler.mention for filler in fillers if filler.role == "person"]
    for filler in fillers:
        mention = filler.mention
        missing = filler.role == "agent" and all(_within(person, mention) for person in persons)
        parts = _named_parts(scene, mention) if missing else {}
        ministers = words_of("ar")["ministers"]
        if not {"office", "rank", "name"} <= parts.keys() or not any(
            token.word.stem in ministers
            for token in scene.sentences[mention.sentence].tokens[mention.first : mention.first + 2]
        ):
            yield filler
            continue
        at = scene.sentences[mention.sentence].tokens_between(parts["rank"].start, parts["rank"].end)[0]
        yield evolve(filler, mention=stretched(scene, mention, mention.first, at))
        yield evolve(filler, role="person", mention=stretched(scene, mention, at, mention.last))


def _named_parts(scene: Scene, mention: EntityMention) -> Mapping[str, Span]:
    """Return the parts of the person that a stretch names, whoever found it."""
    same = (
        seen.parts
        for seen in scene.by_sentence[mention.sentence]
        if (seen.start, seen.end) == (mention.start, mention.end)
    )
    return next((parts for parts in same if "office" in parts), {})
