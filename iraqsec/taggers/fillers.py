"""Fillers by a learned sequence tagger: stretches that look like fillers of some role, wherever their event is.

Trained on the fillers of the gold documents (`iraqsec.learning.fillers`); its kinds are coarse (actor, thing, topic, post,
penalty, place), the scorer of the arguments decides the role.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from iraqsec.document import EntityMention, Sentence, mention_of
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.phrases import _cut_of, classes_of
from iraqsec.taggers.sequence import SequenceModel, spans_of

RECALL_BIAS = 1.2
"""Log-odds taken from "no filler": a missed filler is lost, a spurious one is judged again."""


@cache
def model(code: str) -> SequenceModel | None:
    """Return the shipped model of a language, or None where none was trained."""
    file = resources.files("iraqsec.taggers").joinpath("weights", f"fillers-{code}.json.gz")
    return SequenceModel.read(file) if file.is_file() else None


class Fillers(Tagger):
    """Finds stretches that look like fillers of open roles."""

    name = "fillers"

    def __init__(self, models: dict[str, SequenceModel | None] | None = None) -> None:
        """Use the given models by language code, or those that ship."""
        self._models = models

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield fillers in text order, none overlapping."""
        code = context.language.code
        crf = model(code) if self._models is None else self._models.get(code)
        if crf is None:
            return
        by_sentence: dict[int, list[EntityMention]] = {}
        for mention in context.seen:
            by_sentence.setdefault(mention.sentence, []).append(mention)
        for sentence in sentences:
            items = features(sentence, by_sentence.get(sentence.index, ()))
            for first, last, kind in spans_of(crf.decode(items)):
                head = first if code == "ar" else last - 1
                yield mention_of(
                    sentence,
                    first,
                    last,
                    kind,
                    cut_start=_cut_of(sentence.tokens[first]) if code == "ar" else 0,
                    head=head,
                    classes=classes_of(sentence.tokens[head]),
                    score=0.7,
                    found_by="filler",
                )


def features(sentence: Sentence, mentions: Sequence[EntityMention]) -> list[list[str]]:
    """Return the features of each token: its forms, its neighbours', and what other taggers saw there."""
    seen: list[set[str]] = [set() for _ in sentence.tokens]
    for mention in mentions:
        if mention.found_by == "phrase":
            continue
        for i in range(mention.first, mention.last):
            seen[i].add(("B-" if i == mention.first else "I-") + mention.label)
    own = [_own(sentence, i, sorted(seen[i])) for i in range(len(sentence.tokens))]
    out = []
    for i, (near, far) in enumerate(own):
        listed = [*near, *far]
        for step in (-2, -1, 1, 2):
            j = i + step
            listed += [f"{step}:{f}" for f in own[j][0]] if 0 <= j < len(own) else [f"{step}:edge"]
        if i and sentence.tokens[i - 1].kind == "word":
            listed.append(f"-1|0:{sentence.tokens[i - 1].word.stem}|{sentence.tokens[i].word.stem}")
        out.append(listed)
    return out


def _own(sentence: Sentence, i: int, seen: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return a token's features that its neighbours share, and those of its own only."""
    token = sentence.tokens[i]
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
    if sentence.quoted[i]:
        far.append("quoted")
    if sentence.is_title:
        far.append("title")
    return near, far
