"""The appendix a report carries, held to the workbook cell by cell."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from support.books import book
from support.commands import verb

GRID = """STT|Nội dung|ĐVT|Chỉ tiêu|2022|2023|Thực hiện|% so với chỉ tiêu
I|XÂY DỰNG ĐẢNG||||||
1|Kết nạp đảng viên|đảng viên|1.200|500|453|953|79,42
2|Chi bộ ấp sinh hoạt đúng quy định|%|95|96,4|97,6|97|102,11
3|Chuyển sinh hoạt||||||
-|Chuyển đến|đảng viên||120|133|253|
-|Chuyển đi|đảng viên||211|201|412|
4|Thu ngân sách trên địa bàn|tỷ đồng|80.000|40.000|41.326|81.326|101,66"""


def report(path: Path, grid: str, *prose: str) -> Path:
    """A Word report, or a text by its ending, that carries a grid after some prose."""
    lines = [line.split("|") for line in grid.splitlines()]
    if path.suffix == ".txt":
        path.write_text("\n".join([*prose, "PHỤ LỤC", *("\t".join(line) for line in lines)]), "utf-8")
        return path
    made = docx.Document()
    for text in (*prose, "PHỤ LỤC"):
        made.add_paragraph(text)
    table = made.add_table(len(lines), len(lines[0]))
    for row, texts in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.save(path)
    return path


def checked(tmp_path: Path, ending: str, grid: str, data: str = GRID) -> tuple[list[dict[str, object]], dict[str, str]]:
    """The claims that do not hold, and the problems' messages by code, of a report that carries `grid`."""
    done = verb("check", report(tmp_path / f"bao-cao{ending}", grid), book(tmp_path / "a.xlsx", data), "--json")
    found = json.loads(done.stdout)
    wrong = [claim for claim in found["claims"] if claim["verdict"] == "inconsistent"]
    assert done.returncode == (1 if wrong else 0)
    return wrong, {problem["code"]: problem["message"] for problem in found["problems"]}


@pytest.mark.parametrize("ending", [".docx", ".txt"])
def test_the_same_grid_ties_cell_by_cell(ending: str, tmp_path: Path) -> None:
    wrong, problems = checked(tmp_path, ending, GRID)
    assert wrong == []
    assert set(problems) == {"PL566"}
    assert "21 ô của 5 hàng" in problems["PL566"]


@pytest.mark.parametrize("ending", [".docx", ".txt"])
@pytest.mark.parametrize(
    ("old", "new", "printed", "expected", "fact"),
    [
        ("|453|", "|435|", "435", "453", 'ket_nap_dang_vien.ky["2023"]'),
        ("|1.200|", "|1.250|", "1250", "1200", "ket_nap_dang_vien.chi_tieu"),
        ("|412|", "|421|", "421", "412", "chuyen_di.thuc_hien"),
        ("|97|102,11", "|97|102,21", "102.21", "102.11", "chi_bo_ap_sinh_hoat_dung_quy_dinh.ty_le"),
        ("|133|253|", "||253|", None, "133", 'chuyen_den.ky["2023"]'),
        ("|120|133|253|", "|120|133|253|99", "99", None, "chuyen_den.ty_le"),
    ],
)
def test_a_cell_that_differs_is_told_with_both_numbers_and_places(
    ending: str, old: str, new: str, printed: str | None, expected: str | None, fact: str, tmp_path: Path
) -> None:
    assert old in GRID
    (claim,), problems = checked(tmp_path, ending, GRID.replace(old, new))
    assert (claim["kind"], claim["printed"], claim["expected"], claim["fact"]) == ("tied", printed, expected, fact)
    assert "1 ô không khớp" in problems["PL566"]
    assert "PHỤ LỤC!" in str(claim["message"]) or expected is None
    place = claim["place"]
    assert isinstance(place, dict)
    texts = _paragraphs(tmp_path / f"bao-cao{ending}")
    stood = texts[place["paragraph"] - 1][place["start"] : place["end"]]
    assert stood.replace(".", "").replace(",", ".") == (printed or "")


def _paragraphs(path: Path) -> list[str]:
    if path.suffix == ".txt":
        return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    made = docx.Document(str(path))
    return [node.text for node in (*made.paragraphs, *(p for row in made.tables[0].rows for c in row.cells for p in c.paragraphs))]  # fmt: skip


@pytest.mark.parametrize(
    "grid",
    [
        GRID.replace("Kết nạp đảng viên", "Kêt nạp đảng viên"),  # a slip of the pen
        GRID.replace("Thu ngân sách trên địa bàn", "Tổng thu ngân sách địa bàn tỉnh"),  # other words, the same figures
        GRID.replace("ĐVT|Chỉ tiêu", "Đơn vị tính|Chỉ tiêu nghị quyết").replace("|2022|2023|", "|Năm 2022|Năm 2023|"),
        GRID.replace("81.326", "81.326,0").replace("tỷ đồng|80.000|40.000|41.326", "tỷ đồng|80.000|40.000|41.326"),
        GRID.replace("|97|102,11", "|97,0%|102,1%"),  # fewer digits
        "\n".join(line for line in GRID.splitlines() if "XÂY DỰNG" not in line),
    ],
)
def test_other_writing_of_the_same_grid_still_ties(grid: str, tmp_path: Path) -> None:
    assert grid != GRID
    wrong, problems = checked(tmp_path, ".docx", grid)
    assert (wrong, set(problems)) == ([], {"PL566"})


def test_figures_in_another_scale_are_the_same_figures(tmp_path: Path) -> None:
    grid = GRID.replace("tỷ đồng|80.000|40.000|41.326|81.326", "triệu đồng|80.000.000|40.000.000|41.326.000|81.326.000")
    wrong, _ = checked(tmp_path, ".docx", grid)
    assert wrong == []
    wrong, _ = checked(tmp_path, ".docx", grid.replace("81.326.000", "81.362.000"))
    assert [claim["printed"] for claim in wrong] == ["81362000"]


def test_rows_without_a_counterpart_are_told_and_never_paired_by_force(tmp_path: Path) -> None:
    grid = GRID.replace("Chuyển đi|", "Chuyển giao|").replace("|211|201|412|", "|7|8|15|")
    wrong, problems = checked(tmp_path, ".docx", grid)
    assert wrong == []
    assert "Chuyển giao" in problems["PL567"]
    assert "Chuyển đi" in problems["PL568"]


def test_another_table_is_not_held_to_the_workbook(tmp_path: Path) -> None:
    other = "STT|Nội dung|Đơn vị tính|Thực hiện\n1|Trồng cây xanh|cây|120\n2|Dọn vệ sinh|buổi|14"
    wrong, problems = checked(tmp_path, ".docx", other)
    assert wrong == []
    assert "PL569" in problems
    assert not {"PL567", "PL568"} & set(problems)


def test_a_typed_figure_that_another_cell_explains_is_not_called_wrong(tmp_path: Path) -> None:
    """Where the workbook says that another cell is the culprit, the typed total may stand in the report's appendix."""
    data = """STT|Nội dung|ĐVT|2020|2021|2022|Thực hiện
1|Đưa ra khỏi Đảng|đảng viên|5|12|9|24
-|Xóa tên|đảng viên|1|6|5|12
-|Cho ra|đảng viên|4|4|4|12"""
    wrong, _ = checked(
        tmp_path, ".docx", data.replace("|5|12|9|24", "|5|10|9|24"), data.replace("|5|12|9|24", "|5|12|9|24")
    )
    assert [(claim["printed"], claim["expected"]) for claim in wrong] == [("10", "12")]


def test_prose_is_held_to_what_the_appendix_of_its_report_prints(tmp_path: Path) -> None:
    """The periods of the second row give 254: prose that says so is told, because the appendix prints another number."""
    grid = "STT|Nội dung|ĐVT|2022|2023|Thực hiện\n1|Kết nạp đảng viên mới|đảng viên|500|453|953\n2|Tiếp nhận đảng viên chuyển đến|đảng viên|120|134|253"
    for said, wrong in (("254", [("254", "253")]), ("253", [("253", "254")]), ("953", [])):
        label = "Kết nạp" if said == "953" else "Tiếp nhận"
        words = "đảng viên mới" if said == "953" else "đảng viên chuyển đến"
        text = report(tmp_path / "a.txt", grid, f"{label} {said} {words}.")
        found = json.loads(verb("check", text, "--json").stdout)["claims"]
        assert [(c["printed"], c["expected"]) for c in found if c["verdict"] == "inconsistent"] == wrong
