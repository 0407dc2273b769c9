"""Tags in every part of a document that holds text: notes, text boxes in both their copies, content controls."""

from __future__ import annotations

import re

import pytest
from support.computed import computed
from support.lint import lint
from support.words import document, facts, saved, texts, with_notes

from toolkit.word.compile import compile_template
from toolkit.word.fill import fill
from toolkit.word.package import Package

GRID = """
STT | Nội dung | ĐVT | Chỉ tiêu | 2022 | Thực hiện | %
1   | Kết nạp  | ĐV  | 1.200    | 953  | 953       | 79,42
2   | Mở lớp   | Lớp | 5        | 6    | 6         | 120
"""
NOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Chú {{ so }}</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="3"><w:p><w:r><w:t>Của {{ x.noi_dung }}: {{ x }}</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)
_TEXT = "<w:txbxContent><w:p><w:r><w:t>Hộp {{ so }}</w:t></w:r></w:p></w:txbxContent>"
BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><wp:anchor '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="x"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="u">'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx>'
    f"{_TEXT}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    f'<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{_TEXT}</v:textbox></v:shape>'
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
CONTROL = (
    "<w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>Trong {{ so }} khung</w:t></w:r></w:sdtContent>"
    "</w:sdt></w:p>"
)


def edit(xml: str) -> str:
    for text, number in (("Đầu", 2), ("{{ x.noi_dung }}", 3)):
        reference = f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
        xml = xml.replace(f"{text}</w:t></w:r>", f"{text}</w:t></w:r>{reference}", 1)
    return xml.replace("<w:sectPr", BOX + CONTROL + "<w:sectPr", 1)


@pytest.fixture
def package() -> Package:
    lines = ("Đầu", "{% for x in chi_tieu %}", "- {{ x.noi_dung }}", "{% endfor %}")
    template = compile_template(with_notes(document(*lines), edit, NOTES), "mau.docx")
    return fill(template, facts(computed(GRID), so="7"), workbook="so-lieu.xlsx").package


def test_the_body(package: Package) -> None:
    assert texts(package) == ["Đầu", "- Kết nạp", "- Mở lớp", "", "Trong 7 khung"]
    assert lint(saved(package)) == []


def test_both_copies_of_a_text_box(package: Package) -> None:
    box = re.findall(r"<w:txbxContent>.*?</w:txbxContent>", package.parts[package.main].decode())
    assert [re.sub(r"<[^>]+>", "", text) for text in box] == ["Hộp 7", "Hộp 7"]


def test_a_note_inside_a_loop_is_made_for_each_pass(package: Package) -> None:
    assert texts(package, "word/footnotes.xml") == ["", "Chú 7", "Của Kết nạp: 953", "Của Mở lớp: 6"]
    numbers = re.findall(r'footnoteReference w:id="(\d+)"', package.parts[package.main].decode())
    assert len(set(numbers)) == 3


def test_a_plain_text_control_of_the_template_may_hold_a_field(package: Package) -> None:
    assert "<w:text/>" not in package.parts[package.main].decode()
