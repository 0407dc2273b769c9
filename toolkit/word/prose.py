"""A document's text as plain paragraphs, with what checking it needs to know: tables, notes, and our own fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.word.blocks import SKIPPED, control_name, describe
from toolkit.word.package import Package
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_P = w("p")
_REFERENCES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}


@dataclass(slots=True)
class Prose:
    """One paragraph: its part and number, its text, whether it stands in a table, and what is in it.

    `references` are (offset, part, id) of notes; `note` is the id of the note it belongs to; `fields` are (start, end,
    name) of our controls.
    """

    part: str
    number: int
    text: str
    table: bool = False
    note: str | None = None
    references: list[tuple[int, str, str]] = field(default_factory=list)
    fields: list[tuple[int, int, str]] = field(default_factory=list)


def prose(package: Package) -> list[Prose]:
    """Every paragraph of the document's text parts in order, numbered from 1 within its part."""
    found = []
    for name, label in package.text_parts():
        for number, paragraph in enumerate(package.tree(name).iter(_P), 1):
            block = describe(paragraph)
            made = Prose(label, number, block.text, _in_table(paragraph), _note_of(paragraph))
            made.fields = [(control.start, control.end, control.name) for control in block.fields]
            _find_references(paragraph, made, 0)
            found.append(made)
    return found


def paragraph_at(tree: Element, number: int) -> Element | None:
    """The paragraph of a part with a number."""
    return next((node for index, node in enumerate(tree.iter(_P), 1) if index == number), None)


def _in_table(paragraph: Element) -> bool:
    return next(paragraph.iterancestors(w("tbl")), None) is not None


def _note_of(paragraph: Element) -> str | None:
    note = next(paragraph.iterancestors(w("footnote"), w("endnote")), None)
    return None if note is None else note.get(w("id"))


def _find_references(node: Element, made: Prose, position: int) -> int:
    """Note where references stand; the position in the text after the node, counted as the text itself is."""
    for child in node:
        if child.tag == w("t"):
            position += len(child.text or "")
        elif child.tag in (w("tab"), w("br"), w("cr"), w("noBreakHyphen")):
            position += 1
        elif child.tag in _REFERENCES:
            made.references.append((position, _REFERENCES[child.tag], child.get(w("id")) or ""))
        elif child.tag == w("sdt") and control_name(child) is not None:
            content = child.find(w("sdtContent"))
            position = position if content is None else _find_references(content, made, position)
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            position = _find_references(child, made, position)
    return position
