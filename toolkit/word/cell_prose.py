"""Prose in the cells of tables: which paragraphs say something, and what their row and their column are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.hints import TYPE_CHECKING, Final
from toolkit.passages import TextCell
from toolkit.text import clean, first_words, whole_number
from toolkit.word.blocks import describe
from toolkit.word.tables import below
from toolkit.word.xml import w

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element

_P, _TBL, _TR, _TC = w("p"), w("tbl"), w("tr"), w("tc")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHARE: Final = re.compile(r"\d[^%]*/[^%]*\d[^%]*%")
_LEAST_WORDS: Final = 3  # "đạt 95%" is a figure with a word
_LONGEST_MARK: Final = 4  # "VIII"
_LONGEST_NAME: Final = 200


def says_something(text: str) -> bool:
    """True for a paragraph of a table that is more than a label or a figure: words with a number, or a fraction with its share."""
    if not any(char.isdigit() for char in text):
        return False
    return len(_WORD.findall(text)) >= _LEAST_WORDS or _SHARE.search(text) is not None


class TextCells:
    """The cells of one part, told as their paragraphs are met in order."""

    def __init__(self) -> None:
        self._numbers: dict[Element, int] = {}
        self._rows: dict[Element, list[tuple[int, int, Element]]] = {}
        self._tables: dict[Element, tuple[list[Element], dict[Element, int]]] = {}

    def of(self, paragraph: Element, text: str) -> TextCell | None:
        """The cell of a paragraph that is prose; None for one that is none."""
        if not says_something(text):
            return None
        cell = next(paragraph.iterancestors(_TC), None)
        row = None if cell is None else next(cell.iterancestors(_TR), None)
        table = None if row is None else next(row.iterancestors(_TBL), None)
        if cell is None or row is None or table is None:
            return None
        number = self._numbers.setdefault(cell, len(self._numbers) + 1)
        return TextCell(number, self._row_name(table, row, cell), self._heading(table, row, cell))

    def _cells(self, row: Element) -> list[tuple[int, int, Element]]:
        """The cells of a row as (first column, column after the last, cell)."""
        if row not in self._rows:
            column, found = 0, []
            for cell in below(row, _TC, frozenset()):
                span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
                end = column + max(1, whole_number(None if span is None else span.get(w("val")), 1))
                found.append((column, end, cell))
                column = end
            self._rows[row] = found
        return self._rows[row]

    def _rows_of(self, table: Element) -> tuple[list[Element], dict[Element, int]]:
        """The rows of a table, and the number of each from 0."""
        if table not in self._tables:
            rows = list(below(table, _TR, frozenset({_TC})))
            self._tables[table] = rows, {row: at for at, row in enumerate(rows)}
        return self._tables[table]

    def _row_name(self, table: Element, row: Element, cell: Element) -> str:
        """What the first cell with words before a cell says; where it goes on from above, what it says there."""
        for low, _, before in self._cells(row):
            if before is cell:
                break
            said = _said(self._beginning(table, row, low, before))
            if len(_WORD.findall(said)) > 1 or len(said) > _LONGEST_MARK:
                return first_words(said, _LONGEST_NAME)
        return ""

    def _beginning(self, table: Element, row: Element, column: int, cell: Element) -> Element:
        """Where a cell that is merged downwards begins."""
        if not _goes_on(cell):
            return cell
        rows, number = self._rows_of(table)
        for above in reversed(rows[: number[row]]):
            cell = next((each for first, _, each in self._cells(above) if first == column), cell)
            if not _goes_on(cell):
                break
        return cell

    def _heading(self, table: Element, row: Element, cell: Element) -> str:
        """What the first row says over a cell, and the second where that one is over several columns.

        "" in a table of one column, and in the first row itself.
        """
        rows, _ = self._rows_of(table)
        column = next((low for low, _, each in self._cells(row) if each is cell), 0)
        if rows[0] is row or len(self._cells(rows[0])) < 2:
            return ""
        low, high, over = _covering(self._cells(rows[0]), column)
        said = [over]
        if high - low > 1 and row not in rows[:2]:
            said.append(_covering(self._cells(rows[1]), column)[2])
        return first_words(" ".join(_said(each) for each in said if each is not None), _LONGEST_NAME)


def _covering(cells: Sequence[tuple[int, int, Element]], column: int) -> tuple[int, int, Element | None]:
    return next(((low, high, cell) for low, high, cell in cells if low <= column < high), (0, 0, None))


def _goes_on(cell: Element) -> bool:
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val")) != "restart"


def _said(cell: Element) -> str:
    return clean(" ".join(describe(paragraph).text for paragraph in below(cell, _P, frozenset({_TBL}))))
