"""Watching a workbook: once per save, whatever dance the save is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from toolkit.watch import saves


def watched(path: Path, steps: list[Callable[[], object]]) -> int:
    """How many runs a list of happenings between two looks leads to."""
    left = list(steps)

    def wait(_: float) -> None:
        if not left:
            raise StopIteration
        left.pop(0)()

    runs = 0
    watching = saves(path, wait)
    try:
        for _ in watching:
            runs += 1
    except RuntimeError:  # a generator turns StopIteration into this
        return runs
    return runs


def still() -> None:
    """Nothing happens."""


def test_one_run_at_the_start_and_one_for_each_save(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"1")
    assert watched(path, [still, still, still]) == 1
    assert watched(path, [still, still, lambda: path.write_bytes(b"22"), still, still]) == 2


def test_a_save_by_renaming_is_one_run(tmp_path: Path) -> None:
    path, other = tmp_path / "a.xlsx", tmp_path / "A1B2.tmp"
    path.write_bytes(b"1")
    dance = [
        still, still, lambda: other.write_bytes(b"333"), lambda: path.rename(tmp_path / "old.tmp"),
        lambda: other.rename(path), still, still, still,
    ]  # fmt: skip
    assert watched(path, dance) == 2


def test_a_file_still_growing_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"1")
    grow = [lambda size=size: path.write_bytes(b"x" * size) for size in range(2, 6)]
    assert watched(path, [still, still, *grow, still, still]) == 2


def test_the_same_content_saved_again_is_a_save(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"1")
    assert watched(path, [still, still, lambda: os.utime(path, ns=(1, 1)), still, still]) == 2
