"""The taggers of the default way, in the order in which they build on one another."""

from iraqsec.gazetteer.overlays import Overlay
from iraqsec.taggers.base import Tagger


def default_taggers(*, gazetteer: Overlay | None = None) -> list[Tagger]:
    """Return fresh default taggers; ``gazetteer`` holds the user's own places, organizations and persons."""
    from iraqsec.taggers.fillers import Fillers
    from iraqsec.taggers.known_persons import KnownPersons
    from iraqsec.taggers.names import Names
    from iraqsec.taggers.organizations import Organizations
    from iraqsec.taggers.persons import Persons
    from iraqsec.taggers.phrases import Phrases
    from iraqsec.taggers.places import Places
    from iraqsec.taggers.quantities import Quantities
    from iraqsec.taggers.times import Times

    if gazetteer is None:
        return [Times(), Places(), Organizations(), Persons(), Names(), Quantities(), Fillers(), Phrases()]
    named: list[Tagger] = [Places(gazetteer.places), Organizations(gazetteer.organizations), Persons()]
    known = [KnownPersons(gazetteer.persons)] if gazetteer.persons else []
    return [Times(), *named, *known, Names(), Quantities(), Fillers(), Phrases()]
