"""Facts with something to see: two papers that disagree, a total with its parts, and markup everywhere."""

from __future__ import annotations

import pytest

import nlp_extract as nx

SCRIPT = "<script>document.title='hacked'</script>"


@pytest.fixture(scope="session")
def inspections() -> nx.Facts:
    """Three reports on two cities; the first two disagree on one number and agree, rounded, on another."""
    return nx.extract(
        [
            nx.Article(
                "绵阳市委巡察办介绍，2022年，绵阳市实施常规巡察35家，移交问题线索189件，挽回损失1,264万元。"
                "江油市、三台县两地共收到建议书41份，其中江油市18份、三台县25份。",
                article_id="a",
                title="绵阳巡察",
                published="2023-01-30",
            ),
            nx.Article(
                "绵阳市2022年实施常规巡察36家，移交问题线索189件，挽回损失约1,300万元。",
                article_id="b",
                title="绵阳去年巡察36家",
                published="2023-02-02",
            ),
            nx.Article(
                "2022年，全市实施常规巡察25家。榆林市纪委监委督促整改，全市追回资金340万元。",
                article_id="c",
                title="榆林专项巡察",
                published="2023-01-19",
            ),
        ]
    )


@pytest.fixture(scope="session")
def hostile() -> nx.Facts:
    """An article with script tags in title, text, source, names and path, and an error with one."""
    return nx.extract(
        [
            nx.Article(
                f'{SCRIPT}青岛市纪委监委<img src=x onerror="document.title=\'hacked\'">2022年处分"31人"&amp;😀\'。'
                f"青岛市{SCRIPT}集团有限公司2022年处分<b>12人</b>。{SCRIPT}",
                article_id=f"x{SCRIPT}\"'",
                title=f"{SCRIPT}青岛",
                source=SCRIPT,
                published="2023-01-30",
                path=f"\"'>{SCRIPT}",
                warning=SCRIPT,
            ),
            nx.Article("青岛市处分12人。", article_id="y", path=SCRIPT),
            nx.Article("青岛市处分12人。", article_id="y", path=SCRIPT),
        ]
    )
