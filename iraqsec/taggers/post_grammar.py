"""Posts such as "قائد عمليات بغداد" and "deputy interior minister for police affairs"."""

from collections.abc import Mapping

from attrs import define

from iraqsec.document import Sentence, Token
from iraqsec.taggers.organization_grammar import adjectives_end, is_adjective, is_definite, proclitic_keys
from iraqsec.taggers.organization_grammar import grammar as organization_words
from iraqsec.taggers.person_grammar import lexicon, phrase_end, ranks_end
from iraqsec.taggers.person_names import STOPS, arabic_run, is_given

Starts = Mapping[
    int, tuple[int, str]
]  # token index -> (index behind, label) of the places and organizations of a sentence

_LONGEST_POST = 10


@define(eq=False, slots=True)
class Post:
    """A post of tokens first..last-1, less ``cut`` characters; ``full`` when it names an official by itself."""

    first: int
    last: int
    cut: int
    head: int
    full: bool


def arabic_post(sentence: Sentence, at: int, starts: Starts) -> Post | None:
    """Return the post whose head is the token ``at``: "وزير الداخلية", "قائد عمليات بغداد", "المحافظ"."""
    tokens, words = sentence.tokens, lexicon("ar")
    for key, cut in proclitic_keys(tokens[at]):
        bare = key.removeprefix("ال")
        if key in words["own"]:
            end = adjectives_end(sentence, at + 1)
            return Post(at, end, cut, at, full=end > at + 1)
        if bare not in words.heads and key not in words.alone:
            continue
        if bare in words["strict"] and starts.get(at + 1, (0, ""))[1] != "organization":
            continue
        end = _arabic_complement(sentence, at + 1, starts, definite=bare != key)
        end = _states_end(tokens, end)
        alone = key in words.alone and None in words.alone[key]
        if end == at + 1 and not alone:
            named = ranks_end("ar", tokens, end)
            return (
                Post(at, end, cut, at, full=False)
                if arabic_run(tokens, named, cue="rank" if named > end else "post") and named < len(tokens)
                else None
            )
        return Post(at, end, cut, at, full=True)
    return None


def _arabic_complement(sentence: Sentence, at: int, starts: Starts, *, definite: bool) -> int:
    """Return the index behind what a post is of; links that nothing closes are given back."""
    tokens, words, bodies = sentence.tokens, lexicon("ar"), organization_words("ar")
    start = at
    deputy = any(key.removeprefix("ال") in words["deputies"] for key, _ in proclitic_keys(tokens[at - 1]))
    if definite:
        at = _attributes_end(tokens, at)
        if at + 1 in starts and at > start and tokens[at].word.form in words["seats"]:
            return starts[at + 1][0]
    end, closed = at, False
    while at < len(tokens) and at - start < _LONGEST_POST and tokens[at].kind == "word":
        form = tokens[at].word.form
        ranked = ranks_end("ar", tokens, at) > at and is_definite(tokens[at]) and at > start
        # "استقبل رئيس الجمهورية وزير الدفاع", "التقى وزير الدفاع نظيره التركي": two persons
        another = form in words["own"] or (not deputy and form in words.heads)
        opened = at == end and form in words["seats_of_others"]  # "افتتح محافظ ميسان مديرية الجوازات": who, and what
        if ranked or (closed and (another or opened)):
            break
        if at in starts and not _with_ba(tokens[at]) and not (definite and not closed and starts[at][1] == "place"):
            at = end = starts[at][0]
            closed = True
        elif form in words["links"] and (form != "في" or (closed is False and definite)):
            at += 1
            end = at if is_definite(tokens[at - 1]) or form in words["states"] else end
        elif form in bodies["purposes"] and at > start:
            at = end = at + 1
        elif not closed and not definite and form in bodies["links"] and not is_given(form):
            at += 1
        elif is_definite(tokens[at]) and not closed and not definite and not is_given(form):
            at = end = adjectives_end(sentence, at + 1, joined=True)
            closed = True
        else:
            break
    return _without_stops(tokens, start, at) if end == start else end


def _with_ba(token: Token) -> bool:
    """Tell whether the preposition ب is written onto a word, so that a post ends before it."""
    return token.word.form.startswith("ب") and token.word.stem != token.word.form


def _attributes_end(tokens: tuple[Token, ...], at: int) -> int:
    """Return the index behind the adjectives of a definite post ("السفير التركي"), family names apart."""
    while at < len(tokens) and is_adjective(tokens[at]) and tokens[at].word.form not in lexicon("ar")["family"]:
        at += 1
    return at


def _without_stops(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Give back prepositions that nothing follows."""
    while end > start and not tokens[end - 1].word.tags.isdisjoint(STOPS):
        end -= 1
    return end


def _states_end(tokens: tuple[Token, ...], at: int) -> int:
    while at < len(tokens) and tokens[at].word.form in lexicon("ar")["states"]:
        at += 1
    return at


def english_post(sentence: Sentence, at: int, starts: Starts) -> Post | None:
    """Return the post that begins at a token: modifiers, bodies and places, its head, and "of" what."""
    tokens, words = sentence.tokens, lexicon("en")
    if tokens[at].word.form in words["not_first"]:
        return None
    head = _english_head(sentence, at, starts)
    if head is None:
        return None
    end = _english_complement(sentence, head + 1, starts)
    form = tokens[head].word.form
    alone = phrase_end(words.alone, tokens, at) >= head + 1
    bare = head == at and end == head + 1
    full = alone or (not bare and (form not in words["weak"] or end > head + 1 or head - at > 0))
    return Post(at, end, 0, head, full)


def _english_head(sentence: Sentence, at: int, starts: Starts) -> int | None:
    """Return the head of a post that begins at ``at``, over the words that may stand in front of it."""
    tokens, words = sentence.tokens, lexicon("en")
    start = at
    head: int | None = None
    while at < len(tokens) and at - start < _LONGEST_POST:
        token = tokens[at]
        form = token.word.form
        if at in starts and head is None and starts[at][0] > at + 1:
            at = starts[at][0]
        elif form in words.heads:
            head = at
            at += 1
        elif (
            form in words["modifiers"]
            or (at in starts and head is None)
            or (token.text == "-" and at > start and at + 1 < len(tokens) and tokens[at + 1].start == token.end)
            or (
                head is None
                and token.word.shape in ("C", "U")
                and at == start
                and token.word.form not in organization_words("en")["not_first"]
            )
        ):
            at += 1
        else:
            break
        if token.text == "'s":
            return None
    return head


def _english_complement(sentence: Sentence, at: int, starts: Starts) -> int:
    """Return the index behind "general", "of staff", "of the ..." and "for ... affairs"."""
    tokens, words, bodies = sentence.tokens, lexicon("en"), organization_words("en")
    end = at
    while end < len(tokens) and tokens[end].word.form == "general":
        end += 1
    if end + 3 < len(tokens) and tokens[end].text == "-" and tokens[end + 1].word.form == "in":
        end += 4
    elif end + 1 < len(tokens) and tokens[end].word.form == "of" and tokens[end + 1].word.form == "staff":
        end += 2
    while end + 1 < len(tokens) and tokens[end].word.form in words["of"]:
        i = end + 1 + (tokens[end + 1].word.form == "the")
        if i in starts:
            end = _affairs_end(tokens, starts[i][0])
            if end + 1 < len(tokens) and tokens[end].text == "'s" and end + 1 in starts:
                end = starts[end + 1][0]
            continue
        begin = i
        while i < len(tokens) and (i not in starts) and _in_office(tokens[i], bodies["modifiers"] | words["modifiers"]):
            i += 1
        if i in starts and i > begin:
            i = starts[i][0]
        if i == begin:
            break
        end = i
    return end


def _affairs_end(tokens: tuple[Token, ...], at: int) -> int:
    return at + (at < len(tokens) and tokens[at].word.form == "affairs")


def _in_office(token: Token, modifiers: frozenset[str]) -> bool:
    if token.kind != "word" or token.text == "'s":
        return False
    return (
        token.word.form in modifiers
        or token.word.form == "affairs"
        or (token.word.shape in ("C", "U") and token.word.tags.isdisjoint(STOPS))
    )
