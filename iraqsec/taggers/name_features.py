"""What the learned tagger of names (`iraqsec.taggers.names`) knows of a word: its form, its look, the lists that hold it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from iraqsec.document import EntityMention, Sentence, Token
from iraqsec.taggers.person_grammar import Lexicon, lexicon

_AFFIX = 4


def features(
    sentence: Sentence, mentions: Sequence[EntityMention], code: str, cities: AbstractSet[str] = frozenset()
) -> list[list[str]]:
    """Return the features of each token of a sentence, as training needs them; `NameModel` sums the same ones by word."""
    tokens = sentence.tokens
    flags = flags_of(len(tokens), mentions)
    words = [word_features(token, code, cities) for token in tokens]
    shapes = ["", *[shape(token) for token in tokens]]
    out = []
    for i in range(len(tokens)):
        listed = [pair_feature(shapes[i], shapes[i + 1])]
        for step in (-2, -1, 0, 1, 2):
            j = i + step
            listed += at(step, words[j]) if 0 <= j < len(tokens) else [f"{step}:edge"]
            if abs(step) < 2 and j in flags:  # noqa: PLR2004 - flags reach one token
                listed += flag_features(step, flags[j])
        out.append(listed)
    return out


def at(step: int, listed: Sequence[Sequence[str]]) -> list[str]:
    """Return the features that a word has for a token ``step`` before (-) or behind it; nearer words tell more."""
    own, near, far = listed
    if not step:
        return [*own, *near, *far]
    return [f"{step}:{feature}" for feature in ([*near, *far] if abs(step) == 1 else far)]


def word_features(
    token: Token, code: str, cities: AbstractSet[str] = frozenset()
) -> tuple[list[str], list[str], list[str]]:
    """Return what a word tells of itself alone, of its neighbors too, and also of the words two away."""
    word = token.word
    if token.kind != "word":
        return ["bias"], [], [f"k={token.text if token.kind == 'punct' else 'number'}"]
    stem = word.stem
    own = ["bias", f"f={token.text}"]
    own += [f"p{n}={stem[:n]}" for n in range(1, _AFFIX + 1)] + [f"s{n}={stem[-n:]}" for n in range(1, _AFFIX + 1)]
    if stem != word.form:
        own += [f"c={word.form[: len(word.form) - len(stem)]}"]
    near = [f"a={stem[:3]}", f"z={stem[-3:]}", f"h={shape(token)}"]
    near += [f"t={tag}" for tag in sorted(word.tags)]
    near += [f"l={name}" for name in lists_of(token, lexicon(code), code)]
    if not cities.isdisjoint((word.form, stem)):
        near.append("l=city")
    return own, near, [f"w={stem}"]


def lists_of(token: Token, words: Lexicon, code: str) -> list[str]:
    """Return the lists of persons' names, ranks and posts that hold a word."""
    forms = {token.word.form, token.word.stem} | ({key for key, _, _ in token.word.keys} if code == "ar" else set())
    listed = [
        name for name in ("given", "family", "heads", "particles", "servant") if not forms.isdisjoint(words[name])
    ]
    listed += ["rank"] if any(form in words.ranks for form in forms) else []
    return listed + (["title"] if any(form in words.titles for form in forms) else [])


def shape(token: Token) -> str:
    """Return the look of a token: the case of Latin words, the article of Arabic ones, a mark itself."""
    if token.kind != "word":
        return token.text if token.kind == "punct" else "0"
    if token.word.shape:
        return token.word.shape
    form = token.word.form
    return "ا" if form.startswith("ال") else "و" if form[:1] in "وفبلك" else "-"


def pair_feature(before: str, own: str) -> str:
    """Return the feature of two looks in a row."""
    return f"hh={before}|{own}"


def flags_of(size: int, mentions: Sequence[EntityMention]) -> dict[int, str]:
    """Return token index -> what the rules saw there: kinds of mentions, and whether one begins."""
    seen: dict[int, set[str]] = {}
    for mention in mentions:
        rule = mention.found_by
        for i in range(mention.first, min(mention.last, size)):
            seen.setdefault(i, set()).add(("B-" if i == mention.first else "I-") + rule)
    return {i: " ".join(sorted(found)) for i, found in seen.items()}


def flag_features(step: int, flag: str) -> list[str]:
    """Return the features of what rules saw at a token, alone and together."""
    single = flag.split(" ")
    return [f"{step}:m={part}" for part in single] + ([f"m={flag}"] if not step and len(single) > 1 else [])
