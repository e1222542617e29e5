"""Text as HTML: escaped, in its direction, with marks that may nest and overlap.

A text is cut into segments at every edge of a mark, so that no tag ever crosses another. Each mark has a lane below the
line, inner marks the upper ones, and draws its underline there; its label stands behind the word that it ends in.
"""

import html
import itertools
from collections.abc import Iterable, Iterator, Sequence

import regex
from attrs import evolve, field, frozen

from iraqsec.events.types import Event
from iraqsec.viz.palette import GROUPS, INK, PAPER, group_of, tint

_ARABIC = regex.compile(r"[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}&&\p{L}]", regex.V1)
_LETTER = regex.compile(r"\p{L}")
_WORD_END = regex.compile(r"[\p{L}\p{M}\p{N}\u0640]*")
_LINE = regex.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_LANE = 5  # pixels from one underline to the next

# Control signs would be no HTML, or no text: shown by the pictures that Unicode has of them. Lone surrogates are no UTF-8.
_SHOWN = {n: chr(0x2400 + n) for n in range(32) if n not in (9, 10)} | {127: "\u2421"}
_SHOWN |= dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")


@frozen(kw_only=True)
class Mark:
    """A stretch of a text that is shown: its group (see `palette.GROUPS`), label, and what pointing at it tells.

    ``events`` are the numbers of the events that it belongs to, shown behind the label.
    """

    start: int
    end: int
    group: str
    label: str = ""
    title: str = ""
    events: tuple[int, ...] = ()
    lane: int = field(default=0, eq=False)


def escape(text: object) -> str:
    r"""Return a text as HTML shows it, in elements and in quoted attributes alike.

    >>> escape('<b title="x">\x00')
    '&lt;b title=&quot;x&quot;&gt;␀'
    """
    return html.escape(str(text).translate(_SHOWN), quote=True)


def direction(text: str, default: str = "ltr") -> str:
    """Return "rtl" or "ltr": the direction of most letters, whatever comes first; without letters the default.

    >>> direction("NATO تدرب الشرطة"), direction("واع INA WAS HERE"), direction("12.5")
    ('rtl', 'ltr', 'ltr')
    """
    right = len(_ARABIC.findall(text))
    left = len(_LETTER.findall(text)) - right
    if right == left:
        return default
    return "rtl" if right > left else "ltr"


def bdi(text: str, default: str = "ltr") -> str:
    """Return a short text, isolated, so that its direction disturbs nothing beside it."""
    return f'<bdi dir="{direction(text, default)}">{escape(text)}</bdi>'


def event_marks(events: Iterable[Event], numbers: Iterable[int] | None = None) -> list[Mark]:
    """Return the marks of events: triggers and fillers; those that fill one role at one place are one mark.

    Events are numbered from 1, or as told.
    """
    found: dict[tuple[int, int, str], list[tuple[int, str]]] = {}
    groups: dict[str, str] = {}
    listed = list(events)
    for number, event in zip(numbers or range(1, len(listed) + 1), listed, strict=False):
        for trigger in event.mentions:
            name = f"{event.type} {number}"
            groups[name] = "trigger"
            told = f"{event.type} {number}, {event.status}: {trigger.text}"
            found.setdefault((trigger.span.start, trigger.span.end, name), []).append((number, told))
        for argument in event.arguments:
            groups.setdefault(argument.role, group_of(argument.role, type(event)))
            told = f"{argument.role} of {event.type} {number}: {argument.text}"
            if argument.value is not None:
                told += f" = {value_text(argument.value)}"
            if argument.link:
                told += f" [{argument.link}]"
            found.setdefault((argument.span.start, argument.span.end, argument.role), []).append((number, told))
    return [_event_mark(*place, groups[place[2]], told) for place, told in sorted(found.items())]


def _event_mark(start: int, end: int, label: str, group: str, told: list[tuple[int, str]]) -> Mark:
    numbers = () if group == "trigger" else tuple(dict.fromkeys(number for number, _ in told))
    title = "\n".join(dict.fromkeys(text for _, text in told))
    return Mark(start=start, end=end, group=group, label=label, title=title, events=numbers)


def value_text(value: object) -> str:
    """Return a value in words: "5.5 kg", "IQ-BA", "2024-05-01 to 2024-05-31"."""
    plain: dict[str, object] = getattr(value, "to_dict", dict)()
    if "number" in plain:
        return _number_text(plain)
    if "start" in plain:
        sides = [str(plain[side] or "…") for side in ("start", "end")]
        return sides[0] if sides[0] == sides[1] else " to ".join(sides)
    return str(plain.get("governorate") or plain.get("country") or plain.get("id") or "")


def _number_text(plain: dict[str, object]) -> str:
    number, low, high = (plain.get(key) for key in ("number", "low", "high"))
    if number is None:
        shown = "some"
    elif plain.get("precision") == "range" and low is not None and high is not None:
        shown = f"{low:,}\u2013{high:,}"
    else:
        signs = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
        shown = f"{signs.get(str(plain.get('precision')), '')}{number:,}"
    return f"{shown} {plain['unit']}"


# -- text with marks ------------------------------------------------------------------------------


def highlight(  # noqa: PLR0913 - a text, its marks, the stretch that is shown, and how
    text: str,
    marks: Iterable[Mark],
    *,
    start: int = 0,
    end: int | None = None,
    rtl: bool = False,
    labels: bool = True,
) -> str:
    """Return a stretch of a text as HTML, a block for each of its lines, each in its own direction.

    Offsets of marks are those of the whole text; marks that reach beyond the stretch are cut. ``rtl`` is the direction
    of lines without letters. Without ``labels`` the underlines and what pointing tells remain.
    """
    stop = len(text) if end is None else min(end, len(text))
    begin = max(start, 0)
    inside = [m for m in marks if m.start < stop and m.end > begin and m.start < m.end]
    blocks = []
    for left, right in _lines(text, begin, stop):
        here = _laned([m for m in inside if m.start < right and m.end > left])
        way = direction(text[left:right], "rtl" if rtl else "ltr")
        lanes = max((m.lane + 1 for m in here), default=0)
        style = f' style="--iqs-lanes:{lanes}"' if lanes > 1 else ""
        shown = "".join(_segments(text, left, right, here, labels=labels))
        blank = "" if text[left:right].strip() else " iqs-blank"
        blocks.append(f'<div class="iqs-line{blank}" dir="{way}"{style}>{shown or "<br>"}</div>')
    return "".join(blocks)


def _lines(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    at = begin
    for match in _LINE.finditer(text, begin, stop):
        yield at, match.start()
        at = match.end()
    yield at, stop


def _laned(marks: Sequence[Mark]) -> list[Mark]:
    """Give each mark of a line the highest free lane, shorter ones first, so that what holds others lies below them."""
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.end - m.start, m.start, list(GROUPS).index(m.group), m.label)):
        taken = {other.lane for other in placed if other.start < mark.end and mark.start < other.end}
        placed.append(evolve(mark, lane=next(n for n in range(len(taken) + 1) if n not in taken)))
    return placed


def _segments(text: str, left: int, right: int, marks: Sequence[Mark], *, labels: bool) -> Iterator[str]:
    """Yield the pieces of a line between the edges of marks, each within its marks, and the labels."""
    spots: dict[int, list[Mark]] = {}
    for mark in marks if labels else ():
        if mark.end <= right:
            spots.setdefault(_word_end(text, mark.end, right), []).append(mark)
    edges = {left, right, *spots}
    edges |= {edge for mark in marks for edge in (mark.start, mark.end) if left < edge < right}
    ordered = sorted(edges)
    for start, end in itertools.pairwise(ordered):
        over = sorted((m for m in marks if m.start < end and m.end > start), key=lambda m: m.lane)
        yield _segment(text[start:end], over)
        for mark in sorted(spots.get(end, ()), key=lambda m: (m.lane, m.start)):
            yield _label(mark)


def _word_end(text: str, at: int, right: int) -> int:
    """Return where the word ends that a mark ends in: a label within it would tear joined letters apart."""
    match = _WORD_END.match(text, at, right)
    return match.end() if match else at


def _segment(text: str, over: Sequence[Mark]) -> str:
    shown = escape(text)
    if not over:
        return shown
    for mark in over:
        shown = f'<span class="iqs-u iqs-{mark.group}" style="padding-bottom:{mark.lane * _LANE + 1}px">{shown}</span>'
    title = "\n".join(dict.fromkeys(m.title for m in over if m.title))
    bold = " iqs-t" if any(m.group == "trigger" for m in over) else ""
    color = tint(GROUPS[over[0].group].color, 0.16)
    return f'<mark class="iqs-m{bold}" style="background:{color}" title="{escape(title)}">{shown}</mark>'


def _label(mark: Mark) -> str:
    numbers = ",".join(map(str, mark.events))
    shown = escape(f"{mark.label.replace('_', ' ')} {numbers}".strip())
    return f'<bdi dir="ltr" class="iqs-l iqs-l-{mark.group}">{shown}</bdi>' if shown else ""


def legend(groups: Iterable[str] = GROUPS) -> str:
    """Return the legend of some groups of marks, in the order of the palette."""
    wanted = set(groups)
    items = "".join(
        f'<span class="iqs-key"><mark class="iqs-m" style="background:{tint(group.color, 0.16)}">'
        f'<span class="iqs-u iqs-{name}">{escape(group.name)}</span></mark></span>'
        for name, group in GROUPS.items()
        if name in wanted
    )
    return f'<div class="iqs-legend" dir="ltr">{items}</div>' if items else ""


_UNDERLINES = "".join(
    f".iqs-{name}{{border-bottom:{group.width}px {group.style} {group.color}}}.iqs-l-{name}{{border-color:{group.color}}}"
    for name, group in GROUPS.items()
)

CSS = f"""
.iqs{{color:{INK};background:{PAPER};color-scheme:light;padding:8px 10px;max-width:72em;text-align:start;
font:14px/1.5 system-ui,'Segoe UI','Noto Sans','DejaVu Sans',sans-serif}}
.iqs *{{box-sizing:border-box}}
.iqs-line{{white-space:pre-wrap;overflow-wrap:anywhere;text-align:start;margin:0 0 .35em;
line-height:calc(1.95em + (var(--iqs-lanes,1) - 1)*{_LANE}px)}}
.iqs-line.iqs-blank{{line-height:.8}}
.iqs-line[dir=rtl]{{font-size:1.12em;
font-family:'Noto Naskh Arabic','Noto Sans Arabic','Segoe UI','Geeza Pro','DejaVu Sans',sans-serif}}
.iqs-m{{color:inherit;padding:0;border-radius:2px;-webkit-print-color-adjust:exact;print-color-adjust:exact}}
.iqs-t{{font-weight:700}}
{_UNDERLINES}
.iqs-l{{font:600 9.5px/1.2 system-ui,'DejaVu Sans',sans-serif;white-space:nowrap;color:#333;background:#fff;
border:1px solid #888;border-radius:3px;padding:0 3px;margin:0 2px;vertical-align:.35em;
-webkit-user-select:none;user-select:none}}
.iqs-l-trigger{{background:{INK};color:#fff}}
.iqs-legend{{display:flex;flex-wrap:wrap;gap:2px 14px;margin:4px 0 8px;font-size:12px}}
.iqs-key .iqs-u{{padding-bottom:1px}}
"""
"""The style of all of the above; put it once into a page or an output."""
