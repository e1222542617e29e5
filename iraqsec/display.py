"""How an object shows itself in a notebook: it asks here, and what can draw it is plugged in here.

Data classes hold no HTML, and no layer imports one above it. So the classes that show themselves derive from `Shown`, and
the package's root, which knows where everything lives, plugs in the view that turns them into HTML.
"""

from collections.abc import Callable

View = Callable[[object], str | None]

_views: list[View] = []


def plug(view: View) -> None:
    """Set the view that all objects are shown by; one that cannot show an object returns None."""
    _views[:] = [view]


class Shown:
    """An object that notebooks show as HTML, by the view that is plugged in; without one they show its text."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        return _views[0](self) if _views else None
