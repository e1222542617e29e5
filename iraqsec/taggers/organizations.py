"""Organizations: names of the registry with their canonical ids, names by head-noun grammar, and men "of" a body."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve

from iraqsec.document import EntityMention, Sentence, Token, mention_of
from iraqsec.gazetteer import organizations as registry
from iraqsec.gazetteer.organization_names import OrganizationNames
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.organization_grammar import Name, arabic_name, english_name, grammar, is_definite

_SCORES = {"registry": 1.0, "weak": 0.8, "grammar": 0.85, "nominal": 0.5, "body": 0.7}
_TELLS_MEDIUM = frozenset({"(", '"', "ل"})  # before a medium's name without a noun
_GUESSED = ".open"  # places that only their surroundings tell
_DAYS = frozenset({"today", "now"})  # no part of a medium's name in small letters: "in Baghdad today"
_Match = Callable[[str, Sequence[Token], int], registry.OrganizationMatch | None]
_TAIL = 2  # words that may follow a known name without making it another body's ("والمؤثرات العقلية")


class Organizations(Tagger):
    """Finds bodies by name ("Basra Police Command"), by grammar ("قسم استخبارات ...") and by noun ("the ministry")."""

    name = "organizations"

    def __init__(self, more: OrganizationNames | None = None) -> None:
        """Use the registry, with a user's names beside it."""
        self._match = more.match if more else registry.match

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield organizations in text order; what names men of one follows it as a longer mention."""
        lang = context.language.code
        places: dict[int, dict[int, int]] = {}
        for mention in context.seen:
            if mention.label == "place" and _GUESSED not in mention.found_by:
                ends = places.setdefault(mention.sentence, {})
                ends[mention.first] = max(ends.get(mention.first, 0), mention.last)
        known: dict[str, str] = {}
        for sentence in sentences:
            find = _arabic if lang == "ar" else _english
            for seen in find(sentence, places.get(sentence.index, {}), self._match):
                mention = _taken_up(sentence, seen, lang, known)
                yield mention
                yield from _bodies(sentence, mention, lang)


def without_namesakes(mentions: Sequence[EntityMention], sentences: Sequence[Sentence]) -> list[EntityMention]:
    """Return the mentions less the places that only name a medium: "وكالة كربلاء الآن", "(بغداد اليوم)", "Kirkuk Now".

    In Arabic "في بغداد اليوم" is Baghdad, today: a noun, a bracket, a quote or "ل" has to tell the medium.
    """
    media = [m for m in mentions if "media" in m.classes and m.link and m.last > m.first + 1]
    if not media:
        return list(mentions)
    tokens = {sentence.index: sentence.tokens for sentence in sentences}

    def is_namesake(place: EntityMention) -> bool:
        for medium in media:
            if medium.sentence == place.sentence and medium.first <= place.first and place.last <= medium.last:
                before = tokens[place.sentence][place.first - 1].text if place.first else ""
                return medium.first < place.first or before in _TELLS_MEDIUM or medium.text.isascii()
        return False

    return [m for m in mentions if m.label != "place" or not is_namesake(m)]


def _taken_up(sentence: Sentence, mention: EntityMention, lang: str, known: dict[str, str]) -> EntityMention:
    """Link a lone noun ("the ministry") to the organization that the article last named with it; note names."""
    heads = grammar(lang).heads
    ends = sentence.tokens[mention.first], sentence.tokens[mention.last - 1]
    words = [
        key.removeprefix("ال") if lang == "ar" else key
        for token in ends[: 1 + (lang == "en")]
        for key, _, _ in token.word.keys
    ]
    word = next((word for word in words if word in heads), "")
    if mention.link:
        known[word] = mention.link
        return mention
    if mention.last == mention.first + 1 and word in known:
        return evolve(mention, link=known[word])
    return mention


def _named(sentence: Sentence, found: registry.OrganizationMatch) -> EntityMention:
    rule = "weak" if found.weak else "registry"
    return mention_of(
        sentence,
        found.first,
        found.last,
        "organization",
        cut_start=found.cut,
        link=found.id,
        score=_SCORES[rule],
        found_by=f"organization:{rule}",
        head=found.first,
        classes=frozenset({found.kind}),
    )


def _by_grammar(sentence: Sentence, name: Name, head: int, link: str | None = None) -> EntityMention:
    rule = "grammar" if name.named else "nominal"
    return mention_of(
        sentence,
        name.first,
        name.last,
        "organization",
        cut_start=name.cut,
        link=link,
        score=_SCORES[rule],
        found_by=f"organization:{rule}",
        head=head,
        classes=frozenset({name.kind}),
    )


# -- Arabic -----------------------------------------------------------------------------------


def _arabic(sentence: Sentence, places: dict[int, int], match: _Match) -> Iterator[EntityMention]:
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        if tokens[at].kind != "word":
            at += 1
            continue
        found = match("ar", tokens, at)
        if found and found.weak and not _stands_free(sentence, at):
            found = None
        name = arabic_name(sentence, at, places)
        if found and (name is None or name.last <= found.last):
            yield _named(sentence, found)
            at = found.last
        elif name:
            if found and not found.weak:
                yield _named(sentence, found)
            yield _by_grammar(
                sentence, name, at, found.id if found and not found.weak and name.last - found.last <= _TAIL else None
            )
            at = name.last
        else:
            at += 1


def _stands_free(sentence: Sentence, at: int) -> bool:
    """Tell whether a word that may be an adjective or another noun ("الداخلية", "العدل") is a body's name.

    No noun with the article or of another kind stands before it; words like "القاعدة" need men or leaders before them.
    """
    words = grammar("ar")
    before = sentence.tokens[at - 1] if at else None
    if before is None or is_definite(before):
        return before is None and not _has_key(sentence, at, words["bound"])
    owned = _body_at(sentence, at - 1, "ar") or _has_key(sentence, at - 1, words["owners"])
    if _has_key(sentence, at, words["bound"]):
        return owned
    noun = any(tag.startswith("n:") for tag in before.word.tags)
    return owned or not noun or _has_key(sentence, at - 1, frozenset(words.heads))


def _has_key(sentence: Sentence, at: int, listed: frozenset[str]) -> bool:
    return any(key in listed for key, _, _ in sentence.tokens[at].word.keys)


# -- English -----------------------------------------------------------------------------------


def _english(sentence: Sentence, places: dict[int, int], match: _Match) -> Iterator[EntityMention]:
    tokens = sentence.tokens
    found: list[EntityMention] = []
    at = 0
    while at < len(tokens):
        hit = match("en", tokens, at)
        if hit and not (hit.kind == "media" and tokens[hit.last - 1].text in _DAYS):
            found.append(_named(sentence, hit))
            at = hit.last
        else:
            at += 1
    names = [
        (i, name)
        for i, token in enumerate(tokens)
        if (token.word.form in grammar("en").heads or token.word.form in grammar("en")["clans"])
        and (name := english_name(sentence, i, places))
    ]
    for head, name in names:
        inside = [m for m in found if m.first < name.last and name.first < m.last]
        if any(m.first <= name.first and name.last <= m.last for m in inside):
            continue
        found.append(_by_grammar(sentence, name, head))
    found = [_with_short_form(sentence, mention) for mention in found]
    yield from sorted(found, key=lambda m: (m.first, m.last))


def _with_short_form(sentence: Sentence, mention: EntityMention) -> EntityMention:
    """Take in the abbreviation in brackets behind a name."""
    tokens, last = sentence.tokens, mention.last
    if (
        last + 2 < len(tokens)
        and tokens[last].text == "("
        and tokens[last + 1].word.shape in ("U", "m")
        and tokens[last + 2].text == ")"
    ):
        end = tokens[last + 2].end
        return evolve(
            mention, last=last + 3, end=end, text=sentence.text[mention.start - sentence.start : end - sentence.start]
        )
    return mention


# -- men of a body -----------------------------------------------------------------------------------


def _bodies(sentence: Sentence, mention: EntityMention, lang: str) -> Iterable[EntityMention]:
    """Yield the longer phrase that names men or a part of the organization, in front of it or behind it."""
    first, last = (_arabic_body if lang == "ar" else _english_body)(sentence, mention)
    if first < mention.first or last > mention.last:
        head = first if first < mention.first else last - 1
        cut = _body_cut(sentence, first) if lang == "ar" else 0
        people = _is_people(sentence, head, lang)
        yield mention_of(
            sentence,
            first,
            last,
            "group" if people else "organization",
            cut_start=cut,
            link=mention.link,
            score=_SCORES["body"] * mention.score,
            found_by="organization:body",
            head=head,
            classes=frozenset(tag[2:] for tag in sentence.tokens[head].word.tags if tag.startswith("n:")),
        )


def _is_people(sentence: Sentence, head: int, lang: str) -> bool:
    return any(key in grammar(lang)["people"] for key, _, _ in sentence.tokens[head].word.keys)


def _body_at(sentence: Sentence, at: int, lang: str) -> bool:
    words = grammar(lang)
    return any(key in words["bodies"] or key in words["people"] for key, _, _ in sentence.tokens[at].word.keys)


def _body_cut(sentence: Sentence, at: int) -> int:
    words = grammar("ar")
    for key, cut, _ in sentence.tokens[at].word.keys:
        if key in words["bodies"] or key in words["people"]:
            form = sentence.tokens[at].word.form
            return cut - 2 if form[max(0, cut - 2) : cut] == "ال" else cut
    return 0


def _arabic_body(sentence: Sentence, mention: EntityMention) -> tuple[int, int]:
    tokens, at = sentence.tokens, mention.first - 1
    cut = mention.start - tokens[mention.first].start
    if at >= 0 and not cut and _body_at(sentence, at, "ar"):
        return at, mention.last
    if at >= 1 and tokens[at].word.form in grammar("ar")["of"]:
        at -= 1
        if at >= 1 and not _body_at(sentence, at, "ar"):
            at -= 1  # an adjective: "قوة مشتركة من ..."
        if _body_at(sentence, at, "ar") and tokens[at].kind == "word":
            return at, mention.last
    return mention.first, mention.last


def _english_body(sentence: Sentence, mention: EntityMention) -> tuple[int, int]:
    tokens, at = sentence.tokens, mention.first - 1
    if mention.last < len(tokens) and _body_at(sentence, mention.last, "en"):
        return mention.first, mention.last + 1
    if at >= 1 and tokens[at].word.form == "the":
        at -= 1
    if at >= 1 and tokens[at].word.form in ("of", "from") and _body_at(sentence, at - 1, "en"):
        return at - 1, mention.last
    return mention.first, mention.last
