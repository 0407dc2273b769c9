"""What commands over many files take as their inputs, and when they show a bar."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from toolkit.cli.many import inputs, progress_bar


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.xlsx", "a.xlsx", "~$a.xlsx", "ghi-chu.txt", "c.XLS"):
        (tmp_path / name).touch()
    return tmp_path


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_folder_stands_for_its_workbooks(folder: Path) -> None:
    assert names(inputs([folder])) == ["a.xlsx", "b.xlsx", "c.XLS"]


def test_a_pattern_is_expanded_where_no_shell_did(folder: Path) -> None:
    assert names(inputs([folder / "*.xlsx"])) == ["a.xlsx", "b.xlsx"]


def test_a_file_comes_once_and_in_the_order_given(folder: Path) -> None:
    assert names(inputs([folder / "b.xlsx", folder, folder / "b.xlsx"])) == ["b.xlsx", "a.xlsx", "c.XLS"]


def test_a_name_without_a_file_stays_to_be_reported(folder: Path) -> None:
    assert names(inputs([folder / "khong.xlsx", folder / "khong*.xlsx"])) == ["khong.xlsx", "khong*.xlsx"]


def test_a_name_with_brackets_is_the_file_itself(folder: Path) -> None:
    (folder / "xã [1].xlsx").touch()
    assert names(inputs([folder / "xã [1].xlsx"])) == ["xã [1].xlsx"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "quiet", "shown"), [(Terminal, False, True), (Terminal, True, False), (io.StringIO, False, False)]
)
def test_a_bar_is_for_terminals(
    stream: type[io.StringIO], quiet: bool, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = stream()
    monkeypatch.setattr("sys.stderr", screen)
    with progress_bar(3, "Đọc", quiet=quiet) as told:
        for _ in range(3):
            told(1)
    assert ("100%" in screen.getvalue()) is shown
    assert bool(screen.getvalue()) is shown
