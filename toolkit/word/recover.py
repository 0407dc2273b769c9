"""Finding fields again in a report whose content controls an editor has dropped, all of them or some.

The last filled text tells where each field stood. A field is made again only where its text stands untouched between
untouched neighbours; one whose text may stand elsewhere in its paragraph is listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from difflib import SequenceMatcher

from toolkit.hints import TYPE_CHECKING, Final
from toolkit.problems import Problem
from toolkit.word.align import align
from toolkit.word.blocks import BOX_MARK, Block, FieldControl, blocks, control_name, text_boxes
from toolkit.word.deciding import expression_of
from toolkit.word.ledger import Ledger
from toolkit.word.runs import runs_between
from toolkit.word.surroundings import find_place
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element


_OWN_LETTERS: Final = 10


def recover(base: Element, mine: Element, label: str, missing: Counter[str], old: Ledger) -> list[Problem]:
    """Make the `missing` fields of `mine` again by the last filled part `base`; the problems name those in doubt.

    What is made again is missing no more. Copies that say just what a row or sentence was filled with have fields again too.
    """
    return _Recovery(label, mine, missing, old).between(base, mine)


class _Recovery:
    def __init__(self, label: str, tree: Element, missing: Counter[str], old: Ledger) -> None:
        self.label, self.tree, self.missing, self.old = label, tree, missing, old

    def between(self, base: Element, mine: Element, *, copies: bool = False) -> list[Problem]:
        """Make the fields below `mine` again; in the second copy of a text box as many as in the first."""
        before, after = blocks(base), blocks(mine)
        pairs = align([_bare(block) for block in before], [_bare(block) for block in after], moved=True)
        problems = []
        free = [after[index] for index in range(len(after)) if index not in set(pairs.values())]
        filled = {block.text: block for block in before if _is_known_by_text(block)}
        for block in free:
            source = filled.get(block.text)
            if source is not None and not block.fields:
                self._wrap_all(block, source)
        for index, block in enumerate(before):
            here = after[pairs[index]] if index in pairs else self._joined(block, after)
            if here is not None:
                for piece in self._pieces(block, free):
                    self._block(block, piece, copies=copies)
                problems += self._block(block, here, copies=copies)
                for second in (False, True) if BOX_MARK in block.shape else ():
                    boxes = [text_boxes(found.element, copies=second) for found in (block, here)]
                    for was, now in zip(*boxes, strict=False) if len(boxes[0]) == len(boxes[1]) else ():
                        problems += self.between(was, now, copies=copies or second)
        return problems

    def _joined(self, block: Block, after: Sequence[Block]) -> Block | None:
        """The paragraph that says all of another besides, for somebody joined the two."""
        if block.is_row or not _is_known_by_text(block):
            return None
        return next((other for other in after if not other.is_row and block.text in other.text), None)

    def _pieces(self, block: Block, free: Sequence[Block]) -> Iterator[Block]:
        """The paragraphs that say a part of what one was filled with, for somebody divided it."""
        if not block.is_row and self.missing.keys() & block.names:
            yield from (
                other for other in free
                if not other.is_row and not other.fields and len(other.text) >= _OWN_LETTERS and other.text in block.text
            )  # fmt: skip

    def _wrap_all(self, copy: Block, source: Block) -> None:
        """Give a copy whose controls are gone those of what it was copied from."""
        for control in sorted(source.fields, key=lambda control: control.start, reverse=True):
            if control.text:
                _wrap(copy.element, (control.start, control.end), control)

    def _block(self, base: Block, mine: Block, *, copies: bool) -> list[Problem]:
        if Counter(c.name for c in base.fields) <= Counter(c.name for c in mine.fields):
            return []
        found = _spans(base, mine.text)
        gone = [control for control in _gone(base, mine, found) if copies or self.missing[control.name] > 0]
        place, problems = find_place(mine.element, self.label, self.tree), []
        for control in reversed(gone):
            span = found.get(id(control))
            if span is not None and _wrap(mine.element, span, control):
                self.missing[control.name] -= not copies
            elif not copies and _may_stand(control.text, mine):
                values = {"field": expression_of(control.name, self.old), "shown": control.text}
                problems.append(Problem("PL540", place, values))
        return problems


def _is_known_by_text(block: Block) -> bool:
    """True for a row with fields, and for a sentence with as many words of its own that nobody writes it by chance."""
    own = len(block.text) - sum(len(control.text) for control in block.fields)
    return bool(block.fields) and (block.is_row or own >= _OWN_LETTERS)


def _bare(block: Block) -> Block:
    """A block compared by its text alone, for one side's controls are gone."""
    return Block(block.element, block.text, block.text)


def _may_stand(text: str, block: Block) -> bool:
    """True where a text, or another number in its place, may stand outside the fields that a block has."""
    spans = [(control.start, control.end) for control in block.fields]
    bare = "".join(letter for at, letter in enumerate(block.text) if not any(low <= at < high for low, high in spans))
    number = re.search(r"\d", text) is not None
    return bool(text) and (text in bare or (number and re.search(r"\d", bare) is not None))


def _gone(base: Block, mine: Block, found: Mapping[int, tuple[int, int]]) -> list[FieldControl]:
    """The fields of the base block whose controls are not in the other: of one name those that stand where it was filled are there."""
    left = list(mine.fields)
    gone = []
    for control in base.fields:
        start = found.get(id(control), (-1, -1))[0]
        here = next((other for other in left if (other.name, other.start) == (control.name, start)), None)
        gone += [] if here is not None else [control]
        left = [other for other in left if other is not here]
    names = Counter(other.name for other in left)
    for control in sorted(gone, key=lambda control: id(control) in found):
        if names[control.name] > 0:  # it stands elsewhere in the block
            names[control.name] -= 1
            gone.remove(control)
    return gone


def _spans(block: Block, text: str) -> dict[int, tuple[int, int]]:
    """Where fields of the base block stand in the text, for those whose text and neighbours are unchanged."""
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
    """Put a control around a stretch of an element's text; False when it is not made of whole siblings, or is a field already."""
    runs = runs_between(element, *span)
    if not runs or any(run.getparent() is not runs[0].getparent() for run in runs):
        return False
    if any(control_name(node) is not None for node in runs[0].iterancestors(w("sdt"))):
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
