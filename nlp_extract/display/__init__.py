"""Facts on the screen: displaCy's colours, options and a legend for them."""

from nlp_extract.display.marked import COLORS, legend, options, render

__all__ = ["COLORS", "legend", "options", "render"]
