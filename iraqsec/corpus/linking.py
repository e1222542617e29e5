"""Events of different reports that are one happening: which pairs to compare, and which to join.

Tellings come in order of their day. Each is compared with those of the last days that share a block with it: a kind of
event and a governorate, or a body that acts. So the cost grows with the reports of a few days, not with the corpus.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import combinations

from attrs import define, field, frozen

from iraqsec.corpus.linking_score import Reason, Telling, compare, group_of, weights, window

Key = tuple[str, str]
"""A document's key and an event's id within it."""

_BLOCK_MOST = 300  # tellings of a block that one more is compared with: the cost of a day on which all is one story
_VETOED = -50.0


@frozen
class Pair:
    """Two tellings of one happening: how surely (0 to 1), and why."""

    one: Key
    other: Key
    score: float
    reasons: tuple[Reason, ...]


@define(eq=False)
class Linked:
    """What linking found: the pairs, and the groups of two or more tellings, in order of their first one."""

    pairs: list[Pair] = field(factory=list)
    groups: list[tuple[Key, ...]] = field(factory=list)
    compared: int = 0


def link(tellings: Iterable[Telling]) -> Linked:
    """Link tellings, given in order of their day; the order within a day plays no part."""
    linked = Linked()
    involved: dict[Key, Telling] = {}
    least = weights()["least"]
    edges: list[tuple[float, Key, Key]] = []
    for one, other in candidates(tellings):
        linked.compared += 1
        score, reasons = compare(one, other)
        if score >= least:
            first, second = sorted((one.key, other.key))
            involved[one.key], involved[other.key] = one, other
            edges.append((score, first, second))
            linked.pairs.append(Pair(first, second, probability(score), reasons))
    linked.pairs.sort(key=lambda pair: (pair.one, pair.other))
    linked.groups = _join(edges, involved)
    return linked


def probability(score: float) -> float:
    """Return log-odds as a number from 0 to 1."""
    import math

    return round(1 / (1 + math.exp(-max(-50.0, min(50.0, score)))), 4)


def candidates(tellings: Iterable[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Yield each pair of tellings that share a block and lie within a few days, once."""
    blocks: dict[tuple[str, str], deque[Telling]] = {}
    last_swept = None
    for telling in tellings:
        met: set[Key] = set()
        for name in _blocks(telling):
            block = blocks.setdefault(name, deque(maxlen=_BLOCK_MOST))
            while block and telling.day - block[0].day > window():
                block.popleft()
            for other in block:
                if other.key not in met and other.article != telling.article:
                    met.add(other.key)
                    yield other, telling
            block.append(telling)
        if last_swept is None or telling.day - last_swept > window():
            last_swept = telling.day
            for name in [n for n, block in blocks.items() if not block or telling.day - block[-1].day > window()]:
                del blocks[name]


def _blocks(telling: Telling) -> Iterator[tuple[str, str]]:
    group = group_of(telling.type)
    names = [*sorted(telling.governorates), *sorted(telling.bodies)[:5]]
    names += [f"{role} {n.number:g} {unit}" for (role, unit), found in telling.counts.items() for n in found[:2]]
    return ((group, name) for name in dict.fromkeys(names))


# -- joining ----------------------------------------------------------------------------------------


def _join(edges: list[tuple[float, Key, Key]], involved: dict[Key, Telling]) -> list[tuple[Key, ...]]:
    """Join tellings along their links, surest first, where the whole agrees.

    Two groups become one only if no pair across them is impossible and the pairs across them speak for it on the
    whole: one wrong link does not draw two happenings into one.
    """
    group_at: dict[Key, tuple[Key, ...]] = {key: (key,) for key in involved}
    scores: dict[tuple[Key, Key], float] = {(a, b): score for score, a, b in edges}
    for _, one, other in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        first, second = group_at[one], group_at[other]
        if first is second or not _agree(first, second, scores, involved):
            continue
        joined = first + second
        for key in joined:
            group_at[key] = joined
    groups = {min(group): tuple(sorted(group, key=lambda k: _order(involved[k]))) for group in group_at.values()}
    found = [group for group in groups.values() if len(group) > 1]
    return sorted(found, key=lambda group: _order(involved[group[0]]))


def _agree(
    first: tuple[Key, ...], second: tuple[Key, ...], scores: dict[tuple[Key, Key], float], involved: dict[Key, Telling]
) -> bool:
    total = 0.0
    for a in first:
        for b in second:
            pair = (a, b) if a < b else (b, a)
            if pair not in scores:
                scores[pair] = compare(involved[a], involved[b])[0]
            if scores[pair] < _VETOED:
                return False
            total += scores[pair]
    return total >= 0


def _order(telling: Telling) -> tuple[object, ...]:
    return (telling.reported or telling.start, telling.key)


def name_of(group: Iterable[Key]) -> str:
    """Return the id of a happening, from the key of its first telling: it stays as later reports come in."""
    first = next(iter(group))
    return hashlib.blake2b("\x1f".join(first).encode("utf-8"), digest_size=8).hexdigest()


def pairs_of(groups: Iterable[Iterable[Key]]) -> set[tuple[Key, Key]]:
    """Return every pair of tellings that share a group."""
    return {(a, b) for group in groups for a, b in combinations(sorted(group), 2)}
