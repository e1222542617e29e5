"""Linking: right pairs and few wrong ones on invented happenings; facts, history, ids that stay, near-linear cost."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations

import pytest

from iraqsec.corpus.happenings import Happening, happening
from iraqsec.corpus.linking import candidates, link, name_of, pairs_of
from iraqsec.corpus.linking_score import Telling, compare, telling_of
from iraqsec.corpus.store import Store
from iraqsec.document import Document
from iraqsec.results import Result
from tests.corpus.happenings import Told, read
from tests.corpus.stubs import LineExtractor

TOLD = list(read())
LEAST_F1, MOST_FALSE = 0.85, 0.03


def telling(told: Told) -> Telling:
    report = told.report
    made = telling_of(report.event, report.document, lang=report.lang, published=report.published)
    assert made is not None
    return made


def in_order(told: Iterable[Told]) -> list[Telling]:
    return sorted(map(telling, told), key=lambda t: (t.day, t.key))


def right_pairs(told: Iterable[Told]) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for t in told:
        groups.setdefault(t.happening, []).append((t.report.document, t.report.event.id))
    return pairs_of(groups.values())


def test_the_set_is_large_enough() -> None:
    hard = [(a, b) for a, b in combinations(TOLD, 2) if a.scene == b.scene]
    assert len(hard) >= 150
    groups = {t.happening for t in TOLD}
    assert len([g for g in groups if sum(t.happening == g for t in TOLD) > 1]) >= 40
    right = [(a, b) for a, b in hard if a.happening == b.happening]
    langs = {"".join(sorted((a.report.lang or "", b.report.lang or ""))) for a, b in right}
    assert langs == {"arar", "aren", "enen"}


@pytest.mark.parametrize("tuned", [True, False], ids=["tune", "check"])
def test_the_right_reports_are_linked(tuned: bool) -> None:  # noqa: FBT001
    told = [t for t in TOLD if t.tuned == tuned]
    linked = link(in_order(told))
    found, right = pairs_of(linked.groups), right_pairs(told)
    hit = len(found & right)
    f1 = 2 * hit / (len(found) + len(right))
    assert f1 >= LEAST_F1
    assert len(found - right) <= MOST_FALSE * len(found)


def test_linking_all_at_once_merges_no_scenes() -> None:
    linked = link(in_order(TOLD))
    wrong = pairs_of(linked.groups) - right_pairs(TOLD)
    assert len(wrong) <= MOST_FALSE * len(pairs_of(linked.groups))


def test_the_order_of_reports_plays_no_part() -> None:
    mixed = TOLD.copy()
    random.Random(3).shuffle(mixed)  # noqa: S311
    one, other = link(in_order(mixed)), link(in_order(TOLD))
    assert (one.pairs, one.groups) == (other.pairs, other.groups)


def test_comparing_is_symmetric() -> None:
    for one, other in combinations(in_order(TOLD)[:40], 2):
        assert compare(one, other)[0] == compare(other, one)[0]


def test_every_link_says_why() -> None:
    for pair in link(in_order(TOLD)).pairs:
        assert 0.5 <= pair.score <= 1
        assert len(pair.reasons) >= 2


def test_two_events_of_one_report_are_never_one() -> None:
    text = "Arrest | IQ-BA | 2024-05-01 | quantity=30 person\nArrest | IQ-BA | 2024-05-01 | quantity=30 person"
    with Store() as store:
        store.add([LineExtractor().extract(Document(text=text, published=date(2024, 5, 2)))])
        assert store.link().happenings == 0


def test_a_headline_alone_links_nothing() -> None:
    """The same title over reports that agree in nothing but type and day."""
    with Store() as store:
        for number, text in enumerate(
            ["Attack | 2024-05-01 | killed=3 person", "Attack | 2024-05-01 | wounded=9 person"]
        ):
            document = Document(text=text, title="Blast in Iraq", id=str(number), published=date(2024, 5, 2))
            store.add([LineExtractor().extract(document)])
        assert store.link().happenings == 0


def test_cost_grows_near_linearly() -> None:
    def compared(days: int) -> int:
        base = next(t for t in TOLD if t.happening == "zubair-dealers")
        tellings = []
        for n in range(days * 10):
            made = telling(base)
            made.start = made.end = date(2020, 1, 1) + timedelta(days=n // 10)
            made.key, made.article = (f"d{n}", "e"), (f"d{n}", 0)
            tellings.append(made)
        return sum(1 for _ in candidates(tellings))

    assert compared(200) < 2.2 * compared(100)


# -- what a happening says --------------------------------------------------------------------------


def named(name: str) -> Happening:
    return happening(name, [t.report for t in TOLD if t.happening == name])


def test_a_toll_that_rises_is_an_update_and_keeps_its_history() -> None:
    told = named("hospital-fire")
    killed = told.fact("killed person")
    assert killed is not None
    assert (killed.state, killed.latest, killed.values) == ("updated", 13, (8, 11, 13))
    wounded = told.fact("wounded person")
    assert wounded is not None
    assert (wounded.state, wounded.latest) == ("conflicting", 31)  # 20 and 22 on one day
    assert [fact.about for fact in told.conflicts] == ["wounded person"]
    assert (told.first_report, told.last_report) == (date(2021, 4, 25), date(2021, 4, 27))
    assert told.languages == ("ar", "en")
    assert told.date == date(2021, 4, 24)
    assert told.governorates == ("IQ-DI",)


def test_figures_that_differ_on_a_day_conflict() -> None:
    fact = named("daquq-soldiers").fact("killed person")
    assert fact is not None
    assert list(fact.values) == [3, 4]
    agreed = named("zubair-seizure").fact("quantity kg")
    assert agreed is not None
    assert (agreed.state, agreed.latest) == ("agreed", 12.5)


def test_a_plan_that_is_carried_out_is_an_update() -> None:
    told = named("drug-forum")
    fact = told.fact("status")
    assert fact is not None
    assert (fact.state, told.status) == ("updated", "completed")


def test_the_id_stays_when_a_later_report_comes_in() -> None:
    reports = [t for t in TOLD if t.happening == "hospital-fire"]
    early = link(in_order(reports[:2])).groups
    late = link(in_order(reports)).groups
    assert len(early) == len(late) == 1
    assert name_of(early[0]) == name_of(late[0])


def test_a_store_links_and_reads_back() -> None:
    with Store() as store:
        for t in TOLD:
            document = Document(
                id=t.report.id,
                text=f"{t.report.id}",
                lang=t.report.lang,
                published=t.report.published,
                source=t.report.source,
            )
            store.add([Result(document=document, events=(t.report.event,))])
        summary = store.link()
        counts = store.counts()
        assert (counts["links"], counts["happenings"]) == (summary.links, summary.happenings)
        assert summary.happenings >= 40
        (told,) = store.happenings(place="Rutba", type="Abduction")
        assert [report.id for report in told.reports] == [t.report.id for t in TOLD if t.happening == "rutba-shepherd"]
        assert told.pairs[0].reasons[0].what == "both on 2022-03-03"
        assert told.to_dict()["facts"][1]["about"]
        assert {pair.score for pair in told.pairs} <= {pair.score for pair in link(in_order(TOLD)).pairs}
        before = list(store.happenings())
        assert store.link() == summary
        assert list(store.happenings()) == before
