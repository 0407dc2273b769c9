"""What the data brings into a report that an editor has saved since: it needs the names that things have there."""

from __future__ import annotations

import base64
import io
import re
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from support.computed import computed
from support.lint import lint
from support.words import document, facts, saved, texts

from toolkit.word.compile import Template, compile_template
from toolkit.word.fill import fill
from toolkit.word.ledger import load
from toolkit.word.package import Package
from toolkit.word.refresh import Refreshed, refresh
from toolkit.word.xml import w

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
GRID = "STT | Nội dung | ĐVT | Chỉ tiêu | 2022 | Thực hiện | %\n1 | Lớp A | Lớp | 5 | 4 | 4 | 80"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def template(*, picture: bool) -> Template:
    """A sentence in a style of its own, with a link and perhaps a picture, that stands in the report from 900 on."""
    made = docx.Document()
    made.add_paragraph("Kết nạp {{ kn }}.")
    made.add_paragraph("{% if kn > 900 %}")
    paragraph = made.add_paragraph("Kết quả cao {{ kn }}, xem ", style="List Bullet")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), made.part.relate_to("https://vi.du/a", RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(paragraph.add_run("ở đây")._r)
    paragraph._p.append(link)
    if picture:
        paragraph.add_run().add_picture(io.BytesIO(DOT))
    made.add_paragraph("{% endif %}")
    made.add_paragraph("Hết.")
    stream = io.BytesIO()
    made.save(stream)
    return compile_template(stream.getvalue(), "mau.docx")


def as_saved(package: Package) -> Package:
    """The report as an editor saves it: relationships numbered anew, one style under another id, the words of a sentence changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(package))) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            xml = source.read(name)
            if name in ("word/document.xml", "word/_rels/document.xml.rels"):
                xml = re.sub(rb'"rId(\d+)"', lambda match: b'"rId%d"' % (40 - int(match[1])), xml)
                xml = xml.replace("Hết.".encode(), "Hết rồi.".encode())
            elif name == "word/styles.xml":
                xml = xml.replace(b'w:styleId="ListBullet"', b'w:styleId="Listenpunkt"')
            target.writestr(name, xml)
    return Package.read(made.getvalue())


def again(picture: bool) -> Refreshed:
    known = facts(computed(GRID), kn="953")
    report = as_saved(fill(template(picture=picture), facts(computed(GRID), kn="5"), workbook="a.xlsx").package)
    ledger = load(report)
    assert ledger is not None
    return refresh(report, ledger, fill(template(picture=picture), known, workbook="a.xlsx"), known)


@pytest.mark.parametrize("picture", [False, True])
def test_links_pictures_and_styles_reach_what_they_are_called_in_the_report(picture: bool) -> None:
    package = again(picture).package
    assert texts(package) == ["Kết nạp 953.", "Kết quả cao 953, xem ở đây", "Hết rồi."]
    tree = package.tree(package.main)
    targets = {known.id: known.target for known in package.relations(package.main)}
    links = [targets[node.get(f"{R}id", "")] for node in tree.iter(w("hyperlink"))]
    assert links == ["https://vi.du/a"]
    shown = [targets[value] for node in tree.iter() for name, value in node.attrib.items() if name == f"{R}embed"]
    assert [package.parts[f"word/{name}"] for name in shown] == [DOT] * picture
    assert [node.get(w("val")) for node in tree.iter(w("pStyle"))] == ["Listenpunkt"]
    assert lint(saved(package)) == []


def test_a_picture_that_an_editor_has_thrown_out_is_brought_again() -> None:
    known = facts(computed(GRID), kn="953")
    report = as_saved(fill(template(picture=True), facts(computed(GRID), kn="5"), workbook="a.xlsx").package)
    picture = next(known for known in report.relations(report.main) if known.type.endswith("/image"))
    report.drop_part(report.resolve(report.main, picture))
    report.drop_relation(report.main, picture)
    ledger = load(report)
    assert ledger is not None
    result = refresh(report, ledger, fill(template(picture=True), known, workbook="a.xlsx"), known)
    assert [name for name, data in result.package.parts.items() if data == DOT] == ["word/media/image1.png"]
    assert lint(saved(result.package)) == []


def test_a_new_row_has_the_borders_that_an_editor_wrote_into_the_cells() -> None:
    made = compile_template(document("{{ phu_luc }}"), "mau.docx")
    first, second = (facts(computed(GRID + more)) for more in ("", "\n2 | Lớp B | Lớp | 5 | 6 | 6 | 120"))
    report = fill(made, first, workbook="a.xlsx").package
    borders = b'<w:tcBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'
    report.parts[report.main] = re.sub(rb"(<w:tcW [^>]*/>)", rb"\1" + borders, report.parts[report.main])
    ledger = load(report)
    assert ledger is not None
    tree = refresh(report, ledger, fill(made, second, workbook="a.xlsx"), second).package.tree(report.main)
    row = next(row for row in tree.iter(w("tr")) if "Lớp B" in "".join(row.itertext()))
    assert [cell.find(f"{w('tcPr')}/{w('tcBorders')}") is not None for cell in row.iter(w("tc"))] == [True] * 8
