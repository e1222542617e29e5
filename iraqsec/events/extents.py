"""Where a filler begins and ends, by grammar: the chosen stretches of open roles are cut or lengthened to whole phrases.

The scorer chooses among the stretches that the taggers gave; where one runs over a verb, begins in the middle of an ordinal or
holds half of a pair of quotation marks, the right one may not have been among them. The words are those of ``extents.toml``.
Each rule was counted on the gold documents: how many of their fillers it would change.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import evolve

from iraqsec.document import EntityMention, Sentence, Token
from iraqsec.events.candidates import Scene
from iraqsec.events.extents_ar import (
    before_happening,
    before_listed,
    before_next_count,
    behind_verb,
    is_asked_for,
    is_led_by,
    is_manner,
    is_only_whose,
    is_verb,
    is_what_was_done,
    of_governor,
    with_great,
    with_title,
    with_year,
)
from iraqsec.events.extents_en import behind_charged, behind_further, is_befallen, shaped
from iraqsec.events.subjects_ar import parted
from iraqsec.gazetteer.organizations import nationalities
from iraqsec.languages.base import get as language
from iraqsec.languages.folding import fold_word
from iraqsec.taggers.hyphens import is_ordinal_ending
from iraqsec.taggers.pairs import paired, quotation_end, short_form_end, whole_quotation_end
from iraqsec.taggers.person_grammar import lexicon, ranks_end
from iraqsec.values import Number

_NAMED = frozenset({"name", "participant", "agent", "party", "organization", "contractor", "person"})
_LISTED = frozenset({"item", "weapon", "equipment"})
"""Roles that several members of one list fill, within one quotation too."""
_PLAIN = frozenset({"charge", "topic", "object", "position", "system"})
"""Roles whose fillers tell what is done, so that they may begin with a verb."""
_ABSTRACT = frozenset({"charge", "topic", "object", "penalty", "name", "weapon"})
"""Roles of which gold fillers begin with what is done: "transfer of prisoners"."""
_JOINED = 2
_COMMAS = frozenset({",", "،", "؛"})
_CRIME = frozenset({"crime", "topic"})
_LEADING = {"item": "amounts", "topic": "aims"}
"""Lists of words that "of" joins to what fills a role, and that are no part of it."""
_BEFORE_NOUNS = frozenset({"det", "article", "prep", "conj"})

Words = Mapping[str, frozenset[str]]


@cache
def words_of(code: str) -> Words:
    """Return the lists of a language's ``extents.toml``, folded."""
    return {name: frozenset(map(fold_word, listed)) for name, listed in language(code).load("extents").items()}


def mended(scene: Scene, role: str, mention: EntityMention) -> EntityMention | None:
    """Return the mention with the extent that it should have as a filler of an open role; None where it is none."""
    sentence, words = scene.sentences[mention.sentence], words_of(scene.language.code)
    tokens = sentence.tokens
    if scene.language.code == "ar":
        apart = _apart(scene, role, mention, words)
        if apart is None:
            return None
        mention = apart
    else:
        inside = scene.by_sentence[mention.sentence]
        mention = stretched(scene, mention, *shaped(tokens, inside, role, mention, words))
    figure = _figure_end(scene, mention)
    if figure >= mention.last or (role == "target" and is_befallen(tokens, mention, words)):
        return None
    mention = stretched(scene, mention, max(figure, mention.first), mention.last)
    first, start = _opened(scene, role, mention, words)
    last = _closed(scene, role, mention, words, first)
    if role == "name" and _is_clause(sentence, first, last, words):
        return None
    if last < len(tokens) and not tokens[last - 1].word.tags.isdisjoint(_BEFORE_NOUNS):
        last = quotation_end(tokens, last)
    while last > first + 1 and _is_open(tokens[last - 1], words) and tokens[last - 2].text != "-":
        last -= 1
    begin, last = paired(sentence, first, last)
    if begin >= last or (last == begin + 1 and tokens[begin].word.form in words.get("adverbs", ())):
        return None
    start = start if begin == first else tokens[begin].start
    if role not in _LISTED:
        last = whole_quotation_end(sentence, begin, last)
    return stretched(scene, mention, begin, short_form_end(tokens, begin, last), start)


def _figure_end(scene: Scene, mention: EntityMention) -> int:
    """Return where a figure ends in whose middle a filler begins, the "m" of "4m pills", "nine million"; 0 where in none.

    No gold weapon or item begins with a scale word.
    """
    tokens, first = scene.sentences[mention.sentence].tokens, mention.first
    scales = words_of(scene.language.code).get("scales", ())
    if not first or tokens[first].word.form not in scales:
        return 0
    figures = (seen for seen in scene.by_sentence[mention.sentence] if seen.label == "number")
    return next((seen.last for seen in figures if seen.first < first < seen.last), 0)


def stretched(scene: Scene, mention: EntityMention, first: int, last: int, start: int | None = None) -> EntityMention:
    """Return a mention moved to other tokens; what is known of the very stretch comes with it."""
    if (first, last) == (mention.first, mention.last) and start in (None, mention.start):
        return mention
    sentence = scene.sentences[mention.sentence]
    tokens = sentence.tokens
    begin = start if start is not None else mention.start if first == mention.first else tokens[first].start
    end = mention.end if last == mention.last else tokens[last - 1].end
    known = next((m for m in scene.by_sentence[mention.sentence] if (m.start, m.end) == (begin, end) and m.link), None)
    head = mention.head if first <= mention.head < last else first if scene.language.code == "ar" else last - 1
    return evolve(
        mention,
        first=first,
        last=last,
        start=begin,
        end=end,
        text=sentence.text[begin - sentence.start : end - sentence.start],
        head=head,
        link=known.link if known else None,
    )


def _apart(scene: Scene, role: str, mention: EntityMention, words: Words) -> EntityMention | None:
    """Return an Arabic mention without the verb before it and the object behind it; None where it is no noun phrase."""
    sentence, inside = scene.sentences[mention.sentence], scene.by_sentence[mention.sentence]
    tokens = sentence.tokens
    led = is_led_by(tokens, inside, mention.first, mention.start)
    if led or is_manner(tokens, role, mention.first, words):
        return None
    opening = with_title(tokens, mention.first, words["titles"])
    begins: int | None = opening
    if role not in _PLAIN and (role == "target" or not sentence.quoted[mention.first]):
        begins = behind_verb(tokens, opening, mention.last, words["verbs"])
    if begins is None or is_only_whose(tokens, role, begins, mention.last, words):
        return None
    if is_what_was_done(tokens[begins], role, words, alone=begins + 1 == mention.last):
        return None
    first, last = parted(sentence, inside, role, begins, mention.last)
    if role in _NAMED:
        first, last = of_governor(tokens, inside, first, last, words)
    first, last = with_great(tokens, first, last, words)
    last = before_listed(tokens, inside, first, before_happening(tokens, role, first, last, words))
    return stretched(scene, mention, first, last)


# -- where it begins --------------------------------------------------------------------------------------------------------


def _opened(scene: Scene, role: str, mention: EntityMention, words: Words) -> tuple[int, int]:
    """Return the first token and the offset at which a filler begins."""
    tokens, code = scene.sentences[mention.sentence].tokens, scene.language.code
    first, start = mention.first, mention.start
    earlier = _earlier(tokens, first, words, code)
    if earlier < first:
        return earlier, tokens[earlier].start
    later = behind_further(scene, mention, words)
    counted = later
    counts = words.get("counts", frozenset())
    while counted + 2 < mention.last and tokens[counted].word.form in counts:
        if tokens[counted + 1].word.form != "of":
            break
        counted += 2
    if tokens[counted].word.form not in counts:
        later = counted
    while later + 1 < mention.last and _is_frame(tokens, later, role, words):
        later += 1
    leading = words.get(_LEADING.get(role, ""), ())
    if later + 2 < mention.last and tokens[later].word.form in leading:
        later += 2 * (tokens[later + 1].word.form == "of")
        later += later + 1 < mention.last and "article" in tokens[later].word.tags
    if role == "charge" and code == "en":
        later = behind_charged(tokens, later, mention.last, words)
    if later > first:
        first, start = later, tokens[later].start + tokens[later].word.cut * (code == "ar")
    if code == "ar":
        start = _without_particle(scene, role, mention.sentence, first, start)
    return first, start


def _earlier(tokens: Sequence[Token], first: int, words: Words, code: str) -> int:
    """Return where a name begins whose first word was left out: "2nd Brigade", "Major General", "Article 14", "وزير الداخلية"."""
    if not first:
        return first
    before, token = tokens[first - 1], tokens[first]
    if is_ordinal_ending(tokens, first):
        return first - 1
    if f"{before.word.form} {token.word.form}" in words.get("pairs", ()):
        joined = first > _JOINED and tokens[first - 2].word.form == "and"  # "command and control room"
        return first - 1 - 2 * (joined and f"{tokens[first - 3].word.form} {token.word.form}" in words["pairs"])
    if code == "en" and token.word.shape == "C" and before.word.shape == "C" and token.word.form in words["generals"]:
        return first - 1 if ranks_end("en", tuple(tokens), first - 1) > first else first
    if code == "ar":
        ministry = token.word.form in words["ministries"] and before.word.stem in words["ministers"]
        statute = token.kind == "number" and before.word.form in words["statutes"]
        return first - (ministry or statute)
    return first - (token.kind == "number" and before.word.form in words["statutes"])


def _is_frame(tokens: Sequence[Token], at: int, role: str, words: Words) -> bool:
    """Tell whether a word stands before what a filler names and is no part of it."""
    word = tokens[at].word
    if word.form in words.get("listing", ()):
        return True
    if word.form in words.get("doings", ()) or word.stem in words.get("doings", ()):
        return role not in _ABSTRACT
    if word.form in words.get("laws", ()):
        return role == "charge" and tokens[at + 1].word.form in words["statutes"]
    if word.form in words.get("posts", ()):
        return role == "position" and tokens[at + 1].word.form[:1] == "ك"
    if role in _PLAIN or not {word.stem, word.form[word.cut :]} & words["first"] or tokens[at + 1].text == "-":
        return False
    return role in _NAMED or word.shape == "l"


def _without_particle(scene: Scene, role: str, number: int, first: int, start: int) -> int:
    """Return where a filler begins behind ك before a post or a known noun ("كرشاشات"), and behind ب before a number."""
    token = scene.sentences[number].tokens[first]
    if start != token.start:
        return start
    form = token.word.form
    if form[:1] == "ك":
        tags = language("ar").word_tags
        noun = form not in tags and any(tag.startswith("n:") for tag in tags.get(form[1:], ()))
        if noun or (role == "position" and form[1:].removeprefix("ال") in lexicon("ar").heads):
            return start + 1
    if form[:1] == "ب":
        if role == "topic" and is_asked_for(scene.sentences[number].tokens, first, words_of("ar")["demands"]):
            return start + 1
        numbers = (m.start for m in scene.by_sentence[number] if m.label == "number" and m.first == first)
        return next((at for at in numbers if at > start), start)
    return start


# -- where it ends ----------------------------------------------------------------------------------------------------------


def _closed(scene: Scene, role: str, mention: EntityMention, words: Words, first: int) -> int:
    """Return the index behind the last token of a filler."""
    sentence, last = scene.sentences[mention.sentence], mention.last
    tokens = sentence.tokens
    inside = scene.by_sentence[mention.sentence]
    if role not in _PLAIN and role != "penalty":
        last = _before_verb(sentence, first, last, words)
    if last < len(tokens) and f"{tokens[last - 1].word.form} {tokens[last].word.form}" in words.get("pairs", ()):
        last += 1
    if role in ("penalty", "charge"):
        last = _before_place(inside, tokens, first, last)
    if role in ("suspect", "agent", "person") and scene.language.code == "en":
        last = _before_gerund(tokens, first, last, words)
    if scene.language.code == "ar":
        last = _before_next(tokens, role, first, last, words)
        last = with_year(tokens, _with_nationality(tokens, first, last, words), words)
    for seen in inside:
        if not first < seen.first < last or not isinstance(seen.value, Number):
            continue
        people = role == "penalty" and seen.value.unit == "person" and seen.start > tokens[seen.first].start
        counting = role == "agent" and last < seen.last and seen.of
        if people or (counting and tokens[seen.first - 1].word.stem not in words.get("units", ())):
            last = seen.first
    return last


def _before_verb(sentence: Sentence, first: int, last: int, words: Words) -> int:
    """Cut a filler before the first verb behind its first word, and what is left at its end before a verb."""
    tokens, ended = sentence.tokens, last
    if tokens[first].word.form in _SOME:
        return last  # "those who fled"
    for at in range(first + 1, last):
        if is_verb(tokens[at].word.form, words["verbs"]) and is_verb_alone(tokens, at) and not sentence.quoted[at]:
            ended = at
            break
    while ended > first + 1 and _hangs(tokens[ended - 1], words) and is_verb_alone(tokens, ended - 1):
        ended -= 1
    return ended


def is_verb_alone(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is in small letters, no part of a hyphenated one and no noun behind an article: "the wounded"."""
    before, behind = tokens[at - 1], tokens[at + 1].text if at + 1 < len(tokens) else ""
    if "-" in (before.text, behind) or tokens[at].word.shape not in ("l", ""):
        return False
    return before.word.tags.isdisjoint(_BEFORE_NOUNS) and before.word.form not in _SOME


_SOME = frozenset({"those"})


def _hangs(token: Token, words: Words) -> bool:
    return token.word.form in words.get("last", ()) or _is_open(token, words)


def _before_place(inside: Sequence[EntityMention], tokens: Sequence[Token], first: int, last: int) -> int:
    """Cut the place of the event from the end of a penalty or charge: "death in Kirkuk"."""
    for seen in inside:
        if (
            seen.last == last
            and seen.first > first + 1
            and seen.found_by == "places.name"
            and tokens[seen.first - 1].word.form in ("in", "في")
        ):
            return seen.first - 1
    return last


def _before_next(tokens: Sequence[Token], role: str, first: int, last: int, words: Words) -> int:
    """Cut what follows an Arabic filler without a word between: what was hit, another count, who is sentenced."""
    if role == "weapon":
        return _before_hit(tokens, first, last, words)
    if role == "item":
        return before_next_count(tokens, first, last)
    if role == "penalty":
        return next((at for at in range(first + 1, last) if tokens[at].word.form in words["whose"]), last)
    return last


def _before_hit(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Cut what was hit from what hit it: "طائرة مسيرة مخيم"."""
    for at in range(first, last - 1):
        behind = tokens[at + 1].word
        if tokens[at].word.form in words["drones"] and behind.classes & _HIT and not behind.proclitics:
            return at + 1
    return last


def _with_nationality(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Take in the rest of a company's foreign name, up to its nationality: "شركة ألفا سيستمز الأمريكية"."""
    if tokens[first].word.form not in words["companies"]:
        return last
    for at in range(last, min(last + _FOREIGN, len(tokens))):
        word = tokens[at].word
        if word.stem in nationalities("ar") or word.form in nationalities("ar"):
            return at + 1
        if tokens[at].kind != "word" or word.tags or word.proclitics:
            break
    return last


_FOREIGN = 4  # words of a company's name behind its first two
_HIT = frozenset({"facility", "site", "place_noun", "vehicle"})


def _before_gerund(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Cut what somebody did from who did it: "a man of killing", "convicts for belonging", but not "wanted for dealing"."""
    for at in range(first + 1, last - 1):
        form, behind = tokens[at].word.form, tokens[at + 1].word
        if form != "for" and "prep" in tokens[at].word.tags and not behind.form.endswith("ing"):
            break  # "the owner of a factory of hunting rifles"
        if form in ("of", "for") and behind.form.endswith("ing") and behind.shape == "l" and behind.classes <= _CRIME:
            return last if tokens[at - 1].word.form in words["reasons"] else at
    return last


def _is_clause(sentence: Sentence, first: int, last: int, words: Words) -> bool:
    """Tell whether a quotation that was taken for a name begins with a verb: "resulted in the arrest"."""
    opening = next((token for token in sentence.tokens[first:last] if token.kind == "word"), None)
    return opening is not None and opening.word.form in words["verbs"] and opening.word.shape in ("l", "")


def _is_open(token: Token, words: Words) -> bool:
    """Tell whether something has to follow a word: an article, "of", a comma."""
    return token.word.form in words.get("open", ()) or token.text in _COMMAS
