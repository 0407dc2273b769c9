"""Who does the work: any executor that can be had anew after it broke."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from typing import Final, ParamSpec, Protocol, TypeVar

from toolkit.problems import ToolkitError

P = ParamSpec("P")
R = TypeVar("R")

_GRACE_SECONDS: Final = 30.0
_MOST_ON_WINDOWS: Final = 61  # Windows waits for no more processes at once


class Crew(Protocol):
    """`size` workers, of whom one chunk may take `patience` with it before it is looked at item by item."""

    size: int
    patience: int

    def submit(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Give work to one of them."""

    def renew(self) -> None:
        """See that all are there again after one was lost; futures that cannot come true any more have failed then."""

    def look(self) -> None:
        """Raise a `ToolkitError` when nobody works any more."""

    def close(self) -> None:
        """Send them home; what nobody has begun is not begun."""


class Pool:
    """Processes of this machine, started afresh and not forked, so that they are the same on every system."""

    patience = 2

    def __init__(self, size: int) -> None:
        self.size = min(size, _MOST_ON_WINDOWS) if os.name == "nt" else size
        self.executor = self._make()

    def _make(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.size, mp_context=multiprocessing.get_context("spawn"), initializer=_become_worker
        )

    def submit(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Give work to a process; a pool that broke in the meantime is replaced first."""
        try:
            return self.executor.submit(function, *args, **kwargs)
        except BrokenExecutor:
            self.renew()
            return self.executor.submit(function, *args, **kwargs)

    def renew(self) -> None:
        """A new pool where the old one broke. Raises PL652 when not even that can work."""
        self.close()
        self.executor = self._make()
        try:
            self.executor.submit(cheer).result()
        except BrokenExecutor:
            raise ToolkitError("PL652") from None

    def look(self) -> None:
        """Have the pool look after its processes: it may miss the death of one that it had only just started."""
        with suppress(BrokenExecutor):
            self.executor.submit(cheer)

    def close(self) -> None:
        """End the processes once they have done what they are at; those that do not end are ended."""
        processes = [*(self.executor._processes or {}).values()]
        self.executor.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + _GRACE_SECONDS
        for process in processes:
            process.join(max(0.0, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
        self.executor.shutdown(wait=True)


def cheer() -> None:
    """Do nothing, to show that a worker can."""


def _become_worker() -> None:
    """Leave Ctrl+C to the process that gives the work, and end when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(
        50_000, 50, 50
    )  # items leave next to no cycles behind; looking for them often is a twentieth of the work
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
