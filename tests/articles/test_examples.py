"""Every form of file, by the repository's own examples."""

from datetime import date
from pathlib import Path

import pytest

from nlp_extract.articles import Article, read_articles

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {Path(a.path).name: a for a in read_articles(EXAMPLES)}


def test_ten_articles_and_none_of_them_the_readme(articles):
    assert sorted(articles) == [
        "case-review.txt",
        "consumer.txt",
        "cotton.csv:2",
        "economy.txt",
        "electricity.txt.gz",
        "inspection.md",
        "job-fair.html",
        "notice.md",
        "wire.jsonl:1",
        "wire.jsonl:2",
    ]


@pytest.mark.parametrize(
    ("name", "day", "source", "site", "reporter", "editor"),
    [
        ("inspection.md", date(2023, 3, 16), "胶州湾日报", "海岸财经", "于海澜", "林澈"),
        ("job-fair.html", date(2024, 3, 8), "赤水河日报", "赤水河新闻网", "田茂松、袁小芹", "游若溪"),
        ("notice.md", date(2021, 9, 18), "清风灵山", "", "", ""),
        ("economy.txt", date(2024, 7, 15), "新华社", "", "程一帆、罗嘉", ""),
        ("wire.jsonl:1", date(2024, 8, 6), "新华社", "", "祁曼", ""),
        ("wire.jsonl:2", date(2021, 12, 17), "蓉城财经日报", "", "廖思齐", ""),
        ("cotton.csv:2", date(2023, 5, 12), "兵团日报", "", "", ""),
        ("electricity.txt.gz", date(2021, 8, 13), "经济观察站", "", "", ""),
        ("case-review.txt", date(2023, 11, 7), "湖北日报", "", "向文斌", ""),
        ("consumer.txt", date(2023, 8, 16), "", "", "", ""),
    ],
)
def test_what_is_known_of_each(articles, name, day, source, site, reporter, editor):
    row = articles[name].row()
    assert (row.published_day, row.source, row.site) == (day, source, site)
    assert (row.reporter, row.editor) == (reporter, editor)
    assert row.title
    assert len(row.article_id) in (16, len("cotton-1"), len("j2006"), len("d007"))


def test_the_text_is_the_articles_own(articles):
    inspection = articles["inspection.md"].text.split("\n")
    assert len(inspection) == 5
    assert inspection[0].startswith(
        "本报讯（通讯员 于海澜）山东省青岛市西海岸新区（黄岛区）区委第四巡察组去年"
    )
    assert inspection[-1].endswith("青岛市纪委监委有关负责人表示。")
    page = articles["job-fair.html"].text
    assert page.startswith("本报讯（记者 田茂松 通讯员 袁小芹）3月6日")
    assert page.endswith("求职群众可拨打12333咨询。")
    for article in articles.values():
        lines = article.text.split("\n")
        assert all(line and line == line.strip(" \t\u3000") for line in lines)
        for residue in ("责任编辑", "APP", "appendQr", "版权所有", "相关阅读", "首页"):
            assert residue not in article.text


def test_guessed_encodings_are_said(articles):
    assert "GB18030" in articles["case-review.txt"].warning
    assert "Big5" in articles["consumer.txt"].warning
    assert articles["consumer.txt"].title == "消委會上半年接投訴逾萬五宗　旅遊類升三倍"
    assert articles["economy.txt"].warning == ""
