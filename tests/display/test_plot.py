"""Charts: what they draw, that they draw nothing with a note, and that they can be saved."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import nlp_extract as nx
from nlp_extract.display import plot
from nlp_extract.display.layout import positions
from nlp_extract.display.plot import province_tiles
from nlp_extract.display.report import report
from nlp_extract.organizations.regions import divisions

CHARTS = ("organizations", "counts", "timeline", "network", "map")


def data(chart: Any) -> list[dict[str, Any]]:
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_valid_vega_lite_that_can_be_changed(name: str, facts: nx.Facts) -> None:
    chart = getattr(facts.plot, name)()
    assert data(chart)
    assert chart.properties(title="别的标题").to_dict()["title"] == "别的标题"


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_plot_is_a_note(name: str) -> None:
    [row] = data(getattr(nx.extract([]).plot, name)())
    assert "没有" in row["note"]


def test_counts_are_bars_as_long_as_their_periods(inspections: nx.Facts) -> None:
    rows = data(inspections.plot.counts("常规巡察"))
    assert sorted(row["value"] for row in rows) == [25, 35, 36]
    assert {(row["from"][:10], row["to"][:10]) for row in rows} == {("2022-01-01", "2023-01-01")}
    assert sorted(row["disagrees"] for row in rows) == [False, True, True]
    assert "没有" in data(inspections.plot.counts("没有的东西"))[0]["note"]


def test_changes_go_up_and_down() -> None:
    facts = nx.extract("2021年，绵阳市立案件数同比下降12.5%。2022年，绵阳市立案件数同比增长3.1%。")
    assert sorted(row["value"] for row in data(facts.plot.counts(change=True))) == [-12.5, 3.1]


def test_the_network_joins_organizations_of_a_sentence() -> None:
    facts = nx.extract("榆林市公安局、榆林市财政局联合检查。榆林市教育局另行通知。")
    pairs = [row["pair"] for row in data(facts.plot.network()) if "pair" in row]
    assert pairs == ["榆林市公安局 — 榆林市财政局"]
    assert len([row for row in data(facts.plot.network(within="article")) if "pair" in row]) == 3


def test_the_map_has_every_province_once() -> None:
    tiles = province_tiles()
    provinces = {path: region.code for path, region in divisions().items() if region.level == "provincial"}
    assert {tile["name"]: tile["code"] for tile in tiles} == provinces
    assert len({(tile["column"], tile["row"]) for tile in tiles}) == len(tiles)


def test_a_layout_is_the_same_each_time_and_stays_in_its_frame() -> None:
    names = list("abcdef")
    edges = {("a", "b"): 3, ("b", "c"): 1}
    places = positions(names, edges, seed=1)
    assert places == positions(names, edges, seed=1)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)
    assert len(set(places)) == len(names)


def test_a_chart_can_be_saved_as_a_picture(inspections: nx.Facts, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    inspections.plot.map().save(tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_without_altair_the_remedy_is_named(inspections: nx.Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    plot.altair.cache_clear()
    try:
        with pytest.raises(ImportError, match=r"pip install 'nlp-extract\[plot\]'"):
            _ = inspections.plot
        assert "nlp-extract[plot]" in report(inspections)
    finally:
        plot.altair.cache_clear()
