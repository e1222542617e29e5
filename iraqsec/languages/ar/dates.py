"""Times in Arabic text: what `dates.toml` says, with the future that is written onto the verb."""

from functools import cache

import regex

from iraqsec.document import Sentence, Token
from iraqsec.languages.counted import nouns_of
from iraqsec.languages.time_expression import TimeExpression
from iraqsec.languages.time_reader import TimeReader, tokens_of

_FUTURE_VERB = regex.compile(r"[وف]?س[يتن]\p{Arabic}{3,}")


class ArabicTimes(TimeReader):
    """The Arabic reader: a verb that begins with the future س points ahead."""

    def is_future(self, token: Token) -> bool:
        """Tell whether a word points ahead: a cue, or a future verb that is no noun in س ("سيارة", "سيطرة")."""
        form = token.word.form
        if super().is_future(token):
            return True
        return bool(_FUTURE_VERB.fullmatch(form)) and not self.nouns.match(form)

    def read(self, sentence: Sentence) -> list[TimeExpression]:
        """Return the times of a sentence, without the number of "المتهمين الاثنين", which is no Monday."""
        times = super().read(sentence)
        if not any(time.kind == "weekday" for time in times):
            return times
        stretches = (tokens_of(sentence, time) for time in times)
        return [
            time
            for time, (first, last) in zip(times, stretches, strict=True)
            if time.kind != "weekday" or last - first > 1 or not nouns_of("ar").are_two(sentence.tokens, first)
        ]

    def __init__(self) -> None:
        """Compile the grammar, and the nouns that look like future verbs."""
        super().__init__("ar")
        self.nouns = self.prefixes("not_future")


@cache
def reader() -> TimeReader:
    """Return the compiled reader, made on first use."""
    return ArabicTimes()


def recognize_times(sentence: Sentence) -> list[TimeExpression]:
    """Return the times that a sentence names, in text order, none overlapping; they are not resolved yet.

    >>> from iraqsec.languages.base import get
    >>> [time.groups for time in recognize_times(get("ar").sentence("اجتمعوا في العاشر من آذار"))]
    [{'day': '10', 'month': '3'}]
    """
    return reader().read(sentence)
