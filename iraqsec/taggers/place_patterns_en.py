"""English places by pattern: the noun comes last, or first with "of"."""

from iraqsec.document import Token
from iraqsec.taggers.place_context import NEIGHBOURS, Found
from iraqsec.taggers.place_patterns import (
    AFTER,
    BORDER,
    FOCUS,
    NOMINAL,
    OPEN,
    WHOLE,
    Patterns,
    Spot,
    held,
    whole,
)

_NAME = 3  # words of an unknown name
_KURDISH_CAPITAL = "IQ-AR"


class EnglishPatterns(Patterns):
    """Reads English sentences."""

    code = "en"

    def begins(self, token: Token) -> bool:
        """Tell whether the word is a cue, or capitalized so that it may be a name."""
        return token.word.shape == "C" or bool(self.cues.heads(token.word))

    def at(self, spot: Spot) -> Found | None:
        """Try the patterns in turn, those that say most first."""
        for reader in (self._foreign, self._border, self._country, self._open, self._after, self._focus, self._nominal):
            if one := reader(spot):
                return one
        return None

    def _foreign(self, spot: Spot) -> Found | None:
        """Read what begins with nationalities: "Iraqi-Syrian border", "Iranian side", "Turkish capital"."""
        country, last = None, spot.at
        while last < len(spot.tokens):
            nation = self.nation(spot.tokens[last])
            if nation is None and (last == spot.at or spot.tokens[last].text not in {"-", "–"}):
                break
            country = nation if nation and country in (None, "IQ") else country
            last += 1
        form = spot.form(last)
        if self.cues.has("kurdish", form) and self.cues.has("capital", spot.form(last + 1)):
            return whole(spot, last + 2, 0, _KURDISH_CAPITAL, "places.capital", WHOLE)
        if country is None or self.cues.has("guard", spot.form(last + 1)):
            return None
        if self.cues.has("capital", form):
            return self.seat(spot, last + 1, ("", 0), country)
        if self.cues.has("border_side", form):
            return whole(spot, last + 1, 0, country, "places.border", BORDER)
        if self.cues.has("border", form) and country != "IQ":
            last += 1 + self.cues.has("strip", spot.form(last + 1))
            return whole(spot, last, 0, country, "places.border", BORDER)
        return None

    def _border(self, spot: Spot) -> Found | None:
        """Read "border with Syria", "Iraq-Syria border", and "the frontier" where a neighbour was named before."""
        form = spot.form(spot.at)
        if (
            not self.cues.has("border", form)
            or self.cues.has("strip", form)
            or self.cues.has("guard", spot.form(spot.at + 1))
        ):
            return None
        end = spot.at + 1 + self.cues.has("strip", spot.form(spot.at + 1))
        named = spot.named(end + 1, end + 2) if self.cues.has("border_joint", spot.form(end)) else None
        if named and named.value and named.value.country:
            return whole(spot, named.last, 0, named.value.country, "places.border", BORDER)
        left = next((f for f in spot.inside if f.last in (spot.at, spot.at - 1) and f.value), None)
        if left and left.value and left.value.country in NEIGHBOURS:
            one = whole(spot, end, 0, left.value.country, "places.border", BORDER)
            own = next(
                (f for f in spot.inside if f.last == left.first - 1 and f.value and f.value.country == "IQ"), None
            )
            joined = own is not None and spot.tokens[left.first - 1].text in {"-", "–"}
            one.first = one.name_first = own.first if own and joined else left.first
            return one
        return whole(spot, end, 0, self.last_neighbour, "places.border.focus", FOCUS) if self.last_neighbour else None

    def _country(self, spot: Spot) -> Found | None:
        """Read "the country", "the Region", "all provinces"."""
        before = spot.tokens[spot.at - 1].word.tags if spot.at else frozenset()
        if one := self.fixed(spot):
            region = spot.form(spot.at) == "region" and spot.token.text != "Region"
            if one.last > spot.at + 1 or ("det" in before and not region):
                return one
        if not self.cues.has("quantifier", spot.form(spot.at)):
            return None
        noun = spot.at + 1
        noun += noun < len(spot.tokens) and "det" in spot.tokens[noun].word.tags
        plural = spot.form(noun).endswith("s") or spot.form(spot.at) in {"every", "each"}
        if plural and self.cues.has("quarter_noun", spot.form(noun)):
            return whole(spot, noun + 1, 0, "IQ", "places.country", WHOLE)
        return None

    def _open(self, spot: Spot) -> Found | None:
        """Read an unknown name with a place noun: "Zaghniya village", "village of Tel Sibat", "Wadi al-Khanafis"."""
        form = spot.form(spot.at)
        if self.cues.has("noun_before", form) and spot.form(spot.at + 1) == "of":
            last = self._run(spot, spot.at + 2)
            if last > spot.at + 2 and (one := self.inherit(spot, last, 0, "places.open", OPEN)):
                one.first = one.name_first = spot.at + 2
                return one
        if self.cues.has("compound", form) and spot.token.word.shape in {"C", "U"}:
            last = self._run(spot, spot.at + 1)
            if last > spot.at + 1:
                return self.inherit(spot, last, 0, "places.open", OPEN)
        last = self._run(spot, spot.at)
        if last > spot.at and self.cues.has("open", spot.form(last)):
            end = last + 1
            if self.cues.has("base_kind", spot.form(last - 1)):
                end = max(end, self._run(spot, end))  # "Patrol Base Eagle"
            return self.inherit(spot, end, 0, "places.open", OPEN)
        return None

    def _after(self, spot: Spot) -> Found | None:
        """Read an unknown name after "in", "near" or "south of": a capitalized word that means nothing else."""
        form = spot.form(spot.at)
        name = spot.at + 1
        if self.cues.has("direction", form) and spot.form(name) == "of":
            name += 1
        elif not self.cues.has("locative", form):
            return None
        last = self._run(spot, name)
        if last == name or self.cues.has("common", spot.form(name)) or self.cues.heads(spot.tokens[name].word):
            return None
        behind = spot.tokens[last] if last < len(spot.tokens) else None
        if behind is not None and (behind.word.shape in {"C", "U", "m"} or behind.text == "'s"):
            return None  # part of a longer name that is no place's
        one = self.inherit(spot, last, 0, "places.open.after", AFTER)
        if one:
            one.first = one.name_first = name
        return one

    def _run(self, spot: Spot, at: int) -> int:
        """Return where a run of capitalized words ends that may be a name."""
        last = at
        while last < at + _NAME and spot.free(last) and spot.content(last):
            word = spot.tokens[last].word
            if word.shape != "C" or self.cues.has("open", word.form):
                break
            if self.cues.has("unnamed", word.form) or self.cues.has("nation", word.form):
                return at
            last += 1
        return last

    def _focus(self, spot: Spot) -> Found | None:
        """Read "the province", "the city centre": the place that the text is about."""
        if self.focus(spot) is None or not spot.at or "det" not in spot.tokens[spot.at - 1].word.tags:
            return None
        behind = spot.form(spot.at + 1)
        if behind == "of" or self.cues.has("organization", behind):
            return None
        return self.inherit(spot, spot.at + 1 + self.cues.has("old", behind), 0, "places.focus", FOCUS)

    def _nominal(self, spot: Spot) -> Found | None:
        """Read what is no name but a place: "in the police headquarters", "at a checkpoint near Hit"."""
        if not self.cues.has("nominal", spot.form(spot.at)):
            return None
        first = spot.at
        while (
            first > max(0, spot.at - 2)
            and spot.content(first - 1)
            and spot.free(first - 1)
            and spot.form(first - 1) != "'s"
        ):
            first -= 1
        before = first - 1
        before -= before >= 0 and "det" in spot.tokens[before].word.tags
        locates = (
            before >= 0 and "prep" in spot.tokens[before].word.tags and not self.cues.has("nowhere", spot.form(before))
        )
        if not locates:
            return None
        last = spot.at + 1
        if self.cues.has("inside", spot.form(last)) and last + 1 < len(spot.tokens):
            step = last + 1 + ("det" in spot.tokens[last + 1].word.tags)
            named = spot.named(step, step)
            last = named.last if named else last
        zone = held(spot, first, last) or self.zone(spot.inside, spot.at)
        if zone is None:
            return None
        one = whole(spot, last, 0, zone, "places.nominal", NOMINAL)
        one.first = first
        return one
