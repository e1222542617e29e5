"""The outlines of Iraq's governorates as the page draws them: paths of whole numbers, and where their names stand."""

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from iraqsec.gazetteer.linker import places
from iraqsec.viz.map_pictures import rings

_WIDTH = 640
_MARGIN = 6
_POINTS = ("IQ-HA",)  # the outlines are older than this governorate: it is drawn as a point
_MOVED = {"IQ-BG": (0, 2), "IQ-BB": (0, 4), "IQ-KA": (-2, 4), "IQ-KI": (-18, 6), "IQ-SU": (-4, 2)}
"""Names that would stand on a neighbor's, and by how much they are moved."""

Ring = Sequence[Sequence[float]]


@cache
def map_of_iraq() -> dict[str, Any]:
    """Return width, height, a path and a place for its name by governorate, and what has no outline as points.

    Degrees are projected as equally far apart in both directions at Iraq's middle.
    """
    shapes: dict[str, list[Ring]] = {}
    for code, ring in rings():
        shapes.setdefault(code, []).append(ring)
    corners = [point for outline in shapes.values() for ring in outline for point in ring]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = (_WIDTH - 2 * _MARGIN) / ((east - west) * narrow)

    def at(x: float, y: float) -> tuple[float, float]:
        return _MARGIN + (x - west) * narrow * scale, _MARGIN + (north - y) * scale

    drawn = []
    for code, outline in sorted(shapes.items()):
        projected = [[at(x, y) for x, y in ring] for ring in outline]
        x, y = _middle(max(projected, key=len))
        dx, dy = _MOVED.get(code, (0, 0))
        drawn.append([code, "".join(map(_path, projected)), round(x) + dx, round(y) + dy])
    points = []
    for code in _POINTS:
        entry = places().by_id.get(f"governorate:{code}")
        if entry and entry.longitude is not None and entry.latitude is not None:
            points.append([code, *map(round, at(entry.longitude, entry.latitude))])
    height = round(2 * _MARGIN + (north - south) * scale)
    return {"width": _WIDTH, "height": height, "shapes": drawn, "points": points}


def _path(ring: Sequence[tuple[float, float]]) -> str:
    """Return a closed path, corners that fall together left out."""
    corners = list(dict.fromkeys((round(x), round(y)) for x, y in ring))
    return "M" + "L".join(f"{x} {y}" for x, y in corners) + "Z"


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the center of gravity of a polygon."""
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    weights = [x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs]
    area = 3 * sum(weights)
    x = sum((x1 + x2) * w for ((x1, _), (x2, _)), w in zip(pairs, weights, strict=True)) / area
    y = sum((y1 + y2) * w for ((_, y1), (_, y2)), w in zip(pairs, weights, strict=True)) / area
    return x, y
