"""Running one function over many items; the results come in the order of the items, whoever did the work.

Items are taken as they are needed and only a few chunks are under way at a time, so a country of units costs no more
memory than a province. A worker that dies takes nothing with it: its chunk is run again, and an item that kills every
worker it is given to is set aside with a problem while the rest goes on.
"""

from __future__ import annotations

import os
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Final, Generic, TypeVar

from toolkit.jobs.crew import Crew
from toolkit.problems import Problem, ToolkitError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD: Final = 3  # chunks under way for each worker: enough that none waits, few enough to hold
_CHUNK_SECONDS: Final = 0.1  # what a chunk should take, so that sending it costs little beside doing it
_MOST: Final = 64
_LOOK_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """One item and what the function gave for it; `value` is None where the item was set aside, `problems` says why."""

    item: T
    value: R | None = None
    problems: tuple[Problem, ...] = ()


Outcome = tuple[R | None, tuple[Problem, ...]]


def here(function: Callable[[T], R], source: Iterator[T], seconds: float | None) -> Iterator[Done[T, R]]:
    """The results of the items done in this process, of all of them or until they have taken this long."""
    spent = 0.0
    for item in source:
        took, (outcome,) = work(function, [item])
        yield Done(item, *outcome)
        spent += took
        if seconds is not None and spent > seconds:
            return


def _one(function: Callable[[T], R], item: T) -> Outcome[R]:
    """The function's result for one item; whatever it raises becomes the item's problems."""
    try:
        return function(item), ()
    except ToolkitError as error:
        return None, error.problems
    except Exception as error:  # noqa: BLE001  whatever one item meets, the others go on
        if os.environ.get("PHULUC_DEBUG"):
            traceback.print_exc()
        return None, (Problem("PL650", None, {"item": str(item), "reason": f"{type(error).__name__}: {error}"}),)


def work(function: Callable[[T], R], items: list[T]) -> tuple[float, list[Outcome[R]]]:
    """A chunk's results and the seconds they took; what a worker is given to do."""
    began = time.perf_counter()
    outcomes = [_one(function, item) for item in items]
    return time.perf_counter() - began, outcomes


@dataclass(slots=True, eq=False)
class _Chunk(Generic[T, R]):
    """Items given to one worker together, and what came back."""

    items: list[T]
    future: Future[tuple[float, list[Outcome[R]]]]
    failures: int = 0
    outcomes: list[Outcome[R]] | None = None


class Line(Generic[T, R]):
    """The chunks under way, in the order of their items."""

    def __init__(self, function: Callable[[T], R], source: Iterator[T], crew: Crew) -> None:
        self.function = function
        self.source = source
        self.crew = crew
        self.waiting: deque[_Chunk[T, R]] = deque()
        self.size = 1

    def results(self) -> Iterator[Done[T, R]]:
        """The results of all items."""
        self._send_more()
        while self.waiting:
            outcomes = self._first()
            chunk = self.waiting.popleft()
            self._send_more()
            for item, outcome in zip(chunk.items, outcomes, strict=True):
                yield Done(item, *outcome)

    def _send_more(self) -> None:
        while len(self.waiting) < self.crew.size * _AHEAD and (items := list(islice(self.source, self.size))):
            self.waiting.append(_Chunk(items, self._submit(items)))

    def _submit(self, items: list[T]) -> Future[tuple[float, list[Outcome[R]]]]:
        return self.crew.submit(work, self.function, items)

    def _first(self) -> list[Outcome[R]]:
        """What came of the chunk whose turn it is."""
        chunk = self.waiting[0]
        while chunk.outcomes is None:
            error = self._failure(chunk.future)
            if error is None:
                seconds, chunk.outcomes = chunk.future.result()
                self._fit(len(chunk.items), seconds)
            else:
                self._recover()
        return chunk.outcomes

    def _failure(self, future: Future[tuple[float, list[Outcome[R]]]]) -> BaseException | None:
        """Why a future came to nothing; None when it has its result. Looks now and then whether anybody still works.

        A future that was cancelled by a pool going down is done, but `wait` alone would wait for it for ever.
        """
        while not future.done() and not wait([future], timeout=_LOOK_SECONDS).done:
            self.crew.look()
        try:
            return future.exception()
        except CancelledError as error:
            return error

    def _fit(self, count: int, seconds: float) -> None:
        """Choose how many items the next chunks hold."""
        wanted = int(count * _CHUNK_SECONDS / max(seconds, 1e-6))
        self.size = max(1, min(wanted, 2 * self.size, _MOST))

    # --- after a worker died -------------------------------------------------------------------------------------

    def _recover(self) -> None:
        """Send again what was lost; look item by item at what was lost too often."""
        self.crew.renew()
        lost = [chunk for chunk in self.waiting if chunk.future.done() and self._failure(chunk.future) is not None]
        lost = [chunk for chunk in lost if chunk.outcomes is None]
        for chunk in lost:
            chunk.failures += 1
            if chunk.failures >= self.crew.patience:
                chunk.outcomes = [self._alone(item) for item in chunk.items]
        for chunk in lost:
            if chunk.outcomes is None:
                chunk.future = self._submit(chunk.items)

    def _alone(self, item: T) -> Outcome[R]:
        """The result of one item with nothing else under way; set aside when it fails as often as a chunk may."""
        for _ in range(self.crew.patience):
            future = self._submit([item])
            error = self._failure(future)
            if error is None:
                return future.result()[1][0]
            self.crew.renew()
        return None, (Problem("PL651", None, {"item": str(item), "reason": type(error).__name__}),)
