"""What each stage of the default pipeline costs: `python -m tests.benchmarks.stages [ar|en]`."""

import sys
import time

from iraqsec import pipeline
from iraqsec.articles import split_page
from iraqsec.languages import base as languages
from iraqsec.languages.folding import fold
from iraqsec.taggers.base import Context
from iraqsec.taggers.default import default_taggers
from tests.benchmarks.material import texts, words

ROUNDS = 2
WHOLE = "the whole pipeline"
REST = "events: fillers, roles, decisions, merging, result"


class Stopwatch:
    """Adds up the processor time of stages that come round again and again."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._at = time.process_time()

    def lap(self, stage: str = "") -> None:
        """Book the time since the last lap on a stage; without a name it is left out."""
        now = time.process_time()
        if stage:
            self.spent[stage] = self.spent.get(stage, 0.0) + now - self._at
        self._at = time.process_time()


def measure(lang: str, count: int) -> dict[str, float]:
    """Return the microseconds of processor time that each stage takes for a word, the best of two rounds."""
    listed = texts(lang, count)
    best: dict[str, float] = {}
    for number in range(ROUNDS + 1):
        watch = Stopwatch()
        for text in listed:
            watch.lap()
            pipeline.extract(text)
            watch.lap(WHOLE)
            _analyze(text, watch)
        if number:  # the first round fills the caches of words
            best = {stage: min(seconds, best.get(stage, seconds)) for stage, seconds in watch.spent.items()}
    found = {stage: seconds / words(listed) * 1e6 for stage, seconds in best.items()}
    found[REST] = found[WHOLE] - sum(cost for stage, cost in found.items() if stage != WHOLE)
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _analyze(text: str, watch: Stopwatch) -> None:
    """Run the stages up to the candidates of triggers one by one."""
    view = fold(text)
    watch.lap("folding")
    page = split_page(view.text)
    watch.lap("page to articles")
    for part in page.articles:
        if part.lang not in languages.available():
            continue
        watch.lap()
        sentences = pipeline._sentences(view.text, part)
        watch.lap("sentences, tokens, words")
        context = Context(languages.get(part.lang), part.published, part.dateline_place)
        for tagger in default_taggers():
            watch.lap()
            context.seen.extend(tagger.tag(sentences, context))
            watch.lap(f"tagger: {tagger.name}")
        matcher = pipeline.default_extractor().matcher(part.lang)
        watch.lap()
        for sentence in sentences:
            list(matcher.candidates(sentence))
        watch.lap("candidates of triggers")


if __name__ == "__main__":
    for code in sys.argv[1:] or ("ar", "en"):
        for stage, cost in measure(code, 60).items():
            print(f"{code}  {cost:8.1f} µs a word  {stage}")  # noqa: T201
