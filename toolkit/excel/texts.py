"""Texts as they enter: what no document can hold is taken out where it stands, once, and said with its place."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.excel.cells import RawSheet, RawWorkbook
from toolkit.gate import limits
from toolkit.hints import Final
from toolkit.places import Cell, File, Place
from toolkit.problems import Problem, ToolkitError
from toolkit.records import replace
from toolkit.text import first_words, writable

LONGEST: Final = 32_767
"""How many characters a cell of Excel can hold."""

TAKEN_OUT: Final = frozenset({"PL231", "PL232"})
"""What is said here and nowhere again: the texts written after it no longer show it."""


def writable_workbook(raw: RawWorkbook) -> RawWorkbook:
    """The workbook with texts that any Office document can hold. What was taken out is PL231, what was cut PL232.

    Raises PL120 where cells hold more text than can be gone through.
    """
    size = sum(min(len(cell.text), LONGEST) for sheet in raw.sheets for cell in sheet.cells.values())
    if size > limits.MOST_CELL_TEXT:
        raise ToolkitError("PL120", File(raw.source), file=raw.source, what=f"{size:,} characters")
    problems: list[Problem] = []
    sheets = tuple(_sheet(sheet, problems) for sheet in raw.sheets)
    if sheets == raw.sheets:
        return raw
    return replace(raw, sheets=sheets, problems=(*raw.problems, *problems))


def writable_rows(rows: Sequence[Sequence[str]], source: str, problems: list[Problem]) -> list[list[str]]:
    """Rows of texts that have no cell yet, made so too."""
    return [[_text(text, File(source), problems) for text in row] for row in rows]


def _sheet(sheet: RawSheet, problems: list[Problem]) -> RawSheet:
    name = writable(sheet.name)
    changed = {
        at: cell._replace(text=_text(cell.text, Cell(name, *at), problems))
        for at, cell in sheet.cells.items()
        if cell.text and not (len(cell.text) <= LONGEST and cell.text.isprintable())
    }
    if name == sheet.name and all(sheet.cells[at] == cell for at, cell in changed.items()):
        return sheet
    return replace(sheet, name=name, cells={**sheet.cells, **changed})


def _text(text: str, place: Place, problems: list[Problem]) -> str:
    cut = text[:LONGEST]
    kept = writable(cut)
    if len(kept) < len(cut):
        problems.append(Problem("PL231", place, {"count": len(cut) - len(kept), "text": first_words(kept)}))
    if len(cut) < len(text):
        problems.append(Problem("PL232", place, {"count": len(text), "limit": LONGEST, "text": first_words(kept)}))
    return kept
