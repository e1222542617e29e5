"""Text as HTML: escaped, in its direction, with marks that nest and overlap."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iraqsec.events.types import iter_types, roles_of
from iraqsec.values import Number, Period, Place
from iraqsec.viz.markup import Mark, direction, escape, event_marks, highlight, legend, value_text
from iraqsec.viz.palette import GROUPS, ROLE_GROUPS, group_of
from tests.viz.made import DAY, filler, made


class Reader(HTMLParser):
    """Reads HTML as a browser would: the text without labels, which marks stand over each letter, what is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.letters: list[tuple[str, frozenset[str]]] = []
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "br":
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, "a tag crosses another"

    def handle_data(self, data: str) -> None:
        names = [str(attrs.get("class") or "") for _, attrs in self.open]
        if any("iqs-l " in f"{name} " and "iqs-line" not in name for name in names):
            return
        over = frozenset(name.split()[1].removeprefix("iqs-") for name in names if name.startswith("iqs-u"))
        self.letters += [(letter, over) for letter in data]

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.letters)

    def over(self, group: str) -> str:
        return "".join(letter for letter, groups in self.letters if group in groups)


def mark(start: int, end: int, group: str, label: str = "x") -> Mark:
    return Mark(start=start, end=end, group=group, label=label)


def test_nested_and_overlapping_marks_each_cover_their_words() -> None:
    text = "Basra Police Command arrested three men"
    read = Reader(
        highlight(text, [mark(0, 20, "actor"), mark(0, 5, "place"), mark(13, 29, "about"), mark(21, 29, "trigger")])
    )
    assert read.text == text
    assert read.over("actor") == "Basra Police Command"
    assert read.over("place") == "Basra"
    assert read.over("about") == "Command arrested"
    assert read.over("trigger") == "arrested"
    assert not read.open


def test_underlines_of_overlapping_marks_lie_in_lanes_of_their_own() -> None:
    html = highlight("one two three", [mark(0, 13, "actor"), mark(0, 7, "place"), mark(4, 13, "thing")])
    lanes = {
        name: set(re.findall(rf'iqs-{name}" style="padding-bottom:(\d+)px', html))
        for name in ("actor", "place", "thing")
    }
    assert all(len(found) == 1 for found in lanes.values()), "a mark stays in its lane"
    assert len(set().union(*lanes.values())) == 3
    assert max(lanes["actor"] | lanes["place"] | lanes["thing"], key=int) in lanes["actor"], "the longest lies lowest"


@given(
    text=st.text(alphabet="ab <>&\"'\n\r\u0627\u0644\u202e\x00\ud800é", max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.sampled_from(list(GROUPS))), max_size=8),
)
def test_any_marks_leave_the_text_whole(text: str, spans: list[tuple[int, int, str]]) -> None:
    html = highlight(text, [mark(min(a, b), max(a, b), group, "<i>") for a, b, group in spans])
    read = Reader(html)
    shown = unescape(escape(re.sub(r"\r\n|[\n\r]", "", text)))
    assert read.text == shown
    assert set(read.tags) <= {"div", "mark", "span", "bdi", "br"}
    html.encode("utf-8")


def test_markup_in_a_text_is_text() -> None:
    nasty = "<script>alert(1)</script>"
    html = highlight(nasty, [Mark(start=0, end=8, group="actor", label=nasty, title=f'"{nasty}')])
    assert "<script" not in html
    assert 'title="&quot;&lt;script' in html
    assert Reader(html).text == nasty


def test_a_label_never_tears_a_word_apart() -> None:
    text = "بالبصرة اليوم"
    html = highlight(text, [mark(1, 4, "place", "place")])
    before, _, after = html.partition('<bdi dir="ltr" class="iqs-l ')
    assert re.sub(r"<[^>]+>", "", before) == "بالبصرة"
    assert " اليوم" in after


@pytest.mark.parametrize(
    ("line", "way"),
    [
        ("NATO تدرب قوات الشرطة في بغداد", "rtl"),
        ("The word داعش means ISIS here", "ltr"),
        ("123 - 45", "rtl"),
        ("«شرطة» INA", "rtl"),
    ],
)
def test_each_line_has_the_direction_of_most_of_its_letters(line: str, way: str) -> None:
    html = highlight(f"first line\n{line}", [], rtl=True)
    assert html.split('class="iqs-line" ')[2].startswith(f'dir="{way}"')


def test_direction_of_nothing_is_the_default() -> None:
    assert direction("12 …") == "ltr"
    assert direction("12 …", "rtl") == "rtl"


def test_a_stretch_of_a_text_is_shown_with_what_reaches_into_it() -> None:
    text = "aaa bbb ccc"
    read = Reader(highlight(text, [mark(0, 5, "actor"), mark(6, 11, "place"), mark(8, 11, "time")], start=4, end=7))
    assert (read.text, read.over("actor"), read.over("place"), read.over("time")) == ("bbb", "b", "b", "")


def test_fillers_of_several_events_share_a_mark() -> None:
    text = "Police arrested two men and seized hashish in Basra"
    place = filler("place", "Basra", text, Place("IQ-BA"), "governorate:IQ-BA")
    events = [made("Arrest", text, "arrested", place=[place]), made("Seizure", text, "seized", place=[place])]
    marks = event_marks(events)
    assert [(text[m.start : m.end], m.group, m.label, m.events) for m in marks] == [
        ("arrested", "trigger", "Arrest 1", ()),
        ("seized", "trigger", "Seizure 2", ()),
        ("Basra", "place", "place", (1, 2)),
    ]
    assert "place of Seizure 2: Basra = IQ-BA [governorate:IQ-BA]" in marks[2].title


def test_labels_may_be_left_out() -> None:
    html = highlight("Basra", [mark(0, 5, "place", "where")], labels=False)
    assert "where" not in html
    assert "iqs-place" in html


def test_every_role_has_a_group_and_every_group_a_cue_beside_its_color() -> None:
    roles = {role for cls in iter_types() for role in roles_of(cls)}
    assert {group_of(role) for role in roles} <= set(GROUPS)
    assert set(ROLE_GROUPS) <= roles
    assert len({(g.style, g.width) for g in GROUPS.values()}) == len(GROUPS)
    assert len({g.color for g in GROUPS.values()}) == len(GROUPS)


def test_the_legend_names_what_is_used() -> None:
    html = legend({"place", "actor"})
    assert re.findall(r"iqs-u iqs-(\w+)", html) == ["actor", "place"]
    assert not legend(())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Number(1350000, "pill"), "1,350,000 pill"),
        (Number(20, "person", precision="at_least", low=20), "at least 20 person"),
        (Number(5, "kg", low=5, high=7, precision="range"), "5–7 kg"),
        (Number(None, "weapon", precision="vague"), "some weapon"),
        (Place("IQ-BA"), "IQ-BA"),
        (Place(country="SY"), "SY"),
        (Period(DAY, DAY), "2025-03-04"),
        (Period(DAY, None), "2025-03-04 to …"),
    ],
)
def test_values_in_words(value: Number | Place | Period, text: str) -> None:
    assert value_text(value) == text
