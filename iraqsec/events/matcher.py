"""Sentences and frames -> trigger candidates: words that may name an event of a type."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from attrs import define

from iraqsec.document import Sentence
from iraqsec.events.loader import Entry, Frame
from iraqsec.languages.base import Language
from iraqsec.languages.folding import fold_word

_GAP = "…"
_ALL_TYPES = "*"  # what a phrase blocks that names no event of any type
_NOTHING_MORE: tuple[tuple[str, ...], ...] = ((),)
_WIDEST_GAP = 5  # words between the parts of "ألقت … القبض", "took … into custody"


@define(eq=False)  # not frozen: thirty thousand are made before the first text
class Pattern:
    """One inflected form of a frame entry: what follows its first word, and what it says."""

    type: str
    entry: str
    strength: str
    pos: str
    tag: str
    rest: tuple[tuple[str, ...], ...]  # word groups after the first word; a group after a gap may stand apart


@define(eq=False)
class Trigger:
    """A candidate trigger: tokens first..last-1 of a sentence may name an event of ``type``.

    ``anchor`` is the token whose neighbours matter (the verb, or the noun of a light verb), ``cut`` the number of characters
    of the first word before what the entry names.
    """

    type: str
    sentence: int
    first: int
    last: int
    anchor: int
    entry: str
    strength: str
    pos: str
    tag: str
    cut: int = 0
    probability: float = 0.0


@cache
def entry_words(entry: str) -> frozenset[str]:
    """Return the folded words of a frame's entry: "free hostages", "خطف/يخطف/خطف"."""
    return frozenset(fold_word(word) for word in entry.replace("/", " ").split())


class Matcher:
    """Finds the triggers of all frames in a sentence of one language; a dict look-up or two for each word."""

    def __init__(self, language: Language, frames: Iterable[Frame], learned: Iterable[tuple[str, str]] = ()) -> None:
        """Index the inflected forms of all entries; ``learned`` are (type, folded words) pairs seen in gold documents."""
        self.language = language
        # First word -> patterns that a look at the second does not narrow: of one word, or with a gap after it.
        self._alone: dict[str, tuple[Pattern, ...]] = {}
        # First word -> second word -> patterns: "the" alone begins hundreds of anaphors.
        self._first: dict[str, dict[str, list[Pattern]]] = {}
        self._instead: dict[
            str, tuple[str, ...]
        ] = {}  # type -> types that stand back where both are said with the same words
        known: dict[tuple[str, str], Mapping[str, str]] = {}  # one verb stands in the frames of several types
        for frame in frames:
            if frame.instead_of:
                self._instead[frame.name] = frame.instead_of
            for entry in frame.entries.get(language.code, ()):
                forms = known.get((entry.text, entry.pos))
                if forms is None:
                    forms = known[entry.text, entry.pos] = _forms(language, entry.text, entry.pos)
                self._add(frame.name, entry, forms)
        for text in language.lexicon["joining"]["phrases"]:
            self._add(_ALL_TYPES, Entry(text, "block", "phrase"), _forms(language, text, "phrase"))
        for name, words in learned:
            self._add(name, Entry(words, "learned", "learned"), {words: "learned"})

    def _add(self, name: str, entry: Entry, forms: Mapping[str, str]) -> None:
        """Index the forms of an entry; those that differ in their first word only share a pattern."""
        shared: dict[tuple[str, str], Pattern] = {}
        alone = self._alone
        for form, tag in forms.items():
            first, _, tail = form.partition(" ")
            if not first or first == _GAP:
                continue  # an entry that begins with a gap has nothing to be looked up by
            pattern = shared.get((tag, tail))
            if pattern is None:
                rest = tuple(tuple(group.split()) for group in tail.split(_GAP)) if tail else _NOTHING_MORE
                pattern = shared[tag, tail] = Pattern(name, entry.text, entry.strength, entry.pos, tag, rest)
            if pattern.rest[0]:
                self._first.setdefault(first, {}).setdefault(pattern.rest[0][0], []).append(pattern)
            else:
                found = alone.get(first)
                alone[first] = (pattern,) if found is None else (*found, pattern)

    def _patterns(self, sentence: Sentence, i: int) -> Iterator[tuple[Pattern, int]]:
        """Yield the patterns whose first two words may stand at a token, and the characters that they leave out of it."""
        token = sentence.tokens[i]
        following = sentence.tokens[i + 1].word.keys if i + 1 < len(sentence.tokens) else ()
        for key, cut, _ in token.word.keys:
            found: Sequence[Pattern] = self._alone.get(key, ())
            by_second = self._first.get(key)
            if by_second is not None:
                found = [*found, *(p for second, _, _ in following for p in by_second.get(second, ()))]
            for pattern in found:
                if not cut or self.language.fits(token.word.form[:cut], pattern.tag.removesuffix("+gap")):
                    yield pattern, cut

    def candidates(self, sentence: Sentence) -> list[Trigger]:
        """Return the triggers of a sentence, in text order, at most one a type for the same first word."""
        found: list[Trigger] = []
        blocked: set[tuple[int, str]] = set()
        for i, token in enumerate(sentence.tokens):
            if token.kind != "word":
                continue
            best: dict[str, Trigger] = {}
            for pattern, cut in self._patterns(sentence, i):
                ends = _follow(self.language, sentence, i, pattern.rest)
                if ends is None:
                    continue
                last, anchor = ends
                if pattern.strength == "block":
                    blocked.update((at, pattern.type) for at in range(i, last))
                    continue
                trigger = Trigger(
                    pattern.type,
                    sentence.index,
                    i,
                    last,
                    anchor,
                    pattern.entry,
                    pattern.strength,
                    pattern.pos,
                    pattern.tag,
                    cut,
                )
                old = best.get(pattern.type)
                if old is None or _rank(trigger) > _rank(old):
                    best[pattern.type] = trigger
            found.extend(best.values())
        kept = list(_outermost([t for t in found if not _is_blocked(t, blocked)]))
        return _without_rivals(kept, self._instead) if self._instead else kept


def _is_blocked(trigger: Trigger, blocked: set[tuple[int, str]]) -> bool:
    """Tell whether a trigger begins within a blocked phrase; an anaphor ("the ruling" party), whether any of it does.

    One that ends in the middle of such a phrase is none either: "opened a fire" station.
    """

    def is_in(at: int) -> bool:
        return (at, trigger.type) in blocked or (at, _ALL_TYPES) in blocked

    last = trigger.last if trigger.strength == "anaphor" else trigger.first + 1
    if any(is_in(at) for at in range(trigger.first, last)):
        return True
    return trigger.last - 1 > trigger.first and all(is_in(at) for at in (trigger.last - 1, trigger.last))


def _rank(trigger: Trigger) -> tuple[int, int]:
    order = {"strong": 3, "weak": 2, "anaphor": 1, "learned": 0}
    return trigger.last - trigger.first, order[trigger.strength]


def _outermost(triggers: Sequence[Trigger]) -> Iterator[Trigger]:
    """Drop a trigger that lies inside a longer one of the same type ("القبض" in "إلقاء القبض")."""
    for trigger in triggers:
        inside = any(
            other is not trigger
            and other.type == trigger.type
            and other.first <= trigger.first
            and trigger.last <= other.last
            and other.last - other.first > trigger.last - trigger.first
            for other in triggers
        )
        if not inside:
            yield trigger


def _without_rivals(triggers: Sequence[Trigger], instead: Mapping[str, tuple[str, ...]]) -> list[Trigger]:
    """Drop the triggers whose words a type that goes before theirs is said with, too."""
    first = [(t.first, t.last, instead[t.type]) for t in triggers if t.type in instead and t.strength == "strong"]
    return [
        t
        for t in triggers
        if not any(t.type in types and start < t.last and t.first < end for start, end, types in first)
    ]


def _follow(
    language: Language, sentence: Sentence, first: int, rest: tuple[tuple[str, ...], ...]
) -> tuple[int, int] | None:
    """Match the words after the first; return (last exclusive, anchor), or None."""
    tokens = sentence.tokens
    at = first + 1
    for word in rest[0]:
        if at >= len(tokens) or not _is(tokens[at].word.keys, word):
            return None
        at += 1
    anchor = first
    for group in rest[1:]:
        if not group:
            continue
        for start in range(at, min(at + _WIDEST_GAP + 1, len(tokens))):
            if (
                start + len(group) <= len(tokens)
                and all(_is(tokens[start + k].word.keys, w) for k, w in enumerate(group))
                and not (
                    start + len(group) < len(tokens) and language.is_of_date(group[-1], tokens[start + len(group)].word)
                )
            ):
                anchor, at = start, start + len(group)
                break
        else:
            return None
    return at, anchor


def _is(keys: tuple[tuple[str, int, int], ...], word: str) -> bool:
    return any(key == word for key, _, _ in keys)


def _as_tokens(language: Language, forms: Mapping[str, str]) -> Mapping[str, str]:
    """Write forms as the tokens that a text would have: "sit-in" is three, "other's" two."""
    if "".join(forms).replace(" ", "").isalpha():
        return forms
    return {_spaced(language, form): tag for form, tag in forms.items()}


def _spaced(language: Language, form: str) -> str:
    if form.replace(" ", "").isalpha():
        return form
    return " ".join(match[0] for match in language.pattern.finditer(form))


def _forms(language: Language, entry: str, pos: str) -> Mapping[str, str]:
    """Return the folded inflected forms of an entry with a tag for each; a gap mark stays where it stands."""
    head, gap, tail = entry.partition(_GAP)
    inflected = {fold_word(head.strip()): pos} if pos == "phrase" else language.inflect(head.strip(), pos)
    forms = _as_tokens(language, inflected)
    if gap:
        behind = _spaced(language, fold_word(tail.strip()))
        return {f"{form} {_GAP} {behind}": tag for form, tag in forms.items()}
    if pos != "verb" or not any(" " in form for form in forms):
        return forms
    # An object may stand inside a verb of several words: "took three men into custody", "ألقت الشرطة القبض".
    apart = {}
    for form, tag in forms.items():
        first, space, rest = form.partition(" ")
        if space:
            apart[f"{first} {_GAP} {rest}"] = f"{tag}+gap"
    return {**forms, **apart}
