"""Which fillers of gold events are names of persons, organizations and places, and which words of them are the name.

Corpora of names leave out ranks, posts and the common nouns in front of a place; so do these. English names are told by their
capitals. In Arabic a person's name is what follows ranks and posts, a place's what follows common nouns, and a body's name is
the whole filler that begins with a noun that heads such names.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from attrs import define

from iraqsec.document import EntityMention, Sentence, Token
from iraqsec.gazetteer import organizations as registry
from iraqsec.gazetteer.linker import places
from iraqsec.learning.examples import Example
from iraqsec.taggers.organization_grammar import grammar, is_definite, proclitic_keys
from iraqsec.taggers.person_grammar import lexicon, ranks_end
from iraqsec.taggers.person_names import is_family, is_given

_PLACES = frozenset({"place", "origin"})
_ACTORS = frozenset(
    {
        "agent",
        "giver",
        "receiver",
        "person",
        "participant",
        "party",
        "suspect",
        "victim",
        "contractor",
        "organization",
        "force",
        "target",
        "trainee",
    }
)
_CAPITAL = frozenset({"C", "U", "m"})
_JOINS = frozenset({"of", "for", "-", "the", "al", "bin", "abu", "ibn"})
_ADJECTIVES = (
    "ians",
    "ans",
    "is",
    "ish",
    "ese",
    "i",
    "ian",
    "an",
    "ite",
    "al",
    "ic",
    "ed",
    "ab",
    "abs",
    "s",
)  # "Iraqis", "Tribal ..."
_SHORTEST_REPEAT = 4
_SURE_ORGANIZATIONS = ("organization:registry", "organization:grammar")
_PERSONS = ("person:rank", "person:name", "person:short")

Span = tuple[int, int, str]


@define(eq=False)
class GoldNames:
    """The names of one article: token stretches by sentence; ``judged`` are the tokens that lie in some filler."""

    code: str
    names: Mapping[int, Sequence[Span]]
    repeats: Mapping[int, Sequence[Span]]
    judged: Mapping[int, frozenset[int]]

    def labels(self, sentence: Sentence, mentions: Sequence[EntityMention]) -> list[str]:
        """Return BIO labels: the names among fillers, their repeats, and elsewhere what the rules are sure of."""
        labels = ["O"] * len(sentence.tokens)
        free = set(range(len(sentence.tokens))) - self.judged.get(sentence.index, frozenset())
        sure = [span for span in silver(sentence, mentions, self.code) if free.issuperset(range(*span[:2]))]
        for first, last, kind in [*self.names.get(sentence.index, ()), *self.repeats.get(sentence.index, ()), *sure]:
            if all(label == "O" for label in labels[first:last]):
                labels[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
        return labels


def gold_names(example: Example) -> GoldNames:
    """Return the names among the fillers of an article."""
    code = example.scene.language.code
    names: dict[int, list[Span]] = {}
    judged: dict[int, set[int]] = {}
    for event in example.events:
        for filler in event.fillers:
            start, end = example.view.folded(filler["start"]), example.view.folded(filler["end"])
            sentence = next((s for s in example.scene.sentences if s.start <= start < s.end), None)
            if sentence is None:
                continue
            first, last = sentence.tokens_between(start, end)
            if filler["role"] in _PLACES or filler["role"] in _ACTORS:
                judged.setdefault(sentence.index, set()).update(range(first, last))
                for span in _names(sentence, first, last, filler["role"], code):
                    if span not in names.setdefault(sentence.index, []):
                        names[sentence.index].append(span)
    names = {index: _longest(spans) for index, spans in names.items()}
    frozen = {index: frozenset(tokens) for index, tokens in judged.items()}
    return GoldNames(code, names, _repeats(example.scene.sentences, names, frozen), frozen)


def _longest(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)


def _repeats(
    sentences: Sequence[Sentence], names: Mapping[int, Sequence[Span]], judged: Mapping[int, frozenset[int]]
) -> dict[int, list[Span]]:
    by_index = {s.index: s for s in sentences}
    known: dict[tuple[str, ...], str] = {}
    for index, spans in names.items():
        for first, last, kind in spans:
            words = tuple(t.text for t in by_index[index].tokens[first:last])
            if sum(map(len, words)) >= _SHORTEST_REPEAT:
                known.setdefault(words, kind)
    out: dict[int, list[Span]] = {}
    for sentence in sentences:
        texts = [t.text for t in sentence.tokens]
        for i in range(len(texts)):
            for words, kind in known.items():
                if tuple(texts[i : i + len(words)]) == words and judged.get(sentence.index, frozenset()).isdisjoint(
                    range(i, i + len(words))
                ):
                    out.setdefault(sentence.index, []).append((i, i + len(words), kind))
    return {index: _longest(spans) for index, spans in out.items()}


def _names(sentence: Sentence, first: int, last: int, role: str, code: str) -> Iterator[Span]:
    find = _english if code == "en" else _arabic
    return find(sentence.tokens, first, last, place=role in _PLACES)


# -- English ------------------------------------------------------------------------------------------------------------------


def _english(tokens: Sequence[Token], first: int, last: int, *, place: bool) -> Iterator[Span]:
    """Yield the runs of capitalized words, without ranks, posts and adjectives of nationality that stand alone."""
    at = first
    while at < last:
        if not _capital(tokens[at]) or (
            at == 0 and _noun(tokens[at]) and at + 1 < last and tokens[1].word.form == "of"
        ):
            at += 1
            continue
        end = _run_end(tokens, at, last)
        ends = [behind for k in range(max(0, at - 3), end) if k < (behind := ranks_end("en", tuple(tokens), k)) < end]
        start = max(at, *ends, at)
        titled = start > at
        known = any(
            token.word.form in lexicon("en")["given"] or token.word.stem in lexicon("en")["family"]
            for token in tokens[start:end]
        )
        if (
            not place
            and (known or titled or at in ends)
            and not _organized(tokens, start, end)
            and _capital(tokens[start])
            and not _noun(tokens[start])
        ):
            yield start, end, "PER"
        elif (kind := _english_kind(tokens, at, end, place=place)) and not titled:
            yield at, end, kind
        at = end


def _noun(token: Token) -> bool:
    return any(tag.startswith("n:") for tag in token.word.tags)


def _capital(token: Token) -> bool:
    return (
        token.kind == "word"
        and token.word.shape in _CAPITAL
        and token.text != "'s"
        and not token.word.tags & {"det", "prep"}
    )


def _run_end(tokens: Sequence[Token], at: int, last: int) -> int:
    """Return the index behind a run of capitalized words, over small words and hyphens between two of them."""
    end = at + 1
    while end < last:
        if _capital(tokens[end]) or (tokens[end].kind == "number" and tokens[end - 1].text == "-"):
            end += 1
            continue
        skip = end
        while skip < last and skip - end < 2 and tokens[skip].word.form in _JOINS:  # noqa: PLR2004 - "of the"
            skip += 1
        if skip == end or skip >= last or not _capital(tokens[skip]):
            break
        end = skip + 1
    return end


def _english_kind(tokens: Sequence[Token], first: int, last: int, *, place: bool) -> str | None:
    token = tokens[first]
    alone = last - first == 1
    if alone and (token.word.form in _nationalities() or _noun(token) or token.word.form in lexicon("en")["heads"]):
        return None
    if _organized(tokens, first, last):
        return "ORG"
    found = places().match("en", tuple(tokens), first)
    if place or (found is not None and found.last == last):
        return "LOC"
    adjective = alone and (token.word.form.endswith(_ADJECTIVES) or ranks_end("en", tuple(tokens), first) > first)
    return None if adjective and token.word.shape == "C" else "ORG"


def _organized(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(t.word.form in grammar("en").heads for t in tokens[first:last]) or _registered(tokens, first, last, "en")


@cache
def _nationalities() -> frozenset[str]:
    return registry.nationalities("en")


def _registered(tokens: Sequence[Token], first: int, last: int, code: str) -> bool:
    found = registry.match(code, tuple(tokens), first)
    return found is not None and found.last == last


# -- Arabic -------------------------------------------------------------------------------------------------------------------


def _arabic(tokens: Sequence[Token], first: int, last: int, *, place: bool) -> Iterator[Span]:
    """Yield a place behind its common nouns, a person behind rank and post, a body, or what tables know inside the filler."""
    if place:
        start = first
        while start < last and _common(tokens[start]):
            start += 1
        adjective = start > first and is_definite(tokens[start - 1]) and start < last and is_definite(tokens[start])
        if (
            start < last
            and not adjective
            and not any(t.kind == "punct" or t.word.tags for t in tokens[start + 1 : last])
        ):
            yield start, last, "LOC"
        return
    start = _person(tokens, first, last)
    if start < last:
        yield start, last, "PER"
        last = start
    if first < last and _is_body(tokens, first, last):
        yield first, last, "ORG"
        return
    at = first
    while at < last:
        body, found = registry.match("ar", tuple(tokens), at), places().match("ar", tuple(tokens), at)
        if body is not None and body.last <= last and not body.weak:
            yield at, body.last, "ORG"
            at = body.last
        elif found is not None and found.last <= last:
            yield at, found.last, "LOC"
            at = found.last
        else:
            at += 1


def _person(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the index of the name that ends a filler, behind ranks and posts; ``last`` where there is none."""
    for at in range(first, last):
        ranked = at > first and any(ranks_end("ar", tuple(tokens), k) == at for k in range(max(first, at - 4), at))
        name = tokens[at:last]
        if not (ranked or (is_given(name[0].word.form) and len(name) > 1)) or any(
            t.kind == "punct" or _common(t) for t in name
        ):
            continue
        if any(is_given(t.word.form) for t in name) or (ranked and is_family(name[-1])):
            return at
    return last


def _is_body(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a filler is a body's name: a noun that heads such names and something definite, no part of a whole."""
    rest = tokens[first + 1 : last]
    if _registered(tokens, first, last, "ar"):
        return True
    headed = any(key in grammar("ar").heads for key, _ in proclitic_keys(tokens[first]))
    whole = bool(rest) and all(token.word.form != "من" for token in rest[:2])
    return headed and whole and any(is_definite(token) or token.kind == "number" for token in rest)


def _common(token: Token) -> bool:
    tags = token.word.tags
    return token.kind != "word" or any(tag.startswith("n:") for tag in tags) or bool(tags & {"prep", "det"})


# -- where nobody annotated ---------------------------------------------------------------------------------------------------


def silver(sentence: Sentence, mentions: Iterable[EntityMention], code: str) -> list[Span]:
    """Return the names that the rules are sure of, cut to the bare name."""
    spans: list[Span] = []
    tokens = sentence.tokens
    for mention in mentions:
        if mention.found_by == "places.name" and mention.score > 0.7:  # noqa: PLR2004 - weaker ones stand for other things
            spans.append((mention.head if code == "ar" else mention.first, mention.last, "LOC"))
        elif mention.found_by in _SURE_ORGANIZATIONS:
            spans.append((mention.first, mention.last, "ORG"))
        elif mention.found_by in _PERSONS:
            first = ranks_end(code, tokens, mention.first)
            if first < mention.last:
                spans.append((first, mention.last, "PER"))
    if code == "en":
        spans = [(a, b, kind) for first, last, kind in spans for a, b in _capitals(tokens, first, last)]
    return _longest(spans)


def _capitals(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    while first < last and not _capital(tokens[first]):
        first += 1
    while last > first and not _capital(tokens[last - 1]):
        last -= 1
    if first < last:
        yield first, last
