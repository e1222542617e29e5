"""Features of the decision whether an event stands: what its mentions, its fillers and the other events say together."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrs import define, field, frozen

from iraqsec.events.candidates import Scene
from iraqsec.events.features.agreement import KINDS, Reading
from iraqsec.events.features.revision import NOTHING, odds
from iraqsec.events.matcher import Trigger

_TOLD = 0.2
"""The probability from which a filler says something of its event."""

_WORDS = 50
"""A sentence or two: how much is told is counted for so many words."""


@frozen(eq=False)
class Proposal:
    """An event that may stand: its mentions (one a sentence), what they say, and how near another of its type is.

    ``nearest`` is the highest mean chance to be one with another event of the type, ``rival`` how likely that one is;
    both 0 where there is none. ``fillers`` are (role, sentence, first chance) of its likely fillers.
    """

    triggers: Sequence[Trigger]
    nearest: float = 0.0
    rival: float = 0.0
    readings: Sequence[Reading] = ()
    fillers: Sequence[tuple[str, int, float]] = ()

    @property
    def best(self) -> Trigger:
        """The likeliest mention, the first of several."""
        return max(self.triggers, key=lambda t: t.probability)


@define(eq=False)
class Verdicts:
    """Asks for the features of the proposals of one scene.

    How much a text tells for its length says how freely its words are to be taken for events: a bulletin tells of one in
    every sentence, a feature of one in a page. Its length or the number of its events alone say nothing of that.
    """

    scene: Scene
    proposals: Sequence[Proposal]
    _in_sentence: dict[int, list[Proposal]] = field(init=False, factory=lambda: defaultdict(list))
    _density: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Index the proposals by sentence, and weigh them against the length of the text."""
        for proposal in self.proposals:
            for trigger in proposal.triggers:
                self._in_sentence[trigger.sentence].append(proposal)
        words = sum(len(sentence.tokens) for sentence in self.scene.sentences)
        expected = sum(proposal.best.probability for proposal in self.proposals)
        self._density = f"density={_halvings(_WORDS * expected / max(words, 1))}"

    def features(self, proposal: Proposal) -> list[str]:
        """Return the features of a proposal: each for itself, and beside how likely its likeliest mention is."""
        best = proposal.best
        own = round(2 * _log_odds(best.probability))
        told = list(chain(_mentions(proposal), self._rivals(proposal, best), _told(proposal)))
        told += [f"title={self.scene.sentences[best.sentence].is_title}", self._density]
        return ["bias", f"own={own}", *told, *(f"own|{name}|{own}" for name in told)]

    def _rivals(self, proposal: Proposal, best: Trigger) -> Iterator[str]:
        """Yield how likely other types are at the same words and beside them, and other events of the sentence."""
        over = beside = same = NOTHING
        for trigger in self.scene.triggers_by_sentence[best.sentence]:
            if trigger.type == best.type:
                same = max(same, trigger.probability) if trigger.first != best.first else same
            else:
                beside = max(beside, trigger.probability)
                if trigger.first < best.last and best.first < trigger.last:
                    over = max(over, trigger.probability)
        twin = max((p.best.probability for p in self._neighbours(proposal, same_type=True)), default=NOTHING)
        yield f"over={odds(over)}"
        yield f"beside={odds(beside)}"
        yield f"same={odds(same)}"
        yield f"twin={odds(twin)}"
        yield f"neighbours={min(sum(1 for _ in self._neighbours(proposal, same_type=False)), 4)}"

    def _neighbours(self, proposal: Proposal, *, same_type: bool) -> Iterable[Proposal]:
        """Yield the other proposals that the sentence of the likeliest mention speaks of."""
        best = proposal.best
        for other in self._in_sentence[best.sentence]:
            if other is not proposal and (other.best.type == best.type or not same_type):
                yield other


def _mentions(proposal: Proposal) -> Iterator[str]:
    chances = sorted((t.probability for t in proposal.triggers), reverse=True)
    second, third = (chances[k] if k < len(chances) else NOTHING for k in (1, 2))
    yield f"second={odds(second)}"
    yield f"third={odds(third)}"
    yield f"mentions={min(len(chances), 8)}"
    yield f"word={proposal.best.strength}|{proposal.best.pos}"
    yield f"nearest={int(5 * proposal.nearest)}"
    yield f"rival={odds(proposal.rival)}"


def _told(proposal: Proposal) -> Iterator[str]:
    """Yield what the mentions say for themselves, and which roles have likely fillers, in their sentences or others."""
    reading = proposal.readings[list(proposal.triggers).index(proposal.best)]
    status = max(reading.status, key=lambda name: reading.status[name])
    yield f"status={status}|{int(5 * reading.status[status])}"
    for kind in KINDS:
        yield f"told-{kind}={min(len(reading.told.get(kind, ())), 4)}"
    yield f"told={min(sum(map(len, reading.told.values())), 8)}"
    yield f"told-most={min(max(sum(map(len, one.told.values())) for one in proposal.readings), 8)}"
    home = {t.sentence for t in proposal.triggers}
    likeliest: dict[tuple[str, bool], float] = {}
    for role, sentence, chance in proposal.fillers:
        key = role, sentence in home
        likeliest[key] = max(chance, likeliest.get(key, NOTHING))
    for (role, at_home), chance in sorted(likeliest.items()):
        if chance >= _TOLD:
            yield f"role={role}|{at_home}|{odds(chance)}"
    yield f"roles={sum(chance >= _TOLD for chance in likeliest.values())}"


def _halvings(rate: float) -> int:
    """Return twice the logarithm to the base 2, between -8 and 6."""
    return max(-8, min(6, round(2 * math.log2(max(rate, 1e-3)))))


def _log_odds(probability: float) -> float:
    """Return log-odds between -3 and 6."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return min(6.0, max(-3.0, math.log(bounded / (1 - bounded))))
