"""Loops and conditions of one part: paired, made repeatable, and marked where they may leave less than Word requires."""

from __future__ import annotations

from toolkit.expressions import ElIf, Else, EndFor, EndIf, For, If
from toolkit.hints import TYPE_CHECKING, Final
from toolkit.places import Paragraph
from toolkit.problems import Problem
from toolkit.word.cutting import forget_ids, instructions, same_level
from toolkit.word.marks import Mark, Marks
from toolkit.word.nodes import Guard, NoteSlot
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_MOST_LOOPS: Final = 8  # one inside the other
_DEEPEST: Final = 40  # loops and conditions one inside the other


class Statements:
    """The statements among a part's marks; `referenced` are the notes that loops and conditions refer to."""

    def __init__(self, label: str, marks: Marks) -> None:
        self.marks = marks
        self.nowhere = Paragraph(label, 0)
        self.problems: list[Problem] = []
        self.referenced: set[tuple[str, str]] = set()

    def pair(self, root: Element) -> None:
        """Check that loops and conditions open and close around whole elements; make what is inside repeatable."""
        open_: list[tuple[Element, Mark]] = []
        for node in list(instructions(root)):
            mark = self.marks.of(node)
            if isinstance(mark.tag, For | If):
                open_.append((node, mark))
                loops = sum(isinstance(opener.tag, For) for _, opener in open_)
                if loops > _MOST_LOOPS or len(open_) > _DEEPEST:
                    limit = _MOST_LOOPS if loops > _MOST_LOOPS else _DEEPEST
                    self.problems.append(Problem("PL526", mark.place, {"limit": limit}))
                    return
            elif isinstance(mark.tag, ElIf | Else | EndIf | EndFor):
                wanted: type = For if isinstance(mark.tag, EndFor) else If
                if not open_ or not isinstance(open_[-1][1].tag, wanted):
                    self.problems.append(Problem("PL524", mark.place, {"tag": mark.source}))
                    continue
                start, opener = open_[-1]
                if not same_level(start, node):
                    self.problems.append(
                        Problem("PL525", opener.place, {"tag": opener.source, "end": mark.source, "there": mark.place})
                    )
                elif isinstance(mark.tag, EndFor | EndIf):
                    self._make_repeatable(start, node, loop=isinstance(mark.tag, EndFor))
                if isinstance(mark.tag, EndFor | EndIf):
                    open_.pop()
        for _, mark in open_:
            self.problems.append(Problem("PL522", mark.place, {"tag": mark.source}))

    def _make_repeatable(self, start: Element, end: Element, *, loop: bool) -> None:
        """Inside a loop nothing may carry an id that must be unique; notes referred to inside get one for each pass."""
        sibling = start.getnext()
        while sibling is not None and sibling is not end:
            following = sibling.getnext()
            for node in [sibling, *sibling.iterdescendants()]:
                if not isinstance(node.tag, str):
                    continue
                name = node.tag.rpartition("}")[2]
                if name in ("footnoteReference", "endnoteReference"):
                    self._note_slot(node, name.removesuffix("Reference"))
                elif loop:
                    forget_ids(node, name)
            sibling = following

    def _note_slot(self, node: Element, element: str) -> None:
        note_id = node.get(w("id")) or ""
        if note_id == "PLNOTE":
            return
        self.referenced.add((element, note_id))
        node.set(w("id"), "PLNOTE")
        mark = Mark(NoteSlot(element, note_id), self.nowhere)
        node.addprevious(self.marks.put(mark))

    def guard(self, root: Element) -> None:
        """Mark tables and cells that a loop or condition may leave without what Word requires in them."""
        seen: set[Element] = set()
        for node in list(instructions(root)):
            parent = node.getparent()
            if parent is None or parent in seen:
                continue
            seen.add(parent)
            kind = parent.tag.rpartition("}")[2] if isinstance(parent.tag, str) else ""
            if kind in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote"):
                parent.append(self.marks.put(Mark(Guard("tc"), self.nowhere)))
            elif kind == "tbl":
                parent.addprevious(self.marks.put(Mark(Guard("tbl", opens=True), self.nowhere)))
                parent.addnext(self.marks.put(Mark(Guard("tbl"), self.nowhere)))
