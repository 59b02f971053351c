"""The article's own text and credits, out of what stands around them."""

import io

import pytest

from nlp_extract.articles import read_articles
from nlp_extract.articles.article import Article


def body(html: str, form: str = "markdown") -> Article:
    [article] = read_articles(io.StringIO(f"---\ntitle: 标题\ndate: 2024-05-06\n---\n{html}"), form=form)
    return article


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>　　第一段。</p>\n<p>&nbsp;&nbsp;第二段。</p>", ["第一段。", "第二段。"]),
        ("<div>第一段。<br>\n　　第二段。<br/><br/>第三段。</div>", ["第一段。", "第二段。", "第三段。"]),
        ("第一段。<strong>要点</strong>在此。<br>第二段。", ["第一段。要点在此。", "第二段。"]),
        ("<div><div><div>外。<div>里。</div>后。</div></div></div>", ["外。", "里。", "后。"]),
        ("<p><span>第一段</span><span>没有断开。</span></p>", ["第一段没有断开。"]),
        ("<p>第一行\n  接着写，\n  再接着。</p>", ["第一行接着写，再接着。"]),
        ("<p>GDP  增长\n5.0 %。</p>", ["GDP 增长 5.0 %。"]),
        ("<ul>\n<li>一项<ul><li>其一</li></ul></li><li>二项</li></ul>", ["一项", "其一", "二项"]),
        (
            "<p>文。</p><!-- 二维码 --><style>p{}</style><script>1</script><noscript>请开启</noscript>",
            ["文。"],
        ),
        (
            "<p>文。</p><figure><img src=a><figcaption>图为会场。</figcaption></figure>",
            ["文。", "图为会场。"],
        ),
        ("<h2>一、成效</h2><p>文。</p>", ["一、成效", "文。"]),
        ("<p>未闭合的第一段。<p>未闭合的第二段。", ["未闭合的第一段。", "未闭合的第二段。"]),
        ("<p>3&lt;5，A&amp;B，&#8220;回头看&#8221;。</p>", ["3<5，A&B，“回头看”。"]),
        ("<p>链接：<a href=x>监督举报</a>。</p>", ["链接：监督举报。"]),
        ("<p>文。</p><p style='display:none'>藏。</p><p hidden>藏。</p>", ["文。"]),
        ("<p>零\u200b宽\ufeff。</p>", ["零宽。"]),
    ],
)
def test_paragraphs_of_html(html, paragraphs):
    assert body(html).text.split("\n") == paragraphs


def test_a_table_of_data_is_a_line_a_row():
    html = """<p>如下：</p><table><tr><th>指标</th><th>数值</th></tr>
    <tr><td><p>立案</p></td><td><p>26件</p></td></tr><tr><td>处分</td><td>12人</td></tr></table><p>完毕。</p>"""
    assert body(html).text.split("\n") == ["如下：", "指标\t数值", "立案\t26件", "处分\t12人", "完毕。"]


def test_a_table_that_lays_out_the_page_is_none():
    html = f"<table><tr><td><p>第一段。</p><p>{'长' * 201}。</p></td><td>旁边。</td></tr></table>"
    assert body(html).text.split("\n") == ["第一段。", "长" * 201 + "。", "旁边。"]


def test_code_is_left_out_and_said_so():
    article = body("<p>装好即可。</p><pre><code>pip install x\nx --port 8080</code></pre><p>完毕。</p>")
    assert article.text == "装好即可。\n完毕。"
    assert article.warning == "1 block of code left out"
    assert body("<pre>第一段，原样排好。\n第二段。</pre>").text == "第一段，原样排好。 第二段。".replace(
        " ", ""
    )


@pytest.mark.parametrize(
    ("markdown", "paragraphs"),
    [
        ("第一段。\n\n第二段。", ["第一段。", "第二段。"]),
        ("第一段。\n第二段。", ["第一段。", "第二段。"]),
        ("这一段写到一半\n换了行。", ["这一段写到一半换了行。"]),
        ("　　第一段\n　　第二段", ["第一段", "第二段"]),
        ("## 小标题\n**要点**：[链接](http://a.b)和![图](c.png)。", ["小标题", "要点：链接和。"]),
        ("- 一项\n- 二项", ["一项", "二项"]),
        ("1.县水利局。\n2.县农业局。", ["1.县水利局。", "2.县农业局。"]),
        ("| 指标 | 数值 |\n| --- | --- |\n| 立案 | 26件 |", ["指标\t数值", "立案\t26件"]),
    ],
)
def test_paragraphs_of_markdown(markdown, paragraphs):
    assert body(markdown).text.split("\n") == paragraphs


def test_the_first_heading_of_markdown_is_the_title():
    [article] = read_articles(io.StringIO("# 标题在此\n\n正文。"), form="markdown")
    assert (article.title, article.text) == ("标题在此", "正文。")


@pytest.mark.parametrize(
    ("text", "title", "paragraphs"),
    [
        ("标题在此\n\n第一段。\n第二段。", "标题在此", ["第一段。", "第二段。"]),
        ("第一段，完整的一句。\n第二段。", "", ["第一段，完整的一句。", "第二段。"]),
        ("只有一行", "", ["只有一行"]),
        ("同志们：\n现在报告工作。", "", ["同志们：", "现在报告工作。"]),
        ("\ufeff　　缩进的一段。\r\n\r\n　　又一段&nbsp;。\r\n", "", ["缩进的一段。", "又一段 。"]),
    ],
)
def test_plain_text(text, title, paragraphs):
    [article] = read_articles(io.StringIO(text), form="text")
    assert (article.title, article.text.split("\n")) == (title, paragraphs)


TEXT = "市审计局审计了26家单位。"


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        # publisher
        (["中国纪检监察报", TEXT], "source", "中国纪检监察报"),
        (["来源：市政府办　浏览次数：123", TEXT], "source", "市政府办"),
        (["2024-05-06 09:00 来源 | 江城晚报 【字体：大 中 小】", TEXT], "source", "江城晚报"),
        ([TEXT, "（来源：来凤县融媒体中心 作者：向东升 编辑：覃丽）"], "source", "来凤县融媒体中心"),
        # editors
        ([TEXT, "责任编辑：林澈 HA021"], "editor", "林澈"),
        ([TEXT, "【责任编辑：李 明 (EK003)】"], "editor", "李明"),
        ([TEXT, "责编：沈月 | 审核：陈一"], "editor", "沈月"),
        ([TEXT, "编辑：沈月", "校对：陈一", "审核：罗嘉"], "editor", "沈月"),
        (["2024年5月6日 08:30 江城晚报", TEXT], "source", "江城晚报"),
        ([TEXT, "（记者 金哲洙 实习编辑 崔雪梅）"], "editor", "崔雪梅"),
        ([TEXT, "编辑 程一帆"], "editor", "程一帆"),
        # reporters in lines that go
        ([TEXT, "（来源：来凤县融媒体中心 作者：向东升 编辑：覃丽）"], "reporter", "向东升"),
        (["来源：江城晚报 记者：程一帆", TEXT], "reporter", "程一帆"),
        # promotion
        ([TEXT, "要闻速览，尽在江城财经APP"], "editor", ""),
        ([TEXT, "责任编辑：林澈", "扫描二维码关注我们"], "editor", "林澈"),
        ([TEXT, "本文来自微信公众号“江城”，作者：程一帆，经授权发布。"], "reporter", "程一帆"),
        ([TEXT, "【打印本页】【关闭窗口】"], "source", ""),
    ],
)
def test_lines_around_the_text_become_values(lines, field, value):
    article = body("".join(f"<p>　　{line}</p>" for line in lines))
    assert article.text == TEXT
    assert getattr(article, field) == value


@pytest.mark.parametrize(
    ("text", "reporter", "source"),
    [
        ("本报讯（通讯员 于海澜）" + TEXT, "于海澜", ""),
        ("本报讯（记者 赵晨曦）" + TEXT, "赵晨曦", ""),
        ("新华社北京2月14日电（记者程一帆、罗嘉）" + TEXT, "程一帆、罗嘉", "新华社"),
        ("江城晚报讯（记者 古丽娜尔 通讯员 李泽） " + TEXT, "古丽娜尔、李泽", "江城晚报"),
        ("本报讯（通讯员 热依汗·艾力 见习记者 周文博）" + TEXT, "热依汗·艾力、周文博", ""),
        ("央视网消息（驻伦敦记者 申屠洋）" + TEXT, "申屠洋", "央视网"),
        ("本报记者 沈知秋\n" + TEXT, "沈知秋", ""),
        ("江城晨报首席记者 罗佳怡 通讯员 彭湘\n" + TEXT, "罗佳怡、彭湘", ""),
        ("【記者周穎琳】" + TEXT, "周穎琳", ""),
        (TEXT + "（江城日报通讯员 成雅琴）", "成雅琴", ""),
        (TEXT + "（江城区纪委监委 刘洋 || 责任编辑 沈月）", "刘洋", ""),
        (TEXT + "\n（江城客户端记者 卓越）", "卓越", ""),
        ("记者从市审计局获悉，" + TEXT, "", ""),
        ("记者：您怎么看？\n答：" + TEXT, "", ""),
    ],
)
def test_datelines_are_read_and_stay(text, reporter, source):
    article = body("".join(f"<p>{line}</p>" for line in text.split("\n")))
    assert article.text == text
    assert (article.reporter, article.source) == (reporter, source)


@pytest.mark.parametrize(
    "last",
    [
        "目前，已有3万人下载了这个客户端。",
        "居民扫描二维码即可反映问题。",
        "数据来源：国家统计局",
        "2024年5月6日",
        "江城市审计局",
        "关注民生，他们走访了26户。",
        "记者：谢谢您",
        "编辑部设在江城。",
        "时间：2024年5月6日",
        "时间：2024年5月6日 地点：江城图书馆",
    ],
)
def test_text_that_only_resembles_credits_stays(last):
    assert body(f"<p>{TEXT}</p><p>{last}</p>").text == f"{TEXT}\n{last}"


@pytest.mark.parametrize(
    "first",
    [
        *("情况通报", "喜报", "今日要闻", "年度业绩快报", "一、基本情况"),
        *("2024年5月6日江城举行招聘会", "2024年5月6日 江城", "时间：2024年5月6日上午 地点：江城图书馆"),
    ],
)
def test_headings_that_resemble_publishers_and_dates_stay(first):
    assert body(f"<p>{first}</p><p>{TEXT}</p>").text == f"{first}\n{TEXT}"


def test_a_repeated_headline_and_a_known_publisher_are_left_out():
    source = "---\ntitle: 标题\nsource: 清风江城\n---\n<p>标题</p><p>清风江城</p><p>文。</p>"
    [article] = read_articles(io.StringIO(source))
    assert (article.text, article.source) == ("文。", "清风江城")


@pytest.mark.parametrize(
    ("front_matter", "site", "reporter", "source"),
    [
        ("author: 江城财经\ncategories:\n - 财经\n - 江城财经", "江城财经", "", ""),
        ("author: 程一帆", "", "程一帆", ""),
        ("author: 江城日报", "", "", "江城日报"),
        ("author: CityFeed", "CityFeed", "", ""),
        ("site: 江城网\nauthor: [程一帆, 罗嘉]", "江城网", "", ""),
        ("reporter: [程一帆, 罗嘉]", "", "程一帆、罗嘉", ""),
        ("publisher: {name: 江城日报}", "", "", "江城日报"),
    ],
)
def test_authors_of_front_matter(front_matter, site, reporter, source):
    [article] = read_articles(io.StringIO(f"---\n{front_matter}\n---\n{TEXT}"))
    assert (article.site, article.reporter, article.source) == (site, reporter, source)
