"""What tables of facts say together: one wide table, the same statistic across articles, sums."""

from nlp_extract.analysis.compare import compare
from nlp_extract.analysis.sums import check_sums
from nlp_extract.analysis.wide import wide

__all__ = ["check_sums", "compare", "wide"]
