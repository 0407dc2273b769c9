"""Where a value stands: a cell of a workbook or a stretch of a document.

A place is attached when the value is read and travels with it; no later stage works it out again.
"""

from __future__ import annotations

from functools import lru_cache

from toolkit.records import NamedTuple, record


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Excel's letters of a 1-based column: 1 is "A", 28 is "AB"."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The 1-based column of Excel's letters: "AB" is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class Cell(NamedTuple):
    """One cell of a workbook; `row` and `column` count from 1. Shown as "PHỤ LỤC!J31"."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The address within the sheet: "J31"."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        sheet, row, column = self
        return f"{sheet}!{column_letters(column)}{row}"


@record(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, both corners included. Shown as "PHỤ LỤC!G53:G56"."""

    first: Cell
    last: Cell

    def __str__(self) -> str:
        return f"{self.first}:{self.last.address}"


@record(frozen=True, slots=True, order=True)
class Sheet:
    """A whole sheet."""

    sheet: str

    def __str__(self) -> str:
        return self.sheet


@record(frozen=True, slots=True, order=True)
class File:
    """A whole file, by the name its user knows it by."""

    name: str

    def __str__(self) -> str:
        return self.name


@record(frozen=True, slots=True, order=True)
class Paragraph:
    """A paragraph of a document part, or a stretch of it.

    `paragraph` counts from 1 in document order within the part, tables and content controls included; `start` and
    `end` are offsets in code points into its text, end exclusive, both 0 for the paragraph as a whole. `near` is what
    a person can look for: the heading above and the first words.
    """

    part: str
    paragraph: int
    start: int = 0
    end: int = 0
    near: str = ""

    def __str__(self) -> str:
        where = f"{self.part}, ¶{self.paragraph}"
        return f"{where} ({self.near})" if self.near else where


Place = Cell | Area | Sheet | File | Paragraph
