"""What the fuzzer calls: one function a target, each taking bytes and failing only where the library broke a promise.

A promise is broken by an exception that is not of ours, by a span that does not cut what it claims from the text, by a
second run that says something else, and by a warning that an article could not be analyzed.
"""

import io
import json
import warnings
from collections.abc import Callable
from itertools import islice

import iraqsec
from iraqsec.errors import IraqsecError
from iraqsec.results import Result

KINDS = (".txt", ".json", ".jsonl", ".csv", ".tsv", ".html", ".zip", ".gz", ".parquet", ".jsonl.gz", "")
_LONGEST = 1500
_MOST_DOCUMENTS = 50
_DATES = (None, "2024-03-05", "1999-12-31", "0001-01-01", "9999-12-31")


def check_result(text: str, result: Result) -> None:
    """Fail where a result contradicts its text, or cannot be written and read back."""
    if any("could not be analyzed" in warning for warning in result.warnings):
        raise AssertionError(result.warnings)
    for event in result.events:
        told = [*event.mentions, *event.evidence, *event.arguments]
        for piece in (*told, *((event.attribution,) if event.attribution else ())):
            check_span(text, piece.span.start, piece.span.end, piece.text)
        event.explain()
    for entity in result.entities:
        check_span(text, entity.span.start, entity.span.end, entity.text)
    plain = result.to_dict()
    json.dumps(plain, allow_nan=False)
    if Result.from_dict(plain).to_dict() != plain:
        raise AssertionError("a result does not read back as it was written")


def check_span(text: str, start: int, end: int, told: str) -> None:
    """Fail where a span lies outside the text or cuts something else."""
    if not (0 <= start < end <= len(text) and text[start:end] == told):
        raise AssertionError(f"{start}:{end} is no {told!r}")


def extract(data: bytes) -> None:
    """Extract a text twice; the first byte chooses date and language."""
    choice = data[0] if data else 0
    text = data[1:_LONGEST].decode("utf-8", "surrogateescape" if choice & 64 else "replace")
    published, lang = _DATES[choice % len(_DATES)], (None, "ar", "en")[choice // 8 % 3]
    try:
        result = iraqsec.extract(text, published=published, lang=lang)
    except IraqsecError:
        return
    check_result(text, result)
    again = iraqsec.extract(text, published=published, lang=lang)
    if again.to_dict() != result.to_dict():
        raise AssertionError("a second run says something else")


def read(data: bytes) -> None:
    """Read bytes as a file; the first byte chooses its name's ending, and with it the reader."""
    if not data:
        return
    file = io.BytesIO(data[1:])
    file.name = "fuzz" + KINDS[data[0] % len(KINDS)]
    fields = {"text": "t"} if data[0] & 64 else None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for document in islice(iraqsec.read(file, fields=fields), _MOST_DOCUMENTS):
                if not (document.error or document.text.strip() or document.warnings):
                    raise AssertionError("an empty document that does not say why")
    except IraqsecError as error:
        if not str(error).strip():
            raise AssertionError("an error that says nothing") from error


TARGETS: dict[str, Callable[[bytes], None]] = {"extract": extract, "read": read}
