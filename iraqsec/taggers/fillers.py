"""Fillers by a learned sequence tagger: stretches that look like fillers of some role, wherever their event is.

Trained on the fillers of the gold documents (`iraqsec.learning.fillers`); its kinds are coarse (actor, thing, topic, post,
penalty, place), the scorer of the arguments decides the role.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from operator import add

from attrs import define, field

from iraqsec.document import EntityMention, Sentence, Token, mention_of
from iraqsec.gazetteer.cues import cues
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.extents import is_list_of_places, settled
from iraqsec.taggers.hyphens import whole_word
from iraqsec.taggers.sequence import SequenceModel, spans_of


@cache
def model(code: str) -> "FillerModel | None":
    """Return the shipped model of a language, or None where none was trained."""
    file = resources.files("iraqsec.taggers").joinpath("weights", f"fillers-{code}.json.gz")
    return FillerModel(SequenceModel.read(file)) if file.is_file() else None


class Fillers(Tagger):
    """Finds stretches that look like fillers of open roles."""

    name = "fillers"

    def __init__(self, models: Mapping[str, SequenceModel | None] | None = None) -> None:
        """Use the given models by language code, or those that ship."""
        self._models = None if models is None else {code: _made(crf) for code, crf in models.items()}

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield fillers in text order, none overlapping."""
        code = context.language.code
        crf = model(code) if self._models is None else self._models.get(code)
        if crf is None:
            return
        known = cues(code)
        by_sentence: dict[int, list[EntityMention]] = {}
        for mention in context.seen:
            by_sentence.setdefault(mention.sentence, []).append(mention)
        for sentence in sentences:
            free = 0  # the first token that is in no filler
            seen = by_sentence.get(sentence.index, ())
            for begins, ends, kind in spans_of(crf.labels(sentence, seen)):
                first, last = settled(sentence.tokens, whole_word(sentence.tokens, begins, free), ends, seen, known)
                first = max(first, free)
                free = max(free, last)
                if first >= last or (kind == "PLACE" and is_list_of_places(sentence.tokens, first, last, seen)):
                    continue
                head = first if code == "ar" else last - 1
                yield mention_of(
                    sentence,
                    first,
                    last,
                    kind,
                    cut_start=sentence.tokens[first].word.cut,
                    head=head,
                    classes=sentence.tokens[head].word.classes,
                    score=0.7,
                    found_by="filler",
                )


# -- the model ----------------------------------------------------------------------------------------------------------------

_REACH = (2, 1, 0, -1, -2)  # a word speaks of the tokens two before it to two behind it
_CACHED = 12_000
_Row = tuple[float, ...]


@define(eq=False)
class FillerModel:
    """A conditional random field over the features below; what a word adds to the labels around it is summed once."""

    crf: SequenceModel
    _rows: dict[tuple[str, Sequence[str]], tuple[_Row, ...]] = field(factory=dict, init=False)

    def labels(self, sentence: Sentence, mentions: Sequence[EntityMention] = ()) -> list[str]:
        """Return the BIO label of each token."""
        return self.crf.best(self.emissions(sentence, mentions)) if sentence.tokens else []

    def emissions(self, sentence: Sentence, mentions: Sequence[EntityMention] = ()) -> list[list[float]]:
        """Return for each token what its features add to each label."""
        if len(self._rows) > _CACHED:
            self._rows = {}
        tokens, seen, known = sentence.tokens, labels_of(mentions), self._rows
        keys = [(token.text, seen.get(i, ())) for i, token in enumerate(tokens)]
        rows = [known.get(key) or self._row(token, key) for key, token in zip(keys, tokens, strict=True)]
        padded = [self._edge, self._edge, *rows, self._edge, self._edge]
        emitted = [
            [a + b + c + d + e for a, b, c, d, e in zip(far[4], left[3], own[2], right[1], end[0], strict=True)]
            for far, left, own, right, end in zip(padded, padded[1:], padded[2:], padded[3:], padded[4:], strict=False)
        ]
        for i, row in self._more(sentence):
            emitted[i] = list(map(add, emitted[i], row))
        return emitted

    def _more(self, sentence: Sentence) -> Iterator[tuple[int, _Row]]:
        """Yield what pairs of words, quotes and titles add, by token."""
        before: Mapping[str, _Row] = {}
        for i, token in enumerate(sentence.tokens):
            if before and token.word.stem in before:
                yield i, before[token.word.stem]
            before = self._pairs.get(token.word.stem, {}) if token.kind == "word" else {}
        if True in sentence.quoted:
            row = self.crf.total(["quoted"])
            yield from ((i, row) for i, quoted in enumerate(sentence.quoted) if quoted)
        if sentence.is_title:
            row = self.crf.total(["title"])
            yield from ((i, row) for i in range(len(sentence.tokens)))

    def _row(self, token: Token, key: tuple[str, Sequence[str]]) -> tuple[_Row, ...]:
        """Return what a word adds to the labels of the tokens around it and to its own, by offset."""
        near, far = _own(token, key[1])
        row = tuple(self.crf.row([f"{step}:{f}" for f in near] if step else [*near, *far]) for step in _REACH)
        self._rows[key] = row
        return row

    @cached_property
    def _edge(self) -> tuple[_Row, ...]:
        return tuple(self.crf.total([f"{step}:edge"] if step else []) for step in _REACH)

    @cached_property
    def _pairs(self) -> dict[str, dict[str, _Row]]:
        """What a pair of stems adds to the labels of the second, by the first and the second."""
        pairs: dict[str, dict[str, _Row]] = {}
        for feature in self.crf.states:
            if feature.startswith(_PAIR):
                before, _, own = feature.removeprefix(_PAIR).partition("|")
                pairs.setdefault(before, {})[own] = self.crf.total([feature])
        return pairs


def _made(crf: SequenceModel | None) -> FillerModel | None:
    return None if crf is None else FillerModel(crf)


# -- features -----------------------------------------------------------------------------------------------------------------

_PAIR = "-1|0:"


def labels_of(mentions: Iterable[EntityMention]) -> dict[int, tuple[str, ...]]:
    """Return token index -> the labels of the mentions that cover it, each with whether it begins there."""
    seen: dict[int, set[str]] = {}
    for mention in mentions:
        if mention.found_by == "phrase":
            continue
        for i in range(mention.first, mention.last):
            seen.setdefault(i, set()).add(("B-" if i == mention.first else "I-") + mention.label)
    return {i: tuple(sorted(found)) for i, found in seen.items()}


def features(sentence: Sentence, mentions: Sequence[EntityMention]) -> list[list[str]]:
    """Return the features of each token, as training needs them: its forms, its neighbors', what other taggers saw there."""
    seen = labels_of(mentions)
    own = [_own(token, seen.get(i, ())) for i, token in enumerate(sentence.tokens)]
    out = []
    for i, (near, far) in enumerate(own):
        listed = [*near, *far]
        if sentence.quoted[i]:
            listed.append("quoted")
        if sentence.is_title:
            listed.append("title")
        for step in (-2, -1, 1, 2):
            j = i + step
            listed += [f"{step}:{f}" for f in own[j][0]] if 0 <= j < len(own) else [f"{step}:edge"]
        if i and sentence.tokens[i - 1].kind == "word":
            listed.append(f"{_PAIR}{sentence.tokens[i - 1].word.stem}|{sentence.tokens[i].word.stem}")
        out.append(listed)
    return out


def _own(token: Token, seen: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return a token's features that its neighbors share, and those of its own only."""
    word = token.word
    near = [f"w={word.stem if token.kind == 'word' else token.kind + token.text[:1]}"]
    near += [f"t={tag}" for tag in sorted(word.tags)]
    near += [f"m={label}" for label in seen]
    if word.shape:
        near.append(f"shape={word.shape}")
    far = [
        f"f={word.form}",
        f"s2={word.stem[-2:]}",
        f"s3={word.stem[-3:]}",
        f"p2={word.form[:2]}",
        f"p3={word.form[:3]}",
        "bias",
    ]
    return near, far
