"""Damaged files end in a result or in a sentence, whichever command meets them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from support.books import book
from support.damage import WAYS, damaged
from support.hostile import archive

from toolkit import reports
from toolkit.problems import ToolkitError

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
DATA = EXAMPLES / "quy-1-2024" / "so-lieu.xlsx"
SEEDS = 3


def told(run: object) -> bool:
    """Whether a run gave a result or said, in both languages, why there is none."""
    try:
        return run() is not None  # type: ignore[operator]  a function without arguments
    except ToolkitError as error:
        return all(problem.message("vi") and problem.message("en") for problem in error.problems)


def every_command(data: bytes, ending: str, folder: Path) -> dict[str, bool]:
    """Each command that takes a file of this ending, and whether it ended well."""
    path = folder / f"a{ending}"
    path.write_bytes(data)
    if ending == ".xlsx":
        return {
            "show": told(lambda: reports.show(path)),
            "fill": told(lambda: reports.fill(path, output=folder / "b.docx", fresh=True)),
        }
    for made in folder.glob("[bcd].*"):
        made.unlink()
    (folder / "d.docx").write_bytes(data)
    return {
        "template": told(lambda: reports.fill(DATA, template=path, output=folder / "b.docx")),
        "existing": told(lambda: reports.fill(DATA, output=folder / "d.docx")),
        "import": told(lambda: reports.import_workbook(path, folder / "c.xlsx")),
        "check": told(lambda: reports.check(path)),
        "trace": told(lambda: reports.trace(path)),
    }


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made = tmp_path_factory.mktemp("report") / "a.docx"
    reports.fill(DATA, output=made)
    return made.read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_workbook(way: str, tmp_path: Path) -> None:
    for seed in range(SEEDS):
        ended = every_command(damaged(DATA.read_bytes(), way, seed), ".xlsx", tmp_path)
        assert all(ended.values()), (seed, ended)


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_report(way: str, report: bytes, tmp_path: Path) -> None:
    for seed in range(SEEDS):
        ended = every_command(damaged(report, way, seed), ".docx", tmp_path)
        assert all(ended.values()), (seed, ended)


NUMBERS = ("x", "", "-1", "1.5", "²", "9" * 5_000)


@pytest.mark.parametrize("value", NUMBERS)
def test_a_document_whose_numbers_are_none(value: str, report: bytes, tmp_path: Path) -> None:
    """Each attribute that is read as a number, wherever it stands in the document."""
    with zipfile.ZipFile(io.BytesIO(report)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    wrong = value.encode()
    parts["word/document.xml"] = re.sub(
        rb'(<w:(?:gridCol|gridSpan|vMerge|ind|pgSz|pgMar|footnoteReference|bookmarkStart|id)\b[^>]*? w:\w+=")[^"]*',
        lambda found: found[1] + wrong,
        parts["word/document.xml"],
    )
    assert all(every_command(archive(parts), ".docx", tmp_path).values())
    assert told(lambda: reports.check(tmp_path / "a.docx", mark=tmp_path / "e.docx"))


@pytest.mark.parametrize("value", NUMBERS)
def test_a_workbook_whose_numbers_of_rows_are_none(value: str, tmp_path: Path) -> None:
    grid = f"STT|Nội dung|Chỉ tiêu|Thực hiện\n'{value}'|Mở lớp|5|6\n({value})|({value})|²|({value})\n2|Trồng cây|5|5"
    path = book(tmp_path / "a.xlsx", grid)
    assert told(lambda: reports.show(path))
    assert told(lambda: reports.make_appendix(path, tmp_path / "b.xlsx"))
    assert told(lambda: reports.make_appendix(path, tmp_path / "b.docx"))
