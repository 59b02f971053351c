"""Organizations across articles: one row for each, whatever form of its name an article used."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import regex

from nlp_extract.organizations.names import spelled_out
from nlp_extract.organizations.script import simplified

_SPACE = regex.compile(r"[\s·•“”\"'《》]+")
# Forms that differ in writing only, in the order in which they are made alike.
_ALIKE = tuple(
    (regex.compile(pattern), form)
    for pattern, form in (
        (r"^(?:中国共产党|中共)(?=.{2,}(?:委|党组|支部|总支|部|会))", ""),  # 中共敖汉旗委员会: 敖汉旗委员会
        (r"人民代表大会", "人大"),
        (r"常务委员会", "常委会"),
        (r"纪律检查委员会", "纪委"),
        (r"监察委员会", "监委"),
        (r"政治协商会议", "政协"),
        (r"(?<=管)理委员会", "委会"),
        (r"村民委员会", "村委会"),
        (r"居民委员会", "居委会"),
        (r"人民政府", "政府"),
        (r"人民(?=法院|检察院)", ""),
        (r"(?<=[省市区县旗州盟])委员会", "委"),  # 兴化市委员会: 兴化市委
        (r"(?<=[省市区县旗州盟])[省市区县旗州盟](?=委)", ""),  # 礼县县委: 礼县委
    )
)


@lru_cache(maxsize=1 << 16)
def organization_key(name: str) -> str:
    """The key of a name: alike for full- and half-width, Traditional and Simplified, 中共 in front,
    委员会 and 委."""
    key = spelled_out(_SPACE.sub("", simplified(name)))
    for pattern, form in _ALIKE:
        key = pattern.sub(form, key)
    return key.casefold()


def entities(organizations: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row for each organization.

    Args:
        organizations: the table of mentions: `article_id`, `text`, `name`, `kind`, `region`.
        articles: the table of articles, whose `published_day` gives first and last date; without it they
            are missing.

    Returns:
        `key`, `name` (its most frequent full name), `kind`, `region`, `articles` and `mentions` (numbers),
        `first_date`, `last_date`, and `short_forms` (other forms seen, joined with 、), the most mentioned
        first. Empty in, empty out, with the same columns and dtypes.
    """
    table = organizations[["article_id", "text", "name", "kind", "region"]].astype("string").fillna("")
    table["key"] = table["name"].map(organization_key).astype("string")
    # Villages of one name lie in many counties, and the press names their organs without the county.
    village = table["kind"] == "grassroots"
    table.loc[village, "key"] = table["region"][village] + "/" + table["key"][village]
    days = (
        {} if articles is None else dict(zip(articles["article_id"], articles["published_day"], strict=True))
    )
    published = [days.get(article, pd.NaT) for article in table["article_id"]]
    table["day"] = pd.Series(pd.to_datetime(published), index=table.index).astype("datetime64[s]")
    groups = table.groupby("key", sort=True)
    result = pd.DataFrame(
        {
            "name": groups["name"].agg(_most_frequent).astype("string"),
            "kind": groups["kind"].agg(_most_frequent).astype("string"),
            "region": groups["region"].agg(_most_frequent).astype("string"),
            "articles": groups["article_id"].nunique().astype("Int64"),
            "mentions": groups.size().astype("Int64"),
            "first_date": groups["day"].min().astype("datetime64[s]"),
            "last_date": groups["day"].max().astype("datetime64[s]"),
        }
    )
    others = table[table["text"] != table["key"].map(result["name"])]
    forms = others.groupby("key")["text"].agg(lambda texts: "、".join(dict.fromkeys(texts)))
    result["short_forms"] = forms.reindex(result.index).fillna("").astype("string")
    result.index = result.index.astype("string")
    return result.reset_index(names="key").sort_values(
        "mentions", ascending=False, kind="stable", ignore_index=True
    )


def _most_frequent(values: pd.Series[str]) -> str:
    """The most frequent value, the first in order of those equally frequent; empty ones only where all
    are."""
    counts = values[values != ""].value_counts(sort=False)
    return "" if counts.empty else str(counts.idxmax())
