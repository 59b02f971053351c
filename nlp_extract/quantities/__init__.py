"""Reading quantities: a number with its unit, and what a count's surroundings say of it.

    units       the units (units.csv) and a user's own
    read        from text to `Quantity`
"""

from nlp_extract.numbers import NumberError
from nlp_extract.quantities.read import Quantity, parse_quantity
from nlp_extract.quantities.units import Unit, UnitTable, load_units

__all__ = ["NumberError", "Quantity", "Unit", "UnitTable", "load_units", "parse_quantity"]
