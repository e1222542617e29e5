"""Times of a sentence in one language: the grammar's expressions with their bound, tense, ranges and announcements."""

from bisect import bisect_left, bisect_right

import regex

from iraqsec.document import Sentence, Token
from iraqsec.languages.calendar import load_words
from iraqsec.languages.folding import fold_word
from iraqsec.languages.time_expression import TimeExpression
from iraqsec.languages.time_grammar import TimeGrammar, lowered

_COMMAS = frozenset(",،;؛")
_COMMA_COST = 8  # a cue behind a comma counts as so many words further off
_TENSE_REACH = 25
_INNER_RANGE = frozenset({"day2", "year2", "weekday2"})  # "from 5 to 9 September": a range has no open side
_NO_SIDES = frozenset({"duration", "part", "gap"})  # "before" and "after" say nothing of these
_APART = 6
_SHORT = 3  # letters: a shorter form is taken as it is, not as the beginning of words


def tokens_of(sentence: Sentence, time: TimeExpression) -> tuple[int, int]:
    """Return the indices (first, last exclusive) of the tokens that a time covers."""
    first = bisect_right(sentence.starts, sentence.start + time.start) - 1
    return first, bisect_left(sentence.starts, sentence.start + time.end, first)


class TimeReader:
    """Reads the times of sentences in one language: expressions, their bounds and ranges, tense and announcements."""

    def __init__(self, lang: str) -> None:
        """Compile the grammar and the cues of ``dates.toml``."""
        self.grammar = TimeGrammar(lang)
        self.cues = cues = load_words(lang)["cues"]
        self.future = frozenset(fold_word(word) for word in cues["future"])
        self.past = frozenset(fold_word(word) for word in cues["past"])
        self.pairs = frozenset(fold_word(pair) for pair in cues["future_pairs"])
        self.not_said = frozenset(fold_word(word) for word in cues["not_said"])
        self.closers = frozenset(fold_word(word) for word in cues["said_that"])
        self.openers = frozenset(fold_word(word) for word in cues["clause_openers"])
        self.reach: int = cues["said_reach"]

    def read(self, sentence: Sentence) -> list[TimeExpression]:
        """Return the times of a sentence in text order, none overlapping."""
        times = self.grammar.read(sentence)
        if not times:
            return times
        text = lowered(sentence.text)
        for time in times:
            if not time.bound:
                time.bound, time.opened = self.grammar.bound_of(text, time.start)
            if _INNER_RANGE & time.groups.keys():
                time.bound = ""
            if time.bound in ("before", "after") and ("early" in time.groups or time.kind in _NO_SIDES):
                time.bound = ""
            if time.bound == "through":
                dated = time.kind in ("date", "year") and "early" not in time.groups  # "through the night of May 3"
                time.bound = "until" if dated or "edge" in time.groups else "over"
            first, last = tokens_of(sentence, time)
            time.tense = self.tense_of(sentence, first, last)
            time.announced = self.is_announced(sentence, time, first, last)
        return self.grammar.join(text, times)

    def prefixes(self, name: str) -> regex.Pattern[str]:
        """Compile a list of cues to a pattern that matches words beginning with one of them."""
        forms = sorted(fold_word(form) for form in self.cues[name])
        whole = [form + r"\Z" if len(form) <= _SHORT else form for form in forms]
        return regex.compile(rf"[وف]?(?:{'|'.join(whole)})")

    def is_future(self, token: Token) -> bool:
        """Tell whether a word points ahead."""
        return token.word.form in self.future

    def is_past(self, token: Token, before: str) -> bool:
        """Tell whether a word, behind the one before it, tells of what is over."""
        del before  # languages whose participles look like past tenses ask for it
        return token.word.form in self.past

    def tense_of(self, sentence: Sentence, first: int, last: int) -> str:
        """Return "future" or "past" by the nearest cue of the clause that holds the tokens, "" without any."""
        right, ahead = self._cue(sentence, range(last, len(sentence.tokens)))
        left, behind = self._cue(sentence, range(first - 1, -1, -1))
        return behind if left <= right else ahead

    def _cue(self, sentence: Sentence, indices: range) -> tuple[int, str]:
        """Return the cost and tense of the first cue along some tokens; crossing a comma or clause costs more."""
        tokens, clauses, cost = sentence.tokens, sentence.clauses, 0
        clause = clauses[indices[0]] if indices else 0
        for index in indices:
            token = tokens[index]
            crossed, clause = clauses[index] != clause, clauses[index]
            cost += _COMMA_COST if crossed or token.text in _COMMAS else 1
            if cost > _TENSE_REACH or token.word.form in self.openers:
                break
            if token.kind == "word" and not (indices.step > 0 and self.is_saying(token)):  # "on 14 May, he said"
                before = tokens[index - 1].word.form if index else ""
                if f"{before} {token.word.form}" in self.pairs or self.is_future(token):
                    return cost, "future"
                if self.is_past(token, before):
                    return cost, "past"
        return _TENSE_REACH, ""

    def is_announced(self, sentence: Sentence, time: TimeExpression, first: int, last: int) -> bool:
        """Tell whether a time is that of saying: a verb of saying just before it and no "that" between, or behind."""
        single = time.kind in ("dayword", "weekday") or (time.kind == "date" and "day" in time.groups)
        if not single or time.bound or _INNER_RANGE & time.groups.keys():
            return False
        tokens, clauses = sentence.tokens, sentence.clauses
        if any(self.is_saying(token) for token in tokens[last : last + 2]):
            return True
        apart = first > 0 and tokens[first - 1].text in _COMMAS  # "..., on Sunday, ..." may stand further off its verb
        reach = self.reach + _APART if apart else self.reach
        for index in range(first - 1, max(-1, first - 1 - reach), -1):
            if tokens[index].word.form in self.closers or clauses[index] != clauses[first]:
                return False
            if self.is_saying(tokens[index]):
                return True
        return False

    def is_saying(self, token: Token) -> bool:
        """Tell whether a word is a verb or noun of saying."""
        return "say" in token.word.tags and token.word.form not in self.not_said
