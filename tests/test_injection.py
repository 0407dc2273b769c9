"""Text of a workbook stays text: no formula, field, link or XML is made of it by any writer, and nothing is lost unsaid."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from support.lint import lint
from support.nasty import FOLDED, HARMLESS, LONG, UNWRITABLE, nasty_book
from support.words import document

from toolkit.places import Cell, Paragraph
from toolkit.reports import (
    check,
    existing_report,
    fill,
    import_workbook,
    make_appendix,
    merge,
    new_workbook,
    read,
    trace,
)
from toolkit.scatter import hand_out, plan
from toolkit.word.blocks import blocks
from toolkit.word.ledger import load
from toolkit.word.mark import Closing, mark
from toolkit.word.package import Package

TEXTS = [*HARMLESS, *FOLDED, *UNWRITABLE]
EXPECTED = [FOLDED.get(text, UNWRITABLE.get(text, text)) for text in TEXTS]
UNITS = [EXPECTED[at - 1] if text == '"' else text for at, text in enumerate(EXPECTED)]  # the sign for the unit above
LOOP = [
    ["Đơn vị", "Ghi chú"],
    ["{% for x in chi_tieu %}", ""],
    ["{{ x.don_vi }}", "{{ x.ghi_chu }}"],
    ["{% endfor %}", ""],
]
INFO = ("co_quan", "trich_yeu", "ky_bao_cao", "nguoi_ky", "noi_nhan", "dia_danh")
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nasty_book(tmp_path_factory.mktemp("nasty") / "=cmd|' {{ x }} &<.xlsx", TEXTS)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "mau.docx"
    lines = [f"{{{{ thong_tin.{key} }}}}" for key in INFO] + [f"{{{{ so{row} }}}}" for row in range(1, len(TEXTS) + 1)]
    path.write_bytes(document(*lines, LOOP, "{{ phu_luc }}", header="{{ thong_tin.co_quan }}"))
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said_texts(path: Path) -> list[str]:
    """The paragraphs and table rows of a report as a reader sees them."""
    tree = Package.read(path.read_bytes())
    return [block.text for block in blocks(tree.tree(tree.main))]


def check_document(path: Path, template: Path | None = None) -> None:
    """Nothing in a .docx was made of a text: its fields and links are those of the template."""
    before = parts(template) if template is not None else {}
    for name, xml in parts(path).items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(xml)
        known = etree.fromstring(before[name]) if name in before else None
        for tag in ("instrText", "fldSimple", "hyperlink", "object", "altChunk"):
            there = 0 if known is None else sum(1 for node in known.iter(f"{{*}}{tag}"))
            assert sum(1 for node in root.iter(f"{{*}}{tag}")) == there, (name, tag)
        if name.endswith(".rels"):
            assert not [node for node in root if node.get("TargetMode") == "External"]
    assert lint(path.read_bytes()) == []


def check_workbook(path: Path) -> None:
    """Nothing in a .xlsx was made of a text: only formulas of ours, only links within the workbook."""
    for name, xml in parts(path).items():
        root = etree.fromstring(xml)
        if name.endswith(".rels"):
            assert not [node for node in root if node.get("TargetMode") == "External"], name
        for node in root.iter("{*}hyperlink"):
            assert node.get("location")
            assert node.get(f"{R}id") is None
        for title in root.iter("{*}title"):
            assert title.find(".//{*}f") is None  # a chart's title is no reference
        for node in root.iter("{*}f"):
            # numbers, cells, functions and our own words in quotes; a text of the workbook is none of these
            bare = re.sub(r"\"[^\"]*\"|'(?:[^']|'')*'!", "", node.text or "")
            assert re.fullmatch(r"[A-Z0-9$:.,()=<>+*/{}\- ]*", bare), node.text
            assert "cmd" not in (node.text or "").lower()
        assert not name.startswith(("xl/externalLinks", "xl/vba"))


def cells(path: Path, sheet: str) -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_reading_gives_the_texts_or_a_problem(data: Path) -> None:
    computed = read(data)
    rows = computed.appendices[0].rows
    assert [row.row.note for row in rows] == EXPECTED
    assert [row.row.unit for row in rows] == UNITS
    said = {problem.place for problem in computed.problems if problem.code == "PL231"}
    first = len(HARMLESS) + len(FOLDED) + 2
    for row in range(first, first + len(UNWRITABLE)):
        assert {Cell("PHỤ LỤC", row, 8), Cell("PHỤ LỤC", row, 2), Cell("Số liệu", row, 2)} <= said
    assert not {place for place in said if isinstance(place, Cell) and place.row < first}


def test_a_text_longer_than_a_cell_is_cut_and_said(tmp_path: Path) -> None:
    path = nasty_book(tmp_path / "a.xlsx", ["x"])
    found = parts(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, xml in found.items():
            archive.writestr(name, xml.replace(b">x<", f">{LONG.strip()}<".encode()))
    outcome = fill(path)
    cut = [problem for problem in outcome.problems if problem.code == "PL232"]
    assert Cell("PHỤ LỤC", 2, 8) in {problem.place for problem in cut}
    assert read(path).appendices[0].rows[0].row.note == LONG[:32_767]
    make_appendix(path, tmp_path / "b.xlsx")
    assert any(LONG[:32_767] in row for row in cells(tmp_path / "b.xlsx", "PHỤ LỤC"))


def test_the_report_shows_the_texts(data: Path, template: Path, tmp_path: Path) -> None:
    report = tmp_path / "bao-cao.docx"
    outcome = fill(data, template=template, output=report)
    check_document(report, template)
    lines = said_texts(report)
    assert lines[: len(INFO)] == [EXPECTED[row] for row in range(len(INFO))]
    assert lines[len(INFO) : len(INFO) + len(TEXTS)] == [f"chữ {text}" for text in EXPECTED]
    table = [line.split("\n\x1f") for line in lines if "\x1f" in line][1 : len(TEXTS) + 1]
    assert [row[:2] for row in table] == [[unit, note] for unit, note in zip(UNITS, EXPECTED, strict=True)]
    assert {problem.code for problem in outcome.problems} >= {"PL231"}


def test_tags_in_data_are_not_evaluated_when_the_report_is_made_again(
    data: Path, template: Path, tmp_path: Path
) -> None:
    report = tmp_path / "bao-cao.docx"
    fill(data, template=template, output=report)
    before = said_texts(report)
    nasty_book(tmp_path / "b.xlsx", TEXTS, actual=10)
    for touch in (False, True):
        if touch:  # a report edited by hand takes another way
            package = Package.read(report.read_bytes())
            package.parts[package.main] = package.parts[package.main].replace(
                b"<w:body>", b"<w:body><w:p><w:r><w:t>x</w:t></w:r></w:p>"
            )
            with report.open("wb") as stream:
                package.write(stream)
        fill(tmp_path / "b.xlsx" if not touch else data, template=template, output=report)
        check_document(report, template)
        kept = [line for line in said_texts(report) if "chữ" in line]
        assert kept == [line for line in before if "chữ" in line]


def test_the_ledger_holds_the_texts(data: Path, template: Path, tmp_path: Path) -> None:
    report = tmp_path / "bao-cao.docx"
    fill(data, template=template, output=report)
    found = existing_report(report)
    assert found is not None
    ledger = found[1]
    assert ledger.workbook == data.name
    shown = {entry.shown for entry in ledger.entries.values()}
    assert {f"chữ {text}" for text in EXPECTED} <= shown
    assert {number.workbook for number in trace(report).numbers} == {data.name}


def test_the_default_report_and_the_appendix_in_word(data: Path, tmp_path: Path) -> None:
    fill(data, output=tmp_path / "a.docx")
    make_appendix(data, tmp_path / "b.docx")
    for name in ("a.docx", "b.docx"):
        text = "\n".join(said_texts(tmp_path / name))
        for expected in EXPECTED:
            assert expected in text
        assert lint((tmp_path / name).read_bytes()) == []
        for part, xml in parts(tmp_path / name).items():
            if part.endswith(".rels"):
                assert b"External" not in xml
            codes = re.findall(rb"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)\"", xml)
            assert {b"".join(code).split()[0] for code in codes} <= {b"PAGE", b"NUMPAGES"}


def test_the_appendix_as_a_workbook(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    make_appendix(data, out)
    check_workbook(out)
    again = read(out)
    assert [row.row.note for row in again.appendices[0].rows] == EXPECTED
    assert [row.row.unit for row in again.appendices[0].rows] == UNITS
    assert {entry.key: entry.text for entry in again.workbook.info} == {
        entry.key: entry.text for entry in read(data).workbook.info
    }
    grid = cells(out, "PHỤ LỤC")
    for text in EXPECTED:
        assert any(text in row for row in grid) or "_x" in text, text  # by another reader too, but for escapes


@pytest.mark.parametrize(
    "sheet", ["='x'!A1", "A1", "R1C1", "a'b", "{{ x }}", "x" * 31, "PHỤ LỤC & <1>", "Số liệu", "TRUE", "+1"]
)
def test_names_of_sheets(tmp_path: Path, sheet: str) -> None:
    data = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    rows = (["Nội dung", "Chỉ tiêu", "2022", "2023", "Thực hiện"], ["Mở lớp", 5, 2, 4, 7], ["Kết nạp", 10, 4, 5, 9])
    for row in rows:
        page.append(row)
    book.save(data)
    for name in ("b.xlsx", "b.docx"):
        make_appendix(data, tmp_path / name)
    check_workbook(tmp_path / "b.xlsx")
    assert lint((tmp_path / "b.docx").read_bytes()) == []
    (again,) = read(tmp_path / "b.xlsx").appendices
    assert (again.appendix.sheet, [row.row.label for row in again.rows]) == (sheet, ["Mở lớp", "Kết nạp"])


def test_a_workbook_is_imported_with_its_texts(data: Path, tmp_path: Path) -> None:
    make_appendix(data, tmp_path / "a.docx")
    import_workbook(tmp_path / "a.docx", tmp_path / "b.xlsx")
    check_workbook(tmp_path / "b.xlsx")
    assert [row.row.note for row in read(tmp_path / "b.xlsx").appendices[0].rows] == EXPECTED


def test_a_text_file_is_imported_with_its_texts(tmp_path: Path) -> None:
    lines = ["STT\tNội dung\tChỉ tiêu\tThực hiện\tGhi chú"]
    texts = [text for text in TEXTS if not re.search(r"[\ud800-\udfff\x00\x0b\x0c\x85\u2028\u2029]", text)]
    lines += [f"{row}\tMục {row}\t10\t9\t{text}" for row, text in enumerate(texts, 1)]
    (tmp_path / "a.txt").write_text("\n".join(lines) + "\n\nlời ngoài bảng =1+1 \x01\n", "utf-8")
    outcome = import_workbook(tmp_path / "a.txt", tmp_path / "b.xlsx")
    check_workbook(tmp_path / "b.xlsx")
    expected = [FOLDED.get(text, UNWRITABLE.get(text, text)) for text in texts]
    assert [row.row.note for row in read(tmp_path / "b.xlsx").appendices[0].rows] == expected
    assert "PL231" in {problem.code for problem in outcome.problems}


def test_names_of_periods_in_a_new_workbook(tmp_path: Path) -> None:
    periods = [text for text in HARMLESS if not re.search(r"<|_x", text)]
    new_workbook(tmp_path / "a.xlsx", periods=periods)
    check_workbook(tmp_path / "a.xlsx")
    headings = {value for row in cells(tmp_path / "a.xlsx", "PHỤ LỤC")[:8] for value in row}
    assert set(periods) <= headings


def test_comments_and_the_closing_table() -> None:
    package = Package.read(document("Đạt 5 lớp."))
    found = [(Paragraph("body", 1, 4, 5), text) for text in EXPECTED]
    made = mark(
        package,
        found,
        Closing("=1+1 {{ x }}", EXPECTED, [["Chỗ", "Vấn đề"], *([text, text] for text in EXPECTED)], (1, 1)),
    )
    stream = io.BytesIO()
    made.write(stream)
    assert lint(stream.getvalue()) == []
    again = Package.read(stream.getvalue())
    comments = again.tree("word/comments.xml")
    assert ["".join(node.itertext()) for node in comments] == EXPECTED
    rows = [block.text.split("\n\x1f")[:2] for block in blocks(again.tree(again.main)) if "\x1f" in block.text]
    assert rows[1:] == [[text, text] for text in EXPECTED]


def test_a_marked_copy_of_a_report_with_such_texts(data: Path, template: Path, tmp_path: Path) -> None:
    """What a label, a heading or a sentence says goes into comments and the closing table as text, and only there."""
    report, out = tmp_path / "a.docx", tmp_path / "b.docx"
    fill(data, template=template, output=report)
    package = Package.read(report.read_bytes())
    wrong = "".join(
        f"<w:p><w:r><w:t>Hỗ trợ 20/25 hộ (đạt 81%) {escape(text)}</w:t></w:r></w:p>"
        for text in (*HARMLESS, *FOLDED.values())
    )
    package.parts[package.main] = package.parts[package.main].replace(b"<w:body>", b"<w:body>" + wrong.encode())
    with report.open("wb") as stream:
        package.write(stream)
    outcome = check(report, data, out)
    assert len(outcome.inconsistent) >= len(HARMLESS)
    check_document(out, report)
    assert said_texts(out)[: len(said_texts(report))] == said_texts(report)


def test_json_holds_the_texts(data: Path) -> None:
    from toolkit.reports import show

    shown = json.loads(json.dumps(show(data).as_json("vi"), ensure_ascii=False))
    assert [row["note"] for row in shown["appendices"][0]["indicators"]] == EXPECTED


@pytest.mark.parametrize(
    "rule", ["= cmd|'/c calc'!A0", "= A + HYPERLINK(1)", '= "x"', "= 1+1", "= mo_lop + [b.xlsx]A!B1", "=mo_lop&A1"]
)
def test_a_formula_over_keys_is_no_way_in(tmp_path: Path, rule: str) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "PHỤ LỤC"
    page.append(["Nội dung", "Chỉ tiêu", "2022", "2023", "Thực hiện", "Cách tính"])
    page.append(["Mở lớp", 5, 2, 4, 6, ""])
    page.append(["Cộng dồn", 5, 2, 4, 6, rule])
    page["F3"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    make_appendix(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    check_workbook(tmp_path / "b.xlsx")
    assert any(rule in row for row in cells(tmp_path / "b.xlsx", "PHỤ LỤC"))


MAKERS: dict[str, Callable[[Path, Path], object]] = {
    "a.docx": lambda data, out: fill(data, output=out), "b.xlsx": make_appendix,
}  # fmt: skip


@pytest.mark.parametrize("name", MAKERS)
def test_properties_of_the_document(data: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    MAKERS[name](data, out)
    core = etree.fromstring(parts(out)["docProps/core.xml"])
    assert core is not None
    if name.endswith("xlsx"):
        assert EXPECTED[2] in [node.text for node in core]  # kỳ báo cáo
    assert load(Package.read(out.read_bytes())) if name.endswith("docx") else True


@pytest.mark.parametrize("live", [True, False])
def test_merging_units_with_such_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, live: bool) -> None:
    if not live:
        monkeypatch.setattr("toolkit.excel.merging.MOST_LIVE", 5)
    names = ("=1+1.xlsx", "@b;=cmd;.xlsx")
    units = [nasty_book(tmp_path / name, TEXTS, actual=9 + n, office=f"=cmd|{n}") for n, name in enumerate(names)]
    out = tmp_path / "tong-hop.xlsx"
    outcome = merge(units, out, workers=1)
    check_workbook(out)
    assert "PL231" in {problem.code for problem in outcome.problems}
    again = read(out)
    assert [row.row.unit for row in again.appendices[0].rows] == UNITS
    for name in names:
        assert any(name in row for row in cells(out, "Tình hình nộp"))
    if not live:
        text = (tmp_path / "tong-hop.nguon.csv").read_text("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert {row[1] for row in rows[1:]} == {"'=1+1.xlsx", "'@b;'=cmd;.xlsx"}
        for piece in re.split("[;\t\r\n]", text):  # as a program reads it whose comma is the decimal sign
            assert not piece.startswith(("=", "+", "-", "@", "＝")), piece
        for row in rows:
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r")) or re.fullmatch(r"[+-]?[\d.]+", cell), cell


def test_handing_out_to_units_with_such_names(data: Path, tmp_path: Path) -> None:
    names = [*HARMLESS, *FOLDED, "a\x01b\x1bc"]
    made = xlsxwriter.Workbook(str(tmp_path / "ds.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False})
    page = made.add_worksheet()
    page.write_row(0, 0, ("Tên đơn vị", "Mã"))
    for row, text in enumerate(names, 1):
        page.write_string(row, 0, text)
        page.write_string(row, 1, text)
    made.close()
    outcome = hand_out(plan(data, tmp_path / "ds.xlsx", tmp_path / "ra"), jobs=1)
    assert len(outcome.units) == len(names)
    assert {problem.code for problem in outcome.problems} & {"PL650", "PL666"} == set()
    assert {unit.file.parent for unit in outcome.units} == {tmp_path / "ra"}
    assert {path.name for path in (tmp_path / "ra").iterdir()} == {unit.file.name for unit in outcome.units}
    for unit in outcome.units:
        check_workbook(unit.file)
        assert read(unit.file).workbook.info
