"""iraqsec: events of Iraq's security sector, from Arabic and English news, as Python objects.

Every name loads its module on first use, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from iraqsec.display import plug

if TYPE_CHECKING:
    from iraqsec import viz as viz
    from iraqsec.corpus.reader import read as read
    from iraqsec.corpus.runner import extract_many as extract_many
    from iraqsec.corpus.store import Store as Store
    from iraqsec.document import Document as Document
    from iraqsec.document import Span as Span
    from iraqsec.errors import IraqsecError as IraqsecError
    from iraqsec.events.types import *  # noqa: F403 - the types are listed in one place only
    from iraqsec.gazetteer import organizations as organizations
    from iraqsec.gazetteer import places as places
    from iraqsec.pipeline import Extractor as Extractor
    from iraqsec.pipeline import extract as extract
    from iraqsec.pipeline import load as load
    from iraqsec.results import Article as Article
    from iraqsec.results import Result as Result
    from iraqsec.values import Number as Number
    from iraqsec.values import Period as Period
    from iraqsec.values import Place as Place

__version__ = "0.1.0"

plug(lambda thing: import_module("iraqsec.viz.views").notebook_html(thing))  # loaded when a notebook first asks

_HOMES = {
    "extract": "pipeline",
    "load": "pipeline",
    "Extractor": "pipeline",
    "extract_many": "corpus.runner",
    "read": "corpus.reader",
    "Store": "corpus.store",
    "Document": "document",
    "Span": "document",
    "Result": "results",
    "Article": "results",
    "Number": "values",
    "Place": "values",
    "Period": "values",
    "IraqsecError": "errors",
    "places": "gazetteer.places",
    "organizations": "gazetteer.organizations",
    "viz": "viz",
}
"""Public name -> the module that holds it; `Event`, `Argument`, `Mention` and the types come from `iraqsec.events.types`."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    """Load a public name on first use (PEP 562)."""
    if name.startswith("_"):
        message = f"module 'iraqsec' has no attribute {name!r}"
        raise AttributeError(message)
    home = _HOMES.get(name)
    if home in ("gazetteer.places", "gazetteer.organizations", "viz"):
        return import_module(f"iraqsec.{home}")
    if home is not None:
        return getattr(import_module(f"iraqsec.{home}"), name)
    types = import_module("iraqsec.events.types")
    if name in ("Event", "Argument", "Mention") or name in types.TYPES:
        return getattr(types, name)
    message = f"module 'iraqsec' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names."""
    types = import_module("iraqsec.events.types")
    return sorted([*_HOMES, "Event", "Argument", "Mention", *types.TYPES, "__version__"])
