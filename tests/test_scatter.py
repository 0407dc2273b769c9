"""Handing out: each unit on a roster gets a blank workbook of its own, and what it sends back can be merged."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.books import book
from test_cli import verb

from toolkit import reports
from toolkit.files import write_whole
from toolkit.files.names import safe_name
from toolkit.outcomes.write import ScatterOutcome
from toolkit.problems import ToolkitError
from toolkit.scatter import hand_out, plan

GRID = """STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện|Mã|Cách tính
I|CÔNG TÁC ĐẢNG
1|Kết nạp đảng viên|ĐV|100|40|50|90|KNDV|tổng
2|Tỷ lệ chi bộ sinh hoạt đúng kỳ|%|≥ 95|98|99|98,5
3|Tổng số đảng viên|ĐV||700|720|720||cuối kỳ
4|Hoàn thành
-|Tốt|%||60|70|65
5|Đơn thư tồn đọng|đơn|dưới 3|2|1|1,5||trung bình"""
ROSTER = """STT|Tên đơn vị|Mã|Hạn nộp|KNDV|Điện thoại
1|Đảng ủy xã An Biên|AB|25/7/2026|40|x
2|Đảng ủy xã Tây Yên|TY||60|"""
# The formulas' stored results are what openpyxl, by which a clerk's typing is imitated, does not keep.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return book(tmp_path / "so-lieu.xlsx", GRID, info={"Cơ quan": "TỈNH ỦY A", "Kỳ báo cáo": "năm 2023"})


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return book(tmp_path / "danh-sach.xlsx", ROSTER)


def scatter(data: Path, roster: Path, folder: Path | None = None) -> ScatterOutcome:
    return hand_out(plan(data, roster, folder), jobs=1)


def codes(outcome: ScatterOutcome) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in outcome.problems]


def test_each_unit_gets_its_name_targets_keys_rules_and_periods(data: Path, roster: Path) -> None:
    outcome = scatter(data, roster)
    assert [unit.file for unit in outcome.units] == [
        data.parent / "don-vi" / "Đảng ủy xã An Biên.xlsx",
        data.parent / "don-vi" / "Đảng ủy xã Tây Yên.xlsx",
    ]
    found = []
    for unit in outcome.units:
        shown = reports.read(unit.file)
        info = {entry.key: entry.text for entry in shown.workbook.info}
        (appendix,) = shown.appendices
        assert appendix.appendix.periods == ("2022", "2023")
        assert [(row.row.stt or row.row.bullet, row.row.label) for row in appendix.rows] == [
            ("I", "CÔNG TÁC ĐẢNG"), ("1", "Kết nạp đảng viên"), ("2", "Tỷ lệ chi bộ sinh hoạt đúng kỳ"),
            ("3", "Tổng số đảng viên"), ("4", "Hoàn thành"), ("-", "Tốt"), ("5", "Đơn thư tồn đọng"),
        ]  # fmt: skip
        rows = {row.row.label: row.row for row in appendix.rows}
        assert {row.key for row in rows.values()} == {
            "", "KNDV", "ty_le_chi_bo_sinh_hoat_dung_ky", "tong_so_dang_vien", "tot", "don_thu_ton_dong"
        }  # fmt: skip
        assert rows["Kết nạp đảng viên"].rule_text == "tổng"
        assert rows["Tỷ lệ chi bộ sinh hoạt đúng kỳ"].rule_text == "trung bình (suy ra)"
        assert rows["Tỷ lệ chi bộ sinh hoạt đúng kỳ"].target.direction == ">="
        late = rows["Đơn thư tồn đọng"].target
        assert (late.figure.value, late.direction, late.strict) == (3, "<=", True)
        assert all(figure.value is None for row in rows.values() for figure in (*row.values, row.actual, row.percent))
        found.append((info["co_quan"], info["ma_don_vi"], info.get("han_nop"), info["ky_bao_cao"],
                      rows["Kết nạp đảng viên"].target.figure.value))  # fmt: skip
    assert found == [
        ("Đảng ủy xã An Biên", "AB", "25/7/2026", "năm 2023", 40),
        ("Đảng ủy xã Tây Yên", "TY", None, "năm 2023", 60),
    ]


def test_what_is_doubtful_is_said(data: Path, roster: Path) -> None:
    assert codes(scatter(data, roster)) == [
        ("PL664", "so-lieu.xlsx"),  # Đơn thư tồn đọng: a count, the same for both
        ("PL665", "[danh-sach.xlsx]PHỤ LỤC!F1"),
    ]


def test_existing_files_are_left_alone_and_said(data: Path, roster: Path) -> None:
    first = scatter(data, roster)
    before = first.units[0].file.read_bytes()
    first.units[1].file.unlink()
    book(data, GRID.replace("Kết nạp", "Kết nạp mới"))
    again = scatter(data, roster)
    assert [unit.written for unit in again.units] == [False, True]
    assert first.units[0].file.read_bytes() == before
    assert ("PL663", str(first.folder)) in codes(again)


def test_equal_names_are_numbered_and_a_unit_listed_twice_counts_once(data: Path, tmp_path: Path) -> None:
    roster = book(
        tmp_path / "ds.xlsx",
        "Tên đơn vị|Mã\nChi bộ 1|A\nCHI BỘ 1|B\nChi bộ: 1/2|C\nChi bộ 1|A\nNUL|D\n???|E",
    )
    outcome = scatter(data, roster, tmp_path / "ra")
    assert [unit.file.name for unit in outcome.units] == [
        "Chi bộ 1.xlsx", "CHI BỘ 1 (2).xlsx", "Chi bộ- 1-2.xlsx", "NUL_.xlsx", "E.xlsx"
    ]  # fmt: skip
    assert ("PL629", "[ds.xlsx]PHỤ LỤC!A5") in codes(outcome)


@given(st.text())
def test_any_name_makes_a_file_name(text: str) -> None:
    name = safe_name(text, otherwise="don-vi")
    assert name
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name == name.strip(" .")
    assert len(name.encode()) <= 190
    assert safe_name(name, otherwise="don-vi").casefold() == name.casefold()


def test_equal_runs_give_equal_bytes_however_many_work(data: Path, roster: Path, tmp_path: Path) -> None:
    for name, count in (("a", 1), ("b", 2)):
        hand_out(plan(data, roster, tmp_path / name), jobs=count)
    for file in (tmp_path / "a").iterdir():
        assert (tmp_path / "b" / file.name).read_bytes() == file.read_bytes()


def test_drop_downs_and_formulas(data: Path, roster: Path) -> None:
    sheet = openpyxl.load_workbook(scatter(data, roster).units[0].file)["PHỤ LỤC"]
    assert {validation.type for validation in sheet.data_validations.dataValidation} == {"list", "decimal"}
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(formulas) == 10  # thực hiện and % of each of the five indicators
    assert sum("LOOKUP" in text for text in formulas) == 3  # typed rules may be chosen anew, inferred ones are fixed


def test_what_comes_back_is_merged(data: Path, roster: Path, tmp_path: Path) -> None:
    outcome = scatter(data, roster, tmp_path / "ra")
    for unit, (first, second) in zip(outcome.units, ((15, 20), (30, 25)), strict=True):
        workbook = openpyxl.load_workbook(unit.file)
        sheet = workbook["PHỤ LỤC"]
        label = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Kết nạp đảng viên")
        heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=label.row) for cell in row if cell.value}
        sheet.cell(label.row, heads["2022"]).value = first
        sheet.cell(label.row, heads["2023"]).value = second
        workbook.save(unit.file)
    merged = tmp_path / "tong-hop.xlsx"
    told = reports.merge([unit.file for unit in outcome.units], merged, roster=roster)
    assert told.made is not None
    assert (len(told.made.turnout.merged), told.made.turnout.missing) == (2, [])
    row = next(row for row in reports.read(merged).appendices[0].indicators if row.row.key == "KNDV")
    assert [figure.value for figure in row.row.values] == [45, 45]
    assert (row.row.target.figure.value, row.actual, row.percent) == (100, 90, 90)


def test_a_roster_that_names_nobody(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolkitError) as refused:
        scatter(data, book(tmp_path / "ds.xlsx", "STT|Tên đơn vị\n1|"))
    assert refused.value.problem.code == "PL667"
    with pytest.raises(ToolkitError) as refused:
        scatter(data, book(tmp_path / "ds.xlsx", "STT|Địa chỉ\n1|A"))
    assert refused.value.problem.code == "PL628"


def test_a_unit_whose_file_cannot_be_written_is_said(
    data: Path, roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, write: object) -> None:
        if "Tây" in path.name:
            raise ToolkitError("PL543", str(path), file=path.name)
        write_whole(path, write)  # type: ignore[arg-type]  passed on as it came

    monkeypatch.setattr("toolkit.scatter.write_whole", full)
    outcome = scatter(data, roster, tmp_path / "ra")
    assert [unit.written for unit in outcome.units] == [True, False]
    place = str(tmp_path / "ra" / "Đảng ủy xã Tây Yên.xlsx")
    assert {("PL543", place), ("PL666", place)} <= set(codes(outcome))


def test_a_folder_that_is_a_file(data: Path, roster: Path, tmp_path: Path) -> None:
    (tmp_path / "ra").write_bytes(b"")
    with pytest.raises(ToolkitError) as refused:
        scatter(data, roster, tmp_path / "ra")
    assert refused.value.problem.code == "PL544"


def test_the_command(data: Path, roster: Path, tmp_path: Path) -> None:
    done = verb("scatter", data, "--roster", roster, "-o", tmp_path / "ra", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert [unit["written"] for unit in told["units"]] == [True, True]
    assert Path(told["units"][0]["file"]).exists()
    again = verb("scatter", data, "--roster", roster, "-o", tmp_path / "ra", "--lang", "en")
    assert again.returncode == 0
    assert again.stderr.count("PL663") == 1
    assert "Wrote 0 blank workbooks for 2 units" in again.stdout
