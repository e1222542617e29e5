"""Run good, broken and hostile documents through reader, extractor and store: `python tests/hostile/soak.py 50000`.

Says what went in, what came out, and how much memory the process held at its most and at the end. The exit code is not 0
where a document was lost, an article could not be analyzed, or memory kept growing.
"""

import csv
import gzip
import io
import json
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import iraqsec  # noqa: E402 - the path comes first
from iraqsec.corpus.runner import run  # noqa: E402
from iraqsec.document import Document  # noqa: E402
from iraqsec.errors import ReadError  # noqa: E402
from tests.hostile.texts import garbled, hostile  # noqa: E402


def say(text: str) -> None:
    """Write a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


_A_FILE = 25  # records of a file
_KINDS = ("jsonl", "json", "csv", "html", "zip", "gz", "txt", "rubbish")
_WORDS = range(20, 61)
_MOST_GROWTH = 80  # MB that a process may grow by after its first tenth


def pool() -> list[str]:
    """Return short stretches of real and annotated reports in both languages."""
    found = []
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    for text in texts:
        found += [part for part in text.split("\n") if len(part.split()) in _WORDS]
    return found


def record(rng: Random, good: list[str], number: int) -> dict[str, object]:
    """Return a record: half of them good, a quarter garbled, a quarter hostile."""
    kind = rng.random()
    text = rng.choice(good) if kind < 0.75 else hostile(rng, rng.choice(_WORDS))
    text = garbled(rng, text) if 0.5 <= kind < 0.75 else text
    text = text.encode("utf-8", "replace").decode() if rng.random() < 0.9 else text
    made: dict[str, object] = {"id": f"d{number}", "text": f"{text}\nNo. {number}"}
    if rng.random() < 0.5:
        made["date"] = rng.choice(
            ["2024-03-05", "05/03/2024", "soon", "9999-12-31", 1709600000, None, [], "٥ آذار ٢٠٢٤"]
        )
    return made


def packed(rng: Random, kind: str, records: list[dict[str, object]]) -> bytes:
    """Return a file of a kind that holds records; one in five is damaged."""
    lines = "".join(json.dumps(r) + "\n" for r in records).encode()
    plain = "\n\n".join(str(r["text"]) for r in records).encode("utf-8", "replace")
    if kind == "json":
        data = json.dumps(records).encode()
    elif kind == "csv":
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["id", "text"])
        writer.writerows([r["id"], r["text"]] for r in records)
        data = out.getvalue().encode("utf-8", "replace")
    elif kind == "html":
        data = b"<html><body><article><p>" + plain.replace(b"\n", b"</p><p>") + b"</article>"
    elif kind == "zip":
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.jsonl", lines)
        data = held.getvalue()
    elif kind == "gz":
        data = gzip.compress(lines)
    elif kind == "rubbish":
        data = rng.randbytes(rng.randint(0, 2000))
    else:
        data = plain if kind == "txt" else lines
    if rng.random() < 0.2 and data:
        at = rng.randrange(len(data))
        data = data[:at] + rng.randbytes(rng.randint(0, 8)) + data[at + rng.randint(0, 8) :]
        data = data[: rng.randint(1, len(data))] if rng.random() < 0.3 else data
    return data


def documents(count: int, seed: int, seen: Counter[str], memory: list[float]) -> Iterator[Document]:
    """Yield so many documents, as the reader gives them; a file that cannot be read is one that says so."""
    rng, good, number = Random(seed), pool(), 0  # noqa: S311 - no secrets
    while seen["in"] < count:
        kind = rng.choice(_KINDS)
        records = [record(rng, good, number + n) for n in range(_A_FILE if kind not in ("html", "txt") else 2)]
        number += len(records)
        file = io.BytesIO(packed(rng, kind, records))
        file.name = f"f{number}." + {"rubbish": rng.choice(("txt", "json", "csv", "html", "zip"))}.get(kind, kind)
        seen["files"] += 1
        try:
            for document in iraqsec.read(file):
                seen["in"] += 1
                seen["unreadable"] += document.error is not None
                yield document
        except ReadError as error:
            seen["in"] += 1
            seen["unreadable"] += 1
            yield Document(text="", id=file.name, error=str(error))
        if seen["in"] >= len(memory) * count / 20:
            memory.append(resident())
            say(f"{seen['in']:,} documents, {memory[-1]:.0f} MB")


class Watched:
    """An extractor that counts what its results say."""

    def __init__(self, seen: Counter[str]) -> None:
        self.seen = seen
        self.slowest = 0.0

    def extract(self, source: str | Document) -> iraqsec.Result:
        """Extract a document."""
        began = time.process_time()
        result = iraqsec.extract(source)
        self.slowest = max(self.slowest, time.process_time() - began)
        self.seen["results"] += 1
        self.seen["events"] += len(result.events)
        for warning in result.warnings:
            self.seen["not analyzed"] += "could not be analyzed" in warning
        return result


def resident(field: str = "VmRSS") -> float:
    """Return the memory that this process holds, in MB; "VmHWM" is the most that it held."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> int:
    """Run and report."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    seen: Counter[str] = Counter()
    memory: list[float] = []
    extractor = Watched(seen)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, iraqsec.Store(Path(folder) / "soak.duckdb") as store:
        summary = run(documents(count, 7, seen, memory), store, extractor=extractor, progress=False)
        stored = store.counts()
    seconds = time.perf_counter() - began
    say(f"in {seconds:,.0f} s: {seen['files']:,} files, {seen['in']:,} documents in")
    say(
        f"{summary.added:,} new, {summary.known:,} known, {summary.failed:,} failed ({seen['unreadable']:,} could not be read)"
    )
    say(f"{seen['events']:,} events; slowest document {extractor.slowest:.2f} s of processor time")
    early, most = memory[len(memory) // 10], resident("VmHWM")
    say(f"memory: {early:.0f} MB after a tenth, {most:.0f} MB at most, {resident():.0f} MB at the end")
    faults = []
    if summary.read != seen["in"] or summary.added + summary.known + summary.failed != summary.read:
        faults.append("documents were lost")
    if stored["documents"] != summary.added + summary.failed or stored["events"] != seen["events"]:
        faults.append("the store does not hold what was found")
    if summary.failed > seen["unreadable"]:
        faults.append("documents that could be read failed: " + "; ".join(e for _, e in summary.errors[:3]))
    if seen["not analyzed"]:
        faults.append(f"{seen['not analyzed']} articles could not be analyzed")
    if resident() - memory[len(memory) // 10] > _MOST_GROWTH:
        faults.append("memory kept growing")
    say("\n".join(faults) or "no document lost, no article given up, memory flat")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
