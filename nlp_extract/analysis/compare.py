"""The same statistic across articles, and where they disagree."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd
import regex

from nlp_extract.analysis.readings import Reading, reading
from nlp_extract.analysis.wide import wide
from nlp_extract.organizations.script import simplified

if TYPE_CHECKING:
    from nlp_extract.tables import Facts

SAME = ("item_key", "subject_key", "period_start", "period_end", "unit_key", "change", "basis", "status")
"""What two counts share that are the same statistic."""

COLUMNS = (
    "statistic", "item", "subject_name", "subject_region", "period_start", "period_end", "value", "value_high",
    "unit", "approx", "change", "basis", "status", "articles", "disagrees",
    "article_id", "title", "published_day", "start", "end", "text", "sentence",
)  # fmt: skip

SIGNS = regex.compile(r"[\s“”\"'‘’《》的]+")


def compare(
    facts: Facts, item: str = "", *, subject: str = "", unit: str = "", region: str = ""
) -> pd.DataFrame:
    """Counts side by side, those of the same statistic together.

    Args:
        facts: the tables.
        item: what is counted; any item that contains it. Traditional and Simplified are alike, here and below.
        subject: whose statistic it is; any full name, or words of the text, that contains it.
        unit: the unit.
        region: a division: any path that contains it.

    Returns:
        One row a count, sorted by item, subject and period. `statistic` numbers the groups that share item,
        subject, period, unit, change, basis and status, `articles` says how many articles report it, and
        `disagrees` whether another article's value cannot be this one (rounding, 约 and bounds allowed
        for). A count without item, subject or period is a group by itself: nothing says that it is the same.
    """
    table = wide(facts)
    table = table[table["value"].notna()]
    for words, searched in (
        (item, ("item",)),
        (subject, ("subject_name", "subject")),
        (region, ("subject_region",)),
    ):
        if words:
            table = table[matches(table, words, searched)]
    if unit:
        table = table[table["unit"].map(simplified) == simplified(unit)]
    table = table.assign(
        item_key=table["item"].map(key_of),
        unit_key=table["unit"].map(simplified),
        published_day=table["published_day"].astype("datetime64[s]"),
    )
    whole = table["item_key"].ne("") & table["subject_key"].ne("") & table["period_start"].notna()
    table = table.sort_values(
        ["item_key", "subject_key", "period_start", "period_end", "value", "article_id", "start"]
    )
    grouped = table.groupby(list(SAME), sort=False, dropna=False).ngroup()
    # The others are each the only one of their group.
    alone = pd.Series(range(len(table)), index=table.index) + len(table)
    number = grouped.where(whole.reindex(table.index), alone)
    table["statistic"] = pd.array(pd.factorize(number)[0] + 1, dtype="Int64")
    table["articles"] = (
        table.groupby("statistic")["article_id"].transform("nunique").astype("Int64")
        if len(table)
        else pd.array([], dtype="Int64")
    )
    table["disagrees"] = pd.array(disagreements(table), dtype="boolean")
    return table[list(COLUMNS)].reset_index(drop=True)


def key_of(item: str) -> str:
    return SIGNS.sub("", simplified(item))


def matches(table: pd.DataFrame, words: str, searched: tuple[str, ...]) -> pd.Series:
    found = pd.Series(False, index=table.index)
    for column in searched:
        found |= table[column].map(simplified).str.contains(simplified(words), regex=False).astype(bool)
    return found


def disagreements(table: pd.DataFrame) -> list[bool]:
    """For each count whether its article disagrees with another on its statistic: no value that one gives fits
    any that the other gives."""
    disagrees: dict[Any, bool] = dict.fromkeys(table.index, False)
    for _, group in table[table["articles"] > 1].groupby("statistic"):
        values: dict[str, dict[Any, Reading]] = {}
        for index, row in zip(group.index, group.to_dict("records"), strict=True):
            high = None if pd.isna(row["value_high"]) else row["value_high"]
            values.setdefault(row["article_id"], {})[index] = reading(
                row["value"], high, row["approx"], row["text"]
            )
        for one, other in combinations(values.values(), 2):
            if not any(a.fits(b) for a in one.values() for b in other.values()):
                disagrees.update(dict.fromkeys((*one, *other), True))
    return [disagrees[index] for index in table.index]
