"""The report page: what it holds, and how it behaves in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from typer.testing import CliRunner

import nlp_extract as nx
from nlp_extract.cli import app

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")


@pytest.fixture(scope="module")
def page(inspections: nx.Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return inspections.report(tmp_path_factory.mktemp("report") / "report.html", title="巡察周报")


def test_the_command_writes_one_page_without_network(examples: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    result = CliRunner().invoke(app, ["report", str(examples), "--out", str(out), "--title", "例子"])
    assert result.exit_code == 0, result.output
    html = out.read_text(encoding="utf-8")
    assert len(html.encode()) < 1_000_000
    tree = HTMLParser(html)
    assert len(tree.css("article")) == 10
    assert not tree.css("link, img, iframe, script[src]")
    assert not regex.search(r"@import|url\((?!#)|fetch\(|XMLHttpRequest", html)
    assert len(tree.css("figure svg")) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_bad_path_gives_an_error_row_and_an_exit_code(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("绵阳市2022年处分31人。", encoding="utf-8")
    out = tmp_path / "r.html"
    result = CliRunner().invoke(
        app, ["report", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(out)]
    )
    assert result.exit_code == 1
    assert "b.txt" in HTMLParser(out.read_text(encoding="utf-8")).css_first("#errors").text()


def test_every_row_links_to_its_mention(page: Path) -> None:
    tree = HTMLParser(page.read_text(encoding="utf-8"))
    marks = {mark.attributes["id"]: mark for mark in tree.css("article mark")}
    rows = [row for row in tree.css(".panel tr[data-target]") if row.attributes["data-target"] in marks]
    assert len(rows) == len(tree.css(".panel tbody tr"))
    for row in tree.css("#table-counts tbody tr"):
        assert row.css_first("a").text() == marks[row.attributes["data-target"]].text()
    assert "41份" in tree.css_first("#checks").text()
    assert len(tree.css("#table-disagreements tbody tr")) == 2


def test_nothing_gives_a_page_with_notes(tmp_path: Path) -> None:
    html = nx.extract([]).report(tmp_path / "r.html").read_text(encoding="utf-8")
    assert "没有文章" in html
    assert "没有总数与分项" in html


def test_articles_beyond_the_most_are_named(inspections: nx.Facts, tmp_path: Path) -> None:
    tree = HTMLParser(inspections.report(tmp_path / "r.html", most=1).read_text(encoding="utf-8"))
    assert len(tree.css("article")) == 1
    assert "2 more articles are not on this page" in tree.text()


# In the browser


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    webdriver = pytest.importorskip("selenium.webdriver")
    if not (BROWSER and DRIVER):
        pytest.skip("no Chromium with its driver: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def in_view(browser, element: str) -> bool:
    return browser.execute_script(
        "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= innerHeight && box.height > 0",
        element,
    )


def wait_for(browser, condition) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 20).until(condition)


def visible(browser, table: str) -> list[str]:
    return browser.execute_script(
        "return [...document.querySelectorAll(arguments[0])].filter(r => !r.hidden).map(r => r.cells[1].innerText)",
        f"#table-{table} tbody tr",
    )


def test_rows_filters_sorting_and_keys_in_the_browser(browser, page: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.get(page.as_uri())
    assert browser.title == "巡察周报"
    first = browser.find_element(By.CSS_SELECTOR, "#table-counts tbody tr:last-child")
    target = first.get_attribute("data-target")
    browser.execute_script("arguments[0].click()", first)
    wait_for(browser, lambda b: in_view(b, f"#{target}"))
    assert "chosen" in browser.find_element(By.ID, target).get_attribute("class")

    box = browser.find_element(By.CSS_SELECTOR, "#panel-counts .filter")
    box.send_keys("常规巡察 家")
    assert sorted(visible(browser, "counts")) == ["25家", "35家", "36家"]
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(Keys.DELETE)

    head = next(
        b
        for b in browser.find_elements(By.CSS_SELECTOR, "#table-counts th button")
        if b.text.startswith("value")
    )
    values = (
        "return [...document.querySelectorAll('#table-counts tbody tr')].map(r => +r.cells[7].dataset.key)"
    )
    head.send_keys(Keys.ENTER)
    assert browser.execute_script(values) == sorted(browser.execute_script(values))
    head.send_keys(Keys.ENTER)
    assert browser.execute_script(values) == sorted(browser.execute_script(values), reverse=True)

    tab = browser.find_element(By.ID, "tab-counts")
    tab.send_keys(Keys.ARROW_RIGHT)
    assert browser.switch_to.active_element.get_attribute("id") == "tab-dates"
    assert browser.find_element(By.ID, "panel-dates").is_displayed()
    assert not browser.find_element(By.ID, "panel-counts").is_displayed()

    mark = browser.find_element(By.ID, target)
    browser.execute_script("arguments[0].click()", mark)
    assert browser.find_element(By.ID, "panel-counts").is_displayed()

    choice = browser.find_element(By.ID, "article")
    browser.execute_script("arguments[0].value = 3; arguments[0].dispatchEvent(new Event('change'))", choice)
    assert sorted(visible(browser, "counts")) == ["25家", "340万元"]
    assert browser.get_log("browser") == []


def test_the_page_fits_a_phone_and_comes_back_by_escape(browser, page: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    size = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        browser.get(page.as_uri())
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
        link = browser.find_element(By.CSS_SELECTOR, "#table-counts tbody a")
        target = link.get_attribute("hash")
        link.send_keys(Keys.ENTER)
        wait_for(browser, lambda b: in_view(b, target))
        assert browser.find_element(By.ID, "back").is_displayed()
        browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        wait_for(browser, lambda b: in_view(b, "#table-counts tbody tr.chosen"))
        assert browser.get_log("browser") == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_markup_in_articles_runs_nowhere(browser, hostile: nx.Facts, tmp_path: Path) -> None:
    path = hostile.report(tmp_path / "hostile.html", title="<script>document.title='hacked'</script>周报")
    browser.get(path.as_uri())
    assert browser.title == "<script>document.title='hacked'</script>周报"
    bodies = browser.execute_script(
        "return [...document.querySelectorAll('article .body')].map(body => body.textContent)"
    )
    assert bodies == list(hostile.articles["text"])
    assert browser.execute_script("return document.querySelectorAll('script').length") == 1
    assert browser.execute_script("return document.querySelectorAll('img').length") == 0
    assert browser.get_log("browser") == []
