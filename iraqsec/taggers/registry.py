"""Taggers by name: "default", "stanza", "camel", those of installed packages, and several at once.

The taggers that work by rule are always there: events are made of what they find. A name chooses who looks for persons,
organizations and places beside them: our own weights, a neural model, or several, whose finds are then united.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import metadata

from attrs import evolve, frozen

from iraqsec.document import EntityMention, Sentence
from iraqsec.errors import InputError, IraqsecError
from iraqsec.gazetteer.overlays import Overlay
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.default import default_taggers

GROUP = "iraqsec.taggers"
"""The group of entry points under which a package offers taggers: ``name = "module:TaggerClass"``."""


def make(names: str | Sequence[str], *, gazetteer: Overlay | None = None) -> list[Tagger]:
    """Return fresh taggers in the order in which they build on one another.

    A name may go on with the folder of a model: ``"stanza:/data/models"``, ``"camel:/data/ner"``.

    Raises:
        InputError: a name that nobody knows, or a package's tagger that is none.
        MissingModelError: a model is not on this machine.
        MissingExtraError: a package is not installed.
    """
    wanted = list(dict.fromkeys([names] if isinstance(names, str) else names))
    if not wanted or not all(isinstance(name, str) for name in wanted):
        raise InputError(f"a tagger is chosen by name, one or several of: {', '.join(known())}")
    for name in wanted:
        if (kind := name.partition(":")[0]) not in (*_BUILT_IN, "default") and kind not in known():
            raise InputError(f"unknown tagger {name!r}; known: {', '.join(known())}")
    rules = default_taggers(gazetteer=gazetteer)
    own = [tagger for tagger in rules if tagger.name == "names"]
    chosen: list[Tagger] = []
    for name in wanted:
        chosen += own if name == "default" else [_one(name)]
    slot = next((i for i, tagger in enumerate(rules) if tagger.name == "names"), len(rules))
    rules[slot : slot + len(own)] = chosen if len(chosen) < 2 else [Together(chosen)]  # noqa: PLR2004 - one needs no uniting
    return rules


def known() -> list[str]:
    """Return the names that `make` takes."""
    return sorted({*_BUILT_IN, "default", *(point.name for point in metadata.entry_points(group=GROUP))})


def _stanza(where: str | None) -> Tagger:
    from iraqsec.taggers.stanza import StanzaNames

    return StanzaNames(where)


def _camel(where: str | None) -> Tagger:
    from iraqsec.taggers.camel import CamelNames

    return CamelNames(where)


_BUILT_IN: dict[str, Callable[[str | None], Tagger]] = {"camel": _camel, "stanza": _stanza}


def _one(name: str) -> Tagger:
    name, _, where = name.partition(":")
    if name in _BUILT_IN:
        return _BUILT_IN[name](where or None)
    point = next(iter(metadata.entry_points(group=GROUP, name=name)))
    try:
        made = point.load()(*([where] if where else []))
    except IraqsecError:
        raise
    except Exception as error:
        raise InputError(
            f"the tagger {name!r} ({point.value}) cannot be made: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(made, Tagger):
        raise InputError(f"the tagger {name!r} ({point.value}) is no iraqsec.taggers.base.Tagger")
    return made


class Together(Tagger):
    """Several taggers of names as one: what more than one finds becomes one mention, surer than each."""

    name = "together"

    def __init__(self, taggers: Sequence[Tagger]) -> None:
        """Unite these taggers."""
        self.taggers = tuple(taggers)

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the mentions of all, in text order; a stretch found by several with one label comes once.

        Scores are taken for independent chances of being right: two of 0.6 and 0.7 make 0.88.
        """
        united: dict[tuple[int, int, int, str], EntityMention] = {}
        for tagger in self.taggers:
            for mention in tagger.tag(sentences, context):
                key = (mention.sentence, mention.first, mention.last, mention.label)
                old = united.get(key)
                united[key] = mention if old is None else _surer(old, mention)
        yield from sorted(united.values(), key=lambda m: (m.start, m.end, m.label))


def _surer(one: EntityMention, other: EntityMention) -> EntityMention:
    """Return the first of two mentions of one stretch, with what it lacks from the second."""
    return evolve(
        one,
        value=one.value or other.value,
        link=one.link or other.link,
        score=1 - (1 - one.score) * (1 - other.score),
        found_by=f"{one.found_by}+{other.found_by}",
    )


# -- what is installed --------------------------------------------------------------------------------------------------------


@frozen
class ModelStatus:
    """Whether a tagger can work in a language: where its model is looked for, and the command that gets it."""

    tagger: str
    lang: str
    ready: bool
    where: str
    command: str
    note: str = ""


def models_status() -> list[ModelStatus]:
    """Return what there is for each tagger and language; imports neither Stanza nor CAMeL Tools nor torch."""
    return [*_own_status(), *_stanza_status(), *_camel_status()]


def _own_status() -> Iterator[ModelStatus]:
    from iraqsec.taggers.names import weights

    for lang in ("ar", "en"):
        file = weights(lang)
        yield ModelStatus("default", lang, file.is_file(), str(file), "iraqsec train names", "comes with iraqsec")


def _stanza_status() -> Iterator[ModelStatus]:
    from iraqsec.taggers import stanza

    try:
        where = stanza.folder()
    except IraqsecError as error:
        yield from (
            ModelStatus("stanza", lang, ready=False, where="", command="pip install stanza", note=str(error))
            for lang in stanza.LANGUAGES
        )
        return
    for lang in stanza.LANGUAGES:
        found = stanza.models(where, lang)
        yield ModelStatus(
            "stanza", lang, bool(found), str(where), stanza.command(lang), ", ".join(path.stem for path in found)
        )


def _camel_status() -> Iterator[ModelStatus]:
    from iraqsec.taggers import camel

    where = camel.folder()
    yield ModelStatus("camel", "ar", camel.has_model(where / "data" / "ner" / "arabert"), str(where), camel.COMMAND)
    note = "clitics; without it our own rules cut them"
    yield ModelStatus("camel morphology", "ar", camel.has_morphology(where), str(where), camel.MORPHOLOGY_COMMAND, note)
