"""Numbers that are no filler of an event, whatever their role: units that it cannot have, what was before, depths, places.

What is ruled out here has its words in the lexicons under ``figures`` and its units in the frames (``units``).
"""

from collections.abc import Callable, Sequence
from functools import cache

from attrs import evolve

from iraqsec.document import EntityMention, Span, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.casualties import befell, is_attribute
from iraqsec.events.filler_scorer import Filler
from iraqsec.events.loader import Frame, RoleHint
from iraqsec.languages.base import get, word_lists
from iraqsec.languages.counted import SUBSTANCE_UNITS, nouns_of
from iraqsec.languages.folding import fold_word
from iraqsec.values import Number

_THINGS = frozenset({"item", "weapon", "equipment"})
_MONEY = frozenset({"dollar", "dinar"})
_LENGTHS = frozenset({"km", "m", "mile"})
_GROUPS = frozenset({"item", "unit"})  # units of what is no person and no household
_ALL_LISTED = frozenset({"camera"})  # units whose nouns are all known: what has another noun is something else
_CASUALTIES = frozenset({"killed", "wounded"})
_DEADLESS = frozenset({"Arrest", "Deployment", "NetworkDismantled", "SecurityOperation", "Training"})
"""Types whose figures are not the dead or hurt ("إصابة 5 مواطنين والقبض على 12"): of 6,300 such gold figures 5 are."""
_AS_FROM = 4  # words from a figure to "to" of "from 120 in 2021 to 640"
_MOVED = 7  # words from a verb of rise or fall to "from"
_HEAD = 5  # words from a length to what is so long, before it
_IN_BRACKETS = 8  # words from a bracket to a figure in it
_SINGLE = frozenset({"a", "an", "one"})
_LONGEST = 3  # words of a phrase that leads a number in
_GROWN, _GROWN_REACH, _SURE = "expansion_quantity", 6, 0.8


def is_no_figure(scene: Scene, frame: Frame, filler: Filler) -> bool:
    """Tell whether a filler is a number, or part of one, that its role cannot have."""
    mention = filler.mention
    if _is_amount(scene, filler):
        return True
    if not isinstance(mention.value, Number):
        return False
    if filler.role in _CASUALTIES:
        return False
    hint = frame.roles[filler.role]
    if not _may_have(hint, counting(scene, mention, mention.value, hint)) or _counts_owners(mention):
        return True
    if frame.name in _DEADLESS and befell(scene, mention) and not is_attribute(scene, mention):
        return True
    return any(rule(scene, mention) for rule in _RULES)


def _is_amount(scene: Scene, filler: Filler) -> bool:
    """Tell "88 ألفاً" of "88 ألفاً و210 حبات", which is no thing: what lies in a count before the noun that is counted.

    Of 1,767 items in a quarter of the gold documents none does but sums of money.
    """
    if filler.role not in _THINGS:
        return False
    mention = filler.mention
    return any(
        isinstance(seen.value, Number)
        and seen.found_by == "quantity"
        and seen.value.unit not in _MONEY
        and seen.of is not None
        and seen.start <= mention.start
        and mention.end <= min(seen.end, seen.of.start)
        for seen in scene.by_sentence[mention.sentence]
    )


def _counts_owners(mention: EntityMention) -> bool:
    """Tell the number of clans of "disarmed five clans", which is no quantity of arms. No gold quantity of the kind is."""
    return isinstance(mention.value, Number) and mention.value.unit in _GROUPS and "tribe" in mention.classes


def _counts_regions(scene: Scene, mention: EntityMention) -> bool:
    """Tell "15 محافظة", "three stages", of which no event counts its own: of 17,000 gold quantities none does."""
    if mention.of is None or (isinstance(mention.value, Number) and mention.value.unit in SUBSTANCE_UNITS):
        return False
    head = scene.sentences[mention.sentence].tokens[mention.head]
    return head.start >= mention.of.start and head.word.form in _listed(scene, "regions")


def _is_part_of_total(scene: Scene, mention: EntityMention) -> bool:
    """Tell a part that stands in brackets behind its total: "(including 3 women)". None of 26,190 gold figures is one."""
    tokens = scene.sentences[mention.sentence].tokens
    for at in range(mention.first - 1, max(-1, mention.first - 1 - _IN_BRACKETS), -1):
        if tokens[at].text in "()":
            return tokens[at].text == "(" and tokens[at + 1].word.form in _listed(scene, "parts")
    return False


def _is_in_a_name(scene: Scene, mention: EntityMention) -> bool:
    """Tell whether a number is part of a known place's name: "منطقة الخمسة كيلو"."""
    return any(
        seen.label == "place"
        and seen.link
        and seen.first <= mention.first
        and mention.last <= seen.last
        and seen.last - seen.first > mention.last - mention.first
        for seen in scene.by_sentence[mention.sentence]
    )


def _is_size(scene: Scene, mention: EntityMention) -> bool:
    """Tell how deep or wide something is, and how long the whole border: "3-meter-deep", "الحدود البالغة 600 كم".

    Of 156 such sizes in the gold documents one is a quantity.
    """
    if not isinstance(mention.value, Number) or mention.value.unit not in _LENGTHS:
        return False
    tokens = scene.sentences[mention.sentence].tokens
    behind = [token for token in tokens[mention.last : mention.last + 3] if token.kind == "word"]
    if behind and behind[0].word.form in _listed(scene, "sizes_behind"):
        return True
    before = [token.word.form for token in tokens[max(0, mention.first - 3) : mention.first]]
    return not _listed(scene, "sizes_before").isdisjoint(before) or _is_of_whole(scene, tokens, mention.first)


def _is_of_vessels(scene: Scene, mention: EntityMention) -> bool:
    """Tell how much each of some bags holds from what they hold in all: "50-pound bags". No gold quantity is of the kind."""
    tokens = scene.sentences[mention.sentence].tokens
    if mention.last >= len(tokens) or "-" not in mention.text or tokens[max(0, mention.first - 1)].word.form in _SINGLE:
        return False
    return tokens[mention.last].word.form in _listed(scene, "vessels")


def _is_of_whole(scene: Scene, tokens: Sequence[Token], first: int) -> bool:
    """Tell the length of a border: its noun, and what opens a clause or participle on it, stand before the figure."""
    whole = _whole(scene.language.code)
    for opener in range(first - 1, max(0, first - 1 - _HEAD), -1):
        for at in range(opener - 1, max(-1, opener - 1 - _HEAD), -1):
            if "n:measure" in tokens[at].word.tags:
                break
            if tokens[opener].word.form in whole.get(tokens[at].word.form, ()):
                return any(token.word.form in _listed(scene, "lengths") for token in tokens[opener:first])
    return False


def _is_of_others(scene: Scene, mention: EntityMention) -> bool:
    """Tell how many one is told of among: "من أخطر ثلاثة متهمين"; "one of nine" may be the whole that was arrested."""
    tokens = scene.sentences[mention.sentence].tokens
    before = tuple(token.word.form for token in tokens[max(0, mention.first - _LONGEST) : mention.first])
    return any(before[-len(words) :] == words for words in _phrases(scene.language.code, "among"))


def _was_before(scene: Scene, mention: EntityMention) -> bool:
    """Tell the old figure beside the new one: "rose from 120 to 640", "ارتفع من 750 إلى 900"."""
    tokens = scene.sentences[mention.sentence].tokens
    at = mention.first - 1
    while at > 0 and "bound" in tokens[at].word.tags:
        at -= 1
    if at < 1 or tokens[at].word.form not in _listed(scene, "from"):
        return False
    to = (token.word.form in _listed(scene, "to") for token in tokens[mention.last : mention.last + _AS_FROM])
    moved = (token.word.form in _listed(scene, "moved") for token in tokens[max(0, at - _MOVED) : at])
    return any(to) and any(moved)


_RULES: tuple[Callable[[Scene, EntityMention], bool], ...] = (
    _counts_regions,
    _is_part_of_total,
    _is_in_a_name,
    _is_size,
    _is_of_vessels,
    _is_of_others,
    _was_before,
)


def _may_have(hint: RoleHint, number: Number) -> bool:
    """Tell whether a role takes a unit: of 17,900 gold figures 13 have one that is not among those of the frames."""
    return not hint.units or number.unit in hint.units


def counting(scene: Scene, mention: EntityMention, number: Number, hint: RoleHint) -> Number:
    """Return a number with the unit of its role, if it has one and the text names no thing that is counted.

    Three planes or masts are no cameras; but "beekeepers", whom no list knows, are persons among the dead, and the
    "8,600 pieces" of a register are weapons. What "عدد المتقدمين" names outweighs the role. Nor is a guess kept that the
    role cannot have, but a bare "one" says too little to count anything else.
    """
    nouns, unit = nouns_of(scene.language.code), hint.unit
    if (
        mention.of is None
        and unit
        and (said := nouns.unit_said(scene.sentences[mention.sentence].tokens, mention.first))
    ):
        return evolve(number, unit=said)
    if number.unit != "item" or mention.of is None:
        unknown = mention.of is None and number.unit not in SUBSTANCE_UNITS
    elif mention.found_by == "bare_number":
        unknown = unit not in _ALL_LISTED
    else:
        unknown = not nouns.words["pieces"].isdisjoint(counted(scene, mention, mention.of))
    found = evolve(number, unit=unit) if unit and unknown else number
    guessed = mention.found_by == "bare_number" and number.number != 1
    return evolve(number, unit=unit or "item") if guessed and not _may_have(hint, found) else found


def counted(scene: Scene, mention: EntityMention, of: Span) -> set[str]:
    """Return the stems of what a number counts."""
    tokens = scene.sentences[mention.sentence].tokens
    return {t.word.stem for t in tokens if of.start <= t.start < of.end and t.kind != "punct"}


def without_masts(scene: Scene, frame: Frame, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop a count of unknown things beside one of what the role counts: "120 poles and 300 cameras".

    Of 1,153 gold quantities beside one of cameras none has the unit ``item``.
    """
    counts = [(f, _unit(scene, frame, f)) for f in fillers]
    sure = {f.role for f, unit in counts if unit in _ALL_LISTED}
    return [f for f, unit in counts if not (unit == "item" and f.role in sure)]


def _unit(scene: Scene, frame: Frame, filler: Filler) -> str | None:
    value = filler.mention.value
    return counting(scene, filler.mention, value, frame.roles[filler.role]).unit if isinstance(value, Number) else None


def regrown(scene: Scene, frame: Frame, fillers: Sequence[Filler]) -> list[Filler]:
    """Make what something is to grow to its ``expansion_quantity``, and sure: "can be expanded to 900 cameras".

    Of 10 figures of the gold documents that are said so all are.
    """
    if _GROWN not in frame.roles:
        return list(fillers)
    grown = {
        id(f.mention): evolve(f, role=_GROWN, probability=max(f.probability, _SURE))
        for f in fillers
        if f.role in ("quantity", _GROWN) and _grows_to(scene, f.mention)
    }
    return [*(f for f in fillers if id(f.mention) not in grown), *grown.values()]


def _grows_to(scene: Scene, mention: EntityMention) -> bool:
    """Tell a figure behind "to", and a word of expansion a few words before that: "للتوسع إلى 900", "لتصل المنظومة إلى"."""
    tokens = scene.sentences[mention.sentence].tokens
    at = mention.first - 1
    while at > 0 and "bound" in tokens[at].word.tags and tokens[at].word.form not in _listed(scene, "to"):
        at -= 1
    if at < 1 or tokens[at].word.form not in _listed(scene, "to"):
        return False
    near = tokens[max(0, at - _GROWN_REACH) : at]
    return any(
        token.word.form in _listed(scene, "grown") or token.word.stem in _listed(scene, "grown") for token in near
    )


def _listed(scene: Scene, name: str) -> frozenset[str]:
    """Return a list of the lexicon's section ``figures``, folded."""
    return word_lists(scene.language.code, "figures")[name]


@cache
def _phrases(code: str, name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(fold_word, phrase.split())) for phrase in get(code).lexicon["figures"][name])


@cache
def _whole(code: str) -> dict[str, frozenset[str]]:
    listed = get(code).lexicon["figures"]["whole"]
    return {fold_word(noun): frozenset(map(fold_word, openers)) for noun, openers in listed.items()}
