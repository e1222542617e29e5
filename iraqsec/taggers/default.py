"""The taggers of the default way, in the order in which they build on one another."""

from collections.abc import Sequence

from iraqsec.taggers.base import Tagger


def default_taggers(*, gazetteer: Sequence[str] = ()) -> list[Tagger]:
    """Return fresh default taggers; ``gazetteer`` are paths of the user's own tables of places."""
    from iraqsec.taggers.fillers import Fillers  # noqa: PLC0415 - taggers load tables: none is read before it is needed
    from iraqsec.taggers.names import Names  # noqa: PLC0415
    from iraqsec.taggers.organizations import Organizations  # noqa: PLC0415
    from iraqsec.taggers.persons import Persons  # noqa: PLC0415
    from iraqsec.taggers.phrases import Phrases  # noqa: PLC0415
    from iraqsec.taggers.places import Places  # noqa: PLC0415
    from iraqsec.taggers.quantities import Quantities  # noqa: PLC0415
    from iraqsec.taggers.times import Times  # noqa: PLC0415

    placed = Places(tables=gazetteer) if gazetteer else Places()
    return [Times(), placed, Organizations(), Persons(), Names(), Quantities(), Fillers(), Phrases()]
