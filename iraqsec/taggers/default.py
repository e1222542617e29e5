"""The taggers of the default way, in the order in which they build on one another."""

from collections.abc import Sequence

from iraqsec.taggers.base import Tagger


def default_taggers(*, gazetteer: Sequence[str] = ()) -> list[Tagger]:
    """Return fresh default taggers; ``gazetteer`` are paths of the user's own tables of places."""
    from iraqsec.taggers.fillers import Fillers
    from iraqsec.taggers.names import Names
    from iraqsec.taggers.organizations import Organizations
    from iraqsec.taggers.persons import Persons
    from iraqsec.taggers.phrases import Phrases
    from iraqsec.taggers.places import Places
    from iraqsec.taggers.quantities import Quantities
    from iraqsec.taggers.times import Times

    placed = Places(tables=gazetteer) if gazetteer else Places()
    return [Times(), placed, Organizations(), Persons(), Names(), Quantities(), Fillers(), Phrases()]
