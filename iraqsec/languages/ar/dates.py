"""Times in Arabic text: what `dates.toml` says, with the future that is written onto the verb."""

from functools import cache

import regex

from iraqsec.document import Sentence, Token
from iraqsec.languages.time_expression import TimeExpression
from iraqsec.languages.time_reader import TimeReader

_FUTURE_VERB = regex.compile(r"[وف]?س[يتن]\p{Arabic}{3,}")


class ArabicTimes(TimeReader):
    """The Arabic reader: a verb that begins with the future س points ahead."""

    def is_future(self, token: Token) -> bool:
        """Tell whether a word points ahead: a cue, or a future verb that is no noun in س ("سيارة", "سيطرة")."""
        form = token.word.form
        if super().is_future(token):
            return True
        return bool(_FUTURE_VERB.fullmatch(form)) and not self.nouns.match(form)

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
