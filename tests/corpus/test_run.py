"""A corpus into files: whole, resumable, the same whatever happens on the way."""

from __future__ import annotations

import json
import logging
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import chores
import pytest

import nlp_extract as nx
from nlp_extract.corpus import progress
from nlp_extract.corpus.manifest import NAME as MANIFEST
from nlp_extract.corpus.run import OutputError, run
from nlp_extract.organizations import Entry, Gazetteer

TEXTS = [
    f"贵港市统计局1月{day}日发布数据：2021年，全市查处违规问题{day + 30}起，同比下降{day}.5%。"
    for day in range(1, 25)
]
COMMAND = Path(sys.executable).with_name("nlp-extract")


def corpus(folder: Path, texts: Iterable[str] = TEXTS) -> Path:
    """A folder of a file of many articles and of single ones."""
    folder.mkdir()
    *most, last = texts
    lines = (
        json.dumps({"id": f"第{n}篇", "text": text, "date": "2022-01-25"}) for n, text in enumerate(most)
    )
    (folder / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "one.txt").write_text(last, encoding="utf-8")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("corpus") / "news")


@pytest.fixture(scope="module")
def undisturbed(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run gives that nothing happens to."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    run(news, out)
    return out


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in small batches, as if the corpus were large."""
    monkeypatch.setattr("nlp_extract.extraction.WORKER_BATCH", 200)
    monkeypatch.setattr("nlp_extract.corpus.run.WRITTEN_TOGETHER", 200)


def csv_files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("*.csv")}


class StopError(Exception):
    """What happens in the middle of a run."""


def stopping(results: Iterator[Any]) -> Iterator[Any]:
    for number, result in enumerate(results):
        if number == 15:
            raise StopError
        yield result


def test_files_are_those_of_extract(news: Path, undisturbed: Path, tmp_path: Path) -> None:
    nx.extract(news).to_csv(tmp_path)
    assert csv_files(undisturbed) == csv_files(tmp_path)


def test_the_report_says_what_came_in_and_out(news: Path, undisturbed: Path) -> None:
    report = json.loads((undisturbed / "run.json").read_text(encoding="utf-8"))
    assert report["articles"] == {"in": 25, "out": 24, "refused": 1, "resumed": 0, "without_date": 1}
    facts = nx.extract(news)
    assert report["rows"] == {
        **{name: len(table) for name, table in facts.tables().items()},
        "entities": len(facts.entities),
    }
    assert report["characters"] == facts.articles["characters"].sum()
    assert report["versions"]["nlp_extract"] == nx.__version__
    assert len(report["model"]["sha256"]) == 64
    assert report["seconds"] > 0


def test_an_interrupted_run_goes_on(news: Path, undisturbed: Path, tmp_path: Path) -> None:
    with pytest.raises(StopError):
        run(news, tmp_path, watch=stopping)
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]
    with pytest.raises(OutputError, match="resume to go on"):
        run(news, tmp_path)
    assert run(news, tmp_path, resume=True).resumed >= 10
    assert csv_files(tmp_path) == csv_files(undisturbed)


def test_a_killed_run_goes_on(news: Path, undisturbed: Path, tmp_path: Path) -> None:
    program = (
        "import os, sys, signal\n"
        "from pathlib import Path\n"
        "from nlp_extract.corpus import run as module\n"
        "module.WRITTEN_TOGETHER = 200\n"
        "def killing(results):\n"
        "    for number, result in enumerate(results):\n"
        "        if number == 15: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        yield result\n"
        "module.run(Path(sys.argv[1]), sys.argv[2], watch=killing)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, news, tmp_path])
    assert killed.returncode == -signal.SIGKILL
    assert not list(tmp_path.glob("*.csv"))
    assert list(tmp_path.glob(".writing-*"))
    assert run(news, tmp_path, resume=True).resumed >= 10
    assert csv_files(tmp_path) == csv_files(undisturbed)
    assert not list(tmp_path.glob(".writing-*"))


def test_resuming_reads_only_what_is_new_or_changed(tmp_path: Path) -> None:
    news = corpus(tmp_path / "news")
    run(news, tmp_path / "out", formats=["csv", "sqlite"])
    assert run(news, tmp_path / "out", resume=True).resumed == 24
    (news / "one.txt").write_text("市教育局新建学校12所。", encoding="utf-8")
    (news / "another.txt").write_text("市财政局支出8.2亿元。", encoding="utf-8")
    lines = (news / "many.jsonl").read_text(encoding="utf-8").splitlines()
    (news / "many.jsonl").write_text("\n".join(reversed(lines[1:])), encoding="utf-8")
    assert run(news, tmp_path / "out", resume=True).resumed == 22
    run(news, tmp_path / "anew")
    assert csv_files(tmp_path / "out") == csv_files(tmp_path / "anew")


def test_other_settings_are_not_resumed(news: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    run(news, tmp_path)
    assert run(news, tmp_path, resume=True, coreference=True).resumed == 0
    assert "all articles are read again" in caplog.text
    assert run(news, tmp_path, overwrite=True, coreference=True).resumed == 0


def test_a_poisoned_article_is_an_error_and_the_others_come_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nlp_extract.extraction.WORKER_BATCH", 500)
    news = corpus(tmp_path / "news", [*TEXTS[:9], "缉毒36起。", *TEXTS[9:]])
    summary = run(news, tmp_path / "out", workers=2, gazetteer=chores.Poisonous([Entry("贵港日报社")]))
    assert (summary.articles_in, summary.articles_out) == (26, 24)
    written = (tmp_path / "out" / "errors.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(written) == 3
    [poisoned] = [line for line in written if "第9篇" in line]
    assert "the worker that read it died (SIGKILL)" in poisoned
    assert "many.jsonl:10" in poisoned
    # Without the poison the resumed run reads it: an error is not remembered.
    assert (
        run(news, tmp_path / "out", resume=True, gazetteer=Gazetteer([Entry("贵港日报社")])).articles_out
        == 25
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def heeding_interrupts() -> None:
    """As a terminal starts a process; one that is started in the background may be told to ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_cleanly(tmp_path: Path) -> None:
    news = corpus(tmp_path / "news", [f"{n}：{text}" for n in range(2000) for text in TEXTS])
    out = tmp_path / "out"
    with subprocess.Popen(
        [COMMAND, "run", news, "--out", out, "--workers", "1"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=heeding_interrupts,
    ) as process:
        while not list(out.glob(".writing-*")):
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert said.startswith("nlp-extract: interrupted")
    assert said.count("\n") == 1
    assert [path.name for path in out.iterdir()] == [MANIFEST]


def limited(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file sizes")
def test_no_room_is_one_line_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    """A quota on files, which needs no rights to set."""
    news = corpus(tmp_path / "news", [f"{n}：{text}" for n in range(4) for text in TEXTS])
    out = tmp_path / "out"
    finished = subprocess.run(
        [COMMAND, "run", news, "--out", out, "--format", "csv,parquet,sqlite", "--quiet"],
        preexec_fn=lambda: limited(40_000),
        capture_output=True,
        encoding="utf-8",
    )
    assert finished.returncode == 1
    assert "cannot be written; make room or give another folder" in finished.stderr
    assert finished.stderr.count("\n") == 1
    assert {path.name for path in out.iterdir()} <= {MANIFEST, f"{MANIFEST}-wal"}


def test_a_full_disk_is_resumed_when_there_is_room(news: Path, undisturbed: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        f"mount -t tmpfs -o size=100k tmpfs {disk} || exit 77\n"
        f"{COMMAND} run {news} --out {disk}/out; code=$?\n"
        f"ls -A {disk}/out; mount -o remount,size=50m {disk}\n"
        f"{COMMAND} run {news} --out {disk}/out --resume -q; cp {disk}/out/*.csv {tmp_path}; exit $code\n"
    )
    try:
        finished = subprocess.run(
            ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
            capture_output=True,
            encoding="utf-8",
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if finished.returncode == 77 or "unshare" in finished.stderr:
        pytest.skip("a small disk cannot be mounted here")
    assert finished.returncode == 1
    assert "cannot be written; make room" in finished.stderr
    assert ".csv" not in finished.stdout
    assert csv_files(tmp_path) == csv_files(undisturbed)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_read_only_folder(news: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="ermission"):
        run(news, tmp_path / "out")


def test_two_runs_do_not_write_to_one_folder(news: Path, tmp_path: Path) -> None:
    def second(results: Iterator[Any]) -> Iterator[Any]:
        with pytest.raises(OSError, match="another run is writing"):
            run(news, tmp_path, resume=True)
        return results

    run(news, tmp_path, watch=second)


def test_folders_that_cannot_be_used(news: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="no run has been here"):
        run(news, tmp_path, resume=True)
    with pytest.raises(OutputError, match="give one of them"):
        run(news, tmp_path, resume=True, overwrite=True)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_progress_in_a_log(news: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        results = list(progress.with_lines(nx.extract_each(news), [str(news)], every=0))
    assert len(results) == len(caplog.messages) == 25
    assert caplog.messages[-1].startswith("25 articles, ")
    assert "characters/s, 1 errors" in caplog.messages[-1]
    assert "left" in caplog.messages[5]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(40, "40 s"), (720, "12 min"), (12_000, "3 h 20 min"), (187_200, "2 d 4 h")],
)
def test_durations(seconds: float, said: str) -> None:
    assert progress.duration(seconds) == said
