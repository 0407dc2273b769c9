"""Prose in the cells of a Word table is checked as prose; labels and figures stay what they are."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from support.books import book
from support.commands import call, verb
from support.words import document

from toolkit.word.package import Package
from toolkit.word.prose import prose

GRID = """STT|Nội dung|ĐVT|Chỉ tiêu|2022|2023|Thực hiện
I|XÂY DỰNG ĐẢNG
1|Kết nạp đảng viên|đảng viên|1.200|500|453|953
2|Mở lớp bồi dưỡng|lớp|25|12|13|25
II|CÔNG TÁC KIỂM TRA
1|Cuộc kiểm tra|cuộc|60|31|27|58
2|Đơn thư tố cáo đã giải quyết|đơn||130|148|278"""
HEAD = ["TT", "Nội dung", "Kết quả thực hiện", "Đánh giá"]


def wrong(tmp_path: Path, *lines: str | list[list[str]], data: bool = False) -> list[tuple[str, str]]:
    """What is called wrong in a Word report: the text of each place and what its claim expects."""
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(document(*lines))
    done = verb("check", path, *([book(tmp_path / "a.xlsx", GRID)] if data else []), "--json")
    assert done.stderr == ""
    passages = {(p.part, p.number): p.text for p in prose(Package.read(path.read_bytes()))}
    found = []
    for claim in json.loads(done.stdout)["claims"]:
        place = claim["place"]
        if claim["verdict"] == "inconsistent":
            text = passages[place["part"], place["paragraph"]]
            found.append((text[place["start"] : place["end"]], claim["expected"]))
    return found


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ([["Toàn Đảng bộ có 33 lớp, gồm 20 lớp nhận thức và 12 lớp đảng viên mới."]], [("33", "32")]),
        ([HEAD, ["1", "Phát triển đảng", "Kết nạp 953/1.200 đảng viên (đạt 79,61%)", ""]], [("79,61", "79.42")]),
        ([HEAD, ["1", "Phát triển đảng", "953/1.200 (79,61%)", ""]], [("79,61", "79.42")]),
        ([HEAD, ["1", "Giảm nghèo", "Hộ nghèo giảm từ 120 hộ xuống 95 hộ, giảm 35 hộ", "đạt 95%"]], [("35", "25")]),
    ],
)  # fmt: skip
def test_a_cell_with_sentences_is_checked_by_its_own_arithmetic(
    table: list[list[str]], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert wrong(tmp_path, "Kết quả như sau:", table) == expected


def test_a_grid_of_figures_and_short_words_raises_nothing(tmp_path: Path) -> None:
    grid = [HEAD, ["1", "Kết nạp đảng viên", "đạt 95%", "Đạt 12 ha"], ["2", "Mở lớp bồi dưỡng", "vượt 5%", "tăng 3 lớp"],
            ["3", "Cuộc kiểm tra", "58/60", "Đạt"]]  # fmt: skip
    assert wrong(tmp_path, "Kết quả như sau:", grid, data=True) == []


def test_cells_do_not_speak_for_one_another(tmp_path: Path) -> None:
    rows = [[HEAD[1], HEAD[2]], ["Xã Tân Hội", "Có 1.200 hộ, trong đó 300 hộ khá."], ["Xã Tân An", "Hộ nghèo 60 hộ, chiếm 8% tổng số hộ."]]  # fmt: skip
    assert wrong(tmp_path, rows) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["1", "Kết nạp đảng viên", "Cả nhiệm kỳ kết nạp được 935 đảng viên", ""], [("935", "953")]),
        (["1", "Kết nạp đảng viên", "Kết nạp 953 đảng viên, bằng 97,42% chỉ tiêu", ""], [("97,42", "79.42")]),
        (["II", "CÔNG TÁC KIỂM TRA", "Giải quyết 287 đơn thư tố cáo; kiểm tra 58 cuộc.", ""], [("287", "278")]),
        (["", "Kết nạp đảng viên mới trong năm đạt 935 người", "Đạt yêu cầu đề ra", ""], []),  # a label
        (["1", "Xã Tân Hội", "Trong nhiệm kỳ kết nạp 935 đảng viên", ""], []),  # one unit's
        (["1", "Xã Tân Hội", "Trong nhiệm kỳ kết nạp 15 đảng viên, giải quyết 12 đơn thư tố cáo", ""], []),
    ],
)
def test_a_cell_that_tells_results_is_held_to_the_workbook_by_its_row(
    row: list[str], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert wrong(tmp_path, [HEAD, row], data=True) == expected


@pytest.mark.parametrize(
    "heading", ["Chỉ tiêu nghị quyết", "Kế hoạch năm 2024", "Thực hiện cùng kỳ", "Phương hướng", "Xã A"]
)
def test_a_column_that_tells_no_results_is_not_held_to_the_workbook(heading: str, tmp_path: Path) -> None:
    rows = [["Nội dung", heading], ["Kết nạp đảng viên", "Kết nạp được 935 đảng viên trong toàn khóa"]]
    assert wrong(tmp_path, rows, data=True) == []


def test_a_cell_knows_its_row_where_that_goes_on_over_several_rows(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(3, 2)
    texts = [
        ["Nội dung", "Kết quả"],
        ["Kết nạp đảng viên", "Cả nhiệm kỳ được 953 người"],
        ["", "Cả nhiệm kỳ được 935 đảng viên"],
    ]
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for row, how in ((table.rows[1], "restart"), (table.rows[2], "continue")):
        merge = OxmlElement("w:vMerge")
        merge.set(qn("w:val"), how)
        row._tr.tc_lst[0].get_or_add_tcPr().append(merge)
    made.save(tmp_path / "a.docx")
    cells = [passage.cell for passage in prose(Package.read((tmp_path / "a.docx").read_bytes())) if passage.cell]
    assert [(cell.row, cell.heading) for cell in cells] == [("Kết nạp đảng viên", "Kết quả")] * 2


def test_filling_checks_what_is_written_by_hand_in_a_cell(tmp_path: Path) -> None:
    (tmp_path / "mau.docx").write_bytes(
        document(
            [["Nội dung", "Kết quả"], ["Lớp", "Mở 33 lớp, gồm 20 lớp nhận thức và 12 lớp đảng viên mới"]],
            "{{ phu_luc }}",
        )
    )
    data, out = book(tmp_path / "so-lieu.xlsx", GRID), tmp_path / "b.docx"
    done = call(data, "-t", tmp_path / "mau.docx", "-o", out, "--json")
    (problem,) = [each for each in json.loads(done.stdout)["problems"] if each["code"] == "PL565"]
    assert "20 + 12 = 32" in problem["message"]


def test_too_much_prose_in_tables_is_said_and_the_rest_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.reports import check

    path = tmp_path / "a.docx"
    text = "Đã kết nạp 953/1.200 đảng viên (đạt 79,61%)."
    path.write_bytes(document(text, [[text]] * 20))
    monkeypatch.setattr("toolkit.gate.limits.MOST_PROSE", 400)
    found = check(path)
    assert [problem.code for problem in found.problems] == ["PL571"]
    assert len(found.inconsistent) == 1
