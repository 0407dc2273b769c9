"""Paragraphs and rows that the data brought or took away, carried into a report that was edited by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy

from toolkit.hints import TYPE_CHECKING
from toolkit.records import field, record, replace
from toolkit.text import clean
from toolkit.word.align import align, moved_pairs
from toolkit.word.blocks import BOX_MARK, TEXT_BOX, Block, blocks, describe, text_boxes
from toolkit.word.bringing import Bringing
from toolkit.word.columns import Rows, cells_of, differ, fit, follow_columns
from toolkit.word.comments import Comments
from toolkit.word.copies import copied_blocks, copied_tables
from toolkit.word.package import NOTES
from toolkit.word.wording import Told, Wording
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_NEEDS_PARAGRAPH = frozenset({w("tc"), w("hdr"), w("ftr"), TEXT_BOX})
_PINNED = tuple(
    w(name)
    for name in (
        "commentReference", "footnoteReference", "endnoteReference", "drawing", "pict", "ins", "del", "moveFrom", "moveTo",
    )
)  # fmt: skip
_TBL, _TR, _TC, _P = w("tbl"), w("tr"), w("tc"), w("p")


def merge_structure(
    base: Element,
    mine: Element,
    new: Element,
    label: str,
    comments: Comments,
    bringing: Bringing,
    *,
    template_changed: bool,
) -> list[Told]:
    """Change `mine` where the new fill has other paragraphs or rows than the last one had; what is to be told, and of which element.

    After the template itself was changed its new paragraphs are only listed, and only rows of tables it still has come and go. Notes come
    and go with what refers to them, so that of a part of notes only the wording follows.
    """
    wording = Wording(label, comments, bringing, template_changed)
    _Structure(blocks(base), blocks(mine), blocks(new), wording).run()
    return wording.told


@record(slots=True)
class _Structure:
    base: Sequence[Block]
    mine: Sequence[Block]
    new: Sequence[Block]
    wording: Wording
    at: dict[int, Element] = field(default_factory=dict)  # index in new -> element in mine
    tables: dict[Element | None, list[Rows]] = field(default_factory=dict)  # by the table in mine
    moved: dict[int, Element] = field(default_factory=dict)  # index in new -> the element of mine that takes its place
    known_tables: set[Element | None] = field(default_factory=set)  # those in new that stood in the report as filled
    gone: list[tuple[Block, Block]] = field(
        default_factory=list
    )  # what the data no longer gives, as filled and as it is

    def run(self) -> None:
        in_order = align(self.base, self.new)
        self._copied_tables(in_order)
        to_mine = align(self.base, self.mine, moved=True)
        moved = self._moved(in_order, to_mine)
        to_new = in_order | moved
        both = [
            (self.base[index], self.mine[to_mine[index]], self.new[to_new[index]])
            for index in sorted(to_mine.keys() & to_new.keys())
        ]
        taken = set(to_mine.values())
        for index, block in copied_blocks(to_mine.keys() & to_new.keys(), self.base, self.mine, taken):
            if not block.is_row or block.element.getparent() is self.mine[to_mine[index]].element.getparent():
                both.append((describe(deepcopy(self.base[index].element)), block, self.new[to_new[index]]))
        self.at = {there: self.mine[to_mine[index]].element for index, there in in_order.items() if index in to_mine}
        self.moved = {there: self.mine[to_mine[index]].element for index, there in moved.items() if index in to_mine}
        self.gone = [(self.base[index], self.mine[to_mine[index]]) for index in sorted(to_mine.keys() - to_new.keys())]
        self._tables(both)
        for base, mine, new in both:
            if base.shape != new.shape:
                self.wording.change(base, mine, new)
        if self.wording.label in NOTES:
            return
        for base, mine, new in both:
            self._change_boxes(base, mine, new)
        known = set(to_new.values())
        self.known_tables = {self.new[index].element.getparent() for index in known if self.new[index].is_row}
        for index, block in enumerate(self.new):
            if index not in known or index in self.moved:
                self._insert(index, block)
        copies = [*copied_blocks(to_mine.keys() - to_new.keys(), self.base, self.mine, taken)]
        for base, mine in self.gone:
            self._remove(base, mine)
        for _, block in copies:
            self.wording.outlive(block, _said(block))
        self._tell_joined(to_mine, to_new)

    def _tell_joined(self, to_mine: Mapping[int, int], to_new: Mapping[int, int]) -> None:
        """Say what the data changed of a paragraph that somebody joined with another."""
        for index, base in enumerate(self.base if not self.wording.template_changed else ()):
            new = self.new[to_new[index]] if index in to_new else None
            if index in to_mine or base.is_row or not base.fields or (new is not None and new.shape == base.shape):
                continue
            host = next((block for block in self.mine if base.shape in block.shape), None)
            if host is not None and new is None:
                self.wording.outlive(host, base.text)
            elif host is not None and new is not None:
                self.wording.tell_otherwise(host, new)

    def _copied_tables(self, to_new: Mapping[int, int]) -> None:
        """A table that somebody copied follows by itself, with the columns and rows it was copied with."""
        for source, table in copied_tables(self.base, self.mine):
            aligned = [
                self.new[to_new[index]].element.getparent()
                for index, block in enumerate(self.base)
                if index in to_new and block.element.getparent() is source
            ]
            wanted = max(set(aligned), key=aligned.count, default=None)
            own = [block for block in self.mine if block.element.getparent() is table]
            self.mine = [block for block in self.mine if block.element.getparent() is not table]
            if wanted is None:
                continue
            inner = replace(
                self, base=blocks(deepcopy(source)), mine=own,
                new=[block for block in self.new if block.element.getparent() is wanted],
                at={}, tables={}, moved={}, known_tables=set(), gone=[],
            )  # fmt: skip
            inner.run()

    def _moved(self, in_order: Mapping[int, int], to_mine: Mapping[int, int]) -> dict[int, int]:
        """What the data only moved, as pairs (base, new): it takes its new place as it is, with what was done to it by hand."""
        tables = {
            (self.base[index].element.getparent(), self.new[there].element.getparent())
            for index, there in in_order.items()
            if self.base[index].is_row
        }
        found = {}
        for index, there in moved_pairs(self.base, self.new, in_order).items():
            base, new, mine = self.base[index], self.new[there], to_mine.get(index)
            in_its_table = base.is_row and (base.element.getparent(), new.element.getparent()) in tables
            may = mine is None or (self.mine[mine].is_row == base.is_row and _may_leave(self.mine[mine].element))
            stays = not base.fields or (self.wording.template_changed and not base.is_row)
            if may and not stays and (in_its_table or base.shape == new.shape):
                found[index] = there
        return found

    def _tables(self, both: Sequence[tuple[Block, Block, Block]]) -> None:
        """Know which rows make each table, and let its columns follow the data."""
        for base, mine, new in both:
            table = mine.element.getparent()
            if table is not None and {block.element.tag for block in (base, mine, new)} == {_TR}:
                self.tables.setdefault(table, []).append(Rows(base.element, mine.element, new.element))
        gone = {mine.element: base.element for base, mine in self.gone}
        for table, rows in self.tables.items():
            edited = follow_columns(rows, gone) if differ(rows) else None
            if edited is not None:
                self.wording.stuck.add(table)
                columns = " | ".join(clean(describe(cell).text) for cell in cells_of(rows[0].new))
                self.wording.told.append(Told("PL528", edited, {"columns": columns}))

    def _change_boxes(self, base: Block, mine: Block, new: Block) -> None:
        """What stands in the text boxes of a block follows by itself, in both copies of each."""
        for copies in (False, True) if BOX_MARK in base.shape else ():
            boxes = [text_boxes(block.element, copies=copies) for block in (base, mine, new)]
            if len({len(found) for found in boxes}) != 1:
                continue
            for was, here, there in zip(*boxes, strict=True):
                wording = (
                    replace(self.wording, told=[]) if copies else self.wording
                )  # what a second copy says is told already
                _Structure(blocks(was), blocks(here), blocks(there), wording).run()

    def _insert(self, index: int, block: Block) -> None:
        """Put a new paragraph or row where the new fill has it, after what stands before it there."""
        if self.wording.template_changed and not block.is_row:
            self.wording.list_new(block)
            return
        if block.is_row:
            self._insert_row(index, block)
            return
        before = next((self.at[i] for i in range(index - 1, -1, -1) if i in self.at), None)
        made = self._made(index, block)
        if before is not None:
            _outermost(before).addnext(made)
        else:
            rest = (self.at[i] for i in range(index + 1, len(self.new)) if i in self.at)
            after = next(rest, self.gone[0][1].element if self.gone else None)
            if after is None:
                return
            _outermost(after).addprevious(made)
        self.at[index] = made

    def _insert_row(self, index: int, block: Block) -> None:
        table = block.element.getparent()
        for step in (-1, 1):
            i = index + step
            while 0 <= i < len(self.new) and self.new[i].element.getparent() is table:
                if i in self.at and self.at[i].tag == _TR:
                    if self._heads_stuck(self.at[i].getparent(), block.element):
                        return
                    made = self._made(index, block)
                    if index not in self.moved:
                        fit(made, self.tables.get(self.at[i].getparent(), ()))
                    if step < 0:
                        self.at[i].addnext(made)
                    else:
                        self.at[i].addprevious(made)
                    self.at[index] = made
                    return
                i += step
        before = next((self.at[i] for i in range(index - 1, -1, -1) if i in self.at), None)
        if before is None or table is None or self.wording.template_changed or table in self.known_tables:
            return
        whole = self.wording.bringing.copy(table)
        _outermost(before).addnext(whole)
        rows = list(whole.iterchildren(_TR))
        start = index
        while start > 0 and self.new[start - 1].element.getparent() is table:
            start -= 1
        for offset, row in enumerate(rows):
            self.at[start + offset] = row

    def _remove(self, base: Block, mine: Block) -> None:
        if _said(mine) != _said(base) or _pinned(mine.element) > _pinned(base.element):
            self.wording.outlive(mine, _said(mine) or base.text)
            return
        element = mine.element
        parent = element.getparent()
        if self.wording.template_changed and not (base.is_row and parent in self.tables):
            return  # another template lacks it, or its whole table; that the data took it away is not known
        if (
            parent is None
            or element.find(f"{w('pPr')}/{w('sectPr')}") is not None
            or self._heads_stuck(parent, element)
        ):
            return
        parent.remove(element)
        if parent.tag == _TBL and parent.find(_TR) is None:
            _remove(parent)
        elif parent.tag in _NEEDS_PARAGRAPH and (len(parent) == 0 or parent[-1].tag != _P):
            parent.append(parent.makeelement(_P, {}))

    def _heads_stuck(self, table: Element | None, row: Element) -> bool:
        """True for a row of headings of a table whose columns do not follow the data: they do not either."""
        return table in self.wording.stuck and row.find(f"{w('trPr')}/{w('tblHeader')}") is not None

    def _made(self, index: int, block: Block) -> Element:
        """What a block of the new fill becomes here: its element where the data only moved it, else a copy."""
        there = self.moved.get(index)
        return self.wording.bringing.copy(block.element) if there is None else there


def _said(block: Block) -> str:
    """All that a block says, what stands in its text boxes too."""
    boxes = text_boxes(block.element) if BOX_MARK in block.shape else ()
    return "\n".join((block.text, *(found.text for box in boxes for found in blocks(box))))


def _pinned(element: Element) -> int:
    """How many comments, notes, pictures and tracked changes hang on an element."""
    return sum(1 for _ in element.iter(*_PINNED))


def _may_leave(element: Element) -> bool:
    """True for a block that ends no section and is not the only one where it stands."""
    parent = element.getparent()
    alone = parent is None or next(parent.iterchildren(element.tag)) is next(
        parent.iterchildren(element.tag, reversed=True)
    )
    return not alone and element.find(f"{w('pPr')}/{w('sectPr')}") is None


def _outermost(element: Element) -> Element:
    """The block a paragraph may follow: the table of a row, the control around a paragraph's table."""
    if element.tag != _TR:
        return element
    return next(element.iterancestors(_TBL), element)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
