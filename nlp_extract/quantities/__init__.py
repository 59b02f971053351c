"""Reading quantities: a number with its unit, and what a count's surroundings say of it.

units           the units (units.csv) and a user's own
read            from text to `Quantity`
find            quantities in running text
surroundings    approximator, change, basis and status of a count (changes.csv)
"""

from nlp_extract.numbers import NumberError
from nlp_extract.quantities.find import QuantityMatch, find_quantities
from nlp_extract.quantities.read import Quantity, parse_quantity
from nlp_extract.quantities.surroundings import CountReading, read_counts
from nlp_extract.quantities.units import Unit, UnitTable, load_units

__all__ = [
    "CountReading",
    "NumberError",
    "Quantity",
    "QuantityMatch",
    "Unit",
    "UnitTable",
    "find_quantities",
    "load_units",
    "parse_quantity",
    "read_counts",
]
