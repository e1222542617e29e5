"""Taggers by name: "default", "stanza", "camel", those of installed packages, and several at once.

The taggers that work by rule are always there: events are made of what they find. A name chooses who looks for persons,
organizations and places beside them: our own weights, a neural model, or several, whose finds are then united.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from attrs import frozen

from iraqsec.errors import DataError, InputError, IraqsecError
from iraqsec.gazetteer.overlays import Overlay
from iraqsec.taggers.base import Tagger
from iraqsec.taggers.calibration import DEFAULT, FILE, NEUTRAL, Calibration, home_of, read_calibration, shipped
from iraqsec.taggers.default import default_taggers
from iraqsec.taggers.names import Names
from iraqsec.taggers.together import Together

GROUP = "iraqsec.taggers"
"""The group of entry points under which a package offers taggers: ``name = "module:TaggerClass"``."""


def make(
    names: str | Sequence[str],
    *,
    gazetteer: Overlay | None = None,
    calibration: str | Path | Sequence[str | Path] | None = None,
) -> list[Tagger]:
    """Return fresh taggers in the order in which they build on one another.

    A name may go on with the folder of a model: ``"stanza:/data/models"``, ``"camel:/data/ner"``. ``calibration`` is a file
    of `iraqsec train calibration`, or several; without it they are looked for beside the models.

    Raises:
        DataError: a calibration is wrong, or of other taggers.
        InputError: a name that nobody knows, or a package's tagger that is none.
        MissingModelError: a model is not on this machine.
        MissingExtraError: a package is not installed.
    """
    rules = default_taggers(gazetteer=gazetteer)
    if names in ("default", ["default"]) and calibration is None:
        return rules
    chosen = choose(names)
    together = Together(chosen, _calibrations(chosen, calibration))
    return [together if tagger.name == "names" else tagger for tagger in rules]


def choose(names: str | Sequence[str]) -> dict[str, Tagger]:
    """Return fresh taggers of names alone, by the names that calibrations know them by: those of `make`, less the folder.

    Raises:
        InputError: a name that nobody knows or that comes twice, or a package's tagger that is none.
        MissingModelError: a model is not on this machine.
        MissingExtraError: a package is not installed.
    """
    wanted = list(dict.fromkeys([names] if isinstance(names, str) else names))
    if not wanted or not all(isinstance(name, str) for name in wanted):
        raise InputError(f"a tagger is chosen by name, one or several of: {', '.join(known())}")
    kinds = [name.partition(":")[0] for name in wanted]
    for name, kind in zip(wanted, kinds, strict=True):
        if kind not in known():
            raise InputError(f"unknown tagger {name!r}; known: {', '.join(known())}")
        if kinds.count(kind) > 1:
            raise InputError(f"the tagger {kind!r} is there twice; each can work with one model at a time")
    return {kind: Names() if kind == DEFAULT else _one(name) for kind, name in zip(kinds, wanted, strict=True)}


def _calibrations(taggers: Mapping[str, Tagger], given: str | Path | Sequence[str | Path] | None) -> list[Calibration]:
    """Read the calibrations that were given, or those that lie beside the models.

    Raises:
        DataError: a file is missing or wrong, or of other taggers; the problems of all are listed.
    """
    if given is None:
        beside = (home_of(tagger) for tagger in taggers.values())
        files = [file for file in beside if file is not None and file.is_file()]
    else:
        files = [Path(file) for file in ([given] if isinstance(given, str | Path) else given)]
    read, problems = list[Calibration](), list[str]()
    for file in files:
        try:
            found = read_calibration(file)
        except DataError as error:
            problems += error.problems
            continue
        if not set(found.taggers).intersection(taggers):
            problems.append(f"{file}: is of {', '.join(found.taggers)}, not of {', '.join(taggers)}")
        read.append(found)
    if problems:
        raise DataError(problems)
    return read


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


# -- what is installed --------------------------------------------------------------------------------------------------------


@frozen
class ModelStatus:
    """Whether a tagger can work in a language: where its model is looked for, and the command that gets it.

    ``calibration`` says whether its scores were calibrated, and how to do that; it is empty where there is nothing to score.
    """

    tagger: str
    lang: str
    ready: bool
    where: str
    command: str
    note: str = ""
    calibration: str = ""


def models_status() -> list[ModelStatus]:
    """Return what there is for each tagger and language; imports neither Stanza nor CAMeL Tools nor torch."""
    return [*_own_status(), *_stanza_status(), *_camel_status()]


def _own_status() -> Iterator[ModelStatus]:
    from iraqsec.taggers.names import weights

    for lang in ("ar", "en"):
        file = weights(lang)
        told = "comes with iraqsec" if shipped() else "none; make one with: iraqsec train calibration GOLD"
        yield ModelStatus("default", lang, file.is_file(), str(file), "iraqsec train names", "comes with iraqsec", told)


def _calibration(tagger: str, folder: Path) -> str:
    """Say whether a tagger is calibrated, or which command does it."""
    file = folder / FILE
    if not file.is_file():
        return f"none, its finds count {NEUTRAL}; make one with: iraqsec train calibration --tagger {tagger} GOLD"
    try:
        read_calibration(file)
    except DataError as error:
        return f"broken: {error.problems[0]}"
    return str(file)


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
            "stanza",
            lang,
            bool(found),
            str(where),
            stanza.command(lang),
            ", ".join(path.stem for path in found),
            _calibration("stanza", where) if found else "",
        )


def _camel_status() -> Iterator[ModelStatus]:
    from iraqsec.taggers import camel

    where = camel.folder()
    model = where / camel.MODEL
    ready = camel.has_model(model)
    told = _calibration("camel", model) if ready else ""
    yield ModelStatus("camel", "ar", ready, str(where), camel.COMMAND, calibration=told)
    note = "clitics; without it our own rules cut them"
    yield ModelStatus("camel morphology", "ar", camel.has_morphology(where), str(where), camel.MORPHOLOGY_COMMAND, note)
