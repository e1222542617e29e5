"""Objects in, HTML out: an event as a card, events as a table, a result as marked text with its events."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from attrs import evolve

from iraqsec.document import Document, Span
from iraqsec.events.types import Argument, Event
from iraqsec.results import Article, Result
from iraqsec.values import Period
from iraqsec.viz.markup import bdi, direction, escape, event_marks, highlight, legend, value_text
from iraqsec.viz.names import governorate_name
from iraqsec.viz.palette import FAMILIES, GROUPS, STATUS_SIGNS, group_of, look_of, tint

MOST_CHARACTERS = 50_000
"""As much of a text as a notebook shows at once."""

_ACTING = ("actor", "affected")


def event_html(event: Event, number: int | None = None) -> str:
    """Return an event as a card: what, when, where; its roles; the sentences that tell of it."""
    roles = "".join(_role_row(name, fillers) for name, fillers in _by_role(event))
    table = f'<table class="iqs-roles"><tbody>{roles}</tbody></table>' if roles else ""
    said = f'<div class="iqs-said">according to {bdi(event.attribution.text)}</div>' if event.attribution else ""
    note = " · ".join(
        escape(part)
        for part in (
            f"confidence {event.confidence:.2f}",
            f"reported on {event.reported_on}" if event.reported_on else "",
            event.id,
            event.found_by,
        )
        if part
    )
    return (
        f'<section class="iqs-card" style="border-inline-start-color:{look_of(event.family).color}">{_head(event, number)}'
        f'{table}{_evidence(event)}{said}<div class="iqs-note">{note}</div></section>'
    )


def _head(event: Event, number: int | None) -> str:
    parts = [f'<span class="iqs-no">{number}</span>' if number is not None else ""]
    parts.append(f"<b>{escape(event.type)}</b>")
    parts.append(_status(event.status))
    parts += [f"<span>{escape(part)}</span>" for part in (when_text(event), where_text(event)) if part]
    return f'<div class="iqs-head" dir="ltr">{"".join(parts)}</div>'


def _status(status: str) -> str:
    return f'<span class="iqs-status iqs-{escape(status)}">{STATUS_SIGNS.get(status, "")} {escape(status)}</span>'


def when_text(event: Event) -> str:
    """Return when an event was, as far as the text says it: "2024-05-01", "2024-05-01 to 2024-05-31", or nothing."""
    return next((value_text(a.value) for a in event.time if isinstance(a.value, Period)), "")


def where_text(event: Event) -> str:
    """Return the names of an event's governorates, or the countries where it names none."""
    codes = event.governorates or tuple(
        dict.fromkeys(code for a in event.place if (code := getattr(a.value, "country", None)))
    )
    return ", ".join(governorate_name(code) for code in codes)


def _by_role(event: Event) -> Iterator[tuple[str, list[Argument]]]:
    found: dict[str, list[Argument]] = {}
    for argument in event.arguments:
        found.setdefault(argument.role, []).append(argument)
    yield from found.items()


def _role_row(name: str, fillers: Sequence[Argument]) -> str:
    group = GROUPS[group_of(name)]
    cells = "".join(f"<li>{_filler(a)}</li>" for a in fillers)
    line = f"border-bottom:{group.width}px {group.style} {group.color}"
    return f'<tr><th scope="row"><span style="{line}">{escape(name.replace("_", " "))}</span></th><td><ul>{cells}</ul></td></tr>'


def _filler(argument: Argument) -> str:
    meaning = value_text(argument.value) if argument.value is not None else ""
    told = " · ".join(part for part in (meaning, argument.link or "") if part)
    return bdi(argument.text) + (f' <span class="iqs-value" dir="ltr">{escape(told)}</span>' if told else "")


def _evidence(event: Event) -> str:
    """Return the sentences of an event, its trigger and fillers marked."""
    marks = event_marks([event])
    blocks = []
    for sentence in event.evidence:
        at = sentence.span.start
        inside = [evolve(m, start=m.start - at, end=m.end - at, events=()) for m in marks if m.end > at]
        inside = [evolve(m, start=max(m.start, 0)) for m in inside if m.start < len(sentence.text)]
        shown = highlight(sentence.text, inside, labels=False)
        blocks.append(f'<blockquote dir="{direction(sentence.text)}">{shown}</blockquote>')
    if not blocks:
        blocks = [f"<blockquote>{bdi(mention.text)}</blockquote>" for mention in event.mentions]
    return "".join(blocks)


# -- tables ----------------------------------------------------------------------------------------


def table_html(events: Iterable[tuple[Event, str]], total: int | None = None, *, reports: bool = False) -> str:
    """Return events as a table, a row each; ``total`` is how many there are where not all are given.

    Each event comes with the name of its report, which is a column if ``reports`` says so.
    """
    rows = [_row(number, event, report if reports else None) for number, (event, report) in enumerate(events, 1)]
    if not rows:
        return '<p class="iqs-note">no events</p>'
    names = ["", "type", "status", "when", "where", "who", "what", "how many", "confidence"]
    names += ["report"] if reports else []
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    note = f'<p class="iqs-note">the first {len(rows):,} of {total:,} events</p>' if (total or 0) > len(rows) else ""
    return (
        f'<div class="iqs-wide"><table class="iqs-table" dir="ltr"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>{note}"
    )


def _row(number: int, event: Event, report: str | None) -> str:
    groups: dict[str, list[str]] = {}
    for argument in event.arguments:
        group = group_of(argument.role, type(event))
        groups.setdefault("actor" if group in _ACTING else group, []).append(argument.text)
    what = groups.get("thing", []) + groups.get("about", [])
    color = look_of(event.family).color
    cells = [
        f'<td class="iqs-no">{number}</td>',
        f'<td style="border-inline-start:4px solid {color}"><b>{escape(event.type)}</b></td>',
        f"<td>{_status(event.status)}</td>",
        f'<td class="iqs-nowrap">{escape(when_text(event)).replace(" to ", " to<br>")}</td>',
        f"<td>{escape(where_text(event)) or _texts(groups.get('place', []))}</td>",
        f'<td class="iqs-text">{_texts(groups.get("actor", []))}</td>',
        f'<td class="iqs-text">{_texts(what)}</td>',
        f"<td>{_texts(groups.get('number', []))}</td>",
        f'<td class="iqs-figure">{event.confidence:.2f}</td>',
    ]
    cells += [f'<td class="iqs-report">{bdi(report)}</td>'] if report is not None else []
    return f"<tr>{''.join(cells)}</tr>"


def _texts(texts: Iterable[str]) -> str:
    return "".join(f'<div dir="{direction(text)}">{escape(text)}</div>' for text in dict.fromkeys(texts))


# -- documents and results ------------------------------------------------------------------------


def document_html(document: Document, most: int | None = MOST_CHARACTERS) -> str:
    """Return a document: what is known of it, and its text, line by line in its direction."""
    shown = highlight(document.text, (), end=most, rtl=document.lang == "ar")
    return _document_head(document) + _trouble(document.error, document.warnings) + shown + _cut(document.text, most)


def _document_head(document: Document) -> str:
    parts = [escape(part) for part in (document.id, document.lang, document.published) if part]
    parts += [bdi(document.source)] if document.source else []
    parts += [_address(document.url)] if document.url else []
    title = f'<h4 dir="{direction(document.title)}">{escape(document.title)}</h4>' if document.title else ""
    return title + (f'<div class="iqs-note" dir="ltr">{" · ".join(parts)}</div>' if parts else "")


def _address(url: str) -> str:
    """Return a link to a page of the web; anything else is text."""
    try:
        web = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        web = False
    shown = escape(url)
    return f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>' if web else shown


def _trouble(error: str | None, warnings: Iterable[str]) -> str:
    told = [f'<div class="iqs-error">not extracted: {escape(error)}</div>'] if error else []
    return "".join([*told, *(f'<div class="iqs-warning">{escape(warning)}</div>' for warning in warnings)])


def _cut(text: str, most: int | None) -> str:
    more = len(text) - most if most is not None else 0
    return f'<p class="iqs-note">… {more:,} characters more</p>' if more > 0 else ""


def result_html(result: Result, *, labels: bool = True, most: int | None = MOST_CHARACTERS) -> str:
    """Return a result: the text with its events marked, what was taken for furniture folded away, a card an event."""
    marks = event_marks(result.events)
    used = {mark.group for mark in marks}
    text = result.document.text
    blocks = [_document_head(result.document), _trouble(result.error, result.warnings), legend(used)]
    for start, end, article in _stretches(result, len(text) if most is None else most):
        rtl = article.lang == "ar" if article else direction(text[start:end]) == "rtl"
        shown = highlight(text, marks, start=start, end=end, rtl=rtl, labels=labels)
        if article:
            blocks.append(_article_note(article) + f'<article lang="{escape(article.lang)}">{shown}</article>')
        elif text[start:end].strip():
            size = f"{end - start:,} characters beside the articles"
            blocks.append(f'<details class="iqs-furniture"><summary>{size}</summary>{shown}</details>')
    blocks.append(_cut(text, most))
    cards = "".join(event_html(event, number) for number, event in enumerate(result.events, 1))
    if not result.error:
        count = f"{len(result.events)} event{'' if len(result.events) == 1 else 's'}"
        blocks.append(f'<details class="iqs-events" open><summary>{count}</summary>{cards}</details>')
    return "".join(blocks)


def _stretches(result: Result, most: int) -> Iterator[tuple[int, int, Article | None]]:
    """Yield the text in order: articles, and what lies between them; a result without articles is one stretch."""
    at, stop = 0, min(len(result.document.text), most)
    for article in sorted(result.articles, key=lambda a: a.span):
        if article.span.start >= stop:
            break
        if article.span.start > at:
            yield at, article.span.start, None
        yield max(at, article.span.start), min(article.span.end, stop), article
        at = article.span.end
    if at < stop:
        yield at, stop, None if result.articles else Article(span=Span(0, stop), lang=result.document.lang or "")


def _article_note(article: Article) -> str:
    known = (article.agency, article.author, article.dateline)
    parts = [escape(article.lang), *(bdi(part) for part in known if part)]
    parts += [f"published {article.published}"] if article.published else []
    return f'<div class="iqs-note" dir="ltr">{" · ".join(parts)}</div>'


CSS = f"""
.iqs h4{{margin:2px 0;font-size:16px}}
.iqs article{{margin:2px 0 10px}}
.iqs a{{color:{GROUPS["actor"].color}}}
.iqs-note{{color:#555;font-size:12px;margin:2px 0}}
.iqs-said{{font-size:12.5px;margin:2px 0}}
.iqs-error,.iqs-warning{{border:1px solid #999;border-inline-start:4px solid {look_of("violence").color};
padding:2px 8px;margin:4px 0;font-size:12.5px}}
.iqs-warning{{border-inline-start-color:{look_of("enforcement").color}}}
.iqs-furniture{{color:#555;background:#F6F6F6;border-radius:4px;padding:2px 8px;margin:4px 0}}
.iqs summary{{cursor:pointer;font-size:12.5px}}
.iqs-events>summary{{font-weight:600;font-size:14px;margin:6px 0}}
.iqs-card{{border:1px solid #CCC;border-inline-start:5px solid {FAMILIES[""].color};border-radius:5px;padding:6px 10px;
margin:6px 0;break-inside:avoid}}
.iqs-head{{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline}}
.iqs-head b{{font-size:15px}}
.iqs-no{{color:#555;font-variant-numeric:tabular-nums}}
.iqs-head .iqs-no{{background:#444;color:#fff;border-radius:9px;padding:0 7px;font-size:12px}}
.iqs-status{{white-space:nowrap}}
.iqs-planned,.iqs-proposed{{font-style:italic}}
.iqs-negated{{text-decoration:line-through}}
.iqs-roles{{border-collapse:collapse;margin:4px 0}}
.iqs-roles th{{text-align:start;vertical-align:top;font-weight:600;font-size:12.5px;padding:1px 14px 1px 0;white-space:nowrap}}
.iqs-roles td{{text-align:start;padding:1px 0;background:none}}
.iqs-roles tr{{background:none}}
.iqs-roles ul{{margin:0;padding:0;list-style:none}}
.iqs-value{{color:#555;font-size:12px}}
.iqs blockquote{{margin:4px 0;padding:0 10px;border:0;border-inline-start:3px solid #DDD;background:none}}
.iqs-wide{{overflow-x:auto}}
.iqs-table{{border-collapse:collapse;font-size:13px;margin:4px 0}}
.iqs-table th,.iqs-table td{{text-align:start;vertical-align:top;padding:3px 8px;border-bottom:1px solid #DDD}}
.iqs-table th{{font-size:12px;border-bottom:2px solid #888;white-space:nowrap}}
.iqs-table tbody tr:nth-child(even){{background:{tint("#888888", 0.08)}}}
.iqs-table td>div+div{{margin-top:3px}}
.iqs-table .iqs-text{{min-width:13em;max-width:24em}}
.iqs-table .iqs-report{{min-width:9em;max-width:14em;overflow-wrap:anywhere;font-size:12px}}
.iqs-table .iqs-nowrap{{white-space:nowrap}}
.iqs-table .iqs-figure{{text-align:end;font-variant-numeric:tabular-nums}}
"""
"""The style of cards and tables, beside that of marks."""
