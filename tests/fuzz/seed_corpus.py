"""What the fuzzer begins with: small files of each kind, news in both languages, and words worth putting anywhere."""

import gzip
import io
import json
import zipfile
from pathlib import Path

from targets import KINDS

ROOT = Path(__file__).resolve().parents[2]
_AR = "أعلنت قيادة شرطة البصرة، الأحد، القبض على ثلاثة متهمين وضبط ٣٬٥٠٠ حبة مخدرة و2 كغم من الكريستال في قضاء الزبير."
_EN = (
    "Baghdad – Lt. Gen. Ali Hasan said on Sunday, 12/07/2025, that his force killed five gunmen and freed 1,200 people."
)
_WORDS = [
    "قتل",
    "ثلاثة",
    "ألف",
    "مليون",
    "ونصف",
    "اليوم",
    "الأحد",
    "محافظة",
    "اللواء",
    "وزارة",
    "الداخلية",
    "أعلن",
    "أن",
    "لم",
    "العملية",
    "البصرة",
    "وبالموصل",
    "ـ",
    "ُ",
    "killed",
    "three",
    "thousand",
    "million",
    "and-a-half",
    "Sunday",
    "province",
    "Gen.",
    "Ministry",
    "said",
    "that",
    "not",
    "the-operation",
    "Basra",
    "al-Qaim",
    "12/07/2025",
    "2024-03-05",
    "٥٫٥",
    "kg",
    "كغم",
    "BAGHDAD—",
    "(AFP)",
    "&amp;",
    "&#1576;",
    "<p>",
    "</div>",
    "<meta",
    "Related:",
    "Photo:",
]
DICTIONARY = "\n".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"' for word in _WORDS) + "\n"


def write(target: str, folder: Path) -> None:
    """Write the seeds of a target, and what was found before, into a folder."""
    for number, data in enumerate(seeds(target)):
        (folder / f"{number:03}").write_bytes(data)


def seeds(target: str) -> list[bytes]:
    """Return the seeds of a target, earlier findings among them."""
    kept = [path.read_bytes() for path in sorted((ROOT / "tests" / "fuzz" / "findings" / target).glob("*"))]
    return kept + (_texts() if target == "extract" else _files())


def _texts() -> list[bytes]:
    pages = [path.read_text(encoding="utf-8")[:600] for path in sorted((ROOT / "tests" / "pages").glob("*.txt"))[::6]]
    return [bytes([number % 64]) + text.encode() for number, text in enumerate([_AR, _EN, _AR + "\n\n" + _EN, *pages])]


def _files() -> list[bytes]:
    record = {"id": 7, "title": "عنوان", "text": _AR, "date": "2024-03-05", "url": "https://example.org/"}
    lines = (json.dumps(record, ensure_ascii=False) + "\n" + json.dumps({"text": _EN}) + "\n").encode()
    head = '<meta charset="utf-8"><title>x</title><meta property="article:published_time" content="2024-03-05">'
    page = f"<html><head>{head}</head><body><article><h1>x</h1><p>{_AR}</p><p>{_EN}</p></article></body></html>"
    by_kind = {
        ".txt": [_AR.encode(), _EN.encode("utf-16"), _AR.encode("cp1256", "replace")],
        ".json": [
            json.dumps([record, record]).encode(),
            json.dumps({"hits": {"hits": [{"_source": record}]}}).encode(),
        ],
        ".jsonl": [lines],
        ".csv": [f'title,text,date\nx,"{_EN}\n{_AR}",05/03/2024\n'.encode(), f"id;body\n1;{_EN}\n".encode()],
        ".tsv": [f"title\ttext\nx\t{_AR}\n".encode()],
        ".html": [page.encode()],
        ".zip": [_zip({"a.jsonl": lines, "b.txt": _EN.encode(), "c.zip": _zip({"d.html": page.encode()})})],
        ".gz": [gzip.compress(_EN.encode())],
        ".parquet": _parquet(record),
        ".jsonl.gz": [gzip.compress(lines)],
        "": [page.encode(), lines],
    }
    return [bytes([KINDS.index(kind)]) + data for kind, files in by_kind.items() for data in files]


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _parquet(record: dict[str, object]) -> list[bytes]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return []
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist([record]), out)
    return [out.getvalue()]
