"""Damaged files end in a result or in a sentence, whichever command meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.damage import WAYS, damaged

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
