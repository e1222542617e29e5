"""Times in English text: what `dates.toml` says, with the tenses of English verbs."""

from functools import cache

import regex

from iraqsec.document import Sentence, Token
from iraqsec.languages.time_expression import TimeExpression
from iraqsec.languages.time_reader import TimeReader, tokens_of

_BEFORE_LENGTH = 10  # tokens in which a word tells that what was so long is over
_CLAUSE = 10  # tokens behind a date in which its verb stands
_AHEAD = regex.compile(r"\b(?:ahead of|before)\s+(?:[\p{L}\p{N}'’-]+\s+){0,4}\Z")
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
        self.had = frozenset(self.cues["had"])
        self.closing = frozenset(self.cues["closing"])
        self.limits = frozenset(self.cues["limits"])

    def read(self, sentence: Sentence) -> list[TimeExpression]:
        """Return the times of a sentence; see the base class."""
        times = [time for time in super().read(sentence) if not self._is_length(sentence, time)]
        for time in times:
            if self._is_limit(sentence, time):
                time.bound, time.groups["limit"] = "until", "1"
            if time.bound == "from" and self._is_up_to(sentence, time):
                time.bound = "until"
        return times

    def _is_length(self, sentence: Sentence, time: TimeExpression) -> bool:
        """Tell how long a thing is ("a five-day course") from the days up to its end ("finished a five-day course").

        Of the 379 lengths written with a hyphen in the gold documents 24 are times of events, 13 of them in 122 such sentences.
        """
        words = sentence.text[time.start : time.end]
        if time.kind != "duration" or "-" not in words:
            return False
        first, _ = tokens_of(sentence, time)
        return not any(
            token.word.form in self.closing for token in sentence.tokens[max(0, first - _BEFORE_LENGTH) : first]
        )

    def _is_limit(self, sentence: Sentence, time: TimeExpression) -> bool:
        """Tell a limit that lies ahead of what is over ("left ahead of the June 30 deadline") from a day of the past."""
        _, last = tokens_of(sentence, time)
        if time.kind != "date" or last >= len(sentence.tokens) or sentence.tokens[last].word.form not in self.limits:
            return False
        return _AHEAD.search(sentence.text[: time.start].lower()) is not None

    def _is_up_to(self, sentence: Sentence, time: TimeExpression) -> bool:
        """Tell "As of Monday, police had arrested 60 people" from "the road is closed as of Monday"."""
        if time.opened > 0 or not sentence.text[time.opened : time.start].lower().startswith("as of"):
            return False
        _, last = tokens_of(sentence, time)
        forms = [token.word.form for token in sentence.tokens[last : last + _CLAUSE]]
        return any(form in self.had for form in forms)


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
