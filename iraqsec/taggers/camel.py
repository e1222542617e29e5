"""Arabic names by a model of CAMeL Tools, and clitics by its morphology where that is installed.

CAMeL Tools needs care when it is imported: it makes a folder in the home directory, and it fetches its catalogue from the
network where it finds none. So it is imported at the first Arabic text only, behind a catalogue that is surely there.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module, util
from pathlib import Path
from threading import Lock
from typing import Any

from iraqsec.document import EntityMention, Sentence
from iraqsec.errors import MissingExtraError, MissingModelError
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.neural import mentions_of, plain_bio, rule_cuts, words_of

COMMAND = "camel_data -i ner-arabert"
MORPHOLOGY_COMMAND = "camel_data -i disambig-mle-calima-msa-r13"
MODEL = Path("data", "ner", "arabert")
_MORPHOLOGY = (
    Path("data", "morphology_db", "calima-msa-r13", "morphology.db"),
    Path("data", "disambig_mle", "calima-msa-r13", "model.json"),
)
_CATALOGUE = {"version": "1.6.0", "packages": {}, "components": {}}
_importing = Lock()


def folder() -> Path:
    """Return where CAMeL Tools looks for its data, found without importing it."""
    if where := os.environ.get("CAMELTOOLS_DATA"):
        return Path(where).expanduser().absolute()
    if sys.platform == "win32":
        return Path.home() / "AppData" / "Roaming" / "camel_tools"
    return Path.home() / ".camel_tools"


def has_model(where: Path) -> bool:
    """Tell whether a folder is one of a model for names."""
    try:
        return where.joinpath("config.json").is_file()
    except OSError:
        return False


def has_morphology(where: Path) -> bool:
    """Tell whether the data folder holds the database and the model that clitics need."""
    try:
        return where.joinpath("catalogue.json").is_file() and all(
            where.joinpath(part).is_file() for part in _MORPHOLOGY
        )
    except OSError:
        return False


class CamelNames(Tagger):
    """Finds names in Arabic texts with a model of CAMeL Tools; in others it finds none."""

    name = "camel"

    def __init__(self, model: str | Path | None = None, *, morphology: str | Path | None = None) -> None:
        """Use the model of a folder, or the official one; ``morphology`` is a database file in place of the installed one.

        Raises:
            MissingModelError: there is no model.
            MissingExtraError: camel-tools is not installed.
        """
        if util.find_spec("camel_tools") is None:
            raise MissingExtraError(
                "the package camel-tools is not installed; install it with: pip install camel-tools"
            )
        self.where = folder() / MODEL if model is None else Path(model)
        self._morphology = None if morphology is None else Path(morphology)
        self._recognizer: Any = None
        self._tokenizer: Any = None
        self._lock = Lock()
        if not has_model(self.where):
            raise MissingModelError(
                f"no CAMeL name model in {self.where}; get it with: {COMMAND} (CAMELTOOLS_DATA names another data folder)"
            )

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the names in text order.

        Raises:
            MissingModelError: the model or the morphology cannot be loaded.
            MissingExtraError: camel-tools or what it needs cannot be imported.
        """
        told = [sentence for sentence in sentences if sentence.tokens]
        if context.language.code != "ar" or not told:
            return
        words = [words_of(sentence, context) for sentence in told]
        with self._lock:
            if self._recognizer is None:
                self._recognizer, self._tokenizer = self._load()
            answers = self._recognizer.predict(words)
            cuts = [
                self._cuts(sentence, listed, labels)
                for sentence, listed, labels in zip(told, words, answers, strict=True)
            ]
        for sentence, labels, cut in zip(told, answers, cuts, strict=True):
            if len(labels) == len(sentence.tokens):  # fewer: its word pieces lost a word, and nobody can say which
                yield from mentions_of(sentence, labels, "camel", cut)

    def _cuts(self, sentence: Sentence, words: Sequence[str], labels: Sequence[str]) -> dict[int, int]:
        """Return token index -> characters of clitics, for the tokens that begin a name."""
        if self._tokenizer is None:
            return rule_cuts(sentence.tokens)
        if not any(label != "O" for label in plain_bio(labels)):
            return {}
        return {i: clitics_of(self._tokenizer.tokenize([word]), word) for i, word in enumerate(words)}

    def _load(self) -> tuple[Any, Any]:
        try:
            with _safe_to_import():
                recognizer = import_module("camel_tools.ner").NERecognizer
        except ImportError as error:
            raise MissingExtraError(
                f"camel-tools cannot be imported ({_line(error)}); install it with: pip install camel-tools"
            ) from error
        except Exception as error:
            raise MissingModelError(
                f"camel-tools does not start ({type(error).__name__}: {_line(error)}); renew its data with: camel_data -u"
            ) from error
        try:
            return recognizer(str(self.where), use_gpu=True), self._clitic_tokenizer()
        except MissingModelError:
            raise
        except Exception as error:
            raise MissingModelError(
                f"the CAMeL model in {self.where} cannot be loaded ({type(error).__name__}: {_line(error)});"
                f" get it again with: {COMMAND} -f"
            ) from error

    def _clitic_tokenizer(self) -> Any:  # noqa: ANN401 - a MorphologicalTokenizer, or None
        if self._morphology is None and not has_morphology(folder()):
            return None
        try:
            with _safe_to_import():
                mle = import_module("camel_tools.disambig.mle").MLEDisambiguator
                tokenizer = import_module("camel_tools.tokenizers.morphological").MorphologicalTokenizer
                if self._morphology is None:
                    disambiguator = mle.pretrained()
                else:
                    database = import_module("camel_tools.morphology.database").MorphologyDB(str(self._morphology), "a")
                    disambiguator = mle(import_module("camel_tools.morphology.analyzer").Analyzer(database))
            return tokenizer(disambiguator, scheme="d3tok", split=True)
        except Exception as error:
            where = self._morphology or folder()
            raise MissingModelError(
                f"the CAMeL morphology in {where} cannot be loaded ({type(error).__name__}: {_line(error)});"
                f" get it again with: {MORPHOLOGY_COMMAND} -f"
            ) from error


def clitics_of(pieces: Sequence[str], word: str) -> int:
    """Return how many characters of a word are proclitics, from its pieces; the article is part of a name.

    >>> clitics_of(["و+", "ب+", "ال+", "بصرة"], "وبالبصرة")
    2
    """
    cut = 0
    for piece in pieces:
        if not piece.endswith("+") or piece == "ال+":
            break
        cut += len(piece) - 1
    return cut if cut < len(word) - 1 else 0


@contextmanager
def _safe_to_import() -> Iterator[None]:
    """Let camel-tools be imported without network and without a home that can be written: it gets an empty catalogue then.

    What the user has is never replaced: the variables are set for the import only, and only where it would fail.
    """
    with _importing, tempfile.TemporaryDirectory() as spare:
        before = {name: os.environ.get(name) for name in ("HOME", "USERPROFILE", "CAMELTOOLS_DATA")}
        data = folder()
        try:
            if not data.joinpath("catalogue.json").is_file():
                Path(spare, "catalogue.json").write_text(json.dumps(_CATALOGUE), encoding="utf-8")
                os.environ["CAMELTOOLS_DATA"] = spare
            elif before["CAMELTOOLS_DATA"] is None:
                os.environ["CAMELTOOLS_DATA"] = str(data)
            os.environ["HOME"] = os.environ["USERPROFILE"] = spare
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _line(error: Exception) -> str:
    """Return the first line of an error's message, cut short."""
    return (str(error).strip().splitlines() or [""])[0][:200]
