"""Times in English text: what `dates.toml` says, with the tenses of English verbs."""

from functools import cache

from iraqsec.document import Sentence, Token
from iraqsec.languages.time_expression import TimeExpression
from iraqsec.languages.time_reader import TimeReader

_SHORTEST = 5  # letters of a verb that ends in -ed: "need", "red", "shed" are none


class EnglishTimes(TimeReader):
    """The English reader: regular past tenses are told by their ending."""

    def is_past(self, token: Token, before: str) -> bool:
        """Tell whether a word is a past tense, by the irregular ones or its ending; "will be sealed" is none."""
        form = token.word.form
        if super().is_past(token, before):
            return before not in self.be
        return form.endswith("ed") and len(form) >= _SHORTEST and before not in self.be

    def __init__(self) -> None:
        """Compile the grammar; keep the forms of "be" behind which a participle is no past tense."""
        super().__init__("en")
        self.be = frozenset(self.cues["be"])


@cache
def reader() -> TimeReader:
    """Return the compiled reader, made on first use."""
    return EnglishTimes()


def recognize_times(sentence: Sentence) -> list[TimeExpression]:
    """Return the times that a sentence names, in text order, none overlapping; they are not resolved yet.

    >>> from iraqsec.languages.base import get
    >>> [time.groups for time in recognize_times(get("en").sentence("They met on the first of February."))]
    [{'day': '1', 'month': '2'}]
    """
    return reader().read(sentence)
