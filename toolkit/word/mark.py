"""A copy of a document with a Word comment at each finding and a closing table; its text stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.hints import TYPE_CHECKING, Final
from toolkit.places import Paragraph
from toolkit.text import whole_number
from toolkit.word.comments import Comments
from toolkit.word.package import Package
from toolkit.word.prose import named_parts
from toolkit.word.runs import runs_between
from toolkit.word.unmark import CLOSING, INITIALS
from toolkit.word.xml import W_NS, run, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_NOTES: Final = {"footnotes": w("footnoteReference"), "endnotes": w("endnoteReference")}
# The text width of an A4 page with the margins of official documents, in twips.
_USUAL_WIDTH: Final = 9071
_FONT: Final = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
_SIDES: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True, slots=True)
class Closing:
    """The table at the end of a marked copy.

    The first of `rows` is its heading row; `shares` are the widths of its columns in parts of the whole; `stressed` are
    the rows to stand out, counted from 1 below the heading row.
    """

    heading: str
    lines: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[int]
    stressed: frozenset[int] = frozenset()


def mark(package: Package, findings: Iterable[tuple[Paragraph, str]], closing: Closing) -> Package:
    """The document with a comment for each (place, text) and, on a page of its own at the end, the closing table.

    The marks of an earlier tie-out are to be taken out first (`unmark.unmarked`).
    Word keeps no comments in notes, headers, footers and text boxes: a comment on one of these is pinned to where the
    body refers to the note, to the frame of the text box, or to the beginning of the body.
    """
    from lxml import etree

    made = package.copy()
    comments = Comments(made, INITIALS)
    names = {label: name for name, label in named_parts(made)}
    body = made.tree(names["body"])
    places = _Places(made, names, body)
    for place, text in findings:
        first, last = places.stretch(place)
        if first is not None and last is not None:
            comments.pin(first, last, text)
    _append(body, closing)
    made.parts[names["body"]] = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
    comments.store()
    return made


class _Places:
    """Where the places of a document can carry a comment in its body."""

    def __init__(self, package: Package, names: dict[str, str], body: Element) -> None:
        self._package = package
        self._names = names
        self._body = body
        self._paragraphs: dict[str, list[Element]] = {"body": list(body.iter(w("p")))}
        self._references: dict[tuple[str, str], Element] = {}
        for part, tag in _NOTES.items():
            for node in body.iter(tag):
                self._references.setdefault((part, node.get(w("id")) or ""), node)

    def stretch(self, place: Paragraph) -> tuple[Element | None, Element | None]:
        """The first and last element to pin a comment on, siblings; None where the body has nothing to pin it on."""
        paragraph = self._paragraph(place)
        if paragraph is not None and place.part == "body":
            return _siblings(paragraph, place)
        note = None if paragraph is None else next(paragraph.iterancestors(w("footnote"), w("endnote")), None)
        reference = None if note is None else self._references.get((place.part, note.get(w("id")) or ""))
        if reference is not None:
            return reference.getparent(), reference.getparent()
        first = next((p for p in self._paragraphs["body"] if _children(p)), None)
        inside = [] if first is None else _children(first)
        return (inside[0], inside[-1]) if inside else (None, None)

    def _paragraph(self, place: Paragraph) -> Element | None:
        if place.part not in self._paragraphs:
            name = self._names.get(place.part)
            self._paragraphs[place.part] = [] if name is None else list(self._package.tree(name).iter(w("p")))
        found = self._paragraphs[place.part]
        return found[place.paragraph - 1] if 0 < place.paragraph <= len(found) else None


def _siblings(paragraph: Element, place: Paragraph) -> tuple[Element | None, Element | None]:
    """The elements around the runs a place covers; those of the whole paragraph for a place without a stretch."""
    boxes = list(paragraph.iterancestors(w("txbxContent")))
    if boxes:
        frame = next(boxes[-1].iterancestors(w("r")), None)
        return frame, frame
    runs = runs_between(paragraph, place.start, place.end) if place.end > place.start else []
    if not runs:
        inside = _children(paragraph)
        return (inside[0], inside[-1]) if inside else (None, None)
    first, last = runs[0], runs[-1]
    above = [first, *first.iterancestors()]
    for node in [last, *last.iterancestors()]:
        parent = node.getparent()
        inside_control = parent is None or w("sdtContent") in (node.tag, parent.tag)
        if not inside_control and parent in above:
            return above[above.index(parent) - 1], node
    return first, last


def _children(paragraph: Element) -> list[Element]:
    return [child for child in paragraph if isinstance(child.tag, str) and child.tag != w("pPr")]


def _append(body: Element, closing: Closing) -> None:
    """Put the closing table at the end of the body, on a page of its own."""
    from lxml import etree

    holder = body.find(w("body"))
    if holder is None:
        return
    section = holder[-1] if len(holder) and holder[-1].tag == w("sectPr") else None
    top = _paragraph(closing.heading, '<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="0" w:after="120"/>'
                     '<w:ind w:firstLine="0"/><w:jc w:val="center"/>', bold=True, size=28)  # fmt: skip
    lines = (_paragraph(line, '<w:spacing w:before="0" w:after="60"/><w:ind w:firstLine="0"/>', size=24)
             for line in closing.lines)  # fmt: skip
    number = max((whole_number(node.get(w("id"))) for node in body.iter(w("bookmarkStart"))), default=0) + 1
    begin, end = (
        f'<w:bookmarkStart w:id="{at}" w:name="{name}"/><w:bookmarkEnd w:id="{at}"/>'
        for at, name in enumerate(CLOSING, number)
    )
    xml = (
        f'<w:body xmlns:w="{W_NS}">{top.replace("</w:pPr>", f"</w:pPr>{begin}", 1)}{"".join(lines)}'
        f"{_table(closing, _text_width(section))}{_paragraph('', '', size=2).replace('</w:p>', f'{end}</w:p>')}</w:body>"
    )
    for node in list(etree.fromstring(xml)):
        if section is not None:
            section.addprevious(node)
        else:
            holder.append(node)


def _text_width(section: Element | None) -> int:
    """How many twips a line of the last section is long."""
    if section is None:
        return _USUAL_WIDTH
    page, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if page is None or margins is None:
        return _USUAL_WIDTH
    values = [page.get(w("w")), margins.get(w("left")), margins.get(w("right"))]
    if None in values:
        return _USUAL_WIDTH
    page_width, left, right = map(whole_number, values)
    width = page_width - left - right
    return width if width > 2000 else _USUAL_WIDTH


def _table(closing: Closing, whole: int) -> str:
    widths = [whole * share // sum(closing.shares) for share in closing.shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = []
    for index, row in enumerate(closing.rows):
        strong = not index or index in closing.stressed
        cells = "".join(
            _cell(text, width, head=not index, strong=strong) for text, width in zip(row, widths, strict=True)
        )
        repeat = "" if index else "<w:tblHeader/>"
        lines.append(f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_SIDES}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _cell(text: str, width: int, *, head: bool, strong: bool) -> str:
    shade = "F2F2F2" if head else "FBE4D5" if strong else ""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    across = '<w:jc w:val="center"/>' if head else ""
    paragraph = _paragraph(
        text, f'<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/>{across}',
        bold=head, size=20,
    )  # fmt: skip
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{paragraph}</w:tc>'


def _paragraph(text: str, ppr: str, *, bold: bool = False, size: int) -> str:
    rpr = f'<w:rPr>{_FONT}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return f"<w:p><w:pPr>{ppr}{rpr if not text else ''}</w:pPr>{run(text, rpr) if text else ''}</w:p>"
