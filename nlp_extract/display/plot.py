"""Charts of facts, with Altair. Each method returns the chart, to change, show or save."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from nlp_extract.display.layout import positions
from nlp_extract.organizations.script import simplified
from nlp_extract.sentences import Sentences

if TYPE_CHECKING:
    from nlp_extract.tables import Facts

FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, sans-serif"
"""Fonts with Chinese, of Linux, macOS and Windows; PNG files are drawn with the first that is installed."""

MOST_MARKS = 2000
"""How many bars or points a chart has at most, so that it stays quick and small."""

INK = "#2a6f97"
KINDS = {
    "党政 party and state": ("party", "government", "congress", "cppcc", "court", "procuratorate", "police",
                          "military"),
    "纪检监察 discipline": ("discipline", "inspection"),
    "企业金融 companies": ("company", "bank"),
    "社会 society": ("media", "school", "hospital", "association", "grassroots"),
    "国际 abroad": ("international", "foreign"),
    "其他 other": ("other", ""),
}  # fmt: skip
PALETTE = ("#2a6f97", "#c2410c", "#b7860b", "#3f7d3a", "#7c5295", "#7a7a7a")


class Plot:
    """The charts of some facts.

    Chinese shows in every browser. A PNG (`chart.save("chart.png", scale_factor=2)`) needs a font with Chinese
    on the machine that draws it, such as Noto Sans CJK SC (Debian: fonts-noto-cjk). Where there is nothing to
    draw, the chart says why.

    Raises:
        ImportError: Altair is not installed.
    """

    def __init__(self, facts: Facts) -> None:
        altair()
        self._facts = facts

    def organizations(self, top: int = 20, *, by: Literal["mentions", "articles"] = "mentions") -> Any:
        """Bars of the organizations most mentioned, or mentioned in most articles, coloured by kind."""
        alt = altair()
        table = self._facts.entities.sort_values(by, ascending=False, kind="stable").head(top)
        if table.empty:
            return note("no organizations 没有机构")
        data = pd.DataFrame(
            {
                "name": table["name"].where(~table["name"].duplicated(keep=False), table["key"]),
                "kind": table["kind"].map(group_of),
                "region": table["region"],
                "mentions": table["mentions"].astype(int),
                "articles": table["articles"].astype(int),
            }
        )
        title = {"mentions": "mentions 提及次数", "articles": "articles 文章数"}[by]
        chart = (
            alt.Chart(data)
            .mark_bar()
            .encode(
                x=alt.X(f"{by}:Q", title=title, axis=alt.Axis(tickMinStep=1, format="d")),
                y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=280)),
                color=kind_color(data["kind"]),
                tooltip=["name", "kind", "region", "mentions", "articles"],
            )
        )
        return styled(chart, "Organizations 机构", height=alt.Step(20))

    def counts(
        self, item: str = "", *, unit: str = "", subject: str = "", region: str = "", change: bool = False
    ) -> Any:
        """A statistic over time: each count a bar as long as its period, at the height of its value.

        Args:
            item: what is counted: any item that contains it. When empty, the one most often reported.
            unit: the unit; when empty, the most frequent among the counts that fit.
            subject, region: whose statistic it is: any that contains it.
            change: whether to draw increases and decreases (below zero) instead of levels.
        """
        alt = altair()
        table = self._facts.compare(item, subject=subject, unit=unit, region=region)
        table = table[table["period_start"].notna() & table["change"].ne("").eq(change)]
        if not (item or subject or region) and len(table):
            item = most_reported(table)
            table = table[table["item"].eq(item)]
        asked = " ".join(filter(None, (item, unit, subject, region)))
        if table.empty:
            return note(f"no {'changes' if change else 'counts'} with a period: {asked} 没有数据")
        unit = unit or str(table["unit"].mode().iloc[0])
        table = table[table["unit"].map(simplified) == simplified(unit)]
        sign = table["change"].map({"down": -1.0}).fillna(1.0)
        data = pd.DataFrame(
            {
                "from": table["period_start"].astype("datetime64[ns]"),
                "to": (table["period_end"] + pd.Timedelta(days=1)).astype("datetime64[ns]"),
                "middle": middle(table["period_start"], table["period_end"]).astype("datetime64[ns]"),
                "value": table["value"].astype(float) * sign.astype(float),
                "text": table["text"],
                "item": table["item"],
                "basis": table["basis"],
                "subject": table["subject_name"].where(table["subject_name"].ne(""), "(none 未写明)"),
                "disagrees": table["disagrees"].astype(bool),
                "title": table["title"],
                "sentence": table["sentence"].str.slice(0, 120),
            }
        ).head(MOST_MARKS)
        whose = (data["subject"] + " " + data["basis"]).str.strip()
        data["whose"] = whose.where(whose.isin(whose.value_counts().index[:8]), "others 其他")
        x = alt.X("from:T", title=None, axis=time_axis(data["from"], data["to"]))
        y = alt.Y(
            "value:Q",
            title=f"{item or 'counts'} ({unit or 'number'})",
            axis=alt.Axis(format="~s" if data["value"].abs().max() >= 1e6 else ",~f"),
        )
        base = alt.Chart(data).encode(
            y=y,
            color=alt.Color("whose:N", title="subject 主体", legend=alt.Legend(labelLimit=260)),
            tooltip=["text", "item", "subject", "basis", "from:T", "to:T", "title", "sentence"],
        )
        bars = base.mark_rule(strokeWidth=4, opacity=0.75).encode(x=x, x2="to:T")
        points = base.mark_point(filled=True, size=60).encode(
            x="middle:T",
            shape=alt.Shape(
                "disagrees:N",
                scale=alt.Scale(domain=[False, True], range=["circle", "cross"]),
                legend=alt.Legend(title="disagrees 有出入") if data["disagrees"].any() else None,
            ),
        )
        heading = "Changes over time 增减" if change else "Counts over time 数据"
        return styled(bars + points, f"{heading}: {asked or item}{beyond(len(table))}", height=260)

    def timeline(self) -> Any:
        """The dates and periods that each article speaks of (bars and dots) and when it was published (red).

        Articles have a row each; of one article alone, each expression has."""
        alt = altair()
        articles = self._facts.articles
        resolved = self._facts.dates[self._facts.dates["start_date"].notna()]
        dates = resolved.head(MOST_MARKS)
        if dates.empty:
            return note("no dates with days 没有能定到日的时间")
        alone = len(articles) == 1
        names = label_of(articles)
        days = articles.set_index("article_id")["published_day"]
        order = days.sort_values(na_position="last").index
        end = dates["end_date"].where(dates["end_date"].notna(), dates["start_date"])
        data = pd.DataFrame(
            {
                "row": dates["text"] if alone else dates["article_id"].map(names),
                "from": dates["start_date"].astype("datetime64[ns]"),
                "to": (end + pd.Timedelta(days=1)).astype("datetime64[ns]"),
                "middle": middle(dates["start_date"], end).astype("datetime64[ns]"),
                "text": dates["text"],
                "sentence": dates["sentence"].str.slice(0, 120),
                "short": (end - dates["start_date"]).dt.days < 32,
            }
        )
        # A year named in passing (1949年) would press all else into a corner.
        low, high = (
            data["from"].sort_values().iloc[len(data) // 50],
            data["to"].sort_values().iloc[-1 - len(data) // 50],
        )
        margin = max(high - low, pd.Timedelta(days=60))
        kept = data[(data["from"] >= low - margin) & (data["to"] <= high + margin)]
        kept = kept if len(kept) else data
        rows = kept.sort_values("from")["row"] if alone else pd.Series([names[article] for article in order])
        sort = list(dict.fromkeys(rows[rows.isin(kept["row"])]))
        y = alt.Y("row:N", sort=sort, title=None, axis=alt.Axis(labelLimit=260))
        x = alt.X("from:T", title=None, axis=time_axis(kept["from"], kept["to"]))
        base = alt.Chart(kept).encode(y=y, tooltip=["text", "from:T", "to:T", "sentence"])
        bars = base.mark_bar(height=9, opacity=0.35, color=INK).encode(x=x, x2="to:T")
        dots = (
            base.transform_filter("datum.short")
            .mark_point(filled=True, size=36, opacity=0.8, color=INK)
            .encode(x="middle:T")
        )
        issued = dict.fromkeys(sort, days.iloc[0]) if alone else {names[a]: days[a] for a in order}
        published = pd.DataFrame(
            [(row, issued[row]) for row in sort if pd.notna(issued[row])], columns=["row", "day"]
        ).astype({"day": "datetime64[ns]"})
        ticks = (
            alt.Chart(published)
            .mark_tick(thickness=2.5, size=17, color="#c2410c")
            .encode(x="day:T", y=y, tooltip=["row:N", "day:T"])
        )
        left_out = len(data) - len(kept)
        title = "Timeline 时间轴: dates in the text, and publication (red 发布日)"
        return styled(
            bars + dots + ticks,
            title + (f"; {left_out} far off left out" if left_out else "") + beyond(len(resolved)),
            height=alt.Step(22),
        )

    def network(
        self, top: int = 30, *, within: Literal["article", "sentence"] = "sentence", seed: int = 1
    ) -> Any:
        """The organizations that occur together, the lines as thick as they do so often.

        Args:
            top: how many of the organizations that occur with another to draw, the most connected first.
            within: what makes them occur together: one article, or one sentence.
            seed: of the layout.
        """
        alt = altair()
        together, kinds = occur_together(self._facts, within)
        weights: Counter[str] = Counter()
        for (one, other), times in together.items():
            weights[one] += times
            weights[other] += times
        names = [name for name, _ in weights.most_common(top)]
        edges = {pair: times for pair, times in together.items() if set(pair) <= set(names)}
        if not edges:
            return note("no organizations that occur together 没有同时出现的机构")
        names = [name for name in names if any(name in pair for pair in edges)]
        places = dict(zip(names, positions(names, edges, seed=seed), strict=True))
        nodes = pd.DataFrame(
            {
                "name": names,
                "kind": [group_of(kinds[name]) for name in names],
                "times": [weights[name] for name in names],
                "x": [places[name][0] for name in names],
                "y": [places[name][1] for name in names],
            }
        )
        nodes["above"] = [places[name][1] >= middle_of(name, edges, places) for name in names]
        lines = pd.DataFrame(
            [
                (*places[one], *places[other], f"{one} — {other}", times)
                for (one, other), times in edges.items()
            ],
            columns=["x", "y", "x2", "y2", "pair", "times"],
        )
        axis = {"axis": None, "scale": alt.Scale(domain=[-0.18, 1.18], nice=False)}
        x, y = alt.X("x:Q", **axis), alt.Y("y:Q", **axis)
        drawn = (
            alt.Chart(lines)
            .mark_rule(color="#999999", opacity=0.6)
            .encode(
                x=x, y=y, x2="x2:Q", y2="y2:Q",
                strokeWidth=alt.StrokeWidth("times:Q", scale=alt.Scale(range=[0.8, 5]), legend=None),
                tooltip=["pair", "times"],
            )
        )  # fmt: skip
        dots = (
            alt.Chart(nodes)
            .mark_circle(opacity=1)
            .encode(
                x=x, y=y, color=kind_color(nodes["kind"]),
                size=alt.Size("times:Q", scale=alt.Scale(range=[60, 420]), legend=None),
                tooltip=["name", "kind", "times"],
            )
        )  # fmt: skip
        above, below = (
            alt.Chart(nodes[nodes["above"] == side])
            .mark_text(dy=-14 if side else 15, fontSize=11, limit=190)
            .encode(x=x, y=y, text="name:N")
            for side in (True, False)
        )
        unit = {"article": "article 同一文章", "sentence": "sentence 同一句"}[within]
        return styled(
            drawn + dots + above + below, f"Organizations in the same {unit}", width=760, height=600
        )

    def map(self, table: Literal["organizations", "places", "counts"] = "organizations") -> Any:
        """How often each province is spoken of: one tile a province, roughly where it lies.

        Args:
            table: mentions of organizations or places, or counts by the region of their subject.
        """
        alt = altair()
        regions = (
            self._facts.wide()["subject_region"]
            if table == "counts"
            else getattr(self._facts, table)["region"]
        )
        times = Counter(region.partition("/")[0] for region in regions if region)
        tiles = pd.DataFrame(province_tiles())
        if not times:
            return note("nothing with a region 没有带行政区划的内容")
        tiles["times"] = [times.get(name, 0) for name in tiles["name"]]
        dark = max(times.values()) * 0.35
        tiles["ink"] = ["#777777" if not n else "#ffffff" if n > dark else "#10202c" for n in tiles["times"]]
        base = alt.Chart(tiles).encode(
            x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
            y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        )
        squares = base.mark_rect(cornerRadius=4).encode(
            color=alt.condition(
                "datum.times > 0",
                alt.Color(
                    "times:Q",
                    scale=alt.Scale(scheme="blues", type="sqrt", domain=[0, max(times.values())]),
                    legend=None,
                ),
                alt.value("#8884"),
            ),
            tooltip=["name", "times"],
        )
        ink = alt.Color("ink:N", scale=None)
        name = base.mark_text(dy=-6, fontSize=11).encode(text="short:N", color=ink)
        number = (
            base.transform_filter("datum.times > 0")
            .mark_text(dy=9, fontSize=11, fontWeight="bold")
            .encode(text="times:Q", color=ink)
        )
        drawn = (squares + name + number).resolve_scale(color="independent")
        return styled(drawn, f"Provinces 省份: {table}", width=440, height=420)


@lru_cache(maxsize=1)
def altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise ImportError("charts need Altair: pip install 'nlp-extract[plot]'") from error
    return altair


def styled(chart: Any, title: str, *, width: Any = 560, height: Any = 300) -> Any:
    """The chart with its size and the look that all have."""
    alt = altair()
    return (
        chart.properties(
            title=alt.TitleParams(title, anchor="start", fontSize=14), width=width, height=height
        )
        .configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, titleFontSize=12, titleFontWeight="normal")
        .configure_legend(labelFontSize=12, titleFontSize=12)
    )


def note(words: str) -> Any:
    """A chart that says why there is none."""
    alt = altair()
    chart = (
        alt.Chart(pd.DataFrame({"note": [words]}))
        .mark_text(fontSize=14, color="#777777")
        .encode(text="note:N")
    )
    return styled(chart, "Nothing to plot", height=60)


def beyond(there: int) -> str:
    """What a title says of marks that are too many to draw."""
    return f"; the first {MOST_MARKS:,} of {there:,}" if there > MOST_MARKS else ""


def group_of(kind: str) -> str:
    return next(group for group, kinds in KINDS.items() if kind in kinds or group.startswith("其他"))


def kind_color(kinds: Iterable[str]) -> Any:
    alt = altair()
    present = [kind for kind in KINDS if kind in set(kinds)]
    palette = dict(zip(KINDS, PALETTE, strict=True))
    return alt.Color(
        "kind:N",
        title="kind 类别",
        scale=alt.Scale(domain=present, range=[palette[kind] for kind in present]),
    )


def most_reported(counts: pd.DataFrame) -> str:
    """The item with counts for most periods and subjects."""
    named = counts[counts["item"].ne("")].drop_duplicates(
        ["item", "subject_name", "period_start", "period_end"]
    )
    return str(named["item"].mode().iloc[0]) if len(named) else ""


def time_axis(start: pd.Series, end: pd.Series) -> Any:
    """An axis of days, months or years, as the length of what is drawn asks for."""
    days = (end.max() - start.min()).days
    shape, ticks = (
        ("%Y-%m-%d", "day") if days < 20 else ("%m-%d", "week") if days < 100 else ("%Y-%m", "month")
    )
    if days > 1500:
        shape, ticks = "%Y", "year"
    return altair().Axis(format=shape, tickCount=ticks, labelOverlap=True)


def middle(start: pd.Series, end: pd.Series) -> pd.Series:
    return start + (end - start + pd.Timedelta(days=1)) / 2


def label_of(articles: pd.DataFrame) -> dict[str, str]:
    """A short name for each article, unlike all others."""
    titles = articles["title"].where(articles["title"].ne(""), articles["article_id"]).str.slice(0, 22)
    unlike = titles.where(
        ~titles.duplicated(keep=False), titles + " " + articles["article_id"].str.slice(0, 6)
    )
    return dict(zip(articles["article_id"], unlike, strict=True))


def middle_of(name: str, edges: Iterable[tuple[str, str]], places: dict[str, tuple[float, float]]) -> float:
    """How high the nodes stand on average that one has a line to: its label goes to the other side."""
    heights = [places[one if other == name else other][1] for one, other in edges if name in (one, other)]
    return sum(heights) / len(heights)


def occur_together(facts: Facts, within: str) -> tuple[dict[tuple[str, str], int], dict[str, str]]:
    """How often two organizations stand in one article or sentence (of the first fifty there), and the kind of each."""
    texts = dict(zip(facts.articles["article_id"], facts.articles["text"], strict=True))
    groups: dict[Any, dict[str, None]] = {}
    kinds: dict[str, str] = {}
    for article, mentions in facts.organizations.groupby("article_id", sort=False):
        sentences = Sentences(texts[str(article)])
        for name, kind, start, end in zip(
            *(mentions[c] for c in ("name", "kind", "start", "end")), strict=True
        ):
            place = (article, sentences.bounds(int(start), int(end)) if within == "sentence" else None)
            groups.setdefault(place, {})[name] = None
            kinds.setdefault(name, kind)
    together: Counter[tuple[str, str]] = Counter()
    for names in groups.values():
        together.update(combinations(sorted(list(names)[:50]), 2))
    return dict(together), kinds


@lru_cache(maxsize=1)
def province_tiles() -> list[dict[str, Any]]:
    """Where each province's tile lies."""
    path = Path(__file__).parent / "province_tiles.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [{**row, "column": int(row["column"]), "row": int(row["row"])} for row in csv.DictReader(file)]
