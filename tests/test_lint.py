"""The suite's own lint finds what it says it finds: each defect sown into a sound report is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.computed import computed
from support.lint import lint
from support.words import changed, document, facts, saved

from toolkit.places import Paragraph
from toolkit.word.compile import compile_template
from toolkit.word.fill import fill
from toolkit.word.mark import Closing, mark

GRID = "Nội dung | 2023 | 2024\nA | 5 | 6"
FIELD = b'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
MARK = b'<w:bookmarkStart w:id="7" w:name="a"/><w:bookmarkEnd w:id="7"/>'


@pytest.fixture(scope="module")
def sound() -> bytes:
    """A report with fields, a table over a grid, a comment and a bookmark."""
    template = compile_template(document("{{ x }}", "{{ phu_luc }}", header="{{ x }}"), "mau.docx")
    package = fill(template, facts(computed(GRID), x="1"), workbook="a.xlsx").package
    package = mark(package, [(Paragraph("body", 1), "lời nhắc")], Closing("Kết quả", (), [["a", "b"]], (1, 1)))
    package.parts[package.main] = package.parts[package.main].replace(b"</w:p>", FIELD + MARK + b"</w:p>", 1)
    return saved(package)


def test_a_sound_report_has_nothing_wrong(sound: bytes) -> None:
    assert lint(sound) == []


def in_body(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, data: data.replace(old, new, 1) if name == "word/document.xml" else data


CELL = b'<w:tc><w:tcPr><w:tcW w:w="1" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
DEFECTS: dict[str, tuple[Callable[[str, bytes], bytes], str]] = {
    "cell": (in_body(b"</w:p></w:tc>", b"</w:p><w:tbl><w:tblGrid/></w:tbl></w:tc>"), "cell does not end in a paragraph"),
    "table": (in_body(b"<w:sectPr", b"<w:tbl><w:tblPr/><w:tblGrid/></w:tbl><w:p/><w:sectPr"), "table without rows"),
    "row": (in_body(b"</w:tr>", CELL + b"</w:tr>"), "row wider than the grid"),
    "field end": (in_body(b'<w:fldChar w:fldCharType="end"/>', b""), "field not balanced: no end"),
    "field code": (in_body(FIELD, b"<w:r><w:instrText>X</w:instrText></w:r>"), "field not balanced: code"),
    "bookmark": (in_body(MARK, MARK + MARK.replace(b'"7"', b'"8"')), "bookmark name twice: a"),
    "bookmark end": (in_body(b'<w:bookmarkEnd w:id="7"/>', b""), "bookmarkStart without its end: 7"),
    "comment": (in_body(b'commentReference w:id="0"', b'commentReference w:id="9"'), "comment missing: 9"),
    "footnote": (in_body(FIELD, b'<w:r><w:footnoteReference w:id="5"/></w:r>'), "footnote missing: 5"),
    "style": (in_body(b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="Khong"/></w:pPr>'), "style missing: Khong"),
    "list": (in_body(FIELD, b'<w:numPr><w:numId w:val="77"/></w:numPr>'), "list missing: 77"),
    "relationship": (in_body(FIELD, b'<w:hyperlink r:id="rId99"/>'), "relationship missing: rId99"),
    "drawing": (in_body(FIELD, b'<wp:docPr xmlns:wp="x" id="1"/><wp:docPr xmlns:wp="x" id="1"/>'), "drawing id twice: 1"),
    "control": (in_body(FIELD, 2 * b'<w:sdt><w:sdtPr><w:id w:val="3"/></w:sdtPr></w:sdt>'), "control id twice: 3"),
    "tag": (in_body(FIELD, b'<w:tag w:val="' + b"x" * 65 + b'"/>'), "name too long"),
    "target": (
        lambda name, data: data.replace(b'Target="comments.xml"', b'Target="none.xml"') if name.endswith("document.xml.rels") else data,
        "relationship to no part: none.xml",
    ),
    "type": (
        lambda name, data: data.replace(b"/word/styles.xml", b"/word/other.xml") if name == "[Content_Types].xml" else data,
        "declared but absent: word/other.xml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_found(sound: bytes, defect: str) -> None:
    edit, said = DEFECTS[defect]
    spoilt = changed(sound, edit)
    assert spoilt != sound
    assert any(said in line for line in lint(spoilt)), lint(spoilt)


def test_an_entry_of_one_name_is_found(sound: bytes) -> None:
    spoilt = changed(sound, lambda _, data: data, **{"word/Document.xml": b"<a/>"})
    assert any("entry twice" in line for line in lint(spoilt))
