"""The words of ``persons.toml``: ranks, titles, posts and names, and how the first are found in tokens."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from attrs import define

from iraqsec.document import Token
from iraqsec.languages.base import get as language
from iraqsec.languages.folding import fold_word
from iraqsec.taggers.organization_grammar import proclitic_keys

_SKIPPED = frozenset({".", "-"})
_ABBREVIATED = 5  # letters of a rank that may be written with a full stop


Trie = dict[str | None, Any]  # token form -> trie of what may follow; a None key ends a phrase


@define(eq=False, slots=True)
class Lexicon:
    """The words of ``persons.toml``, folded; phrases are in tries of token forms (a None key ends one)."""

    ranks: Trie
    rank_tails: frozenset[str]
    titles: Trie
    heads: frozenset[str]
    alone: Trie
    words: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return the words of a list of the tables ``posts`` and ``names``."""
        return self.words.get(name, frozenset())


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the compiled words of a language."""
    data = language(lang).load("persons")
    words = {
        name: frozenset(map(fold_word, listed)) for table in ("posts", "names") for name, listed in data[table].items()
    }
    ranks = data["ranks"]["words"]
    if lang == "ar":
        ranks = [
            *ranks,
            *("ال" + word for word in ranks),
            *("ال" + " ".join((a, "ال" + b)) for a, _, b in (w.partition(" ") for w in ranks) if b),
        ]
    return Lexicon(
        _phrases(ranks, lang),
        frozenset(map(fold_word, data["ranks"]["tails"])),
        _phrases(data["titles"]["words"], lang),
        frozenset(word for word in words["heads"] if " " not in word),
        _phrases(data["posts"]["alone"], lang),
        words,
    )


def _phrases(listed: Iterable[str], lang: str) -> Trie:
    root: Trie = {}
    for phrase in listed:
        node = root
        for match in language(lang).pattern.finditer(fold_word(phrase)):
            if match[0] not in _SKIPPED:
                node = node.setdefault(match[0], {})
        node[None] = {}
    return root


def phrase_end(trie: Trie, tokens: tuple[Token, ...], at: int) -> int:
    """Return the index behind the longest phrase of a trie at a token, or 0, over full stops and hyphens."""
    node, end = trie, 0
    while at < len(tokens):
        if node is not trie and tokens[at].text in _SKIPPED:
            at += 1
            continue
        child = node.get(tokens[at].word.form)
        if child is None and node is trie and tokens[at].word.keys[1:]:
            child = next((trie[key] for key, cut in proclitic_keys(tokens[at]) if key in trie), None)
        if child is None:
            break
        node, at = child, at + 1
        if None in node:
            end = at + (
                at < len(tokens)
                and tokens[at].text == "."
                and tokens[at].start == tokens[at - 1].end
                and len(tokens[at - 1].text) <= _ABBREVIATED
            )
    return end


def ranks_end(lang: str, tokens: tuple[Token, ...], at: int) -> int:
    """Return the index behind the ranks and titles that begin at a token; ``at`` where there are none."""
    return next((last for _, _, last in reversed(_ranks(lang, tokens, at))), at)


def ranks_of(lang: str, tokens: tuple[Token, ...], at: int, end: int) -> dict[str, tuple[int, int]]:
    """Return the token stretches of the ``rank`` and the ``title`` between two tokens; of several the whole stretch."""
    found: dict[str, tuple[int, int]] = {}
    for kind, first, last in _ranks(lang, tokens, at) if end > at else ():
        if last <= end:
            found[kind] = min(first, found.get(kind, (first, last))[0]), last
    return found


def _ranks(lang: str, tokens: tuple[Token, ...], at: int) -> list[tuple[str, int, int]]:
    words = lexicon(lang)
    found = []
    while at < len(tokens):
        rank = phrase_end(words.ranks, tokens, at)
        end = rank or phrase_end(words.titles, tokens, at)
        if not end:
            break
        while end < len(tokens) and tokens[end].word.form in words.rank_tails:
            end += 1 + (end + 1 < len(tokens) and tokens[end + 1].text == "." and tokens[end].word.form == "dr")
        found.append(("rank" if rank else "title", at, end))
        at = end
    return found
