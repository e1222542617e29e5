"""Arabic places by pattern: the noun comes first, adjectives and the name follow."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from iraqsec.document import Token
from iraqsec.gazetteer.cues import cues
from iraqsec.gazetteer.spelling import ARABIC_ARTICLE
from iraqsec.taggers.place_context import Found
from iraqsec.taggers.place_patterns import (
    BORDER,
    FOCUS,
    NOMINAL,
    OPEN,
    WHOLE,
    Patterns,
    Spot,
    held,
    is_function,
    whole,
)

_SHORTEST = 3  # letters of an unknown name
_LONGEST = 4  # words of a nominal place, or of the adjectives of a border
_ENDS = frozenset({",", "،", "-", "–", ")"})  # what parts and ends the members of a list in brackets
_OWN = ("ه", "ها", "هم", "هما")  # "منزله"
_PARTICIPLE = ("ا", "ه")
_PARTICIPLES = frozenset({"site"})  # classes of nouns that participles look like: "موقعا"
_UNLIKE_NAMES = ("يه", "ات", "ين")  # endings of indefinite adjectives and plurals: "منطقه سكنيه" names nothing


class ArabicPatterns(Patterns):
    """Reads Arabic sentences."""

    code = "ar"

    awaited: Token | None = None  # the token behind a name of a list: "قرى البو محمد وكوباني والصمود"
    members: Mapping[int, str] = MappingProxyType({})  # what begins the names of a list in brackets, and its noun

    def begins(self, token: Token) -> bool:
        """Tell whether the word is a cue of any kind, or may go on with a list of names."""
        return token is self.awaited or id(token) in self.members or bool(self.cues.heads(token.word))

    def at(self, spot: Spot) -> Found | None:
        """Try the patterns in turn, those that say most first."""
        for reader in (
            self._listed,
            self._border,
            self._country,
            self._capital,
            self._open,
            self._focus,
            self._nominal,
        ):
            if one := reader(spot):
                return one
        return None

    def _adjectives(self, tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
        """Return the nation that the adjectives from a token on name, a foreign one first, and where they end."""
        country, last = None, at
        while last < min(len(tokens), at + _LONGEST):
            nation = self.nation(tokens[last])
            if (
                nation is None
                and tokens[last].text not in {"-", "–"}
                and not self.cues.has("border", tokens[last].word.form)
            ):
                break
            country = nation if nation and country in (None, "IQ") else country
            last += 1
        return country, last

    def _border(self, spot: Spot) -> Found | None:
        """Read "الحدود السورية", "الشريط الحدودي مع تركيا", "الجانب الإيراني"."""
        heads = self.cues.heads(spot.token.word)
        border, side = heads.get("border"), heads.get("border_side")
        if (border is None and side is None) or (spot.at and self.cues.head("guard", spot.tokens[spot.at - 1])):
            return None
        strip = self.cues.has("strip", spot.form(spot.at + 1))
        if side and not strip:  # "الشريط" is a border only with "الحدودي"
            border = None
        begin = spot.at + 1 + strip
        if begin < len(spot.tokens) and (spot.tokens[begin].kind == "number" or spot.form(begin) == ARABIC_ARTICLE):
            border = side = None  # "قوات الحدود الـ22" is a force
        cut = (border or side or ("", 0))[1]
        country, last = self._adjectives(spot.tokens, begin)
        if country and (country != "IQ" or side):
            return whole(spot, last, cut, country, "places.border", BORDER)
        if border is None:
            return None
        step = begin + self.cues.has("border_joint", spot.form(begin))
        named = spot.named(step, step + 1)
        own = spot.named(begin + 1, begin + 1) if self.cues.has("between", spot.form(begin)) else None
        if own and own.value and own.value.country == "IQ":  # "الحدود بين العراق وسوريا"
            named = spot.named(own.last, own.last)
        if country is None and named and named.value and named.value.country:
            return whole(spot, named.last, cut, named.value.country, "places.border", BORDER)
        alone = border[0].startswith(ARABIC_ARTICLE)
        if self.last_neighbour and alone:
            end = last if country else begin
            return whole(spot, end, cut, self.last_neighbour, "places.border.focus", FOCUS)
        return None

    def _country(self, spot: Spot) -> Found | None:
        """Read "شمال العراق", "عموم البلاد", "خمس محافظات"."""
        heads = self.cues.heads(spot.token.word)
        if direction := heads.get("direction"):
            step = spot.at + 1 + self.cues.has("direction", spot.form(spot.at + 1))
            if self.cues.has("whole", spot.form(step)):
                return whole(spot, step + 1, direction[1], "IQ", "places.country", WHOLE)
        if one := self.fixed(spot):
            return one
        many = heads.get("quantifier")
        if many and self.cues.has("many", spot.form(spot.at + 1)):
            last = spot.at + 2 + self.cues.has("whole_many", spot.form(spot.at + 2))
            return whole(spot, last, many[1], "IQ", "places.country", WHOLE)
        return None

    def _capital(self, spot: Spot) -> Found | None:
        """Read "العاصمة الأردنية", "عاصمة إقليم كردستان"."""
        heads = self.cues.heads(spot.token.word)
        named = spot.named(spot.at + 1, spot.at + 1)
        if heads.get("capital_of") and named and named.value and named.value.governorate == "IQ-KR":
            return whole(spot, named.last, 0, "IQ-AR", "places.capital", WHOLE)
        head = heads.get("capital")
        if head is None:
            return None
        country, last = self._adjectives(spot.tokens, spot.at + 1)
        return self.seat(spot, last, head, country) if country and last not in spot.taken else None

    def _open(self, spot: Spot) -> Found | None:
        """Read an unknown name after a place noun: "منطقة الهبارية", "قرية تل حسن", "قرى كوباني والصمود"."""
        heads = self.cues.heads(spot.token.word)
        head = heads.get("open") or heads.get("open_plural")
        if head is None:
            return None
        if self._is_in_terms_of(spot, head[0]):
            return None
        if "open_plural" in heads and spot.form(spot.at + 1) == "(":
            self.members = {id(token): head[0] for token in self._members(spot)}
        quoted = int(spot.form(spot.at + 1) == '"')
        last = self._name(spot, spot.at + 1 + quoted, head[0]) if spot.free(spot.at + 1) else 0
        if not last:
            return None
        last += quoted and spot.form(last) == '"'
        if "open" in heads:
            return self.inherit(spot, last, head[1], "places.open", OPEN)
        self.awaited = spot.tokens[last] if spot.free(last) else None
        one = self.inherit(spot, last, 0, "places.open", OPEN)
        if one:
            one.first = one.name_first = spot.at + 1 + quoted
        return one

    def _members(self, spot: Spot) -> Iterator[Token]:
        """Yield the first words of the members of a list in brackets: "قرى (الهورة، البو عجيل، تل حسن)"."""
        for at in range(spot.at + 2, len(spot.tokens)):
            if spot.form(at) == ")":
                break
            if spot.form(at - 1) in _ENDS | {"("}:
                yield spot.tokens[at]

    def _is_in_terms_of(self, spot: Spot, noun: str) -> bool:
        """Tell whether "من ناحية" means "in terms of": 24 gold subdistricts follow من, all of known names."""
        return self.cues.has("respect", noun) and self.cues.has("in_terms_of", spot.form(spot.at - 1))

    def _listed(self, spot: Spot) -> Found | None:
        """Read the next name of a list that began with a plural: "والصمود"."""
        if noun := self.members.get(id(spot.token)):
            last = self._name(spot, spot.at, noun)
            ends = spot.form(last) in _ENDS or spot.form(last).startswith("و")
            return self.inherit(spot, last, 0, "places.open", OPEN) if last and ends else None
        if spot.token is not self.awaited:
            return None
        self.awaited = None
        if not spot.form(spot.at).startswith("و") or not self._may_be_name(spot.token, "", cut=1):
            return None
        last = spot.at + 1
        self.awaited = spot.tokens[last] if spot.free(last) else None
        return self.inherit(spot, last, 1, "places.open", OPEN)

    def _name(self, spot: Spot, name: int, noun: str) -> int:
        """Return where an unknown name that begins at a token ends, or 0 where none does."""
        if not spot.free(name):
            return 0
        behind = spot.form(name + 1)
        # "قرية كردي الناصر": a bare word and one with the article are a name, whatever the first may mean otherwise
        pair = self.cues.has("quarter_noun", noun) and behind.startswith(ARABIC_ARTICLE) and spot.content(name + 1)
        pair = pair and not self.cues.has("unnamed", behind.removeprefix(ARABIC_ARTICLE))  # "قرية كولان التابعة"
        bare = not spot.form(name).startswith(ARABIC_ARTICLE) and not self.cues.has("unnamed", spot.form(name))
        if pair and bare and spot.content(name) and spot.free(name + 1):
            return name + 2
        if not self._may_be_name(spot.tokens[name], noun):
            return 0
        last = name + 1
        if self.cues.has("compound", spot.form(name)) and spot.content(last) and spot.free(last):
            last += 1
        return last + self.cues.has("suffix", spot.form(last))

    def _may_be_name(self, token: Token, noun: str, cut: int = 0) -> bool:
        """Tell whether a word, less the particles before it, may be an unknown name behind a place noun."""
        form = token.word.form[cut:]
        if is_function(token) or self.cues.has("unnamed", form) or len(form) < _SHORTEST:
            return False
        common = any(tag.startswith("n:") for tag in token.word.tags)
        if form.startswith(ARABIC_ARTICLE):
            return not common or self.cues.has("quarter_noun", noun)
        if not (cut or self.cues.has("bare_noun", noun) or self.cues.has("compound", form)):
            return False
        verb = form.startswith("ي") or (form.startswith("ت") and form.endswith(_OWN[1:]))  # "ناحية تسكنها عشائر"
        return not token.word.tags and not verb and not form.endswith(_UNLIKE_NAMES)

    def _focus(self, spot: Spot) -> Found | None:
        """Read "المحافظة", "المدينة القديمة": the place that the text is about."""
        head = self.focus(spot)
        if head is None or (spot.at and self.cues.head("organization", spot.tokens[spot.at - 1])):
            return None
        last = spot.at + 1 + self.cues.has("old", spot.form(spot.at + 1))
        return self.inherit(spot, last, head[1], "places.focus", FOCUS)

    def _nominal(self, spot: Spot) -> Found | None:
        """Read what is no name but a place: "مقر الشركة", "أطراف البلدة"."""
        head = self.cues.head("nominal", spot.token)
        if head is None or not (head[1] or (spot.at and self._locates(spot.tokens[spot.at - 1]))):
            return None
        if self._is_led_by(spot) or self.cues.has("no_place", f"{head[0]} {spot.form(spot.at + 1)}"):
            return None
        last = self._end(spot)
        if any(self.cues.head("capital", token) for token in spot.tokens[spot.at : last]):
            return whole(spot, last, head[1], "IQ-BG", "places.nominal", NOMINAL)
        if self.cues.has("part_of", spot.form(last)) and self.cues.has("whole", spot.form(last + 1)):
            return whole(spot, last + 2, head[1], "IQ", "places.nominal", NOMINAL)  # "مناطق متفرقة من البلاد"
        plural = self.cues.has("open_plural", head[0].removeprefix(ARABIC_ARTICLE))
        own = plural and any(self.nation(t) == "IQ" for t in spot.tokens[spot.at : last])  # "المناطق العراقية"
        if zone := "IQ" if own else held(spot, spot.at + 1, last):
            return whole(spot, last, head[1], zone, "places.nominal", NOMINAL)
        return self.inherit(spot, last, head[1], "places.nominal", NOMINAL)

    def _is_led_by(self, spot: Spot) -> bool:
        """Tell whether ب makes a noun say who leads ("بقيادة"): of 1,500 command posts of the gold places none follows it."""
        return self.cues.has("led_by", spot.token.word.form)

    def _end(self, spot: Spot) -> int:
        """Return where a nominal place ends: before "among them", what somebody does there, and never within a name.

        Behind a definite noun an indefinite ين or a participle in م is a circumstance: "قرب البوابة منددين بالقرار".
        One of 8,591 gold places goes on behind it.
        """
        last = spot.at + 1
        while last < spot.at + _LONGEST and spot.content(last) and not _is_conjoined(spot.tokens[last]):
            seated = last - 1 in spot.taken and self.cues.has("seat_noun", spot.form(last))
            if seated or begins_anew(spot.tokens, last):  # "مدينة النجف مركز المحافظة"
                break
            last += 1
        return max([last, *(one.last for one in spot.inside if spot.at < one.first < last < one.last and one.value)])

    def _locates(self, token: Token) -> bool:
        """Tell whether a word before a noun says that something happened there."""
        heads = self.cues.heads(token.word)
        return "prep" in token.word.tags or "prep" in heads or "side" in heads


def begins_anew(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word can be no part of the place before it: "أبرزها بغداد", "المصفى مطالبين بالتعيين"."""
    return cues("ar").has("among", tokens[at].word.form) or _is_circumstance(tokens[at - 1], tokens[at])


def _is_circumstance(before: Token, token: Token) -> bool:
    """Tell whether a word says what is done at the definite place before it: no adjective, for it lacks the article."""
    form, noun = token.word.form, before.word.form
    definite = before.word.stem != noun and (ARABIC_ARTICLE in noun[:3] or noun.endswith(_OWN))
    if not definite or form.startswith(ARABIC_ARTICLE) or token.word.cut:
        return False
    if form.endswith("ين"):
        return True
    return form.startswith("م") and form.endswith(_PARTICIPLE) and token.word.classes <= _PARTICIPLES


def _is_conjoined(token: Token) -> bool:
    """Tell whether "and" is written onto a word, so that a new phrase begins."""
    form = token.word.form
    return form[:1] in {"و", "ف"} and token.word.stem != form and not form.startswith(ARABIC_ARTICLE)
