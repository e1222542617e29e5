"""Persons beside one another: those of a list apart, and a post that only says who the named person is left out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from iraqsec.document import EntityMention, Token, overlap
from iraqsec.events.candidates import Scene
from iraqsec.events.extents import stretched, words_of
from iraqsec.events.extents_ar import is_verb
from iraqsec.events.filler_scorer import Filler
from iraqsec.taggers.person_grammar import lexicon

_FEWEST = 2
"""Persons of a list."""
_COMMAS = frozenset({",", "،"})
_JOINING = ("coordinator", "det")
_POST, _FULL = "person:post", "person:full"
_POSTS = frozenset({_POST, "person:office"})
_WITH_POST = frozenset({_POST, _FULL})
_NAMING = frozenset({"person", "organization", "place"})
_NAMED = frozenset({"person:name", "person:rank", "person:short"})


def persons_of(scene: Scene, mention: EntityMention) -> list[EntityMention]:
    """Return the persons that a stretch is made of, or none where it is one person."""
    return _two_posts(scene, mention) or _with_posts(scene, mention)


def with_post(scene: Scene, mention: EntityMention) -> EntityMention:
    """Return a stretch with the whole of the post that it begins in, and without the building behind its holder.

    "[مدير] عام الإنتربول اللواء أحمد", "[رئيس] الوزراء | قائد شرطة ميسان", "وزير الداخلية سعد كامل | المركز الوطني". A stretch
    that is a person, body or place by itself stays: "مدير [شرطة واسط]".
    """
    seen = [m for m in scene.by_sentence[mention.sentence] if m.label in _NAMING]
    tokens, first, last = scene.sentences[mention.sentence].tokens, mention.first, mention.last
    begins_anew = mention.start > tokens[first].start  # behind a particle: "وزير الداخلية و[الوفد المرافق له]"
    if begins_anew or any(m.first == first and m.last >= last for m in seen):
        return mention
    posts = [m for m in seen if m.found_by in _WITH_POST]
    words = lexicon(scene.language.code)
    tail = tokens[first].word.form in words["tails"] | words["states"]
    around = [m for m in posts if m.first < first < m.last and _goes_with(tokens, m, last, tail=tail)]
    start = None
    if around:
        whole = max(around, key=lambda m: m.last)
        first, start = whole.first, whole.start
        if any(m.first == whole.last for m in posts):
            last = whole.last
    ends = [m.last for m in posts if m.first == first and m.last < last]
    if ends and tokens[max(ends)].word.form in words["seats_of_others"]:
        last = max(ends)
    return stretched(scene, mention, first, last, start)


def _goes_with(tokens: Sequence[Token], post: EntityMention, last: int, *, tail: bool) -> bool:
    """Tell whether a stretch that begins within a post is of its holder: "[السفير] الأردني", but not "الأردني والوفد"."""
    if post.last < last:
        behind = tokens[post.last]
        return behind.kind == "word" and not behind.word.proclitics.startswith("و") and behind.text != "و"
    return tail or (post.found_by == _FULL and post.last == last)


def _persons(scene: Scene, number: int) -> list[EntityMention]:
    return [m for m in scene.by_sentence[number] if m.label == "person"]


def _two_posts(scene: Scene, mention: EntityMention) -> list[EntityMention]:
    """Return the two persons that a stretch is made of, told by their posts: "التقى وزير الداخلية السفير الأردني"."""
    persons = _persons(scene, mention.sentence)
    if any((m.first, m.last) == (mention.first, mention.last) for m in persons):
        return []
    tokens = scene.sentences[mention.sentence].tokens
    first, last = _between_verb_and_place(scene, mention)
    posts = [m for m in persons if m.found_by in _POSTS]
    pairs = ((a, b) for a in posts for b in posts if (a.first, a.last, b.last) == (first, b.first, last))
    a, b = next(pairs, (None, None))
    if a is None or b is None or b.start > tokens[b.first].start or _is_second_post(scene, b):
        return []
    return [stretched(scene, mention, a.first, a.last), stretched(scene, mention, b.first, b.last)]


def _between_verb_and_place(scene: Scene, mention: EntityMention) -> tuple[int, int]:
    """Return the ends of an Arabic stretch without its verb and where it is: "[التقى] وزير الداخلية السفير [في بغداد]"."""
    tokens, first, last = scene.sentences[mention.sentence].tokens, mention.first, mention.last
    if scene.language.code == "ar":
        first += is_verb(tokens[first].word.form, words_of("ar")["verbs"])
        last = next((at for at in range(first + 1, last) if "prep" in tokens[at].word.tags), last)
    return first, last


def _with_posts(scene: Scene, mention: EntityMention) -> list[EntityMention]:
    """Return the persons of a list, of which each behind the first is named with a post of his own.

    "The ambassador of France, Deputy Prime Minister X and Interior Minister Y": a name that is apposed to a post has none of
    its own. In 900 gold reports no filler is such a list.
    """
    inside = [m for m in _persons(scene, mention.sentence) if mention.first <= m.first and m.last <= mention.last]
    outer = [m for m in inside if not any(o is not m and o.first <= m.first and m.last <= o.last for o in inside)]
    if len(outer) < _FEWEST or outer[-1].last != mention.last or any(m.found_by != _FULL for m in outer[1:]):
        return []
    tokens = scene.sentences[mention.sentence].tokens
    if not all(_joins(tokens[one.last : other.first]) for one, other in pairwise(outer)):
        return []
    ends = [(mention.first, outer[0].last), *((m.first, m.last) for m in outer[1:])]
    return [stretched(scene, mention, first, last) for first, last in ends]


def _joins(between: Sequence[Token]) -> bool:
    return bool(between) and all(t.text in _COMMAS or not t.word.tags.isdisjoint(_JOINING) for t in between)


def without_posts(scene: Scene, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop the posts whose holder is named behind or before a comma, where both were taken: "the governor, X, met".

    In 1,125 gold reports 17 of 24 such English names are the filler by themselves, 4 together with the post; of 21 Arabic ones
    behind their posts 11 and 10, and none of either language stands beside its post. Nor does whoever holds the post of him who
    appoints leave or take one: of 9 gold persons behind their own post none has it as an agent.
    """
    named = [f for f in fillers if _is_named(scene, f.mention)]
    posts = [f for f in fillers if _is_post(scene, f.mention)]
    apposed = [(post, name) for post in posts for name in named if _is_apposed(scene, post.mention, name.mention)]
    out = {
        id(name) for post, name in apposed if (post.role, name.role) == ("agent", "person") and _other(fillers, name)
    }
    for post, name in apposed:
        if post.role == name.role:
            same = (f for f in fillers if f.role == post.role and overlap(f.mention, post.mention))
            out.update(id(f) for f in same if not overlap(f.mention, name.mention))
    return [f for f in fillers if id(f) not in out and not _is_held_with(scene, f, fillers)]


def _is_held_with(scene: Scene, post: Filler, fillers: Sequence[Filler]) -> bool:
    """Tell a post that its holder has with another one: "القائد العام للقوات المسلحة، رئيس مجلس الوزراء X"."""
    mention, tokens = post.mention, scene.sentences[post.mention.sentence].tokens
    if not _is_second_post(scene, mention) or mention.last >= len(tokens):
        return False
    holder = (post.role, mention.sentence, mention.last + 1)
    others = {(f.role, f.mention.sentence, f.mention.first) for f in fillers}
    return tokens[mention.last].text in _COMMAS and holder in others


def _is_second_post(scene: Scene, mention: EntityMention) -> bool:
    tokens = scene.sentences[mention.sentence].tokens[mention.first : mention.last]
    return " ".join(token.word.form for token in tokens) in words_of(scene.language.code).get("held_with", ())


def _is_named(scene: Scene, mention: EntityMention) -> bool:
    """Tell whether a stretch is a name, with a rank or not, whoever found it."""
    return any((m.first, m.last) == (mention.first, mention.last) for m in _found(scene, mention, _NAMED))


def _is_post(scene: Scene, mention: EntityMention) -> bool:
    """Tell whether a stretch begins with a post and holds no name."""
    begins = any(m.first == mention.first for m in _found(scene, mention, _POSTS))
    return begins and not any(overlap(m, mention) for m in _found(scene, mention, _NAMED | {_FULL}))


def _found(scene: Scene, mention: EntityMention, rules: frozenset[str]) -> Iterator[EntityMention]:
    return (seen for seen in scene.by_sentence[mention.sentence] if seen.found_by in rules)


def _other(fillers: Sequence[Filler], name: Filler) -> bool:
    """Tell whether an appointment names somebody else, or a post, besides."""
    return any(f is not name and f.role in ("person", "position") for f in fillers)


def _is_apposed(scene: Scene, post: EntityMention, name: EntityMention) -> bool:
    """Tell whether a post and a name say who one man is: with a comma between, and no list that goes on behind the post."""
    tokens = scene.sentences[post.sentence].tokens
    later = max(post, name, key=lambda mention: mention.first)
    if post.sentence != name.sentence or later.start > tokens[later.first].start:
        return False  # "X، وقائد الشرطة"
    if post.last + 1 == name.first:
        return tokens[post.last].text in _COMMAS
    if name.last + 1 != post.first and (
        name.last + 2 != post.first or "article" not in tokens[post.first - 1].word.tags
    ):
        return False
    behind = tokens[post.last] if post.last < len(tokens) else None
    goes_on = behind is not None and (
        not behind.word.tags.isdisjoint(_JOINING) or behind.word.proclitics.startswith("و")
    )
    return tokens[name.last].text in _COMMAS and not goes_on
