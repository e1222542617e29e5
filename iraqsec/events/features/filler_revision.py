"""Features of the second look at a filler: what the first look thought of it, of its rivals, and of it in other events."""

from collections.abc import Sequence

from iraqsec.document import EntityMention
from iraqsec.events.features.revision import NOTHING, odds


class FirstLooks:
    """The first probabilities of the fillers of all events of a scene, by event."""

    def __init__(self, events: Sequence[Sequence[tuple[str, EntityMention, float]]]) -> None:
        """Index (role, mention, probability) triples of each event."""
        self.events = events
        self._elsewhere: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for number, fillers in enumerate(events):
            for role, mention, chance in fillers:
                self._elsewhere.setdefault((role, same(mention)), []).append((number, chance))

    def features(self, event: int, role: str, mention: EntityMention, chance: float) -> list[str]:
        """Return the features of one filler of an event."""
        variant = rival = other_role = repeated = NOTHING
        likely = 0
        for name, other, p in self.events[event]:
            if other is mention and name == role:
                continue
            overlapping = other.start < mention.end and mention.start < other.end
            if name == role:
                if overlapping:
                    variant = max(variant, p)
                else:
                    rival = max(rival, p)
                    likely += p > 0.5  # noqa: PLR2004 - likelier than not
                    if same(other) == same(mention):
                        repeated = max(repeated, p)
            elif overlapping:
                other_role = max(other_role, p)
        elsewhere = max((p for number, p in self._elsewhere[role, same(mention)] if number != event), default=NOTHING)
        own = odds(chance)
        return [
            f"own={own}",
            f"own|variant={own}|{odds(variant)}",
            f"own|rival={own}|{odds(rival)}",
            f"own|other-role={own}|{odds(other_role)}",
            f"own|repeated={own}|{odds(repeated)}",
            f"own|elsewhere={own}|{odds(elsewhere)}",
            f"likely={min(likely, 3)}",
            f"own|likely={own}|{min(likely, 3)}",
            f"events={min(len(self.events), 4)}",
        ]


def same(mention: EntityMention) -> str:
    """Return what tells two mentions of one thing: the registry entry, or the words."""
    return mention.link or mention.text.lower()
