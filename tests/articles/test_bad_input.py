"""What broken and hostile input gets: an error that names the file and the remedy, soon and in little memory."""

import gzip
import io
import json
import os
import threading
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp_extract.articles import Article, ArticleError, Limits, read_articles
from nlp_extract.facts import ErrorRow

TEXT = "市审计局审计了26家单位。"
GOOD = json.dumps({"text": TEXT, "published": "2024-05-06"}, ensure_ascii=False)


def outcomes(source, **options):
    return list(read_articles(source, errors="yield", **options))


def error(source, **options) -> ErrorRow:
    [row] = outcomes(source, **options)
    assert isinstance(row, ErrorRow)
    assert row.stage == "read"
    assert row.reason
    assert row.remedy
    return row


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", "", "the file is empty"),
        ("blank.md", "\n　\n", "no text"),
        ("bare.md", "---\ntitle: 标题\n---\n", "no text"),
        (
            "colon.md",
            "---\ntitle: 一: 二\n---\n文。",
            "front matter is not valid YAML: line 2: mapping values are not allowed",
        ),
        ("tab.md", "---\n\ttitle: 一\n---\n文。", "front matter is not valid YAML"),
        ("list.md", "---\n- 一\n---\n文。", "front matter is not a mapping of names to values but a list"),
        ("prose.md", "---\n一段话。\n---\n文。", "not a mapping of names to values but plain text"),
        ("open.md", "---\ntitle: 一\n\n文。", "front matter has no closing line of ---"),
        ("alias.md", "---\na: &a [一]\nb: [*a, *a]\n---\n文。", "front matter uses YAML aliases"),
        ("deep.md", f"---\na: {'[' * 50_000}\n---\n文。", "front matter "),
        ("steps.md", f"---\na:\n {'- ' * 30_000}一\n---\n文。", "front matter nests deeper than 8 levels"),
        (
            "large.md",
            f"---\ntitle: {'长' * 10**6}\n---\n文。",
            "front matter is longer than 65,536 characters",
        ),
        ("deep.html", "<div>" * 100_000 + "文。", "HTML elements nest deeper than 1,000"),
        ("script.html", "<script>文。" * 1_000, "no text"),
        ("empty.jsonl", "\n\n", "the file is empty"),
        ("empty.json", "[]", "the file holds no articles"),
        ("empty.csv", "正文\n", "no rows below the header"),
        ("names.csv", "甲,乙\n1,2\n", "no column holds the text"),
        ("word.txt", "PK\x03\x04", "it is a zip archive or an Office document, not text"),
        ("page.pdf", "%PDF-1.7", "it is a PDF, not text"),
    ],
)
def test_files_that_give_no_article(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    row = error(path)
    assert reason in row.reason
    assert row.path == str(path)
    with pytest.raises(ArticleError, match=name):
        next(read_articles(path))


def test_what_is_not_there(tmp_path):
    assert "no such file or folder" in error(tmp_path / "missing.md").reason
    assert "no file matches" in error(str(tmp_path / "*.md")).reason
    assert "holds no articles" in error(tmp_path).reason
    assert "no such file or folder" in error("一段话，不是路径。").reason
    assert "no such file or folder" in error("x" * 10_000 + "\0").reason


def test_what_is_no_source():
    for nothing in (None, 5, b"bytes"):
        assert type(nothing).__name__ in error(nothing).reason
    assert [type(o) for o in outcomes([None, Article(TEXT)])] == [ErrorRow, Article]


def test_buffers_that_fail():
    closed = io.StringIO(TEXT)
    closed.close()
    assert "closed" in error(closed).reason
    wrong = io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030")), "utf-8")
    assert "can't decode" in error(wrong).reason


def test_front_matter_builds_no_objects(tmp_path):
    path = tmp_path / "object.md"
    path.write_text(
        f"---\ntitle: !!python/object/apply:os.mkdir ['{tmp_path}/made']\n---\n{TEXT}", encoding="utf-8"
    )
    [article] = outcomes(path)
    assert isinstance(article, Article)
    assert not (tmp_path / "made").exists()


def test_scalars_of_front_matter_stay_as_written():
    [article] = read_articles(io.StringIO(f"---\ntitle: no\nid: 0012\ndate: 2024-02-31\n---\n{TEXT}"))
    assert (article.title, article.article_id, article.published) == ("no", "0012", None)
    assert "publication date not understood" in article.warning


def test_an_article_without_date_is_a_warning():
    [article] = read_articles(io.StringIO(TEXT))
    assert article.warning == "no publication date, so relative dates stay unresolved"


def test_bad_lines_do_not_stop_the_good_ones():
    bad = ["{broken", "[1]", "3", '{"title": "无文"}', "[" * 100_000, '{"text": null}']
    results = outcomes(io.StringIO("\n".join([GOOD, *bad, "", GOOD])), form="jsonl")
    assert [isinstance(r, Article) for r in results] == [True, *[False] * len(bad), True]
    assert [r.path for r in results] == [f"buffer:{n}" for n in (1, 2, 3, 4, 5, 6, 7, 9)]


def test_bad_rows_do_not_stop_the_good_ones():
    rows = [
        "标题,正文",
        f"甲,{TEXT}",
        "乙,",
        '丙,"文"多',
        f'丁,"{TEXT}\n续。"',
        f"戊,{TEXT},多,出",
        '己,"没有收尾',
        f"庚,{TEXT}",
    ]
    results = outcomes(io.StringIO("\n".join(rows)), form="csv")
    assert [r.path for r in results] == [f"buffer:{n}" for n in (2, 3, 4, 5, 7, 8)]
    assert [isinstance(r, Article) for r in results] == [True, False, False, True, True, False]
    assert results[3].text == f"{TEXT}\n续。"
    assert "2 more cells than the header" in results[4].warning
    assert results[5].reason.startswith("lines 8 to 9 not read as CSV")


def test_a_json_array_that_breaks_off():
    [first, broken] = outcomes(io.StringIO(f'[{GOOD}, {{"text": "文'), form="json")
    assert first.text == TEXT
    assert "not JSON after item 1" in broken.reason


def test_broken_gzip(tmp_path):
    packed = gzip.compress((GOOD + "\n").encode() * 5_000, 1)
    results = outcomes(io.BytesIO(packed[: len(packed) // 2]), form="jsonl")
    assert len(results) > 100
    assert results[0].text == TEXT
    assert "gzip file ends too early" in results[-1].reason
    assert "gzip file is broken" in error(io.BytesIO(packed[:10] + b"\xff" * 50)).reason


def test_gzip_bombs():
    text, lines = gzip.compress(b"a" * 2 * 10**7, 9), gzip.compress(b"\n" * 10**6, 9)
    assert "unpacks to more than 100 times its size" in error(io.BytesIO(text), form="text").reason
    row = error(io.BytesIO(lines), form="jsonl", limits=Limits(text_bytes=10**5))
    assert "unpacks to more than 100 times its size" in row.reason


def test_an_overlong_line_costs_only_itself():
    limits = Limits(text_bytes=1_000)
    source = io.BytesIO(f'{GOOD}\n{{"text": "{"长" * 1_000_000}"}}\n{GOOD}\n'.encode())
    first, long, last = outcomes(source, form="jsonl", limits=limits)
    assert (first.text, last.text) == (TEXT, TEXT)
    assert (long.path, long.reason) == ("buffer:2", "the line is longer than 1,000 bytes")
    source = io.StringIO(f"正文\n{'长' * 1_000}\n{TEXT}\n")
    long, last = outcomes(source, form="csv", limits=limits)
    assert (long.path, last.text) == ("buffer:2", TEXT)


def test_pipes_devices_and_links(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert error(tmp_path / "pipe.txt").reason == "not a regular file"
    assert error("/dev/null").reason == "not a regular file"
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "symbolic links" in error(tmp_path / "loop.txt").reason
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "again").symlink_to(folder)
    article, link = outcomes(folder)
    assert article.text == TEXT
    assert "link to a folder is not followed" in link.reason
    assert [o.text for o in outcomes(str(folder / "**" / "*.txt"))] == [TEXT]


def test_a_pipe_given_as_a_buffer(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=(GOOD + "\n",))
    writer.start()
    with (tmp_path / "pipe").open("rb") as pipe:
        [article] = outcomes(pipe)
    writer.join()
    assert article.text == TEXT


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 900 + "<p>文，</p>" * 10_000,
        "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">文。</div>",
        "<p>" + "".join(f"<b style={n}>" for n in range(900)) + "<p>文" * 10_000,
        "<p>" + "".join(f"<b id={n}>" for n in range(900)) + "<p>文" * 5_000,
        "<span>" * 900 + "<p>文</p>" * 10_000,
        "<table><tr><td>" * 300 + "<p>文</p>" * 20_000,
        "<!--" * 500_000 + "<p>文",
        "<a" * 200_000,
        "<script>" * 100_000,
        "<p>文。<img src='data:image/png;base64," + "A" * 5_000_000 + "'></p>",
        "<html>" + ("<div>" * 800 + "文，字。" + "</div>" * 800) * 10,
        "<html>" + "<div class=share>" * 900 + "<p>文，字。</p>" * 5_000,
        "&" * 200_000 + "<p>文",
    ],
    ids=range(13),
)
def test_hostile_pages_cost_seconds(html):
    start = time.perf_counter()
    [outcome] = outcomes(io.StringIO(html), form="html")
    assert isinstance(outcome, (Article, ErrorRow))
    assert time.perf_counter() - start < 20  # it is well below 2; without bounds hours, or all memory


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "many.jsonl"
    peaks = []
    for size in (200, 2_000):
        path.write_text((GOOD + "\n") * size, encoding="utf-8")
        tracemalloc.start()
        assert sum(1 for _ in read_articles(path)) == size
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


FORMS = ["", "markdown", "html", "text", "jsonl", "json", "csv"]
PIECES = [
    *(
        "---\n",
        "title: 一\n",
        "&a ",
        "*a",
        "<p>",
        "</p>",
        "<div class=share>",
        "<!--",
        "-->",
        "<table><tr><td>",
        "<pre>",
    ),
    *(
        "&nbsp;",
        "{",
        "}",
        '{"text": "文。"}',
        "[",
        "]",
        '"',
        ",",
        "正文,标题\n",
        "\n",
        "\r\n",
        "　　",
        "来源：",
        "记者 程一帆",
    ),
    *("责任编辑：林澈", "2024-05-06", "\x00", "\ufeff", "文。", "# 标题\n", "|", "<script>", "`", "（", "）"),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(FORMS))
@example("---\n---\n---", "")
def test_any_text_is_read_or_refused(text, form):
    check(outcomes(io.StringIO(text), form=form))


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.binary(max_size=50).map(lambda b: b"\x1f\x8b\x08" + b)),
    st.sampled_from(FORMS),
)
def test_any_bytes_are_read_or_refused(data, form):
    check(outcomes(io.BytesIO(data), form=form))


NAMES = st.sampled_from(["text", "title", "date", "source", "id", "author"])
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=5),
    st.dates(),
)
VALUES = st.one_of(PLAIN, st.lists(PLAIN, max_size=3), st.dictionaries(st.just("name"), PLAIN))


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_any_record_is_read_or_refused(values):
    check(outcomes(values))


def check(results):
    assert results
    for result in results:
        if isinstance(result, Article):
            result.text.encode()
            assert "\x00" not in result.text
            assert result.row().text == result.text
        else:
            assert result.reason
            assert result.remedy


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(st.characters(categories=["Lo", "Nd"]), min_size=1, max_size=30), min_size=1, max_size=6)
)
def test_paragraphs_come_back_from_every_form(paragraphs):
    paragraphs = [f"甲{p}。" for p in paragraphs]
    expected = "\n".join(paragraphs)
    written = {
        "text": expected,
        "markdown": "\n\n".join(paragraphs),
        "html": "".join(f"<p>　　{p}</p>" for p in paragraphs),
        "jsonl": json.dumps({"text": expected}),
        "json": json.dumps([{"正文": paragraphs}]),
        "csv": f'title,text\n,"{expected}"\n',
    }
    for form, text in written.items():
        [article] = read_articles(io.StringIO(text), form=form)
        assert article.text == expected, form


def test_a_file_larger_than_the_limit(tmp_path):
    path = Path(tmp_path, "large.txt")
    path.write_text("长" * 1_000, encoding="utf-8")
    assert "larger than 1,000 bytes" in error(path, limits=Limits(text_bytes=1_000)).reason
