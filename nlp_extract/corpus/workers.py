"""Work shared out to processes: results come in order, and a process that dies takes no more with it than one item."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 3
"""Batches for each worker that are on their way, so that one slow batch does not idle the others."""
STARTS = 3
"""How often a worker that dies while it starts is started anew."""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PROGRAM = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from nlp_extract.corpus.workers import serve
serve()
"""


class WorkerError(RuntimeError):
    """A worker cannot be started, or its work is at fault."""


class WorkerDeathError(Exception):
    """The process ended in the middle of its work; the message says how."""


def in_order(
    batches: Iterable[Sequence[Item]],
    make: Callable[[], Callable[[Sequence[Item]], list[Result]]],
    workers: int,
    lost: Callable[[Item, str], Result],
) -> Generator[list[Result], None, None]:
    """The results of each batch, in the order of the batches, which are read only as far ahead as needed.

    Args:
        batches: what the work is given, item by item the same wherever it is cut.
        make: called once in each process; gives what turns a batch into as many results. It is pickled.
        workers: how many processes; they are fresh ones, that do not run the caller's own program again.
        lost: the result for an item whose worker died again and again, with how it died.

    Raises:
        WorkerError: a worker cannot be started, or the work raised an exception.
    """
    crew = Crew(make, lost)
    threads = ThreadPoolExecutor(workers)  # each of them waits for one process
    ahead: deque[Future[list[Result]]] = deque()
    try:
        for batch in batches:
            ahead.append(threads.submit(crew.work, batch))
            if len(ahead) >= AHEAD * workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        crew.dismiss()
        threads.shutdown(cancel_futures=True)


class Crew(Generic[Item, Result]):
    """Workers that are started when they are needed, and replaced when they die."""

    def __init__(
        self,
        make: Callable[[], Callable[[Sequence[Item]], list[Result]]],
        lost: Callable[[Item, str], Result],
    ) -> None:
        self._make = pickle.dumps(make)
        self._lost = lost
        self._all: list[Worker] = []
        self._idle: list[Worker] = []
        self._dismissed = False

    def work(self, batch: Sequence[Item]) -> list[Result]:
        """The results of a batch. When a worker dies of it, it is tried once more, and then item by item."""
        if not batch:
            return []
        try:
            return self._try(batch)
        except WorkerDeathError:
            pass
        try:
            return self._try(batch)
        except WorkerDeathError as death:
            fate = str(death)
        return [self._lost(batch[0], fate)] if len(batch) == 1 else [self._alone(item) for item in batch]

    def _alone(self, item: Item) -> Result:
        try:
            [result] = self._try([item])
        except WorkerDeathError as death:
            return self._lost(item, str(death))
        return result

    def _try(self, batch: Sequence[Item]) -> list[Result]:
        try:
            worker = self._idle.pop()
        except IndexError:
            worker = self._start()
        try:
            results: list[Result] = worker.ask(batch)
        except WorkerDeathError:
            worker.end()
            if self._dismissed:
                raise WorkerError("the workers were dismissed") from None
            raise
        self._idle.append(worker)
        return results

    def _start(self) -> Worker:
        for attempt in range(STARTS):
            if self._dismissed:
                break
            worker = Worker()
            self._all.append(worker)
            try:
                worker.ask(self._make, pickled=True)
                return worker
            except WorkerDeathError as death:
                worker.end()
                if attempt + 1 == STARTS:
                    raise WorkerError(f"a worker process cannot be started: it ended with {death}") from None
        raise WorkerError("the workers were dismissed")

    def dismiss(self) -> None:
        """End all processes, also those that are at work."""
        self._dismissed = True
        for worker in self._all:
            worker.end()


class Worker:
    """One process, which answers one question at a time."""

    def __init__(self) -> None:
        path = json.dumps([str(Path(entry).absolute()) for entry in sys.path])
        with interrupts_held():
            self._process = subprocess.Popen(  # nosec B603
                # Isolated: with -c alone a json.py in the working directory would be run.
                [sys.executable, "-I", "-c", PROGRAM, path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | ONE_THREAD,
            )

    def ask(self, question: Any, *, pickled: bool = False) -> Any:
        """The answer of the process.

        Raises:
            WorkerDeathError: there is none.
            WorkerError: it is an error.
        """
        assert self._process.stdin and self._process.stdout
        sent = question if pickled else pickle.dumps(question)
        try:
            self._process.stdin.write(sent)
            self._process.stdin.flush()
            answer = pickle.load(self._process.stdout)  # nosec B301
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            raise WorkerDeathError(self._fate()) from None
        if isinstance(answer, Failure):
            raise WorkerError(answer.reason)
        return answer

    def _fate(self) -> str:
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "no answer"
        if code >= 0:
            return f"exit code {code}"
        with suppress(ValueError):
            return signal.Signals(-code).name
        return f"signal {-code}"

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                assert pipe
                pipe.close()


class Failure:
    """The answer of a worker whose work raised an exception."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def serve() -> None:
    """The life of a worker: told how to make its work, then given batches, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to answer
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the work prints must not come between
    work: Callable[[Any], Any] | None = None
    with suppress(EOFError, BrokenPipeError):
        while True:
            answer = None
            try:
                question = pickle.load(questions)  # nosec B301
                if work is None:
                    work = question()
                else:
                    answer = work(question)
            except EOFError:
                raise
            except Exception as error:
                answer = Failure(f"{type(error).__name__}: {error}")
            answers.write(pickle.dumps(answer))
            answers.flush()


@contextmanager
def interrupts_held() -> Iterator[None]:
    """A process started here never sees Ctrl-C, not even before it can say so itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
