"""A copy of a document with a Word comment at each finding and a closing table; its text stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from toolkit.places import Paragraph
from toolkit.word.comments import Comments
from toolkit.word.package import Package
from toolkit.word.prose import paragraph_at
from toolkit.word.runs import runs_between
from toolkit.word.xml import W_NS, run, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_CELL: Final = '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{ppr}{run}</w:p></w:tc>'


def mark(
    package: Package, findings: Iterable[tuple[Paragraph, str]], heading: str, rows: Sequence[Sequence[str]]
) -> Package:
    """The document with a comment for each (place, text) and, at its end, the rows as a table under a heading."""
    from lxml import etree

    made = package.copy()
    comments = Comments(made)
    trees = {label: (name, made.tree(name)) for name, label in made.text_parts()}
    body_name, body = trees["body"]
    for place, text in findings:
        _, tree = trees.get(place.part, trees["body"])
        first, last = _stretch(tree, place) if place.part == "body" else _reference(body, tree, place)
        if first is not None and last is not None:
            comments.pin(first, last, text)
    if rows:
        _append_table(body, heading, rows)
    made.parts[body_name] = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
    comments.store()
    return made


def _stretch(tree: Element, place: Paragraph) -> tuple[Element | None, Element | None]:
    """The runs a place covers; the whole paragraph where they have no parent in common."""
    paragraph = paragraph_at(tree, place.paragraph)
    if paragraph is None:
        return None, None
    runs = runs_between(paragraph, place.start, place.end) if place.end > place.start else []
    if runs and all(node.getparent() is runs[0].getparent() for node in runs):
        return runs[0], runs[-1]
    inside = [child for child in paragraph if isinstance(child.tag, str) and child.tag != w("pPr")]
    return (inside[0], inside[-1]) if inside else (None, None)


def _reference(body: Element, notes: Element, place: Paragraph) -> tuple[Element | None, Element | None]:
    """Where the body refers to the note a place stands in: Word keeps no comments inside notes."""
    paragraph = paragraph_at(notes, place.paragraph)
    note = None if paragraph is None else next(paragraph.iterancestors(w("footnote"), w("endnote")), None)
    if note is None:
        return None, None
    kind = f"{note.tag.rpartition('}')[2]}Reference"
    for reference in body.iter(w(kind)):
        if reference.get(w("id")) == note.get(w("id")):
            return reference.getparent(), reference.getparent()
    return None, None


def _append_table(body: Element, heading: str, rows: Sequence[Sequence[str]]) -> None:
    from lxml import etree

    width = 9000 // max(len(row) for row in rows)
    bold = "<w:rPr><w:b/></w:rPr>"
    lines = []
    for index, row in enumerate(rows):
        cells = (_CELL.format(width=width, ppr="", run=run(text, "" if index else bold)) for text in row)
        head = "" if index else "<w:trPr><w:tblHeader/></w:trPr>"
        lines.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    xml = (
        f'<w:body xmlns:w="{W_NS}"><w:p>{run(heading, bold)}</w:p><w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>'
        f"<w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl><w:p/></w:body>"
    )
    section = body.find(w("body"))
    holder = body if section is None else section
    last = holder[-1] if len(holder) and holder[-1].tag == w("sectPr") else None
    for node in list(etree.fromstring(xml)):
        if last is not None:
            last.addprevious(node)
        else:
            holder.append(node)
