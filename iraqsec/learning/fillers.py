"""Learning the tagger of fillers (`iraqsec.taggers.fillers`) from the fillers of gold events."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from iraqsec.document import EntityMention, Sentence
from iraqsec.learning.examples import Example
from iraqsec.learning.files import write_compressed
from iraqsec.taggers.fillers import features
from iraqsec.taggers.sequence import SequenceModel

KINDS = {
    **dict.fromkeys(
        (
            "agent",
            "giver",
            "receiver",
            "trainee",
            "person",
            "force",
            "participant",
            "party",
            "suspect",
            "victim",
            "contractor",
            "organization",
        ),
        "ACTOR",
    ),
    **dict.fromkeys(
        ("equipment", "weapon", "measure", "facility", "item", "system", "object", "network", "control_centre"), "THING"
    ),
    **dict.fromkeys(("topic", "charge"), "TOPIC"),
    **dict.fromkeys(("position", "name", "penalty"), "TITLE"),
    "target": "TARGET",
    **dict.fromkeys(("place", "origin", "border"), "PLACE"),
}
"""Role -> the coarse kind that the tagger learns; counts and times have taggers of their own."""

_SHORTEST_REPEAT = 5  # characters from which the same words elsewhere in the article are taken for the same filler


def label_sentences(example: Example) -> Iterator[tuple[Sentence, list[str]]]:
    """Yield each sentence of an example with the BIO labels of its tokens; the longer of two fillers wins."""
    scene, view = example.scene, example.view
    stretches: dict[tuple[int, int], str] = {}
    whole = {s.index: s for s in scene.sentences}
    for event in example.events:
        for filler in event.fillers:
            kind = KINDS.get(filler["role"])
            if kind is None:
                continue
            start, end = view.folded(filler["start"]), view.folded(filler["end"])
            stretches.setdefault((start, end), kind)
            said = view.text[start:end]
            if len(said) >= _SHORTEST_REPEAT:
                for sentence in whole.values():
                    at = sentence.text.find(said)
                    if at >= 0:
                        stretches.setdefault((sentence.start + at, sentence.start + at + len(said)), kind)
    for sentence in scene.sentences:
        labels = ["O"] * len(sentence.tokens)
        mine = [(a, b, kind) for (a, b), kind in stretches.items() if sentence.start <= a and b <= sentence.end]
        for start, end, kind in sorted(mine, key=lambda x: (x[0] - x[1], x[0])):
            first, last = sentence.tokens_between(start, end)
            if all(label == "O" for label in labels[first:last]):
                labels[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)][: last - first]
        yield sentence, labels


def learn_fillers(examples: Iterable[Example], *, iterations: int = 60) -> dict[str, Any]:
    """Train the tagger of one language; return its tables in the written form."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": 0.15,
            "c2": 0.02,
            "max_iterations": iterations,
            "feature.minfreq": 2,
            "feature.possible_transitions": True,
        }
    )
    for example in examples:
        mentions: dict[int, list[EntityMention]] = {}
        for mention in example.scene.mentions:
            if mention.found_by not in ("phrase", "filler"):
                mentions.setdefault(mention.sentence, []).append(mention)
        for sentence, labels in label_sentences(example):
            if sentence.tokens:
                trainer.append(features(sentence, mentions.get(sentence.index, ())), labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "fillers.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return tables(info)


def tables(info: Any) -> dict[str, Any]:  # noqa: ANN401 - python-crfsuite's ParsedDump
    """Return a CRF's tables in the written form: weights to two decimals, in a fixed order."""
    labels = sorted(info.labels, key=lambda label: int(info.labels[label]))
    number = {label: k for k, label in enumerate(labels)}
    states: dict[str, dict[str, float]] = {}
    for (feature, label), weight in info.state_features.items():
        if round(weight, 2):
            states.setdefault(feature, {})[str(number[label])] = round(weight, 2)
    transitions = [[round(info.transitions.get((a, b), 0.0), 2) for b in labels] for a in labels]
    ordered = {feature: dict(sorted(states[feature].items())) for feature in sorted(states)}
    return {"labels": labels, "transitions": transitions, "states": ordered}


def write(table: dict[str, Any], path: Path) -> None:
    """Write tables as gzipped JSON, the same bytes for the same tables."""
    write_compressed(json.dumps(table, ensure_ascii=False, separators=(",", ":")), path)


def model_of(table: dict[str, Any] | None) -> SequenceModel | None:
    """Make a tagger's model of its tables."""
    return SequenceModel.from_dict(table) if table else None


def by_language(examples: Sequence[Example], code: str) -> list[Example]:
    """Return the examples of one language."""
    return [example for example in examples if example.scene.language.code == code]
