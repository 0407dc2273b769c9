"""Watching a workbook: once per save, whatever dance the save is."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from support.books import book

from toolkit import watch
from toolkit.cli.watch import work
from toolkit.problems import ToolkitError
from toolkit.watch import saves

GRID = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện\n1|Kết nạp đảng viên|ĐV|10|4|5|9"


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


def test_what_an_open_report_stopped_is_made_up_for_when_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, owner = book(tmp_path / "a.xlsx", GRID), tmp_path / "~$a.docx"
    steps: list[Callable[[], object]] = [
        still, still, lambda: owner.write_bytes(b"\x01B"), lambda: book(data, GRID.replace("|5|9", "|7|11")),
        still, still, still, owner.unlink, still, still, still,
    ]  # fmt: skip

    def wait(_: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr(watch, "saves", partial(watch.saves, wait=wait))
    with pytest.raises(KeyboardInterrupt):
        work(data, None, None, as_json=False, lang="vi")
    printed = capsys.readouterr()
    assert printed.err.count("PL541") == 1
    assert [line.split()[1:3] for line in printed.out.splitlines()] == [["Đã", "ghi"], ["Đã", "cập"]]


def test_a_workbook_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError) as caught:
        work(tmp_path / "a.xlsx", None, None, as_json=False, lang="vi")
    assert caught.value.problem.code == "PL100"
