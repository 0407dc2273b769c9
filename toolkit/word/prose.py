"""A document's text as passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.passages import Passage
from toolkit.word.blocks import SKIPPED, control_name, describe
from toolkit.word.package import Package
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_P = w("p")
_REFERENCES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}


def prose(package: Package) -> list[Passage]:
    """Every paragraph of the document's text parts in order, numbered from 1 within its part."""
    found = []
    for name, label in package.text_parts():
        for number, paragraph in enumerate(package.tree(name).iter(_P), 1):
            block = describe(paragraph)
            references: list[tuple[int, str, str]] = []
            _find_references(paragraph, references, 0)
            fields = tuple((control.start, control.end, control.name) for control in block.fields)
            note = _note_of(paragraph)
            found.append(Passage(label, number, block.text, _in_table(paragraph), note, tuple(references), fields))
    return found


def paragraph_at(tree: Element, number: int) -> Element | None:
    """The paragraph of a part with a number."""
    return next((node for index, node in enumerate(tree.iter(_P), 1) if index == number), None)


def _in_table(paragraph: Element) -> bool:
    return next(paragraph.iterancestors(w("tbl")), None) is not None


def _note_of(paragraph: Element) -> str | None:
    note = next(paragraph.iterancestors(w("footnote"), w("endnote")), None)
    return None if note is None else note.get(w("id"))


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
