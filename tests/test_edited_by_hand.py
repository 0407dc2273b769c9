"""The mid-term report edited as a secretary would, saved by LibreOffice, and regenerated with other figures."""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree
from support.lint import lint
from support.office import convert, needs_office
from support.words import texts

from toolkit.reports import fill, trace
from toolkit.word.blocks import blocks, controls
from toolkit.word.ledger import load
from toolkit.word.merging import write_text
from toolkit.word.package import Package
from toolkit.word.xml import W_NS, w

EXAMPLE = Path(__file__).parent.parent / "examples" / "kien-giang-2023"
# cell -> new figure: nine periods and one target
CHANGES = {
    "E9": 97.5, "F10": 92.15, "E16": 5, "F16": 7, "E17": 3, "H18": 5, "E33": 190, "H33": 210, "G41": 8, "D33": 1210,
}  # fmt: skip


def element(xml: str) -> etree._Element:
    return etree.fromstring(xml.replace(">", f' xmlns:w="{W_NS}">', 1))


def paragraph_with(tree: etree._Element, text: str) -> etree._Element:
    return next(b.element for b in blocks(tree) if text in b.text and not b.is_row)


class Edits:
    """Twenty edits; each is described and can be found again afterwards."""

    def __init__(self, tree: etree._Element) -> None:
        self.tree = tree
        self.body = tree.find(w("body"))
        self.present: list[str] = []  # texts that must still be there
        self.absent: list[str] = []

    def reword(self, old: str, new: str) -> None:
        node = next(t for t in self.tree.iter(w("t")) if old in (t.text or ""))
        node.text = (node.text or "").replace(old, new, 1)
        self.present.append(new)

    def add_after(self, near: str, text: str) -> None:
        paragraph_with(self.tree, near).addnext(element(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
        self.present.append(text)

    def delete(self, near: str) -> None:
        node = paragraph_with(self.tree, near)
        self.absent.append(next(b.text for b in blocks(self.tree) if b.element is node))
        node.getparent().remove(node)

    def move(self, near: str, after: str) -> None:
        paragraph_with(self.tree, after).addnext(paragraph_with(self.tree, near))

    def overtype(self, name: str, text: str) -> None:
        control = next(c for c in controls(self.tree) if c.name.startswith(f"pl:{name}"))
        write_text(control.element, text)

    def track_insertion(self, near: str, text: str) -> None:
        run = element(
            f'<w:ins w:id="901" w:author="B" w:date="2023-08-01T00:00:00Z"><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:ins>'
        )
        paragraph_with(self.tree, near).append(run)
        self.present.append(text)


@needs_office
def test_every_edit_stays_and_every_figure_is_new(tmp_path: Path) -> None:
    import openpyxl

    data, report = tmp_path / "so-lieu.xlsx", tmp_path / "bao-cao.docx"
    shutil.copy(EXAMPLE / "so-lieu.xlsx", data)
    template = EXAMPLE / "mau-bao-cao.docx"
    fill(data, template=template, output=report)
    package = Package.read(report.read_bytes())
    tree = package.tree(package.main)
    prose = [b for b in blocks(tree) if not b.is_row and not b.fields and len(b.text) > 80]
    longest = [max((t.text or "" for t in b.element.iter(w("t"))), key=len) for b in prose[:10]]
    words = [" ".join(text.split()[:5]) for text in longest]
    edits = Edits(tree)
    for number, beginning in enumerate(words[:6]):  # 1-6: sentences reworded
        edits.reword(beginning, f"Viết lại lần {number}: {beginning}")
    for number, beginning in enumerate(words[6:9]):  # 7-9: paragraphs added
        edits.add_after(beginning, f"Đoạn thêm tay số {number}.")
    edits.delete(words[9])  # 10: a paragraph deleted
    edits.track_insertion("Viết lại lần 0", "câu chèn có theo dõi")  # 11: a tracked change
    moved = next(b for b in blocks(tree) if not b.is_row and len(b.fields) == 1 and len(b.text) > 60)
    edits.move(moved.text[:40], "Đoạn thêm tay số 1")  # 12: a paragraph with a field moved
    copied = next(b for b in blocks(tree) if not b.is_row and len(b.fields) >= 2 and "953" in b.text)
    paragraph_with(tree, "Đoạn thêm tay số 2").addnext(deepcopy(copied.element))  # 13: a paragraph copied
    edits.overtype("thong_tin.dia_danh", "Rạch Giá")  # 14: a text field overtyped
    label = next(b for b in blocks(tree) if b.is_row and "Nhận thức về Đảng" in b.text)
    for run in label.element.iter(w("r")):  # 15: a table row set in bold
        formatting = run.find(w("rPr"))
        if formatting is not None and formatting.find(w("b")) is None:
            etree.SubElement(formatting, w("b"))
    for table in tree.iter(w("tbl")):  # 16: a table column widened
        for width in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"):
            width.set(w("w"), str(int(width.get(w("w")) or 0) + 10))
    heading = next(b for b in blocks(tree) if b.text.startswith("I-"))
    for run in heading.element.iter(w("r")):  # 17: a heading underlined
        formatting = run.find(w("rPr"))
        if formatting is not None:
            etree.SubElement(formatting, w("u"), {w("val"): "single"})
    edits.reword("Nơi nhận", "Nơi nhận (bổ sung)")  # 18: the list of receivers
    edits.add_after("Viết lại lần 3", "Đồng chí A đề nghị xem lại đoạn này.")  # 19: a remark in the text
    edits.reword("Phần thứ nhất", "Phần thứ nhất (dự thảo)")  # 20: a part's title
    package.parts[package.main] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    with report.open("wb") as stream:
        package.write(stream)

    shutil.copy(convert(report, "docx", tmp_path / "office"), report)
    book = openpyxl.load_workbook(data)
    sheet = book["PHỤ LỤC"]
    for cell, figure in CHANGES.items():
        sheet[cell] = figure
    sheet.append(["6", "Chỉ tiêu mới thêm", "Lớp", 4, 1, 1, 1, 1])
    book.save(data)
    outcome = fill(data, template=template, output=report)

    package = Package.read(report.read_bytes())
    text = "\n".join(texts(package))
    for kept in edits.present:
        assert kept in text
    for gone in edits.absent:
        assert gone not in text
    assert "Rạch Giá" in text
    assert "Chỉ tiêu mới thêm" in text
    fill(data, template=template, output=tmp_path / "moi.docx")
    fresh = load(Package.read((tmp_path / "moi.docx").read_bytes()))
    assert fresh is not None
    stale = {
        control.name
        for name, _ in package.text_parts()
        for control in controls(package.tree(name))
        if control.text != fresh.entries[control.name].shown
    }
    assert stale == {"pl:thong_tin.dia_danh"}
    assert outcome.conflicts == 0
    assert outcome.kept == 1
    assert lint(report.read_bytes()) == []


@pytest.mark.parametrize("shown", ["79,42", "953"])
def test_tracing_works_on_the_report_alone(tmp_path: Path, shown: str) -> None:
    report = tmp_path / "bao-cao.docx"
    fill(EXAMPLE / "so-lieu.xlsx", template=EXAMPLE / "mau-bao-cao.docx", output=report)
    numbers = json.loads(json.dumps(trace(report, shown).as_json("vi")))["numbers"]
    assert numbers
    assert all(number["workbook"] == "so-lieu.xlsx" and number["cells"] for number in numbers)


def test_another_template_takes_no_table_away(tmp_path: Path) -> None:
    data, report = tmp_path / "so-lieu.xlsx", tmp_path / "bao-cao.docx"
    shutil.copy(EXAMPLE / "so-lieu.xlsx", data)
    shutil.copy(EXAMPLE / "bao-cao.docx", report)
    before = Package.read(report.read_bytes()).parts["word/document.xml"]
    outcome = fill(data, output=report)  # no template is named, and the one of the report is not beside it
    after = Package.read(report.read_bytes()).parts["word/document.xml"]
    assert "PL531" in {problem.code for problem in outcome.problems}
    assert before.count(b"<w:tr>") == after.count(b"<w:tr>")
    assert "Nơi nhận".encode() in after
