"""What `read_articles` takes: paths, folders, patterns, buffers, tables, mappings and iterables."""

import gzip
import io
import json
import os
import shutil
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from nlp_extract.articles import Article, ArticleError, read_articles
from nlp_extract.facts import ErrorRow

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = "市审计局审计了26家单位。"
RECORDS = [
    {"id": "a", "title": "甲", "text": "市水利局检查了3座水库。", "published": "2024-05-06"},
    {"id": "b", "title": "乙", "text": "县医院接诊1,200人次。", "published": 1714953600},
]
LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS)


def read(source, **options):
    return list(read_articles(source, **options))


def test_a_file_as_string_and_as_path():
    assert read(str(EXAMPLES / "notice.md")) == read(EXAMPLES / "notice.md")


def test_folder_pattern_and_list_agree(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"第{number}家单位。", encoding="utf-8")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "3.md").write_text("第3家单位。", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text("不读。", encoding="utf-8")
    (tmp_path / "README.md").write_text("不读。", encoding="utf-8")
    texts = [f"第{number}家单位。" for number in range(4)]
    assert [a.text for a in read(tmp_path)] == texts
    assert [a.text for a in read(str(tmp_path / "*.txt"))] == texts[:3]
    assert [a.text for a in read(str(tmp_path / "**" / "*.md"))] == texts[3:]
    assert [a.text for a in read(sorted(tmp_path.glob("?.txt")))] == texts[:3]


def test_a_pattern_that_matches_folders_reads_each_file_once(tmp_path):
    (tmp_path / "2024-05").mkdir()
    (tmp_path / "2024-05" / "a.txt").write_text(TEXT, encoding="utf-8")
    assert [a.text for a in read(str(tmp_path / "2024-*"))] == [TEXT]
    assert [a.text for a in read(str(tmp_path / "**"))] == [TEXT]


def test_reading_is_lazy(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text(LINES, encoding="utf-8")
    articles = read_articles([path, tmp_path / "missing.txt"])
    assert next(articles).article_id == "a"
    assert next(articles).article_id == "b"
    with pytest.raises(ArticleError, match="no such file"):
        next(articles)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_json_lines_in_byte_buffers(codec, pack):
    articles = read(io.BytesIO(pack(LINES.encode(codec))))
    assert [(a.article_id, a.text) for a in articles] == [(r["id"], r["text"]) for r in RECORDS]
    assert [a.published_day for a in articles] == [date(2024, 5, 6), date(2024, 5, 6)]


def test_text_buffers_and_open_files():
    assert read(io.StringIO(LINES))[1].article_id == "b"
    assert read(io.StringIO(LINES), form="jsonl")[1].path == "buffer:2"
    path = EXAMPLES / "wire.jsonl"
    with path.open(encoding="utf-8") as text, path.open("rb") as data:
        assert [a.text for a in read(text)] == [a.text for a in read(data)]


def test_json_array_one_object_and_objects_in_a_row():
    assert [a.article_id for a in read(io.StringIO(json.dumps(RECORDS, indent=2)))] == ["a", "b"]
    assert [a.article_id for a in read(io.StringIO(json.dumps(RECORDS[0], indent=2)))] == ["a"]
    assert [a.article_id for a in read(io.StringIO(LINES), form="json")] == ["a", "b"]


def test_json_larger_than_a_chunk():
    records = [{"id": str(n), "text": f"第{n}家单位。" * (n % 50 + 1)} for n in range(3_000)]
    articles = read(io.StringIO(json.dumps(records, ensure_ascii=False)))
    assert [a.text for a in articles] == [r["text"] for r in records]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("id,title,text,published", ","),
        ("编号;标题;正文;发布时间", ";"),
        ("文章编号\t新闻标题\t内容\t发布日期", "\t"),
        ("ID,Headline,Content,Publish Date", ","),
    ],
)
def test_csv_columns_by_name(header, delimiter):
    cells = delimiter.join(["7", "甲", '"第一段。\n第二段。"', "2024年5月6日 08:00"])
    [article] = read(io.StringIO(f"{header}\r\n{cells}\r\n"), form="csv")
    assert (article.article_id, article.title, article.text) == ("7", "甲", "第一段。\n第二段。")
    assert article.published == datetime(2024, 5, 6, 8)
    assert article.path == "buffer:2"


def test_rows_of_a_dataframe_keep_their_text():
    frame = pd.DataFrame(
        {
            "title": ["甲", "乙", None],
            "text": ["　　第一段。\n\n第二段。", "市审计局。", float("nan")],
            "published": pd.to_datetime(["2024-05-06", None, "2024-05-07"]),
            "reporter": [["程一帆", "罗嘉"], None, None],
        },
        index=[10, 11, 12],
    )
    first, second, third = read(frame, errors="yield")
    assert first.text == "　　第一段。\n\n第二段。"
    assert (first.title, first.reporter, first.published_day) == ("甲", "程一帆、罗嘉", date(2024, 5, 6))
    assert first.path == "DataFrame:10"
    assert first.article_id == Article(first.text, title="甲").article_id
    assert second.published is None
    assert isinstance(third, ErrorRow)
    assert third.path == "DataFrame:12"


def test_series_mapping_and_articles():
    articles = read([pd.Series([TEXT], index=["x"]), {"正文": TEXT, "标题": "甲"}, Article(TEXT, "z")])
    assert [a.text for a in articles] == [TEXT] * 3
    assert [a.article_id for a in articles][::2] == ["x", "z"]
    assert articles[1].title == "甲"


def test_duplicate_ids_are_reported_on_the_later_article():
    first, second, third = read([Article(TEXT), Article(TEXT), Article(TEXT, title="另一篇")])
    assert first.warning == third.warning == ""
    assert "duplicate" in second.warning
    assert first.article_id == second.article_id != third.article_id


def test_names_without_telling_endings_are_told_by_their_content(tmp_path):
    for example, name in [
        ("inspection.md", "a"),
        ("job-fair.html", "b"),
        ("wire.jsonl", "c"),
        ("cotton.csv", "d"),
    ]:
        shutil.copy(EXAMPLES / example, tmp_path / name)
        assert [a.text for a in read(tmp_path / name)] == [a.text for a in read(EXAMPLES / example)]


def test_names_that_are_no_text(tmp_path):
    path = tmp_path / os.fsdecode(b"\xff\n.txt")
    path.write_text(TEXT, encoding="utf-8")
    [article] = read(path)
    assert article.path.endswith("\\udcff\\n.txt")
    article.path.encode()


def test_wrong_options_are_refused_at_once():
    with pytest.raises(ValueError, match="markdown, html, text"):
        read_articles("x", form="docx")
    with pytest.raises(ValueError, match="'raise' or 'yield'"):
        read_articles("x", errors="ignore")
