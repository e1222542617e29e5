"""Places that no table holds: unknown names after a place noun, borders, capitals, the whole country, places in focus.

What they lie in is read from the names around them: the nearest in the sentence, else what the article speaks of most.
"""

from collections.abc import Iterator, Sequence

from iraqsec.document import Sentence, Token
from iraqsec.gazetteer.cues import Cues
from iraqsec.gazetteer.linker import Linker
from iraqsec.taggers.place_context import NEIGHBOURS, Article, Found, place_of, zone_place

_OPEN, _BORDER, _FOCUS, _WHOLE, _CAPITAL, _NOMINAL = 0.6, 0.9, 0.4, 0.8, 0.8, 0.3
_FUNCTION = frozenset("prep conj pron relative aux complementizer clause_opener neg modal say light det be have".split())
_CAPITALS = {"IQ": "governorate:IQ-BG", "TR": "city:TR-ankara", "IR": "city:IR-tehran", "JO": "city:JO-amman", "SY": "city:SY-damascus"}
_LED_TO = frozenset({"governorate", "city", "country"})


def patterns(code: str, known: Cues, linker: Linker, sentences: Sequence[Sentence], found: Sequence[Found], article: Article) -> list[Found]:
    """Return the places that are told by pattern, beside the names already found."""
    by_sentence: dict[int, list[Found]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence, []).append(one)
    reader = (_EnglishPatterns if code == "en" else _ArabicPatterns)(known, linker, article)
    out: list[Found] = []
    for position, sentence in enumerate(sentences):
        inside = by_sentence.get(position, [])
        reader.move_roads(sentence, inside)
        for one in reader.read(sentence, inside):
            one.sentence = position
            out.append(one)
        reader.pass_by(inside)
    return out


class _Patterns:
    """Reads one sentence after the other and keeps the place that was named last in mind."""

    code = ""

    def __init__(self, known: Cues, linker: Linker, article: Article) -> None:
        self.cues = known
        self.linker = linker
        self.article = article
        self.last_zone: str | None = None
        self.last_neighbour: str | None = article.neighbours[0][2] if article.neighbours else None

    def pass_by(self, inside: Sequence[Found]) -> None:
        """Remember what a sentence named."""
        for one in inside:
            if one.value and one.value.governorate and one.rule != "places.in_organization":
                self.last_zone = one.value.governorate
            elif one.value and one.value.country in NEIGHBOURS:
                self.last_neighbour = one.value.country

    def move_roads(self, sentence: Sentence, inside: Sequence[Found]) -> None:
        """Put a road that is named after where it leads ("طريق أربيل") where the sentence or article is."""
        for one in inside:
            noun = sentence.tokens[one.first] if self.code == "ar" else sentence.tokens[one.last - 1]
            if one.rule != "places.noun" or one.entry is None or one.entry.kind not in _LED_TO or not self.cues.head("road", noun):
                continue
            others = [f for f in inside if f is not one and f.rule != "places.in_organization"]
            zone = self.zone(others, one.first)
            if zone and zone != one.entry.governorate:
                one.value, one.entry, one.rule = zone_place(zone, "road"), None, "places.road"

    def zone(self, inside: Sequence[Found], at: int) -> str | None:
        """Return the governorate in which a place at a token probably lies."""
        near = [(abs(one.first - at) + (3 if one.first < at else 0), one.value.governorate) for one in inside if one.value and one.value.governorate]
        if near:
            return min(near)[1]
        return self.last_zone or self.article.main()

    def read(self, sentence: Sentence, inside: Sequence[Found]) -> Iterator[Found]:
        """Yield the pattern places of a sentence."""
        taken = {i for one in inside for i in range(one.first, one.last)}
        tokens, at = sentence.tokens, 0
        while at < len(tokens):
            token = tokens[at]
            begins = at not in taken and token.kind == "word" and self.begins(token)
            one = self.at(tokens, at, inside, taken) if begins else None
            if one is None:
                at += 1
                continue
            yield one
            at = at + 1 if one.rule == "places.nominal" else max(at + 1, one.last)  # a nominal place may hold others

    def begins(self, token: Token) -> bool:
        """Tell whether a pattern place can begin at a word."""
        return bool(self.cues.heads(token.word))

    def at(self, tokens: Sequence[Token], at: int, inside: Sequence[Found], taken: set[int]) -> Found | None:
        """Return the pattern place that begins at a token, if any."""
        raise NotImplementedError

    def whole(self, at: int, last: int, cut: int, zone: str, rule: str, score: float) -> Found:
        """Return a finding whose value is a country or governorate as such."""
        return Found(0, at, last, cut, (), rule, score, value=zone_place(zone), name_first=at)

    def fixed(self, tokens: Sequence[Token], at: int) -> Found | None:
        """Match the longest phrase that stands for the whole country or region."""
        head = self.cues.head("fixed", tokens[at])
        for words, zone in self.cues.fixed.get(head[0], ()) if head else ():
            if at + len(words) <= len(tokens) and all(tokens[at + k].word.form == words[k] for k in range(1, len(words))):
                return self.whole(at, at + len(words), head[1] if head else 0, zone, "places.country", _WHOLE)
        return None

    def capital(self, at: int, last: int, cut: int, country: str) -> Found:
        """Return a finding that stands for a capital."""
        entry = self.linker.by_id.get(_CAPITALS.get(country, ""))
        value = place_of(entry) if entry else zone_place(country)
        return Found(0, at, last, cut, (), "places.capital", _CAPITAL, value=value, entry=entry, name_first=at)


def _function(token: Token) -> bool:
    return token.kind != "word" or not token.word.tags.isdisjoint(_FUNCTION)


class _ArabicPatterns(_Patterns):
    """Arabic: the noun comes first."""

    code = "ar"

    def at(self, tokens: Sequence[Token], at: int, inside: Sequence[Found], taken: set[int]) -> Found | None:
        token = tokens[at]
        for reader in (self._border, self._country, self._capital, self._open, self._focus, self._nominal):
            if one := reader(tokens, at, token, inside, taken):
                return one
        return None

    def _nation(self, tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
        """Return the foreign nation that the adjectives from a token on name, and where they end."""
        country, last = None, at
        while last < len(tokens) and last < at + 4:  # noqa: PLR2004 - "العراقية - السورية"
            form = tokens[last].word.form
            nation = self.cues.of("nation").get(form)
            if nation is None and not (tokens[last].text in "-–" or self.cues.has("border", form)):
                break
            country = nation if nation and (country in (None, "IQ")) else country
            last += 1
        return country, last

    def _border(self, tokens: Sequence[Token], at: int, token: Token, inside: Sequence[Found], taken: set[int]) -> Found | None:
        border = self.cues.head("border", token)
        side = self.cues.head("border_side", token)
        if (border is None and side is None) or (at and self.cues.head("guard", tokens[at - 1])):
            return None
        cut = (border or side or ("", 0))[1]
        strip = at + 1 < len(tokens) and tokens[at + 1].word.form.startswith("الحدودي")
        if border and border[0].endswith("شريط") and not strip:
            border = None
        country, last = self._nation(tokens, at + 1 + strip)
        if country is None and border and at + 1 < len(tokens):
            step = at + 1 + strip
            if step < len(tokens) and self.cues.has("border_joint", tokens[step].word.form):
                step += 1
            named = next((f for f in inside if step <= f.first <= step + 1 and f.value and f.value.country), None)
            if named and named.value and named.value.country:
                return self.whole(at, named.last, cut, named.value.country, "places.border", _BORDER)
        if country and (country != "IQ" or side):
            return self.whole(at, last, cut, country, "places.border", _BORDER)
        if border and country in (None, "IQ") and self.last_neighbour and token.word.form.endswith(("الحدود", "الشريط")):
            return self.whole(at, last if country else at + 1 + strip, cut, self.last_neighbour, "places.border.focus", _FOCUS)
        return None

    def _country(self, tokens: Sequence[Token], at: int, token: Token, inside: Sequence[Found], taken: set[int]) -> Found | None:
        direction = self.cues.head("direction", token)
        if direction and at + 1 < len(tokens):
            behind = tokens[at + 1].word.form
            if behind in ("العراق", "البلاد") or (behind == "غرب" and at + 2 < len(tokens) and tokens[at + 2].word.form == "العراق"):
                return self.whole(at, at + 2 + (behind == "غرب"), direction[1], "IQ", "places.country", _WHOLE)
        if one := self.fixed(tokens, at):
            return one
        if (many := self.cues.head("quantifier", token)) and at + 1 < len(tokens) and self.cues.has("many", tokens[at + 1].word.form):
            last = at + 2
            if last < len(tokens) and tokens[last].word.form in ("البلاد", "العراق", "عراقيه", "جنوبيه", "شماليه"):
                last += 1
            return self.whole(at, last, many[1], "IQ", "places.country", _WHOLE)
        return None

    def _capital(self, tokens: Sequence[Token], at: int, token: Token, inside: Sequence[Found], taken: set[int]) -> Found | None:
        head = self.cues.head("capital", token)
        if head is None:
            if self.cues.head("capital_of", token) and at + 1 in taken:
                named = next(f for f in inside if f.first <= at + 1 < f.last)
                if named.value and named.value.governorate == "IQ-KR":
                    return self.whole(at, named.last, 0, "IQ-AR", "places.capital", _CAPITAL)
            return None
        country, last = self._nation(tokens, at + 1)
        if last in taken:  # "العاصمة بغداد" is the name alone
            return None
        return self.capital(at, last, head[1], country or "IQ")

    def _open(self, tokens: Sequence[Token], at: int, token: Token, inside: Sequence[Found], taken: set[int]) -> Found | None:
        head = self.cues.head("open", token)
        if head is None or at + 1 >= len(tokens) or at + 1 in taken:
            return None
        last = at + 1
        quoted = tokens[last].text == '"'
        last += quoted
        if last >= len(tokens) or last in taken or not self._may_be_name(tokens[last], head[0]):
            return None
        compound = self.cues.has("compound", tokens[last].word.form)
        last += 1
        if compound and last < len(tokens) and not _function(tokens[last]) and last not in taken:
            last += 1
        if last < len(tokens) and self.cues.has("suffix", tokens[last].word.form):
            last += 1
        last += quoted and last < len(tokens) and tokens[last].text == '"'
        zone = self.zone(inside, at)
        return self.whole(at, last, head[1], zone, "places.open", _OPEN) if zone else None

    def _may_be_name(self, token: Token, noun: str) -> bool:
        form = token.word.form
        if _function(token) or self.cues.has("unnamed", form) or len(form) < 3:  # noqa: PLR2004
            return False
        common = any(tag.startswith("n:") for tag in token.word.tags)
        if form.startswith("ال"):
            return not common or noun in ("حي", "قريه", "ناحيه", "محله")
        return not common and not form.endswith(("يه", "ات", "ين")) and form[0] not in "ي" and not token.word.tags

    def _focus(self, tokens: Sequence[Token], at: int, token: Token, inside: Sequence[Found], taken: set[int]) -> Found | None:
        for cue in ("focus_governorate", "focus_city"):
            head = self.cues.head(cue, token)
            if head is None:
                continue
            if at and self.cues.head("organization", tokens[at - 1]):
                return None
            zone = self.zone(inside, at)
            last = at + 1
            if last < len(tokens) and tokens[last].word.form in ("القديمه", "ذاتها", "نفسها", "المذكوره"):
                last += tokens[last].word.form == "القديمه"
            return self.whole(at, last, head[1], zone, "places.focus", _FOCUS) if zone else None
        return None

    def _nominal(self, tokens: Sequence[Token], at: int, token: Token, inside: Sequence[Found], taken: set[int]) -> Found | None:
        head = self.cues.head("nominal", token)
        if head is None:
            return None
        if not head[1] and not (at and self._locates(tokens[at - 1])):
            return None
        last = at + 1
        while last < len(tokens) and last < at + 4 and not _function(tokens[last]) and not _conjoined(tokens[last]):  # noqa: PLR2004
            last += 1
        capital = any(self.cues.head("capital", token) for token in tokens[at:last])
        zone = "IQ-BG" if capital else _held(inside, at, last) or self.zone(inside, at)
        return self.whole(at, last, head[1], zone, "places.nominal", _NOMINAL) if zone else None


    def _locates(self, token: Token) -> bool:
        """Tell whether a word before a noun says that something happened there."""
        return "prep" in token.word.tags or any(self.cues.head(cue, token) for cue in ("prep", "side"))


def _held(inside: Sequence[Found], first: int, last: int) -> str | None:
    """Return the governorate or country of a name that stands inside a stretch."""
    named = next((f.value for f in inside if first < f.first < last and f.value), None)
    return (named.governorate or named.country) if named else None


def _conjoined(token: Token) -> bool:
    return token.word.form[:1] in "وف" and token.word.stem != token.word.form and not token.word.form.startswith("ال")


class _EnglishPatterns(_Patterns):
    """English: the noun comes last, or first with "of"."""

    code = "en"

    def begins(self, token: Token) -> bool:
        """Tell whether a pattern place can begin at a word: a cue, or a capitalized word that may be a name."""
        return token.word.shape == "C" or bool(self.cues.heads(token.word))

    def at(self, tokens: Sequence[Token], at: int, inside: Sequence[Found], taken: set[int]) -> Found | None:
        for reader in (self._border, self._country, self._capital, self._open, self._focus, self._nominal):
            if one := reader(tokens, at, inside, taken):
                return one
        return None

    def _border(self, tokens: Sequence[Token], at: int, inside: Sequence[Found], taken: set[int]) -> Found | None:
        country, last = None, at
        while last < len(tokens) and (self.cues.of("nation").get(tokens[last].word.form) or (last > at and tokens[last].text in "-–")):
            nation = self.cues.of("nation").get(tokens[last].word.form)
            country = nation if nation and country in (None, "IQ") else country
            last += 1
        if last >= len(tokens):
            return None
        form = tokens[last].word.form
        if last + 1 < len(tokens) and self.cues.has("guard", tokens[last + 1].word.form):
            return None
        if last > at and country:
            if self.cues.has("border", form) and country != "IQ":
                last += 1
                last += last < len(tokens) and tokens[last].word.form in ("strip", "line", "area", "region")
                return self.whole(at, last, 0, country, "places.border", _BORDER)
            if self.cues.has("border_side", form):
                return self.whole(at, last + 1, 0, country, "places.border", _BORDER)
            if self.cues.has("capital", form):
                return self.capital(at, last + 1, 0, country)
            return None
        if self.cues.has("border", form) and form not in ("line", "strip"):
            end = at + 1
            end += end < len(tokens) and tokens[end].word.form in ("strip", "line", "area", "region")
            if end + 1 < len(tokens) and self.cues.has("border_joint", tokens[end].word.form):
                named = next((f for f in inside if end < f.first <= end + 2 and f.value and f.value.country), None)
                if named and named.value and named.value.country:
                    return self.whole(at, named.last, 0, named.value.country, "places.border", _BORDER)
            left = next((f for f in inside if f.last in (at, at - 1) and f.value and f.value.country in NEIGHBOURS), None)
            if left and left.value and left.value.country:
                return self.whole(left.first, end, 0, left.value.country, "places.border", _BORDER)
            if self.last_neighbour:
                return self.whole(at, end, 0, self.last_neighbour, "places.border.focus", _FOCUS)
        return None

    def _country(self, tokens: Sequence[Token], at: int, inside: Sequence[Found], taken: set[int]) -> Found | None:
        form = tokens[at].word.form
        one = self.fixed(tokens, at)
        after_the = at > 0 and "det" in tokens[at - 1].word.tags
        if one and (one.last > at + 1 or (after_the and (form != "region" or tokens[at].text == "Region"))):
            return one
        if self.cues.has("quantifier", form) and at + 1 < len(tokens):
            last = at + 1 + ("det" in tokens[at + 1].word.tags)
            if last < len(tokens) and tokens[last].word.form in ("governorate", "provinces", "governorates", "province"):
                plural = tokens[last].word.form.endswith("s") or form in ("every", "each")
                return self.whole(at, last + 1, 0, "IQ", "places.country", _WHOLE) if plural else None
        return None

    def _capital(self, tokens: Sequence[Token], at: int, inside: Sequence[Found], taken: set[int]) -> Found | None:
        if not self.cues.has("capital", tokens[at].word.form) or not at:
            return None
        before = tokens[at - 1].word
        if before.form == "kurdish":
            return self.whole(at - 1, at + 1, 0, "IQ-AR", "places.capital", _CAPITAL)
        return None

    def _open(self, tokens: Sequence[Token], at: int, inside: Sequence[Found], taken: set[int]) -> Found | None:
        if self.cues.has("noun_before", tokens[at].word.form) and at + 2 < len(tokens) and tokens[at + 1].word.form == "of":
            last = self._run(tokens, at + 2, taken)
            if last > at + 2 and (zone := self.zone(inside, at)):
                return self.whole(at + 2, last, 0, zone, "places.open", _OPEN)
        if self.cues.has("compound", tokens[at].word.form) and tokens[at].word.shape in "CU":
            last = self._run(tokens, at + 1, taken)
            if last > at + 1 and (zone := self.zone(inside, at)):
                return self.whole(at, last, 0, zone, "places.open", _OPEN)
        last = self._run(tokens, at, taken)
        if last == at or last >= len(tokens) or not self.cues.has("open", tokens[last].word.form):
            return None
        zone = self.zone(inside, at)
        return self.whole(at, last + 1, 0, zone, "places.open", _OPEN) if zone else None

    def _run(self, tokens: Sequence[Token], at: int, taken: set[int]) -> int:
        """Return where a run of capitalized words ends that may be a name."""
        last = at
        while last < len(tokens) and last < at + 3 and last not in taken:
            token = tokens[last]
            if token.kind != "word" or token.word.shape != "C" or _function(token) or self.cues.has("open", token.word.form):
                break
            if self.cues.has("unnamed", token.word.form) or self.cues.has("nation", token.word.form):
                return at
            last += 1
        return last

    def _focus(self, tokens: Sequence[Token], at: int, inside: Sequence[Found], taken: set[int]) -> Found | None:
        form = tokens[at].word.form
        known = self.cues.has("focus_governorate", form) or self.cues.has("focus_city", form)
        if not known or not at or tokens[at - 1].word.form not in ("the", "its", "this"):
            return None
        if at + 1 < len(tokens) and (tokens[at + 1].word.form == "of" or self.cues.has("organization", tokens[at + 1].word.form)):
            return None
        last = at + 1
        last += last < len(tokens) and tokens[last].word.form in ("centre", "center")
        zone = self.zone(inside, at)
        return self.whole(at, last, 0, zone, "places.focus", _FOCUS) if zone else None

    def _nominal(self, tokens: Sequence[Token], at: int, inside: Sequence[Found], taken: set[int]) -> Found | None:
        if not self.cues.has("nominal", tokens[at].word.form):
            return None
        first = at
        while first and first > at - 3 and not _function(tokens[first - 1]) and first - 1 not in taken and tokens[first - 1].text != "'s":
            first -= 1
        before = first - 1
        before -= before >= 0 and "det" in tokens[before].word.tags
        if before < 0 or "prep" not in tokens[before].word.tags or tokens[before].word.form in ("of", "for", "by", "with", "about"):
            return None
        last = at + 1
        if last + 1 < len(tokens) and tokens[last].word.form in ("of", "in", "at", "near", "outside", "to"):
            step = last + 1 + ("det" in tokens[last + 1].word.tags)
            named = next((f for f in inside if f.first == step), None)
            if named:
                last = named.last
        zone = _held(inside, first - 1, last) or self.zone(inside, at)
        return self.whole(first, last, 0, zone, "places.nominal", _NOMINAL) if zone else None
