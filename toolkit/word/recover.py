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
from toolkit.word.runs import runs_between
from toolkit.word.surroundings import find_place
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element


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
    runs = runs_between(element, *span)
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
