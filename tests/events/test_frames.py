"""Every example of every frame: its trigger is proposed, and what must find nothing gives no event."""

from functools import cache

import pytest
from _pytest.mark import ParameterSet

import iraqsec
from iraqsec.events.loader import Example, Frame, built_in
from iraqsec.events.matcher import Matcher
from iraqsec.languages.base import get
from iraqsec.languages.folding import fold

KNOWN_MISSES: dict[str, str] = {}
"""Id of an example that is not what it should be yet -> why."""


def examples(*, empty: bool) -> list[ParameterSet]:
    found = []
    for frame in built_in():
        seen = dict.fromkeys(("ar", "en"), 0)
        for example in frame.examples:
            seen[example.lang] += 1
            name = f"{frame.name}-{example.lang}-{seen[example.lang]}"
            marks = [pytest.mark.xfail(reason=KNOWN_MISSES[name], strict=True)] if name in KNOWN_MISSES else []
            if empty == (not example.found):
                found.append(pytest.param(frame, example, id=name, marks=marks))
    return found


@cache
def matcher(code: str) -> Matcher:
    return Matcher(get(code), built_in())


@pytest.mark.parametrize(("frame", "example"), examples(empty=False))
def test_the_trigger_of_an_example_is_proposed(frame: Frame, example: Example) -> None:
    language, view = get(example.lang), fold(example.text)
    start = example.text.index(example.found["trigger"])
    wanted = view.folded(start), view.folded(start + len(example.found["trigger"]) - 1) + 1
    for index, (left, right) in enumerate(language.sentence_spans(view.text, 0, len(view.text))):
        sentence = language.make_sentence(view.text, left, right, index)
        for trigger in matcher(example.lang).candidates(sentence):
            said = sentence.tokens[trigger.first].start, sentence.tokens[trigger.last - 1].end
            if trigger.type == frame.name and said[0] < wanted[1] and wanted[0] < said[1]:
                return
    pytest.fail(f"no {frame.name} candidate for {example.found['trigger']!r}")


@pytest.mark.parametrize(("frame", "example"), examples(empty=True))
def test_an_example_that_is_no_event_gives_none_of_its_type(frame: Frame, example: Example) -> None:
    events = iraqsec.extract(example.text, lang=example.lang).events
    assert [str(mention) for event in events if event.type == frame.name for mention in event.mentions] == []


def test_most_examples_are_found_whole() -> None:
    """The weights decide, so single examples may be missed; a drop means that something broke."""
    wanted = [(frame.name, example) for frame in built_in() for example in frame.examples if example.found]
    found = [
        name in {event.type for event in iraqsec.extract(example.text, lang=example.lang).events}
        for name, example in wanted
    ]
    assert sum(found) >= 0.8 * len(found)
