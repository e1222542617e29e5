"""Marks that come in pairs: a stretch holds both quotation marks or brackets, or neither.

What was learned to be a stretch is cut at a mark whose other half is not at hand; what is a filler for sure is lengthened to it.
"""

from collections.abc import Sequence

from iraqsec.document import Sentence, Token

_BRACKETS = {")": "(", "]": "["}
_OPENS = {**_BRACKETS, "”": "“", "»": "«"}
_CLOSES = {opening: closing for closing, opening in _OPENS.items()} | {'"': '"'}
_HEAD = 2  # words before a bracket that are only the noun of what it lists: "قضاءي (أبو غريب، المحمودية)"
_NEAR = 8  # tokens within which the other mark of a pair is looked for
_LEFT = 3  # words of a quotation behind a filler that are its own
_SHORT = 2  # tokens of a short form behind its bracket: "ISIS)"


def cut_to_pairs(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Cut a stretch at a bracket or quote whose other half lies outside, or take that in where it stands right beside."""
    opened: list[int] = []
    for at in range(first, last):
        text = tokens[at].text
        if text == '"':
            opened = opened[:-1] if opened and tokens[opened[-1]].text == '"' else [*opened, at]
        elif text in _CLOSES:
            opened.append(at)
        elif text in _OPENS:
            if opened and tokens[opened[-1]].text == _OPENS[text]:
                opened.pop()
            elif first and tokens[first - 1].text == _OPENS[text]:
                first -= 1
            else:
                return (first, at) if at > first else cut_to_pairs(tokens, at + 1, last)
    return _closed(tokens, first, last, opened[0]) if opened else (first, last)


def _closed(tokens: Sequence[Token], first: int, last: int, at: int) -> tuple[int, int]:
    """Cut a stretch at a bracket or quote that it opens and does not close."""
    closing = _CLOSES[tokens[at].text]
    if closing == '"' and sum(token.text == '"' for token in tokens[:at]) % 2:  # it closes a quotation
        if first and tokens[first - 1].text == '"':
            return first - 1, last
        return (first, at) if at > first else (at + 1, last)
    if last < len(tokens) and tokens[last].text == closing:
        return first, last + 1
    return (at + 1, last) if at < first + _HEAD and at + 1 < last else (first, at)


def paired(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Return a stretch lengthened to the other mark of each pair that it holds one of, or cut before that one."""
    for closing, opening in _BRACKETS.items():
        first, last = _bracketed(sentence.tokens, first, last, opening, closing)
    return _quoted(sentence, first, last)


def quotation_end(tokens: Sequence[Token], at: int) -> int:
    """Return the index behind the quotation that begins at a token; ``at`` where none does or it is long."""
    if at >= len(tokens) or tokens[at].text != '"':
        return at
    found = _mark(tokens, '"', at + 1)
    return at if found is None else found + 1


def whole_quotation_end(sentence: Sentence, first: int, last: int) -> int:
    """Return the index where the quotation ends that a stretch opens, where few words are left of it; else ``last``.

    Of the gold fillers that begin behind an opening mark 677 go on to the closing one, 22 end three words or fewer before it.
    """
    tokens = sentence.tokens
    if not first or tokens[first - 1].text != '"' or not sentence.quoted[first]:
        return last
    for at in range(last, min(last + _LEFT + 1, len(tokens))):
        if tokens[at].text == '"':
            return at
        if tokens[at].kind != "word":
            break
    return last


def short_form_end(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the index behind the abbreviation in brackets behind a name: "Islamic State (ISIS)"; else ``last``."""
    if last + _SHORT >= len(tokens) or tokens[last].text != "(" or tokens[last + _SHORT].text != ")":
        return last
    short = tokens[last + 1]
    initials = {token.text[:1].lower() for token in tokens[first:last]}
    abbreviates = short.word.shape in ("U", "m") and short.text[:1].lower() in initials
    return last + _SHORT + 1 if abbreviates else last


def _bracketed(tokens: Sequence[Token], first: int, last: int, opening: str, closing: str) -> tuple[int, int]:
    texts = [token.text for token in tokens[first:last]]
    missing = texts.count(opening) - texts.count(closing)
    if missing > 0:
        found = _mark(tokens, closing, last)
        return first, first + _last(texts, opening) if found is None else found + 1
    if missing < 0:
        inner = first + texts.index(closing)
        if inner == first + 1 and first and tokens[first - 1].text == opening and tokens[first].kind == "number":
            return first - 1, last
        return first, inner
    return first, last


def _quoted(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    tokens = sentence.tokens
    texts = [token.text for token in tokens[first:last]]
    if not texts.count('"') % 2:
        return first, last
    at = first + _last(texts, '"')
    if sentence.quoted[at]:  # it opens
        found = _mark(tokens, '"', last)
        return first, at if found is None else found + 1
    if at == last - 1:
        return first, at
    return first - (first > 0 and tokens[first - 1].text == '"'), last


def _mark(tokens: Sequence[Token], mark: str, begin: int) -> int | None:
    return next((at for at in range(begin, min(begin + _NEAR, len(tokens))) if tokens[at].text == mark), None)


def _last(texts: Sequence[str], mark: str) -> int:
    return len(texts) - 1 - texts[::-1].index(mark)
