"""Documents as packages: what cannot be used, and what a report must not carry over from its template."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from support.computed import computed
from support.lint import lint
from support.words import document, facts, saved

from toolkit.problems import ToolkitError
from toolkit.word.fill import compile_template, fill
from toolkit.word.package import Package


def changed(data: bytes, edit: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, edit(name, source.read(name)))
        for name, content in more.items():
            target.writestr(name, content)
    return made.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ToolkitError) as caught:
        compile_template(data, "mau.docx")
    return caught.value.problem.code


def test_a_package_without_a_document() -> None:
    assert refusal(changed(document("a"), lambda name, data: data.replace(b"document.main", b"x"))) == "PL510"


def test_a_part_that_is_no_xml() -> None:
    assert (
        refusal(changed(document("a"), lambda name, data: data[:-40] if name == "word/document.xml" else data))
        == "PL511"
    )


def test_links_that_word_follows_by_itself_are_left_out_and_said() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    template = (
        f'<Relationship Id="rIdT" Type="{kind}/attachedTemplate" Target="http://x/y.dotm" TargetMode="External"/>'
    )
    link = f'<Relationship Id="rIdH" Type="{kind}/hyperlink" Target="http://x/" TargetMode="External"/>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + template
        + "</Relationships>"
    )

    def edit(name: str, data: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return data.replace(b"</Relationships>", link.encode() + b"</Relationships>")
        return data

    # the settings of the template point to another template
    data = changed(document("{{ x }}"), edit, **{"word/_rels/settings.xml.rels": rels.encode()})
    compiled = compile_template(data, "mau.docx")
    assert [problem.code for problem in compiled.problems] == ["PL505"]
    report = fill(compiled, facts(computed("Nội dung | 2023\nA | 5"), x="1"), workbook="a.xlsx").package
    assert b"y.dotm" not in b"".join(report.parts.values())
    assert b"http://x/" in report.parts["word/_rels/document.xml.rels"]
    assert lint(saved(report)) == []


def test_macros_do_not_reach_the_report() -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    part = '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'

    def edit(name: str, data: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return data.replace(main.encode(), macro.encode()).replace(b"</Types>", part.encode())
        return data

    compiled = compile_template(changed(document("{{ x }}"), edit, **{"word/vbaProject.bin": b"x"}), "mau.docm")
    report = fill(compiled, facts(computed("Nội dung | 2023\nA | 5"), x="1"), workbook="a.xlsx").package
    assert "word/vbaProject.bin" not in report.parts
    assert macro.encode() not in report.parts["[Content_Types].xml"]
    assert lint(saved(report)) == []


def test_equal_content_is_equal_bytes() -> None:
    package = Package.read(document("a"))
    assert saved(package) == saved(Package.read(saved(package)))
