"""Tables of a Word report or a text as bare sheets: pages joined, titles found, what is no appendix set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from toolkit.excel.cells import Content, RawCell, RawSheet, RawWorkbook
from toolkit.excel.header import Header, find_header
from toolkit.excel.room import top_of
from toolkit.excel.sheet_texts import Texts
from toolkit.excel.sheets import free_name
from toolkit.places import Cell
from toolkit.tables import Table, TableCell
from toolkit.text import clean, fold

_NAME = re.compile(r"^(?:phu luc\b|(?:mau )?bieu\b|bang\b)")
_APPENDIX = re.compile(r"^(?:phu luc|(?:mau )?bieu)\b")
_PAGE_NUMBER = re.compile(r"^(?:trang)?[-\s]*\d{1,3}(?:\s*/\s*\d{1,3})?[-\s]*$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:^|[\s(])tiep(?: theo)?\s*\)?$")
_NOTE = re.compile(r"^(?:ghi chu|nguon|chu thich|\(?\*+\)?)")


@dataclass(slots=True)
class Gathered:
    """The sheets made of tables, the fields of ours in each sheet's rows, and the texts that found no place.

    `paragraphs` tells where each cell stood in the document: the number of its paragraph.
    """

    workbook: RawWorkbook
    fields: Mapping[tuple[str, int], str]
    paragraphs: Mapping[Cell, int]
    rest: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _Grid:
    """One appendix under way: its rows so far, joined from one table or more."""

    title: list[str]
    cells: list[TableCell]
    header: Header
    width: int
    height: int
    below: list[str]


def gather(tables: Iterable[Table], source: str) -> Gathered:
    """The sheets of a document's tables. A table that goes on with the one before, on a new page, is joined to it."""
    grids: list[_Grid] = []
    rest: list[list[str]] = []
    last: _Grid | None = None
    for table in tables:
        lines = [line for line in map(clean, table.title) if line and not _PAGE_NUMBER.match(line)]
        header = _header(table)
        goes_on = all(_GOES_ON.search(fold(line)) for line in lines)  # also where nothing stands between
        if last is not None and goes_on and _continues(table, header, last):
            _join(last, table, header)
        elif header is not None:
            last = _Grid(_title(lines), list(table.cells), header, table.width, table.height, table.below)
            grids.append(last)
        else:
            last = None
            rest += [*([line] for line in lines[-1:]), *table.lines(), []]
    grids, prose = _appendices(grids)
    for grid in prose:
        rest += [*([line] for line in grid.title), *Table(grid.cells).lines(), []]
    names = _names(grids)
    fields: dict[tuple[str, int], str] = {}
    paragraphs: dict[Cell, int] = {}
    sheets = [_sheet(grid, name, fields, paragraphs) for grid, name in zip(grids, names, strict=True)]
    return Gathered(RawWorkbook(source, tuple(sheets)), fields, paragraphs, rest)


def _appendices(grids: list[_Grid]) -> tuple[list[_Grid], list[_Grid]]:
    """The appendices and the tables of the prose: where one is called PHỤ LỤC, those before the first such are prose."""
    first = next((index for index, grid in enumerate(grids) if grid.title and _APPENDIX.match(fold(grid.title[0]))), 0)
    return grids[first:], grids[:first]


def _raw(cells: Iterable[TableCell], name: str, offset: int = 0) -> RawSheet:
    made = {
        (cell.row + offset, cell.column): RawCell(Content.TEXT, cell.text, bold=cell.bold, indent=cell.indent)
        if cell.number is None
        else RawCell(
            Content.NUMBER, number=cell.number, format=f"0.{'0' * len(cell.text.partition(',')[2])}", bold=cell.bold
        )
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))
    }
    merges = tuple(
        (cell.row + offset, cell.column, cell.row + offset + cell.rows - 1, cell.column + cell.columns - 1)
        for cell in cells
        if cell.rows > 1 or cell.columns > 1
    )
    return RawSheet(name, made, merges)


def _header(table: Table) -> Header | None:
    return find_header(Texts(top_of(_raw(table.cells, ""))))


def _continues(table: Table, header: Header | None, last: _Grid) -> bool:
    """True for a table with the header of the one before, or with none and as many columns."""
    if header is None:
        return table.width == last.width
    return [column.role for column in header.columns] == [column.role for column in last.header.columns]


def _join(last: _Grid, table: Table, header: Header | None) -> None:
    top = 0 if header is None else header.bottom
    shift = last.height - top
    last.cells += [replace(cell, row=cell.row + shift) for cell in table.cells if cell.row > top]
    last.height += table.height - top
    last.below = table.below


def _title(lines: list[str]) -> list[str]:
    """The lines that name the appendix: from the last one that says so, else those in capitals right above it."""
    named = [index for index, line in enumerate(lines) if _NAME.match(fold(line))]
    if named:
        return lines[named[-1] :]
    kept: list[str] = []
    for line in reversed(lines):
        if line != line.upper() or len(line) > 200:
            break
        kept.insert(0, line)
    return kept


def _names(grids: list[_Grid]) -> list[str]:
    """A sheet name for each grid: its own name where that is one, told apart by numbers."""
    names: list[str] = []
    for grid in grids:
        named = bool(grid.title) and _NAME.match(fold(grid.title[0]))
        names.append(free_name(grid.title[0] if named else "PHỤ LỤC", names))
    return names


def _sheet(grid: _Grid, name: str, fields: dict[tuple[str, int], str], paragraphs: dict[Cell, int]) -> RawSheet:
    offset = len(grid.title) + bool(grid.title)
    made = _raw(grid.cells, name, offset)
    title = {(row, 1): RawCell(Content.TEXT, line, bold=True) for row, line in enumerate(grid.title, 1)}
    below = [line for line in map(clean, grid.below) if _NOTE.match(fold(line))]
    foot = {(offset + grid.height + 1 + row, 1): RawCell(Content.TEXT, line) for row, line in enumerate(below, 1)}
    for cell in grid.cells:
        if cell.field:
            fields.setdefault((name, cell.row + offset), cell.field)
        paragraphs[Cell(name, cell.row + offset, cell.column)] = cell.paragraph
    return RawSheet(name, {**title, **made.cells, **foot}, made.merges)
