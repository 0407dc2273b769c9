"""Workers for one piece of work after another: in this process, in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Final, TypeVar

from toolkit.jobs.crew import Crew, Pool
from toolkit.jobs.line import Done, Line, here

T = TypeVar("T")
R = TypeVar("R")

_ALONE_SECONDS: Final = 0.4  # work that is done in this time needs no help: starting processes takes as long


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Team:
    """Workers that stay until the block ends, called when they are first needed.

    `jobs` is the number of processes: 1 works in this one, None takes all cores once the work proves worth it. With
    `scheduler` (the address of a Dask scheduler) the cluster's workers do it.
    """

    def __init__(self, jobs: int | None = None, scheduler: str | None = None) -> None:
        self._jobs = jobs
        self._scheduler = scheduler
        self._crew: Crew | None = None

    def __enter__(self) -> Team:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Send the workers home; they are called again when they are needed again."""
        if self._crew is not None:
            crew, self._crew = self._crew, None
            crew.close()

    def run(
        self, function: Callable[[T], R], items: Iterable[T], progress: Callable[[int], object] | None = None
    ) -> Iterator[Done[T, R]]:
        """The function's results for the items, in their order; `progress` is told of each, by 1.

        What the function raises sets its item aside and no other. Function, items and results must be picklable, and a
        script that calls this with more than one job needs the usual `if __name__ == "__main__"`. Raises a
        `ToolkitError` (PL652-PL656) when nobody can work.
        """
        for done in self._results(function, iter(items)):
            if progress is not None:
                progress(1)
            yield done

    def _results(self, function: Callable[[T], R], source: Iterator[T]) -> Iterator[Done[T, R]]:
        many = cores() if self._jobs is None else self._jobs
        if self._scheduler is None and (many == 1 or (self._jobs is None and self._crew is None)):
            yield from here(function, source, None if many == 1 else _ALONE_SECONDS)
        first = list(islice(source, 1))
        if not first:
            return
        if self._crew is None:
            self._crew = self._called(many)
        done = False
        try:
            yield from Line(function, chain(first, source), self._crew).results()
            done = True
        finally:
            if not done:
                self.close()

    def _called(self, many: int) -> Crew:
        if self._scheduler is None:
            return Pool(many)
        from toolkit.jobs.cluster import Cluster

        return Cluster(self._scheduler)


def run(
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int], object] | None = None,
) -> Iterator[Done[T, R]]:
    """One piece of work by a team of its own; everything is as for `Team` and `Team.run`."""
    with Team(jobs, scheduler) as team:
        yield from team.run(function, items, progress)
