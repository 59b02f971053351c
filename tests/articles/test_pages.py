"""Whole pages: the article among navigation, lists and footers, as sites of several kinds build them."""

import io
import json
from pathlib import Path

import pytest

from nlp_extract.articles import read_articles

EXAMPLES = Path(__file__).parents[2] / "examples"
LINKS = "".join(
    f"<li><a href='/{n}'>{name}</a></li>" for n, name in enumerate(["首页", "要闻", "财经", "体育", "教育"])
)
RELATED = "".join(f"<li><a href='/r{n}'>又一条新闻，第{n}条的标题也不短</a></li>" for n in range(6))
FOOTER = "<p>关于我们 | 联系我们 | 网站地图</p><p>版权所有，未经授权禁止转载　举报电话：0851-00000000</p>"


def portal(title: str, paragraphs: list[str]) -> str:
    text = "".join(f"<p>　　{p}</p>" for p in paragraphs)
    return f"""<!DOCTYPE html><html><head><title>{title}_江城网</title>
    <meta property="og:site_name" content="江城网"><meta name="mediaid" content="江城日报">
    <meta property="article:published_time" content="2024-05-06T08:30:00+08:00"></head>
    <body><div class="nav"><ul>{LINKS}</ul></div><h1>{title}</h1><div class="article" id="artibody">{text}
    <p class="article-editor">责任编辑：林澈 HA021</p></div>
    <div class="related"><h3>相关阅读</h3><ul>{RELATED}</ul></div>
    <div class="footer">{FOOTER}</div></body></html>"""


def government(title: str, paragraphs: list[str]) -> str:
    text = "".join(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{p}</p>" for p in paragraphs)
    return f"""<html><head><title>{title}</title><meta name="PubDate" content="2024-05-06 08:30"></head><body>
    <table width=980><tr><td><ul>{LINKS}</ul></td></tr>
    <tr><td>您现在的位置：<a href=/>首页</a> &gt; <a>政务</a></td></tr>
    <tr><td align=center><b>{title}</b></td></tr>
    <tr><td>发布时间：2024-05-06 08:30　来源：江城日报　浏览次数：123 【字号：大 中 小】</td></tr>
    <tr><td><div class=TRS_Editor><div class=Custom_UnionStyle>{text}</div></div></td></tr>
    <tr><td>【打印本页】【关闭窗口】</td></tr><tr><td>{FOOTER}</td></tr></table></body></html>"""


def public_account(title: str, paragraphs: list[str]) -> str:
    text = "".join(f"<section><section><span>{p}</span></section></section>" for p in paragraphs)
    return f"""<html><head><title></title><meta property="og:title" content="{title}"></head><body>
    <h1>{title}</h1>
    <div id=meta_content><a id="js_name">江城日报</a><em id="publish_time">2024-05-06 08:30</em></div>
    <div id="js_content" style="visibility: hidden">{text}<p>来源：江城日报</p><p>编辑：林澈</p></div>
    <div id="js_pc_qr_code">微信扫一扫关注该公众号</div></body></html>"""


def nameless(title: str, paragraphs: list[str]) -> str:
    """No element of a known name: only where the prose stands tells."""
    text = "<br><br>".join(f"　　{p}" for p in paragraphs)
    return f"""<html><head><title>{title} - 江城网</title></head><body><div class=x1><ul>{LINKS}</ul></div>
    <div class=x2><div class=x3><h2>{title}</h2>
    <div>2024-05-06 08:30　来源：江城日报</div><div class=x4>{text}</div></div>
    <div class=x5><ul>{RELATED}</ul></div></div><div class=x6>{FOOTER}</div></body></html>"""


def nested(title: str, paragraphs: list[str]) -> str:
    text = "".join(f"<div><div><p>{p}</p></div></div>" for p in paragraphs)
    facts = {"datePublished": "2024-05-06T08:30:00+08:00", "publisher": {"name": "江城日报"}}
    script = f'<script type="application/ld+json">{json.dumps(facts)}</script>'
    return f"""<html><head><title>{title}</title>{script}</head><body>
    <ul>{LINKS}</ul><main><div>{text}</div></main><ul>{RELATED}</ul></body></html>"""


@pytest.mark.parametrize("page", [portal, government, public_account, nameless, nested])
@pytest.mark.parametrize(
    "name", ["notice.md", "economy.txt", "case-review.txt", "consumer.txt", "inspection.md"]
)
def test_the_article_of_a_page(page, name):
    [written] = read_articles(EXAMPLES / name)
    [article] = read_articles(io.StringIO(page(written.title, written.text.split("\n"))))
    assert article.text == written.text
    assert article.title == written.title
    assert article.source == "江城日报"
    assert f"{article.row().published:%Y-%m-%d %H:%M}" == "2024-05-06 08:30"


def test_credits_of_a_page():
    [article] = read_articles(io.StringIO(portal("标题", ["市审计局审计了26家单位，发现3个问题。"])))
    assert (article.site, article.editor) == ("江城网", "林澈")


def test_a_page_with_one_short_paragraph():
    [article] = read_articles(io.StringIO(nameless("标题", ["处分12人，立案26件。"])))
    assert article.text == "处分12人，立案26件。"


def test_a_truncated_page():
    page = portal("标题", ["第一段，讲了审计。", "第二段，讲了整改。"])
    [article] = read_articles(io.StringIO(page[: page.index("整改")]))
    assert article.text == "第一段，讲了审计。\n第二段，讲了"


def test_front_matter_before_a_whole_page():
    [article] = read_articles(
        io.StringIO("---\ntitle: 另一标题\n---\n" + portal("标题", ["审计了26家，处分3人。"]))
    )
    assert (article.title, article.text) == ("另一标题", "审计了26家，处分3人。")


def test_broken_linked_data_is_passed_over():
    script = "<script type='application/ld+json'>{broken</script>"
    page = f"<html>{script}<body><p>审计了26家，处分3人。</p></body></html>"
    [article] = read_articles(io.StringIO(page))
    assert article.text == "审计了26家，处分3人。"


def test_empty_elements_do_not_count_for_what_follows():
    text = "<p></p><a name=top></a><div></div>" + "".join(f"<p>第{n}项处分{n}人</p>" for n in range(1, 4))
    [article] = read_articles(
        io.StringIO(f"<html><body><ul>{LINKS}</ul><div id=ozoom>{text}</div></body></html>")
    )
    assert article.text == "第1项处分1人\n第2项处分2人\n第3项处分3人"
