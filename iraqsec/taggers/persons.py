"""Persons: post, rank and name taken apart, officials by post, names by lexicon, short forms of full names."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from attrs import define, field

from iraqsec.document import EntityMention, Sentence, Span, Token, Word, mention_of
from iraqsec.gazetteer.persons import person_id
from iraqsec.gazetteer.posts import posts
from iraqsec.languages.folding import fold_word
from iraqsec.taggers.base import Context, Tagger
from iraqsec.taggers.organization_grammar import proclitic_keys, proclitic_keys_of
from iraqsec.taggers.person_grammar import lexicon, ranks_end, ranks_of
from iraqsec.taggers.person_names import STOPS, NameRun, arabic_run, english_run, is_family, is_given
from iraqsec.taggers.post_grammar import Post, arabic_post, english_post

_SCORES = {"full": 1.0, "rank": 0.95, "name": 0.85, "short": 0.8, "post": 0.75, "office": 0.5}
_OFFICIAL = frozenset({"official"})
_PERSON = frozenset({"person"})
_SHORTEST_APPOSED, _LONGEST_APPOSED = 2, 5
_GUESSED = ".open"  # places that only their surroundings tell, so that a name goes before them
_COMMAS = frozenset({",", "،"})


@define(eq=False)
class _Page:
    """What is known while one article is read: where other mentions stand, and the names seen in full."""

    lang: str
    spans: dict[int, dict[int, tuple[int, str]]] = field(factory=dict)
    families: dict[str, str | None] = field(factory=dict)

    def starting(self, sentence: Sentence) -> dict[int, tuple[int, str]]:
        """Return token index -> (index behind, label) of the places and organizations of a sentence."""
        return self.spans.get(sentence.index, {})


class Persons(Tagger):
    """Finds persons and officials."""

    name = "persons"

    def tag(self, sentences: Sequence[Sentence], context: Context) -> Iterator[EntityMention]:
        """Yield persons in order of their sentences; one with a post comes whole, as rank and name, and as post."""
        page = _Page(context.language.code)
        for mention in context.seen:
            if mention.label in ("place", "organization") and _GUESSED not in mention.found_by:
                starts = page.spans.setdefault(mention.sentence, {})
                if mention.last > starts.get(mention.first, (0, ""))[0]:
                    starts[mention.first] = (mention.last, mention.label)
        for sentence in sentences:
            yield from _tag_sentence(sentence, page)


def _tag_sentence(sentence: Sentence, page: _Page) -> Iterator[EntityMention]:
    tokens, at, starts = sentence.tokens, 0, page.starting(sentence)
    inside = 0
    while at < len(tokens):
        end, label = starts.get(at, (0, ""))
        if label == "organization" and end > inside:
            inside = end
        if tokens[at].kind != "word" or (at < inside and not end):
            at += 1
            continue
        if end or _opens(tokens[at].word, page.lang):
            post = (arabic_post if page.lang == "ar" else english_post)(sentence, at, starts)
            start = post.last if post else at
            ranked = ranks_end(page.lang, tokens, start)
            run = _run(sentence, start, ranked, page, "rank" if ranked > start else "post" if post else "")
        else:
            post, start, ranked, run = None, at, at, None
        if run is None and post is None and ranked == at and (run := _short(sentence, at, page)):
            yield _mention(
                sentence,
                run.first,
                run.last,
                "short",
                cut=run.cut,
                link=page.families[_family_key(tokens[run.last - 1], page.lang)],
                parts={"name": _stretch(tokens, run.first, run.last, run.cut)},
            )
            at = run.last
            continue
        if run:
            yield from _with_name(sentence, post, start, run, page)
            at = run.last
        elif post:
            if post.full:
                yield _official(sentence, post)
                yield from _apposed(sentence, post.last, page)
            at = max(post.last, at + 1)
        else:
            at += 1


@lru_cache(maxsize=20_000)
def _opens(word: Word, lang: str) -> bool:
    """Tell whether a word may begin a post, a rank or a name, whatever stands behind it; most words may not."""
    words, form = lexicon(lang), word.form
    keys = [key for key, _ in proclitic_keys_of(word)]
    if any(key in words.ranks or key in words.titles for key in keys):
        return True
    if lang == "en":
        opens = any(form in words[name] for name in ("modifiers", "given", "particles"))
        return opens or form in words.heads or word.shape in ("C", "U")
    if is_given(form) or form in words["servant"] or any(key in words["given"] for key in keys):
        return True
    return any(key in words["own"] or key.removeprefix("ال") in words.heads or key in words.alone for key in keys)


def _apposed(sentence: Sentence, at: int, page: _Page) -> Iterator[EntityMention]:
    """Yield the name between commas behind a post, which no known part needs to tell: "السفير التركي، أنيل بورا،"."""
    tokens = sentence.tokens
    if (
        at < len(tokens)
        and tokens[at].word.form in ("في", "in", "at")
        and page.starting(sentence).get(at + 1, (0, ""))[0]
    ):
        at = page.starting(sentence)[at + 1][0]
    if at + 2 >= len(tokens) or tokens[at].text not in _COMMAS:
        return
    start = ranks_end(page.lang, tokens, at + 1)
    end = next((i for i in range(start, min(start + 6, len(tokens))) if tokens[i].kind != "word"), start)
    words = tokens[start:end]
    known = _run(sentence, start, start, page, "rank" if start > at + 1 else "")
    cued = _run(sentence, start, start, page, "rank")
    last = known.last if known else 0
    particles = lexicon(page.lang)["particles"]
    if (
        _SHORTEST_APPOSED <= len(words) <= _LONGEST_APPOSED
        and tokens[end].text in _COMMAS
        and all(_apposable(token, page) or token.word.form in particles for token in words)
    ):
        found = end
    else:
        found = cued.last if cued and cued.sure and cued.parts > 1 else 0
    if found > last:
        name = " ".join(token.text for token in tokens[start:found])
        page.families[_family_key(tokens[found - 1], page.lang)] = person_id(name)
        parts = _named_parts(sentence, at + 1, NameRun(start, found, 0, sure=True, parts=1), 0, page.lang)
        yield _mention(sentence, at + 1, found, "name", link=person_id(name), official=True, parts=parts)


def _apposable(token: Token, page: _Page) -> bool:
    """Tell whether a word may be part of an unknown name: capitalised, or in Arabic without tags."""
    if not token.word.tags.isdisjoint(STOPS):
        return False
    if page.lang == "en":
        return token.word.shape in ("C", "m") and token.word.form not in lexicon("en")["not_names"]
    return is_given(token.word.form) or is_family(token) or (not token.word.tags and token.word.form[:1] != "و")


def _run(sentence: Sentence, start: int, at: int, page: _Page, cue: str) -> NameRun | None:
    """Return the name at a token, unless it is a place; ``start`` is where its ranks begin."""
    if at >= len(sentence.tokens):
        return None
    run = arabic_run(sentence.tokens, at, cue=cue) if page.lang == "ar" else english_run(sentence, at, cued=bool(cue))
    if run is None:
        return None
    end, label = page.starting(sentence).get(at, (0, ""))
    if end >= run.last and (not cue or label == "organization" or not run.sure):
        return None
    return None if cue == "rank" and page.starting(sentence).get(start, (0, ""))[0] >= run.last else run


def _with_name(sentence: Sentence, post: Post | None, ranks: int, run: NameRun, page: _Page) -> Iterator[EntityMention]:
    """Yield the mentions of a named person: the whole, without the post, and the post."""
    tokens = sentence.tokens
    name = " ".join(token.text for token in tokens[run.first : run.last])[run.cut :]
    key = _family_key(tokens[run.last - 1], page.lang)
    link = person_id(name) if run.parts > 1 or run.last - run.first > 1 else page.families.get(key)
    if run.parts > 1 and run.sure:
        page.families[key] = link
    ranked = run.first > ranks
    rule = "rank" if ranked else "name"
    first_cut = _cut(tokens[ranks], page.lang) if ranked else run.cut
    named = _named_parts(sentence, ranks, run, 0 if post else first_cut, page.lang)
    if post:
        office = {"office": _stretch(tokens, post.first, post.last, post.cut)}
        yield _mention(
            sentence,
            post.first,
            run.last,
            "full",
            cut=post.cut,
            link=link,
            head=post.head,
            official=True,
            parts=office | named,
        )
        if post.full:
            yield _official(sentence, post)
        yield _mention(sentence, ranks, run.last, rule, cut=0, link=link, official=True, parts=named)
    else:
        yield _mention(sentence, ranks, run.last, rule, cut=first_cut, link=link, official=ranked, parts=named)


def _named_parts(sentence: Sentence, ranks: int, run: NameRun, cut: int, lang: str) -> dict[str, Span]:
    """Return the stretches of rank, title and name; ``cut`` are the clitics of the first rank."""
    tokens = sentence.tokens
    found = ranks_of(lang, tokens, ranks, run.first)
    parts = {kind: _stretch(tokens, first, last, cut * (first == ranks)) for kind, (first, last) in found.items()}
    return {**parts, "name": _stretch(tokens, run.first, run.last, run.cut)}


def _stretch(tokens: Sequence[Token], first: int, last: int, cut: int) -> Span:
    return Span(tokens[first].start + cut, tokens[last - 1].end)


def _cut(token: Token, lang: str) -> int:
    """Return the proclitics of a rank or title that are no part of it."""
    if lang == "en":
        return 0
    return next(
        (cut for key, cut in proclitic_keys(token) if key in lexicon("ar").ranks or key in lexicon("ar").titles), 0
    )


def _mention(  # noqa: PLR0913 - what differs between the mentions of one person
    sentence: Sentence,
    first: int,
    last: int,
    rule: str,
    *,
    cut: int = 0,
    link: str | None = None,
    head: int | None = None,
    official: bool = False,
    parts: Mapping[str, Span] | None = None,
) -> EntityMention:
    return mention_of(
        sentence,
        first,
        last,
        "person",
        cut_start=cut,
        link=link,
        score=_SCORES[rule],
        found_by=f"person:{rule}",
        head=head,
        classes=_OFFICIAL if official else _PERSON,
        parts=parts,
    )


def _official(sentence: Sentence, post: Post) -> EntityMention:
    text = " ".join(token.text for token in sentence.tokens[post.first : post.last])[post.cut :]
    link = _post_ids().get(fold_word(text))
    return _mention(
        sentence,
        post.first,
        post.last,
        "post" if post.last - post.first > 1 else "office",
        cut=post.cut,
        link=link,
        head=post.head,
        official=True,
        parts={"office": _stretch(sentence.tokens, post.first, post.last, post.cut)},
    )


@cache
def _post_ids() -> dict[str, str]:
    return {fold_word(name): f"post:{post.id}" for post in posts() for name in (post.name_en, post.name_ar)}


# -- short forms -----------------------------------------------------------------------------------


def _family_key(token: Token, lang: str) -> str:
    return token.word.stem if lang == "en" else token.word.form


def _short(sentence: Sentence, at: int, page: _Page) -> NameRun | None:
    """Return a lone family name that the article has given with the rest of the name."""
    if not page.families:
        return None
    token = sentence.tokens[at]
    if page.lang == "en":
        known = (
            token.word.stem in page.families
            and token.word.shape in ("C", "m")
            and token.word.form not in lexicon("en")["not_names"]
        )
        return NameRun(at, at + 1, 0, sure=True, parts=1) if known else None
    for key, cut in proclitic_keys(token):
        if key in page.families and (key.startswith("ال") or (key not in lexicon("ar")["ambiguous"] and not cut)):
            token_key = token.word.form
            if cut:
                page.families.setdefault(token_key, page.families[key])
            return NameRun(at, at + 1, cut, sure=True, parts=1)
    return None
