"""Reports with events, made by hand: what a page is tested with, whatever the extractor finds."""

from datetime import date
from typing import Any

from iraqsec.document import Document, Span
from iraqsec.events.types import TYPES, Argument, Event, Mention
from iraqsec.results import Article, Result
from iraqsec.values import Number, Period, Place, Value

BASRA = Place("IQ-BA", id="governorate:IQ-BA", kind="governorate")
NAJAF = Place("IQ-NA", id="governorate:IQ-NA", kind="governorate")
MARKUP = '</script><script>document.title="no"</script><img src=x onerror=alert(1)>&amp;\u2028]]>--><!--'


def mention(text: str, words: str) -> Mention:
    """Return where some words stand in a text."""
    start = text.index(words)
    return Mention(Span(start, start + len(words)), words)


def event(
    text: str,
    kind: str,
    trigger: str,
    *,
    status: str = "completed",
    said_by: str | None = None,
    reported: date | None = None,
    confidence: float = 0.9,
    **fillers: str | tuple[str, Value | None],
) -> Event:
    """Return an event of a text; each filler is its words, or its words and its value."""
    arguments: dict[str, Any] = {}
    for role, told in fillers.items():
        words, value = (told, None) if isinstance(told, str) else told
        found = mention(text, words)
        arguments[role] = (Argument(role=role, text=words, span=found.span, value=value),)
    named = mention(text, trigger)
    sentence = next(line for line in text.split("\n") if trigger in line)
    return TYPES[kind](
        status=status,
        mentions=(named,),
        evidence=(mention(text, sentence),),
        id=f"{kind}-{named.span.start}",
        attribution=mention(text, said_by) if said_by else None,
        reported_on=reported,
        confidence=confidence,
        **arguments,
    )


def result(text: str, *events: Event, lang: str = "en", **about: Any) -> Result:  # noqa: ANN401 - a document's fields
    """Return a result of one article."""
    article = Article(span=Span(0, len(text)), lang=lang)
    return Result(document=Document(text=text, **about), articles=(article,), events=events)


def some_results() -> list[Result]:
    """Return three reports: an Arabic one, an English one with two events, and one full of markup."""
    arabic = (
        "البصرة تعلن نتائج حملتها\n"
        "ألقت شرطة البصرة القبض على ثلاثة متهمين بتجارة المخدرات، يوم 3 آذار 2024، بحسب NINA News.\n"
        "لا شيء هنا."
    )
    english = (
        "Police in Najaf arrested two men on May 5, 2024. \U0001f6a8\U0001f6a8 They seized 5 kg of crystal with them.\n"
        "The weather was fine.\nThe ministry will open a police station in Basra."
    )
    bad = f"Gunmen attacked {MARKUP} in Najaf on June 1, 2024."
    return [
        result(
            arabic,
            event(
                arabic,
                "Arrest",
                "القبض على",
                agent="شرطة البصرة",
                suspect="متهمين بتجارة المخدرات",
                quantity=("ثلاثة", Number(3, "person")),
                place=("البصرة", BASRA),
                time=("3 آذار 2024", Period(date(2024, 3, 3), date(2024, 3, 3))),
                said_by="NINA News",
            ),
            lang="ar",
            id="ar-1",
            url="https://example.org/1",
            title="حملة في البصرة",
        ),
        result(
            english,
            event(
                english,
                "Arrest",
                "arrested",
                agent="Police",
                quantity=("two", Number(2, "person")),
                place=("Najaf", NAJAF),
                time=("May 5, 2024", Period(date(2024, 5, 5), date(2024, 5, 5))),
            ),
            event(
                english, "Seizure", "seized", item="crystal", quantity=("5 kg", Number(5, "kg")), place=("Najaf", NAJAF)
            ),
            event(
                english,
                "FacilityOpening",
                "open",
                status="planned",
                facility="a police station",
                place=("Basra", BASRA),
                reported=date(2024, 5, 6),
                confidence=0.55,
            ),
            id="en-1",
            url="javascript:alert(1)",
        ),
        result(
            bad,
            event(
                bad,
                "Attack",
                "attacked",
                agent="Gunmen",
                target=MARKUP,
                place=("Najaf", NAJAF),
                time=("June 1, 2024", Period(date(2024, 6, 1), date(2024, 6, 1))),
            ),
            id=MARKUP,
            title=MARKUP,
            url=f"https://example.org/{MARKUP}",
        ),
    ]
