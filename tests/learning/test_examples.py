"""Gold documents as examples: candidates with the right answers beside them."""

from typing import TYPE_CHECKING

import pytest

from iraqsec.events.filler_scorer import reachable
from iraqsec.learning.ceilings import Share, ceilings
from iraqsec.learning.examples import Example, GoldEvent, examples, label_fillers
from iraqsec.learning.gold import GoldDocument
from iraqsec.learning.vocabulary import learn_vocabulary
from iraqsec.pipeline import Extractor

if TYPE_CHECKING:
    from iraqsec.document import EntityMention


@pytest.fixture(scope="module")
def made(gold_documents: list[GoldDocument]) -> list[Example]:
    return list(examples(gold_documents, Extractor(vocabulary={})))


def test_each_document_is_an_example_with_its_events(made: list[Example], gold_documents: list[GoldDocument]) -> None:
    assert [example.document for example in made] == [document.id for document in gold_documents]
    assert {len(example.events) for example in made} == {2}
    assert {example.lost for example in made} == {0}


def test_the_candidates_of_a_mention_are_marked_right(made: list[Example]) -> None:
    for example in made:
        for k, numbers in example.right.items():
            trigger = example.scene.triggers[k]
            assert {example.events[number].type for number in numbers} == {trigger.type}
        for event in example.events:
            assert event.missed == 0
            assert len(event.triggers) == 1
    assert any(len(example.right) < len(example.scene.triggers) for example in made)  # "Cardiac arrest" is wrong


def test_mentions_are_kept_as_a_lexicon_holds_them(made: list[Example]) -> None:
    assert {word for example in made for event in example.events for word in event.said} == {
        "arrested",
        "confiscate",
        "اعتقلت",
        "ستضبط",
    }


def test_words_of_several_documents_are_vocabulary(made: list[Example]) -> None:
    english = [example for example in made if example.scene.language.code == "en"]
    assert learn_vocabulary(english) == (("Arrest", "arrested"), ("Seizure", "confiscate"))
    assert learn_vocabulary(english[:1]) == ()


def right_fillers(example: Example, event: GoldEvent) -> dict[str, set[str]]:
    mentions = reachable(example.scene, event.triggers)
    found: dict[str, set[str]] = {}
    for k, roles in label_fillers(example, event, mentions).items():
        for role, fit in roles.items():
            if fit > 0:
                found.setdefault(role, set()).add(mentions[k].text)
    return found


def test_fillers_are_found_among_the_mentions(made: list[Example]) -> None:
    example = next(example for example in made if example.document == "en-0")
    arrest, seizure = example.events
    found = right_fillers(example, arrest)
    assert found["quantity"] == {"2"}
    assert found["place"] >= {"Basra"}
    assert "smugglers" in found["suspect"]
    assert right_fillers(example, seizure)["quantity"] == {"20 kg"}


def test_a_worse_reading_of_a_filler_is_neither_right_nor_wrong(made: list[Example]) -> None:
    example = next(example for example in made if example.document == "en-0")
    (arrest, _) = example.events
    mentions: list[EntityMention] = reachable(example.scene, arrest.triggers)
    for k, roles in label_fillers(example, arrest, mentions).items():
        if roles.get("suspect", 0.0) < 0:
            assert "smugglers" in mentions[k].text
            assert mentions[k].text != "smugglers"


def test_an_event_without_an_article_is_counted_as_lost(gold_documents: list[GoldDocument]) -> None:
    document = gold_documents[-1]
    furniture = "\n\nShare on Facebook Twitter\n\n"
    text = document.text + furniture
    start = text.index("Facebook")
    lost = {
        "type": "Protest",
        "status": "completed",
        "mentions": [{"start": start, "end": start + 8, "text": "Facebook"}],
        "arguments": [],
    }
    changed = GoldDocument(id="x", lang="en", text=text, events=(*document.events, lost))
    made = list(examples([changed], Extractor(vocabulary={})))
    assert sum(example.lost for example in made) + sum(len(example.events) for example in made) == 3


def test_ceilings_count_candidates(made: list[Example]) -> None:
    found = ceilings(made)
    assert (found.events["all"].found, found.events["all"].of) == (24, 24)
    assert found.mentions["Arrest"].percent == 100.0
    assert found.fillers["quantity"].percent == 100.0
    assert found.fillers["en place"].of == 6
    assert found.events["Protest"] == Share(0, 0)
    assert Share().percent == 0.0


def test_an_event_that_nothing_proposes_is_below_the_ceiling(gold_documents: list[GoldDocument]) -> None:
    document = gold_documents[-1]
    start = document.text.index("quiet")
    odd = {
        "type": "Protest",
        "status": "completed",
        "mentions": [{"start": start, "end": start + 5, "text": "quiet"}],
        "arguments": [],
    }
    changed = GoldDocument(id="x", lang="en", text=document.text, events=(odd,))
    found = ceilings(examples([changed], Extractor(vocabulary={})))
    assert (found.events["Protest"].found, found.events["Protest"].of) == (0, 1)
    assert found.mentions["all"].percent == 0.0
