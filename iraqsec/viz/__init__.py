"""How results, events, documents and stores show themselves: HTML for notebooks, pictures, pages.

Each picture takes a result, a list of events, a store, a selection of one, or happenings, and returns a `Picture` that
notebooks show and that is saved as PNG, SVG or HTML. Its libraries are loaded when it is drawn (extra ``viz``).
"""

from iraqsec.viz.amounts import quantities
from iraqsec.viz.gather import once
from iraqsec.viz.grids import counts
from iraqsec.viz.maps import map_of as map  # noqa: A004 - the name that users read: iraqsec.viz.map
from iraqsec.viz.networks import network
from iraqsec.viz.picture import Picture
from iraqsec.viz.report_writer import report
from iraqsec.viz.timelines import timeline
from iraqsec.viz.views import View, html, show, table

__all__ = [
    "Picture",
    "View",
    "counts",
    "html",
    "map",
    "network",
    "once",
    "quantities",
    "report",
    "show",
    "table",
    "timeline",
]
