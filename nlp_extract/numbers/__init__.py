"""Reading numbers: numerals in every spelling of Chinese news, to exact values.

numerals        the value of a numeral's characters
grammar         the patterns, with an example beside each part
approximators   the words that make a number approximate or a bound (approximators.csv)
read            from text to `Number`
"""

from nlp_extract.numbers.read import Number, NumberError, parse_number

__all__ = ["Number", "NumberError", "parse_number"]
