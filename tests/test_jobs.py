"""Work over many items: the same results in the same order, whoever does it and whoever dies of it."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cluster import local_cluster, needs_dask
from support.deeds import (
    die,
    double,
    double_and_die_once,
    double_but_die_of_seven,
    double_or_refuse,
    own_process,
    sleep_after_the_first,
)

from toolkit import jobs
from toolkit.jobs import crew as crews
from toolkit.jobs.line import Line
from toolkit.problems import ToolkitError

ROOT = Path(__file__).resolve().parent.parent


@given(st.lists(st.integers()))
@settings(max_examples=20)
def test_in_this_process_each_item_gives_its_result_in_order(numbers: list[int]) -> None:
    found = list(jobs.run(double, numbers, jobs=1))
    assert [(done.item, done.value, done.problems) for done in found] == [(n, 2 * n, ()) for n in numbers]


def test_two_processes_give_what_one_gives() -> None:
    numbers = range(3000)
    told: list[int] = []
    found = list(jobs.run(double, numbers, jobs=2, progress=told.append))
    assert found == list(jobs.run(double, numbers, jobs=1))
    assert sum(told) == len(numbers)


@pytest.mark.parametrize("count", [1, 2])
def test_an_item_in_error_is_set_aside_and_the_rest_goes_on(count: int) -> None:
    found = list(jobs.run(double_or_refuse, range(8), jobs=count))
    assert [done.value for done in found] == [0, 2, 4, None, 8, None, 12, 14]
    assert [(done.item, problem.code) for done in found for problem in done.problems] == [(3, "PL102"), (5, "PL650")]


def test_items_are_taken_as_they_are_needed() -> None:
    taken = 0

    def many() -> Iterator[int]:
        nonlocal taken
        for number in range(52_000):
            taken = number
            yield number

    running = jobs.run(double, many(), jobs=2)
    assert [next(running).value for _ in range(3)] == [0, 2, 4]
    assert taken < 100
    running.close()  # type: ignore[attr-defined]  a generator


def test_workers_stay_for_the_next_piece_of_work_until_the_block_ends() -> None:
    with jobs.Team(2) as team:
        first, second = ({done.value for done in team.run(own_process, range(40))} for _ in range(2))
        assert first & second
        assert os.getpid() not in first
        running = team.run(double, range(1000))
        next(running)
        running.close()  # type: ignore[attr-defined]  a generator
        assert [done.value for done in team.run(double, range(3))] == [0, 2, 4]
    for process in first & second:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_workers_that_do_not_end_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_GRACE_SECONDS", 0.5)
    running = jobs.run(sleep_after_the_first, range(3), jobs=2)
    assert next(running).value == 0
    workers = multiprocessing.active_children()
    running.close()  # type: ignore[attr-defined]  a generator
    assert min(worker.exitcode or 0 for worker in workers) < 0  # by a signal, and not because it was done
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker.pid or 0, 0)


def test_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews.Pool, "_make", lambda pool: pytest.fail("a pool was made"))
    assert [done.value for done in jobs.run(double, range(50))] == list(range(0, 100, 2))
    assert list(jobs.run(double, [], jobs=4)) == []


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    items = [(number, tmp_path / "flag") for number in range(60)]
    found = list(jobs.run(double_and_die_once, items, jobs=2))
    assert (tmp_path / "flag").exists()
    assert [(done.item[0], done.value, done.problems) for done in found] == [(n, 2 * n, ()) for n in range(60)]


def test_a_future_cancelled_with_its_pool_is_not_waited_for() -> None:
    """It is done, but nobody was told."""
    future: Future[Any] = Future()
    assert future.cancel()
    line: Line[int, int] = Line(double, iter(()), crews.Pool(1))
    assert isinstance(line._failure(future), CancelledError)


def test_an_item_that_kills_every_worker_is_set_aside() -> None:
    found = list(jobs.run(double_but_die_of_seven, range(30), jobs=2))
    assert [done.value for done in found] == [None if n == 7 else 2 * n for n in range(30)]
    assert [(done.item, problem.code) for done in found for problem in done.problems] == [(7, "PL651")]


def test_a_pool_that_cannot_work_at_all_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_become_worker", die)
    with pytest.raises(ToolkitError) as refused:
        list(jobs.run(double, range(9), jobs=2))
    assert refused.value.problem.code == "PL652"


def test_workers_end_with_the_process_that_gave_the_work() -> None:
    """Its output ends only when the last process that inherited it does."""
    script = "from support.deeds import double, die; from toolkit.jobs import run\nfor _ in run(double, range(99), jobs=2): die()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment)
    process.communicate(timeout=60)
    assert process.returncode != 0


# --- on a cluster -------------------------------------------------------------------------------------------------


@needs_dask
def test_a_cluster_gives_what_one_process_gives(scheduler: str) -> None:
    numbers = range(200)
    assert list(jobs.run(double_or_refuse, numbers, scheduler=scheduler)) == list(
        jobs.run(double_or_refuse, numbers, jobs=1)
    )


@needs_dask
def test_a_cluster_that_loses_a_worker_gives_the_same(scheduler: str, tmp_path: Path) -> None:
    items = [(number, tmp_path / "flag") for number in range(60)]
    found = list(jobs.run(double_and_die_once, items, scheduler=scheduler))
    assert (tmp_path / "flag").exists()
    assert [(done.item[0], done.value, done.problems) for done in found] == [(n, 2 * n, ()) for n in range(60)]


@needs_dask
def test_an_item_that_kills_the_cluster_s_workers_is_set_aside(scheduler: str) -> None:
    found = list(jobs.run(double_but_die_of_seven, range(20), scheduler=scheduler))
    assert [done.value for done in found] == [None if n == 7 else 2 * n for n in range(20)]
    assert [(done.item, problem.code) for done in found for problem in done.problems] == [(7, "PL651")]


@needs_dask
def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.jobs.cluster._ANSWER_SECONDS", 0.5)
    with pytest.raises(ToolkitError) as refused:
        list(jobs.run(double, range(9), scheduler="tcp://127.0.0.1:9"))
    assert refused.value.problem.code == "PL654"


@needs_dask
def test_a_scheduler_that_goes_away_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.jobs.cluster._WORKER_SECONDS", 0.5)
    monkeypatch.setattr("toolkit.jobs.line._LOOK_SECONDS", 0.2)
    with local_cluster() as address:
        running = jobs.run(double, range(10_000), scheduler=address)
        assert next(running).value == 0
    with pytest.raises(ToolkitError) as refused:
        list(running)
    assert refused.value.problem.code in ("PL654", "PL655")


@needs_dask
def test_a_scheduler_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.jobs.cluster._WORKER_SECONDS", 0.2)
    with local_cluster(0) as address, pytest.raises(ToolkitError) as refused:
        list(jobs.run(double, range(9), scheduler=address))
    assert refused.value.problem.code == "PL655"


@needs_dask
def test_workers_of_another_version(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.jobs.cluster.__version__", "0.0.1")
    with pytest.raises(ToolkitError) as refused:
        list(jobs.run(double, range(9), scheduler=scheduler))
    assert refused.value.problem.code == "PL656"


def test_a_cluster_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ToolkitError) as refused:
        list(jobs.run(double, range(9), scheduler="tcp://127.0.0.1:8786"))
    assert refused.value.problem.code == "PL653"
