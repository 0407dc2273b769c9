"""Timing two ways of doing one thing, in turn, so that a machine whose speed drifts is unfair to neither.

Work inside this process is timed by its processor seconds, whole processes by the wall clock from outside. Each figure is
a median; a ratio is the median of the ratios of the pairs.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Line(NamedTuple):
    """One line of the table: seconds of both sides, their ratio, and the most it may be where that was said."""

    work: str
    peer: str
    ours: float
    theirs: float
    ratio: float
    wanted: float | None = None
    note: str = ""


class Skipped(Exception):  # noqa: N818  nothing is wrong
    """A measurement that cannot be made here; its text says why."""


class Run(NamedTuple):
    """One process: wall seconds, processor seconds, peak megabytes."""

    wall: float
    cpu: float
    peak: float


def need(*distributions: str) -> None:
    """Raise Skipped where a peer is not installed."""
    for name in distributions:
        if not version(name):
            raise Skipped(f"{name} is not installed: pip install -e '.[bench]'")


def version(distribution: str) -> str:
    """The installed version, "" where there is none."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def compare(
    work: str,
    ours: Callable[[], object],
    peer: str,
    theirs: Callable[[], object],
    *,
    wanted: float | None = None,
    rounds: int = 7,
    each: int = 1,
) -> Line:
    """Both sides in turn, after one round that does not count; seconds are divided by `each`."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds + 1)][1:]
    return Line(
        work, peer, statistics.median(a for a, _ in pairs) / each, statistics.median(b for _, b in pairs) / each,
        statistics.median(a / b for a, b in pairs), wanted,
    )  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """The processor seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def process(command: Sequence[str], **environment: str) -> Run:
    """A whole process, which must end well. Its modules are compiled and kept, as those of an installed program are."""
    known = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env={**known, **environment}
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"failed: {' '.join(command)}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compare_processes(
    work: str, ours: Callable[[], Run], peer: str, theirs: Callable[[], Run], *, wanted: float, rounds: int = 9
) -> Line:
    """Whole processes in turn by the wall clock; the note holds the ratio of processor seconds and our peak memory."""
    pairs = [(ours(), theirs()) for _ in range(rounds + 1)][1:]
    cpu = statistics.median(a.cpu / b.cpu for a, b in pairs)
    return Line(
        work, peer, statistics.median(a.wall for a, _ in pairs), statistics.median(b.wall for _, b in pairs),
        statistics.median(a.wall / b.wall for a, b in pairs), wanted,
        f"processor seconds {cpu:.2f}; peak {max(a.peak for a, _ in pairs):.0f} MB against {max(b.peak for _, b in pairs):.0f}",
    )  # fmt: skip


def shown(line: Line) -> str:
    """A line of the table."""
    wanted = "" if line.wanted is None else f"{line.wanted:.2f}"
    text = (
        f"{line.work:44} {line.ours * 1000:9.1f} {line.peer:26} {line.theirs * 1000:9.1f} {line.ratio:6.2f} {wanted:>6}"
    )
    return f"{text}  {line.note}".rstrip()


HEADING = f"{'work':44} {'ours, ms':>9} {'peer':26} {'peer, ms':>9} {'ratio':>6} {'at most':>6}"
