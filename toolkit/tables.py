"""Tables outside workbooks as plain grids: what reading a Word document or a text gives and importing takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from toolkit.records import record

_TITLE_LINES = 8


@record(frozen=True, slots=True)
class TableCell:
    """One cell: its text (paragraphs and line breaks as new lines), where it begins and how far it reaches, from 1.

    `indent` counts steps of indentation. `field` is the name of the field of ours it shows, "" without one. `paragraph` is
    the number of its first paragraph in the document, of its line in a text; 0 where that is not known. `number` is what
    the record of the report says it shows where its text alone could be two numbers ("2,125").
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    bold: bool = False
    indent: int = 0
    field: str = ""
    paragraph: int = 0
    number: Decimal | None = None


@dataclass(slots=True)
class Table:
    """One table. `title` holds the lines between what stood before and the table, the nearest last; `below` the next ones."""

    cells: list[TableCell] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    grid: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """How many grid columns it has."""
        return max((cell.column + cell.columns - 1 for cell in self.cells), default=0)

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rows - 1 for cell in self.cells), default=0)

    def lines(self) -> list[list[str]]:
        """Its texts row by row, each as far as its last one, blanks before it kept in place."""
        ends = dict.fromkeys(range(1, self.height + 1), 0)
        for cell in self.cells:
            ends[cell.row] = max(ends[cell.row], cell.column)
        found = [[""] * end for end in ends.values()]
        for cell in self.cells:
            found[cell.row - 1][cell.column - 1] = cell.text
        return found


def text_tables(lines: Iterable[str]) -> list[Table]:
    """The tables of a text: runs of lines with tabs, the lines above as title; a heading over several columns reaches over them."""
    tables: list[Table] = []
    between: list[str] = []
    number = 0
    for tabbed, run in groupby(lines, key=lambda line: "\t" in line):
        kept = [line.rstrip("\n") for line in run if line.strip()]
        if not tabbed:
            between = [line.strip() for line in kept]
            if tables:
                tables[-1].below = between[:_TITLE_LINES]
        elif kept:
            tables.append(Table(_cells([line.split("\t") for line in kept], number), between[-_TITLE_LINES:]))
            between = []
        number += len(kept)
    return tables


def _cells(rows: list[list[str]], above: int) -> list[TableCell]:
    return [
        TableCell(
            number, column, text, columns=_reach(rows, column - 1) if number == 1 else 1, paragraph=above + number
        )
        for number, row in enumerate(rows, 1)
        for column, text in enumerate(row, 1)
        if text.strip()
    ]


def _reach(rows: list[list[str]], column: int) -> int:
    """How many columns a heading of the first row covers: those blank beside it that the second row heads."""
    if len(rows) < 2:
        return 1
    first, second = rows[0], rows[1]
    if column >= len(second) or not second[column].strip():
        return 1
    reach = 1
    while (
        column + reach < len(first)
        and not first[column + reach].strip()
        and column + reach < len(second)
        and second[column + reach].strip()
    ):
        reach += 1
    return reach
