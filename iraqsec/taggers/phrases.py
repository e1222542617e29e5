"""Noun phrases by a shallow grammar: stretches between words that end one, and what may be cut from or joined to them.

Meant for recall: several overlapping phrases for one noun are fine, the scorer of the arguments chooses among them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from iraqsec.document import EntityMention, Sentence, Token
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.hyphens import is_inner_hyphen, whole_word
from iraqsec.taggers.person_grammar import ranks_end
from iraqsec.values import Number

_ENDS = frozenset(
    {"prep", "conj", "pron", "relative", "aux", "complementizer", "clause_opener", "neg", "modal", "say", "light"}
)
_SKIPPED = frozenset({"det", "bound", "possessive"})
_JOINS = {
    "en": frozenset({"of", "for", "against", "in", "on", "at", "from", "to"}),
    "ar": frozenset({"من", "في", "ل", "عن", "علي", "الي", "ضد", "مع"}),
}
_WEIGHTS = frozenset({"kg", "g", "ton", "pound", "litre"})
_COUNTED = frozenset({"implicit_one", "implicit_one_thing", "dual"})
"""Counts without a numeral: "a doctor" counts one, and is who was kidnapped."""
_DOERS = frozenset({"person", "organization", "group"})
_LONGEST = 12  # words of a phrase; longer stretches are lists or headlines
_SHORT = 3  # words at the end of an English run that may be a phrase whatever stands before them
_WITH_ARTICLE = 2  # tokens between two joined phrases: "of the"


class Phrases(Tagger):
    """Finds noun phrases of open roles: topics, charges, items, targets, groups of people."""

    name = "phrases"

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield phrases in text order, each stretch once, none that another tagger gave already."""
        taken = {(m.sentence, m.first, m.last) for m in context.seen if m.found_by not in _COUNTED}
        english = context.language.code == "en"
        weighed = set[tuple[int, int]]() if english else set(_weights(context.seen))
        doers = defaultdict[int, set[int]](set)
        for mention in () if english else context.seen:
            if (
                mention.label in _DOERS
                and ranks_end("ar", sentences[mention.sentence].tokens, mention.last) == mention.last
            ):
                doers[mention.sentence].add(mention.last)
        for sentence in sentences:
            runs = list(_english_runs(sentence) if english else _arabic_runs(sentence))
            spans = set()
            offered = list(_variants(sentence, runs, context.language.code))
            parted = _before_days(sentence, runs) if english else _behind_doers(runs, doers[sentence.index])
            if parted != runs:
                offered += _variants(sentence, parted, context.language.code)
            for begins, last, cut in offered:
                first = whole_word(sentence.tokens, begins)
                if first < last:
                    spans.add((first, last, cut if first == begins else 0))
            for first, last, cut in sorted(spans):
                if (sentence.index, first, last) not in taken and (sentence.index, first) not in weighed:
                    yield _phrase(sentence, first, last, cut, english=english)


def _weights(seen: Iterable[EntityMention]) -> Iterator[tuple[int, int]]:
    """Yield the sentences and tokens of the words for a weight or volume: no thing is called "كلغم من الحشيشة"."""
    for mention in seen:
        if mention.label == "number" and isinstance(mention.value, Number) and mention.value.unit in _WEIGHTS:
            begins = mention.first if mention.found_by in ("a_measure", "dual") else mention.first + 1
            yield from ((mention.sentence, at) for at in range(begins, mention.last))


def _phrase(sentence: Sentence, first: int, last: int, cut: int, *, english: bool) -> EntityMention:
    tokens = sentence.tokens
    head = _english_head(sentence, first, last) if english else first
    start, end = tokens[first].start + cut, tokens[last - 1].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    return EntityMention(  # there are more phrases than words: no detour by `mention_of`
        start, end, sentence.index, first, last, text, "phrase",
        score=0.5, found_by="phrase", head=head, classes=tokens[head].word.classes,
    )  # fmt: skip


def _english_head(sentence: Sentence, first: int, last: int) -> int:
    """Return the last word before the first preposition of a phrase."""
    for i in range(first + 1, last):
        if "prep" in sentence.tokens[i].word.tags:
            return i - 1
    return last - 1


def _ends(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind == "punct":
        return token.text != "-" or not is_inner_hyphen(tokens, at)
    return not token.word.tags.isdisjoint(_ENDS)


def _english_runs(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        if _ends(tokens, at) or not tokens[at].word.tags.isdisjoint(_SKIPPED):
            at += 1
            continue
        end = at
        while (
            end < len(tokens)
            and not _ends(tokens, end)
            and (tokens[end].text == "'s" or tokens[end].word.tags.isdisjoint(_SKIPPED))
        ):
            end += 1
        if end > at:
            yield at, end, 0
        at = max(end, at + 1)


def _before_days(sentence: Sentence, runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the runs as they are without a bare weekday and what is behind it: "suspected insurgents Tuesday morning"."""
    tokens = sentence.tokens
    days = [k for k, token in enumerate(tokens) if token.word.shape == "C" and "time_noun" in token.word.classes]
    return [(first, min((day for day in days if first < day < last), default=last), cut) for first, last, cut in runs]


def _behind_doers(runs: Sequence[tuple[int, int, int]], ends: Collection[int]) -> list[tuple[int, int, int]]:
    """Return the runs parted where a person or body ends: "افتتح المحافظ | مركز شرطة", where no word stands between."""
    out = []
    for first, last, cut in runs:
        bounds = [first, *sorted(end for end in ends if first < end < last), last]
        out += [(begin, end, cut if begin == first else 0) for begin, end in pairwise(bounds)]
    return out


def _arabic_runs(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        if _ends(tokens, at) or not tokens[at].word.tags.isdisjoint(_SKIPPED):
            at += 1
            continue
        cut, end = _cut_of(tokens[at]), at + 1
        while (
            end < len(tokens)
            and not _ends(tokens, end)
            and not _cut_of(tokens[end])
            and tokens[end].word.tags.isdisjoint(_SKIPPED)
        ):
            end += 1
        yield at, end, cut
        at = end


def _cut_of(token: Token) -> int:
    return token.word.cut if token.kind == "word" else 0


def _variants(sentence: Sentence, runs: Sequence[tuple[int, int, int]], code: str) -> Iterator[tuple[int, int, int]]:
    tokens, joins = sentence.tokens, _JOINS.get(code, frozenset())
    for k, (first, last, cut) in enumerate(runs):
        if last - first <= _LONGEST:
            yield first, last, cut
        yield from _trimmed(sentence, first, last, cut, code)
        if k + 1 < len(runs):
            after_first, after_last, _ = runs[k + 1]
            between = tokens[last:after_first]
            joined = (
                bool(between)
                and between[0].word.form in joins
                and (
                    len(between) == 1
                    or (code == "en" and len(between) == _WITH_ARTICLE and "det" in between[1].word.tags)
                )
            )
            attached = code == "ar" and after_first == last and tokens[last].word.form[:1] in "بل"
            if (joined or attached) and after_last - first <= _LONGEST:
                yield first, after_last, cut
                for start, end, inner_cut in _trimmed(sentence, first, last, cut, code):
                    if end == last:
                        yield start, after_last, inner_cut


def _trimmed(sentence: Sentence, first: int, last: int, cut: int, code: str) -> Iterator[tuple[int, int, int]]:
    """Yield the parts of a run that may be the phrase: without a leading verb or number, or its last or first words."""
    tokens = sentence.tokens
    if code == "en":
        for start in range(first + 1, last):
            before = tokens[start - 1]
            if tokens[start].text == "'s":
                continue
            opens = (
                before.kind == "number" or before.text == "'s" or before.word.form.endswith(("ed", "ing", "s", "ly"))
            )
            if opens or last - start <= _SHORT:
                yield start, last, 0
    else:
        for start in range(first + 1, min(first + 3, last)):
            yield start, last, 0
        for end in range(first + 1, min(first + 4, last)):
            yield first, end, cut
            if end > first + 1:
                yield first + 1, end, 0
