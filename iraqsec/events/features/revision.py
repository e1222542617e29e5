"""Features of the second look at a trigger candidate: what the first look thought of it and of its rivals.

Stacked generalization (Wolpert 1992): the second model learns on first looks by models that did not see the document.
"""

import math
from collections import defaultdict
from functools import lru_cache

from iraqsec.events.candidates import Scene
from iraqsec.events.matcher import Trigger

_LOW, _HIGH = -5, 4  # log-odds beyond which no difference is made
NOTHING = 0.001
_LIKELY = 0.3


def revision_features(scene: Scene) -> list[list[str]]:
    """Return the features of each candidate, given all candidates' first probabilities."""
    best: dict[tuple[int, str], float] = defaultdict(float)
    total: dict[str, float] = defaultdict(float)
    here: dict[tuple[int, str], float] = defaultdict(float)
    for trigger in scene.triggers:
        key = trigger.sentence, trigger.type
        best[key] = max(best[key], trigger.probability)
        here[key] += trigger.probability
        total[trigger.type] += trigger.probability
    return [_features(scene, t, best, total[t.type] - here[t.sentence, t.type]) for t in scene.triggers]


def _features(scene: Scene, trigger: Trigger, best: dict[tuple[int, str], float], elsewhere: float) -> list[str]:
    others = [t for t in scene.triggers_by_sentence[trigger.sentence] if t is not trigger]
    rivals = [t for t in others if t.type != trigger.type and t.first < trigger.last and trigger.first < t.last]
    apart = [t for t in others if t.type != trigger.type and not (t.first < trigger.last and trigger.first < t.last)]
    own = odds(trigger.probability)
    rival = odds(max((t.probability for t in rivals), default=NOTHING))
    same = odds(max((t.probability for t in others if t.type == trigger.type), default=NOTHING))
    other = odds(max((t.probability for t in apart), default=NOTHING))
    rest = min(8, int(2 * elsewhere))
    out = [
        f"own={own}",
        f"rival-odds={rival}",
        f"own|rival={own}|{rival}",
        f"same-odds={same}",
        f"own|same={own}|{same}",
        f"other-odds={other}",
        f"before={odds(best.get((trigger.sentence - 1, trigger.type), NOTHING))}",
        f"after={odds(best.get((trigger.sentence + 1, trigger.type), NOTHING))}",
        f"elsewhere={rest}",
        f"own|elsewhere={own}|{rest}",
    ]
    likeliest = max(others, key=lambda t: (t.probability, -t.first, t.type), default=None)
    if likeliest is not None and likeliest.probability > _LIKELY:
        out.append(f"beside={likeliest.type}")
    return out


@lru_cache(maxsize=4096)  # a filler's chance is asked for with each of its rivals
def odds(probability: float) -> int:
    """Return log-odds as a whole number, bounded at both ends."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return max(_LOW, min(_HIGH, round(math.log(bounded / (1 - bounded)))))
