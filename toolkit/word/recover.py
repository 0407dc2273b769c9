"""Finding fields again in a report whose content controls an editor has dropped.

The last filled text tells where each field stood. A field is made again only where its text stands untouched between
untouched neighbours; every other one is listed.
"""

from __future__ import annotations

from copy import deepcopy
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from toolkit.problems import Problem
from toolkit.word.align import align
from toolkit.word.blocks import Block, FieldControl, blocks
from toolkit.word.controls import PREFIX
from toolkit.word.surroundings import find_place
from toolkit.word.xml import XML_SPACE, w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_SIGNS = (w("tab"), w("br"), w("cr"), w("noBreakHyphen"))


def recover(base: Element, mine: Element, label: str) -> list[Problem]:
    """Make the fields of `mine` again by the last filled part `base`; the problems name those that stay unfound."""
    before = blocks(base)
    after = blocks(mine)
    for block in before:  # the controls are gone from mine, so both sides are compared by their text
        block.shape = block.text
    pairs = align([_bare(block) for block in before], after, moved=True)
    problems = []
    for index, block in enumerate(before):
        if not block.fields:
            continue
        here = pairs.get(index)
        found = {} if here is None else _spans(block, after[here].text)
        for control in reversed(block.fields):
            span = found.get(id(control))
            made = here is not None and span is not None and _wrap(after[here].element, span, control)
            if not made:
                place = None if here is None else find_place(after[here].element, label, mine)
                values = {"field": control.name.removeprefix(PREFIX), "shown": control.text}
                problems.append(Problem("PL540", place, values))
    return problems


def _bare(block: Block) -> Block:
    return Block(block.element, block.text, block.text)


def _spans(block: Block, text: str) -> dict[int, tuple[int, int]]:
    """Where each field of the base block stands in the text, for those whose text and neighbours are unchanged."""
    found = {}
    same = SequenceMatcher(None, block.text, text, autojunk=False).get_matching_blocks()
    for control in block.fields:
        low, high = max(0, control.start - 1), min(len(block.text), control.end + 1)
        for match in same:
            if match.a <= low and high <= match.a + match.size and control.text:
                start = match.b + control.start - match.a
                found[id(control)] = (start, start + len(control.text))
    return found


def _wrap(element: Element, span: tuple[int, int], control: FieldControl) -> bool:
    """Put a control around a stretch of an element's text; False when it is not made of whole siblings."""
    start, end = span
    _split(element, start)
    _split(element, end)
    runs: list[Element] = []
    position = 0
    for piece in _pieces(element):
        size = len(piece.text or "") if piece.tag == w("t") else 1
        run = piece.getparent()
        if position >= start and position + size <= end and size and run is not None and run not in runs:
            runs.append(run)
        position += size
        if position >= end:
            break
    if not runs or any(run.getparent() is not runs[0].getparent() for run in runs):
        return False
    made = deepcopy(control.element)
    content = made.find(w("sdtContent"))
    if content is None:
        return False
    for child in list(content):
        content.remove(child)
    runs[0].addprevious(made)
    made.tail = None
    content.extend(runs)
    return True


def _pieces(element: Element) -> list[Element]:
    """The texts and signs of an element in the order and sizes `toolkit.word.blocks` counts them; cell ends as `w:tc`."""
    found: list[Element] = []
    _walk(element, element.tag == w("tr"), found)
    return found


def _walk(node: Element, in_row: bool, found: list[Element]) -> None:
    from toolkit.word.blocks import SKIPPED

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
        size = len(piece.text or "") if piece.tag == w("t") else 1
        if position <= at < position + size:
            _split_run(piece, at - position)
            return
        position += size


def _split_run(piece: Element, at: int) -> None:
    run = piece.getparent()
    if run is None or run.tag != w("r") or (at == 0 and not _before(piece)):
        return
    rest = run.makeelement(run.tag, dict(run.attrib))
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
