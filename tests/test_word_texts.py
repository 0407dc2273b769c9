"""A document read as plain tables and paragraphs, and marked with comments without changing its text."""

from __future__ import annotations

import io

import docx
from support.computed import computed
from support.lint import lint
from support.words import document, facts, saved, texts

from toolkit.places import Paragraph
from toolkit.word.compile import compile_template
from toolkit.word.fill import fill
from toolkit.word.mark import Closing, mark
from toolkit.word.package import Package
from toolkit.word.prose import prose
from toolkit.word.tables import read_tables


def test_a_table_with_merged_cells_and_several_paragraphs_in_a_cell() -> None:
    made = docx.Document()
    made.add_paragraph("PHỤ LỤC")
    table = made.add_table(rows=3, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Thực hiện"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Nội dung"
    for cell, text in zip((table.cell(1, 1), table.cell(1, 2), table.cell(2, 0)), ("2022", "2023", "Mở"), strict=True):
        cell.text = text
    table.cell(2, 0).add_paragraph("lớp")
    made.add_paragraph("Ghi chú")
    stream = io.BytesIO()
    made.save(stream)
    (found,) = read_tables(Package.read(stream.getvalue()))
    assert (found.title, found.below, found.width, found.height) == (["PHỤ LỤC"], ["Ghi chú"], 3, 3)
    assert [(c.row, c.column, c.text, c.rows, c.columns) for c in found.cells if c.text] == [
        (1, 1, "Nội dung", 2, 1), (1, 2, "Thực hiện", 1, 2), (2, 2, "2022", 1, 1), (2, 3, "2023", 1, 1),
        (3, 1, "Mở\nlớp", 1, 1),
    ]  # fmt: skip


def test_our_own_appendix_is_read_through_its_fields() -> None:
    grid = "STT | Nội dung | ĐVT | 2022 | Thực hiện\n1 | Mở lớp | Lớp | 5 | 5"
    template = compile_template(document("{{ phu_luc }}"), "mau.docx")
    (found,) = read_tables(fill(template, facts(computed(grid)), workbook="a.xlsx").package)
    assert [cell.text for cell in found.cells if cell.row == found.height] == ["1", "Mở lớp", "Lớp", "5", "5"]


def test_prose_knows_tables_and_fields() -> None:
    template = compile_template(document("Kết nạp {{ kn }} đảng viên.", [["a", "b"]]), "mau.docx")
    grid = "STT | Nội dung | 2022\n1 | A | 5"
    found = list(prose(fill(template, facts(computed(grid), kn="953"), workbook="a.xlsx").package))
    assert [(p.part, p.number, p.text, p.table) for p in found if p.text] == [
        ("body", 1, "Kết nạp 953 đảng viên.", False), ("body", 2, "a", True), ("body", 3, "b", True),
    ]  # fmt: skip
    assert found[0].fields == ((8, 11, "pl:kn"),)


def test_marking_pins_comments_and_changes_no_text() -> None:
    package = Package.read(document("Kết nạp 953/1.200 đảng viên (đạt 79,61%).", "Khác."))
    place = Paragraph("body", 1, 33, 39)
    closing = Closing("Đối chiếu", [], [["Chỗ", "Kết luận"], ["¶1", "sai"]], (1, 2), frozenset({1}))
    marked = mark(package, [(place, "953 / 1.200 = 79,42%")], closing)
    assert texts(marked)[:2] == texts(package)
    assert texts(marked)[2:5] == ["Đối chiếu", "Chỗ|Kết luận", "¶1|sai"]
    assert "79,42%" in marked.parts["word/comments.xml"].decode()
    xml = marked.parts[marked.main].decode()
    between = xml[xml.index("commentRangeStart") : xml.index("commentRangeEnd")]
    assert ">79,61<" in between or "79,61%" in between
    assert lint(saved(marked)) == []
