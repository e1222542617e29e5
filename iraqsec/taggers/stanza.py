"""Names by a model of Stanza: its official ones, where the user has fetched them, or any folder laid out like theirs.

Stanza (and torch under it) is imported at the first text. It gets our sentences and words, so that its tokenizer is not needed
and offsets are ours; it uses a GPU where there is one. It never reaches for the network.
"""

import os
from collections.abc import Iterator, Sequence
from importlib import util
from pathlib import Path
from threading import Lock
from typing import Any

import regex

from iraqsec.document import EntityMention, Sentence
from iraqsec.errors import MissingExtraError, MissingModelError
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.neural import mentions_of, rule_cuts, words_of

LANGUAGES = ("ar", "en")
_VERSION = regex.compile(r"__resources_version__ *= *['\"]([^'\"]+)")


def folder() -> Path:
    """Return where Stanza looks for its models, found without importing it: that takes seconds."""
    if where := os.environ.get("STANZA_RESOURCES_DIR"):
        return Path(where)
    spec = util.find_spec("stanza")
    if spec is None or not spec.submodule_search_locations:
        raise MissingExtraError("the package stanza is not installed; install it with: pip install stanza")
    from platformdirs import user_cache_dir

    found = _VERSION.search(Path(spec.submodule_search_locations[0], "_version.py").read_text(encoding="utf-8"))
    return Path(user_cache_dir("stanza", "StanfordNLP", found[1] if found else None), "resources")


def command(code: str) -> str:
    """Return the command that fetches the models of a language."""
    return f"python -c \"import stanza; stanza.download('{code}', processors='tokenize,ner')\""


def models(where: Path, code: str) -> list[Path]:
    """Return the name models of a language in a folder, in order of name."""
    try:
        return sorted(where.joinpath(code, "ner").glob("*.pt")) if where.joinpath("resources.json").is_file() else []
    except OSError:
        return []


class StanzaNames(Tagger):
    """Finds names with a Stanza model."""

    name = "stanza"

    def __init__(self, where: str | Path | None = None) -> None:
        """Use the models of a folder, or of the one that Stanza itself uses.

        Raises:
            MissingModelError: the folder holds no model of any of our languages.
            MissingExtraError: stanza is not installed.
        """
        self.where = folder() if where is None else Path(where)
        self._pipelines: dict[str, Any] = {}
        self._lock = Lock()
        if not any(models(self.where, code) for code in LANGUAGES):
            raise MissingModelError(
                f"no Stanza name model in {self.where}; get one with: {command('ar')}, the same with 'en' for English"
                " (STANZA_RESOURCES_DIR names another folder)"
            )

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield the names in text order.

        Raises:
            MissingModelError: the language has no model here, or the model cannot be loaded.
            MissingExtraError: stanza is not installed.
        """
        code = context.language.code
        told = [sentence for sentence in sentences if sentence.tokens]
        if not told:
            return
        with self._lock:
            pipeline = self._pipelines.get(code) or self._pipelines.setdefault(code, self._load(code))
            tagged = pipeline([words_of(sentence, context) for sentence in told])
        for sentence, answer in zip(told, tagged.sentences, strict=True):
            labels = [token.ner for token in answer.tokens]
            if len(labels) == len(sentence.tokens):
                yield from mentions_of(sentence, labels, "stanza", rule_cuts(sentence.tokens))

    def _load(self, code: str) -> Any:  # noqa: ANN401 - a stanza.Pipeline
        if not models(self.where, code):
            raise MissingModelError(f"no Stanza name model for {code!r} in {self.where}; get it with: {command(code)}")
        try:
            import stanza
        except ImportError as error:
            raise MissingExtraError(
                f"stanza cannot be imported ({error}); install it with: pip install stanza"
            ) from error
        try:
            return stanza.Pipeline(
                code,
                dir=str(self.where),
                processors="tokenize,ner",
                tokenize_pretokenized=True,
                download_method=None,
                logging_level="ERROR",
            )
        except Exception as error:
            raise MissingModelError(
                f"the Stanza model for {code!r} in {self.where} cannot be loaded ({type(error).__name__}: {_line(error)});"
                f" get it again with: {command(code)}"
            ) from error


def _line(error: Exception) -> str:
    """Return the first line of an error's message, cut short."""
    return (str(error).strip().splitlines() or [""])[0][:200]
