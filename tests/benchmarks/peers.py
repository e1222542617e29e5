"""Other tools on the same texts: `python -m tests.benchmarks.peers NAME LANG COUNT` prints one line of JSON.

Each runs in a process of its own, on one core, so that its start and its memory can be told. They do less than iraqsec
does: tokens, sentences, names or dates alone. None of them finds events.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module, metadata
from typing import Any

from tests.benchmarks.material import lang_of, resident, texts, words

Run = Callable[[list[str]], object]
PATTERNS = 3000


def iraqsec(lang: str) -> Run:
    """Use the whole default pipeline."""
    from iraqsec import extract

    extract({"ar": "اعتقلت شرطة البصرة متهما.", "en": "Police arrested a man in Basra."}[lang])
    return lambda listed: [extract(text) for text in listed]


def spacy(lang: str) -> Run:
    """Use spaCy without a model: words, sentences, and an entity ruler of 3,000 names of places."""
    import spacy as library

    from iraqsec import places

    pipe = library.blank(lang)
    pipe.add_pipe("sentencizer")
    names = [
        name
        for place in places.all()
        for name in (place.name_en, place.name_ar, *place.aliases)
        if name and lang_of(name) == lang
    ]
    ruler: Any = pipe.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": name} for name in dict.fromkeys(names[:PATTERNS])])
    return lambda listed: [pipe(text) for text in listed]


def stanza(lang: str) -> Run:
    """Use Stanza's tokenizer and names with networks of a few neurons, trained here: its own models are larger and slower."""
    folder = tempfile.mkdtemp()
    train = [sys.executable, "-m", "tests.benchmarks.tiny_stanza", folder, lang]
    subprocess.run(train, check=True, capture_output=True)  # noqa: S603 - our own code, in a process of its own
    LOADING["began"], LOADING["held"] = time.process_time(), resident()
    import stanza as library
    import torch

    torch.set_num_threads(1)
    pipe = library.Pipeline(
        lang, dir=folder, processors="tokenize,ner", download_method=None, verbose=False, use_gpu=False
    )
    return lambda listed: [pipe(text) for text in listed]


def dateparser(lang: str) -> Run:
    """Use dateparser's search for dates in running text."""
    search = import_module("dateparser.search")
    return lambda listed: [search.search_dates(text, languages=[lang]) for text in listed]


def camel(_lang: str) -> Run:
    """Use the simple tokenizer of CAMeL Tools: words without offsets."""
    from camel_tools.tokenizers.word import simple_word_tokenize

    return lambda listed: [simple_word_tokenize(text) for text in listed]


PEERS: dict[str, tuple[Callable[[str], Run], str, str]] = {
    "iraqsec": (iraqsec, "iraqsec", "iraqsec: names, places, times, counts, events"),
    "spacy": (spacy, "spacy", "spaCy blank: sentencizer and entity ruler of 3,000 names"),
    "stanza": (stanza, "stanza", "Stanza: tokenize and NER, tiny networks trained here"),
    "dateparser": (dateparser, "dateparser", "dateparser: `search_dates`"),
    "camel": (camel, "camel-tools", "CAMeL Tools: `simple_word_tokenize`"),
}
LOADING: dict[str, float] = {}
"""When a tool began to load and what was held then; one that must first make its model sets it again."""
SLOW = {"dateparser": 6, "stanza": 6}
"""A peer that is slow gets so many times fewer texts."""


def main(name: str, lang: str, count: int) -> None:
    """Measure one tool and print what was found: words a second, seconds to load, memory."""
    os.environ["OMP_NUM_THREADS"] = "1"
    listed = texts(lang, max(3, count // SLOW.get(name, 1)))
    LOADING["began"], LOADING["held"] = time.process_time(), resident()
    run = PEERS[name][0](lang)
    loaded = time.process_time() - LOADING["began"]
    run(listed[:3])
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        run(listed)
        best = min(best, time.process_time() - began)
    found = {
        "name": name,
        "lang": lang,
        "version": metadata.version(PEERS[name][1]),
        "words_a_second": words(listed) / best,
        "load_seconds": loaded,
        "memory": resident() - LOADING["held"],
        "texts": len(listed),
    }
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
