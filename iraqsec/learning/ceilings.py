"""Candidate ceilings: what share of the gold triggers and fillers is among the candidates at all."""

from collections import defaultdict
from collections.abc import Iterable

from attrs import define, field

from iraqsec.events.filler_scorer import may_fill, reachable
from iraqsec.events.loader import Frame, built_in
from iraqsec.learning.examples import Example, label_fillers


@define
class Share:
    """How many of how many."""

    found: int = 0
    of: int = 0

    def add(self, found: bool) -> None:  # noqa: FBT001 - one plain fact
        """Count one more."""
        self.found += found
        self.of += 1

    @property
    def percent(self) -> float:
        """The share in percent; 0 of nothing is 0."""
        return 100 * self.found / self.of if self.of else 0.0


@define
class Ceilings:
    """Shares of gold events and mentions with a candidate trigger, by type, and of fillers among candidates, by role."""

    events: dict[str, Share] = field(factory=lambda: defaultdict(Share))
    mentions: dict[str, Share] = field(factory=lambda: defaultdict(Share))
    fillers: dict[str, Share] = field(factory=lambda: defaultdict(Share))

    def rows(self) -> dict[str, dict[str, dict[str, float]]]:
        """Return the shares as plain numbers: of what, then of which key, how many in gold, found, and the percentage."""
        tables = {"events": self.events, "mentions": self.mentions, "fillers": self.fillers}
        return {
            what: {
                key: {"gold": share.of, "found": share.found, "percent": round(share.percent, 1)}
                for key, share in sorted(shares.items(), key=lambda item: (item[0] != "all", item[0]))
            }
            for what, shares in tables.items()
        }


def ceilings(examples: Iterable[Example]) -> Ceilings:
    """Measure the candidates of examples; keys are "all", a language, a type or role, and "language role"."""
    out = Ceilings()
    frames: dict[str, Frame] = {frame.name: frame for frame in built_in()}
    for example in examples:
        code = example.scene.language.code
        for event in example.events:
            for key in ("all", code, event.type):
                out.events[key].add(bool(event.triggers))
                for k in range(len(event.said)):
                    out.mentions[key].add(k >= event.missed)
            if not event.triggers:
                continue
            frame = frames[event.type]
            mentions = reachable(example.scene, event.triggers)
            for filler in event.fillers:
                one = type(event)(event.type, event.status, event.triggers, [filler])
                fits = label_fillers(example, one, mentions)
                found = any(
                    roles.get(filler["role"]) and may_fill(frame.type, filler["role"], mentions[k])
                    for k, roles in fits.items()
                )
                for key in ("all", code, filler["role"], f"{code} {filler['role']}"):
                    out.fillers[key].add(found)
    return out
