"""One report for each of many units, by one template, whatever some of the units hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.books import book
from support.cluster import needs_dask
from support.words import document
from test_cli import call

from toolkit import reports
from toolkit.batch import fill_each
from toolkit.problems import ToolkitError

GRID = "STT|Nội dung|Đơn vị tính|Chỉ tiêu|2022|2023|Thực hiện\n1|Kết nạp đảng viên|ĐV|10|4|{}|{}"


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "don-vi"
    folder.mkdir()
    return [
        book(folder / f"xa-{n}.xlsx", GRID.format(n, 4 + n), info={"Cơ quan": f"ĐẢNG ỦY XÃ {n}"}) for n in range(1, 5)
    ]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    made = tmp_path / "mau.docx"
    made.write_bytes(document("{{ thong_tin.co_quan }}: {{ ket_nap_dang_vien.thuc_hien }}", "{{ phu_luc }}"))
    return made


def test_each_report_is_what_filling_it_alone_gives(units: list[Path], template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bao-cao"
    outcome = fill_each(units, template=template, folder=folder, jobs=1)
    assert (outcome.written, outcome.problems) == (4, ())
    for unit in units:
        alone = tmp_path / unit.with_suffix(".docx").name
        reports.fill(unit, template=template, output=alone)
        assert (folder / alone.name).read_bytes() == alone.read_bytes()


def test_the_template_is_compiled_once(units: list[Path], template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.word import compile as compiling

    compiled: list[str] = []
    compile_template = compiling.compile_template
    monkeypatch.setattr(
        compiling,
        "compile_template",
        lambda data, name, **more: compiled.append(name) or compile_template(data, name, **more),
    )
    fill_each(units, template=template, jobs=1)
    assert compiled == ["mau.docx"]
    assert all(unit.with_suffix(".docx").exists() for unit in units)


def test_a_template_saved_again_is_compiled_again(units: list[Path], template: Path) -> None:
    fill_each(units, template=template, jobs=1)
    template.write_bytes(document("Đơn vị: {{ thong_tin.co_quan }}"))
    outcome = fill_each(units, template=template, jobs=1, fresh=True)
    assert {report.outcome.filled for report in outcome.reports if report.outcome} == {1}


def test_a_unit_in_error_is_set_aside_and_the_rest_goes_on(units: list[Path], template: Path) -> None:
    units[1].write_bytes(b"not a workbook")
    units.append(units[0].with_name("khong-co.xlsx"))
    done = call("--each", *units, "-t", template, "--json")
    assert (done.returncode, done.stderr) == (1, "")
    told = json.loads(done.stdout)
    assert [report["written"] for report in told["reports"]] == [True, False, True, True, False]
    assert [report["source"] for report in told["reports"]] == list(map(str, units))
    assert [report["problems"][0]["code"] for report in told["reports"] if not report["written"]] == ["PL106", "PL100"]
    assert [(problem["code"], problem["place"]) for problem in told["problems"]] == [
        ("PL662", str(units[1])),
        ("PL662", str(units[4])),
    ]
    assert units[0].with_suffix(".docx").exists()
    assert not units[1].with_suffix(".docx").exists()


def test_reports_are_kept_in_step(units: list[Path], template: Path) -> None:
    assert call("--each", units[0].parent, "-t", template).returncode == 0
    book(units[2], GRID.format(30, 34))
    done = call("--each", units[0].parent, "-t", template, "--lang", "en")
    assert done.returncode == 0
    assert done.stdout.count("Updated") == 4
    assert "4 reports from 4 workbooks" in done.stdout
    assert units[2].with_suffix(".bak.docx").exists()
    assert not units[1].with_suffix(".bak.docx").exists()


def test_two_workbooks_do_not_share_a_report(units: list[Path], template: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac"
    other.mkdir()
    second = book(other / "XA-1.xlsx", GRID.format(9, 13))
    outcome = fill_each([units[0], second], template=template, folder=tmp_path / "ra", jobs=1)
    assert [problem.code for problem in outcome.problems] == ["PL661"]
    assert outcome.written == 1
    assert call("--each", units[0], second, "-t", template, "-o", tmp_path / "ra").returncode == 1


def test_processes_and_order(units: list[Path], template: Path, tmp_path: Path) -> None:
    outcome = fill_each(units[::-1], template=template, folder=tmp_path / "ra", jobs=2)
    assert [report.source for report in outcome.reports] == units[::-1]
    assert outcome.written == 4


@needs_dask
def test_on_a_cluster(units: list[Path], template: Path, tmp_path: Path, scheduler: str) -> None:
    alone = fill_each(units, template=template, folder=tmp_path / "mot", jobs=1)
    outcome = fill_each(units, template=template, folder=tmp_path / "cum", scheduler=scheduler)
    assert [report.written for report in outcome.reports] == [report.written for report in alone.reports]
    for report in (tmp_path / "mot").iterdir():
        assert (tmp_path / "cum" / report.name).read_bytes() == report.read_bytes()


def test_an_unusable_template_stops_all(units: list[Path], template: Path, tmp_path: Path) -> None:
    template.write_bytes(document("{{ ket_nap"))
    with pytest.raises(ToolkitError) as refused:
        fill_each(units, template=template, folder=tmp_path / "ra", jobs=1)
    assert refused.value.problem.code == "PL521"
    assert not (tmp_path / "ra").exists()


def test_without_any_report_the_exit_code_says_so(units: list[Path], template: Path) -> None:
    template.write_bytes(document("{{ khong_co_ma_nay }}"))
    assert call("--each", *units, "-t", template).returncode == 2
    assert call("--each", units[0], "-o", units[0].parent / "khong" / "co").returncode == 2


def test_usage(units: list[Path], tmp_path: Path) -> None:
    assert call(*units).returncode == 2
    assert call("--each", tmp_path).returncode == 2
    assert call(units[0], "--jobs", "0").returncode == 2


def test_strict_refuses_the_units_with_errors_alone(units: list[Path], template: Path) -> None:
    book(units[0], GRID.format(1, 99).replace("hiện\n", "hiện|Cách tính\n") + "|tổng")
    done = call("--each", *units, "-t", template, "--strict")
    assert done.returncode == 1
    assert [unit.with_suffix(".docx").exists() for unit in units] == [False, True, True, True]
