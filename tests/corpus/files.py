"""Files of reports, and the one document that one holds."""

from pathlib import Path
from typing import Any

import pytest

from iraqsec.corpus.reader import read
from iraqsec.document import Document

AR = (
    "أعلنت قيادة شرطة البصرة، اليوم الأحد، القبض على ثلاثة متهمين "
    "بتجارة المخدرات في قضاء الزبير، وضبط كيلوغرامين من مادة الكريستال."
)
EN = (
    "Police in Basra said on Sunday that they had arrested three men "
    "and seized two kilograms of crystal in the Zubair district."
)
RECORD = {
    "id": "n-7",
    "title": "حملة في الزبير",
    "text": AR,
    "date": "2024-03-03",
    "source": "وكالة تجريبية",
    "url": "https://example.org/7",
}


def only(source: Any, fields: dict[str, str] | None = None, encoding: str | None = None) -> Document:  # noqa: ANN401
    documents = list(read(source, fields=fields, encoding=encoding))
    assert len(documents) == 1
    return documents[0]


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path
