"""The files that training writes."""

import gzip
from pathlib import Path


def write_compressed(text: str, path: Path) -> None:
    """Write a text gzipped, the same bytes for the same text; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
