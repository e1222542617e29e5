"""Who says so: the person, body or nominal source that a verb of saying gives an article's statements to."""

from collections.abc import Sequence

from iraqsec.document import EntityMention, Sentence
from iraqsec.events.candidates import Scene
from iraqsec.languages.folding import fold_word

_SOURCES = frozenset({"person", "organization"})
_REACH = 8  # tokens between a verb of saying and its source


def sources(scene: Scene) -> list[EntityMention | None]:
    """Return the source of each sentence of a scene, or None.

    A sentence that only goes on quoting ("He added", "وأضاف", a quotation) has the source of the sentence before it.
    """
    words = frozenset(fold_word(word) for word in scene.language.lexicon["source_nouns"])
    out: list[EntityMention | None] = []
    current: EntityMention | None = None
    for sentence in scene.sentences:
        found = _source(scene, sentence, words)
        if found is not None:
            current = found
        elif not _goes_on(sentence):
            current = None
        out.append(found or current)
    return out


def _source(scene: Scene, sentence: Sentence, words: frozenset[str]) -> EntityMention | None:
    """Return the likeliest source: the nearest one to a verb of saying, in its clause, a nominal source last."""
    best: tuple[int, int, EntityMention] | None = None
    for i, token in enumerate(sentence.tokens):
        if "say" not in token.word.tags:
            continue
        for mention in scene.by_sentence[sentence.index]:
            named = mention.label in _SOURCES
            if not named and sentence.tokens[mention.head].word.stem not in words:
                continue
            gap = mention.first - i - 1 if mention.first > i else i - mention.last
            apart = abs(sentence.clauses[i] - sentence.clauses[mention.first])
            if (
                gap < 0 or gap > _REACH or apart > named
            ):  # "said that two officers fled": no source, but in what is said
                continue
            rank = (gap + (0 if named else 2), -(mention.last - mention.first), mention)
            if best is None or rank[:2] < best[:2]:
                best = rank
    return best[2] if best else None


def _goes_on(sentence: Sentence) -> bool:
    """Tell whether a sentence goes on with somebody's words: it quotes, or has a verb of saying without a source."""
    return any(sentence.quoted) or any("say" in token.word.tags for token in sentence.tokens)


def attribute(scene: Scene, by_sentence: Sequence[EntityMention | None], sentence: int) -> EntityMention | None:
    """Return the source of what a sentence tells; a title has the source of the first sentence that names one."""
    if scene.sentences[sentence].is_title:
        return next((m for m in by_sentence if m is not None), None)
    return by_sentence[sentence]
