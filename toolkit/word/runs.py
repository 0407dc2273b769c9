"""Text offsets of a paragraph or row and the runs that hold them."""

from __future__ import annotations

from copy import deepcopy

from toolkit.hints import TYPE_CHECKING
from toolkit.word.blocks import SKIPPED
from toolkit.word.xml import XML_SPACE, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_SIGNS = (w("tab"), w("br"), w("cr"), w("noBreakHyphen"))


def runs_between(element: Element, start: int, end: int) -> list[Element]:
    """The runs that hold exactly the text from one offset to another, split off where an offset falls inside a run.

    Offsets count as the text of `toolkit.word.blocks` does.
    """
    _split(element, start)
    _split(element, end)
    runs: list[Element] = []
    position = 0
    for piece in _pieces(element):
        size = _size(piece)
        run = piece.getparent()
        if position >= start and position + size <= end and size and run is not None and run not in runs:
            runs.append(run)
        position += size
        if position >= end:
            break
    return runs


def run_before(element: Element, at: int) -> Element | None:
    """The run whose text ends at an offset, split off there; None at the beginning."""
    _split(element, at)
    found, position = None, 0
    for piece in _pieces(element):
        position += _size(piece)
        if position > at:
            break
        found = piece.getparent() if piece.getparent() is not None and _size(piece) else found
    return found


def text_size(element: Element) -> int:
    """How long the text of an element is, counted by its runs."""
    return sum(map(_size, _pieces(element)))


def _size(piece: Element) -> int:
    return len(piece.text or "") if piece.tag == w("t") else 1


def _pieces(element: Element) -> list[Element]:
    """The texts and signs of an element in the order and sizes `toolkit.word.blocks` counts them; cell ends as `w:tc`."""
    found: list[Element] = []
    _walk(element, element.tag == w("tr"), found)
    return found


def _walk(node: Element, in_row: bool, found: list[Element]) -> None:
    for child in node:
        if child.tag == w("t") or child.tag in _SIGNS:
            found.append(child)
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            _walk(child, in_row, found)
            if in_row and child.tag in (w("tc"), w("p")):
                found.append(child)


def _split(element: Element, at: int) -> None:
    """Split the run in which a text offset falls, so that a run begins there."""
    position = 0
    for piece in _pieces(element):
        size = _size(piece)
        if position <= at < position + size:
            _split_run(piece, at - position)
            return
        position += size


def _split_run(piece: Element, at: int) -> None:
    run = piece.getparent()
    if run is None or run.tag != w("r") or (at == 0 and not _before(piece)):
        return
    rest = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    formatting = run.find(w("rPr"))
    if formatting is not None:
        rest.append(deepcopy(formatting))
    following = list(piece.itersiblings())
    if at == 0:
        following.insert(0, piece)
    else:
        tail = rest.makeelement(w("t"), {XML_SPACE: "preserve"})
        tail.text = (piece.text or "")[at:]
        piece.text = (piece.text or "")[:at]
        piece.set(XML_SPACE, "preserve")
        rest.append(tail)
    rest.extend(following)
    run.addnext(rest)


def _before(piece: Element) -> bool:
    return any(sibling.tag != w("rPr") for sibling in piece.itersiblings(preceding=True))
