"""Bytes to text: which encoding a file is in, and how sure that is."""

import codecs
import io
from functools import cache

import regex

from iraqsec.errors import InputError, ReadError

MAX_DOCUMENT = 64 * 2**20
"""Bytes of one document or record: a thousand times the longest report, and no more than memory can bear."""

_SAMPLE = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = regex.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_HIGH = regex.compile(rb"[\x80-\xff]")
_ARABIC_WORD = regex.compile(r"[\u0621-\u064a]{2,}")
_COMMON_LETTERS = frozenset("اليمنوترعهبدفسقحكة")
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"BZh",
    b"\xfd7zXZ",
)


def known_encoding(name: str) -> str:
    """Return Python's name of an encoding.

    Raises:
        InputError: there is no such encoding.
    """
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise InputError(
            f"unknown encoding {name!r}; Python knows for example utf-8, cp1256, iso8859_6, utf-16"
        ) from error


def decode(data: bytes, encoding: str | None = None, *, name: str = "text") -> tuple[str, tuple[str, ...]]:
    """Decode a document, and say in warnings what was guessed or could not be read.

    Raises:
        ReadError: the bytes are no text in any encoding.
    """
    chosen, guessed = (encoding, False) if encoding else detect(data, name=name)
    warnings = [f"{name}: encoding was guessed: {chosen}"] if guessed else []
    try:
        return data.decode(chosen), tuple(warnings)
    except UnicodeDecodeError as error:
        text = data.decode(chosen, errors="replace")
        lost = text.count("\ufffd")
        warnings.append(
            f"{name}: {lost} characters are not valid {chosen}, the first at byte {error.start}; U+FFFD stands for them"
        )
        return text, tuple(warnings)


def detect(data: bytes, *, name: str = "text", partial: bool = False) -> tuple[str, bool]:
    """Return the encoding of some bytes and whether it is a guess; ``partial`` bytes may end within a character.

    Raises:
        ReadError: the bytes are no text in any encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, False
    sample = data[:_SAMPLE]
    if wide := _wide(sample):
        return wide, True
    if sample.startswith(_BINARY) or len(_CONTROL.findall(sample)) > 0.02 * len(sample) + 1:
        raise ReadError(f"{name}: this is binary data, not text")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(data, final=not partial)
    except UnicodeDecodeError:
        return (_mostly_utf8(data), False) if _mostly_utf8(data) else (_eight_bit(sample), True)
    return "utf-8", False


def _mostly_utf8(data: bytes) -> str:
    """Return "utf-8" where a few bytes only are broken, else ""."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    lost, good = text.count("\ufffd"), sum(c > "\x7f" for c in text)
    return "utf-8" if good - lost > 10 * lost else ""


def _wide(sample: bytes) -> str:
    """Return UTF-16's name where every other byte is the high byte of a Latin or Arabic letter."""
    if len(sample) < 8:  # noqa: PLR2004 - too short to tell
        return ""
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        if sum(high.count(byte) for byte in b"\x00\x06\x20\xfe") > 0.95 * len(high) and high.count(b"\x20") < 0.5 * len(
            high
        ):
            return encoding
    return ""


def _eight_bit(sample: bytes) -> str:
    """Guess among the one-byte encodings: by Arabic letters in their usual shares, else by charset-normalizer."""
    high = len(_HIGH.findall(sample))
    if high > 0.3 * len(sample):
        rated = {
            encoding: _arabic_share(sample.decode(encoding, errors="replace"))
            for encoding in ("cp1256", "iso8859_6", "cp720", "mac_arabic")
        }
        best = max(rated, key=lambda encoding: rated[encoding])
        if rated[best] > 0.5:  # noqa: PLR2004
            return best
    return _normalized(sample) or "cp1252"


def _arabic_share(text: str) -> float:
    """Rate how much a text looks like Arabic: the share of its usual letters among all that are not ASCII."""
    letters = [c for word in _ARABIC_WORD.findall(text) for c in word]
    foreign = sum(c > "\x7f" for c in text)
    return sum(c in _COMMON_LETTERS for c in letters) / foreign if foreign else 0.0


@cache
def _normalizer() -> object:
    try:
        import charset_normalizer
    except ImportError:  # it is a dependency, but a guess is no reason to fail
        return None
    return charset_normalizer.from_bytes


def _normalized(sample: bytes) -> str:
    find = _normalizer()
    best = find(sample).best() if callable(find) else None
    return str(best.encoding) if best is not None else ""


def open_text(
    stream: io.BufferedIOBase, encoding: str | None, *, name: str
) -> tuple[io.TextIOWrapper, tuple[str, ...]]:
    """Wrap a binary stream for reading records as text; its encoding is told from its beginning.

    Raises:
        ReadError: the bytes are no text in any encoding.
    """
    head = stream.read(_SAMPLE)
    chosen, guessed = (encoding, False) if encoding else detect(head, name=name, partial=True)
    joined = io.BufferedReader(_Prefixed(head, stream), buffer_size=_SAMPLE)
    warnings = (f"{name}: encoding was guessed: {chosen}",) if guessed else ()
    return io.TextIOWrapper(joined, encoding=chosen, errors="replace", newline=""), warnings


class _Prefixed(io.RawIOBase):
    """A stream that begins with bytes already read from another."""

    def __init__(self, head: bytes, rest: io.BufferedIOBase) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        piece, self._head = (self._head[:size], self._head[size:]) if self._head else (self._rest.read(size), b"")
        buffer[: len(piece)] = piece
        return len(piece)
