"""Tags as Word leaves them: corrected while one types, cut by breaks, in loops with marks that must be unique."""

from __future__ import annotations

import re

import pytest
from support.computed import computed
from support.lint import lint
from support.words import changed, document, facts, saved, texts

from toolkit.problems import ToolkitError
from toolkit.word.compile import compile_template
from toolkit.word.fill import fill
from toolkit.word.package import Package
from toolkit.word.prose import prose

GRID = """
STT | Nội dung | ĐVT | Chỉ tiêu | 2022 | Thực hiện | %
1   | Kết nạp  | ĐV  | 1.200    | 953  | 953       | 79,42
2   | Mở lớp   | Lớp | 5        | 6    | 6         | 120
"""
TRACKED = 'w:author="A" w:date="2026-01-01T00:00:00Z"'


def with_body(xml: str) -> bytes:
    """A template whose body is this XML."""

    def edit(name: str, data: bytes) -> bytes:
        return data.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1) if name == "word/document.xml" else data

    return changed(document(), edit)


def filled(template: bytes) -> Package:
    return fill(
        compile_template(template, "mau.docx"), facts(computed(GRID), so="953", tl="79.42"), workbook="a"
    ).package


def said(template: bytes) -> list[str]:
    with pytest.raises(ToolkitError) as caught:
        compile_template(template, "mau.docx")
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{{ so – 3 }}; {{ so − 3 }}", "950; 950"),
        ("{{ so | them_truoc(“–”) }}", "–953"),
        ("{% If so ≥ 953 and so ≠ 4 %}đủ{% Else %}thiếu{% Endif %}", "đủ"),
        ("{% For x in chi_tieu %}{{ X.noi_dung }} {% EndFor %}", "Kết nạp Mở lớp"),
        ("{{\u200bso\ufeff}} {{ s\u00ado }} {{\u202fso\u00a0}}", "953 953 953"),
        ("A {{- so -}} B {%- if so -%} C {%- endif %} D", "A953BC D"),
        ("A {{ so -}} {{- tl }} B", "A 95379,42 B"),
        ("{{ chi_tieu(“mo_lop”) | bang_chu | viet_hoa_dau | kem_don_vi }}", "Sáu lớp"),
    ],
)
def test_what_word_changes_while_one_types_is_understood(typed: str, shown: str) -> None:
    assert texts(filled(document(typed)))[0].strip() == shown


@pytest.mark.parametrize("mark", ["<w:tab/>", "<w:br/>", "</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>"])
def test_a_break_inside_a_tag_goes_with_it(mark: str) -> None:
    inside = mark if mark.startswith("</") else f"</w:t>{mark}<w:t>"
    report = filled(with_body(f"<w:p><w:r><w:tab/><w:t>A {{{{ so{inside} }}}} B</w:t><w:br/></w:r></w:p>"))
    assert texts(report)[0] == "\tA 953 B\n"


def test_a_tag_whose_braces_stand_apart_is_said() -> None:
    assert said(document("{ { so } }")) == ["PL521"]


def test_a_tag_in_an_equation_or_a_chart_is_said() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    equation = f"<w:p><m:oMath {math}><m:r><m:t>x={{{{ so }}}}</m:t></m:r></m:oMath></w:p>"
    assert said(with_body(equation)) == ["PL527"]
    chart = b"<c:chartSpace><a:t>Bi\xe1\xbb\x83u {{</a:t><a:t> so }}</a:t></c:chartSpace>"
    kind = b'<Override PartName="/word/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'

    def edit(name: str, data: bytes) -> bytes:
        return data.replace(b"</Types>", kind + b"</Types>") if name == "[Content_Types].xml" else data

    assert said(changed(document("{{ so }}"), edit, **{"word/charts/chart1.xml": chart})) == ["PL527"]


def test_marks_that_must_be_unique_are_not_repeated_by_a_loop() -> None:
    repeated = (
        '<w:p><w:commentRangeStart w:id="0"/><w:permStart w:id="5" w:edGrp="everyone"/><w:bookmarkStart w:id="1" w:name="b"/>'
        f'<w:ins w:id="9" {TRACKED}><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:ins><w:bookmarkEnd w:id="1"/><w:permEnd w:id="5"/>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    line = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    report = filled(with_body(line.format("{% for x in chi_tieu %}") + repeated + line.format("{% endfor %}")))
    body = report.parts[report.main].decode()
    assert texts(report)[:2] == ["953", "6"]
    assert not re.search("comment|perm|bookmark", body)
    assert len(set(re.findall(r'<w:ins w:id="(\d+)"', body))) == 2
    assert lint(saved(report)) == []


def test_a_line_of_a_table_of_contents_repeats_its_heading_and_is_no_prose() -> None:
    contents = (
        '<w:p><w:hyperlink w:anchor="_Toc1"><w:r><w:t>I. Kết nạp 953 đảng viên</w:t><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/>'
        '</w:r><w:r><w:instrText> PAGEREF _Toc1 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>4</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>'
    )
    package = Package.read(with_body(contents + "<w:p><w:r><w:t>Kết nạp 953</w:t></w:r></w:p>"))
    assert [(passage.number, passage.text) for passage in prose(package)] == [(2, "Kết nạp 953")]
