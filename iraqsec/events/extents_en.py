"""What English grammar says of the extent of fillers: helpers of `iraqsec.events.extents`."""

from collections.abc import Mapping, Sequence

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene

Words = Mapping[str, frozenset[str]]


def is_befallen(tokens: Sequence[Token], mention: EntityMention, words: Words) -> bool:
    """Tell "wounded" of "12 killed and 14 wounded" and "civilian casualties": what befell the targets is none."""
    first, last = mention.first, mention.last
    first += tokens[first].word.form == "civilian"
    return last == first + 1 and tokens[first].word.form in words.get("befallen", ())


def behind_further(scene: Scene, mention: EntityMention, words: Words) -> int:
    """Return where who is counted begins behind "another 60", or where the mention does."""
    tokens, first = scene.sentences[mention.sentence].tokens, mention.first
    if tokens[first].word.form not in words.get("further", ()):
        return first
    figures = (seen for seen in scene.by_sentence[mention.sentence] if seen.label == "number")
    return next((seen.last for seen in figures if seen.first == first + 1 and seen.last < mention.last), first)
