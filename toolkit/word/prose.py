"""A document's text as passages."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.hints import TYPE_CHECKING
from toolkit.passages import Passage
from toolkit.text import first_words
from toolkit.word.blocks import SKIPPED, control_name, describe
from toolkit.word.cell_prose import TextCells
from toolkit.word.package import Package
from toolkit.word.surroundings import Surroundings, told
from toolkit.word.xml import MC_NS, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_P, _TBL = w("p"), w("tbl")
_FIELDS_ALONE = frozenset({w("pPr"), w("sdt")})
_FALLBACK = f"{{{MC_NS}}}Fallback"
_FOOTNOTE, _ENDNOTE = w("footnote"), w("endnote")
_REFERENCES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}


def named_parts(package: Package) -> Iterator[tuple[str, str]]:
    """Every part that holds text, as (name, label) with a label of its own for each: "body", "header1", "footnotes"."""
    for name, label in package.text_parts():
        yield name, name.rpartition("/")[2].removesuffix(".xml") if label in ("header", "footer") else label


def prose(package: Package) -> Iterator[Passage]:
    """Every paragraph of the document's text parts in order, numbered from 1 within its part.

    A text box stands in the file twice, for newer and for older programs: its second copy is counted but left out. So are
    the lines of a table of contents.
    """
    for name, label in named_parts(package):
        yield from part_prose(package.tree(name), label)


def part_prose(tree: Element, label: str, *, tables: bool = True) -> Iterator[Passage]:
    """The passages of one part; without `tables` all in tables that is no prose, or that fields alone show, is counted but left out."""
    surroundings = Surroundings(label)
    cells = TextCells()
    for number, paragraph in enumerate(tree.iter(_P), 1):
        table, note, copy = _around(paragraph)
        if copy or (table and not tables and _shows_fields_alone(paragraph)) or _in_contents(paragraph):
            continue
        block = describe(paragraph)
        near = surroundings.near(paragraph, block.text, table=table)
        references: list[tuple[int, str, str]] = []
        if next(paragraph.iter(*_REFERENCES), None) is not None:
            _find_references(paragraph, references, 0)
        fields = tuple((control.start, control.end, control.name) for control in block.fields)
        cell = cells.of(paragraph, block.text) if table else None
        if cell is not None and cell.row:
            near = told(cell.row, first_words(block.text, 60))
        is_figure = table and cell is None
        if is_figure and not tables:
            continue
        yield Passage(label, number, block.text, is_figure, note, tuple(references), fields, near, cell)


def paragraph_at(tree: Element, number: int) -> Element | None:
    """The paragraph of a part with a number."""
    return next((node for index, node in enumerate(tree.iter(_P), 1) if index == number), None)


def _around(paragraph: Element) -> tuple[bool, str | None, bool]:
    """Whether a paragraph is in a table, the id of its note, and whether it is the second copy of a text box."""
    table = copy = False
    note = None
    for node in paragraph.iterancestors():
        tag = node.tag
        if tag == _TBL:
            table = True
        elif tag in (_FOOTNOTE, _ENDNOTE):
            note = node.get(w("id"))
        elif tag == _FALLBACK:
            copy = True
    return table, note, copy


def _shows_fields_alone(paragraph: Element) -> bool:
    return all(child.tag in _FIELDS_ALONE for child in paragraph)


def _in_contents(paragraph: Element) -> bool:
    """True for a line of a table of contents, which Word copies from a heading and ends with a page number."""
    links = paragraph.iterchildren(w("hyperlink"))
    return any((link.get(w("anchor")) or "").startswith("_Toc") for link in links)


def _find_references(node: Element, references: list[tuple[int, str, str]], position: int) -> int:
    """Note where references stand; the position in the text after the node, counted as the text itself is."""
    for child in node:
        if child.tag == w("t"):
            position += len(child.text or "")
        elif child.tag in (w("tab"), w("br"), w("cr"), w("noBreakHyphen")):
            position += 1
        elif child.tag in _REFERENCES:
            references.append((position, _REFERENCES[child.tag], child.get(w("id")) or ""))
        elif child.tag == w("sdt") and control_name(child) is not None:
            content = child.find(w("sdtContent"))
            position = position if content is None else _find_references(content, references, position)
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            position = _find_references(child, references, position)
    return position
