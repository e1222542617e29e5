"""What a line of a page is, judged by its form and words alone: a menu, a share row, a date, a heading of others."""

from functools import cache

import regex
from attrs import frozen

from iraqsec.articles.pubdates import has_time_reference, is_day, without_dates
from iraqsec.articles.tables import any_of, folded, lowered, table

_DECORATION = r"[^\p{L}\p{N}]*"
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['-][\p{L}\p{M}]+)*")
_HEADLINES = regex.compile(
    r"[^.…]+(?:(?:\.{3,}|…)[^.…]+){2,}(?:\.{3,}|…)?"
)  # "Blast in Hit....Arrests in Mosul....Fire"
_NUMBERED = regex.compile(r"\W*\d{1,3}\s*(?:/|of|out of|من)\s*\d{1,3}\W*")  # "2 of 5"
_SEPARATOR = regex.compile(r"\s*(?:([-=*_~#+.·•─━—–―ـ|])\1{2,}|(?:[-=*_~#+.·•─━—–|]\s*){3,})\s*")
_MENU_MARK = regex.compile(r"\s*[|›‹>]+\s*|\s\"\s|\s[•·»]\s|\s{2,}|\s/\s")
_PARTS = regex.compile(r"[/|]")
_BAR = regex.compile(r"[|›‹>•·/]")
_CONTACT = regex.compile(
    r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+|[+(]?\d[\d\s().+-]{6,}\d|\S+\.(?:com|net|org|iq|info|news)(?:/\S*)?"
)
_LONGEST_CONTACT = 300  # characters
_BRACKETED = regex.compile(r"\(\s*\p{L}+(?:\s+\p{L}+){1,4}\s*\)")  # "(NRT Digital Media)"
_ADDRESS = regex.compile(r"(?<!\S)[^\s@]+@[^\s@]+\.\w+|https?://\S+")
_TAGS = regex.compile(r"(?:#[\p{L}\p{N}_]+[\s,،|]*){2,}")
_LETTERS_SIGNED = regex.compile(
    r"[a-z]{2,4}(?:[/-][a-z]{2,4})+|-\s?30\s?-|#{2,}|\p{Arabic}\.?\s?\p{Arabic}?\s?/\s?\p{Arabic}\.?\s?\p{Arabic}?"
)
_SIGNED_END = r"[/.\s-]*+(?:\d{1,3}[\s/.-]*+)?\p{L}?\s*"
_NAME_END = regex.compile(r"(?<!\s)\s*[,،.|(–—/\d]|\s-\s")
_CLOSED = (".", "!", "?", "؟", "…")
_MENU_ITEM_WORDS = 4
_FEW_WORDS = 4
_FEW_ITEMS = 3
_PROSE_WORDS = 22
_LABEL_WORDS = 12
_HEADLINE_WORDS = (2, 12)
_DOTS = regex.compile(r"\.{3,}|…")
_MENU_WORDS = 18
_WORDY = frozenset({"comments", "newsletter", "disclaimer", "tail", "formula"})  # furniture in whole sentences


@frozen
class Verdict:
    """What a line was taken for. ``role`` is "furniture", "heading", "meta", "separator" or "end".

    A "heading" stands above other stories (``reason`` is its style: "inline", "section" or "closing"); a "meta" line
    belongs to the story beside it (``reason``: "date", "byline"); ``name`` is what a label names.
    """

    role: str
    reason: str
    name: str | None = None


@frozen
class _Rules:
    label: regex.Pattern[str]
    styles: dict[str, str]
    starts: regex.Pattern[str]
    start_reasons: dict[str, str]
    anywhere: regex.Pattern[str]
    anywhere_reasons: dict[str, str]
    buttons: frozenset[str]
    glue: frozenset[str]
    sections: frozenset[str]
    openers: frozenset[str]
    homes: frozenset[str]
    board: regex.Pattern[str]
    byline: regex.Pattern[str]
    needs_mark: frozenset[str]
    masthead: regex.Pattern[str]
    signoff: regex.Pattern[str]
    signoff_tail: regex.Pattern[str]
    date_labels: regex.Pattern[str]
    issue: regex.Pattern[str]
    max_words: int


@cache
def _rules() -> _Rules:
    data = table("furniture")
    styles = {word: style for style in ("section", "inline", "closing") for word in folded(data["labels"][style])}
    start = {word: kind["reason"] for kind in data["phrases"] for word in folded(kind["start"])}
    within = {word: kind["reason"] for kind in data["phrases"] for word in folded(kind["anywhere"])}
    bylines = data["bylines"]
    labels = table("dates")["labels"]
    signoffs = any_of(data["signoffs"]["words"])
    return _Rules(
        label=regex.compile(
            rf"{_DECORATION}(?P<label>{any_of(styles)})(?!\p{{L}})\s*(?P<mark>(?:[^\p{{L}}\p{{N}}\s]|\(\d+\)|\d+\s*$)*)(?P<rest>.*)"
        ),
        styles=styles,
        starts=regex.compile(rf"[^\p{{L}}\p{{N}}©(….]*\(?(?P<phrase>{any_of(start)})(?![\p{{L}}])"),
        start_reasons=start,
        anywhere=regex.compile(rf"(?<!\p{{L}})(?P<phrase>{any_of(within)})"),
        anywhere_reasons=within,
        buttons=frozenset(folded(data["buttons"]["words"])),
        glue=frozenset(folded(data["buttons"]["glue"])),
        sections=frozenset(folded(data["sections"]["words"])),
        openers=frozenset(folded(data["labels"]["openers"])),
        homes=frozenset(folded(data["labels"]["homes"])),
        board=regex.compile(rf"(?:{any_of(table('datelines')['boards'])})\s+\S+(?:\s+\S+){{0,3}}"),
        byline=regex.compile(
            rf"{_DECORATION}(?P<label>{any_of(bylines['before_name'])})(?!\p{{L}})\s*(?P<mark>[:/|-]*)\s*(?P<name>.*)"
        ),
        needs_mark=frozenset(folded(bylines["needs_mark"])),
        masthead=regex.compile(rf"{_DECORATION}{any_of(bylines['masthead'])}(?!\p{{L}})\W*(?P<name>.*)"),
        signoff=regex.compile(rf"[\W_]*{signoffs}(?!\p{{L}}){_SIGNED_END}"),
        signoff_tail=regex.compile(
            rf"(?:[./#(\[]\s*|(?<=[.!?؟\"]))[/#(\[\s.-]*{signoffs}(?!\p{{L}})[\s)\]/.]*\d{{0,3}}[\s/.-]*\p{{L}}?\s*$"
        ),
        date_labels=regex.compile(
            rf"(?<!\p{{L}}){any_of([word for kind in labels.values() for word in kind])}(?!\p{{L}})"
        ),
        issue=regex.compile(
            rf"(?<!\p{{L}}){any_of(data['bylines']['issue'])}\s{{0,3}}[:.#(]?\s{{0,3}}\d+\)?(?=\s*(?:$|[-–—|,،]))"
        ),
        max_words=data["max_words"],
    )


def _is_contact(low: str) -> bool:
    """Tell whether a line is nothing but an address, a number or a name of a site; a long one is none."""
    return len(low) <= _LONGEST_CONTACT and _CONTACT.fullmatch(low) is not None


def judge(line: str) -> Verdict | None:
    """Judge a line of folded text, without its surrounding space, by itself; None for what may be part of a story.

    >>> judge("Share this story: Facebook | X").reason, judge("Police arrested three men.")
    ('share', None)
    """
    low = lowered(line)
    words = _WORD.findall(low)
    if not words:
        return _wordless(line, low)
    rules = _rules()
    if _is_long_menu(low, words):
        return Verdict("furniture", "menu")
    if len(words) <= 5 * _MENU_WORDS and _is_headlines(low):
        return Verdict("furniture", "ticker")
    if len(words) > rules.max_words:
        return None
    return (
        _marks(low)
        or _labelled(low, words)
        or _dated(line, low, words)
        or _phrased(low, len(words))
        or _signed(line, low, words)
        or _rows(low, words)
    )


def _is_long_menu(low: str, words: list[str]) -> bool:
    """Tell a long row of names without marks: no sentence does without full stop, comma and function word alike."""
    if len(words) < _MENU_WORDS or len(words) > 5 * _MENU_WORDS or any(mark in low for mark in '.,،:؛؟?!"'):
        return False
    common = _function_words()
    return not any(word in common for word in words)


def _is_headlines(low: str) -> bool:
    """Tell a row of headlines that dots hold apart from a sentence with pauses: every piece is as long as a headline."""
    if not _HEADLINES.fullmatch(low):
        return False
    pieces = [len(piece.split()) for piece in _DOTS.split(low) if piece.strip()]
    return all(_HEADLINE_WORDS[0] <= words <= _HEADLINE_WORDS[1] for words in pieces)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for lang in ("ar", "en") for word in folded(table("scripts")["words"][lang]))


def _wordless(line: str, low: str) -> Verdict:
    if _SEPARATOR.fullmatch(line):
        return Verdict("separator", "separator")
    if _LETTERS_SIGNED.fullmatch(low):
        return Verdict("end", "signoff")
    if has_time_reference(low):
        return Verdict("meta", "date")
    return Verdict("furniture", "contact" if _is_contact(low) and not low.isdigit() else "counter")


def _marks(low: str) -> Verdict | None:
    """Judge what is told by marks: separators, sign-offs, addresses, notes in brackets, rows of tags."""
    if _SEPARATOR.fullmatch(low):
        return Verdict("separator", "separator")
    if _rules().signoff.fullmatch(low) or _LETTERS_SIGNED.fullmatch(low):
        return Verdict("end", "signoff")
    address = ("@" in low or "//" in low) and _ADDRESS.search(low) and len(low.split()) <= 2 * _FEW_WORDS
    if _NUMBERED.fullmatch(low):
        return Verdict("furniture", "counter")
    reason = "contact" if address or _is_contact(low) else "credit" if _BRACKETED.fullmatch(low) else "tags"
    return Verdict("furniture", reason) if reason != "tags" or _TAGS.fullmatch(low) else None


def _labelled(low: str, words: list[str]) -> Verdict | None:
    """Judge a line that starts with a label of the page: "Related: …", "الوسوم", "Most read"."""
    rules = _rules()
    match = rules.label.match(low)
    if not match:
        return None
    style = rules.styles[" ".join(match["label"].split())]
    rest = match["rest"].strip()
    if not _WORD.search(rest):
        alone = style != "closing" and not any(c.isdigit() for c in rest)
        return Verdict("heading", style) if alone else Verdict("furniture", _closing_reason(match["label"]))
    if " ".join(match["label"].split()) in rules.openers:
        return None
    marked = any(c in match["mark"] for c in ':|>؛"') or match["mark"].strip() in ("-", "–", "—", "..", "...")
    if marked and not (style == "inline" and len(words) > 22 and low.endswith(_CLOSED)):  # noqa: PLR2004
        return Verdict("furniture", "related" if style != "closing" else _closing_reason(match["label"]))
    return None


def _closing_reason(label: str) -> str:
    """Name what a closing label stands for, by the phrase tables where they hold it."""
    rules = _rules()
    match = rules.starts.match(label)
    return rules.start_reasons[" ".join(match["phrase"].split())] if match else "box"


def _phrased(low: str, words: int) -> Verdict | None:
    """Judge a line by a phrase that betrays it; whole sentences of prose may hold such words too."""
    rules = _rules()
    if match := rules.starts.match(low):
        reason = rules.start_reasons[" ".join(match["phrase"].split())]
        if reason in _WORDY or words <= _LABEL_WORDS or not low.endswith("."):
            return Verdict("furniture", reason)
    if low.endswith(".") and words > _PROSE_WORDS:
        return None
    if match := rules.anywhere.search(low):
        return Verdict("furniture", rules.anywhere_reasons[" ".join(match["phrase"].split())])
    return None


def _dated(line: str, low: str, words: list[str]) -> Verdict | None:
    """Judge a line that holds a date or time and little else; one that names its author is a byline."""
    if not has_time_reference(low):
        return Verdict("meta", "date") if is_day(low) else None
    if (signed := _signed(line, low, words)) and signed.name:
        return signed
    rules = _rules()
    kept = rules.date_labels.sub(" ", without_dates(low))
    left = _WORD.findall(kept)
    rest = [word for word in left if word not in rules.buttons and word not in rules.glue and len(word) > 1]
    prose = (low.endswith(".") and rest) or (low.endswith(":") and len(rest) > 1)
    bare = len(rest) > 1 and len(rest) >= len(words) - 1 and not _bars(kept)
    return None if prose or bare or len(rest) > _FEW_WORDS else Verdict("meta", "date")


def _signed(line: str, low: str, words: list[str]) -> Verdict | None:
    """Judge bylines and mastheads; ``name`` is "" where the name stands on the next line."""
    rules = _rules()
    board = rules.masthead.match(low)
    if rules.board.fullmatch(low) or (board and len(words) <= 2 * _FEW_WORDS and not low.endswith(".")):
        return Verdict("furniture", "masthead", board["name"].strip() if board else line)
    if len(words) <= _LABEL_WORDS and not low.endswith(".") and rules.issue.search(low):
        return Verdict("furniture", "masthead")
    match = None if board else rules.byline.match(low)
    if not match:
        return None
    name, label = match["name"].strip(), " ".join(match["label"].split())
    if not (match["mark"] or not name or label not in rules.needs_mark) or name.endswith(("?", "؟")):
        return None
    limit = 12 if has_time_reference(low) else 6  # "By a staff writer, 14th March 2017. Filed under: Japan"
    if len(_WORD.findall(name)) > limit or (name.endswith(".") and len(words) > _FEW_WORDS + 1):
        return None
    begin = len(line) - len(match["name"])
    shown = _NAME_END.split(line[begin:].strip(), maxsplit=1)[0].strip()
    kept = without_dates(low)[begin : begin + len(shown)]  # "Mariam Saleh    Dec 4, 2018": the date is no name
    return Verdict("meta", "byline", line[begin : begin + len(kept.rstrip())] if kept.strip() else "")


def _bars(low: str) -> bool:
    return any(mark in low for mark in "|•–—/,،") or " - " in low


def _rows(low: str, words: list[str]) -> Verdict | None:
    """Judge rows of buttons, menus, breadcrumbs and the names of sections."""
    rules = _rules()
    if all(" ".join(_WORD.findall(part)) in rules.sections for part in _PARTS.split(low)):
        return Verdict("furniture", "section")
    buttons = sum(word in rules.buttons for word in words)
    plain = sum(word not in rules.buttons and word not in rules.glue for word in words)
    only = buttons > 0 and plain == 0 and not (low.endswith(".") and len(words) > _FEW_WORDS)
    mostly = plain == 1 and buttons >= _FEW_ITEMS  # "Share Tweet Print Fark"
    if only or mostly or all(len(word) == 1 for word in words):  # "X", "+A -A"
        return Verdict("furniture", "buttons")
    return Verdict("furniture", "menu") if _is_menu(low) else None


def _is_prose(low: str) -> bool:
    words = _WORD.findall(low)
    return sum(word in _function_words() for word in words) > len(words) // 12


def _is_menu(low: str) -> bool:
    """Tell a row of short items between bars, arrows or wide gaps, or a breadcrumb."""
    items = [item for item in _MENU_MARK.split(low) if _WORD.search(item)]
    if len(items) > 1 and items[0].strip(" :") in _rules().homes:
        return True
    words = _WORD.findall(low)
    if len(words) > _FEW_WORDS and words[0] in _rules().homes and not low.endswith(_CLOSED) and not _is_prose(low):
        return True  # "HOME LATEST OPINION BUSINESS WORLD"
    # "»" is folded to a quotation mark, and prose may have wide gaps and spaces about its quotations.
    lengths = [len(_WORD.findall(item)) for item in items]
    prose = sum(lengths) > 2 * _FEW_WORDS and (' " ' in low or not _BAR.search(low)) and _is_prose(low)
    if len(items) < _FEW_ITEMS or low.endswith(_CLOSED) or prose:
        return False
    short = sum(length <= _MENU_ITEM_WORDS for length in lengths)
    return short == len(items) or (len(items) > _FEW_ITEMS + 1 and short >= 0.8 * len(items))


def signoff_start(line: str) -> int | None:
    """Return where a sign-off at the end of a paragraph begins ("… stability./ End"), or None.

    >>> signoff_start("and stability./ End")
    13
    """
    match = _rules().signoff_tail.search(lowered(line), max(0, len(line) - 30))
    return match.start() if match else None
