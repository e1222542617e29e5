"""Where English grammar alone tells that a chosen stretch takes in too much or stops too early.

Each rule was counted on the 70,000 English fillers of the gold documents that have no value: all together change two of them.
"""

from collections.abc import Mapping, Sequence

from iraqsec.document import EntityMention, Token
from iraqsec.events.candidates import Scene
from iraqsec.taggers.hyphens import is_inner_hyphen
from iraqsec.taggers.pairs import quotation_end, short_form_end
from iraqsec.taggers.person_grammar import lexicon

_TALKED_OF = frozenset({"charge", "topic", "object", "position", "system"})
_TERMS = frozenset({"penalty", "time", "deadline", "name"})
_APART = frozenset({"item", "weapon", "equipment", "suspect", "agent", "participant", "facility", "force"})
"""Roles of which no gold filler goes on with where it is told from the points of the compass: "mortars north of the base"."""
_BY_PLACE = frozenset({"from", "at"})
_MARKS = frozenset({"-", "'", "'s", "’s"})
_OWNED = frozenset({"his", "her", "their"})
_SOMEONES = _OWNED | {"a", "an"}
_NOT_FREE = frozenset({"det", "prep", "conj"})
_TITLE = ("h", ".", "e")  # "H.E Karim Jabbar"; with its second stop it is a word of its own
_BODY = "organization"
_WORDED = frozenset({"phrase", "TOPIC"})
_FEWEST = 3  # tokens of the shortest "X to discuss" and "(ABBR)"

Words = Mapping[str, frozenset[str]]
Seen = Sequence[EntityMention]


def shaped(tokens: Sequence[Token], seen: Seen, role: str, mention: EntityMention, words: Words) -> tuple[int, int]:
    """Return the first and last token that a filler should have: lengthened to what it is a part of, then cut."""
    first, last = mention.first, mention.last
    if role == "charge":
        return first, _before_participle(tokens, first, last, words)
    if role in _TALKED_OF:
        return first, (_gerund_end(tokens, seen, _field_end(tokens, seen, last), words) if role == "topic" else last)
    if role in _TERMS:
        return first, last
    first = _behind_title(tokens, _behind_verb(tokens, first, last, words), last)
    first = _behind_statement(tokens, _with_portfolio(tokens, first, words), last, words)
    first = _behind_fronted(tokens, seen, first, last)
    last = _lengthened(tokens, seen, first, last, words)
    first, last = _with_superior(tokens, seen, first, last, words)
    return first, _cut(tokens, role, first, last, words)


# -- where it begins ------------------------------------------------------------------------------------------------------


def _behind_verb(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Leave out the verb of a list of clauses: ", and wounded customers". No gold filler behind a comma or "and" has one."""
    verb, before = tokens[first].word, tokens[first - 1].text if first else ""
    is_verb = verb.form in words["verbs"] or verb.form in words["hurting"]
    listed = before in (",", "and") and is_verb and verb.shape == "l"
    free = first + 1 < last and "-" not in (tokens[first + 1].text, before)
    return first + (listed and free and not verb.form.endswith("s"))


def _behind_title(tokens: Sequence[Token], first: int, last: int) -> int:
    """Leave out "H.E", and whoever is named before it."""
    for at in range(last - len(_TITLE) - 1, first - 1, -1):
        if tuple(token.word.form for token in tokens[at : at + len(_TITLE)]) == _TITLE and tokens[at].text == "H":
            return at + len(_TITLE)
    return first


def _with_portfolio(tokens: Sequence[Token], first: int, words: Words) -> int:
    """Take in what a minister is of: "[interior] ministers". 993 gold fillers begin with it, one right behind it."""
    portfolio = (
        first and tokens[first].word.form in words["ministers"] and tokens[first - 1].word.form in words["portfolios"]
    )
    return first - bool(portfolio)


def _behind_statement(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Leave out whose statement it was: "a statement from the ministry, [Salim Ali] met". No gold filler holds both."""
    at = first - 1
    at -= at > 0 and "article" in tokens[at].word.tags
    if at < 1 or tokens[at].word.form not in words["stated_by"] or tokens[at - 1].word.form not in words["statements"]:
        return first
    return next((i + 1 for i in range(first + 1, last - 1) if tokens[i].text == ","), first)


def _behind_fronted(tokens: Sequence[Token], seen: Seen, first: int, last: int) -> int:
    """Leave out the end of a fronted phrase: "in line with a plan of the government, NATO". No gold filler is of this kind."""
    at = last - 1
    if at - 1 <= first or tokens[at - 1].text != "," or tokens[at].word.shape != "U":
        return first
    linked = {
        mention.link
        for mention in seen
        if mention.label == _BODY and mention.link and mention.last in (at - 1, last) and mention.first >= first
    }
    own = any(mention.label == _BODY and mention.link and mention.first == at for mention in seen)
    return at if own and len(linked) > 1 else first


# -- where it ends --------------------------------------------------------------------------------------------------------


def _lengthened(tokens: Sequence[Token], seen: Seen, first: int, last: int, words: Words) -> int:
    """Return the end of a filler that stops within a name or right before its head."""
    if last >= len(tokens):
        return last
    before, behind = tokens[last - 1], tokens[last]
    # No gold filler ends within the name of a known body: "coalition against the Islamic [State group]", "members of al-Qaeda
    # [in Iraq]", "Directorate of Civil Status[, Passports and …]".
    within = [m.last for m in seen if m.found_by == "organization:registry" and first < m.first < last < m.last]
    if within or behind.word.form in ("in", ","):
        linked = (m.last for m in seen if m.label == _BODY and m.link and first <= m.first < last < m.last)
        return max([last, *within, *linked])
    if before.word.shape == behind.word.shape == "C" and behind.word.form.startswith("al-"):
        return last + 1  # "Minister of Oil Salim [al-Hamdani]": no gold filler ends so
    if before.word.form in words["backed"] and is_inner_hyphen(tokens, last - 2):
        return quotation_end(tokens, last)
    closed = short_form_end(tokens, first, last)
    if closed < len(tokens) and tokens[closed - 1].text == ")" and closed - first > _FEWEST:
        return closed + (tokens[closed].word.form in words["branches"])
    return last + _lacks_noun(tokens, first, last, words)


def _lacks_noun(tokens: Sequence[Token], first: int, last: int, words: Words) -> bool:
    """Tell whether the next word is the noun of a number or an adjective: "of the two countries", "suspected insurgents"."""
    before, behind = tokens[last - 1].word, tokens[last].word
    if last == first + 1:
        return before.form in words["suspected"] and behind.shape == "l" and "suspect" in behind.classes
    return before.form in words["pair"] and tokens[last - 2].word.form == "the" and behind.form in words["sides"]


def _with_superior(tokens: Sequence[Token], seen: Seen, first: int, last: int, words: Words) -> tuple[int, int]:
    """Take "Adviser to the Minister of Defense" as one post: the minister alone is another person.

    Of the gold fillers that hold both ten go on behind "to"; capitals are asked for, as "an aide to" may be any word.
    """
    begins = {mention.first: mention.last for mention in seen if "official" in mention.classes}
    aide = tokens[last - 1].word
    if aide.shape == "C" and aide.form in words["aides"]:
        return first, begins.get(_behind_to(tokens, last), last)
    at = first - 1
    at -= at > 0 and tokens[at].word.form == "the"
    if first in begins and at > 0 and tokens[at].word.form == "to":
        aide = tokens[at - 1].word
        if aide.shape == "C" and aide.form in words["aides"]:
            first = at - 1
            while (
                first
                and tokens[first - 1].word.shape == "C"
                and tokens[first - 1].word.form in lexicon("en")["modifiers"]
            ):
                first -= 1
    return first, last


def _behind_to(tokens: Sequence[Token], at: int) -> int:
    if at + 1 >= len(tokens) or tokens[at].word.form != "to":
        return -1
    return at + 1 + (tokens[at + 1].word.form == "the")


def _cut(tokens: Sequence[Token], role: str, first: int, last: int, words: Words) -> int:
    """Return the end of a filler without what its clause says of where, how and what for."""
    last = next((at for at in range(first + 1, last) if _is_manner(tokens, at, last, words)), last)
    last = next((at for at in range(first + 1, last) if tokens[at].word.form in words["within"]), last)
    last = next((at for at in range(first + 1, last) if _is_circumstance(tokens, at, words)), last)
    while last > first + 1 and _is_adverb(tokens, last - 1, words):
        last -= 1
    if role in _APART:
        last = next((at for at in range(first + 1, last - 1) if _is_bearing(tokens, at, words)), last)
    if role == "item":
        last = next((at for at in range(first + 1, last - 1) if _is_source(tokens, at)), last)
    if role == "suspect":
        last = next((at for at in range(first + 1, last - 1) if _opens_a_charge(tokens, at, words)), last)
    if _is_purpose(tokens, first, last):
        last -= 2
    while last > first + 1 and tokens[last - 1].word.form in words["days"] and tokens[last - 1].word.shape == "C":
        last -= 1
    return _before_participle(tokens, first, last, words)


def _is_manner(tokens: Sequence[Token], at: int, last: int, words: Words) -> bool:
    """Tell "in cooperation", "in his office", "in the Syrian capital": 36 gold fillers end before one, none holds it."""
    if tokens[at].word.form != "in" or at + 1 >= last:
        return False
    behind = tokens[at + 1].word.form
    if behind in words["jointly"]:
        return True
    inner = [token.word.form for token in tokens[at + 2 : min(at + 4, last)]]
    return (behind in _OWNED and not words["rooms"].isdisjoint(inner[:1])) or (behind == "the" and "capital" in inner)


def _is_bearing(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell "north of" in "mortars north of the base" from "men from the north of Iraq"."""
    told = tokens[at].word.form in words["compass"] and tokens[at + 1].word.form == "of"
    return told and tokens[at - 1].word.tags.isdisjoint(_NOT_FREE)


def _is_source(tokens: Sequence[Token], at: int) -> bool:
    """Tell where an item was taken: "a rifle from a man", "a rocket at the base". 95 gold items end there, none goes on."""
    form = tokens[at].word.form
    return form == "at" or (form == "from" and tokens[at + 1].word.form in _SOMEONES)


def _opens_a_charge(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell "convicted of": of 115 gold suspects 97 end before it, and no gold charge holds it."""
    return tokens[at].word.form in words["charged"] and tokens[at + 1].word.form in words["guilty"]


def _is_circumstance(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell "due to" and "prior to": no gold filler holds one."""
    return tokens[at].word.form in words["circumstances"] and at + 1 < len(tokens) and tokens[at + 1].word.form == "to"


def _is_adverb(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell an adverb in -ly from "family" and its like: no gold filler that names people or things ends with one."""
    word = tokens[at].word
    free = word.shape == "l" and tokens[at - 1].text not in _MARKS and tokens[at - 1].word.tags.isdisjoint(_NOT_FREE)
    return free and word.form.endswith("ly") and word.form not in words["in_ly"] and not word.classes


def _is_purpose(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell a bare verb behind "to" at the end, "commanders to discuss": 220 gold fillers end before one, none holds it.

    Nouns behind "to" there are in the plural: "shut to travellers".
    """
    if last - first < _FEWEST or tokens[last - 2].word.form != "to":
        return False
    word = tokens[last - 1].word
    return word.shape == "l" and word.stem == word.form and not word.classes


def _before_participle(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Leave out a participle whose phrase was cut off: "rifles found | in his car". No gold filler ends so."""
    end = last - (last - 1 > first and "prep" in tokens[last - 1].word.tags)
    if end >= len(tokens) or end - 1 <= first or "prep" not in tokens[end].word.tags:
        return last
    before, participle = tokens[end - 2], tokens[end - 1].word
    hangs = participle.form in words["past"] and participle.shape == "l"
    return end - 1 if hangs and before.word.tags.isdisjoint(_NOT_FREE) and before.text != "-" else last


def _field_end(tokens: Sequence[Token], seen: Seen, last: int) -> int:
    """Return the end of a topic that stops at "in the field" before "of": 9 gold topics go on, none stops there."""
    if last + 1 >= len(tokens) or tokens[last - 1].word.stem != "field" or tokens[last].word.form != "of":
        return last
    at = last + 1 + (tokens[last + 1].word.form == "the")
    return max((mention.last for mention in seen if mention.first == at and mention.label in _WORDED), default=last)


def _gerund_end(tokens: Sequence[Token], seen: Seen, last: int, words: Words) -> int:
    """Return the end of a topic that stops within a verb before its object: "ways of setting [up cameras]".

    No gold topic ends between a gerund and its particle.
    """
    split = last + 1 < len(tokens) and tokens[last].word.form in words["particles"]
    if not split or not tokens[last - 1].word.form.endswith("ing"):
        return last
    at = last + 1 + (tokens[last + 1].word.form in ("the", "a", "an"))
    return max((mention.last for mention in seen if mention.first == at and mention.label in _WORDED), default=last)


# -- counts and what befell people --------------------------------------------------------------------------------------


def is_befallen(tokens: Sequence[Token], mention: EntityMention, words: Words) -> bool:
    """Tell "wounded" of "12 killed and 14 wounded" and "civilian casualties": what befell the targets is none."""
    first, last = mention.first, mention.last
    first += tokens[first].word.form == "civilian"
    return last == first + 1 and tokens[first].word.form in words.get("befallen", ())


def behind_further(scene: Scene, mention: EntityMention, words: Words) -> int:
    """Return where who is counted begins behind "another 60", or where the mention does."""
    tokens, first = scene.sentences[mention.sentence].tokens, mention.first
    if tokens[first].word.form not in words.get("further", ()):
        return first
    figures = (seen for seen in scene.by_sentence[mention.sentence] if seen.label == "number")
    return next((seen.last for seen in figures if seen.first == first + 1 and seen.last < mention.last), first)


def behind_charged(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Return where a charge begins behind "suspicion of" and "a man convicted of"."""
    if first + 2 < last and tokens[first].word.form in words["charges"]:
        first += 2 * (tokens[first + 1].word.form == "of")
    return next((at + 2 for at in range(first, last - 2) if _opens_a_charge(tokens, at, words)), first)
