"""Word documents in small notation, for tests of filling and regenerating."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal

import docx

from toolkit.facts import Facts
from toolkit.model import Computed, ComputedAppendix, Figure, FigureEntry, InfoEntry, State, Workbook
from toolkit.places import Cell
from toolkit.word.blocks import blocks
from toolkit.word.package import Package


def document(*lines: str | Sequence[Sequence[str]], header: str = "") -> bytes:
    """A .docx: a text is a paragraph, `¦` in it begins another run; a list of rows is a table."""
    made = docx.Document()
    for line in lines:
        if isinstance(line, str):
            paragraph = made.add_paragraph()
            for piece in line.split("¦"):
                paragraph.add_run(piece)
        else:
            table = made.add_table(rows=0, cols=len(line[0]))
            for row in line:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    if header:
        made.sections[0].header.paragraphs[0].text = header
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def facts(*appendices: ComputedAppendix, info: dict[str, str] | None = None, **figures: str) -> Facts:
    """The facts of appendices, of `Thông tin` and of `Số liệu` lines given as key="81.326"."""
    entries = tuple(InfoEntry(key, key, text) for key, text in (info or {}).items())
    lines = tuple(
        FigureEntry(key, key, Figure(Decimal(value), Cell("Số liệu", row, 3), value, state=State.NUMBER))
        for row, (key, value) in enumerate(figures.items(), 2)
    )
    workbook = Workbook("so-lieu.xlsx", tuple(a.appendix for a in appendices), entries, lines)
    return Facts(Computed(workbook, appendices))


def texts(package: Package, part: str = "") -> list[str]:
    """The paragraphs and rows of a part as a reader sees them; cells of a row joined by bars."""
    tree = package.tree(part or package.main)
    return [block.text.replace("\n\x1f", "|").rstrip("|") for block in blocks(tree)]


def saved(package: Package) -> bytes:
    """The bytes of a package."""
    stream = io.BytesIO()
    package.write(stream)
    return stream.getvalue()


def changed(data: bytes, edit: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A .docx with every part as `edit(name, data)` gives it, and more parts by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, edit(name, source.read(name)))
        for name, content in more.items():
            target.writestr(name, content)
    return made.getvalue()


def with_notes(template: bytes, edit: Callable[[str], str], notes: str) -> bytes:
    """A .docx with a part of footnotes, its body changed by `edit`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                text = edit(text.decode()).encode()
            elif name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                entry = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                text = text.replace(b"</Types>", entry.encode())
            elif name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                entry = f'<Relationship Id="rIdF" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                text = text.replace(b"</Relationships>", entry.encode())
            target.writestr(name, text)
        target.writestr("word/footnotes.xml", notes)
    return made.getvalue()
