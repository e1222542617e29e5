"""The written form of weights: a sorted text table, whose lines are looked up where they stand.

A feature a line: ``feature<TAB>outcome weight<TAB>outcome weight``, sorted, weights to two decimals. Most lines are never
asked for: made into entries of a dictionary at once, a million of them took a second and 200 MB.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from iraqsec.errors import DataError

_STRIDE = 2048  # bytes of lines between two features that are known by heart


class WeightTable:
    """A table as it was written; lines are searched by halves, then within some of them."""

    def __init__(self, text: bytes, name: str) -> None:
        """Take the text of a table, told of as ``name`` where it is wrong.

        Raises:
            DataError: the lines are not sorted, so that they cannot be found; seen at some of them, not everywhere.
        """
        self.name = name
        self._text = b"\n" + text + (b"" if text.endswith(b"\n") else b"\n")
        self._features: list[bytes] = []
        self._starts: list[int] = []  # of the line breaks before them
        at = 0
        while (end := self._text.find(b"\t", at)) >= 0:
            at = self._text.rfind(b"\n", at, end)
            self._features.append(self._text[at + 1 : end])
            self._starts.append(at)
            at = self._text.find(b"\n", at + _STRIDE)
            if at < 0:
                break
        for one, other in zip(self._features, self._features[1:], strict=False):
            if one >= other:
                feature = other.decode("utf-8", "replace")
                raise DataError([f"{name}: not sorted: {feature!r} stands behind {one.decode('utf-8', 'replace')!r}"])
        self._starts.append(len(self._text))

    def line(self, feature: str) -> str:
        """Return the weights of a feature as they are written, "" where there are none."""
        key = feature.encode("utf-8", "surrogatepass")
        place = bisect_right(self._features, key) - 1
        if place < 0:
            return ""
        start = self._text.find(b"\n" + key + b"\t", self._starts[place], self._starts[place + 1])
        if start < 0:
            return ""
        start += len(key) + 2
        return self._text[start : self._text.index(b"\n", start)].decode("utf-8")

    def rows(self) -> dict[str, Mapping[str, float]]:
        """Return all weights, by feature, then outcome.

        Raises:
            DataError: lines are no feature and weights; all are listed.
        """
        rows: dict[str, Mapping[str, float]] = {}
        problems: list[str] = []
        for number, line in self._lines():
            feature, tab, row = line.partition("\t")
            if not (tab and feature and row):
                fault = "not a feature and its weights, with tabs between them"
                problems.append(f"{self.name}:{number}: {fault}: {line!r}")
                continue
            try:
                rows[feature] = read_row(row)
            except DataError as error:
                problems += [f"{self.name}:{number}: {problem}" for problem in error.problems]
        if problems:
            raise DataError(problems)
        return rows

    def _lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that hold anything, each with its number from 1."""
        lines = self._text[1:].decode("utf-8").split("\n")
        return ((number, line) for number, line in enumerate(lines, 1) if line)


def read_row(row: str) -> dict[str, float]:
    r"""Return the weights of a line by outcome.

    >>> read_row("agent -0.21\ttarget 1.5")
    {'agent': -0.21, 'target': 1.5}

    Raises:
        DataError: a cell is no outcome and its weight.
    """
    return dict(read_cell(cell) for cell in row.split("\t")) if row else {}


def read_cell(cell: str) -> tuple[str, float]:
    """Return an outcome and its weight.

    Raises:
        DataError: the cell is none.
    """
    outcome, _, weight = cell.rpartition(" ")
    try:
        if outcome:
            return outcome, float(weight)
    except ValueError:
        pass
    raise DataError([f"not an outcome and its weight: {cell!r}"])


def format_table(weights: Mapping[tuple[str, str], float]) -> str:
    """Write (feature, outcome) weights as a table; weights that round to nothing are left out."""
    rows: dict[str, list[str]] = {}
    for (feature, outcome), weight in sorted(weights.items()):
        if abs(weight) >= 0.005:  # noqa: PLR2004 - half of the last digit
            rows.setdefault(feature, []).append(f"{outcome} {weight:.2f}")
    return "".join(f"{feature}\t{chr(9).join(cells)}\n" for feature, cells in rows.items())
