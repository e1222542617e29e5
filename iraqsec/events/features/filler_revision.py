"""Features of the second look at a filler: what the first look thought of it, of its rivals, and of it in other events."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from iraqsec.document import EntityMention, overlap
from iraqsec.events.candidates import Scene
from iraqsec.events.features.coordination import coordinated
from iraqsec.events.features.revision import NOTHING, odds
from iraqsec.values import Period, Place

_LIKELIER = 0.5
_FAR = 3  # sentences between two events from which no difference is made
_First = tuple[str, EntityMention, float]
"""A role, a mention and the first probability that it fills the role."""

_Extent = tuple[str, str]
"""Where two mentions can agree or differ: a stretch of time, or of the code of a governorate or country."""


@frozen(eq=False)
class Looked:
    """An event after the first look: its type, the sentences of its mentions ("home"), and its fillers."""

    type: str
    home: frozenset[int]
    fillers: Sequence[_First]


class FirstLooks:
    """The first probabilities of the fillers of all events of a scene, by event.

    Indexed, so that the cost of an event grows with its fillers and not with their square: only what stands in one
    sentence can overlap, and of the rest of a role the likeliest tell.
    """

    def __init__(self, scene: Scene, events: Sequence[Looked]) -> None:
        """Index the fillers of each event of a scene."""
        self.scene = scene
        self.events = events
        self._elsewhere: dict[tuple[str, str], dict[int, float]] = {}
        self._by_sentence: list[dict[int, list[_First]]] = []
        self._by_role: list[dict[str, list[_First]]] = []
        self._by_sense: list[dict[tuple[str, str], list[_First]]] = []
        self._likely: list[dict[str, int]] = []
        self._extents: dict[int, _Extent | None] = {}
        self._claims: dict[tuple[int, int], list[tuple[int, float]]] = {}
        for number, looked in enumerate(events):
            fillers = looked.fillers
            sentences: dict[int, list[_First]] = {}
            roles: dict[str, list[_First]] = {}
            senses: dict[tuple[str, str], list[_First]] = {}
            for filler in fillers:
                role, mention, chance = filler
                sense = role, same(mention)
                best = self._elsewhere.setdefault(sense, {})
                best[number] = max(chance, best.get(number, 0.0))
                sentences.setdefault(mention.sentence, []).append(filler)
                self._claims.setdefault((mention.sentence, mention.first), []).append((number, chance))
                roles.setdefault(role, []).append(filler)
                senses.setdefault(sense, []).append(filler)
            for listed in (*roles.values(), *senses.values()):
                listed.sort(key=lambda filler: -filler[2])
            self._by_sentence.append(sentences)
            self._by_role.append(roles)
            self._by_sense.append(senses)
            self._likely.append({role: sum(f[2] > _LIKELIER for f in listed) for role, listed in roles.items()})
        self._best_elsewhere = {sense: _best_two(best) for sense, best in self._elsewhere.items()}

    def features(self, event: int, role: str, mention: EntityMention, chance: float) -> list[str]:
        """Return the features of one filler of an event."""
        variant = other_role = NOTHING
        likely = self._likely[event].get(role, 0)
        near = [f for f in self._by_sentence[event].get(mention.sentence, ()) if overlap(f[1], mention)]
        for name, other, p in near:
            if name != role:
                other_role = max(other_role, p)
                continue
            likely -= p > _LIKELIER
            if other is not mention:
                variant = max(variant, p)
        rival = _likeliest_apart(self._by_role[event].get(role, ()), mention)
        repeated = _likeliest_apart(self._by_sense[event].get((role, same(mention)), ()), mention)
        number, first, second = self._best_elsewhere.get((role, same(mention)), (event, NOTHING, NOTHING))
        elsewhere = second if number == event else first
        own = odds(chance)
        with_it = self._coordinated(event, role, mention)
        others = max(
            (p for k, p in self._claims.get((mention.sentence, mention.first), ()) if k != event), default=NOTHING
        )
        here = "home" if mention.sentence in self.events[event].home else "away"
        return [
            *self._inherited(event, role, mention, own, here),
            *self._consistent(event, role, mention, own, here),
            f"own|here|rival={own}|{here}|{odds(rival)}",
            f"own={own}",
            f"own|variant={own}|{odds(variant)}",
            f"own|rival={own}|{odds(rival)}",
            f"own|other-role={own}|{odds(other_role)}",
            f"own|repeated={own}|{odds(repeated)}",
            f"own|elsewhere={own}|{odds(elsewhere)}",
            f"own|claimed={own}|{odds(others)}",
            *(f"own|{how}={own}|{odds(p)}" for how, p in with_it),
            f"likely={min(likely, 3)}",
            f"own|likely={own}|{min(likely, 3)}",
            f"events={min(len(self.events), 4)}",
        ]

    def _inherited(self, event: int, role: str, mention: EntityMention, own: int, here: str) -> Iterator[str]:
        """Yield what the nearest other event thinks of the same thing in the same role: agents and days are carried on."""
        mine = self.events[event]
        others = self._elsewhere.get((role, same(mention)), {})
        gaps = {k: _apart(mine.home, self.events[k].home) for k in others if k != event}
        if not gaps:
            return
        number = min(gaps, key=lambda k: (gaps[k], -others[k], k))
        theirs, kin = odds(others[number]), self.events[number].type == mine.type
        yield f"inherits={here}|{theirs}|{min(gaps[number], _FAR)}|{kin}"
        yield f"own|inherits={own}|{here}|{theirs}|{kin}"
        yield f"inherits|type={here}|{theirs}|{self.events[number].type}"

    def _consistent(self, event: int, role: str, mention: EntityMention, own: int, here: str) -> Iterator[str]:
        """Yield how likely the event's other places, or times, are that agree with a filler, and that differ from it."""
        extent = self._extent(mention)
        if extent is None:
            return
        home, wanted = self.events[event].home, "time" if isinstance(mention.value, Period) else "place"
        agree = differ = at_home = NOTHING
        for _, other, chance in self._by_role[event].get(wanted, ()):  # the likeliest come first
            told = self._extent(other)
            if told is None or other is mention or (wanted == role and overlap(other, mention)):
                continue
            if told[0] <= extent[1] and extent[0] <= told[1]:
                agree = max(agree, chance)
                continue
            differ = max(differ, chance)
            if other.sentence in home:
                at_home = max(at_home, chance)
                if agree > NOTHING:
                    break
        kind = mention.value.kind if isinstance(mention.value, Place) else mention.label
        yield f"own|agrees={own}|{here}|{odds(agree)}"
        yield f"own|differs={own}|{here}|{odds(differ)}"
        yield f"own|differs-home={own}|{here}|{odds(at_home)}"
        yield f"agrees|differs={here}|{odds(agree)}|{odds(differ)}"
        yield f"agrees|differs|kind={here}|{odds(agree)}|{odds(differ)}|{kind}"

    def _extent(self, mention: EntityMention) -> _Extent | None:
        """Return the governorate or country that a mention is in or that it names, twice, or its first and last day."""
        key = id(mention)
        if key not in self._extents:
            self._extents[key] = self._read(mention)
        return self._extents[key]

    def _read(self, mention: EntityMention) -> _Extent | None:
        value = mention.value
        if isinstance(value, Period):
            return (value.start.isoformat(), value.end.isoformat()) if value.start and value.end else None
        if not isinstance(value, Place):
            inside = [m.value for m in self.scene.by_sentence[mention.sentence] if overlap(m, mention)]
            value = next((found for found in inside if isinstance(found, Place)), None)
        zone = (value.governorate or value.country) if value is not None else None
        return (zone, zone) if zone else None

    def _coordinated(self, event: int, role: str, mention: EntityMention) -> list[tuple[str, float]]:
        """Return the highest and lowest first chance of the other members of a mention's coordination."""
        number = coordinated(self.scene, mention)
        if number < 0:
            return []
        best: dict[int, float] = {}
        for name, other, p in self._by_sentence[event].get(mention.sentence, ()):
            if name == role and not overlap(other, mention) and coordinated(self.scene, other) == number:
                best[other.first] = max(p, best.get(other.first, NOTHING))
        if not best:
            return [("with", NOTHING)]
        return [("with", max(best.values())), ("with-all", min(best.values()))]


def _apart(one: frozenset[int], other: frozenset[int]) -> int:
    """Return how many sentences lie from one event's home to another's."""
    return min(abs(a - b) for a in one for b in other)


def _likeliest_apart(fillers: Iterable[_First], mention: EntityMention) -> float:
    """Return the first of some chances, which come highest first, of a filler that does not overlap a mention."""
    return max(NOTHING, next((p for _, other, p in fillers if not overlap(other, mention)), NOTHING))


def _best_two(chances: dict[int, float]) -> tuple[int, float, float]:
    """Return the event with the highest chance, that chance, and the highest of the other events."""
    first = max(chances, key=lambda number: (chances[number], -number))
    rest = (chance for number, chance in chances.items() if number != first)
    return first, chances[first], max(rest, default=NOTHING)


def same(mention: EntityMention) -> str:
    """Return what tells two mentions of one thing: the registry entry, or the words."""
    return mention.link or mention.text.lower()
