"""The appendix a document carries: read and computed like a workbook, its cells found again in the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.claims.ties.grid_ties import GridTies, tie_grid
from toolkit.places import Area, Cell, Paragraph
from toolkit.problems import Problem, Severity, ToolkitError
from toolkit.text import first_words

if TYPE_CHECKING:
    from toolkit.model import Computed
    from toolkit.passages import Passage
    from toolkit.tieout.document import Document


@dataclass(frozen=True, slots=True)
class AppendixOfDocument:
    """The appendix tables of a document computed like a workbook, and in which paragraph each of its cells stands."""

    computed: Computed
    paragraphs: Mapping[Cell, int]
    tabbed: bool = False  # the cells of a text are parted by tabs

    def named(self, cell: Cell) -> str:
        """A cell as a person finds it in the document."""
        return f"¶{self.paragraphs.get(cell, 0)}"

    def held_to(self, workbook: Computed, passages: Iterable[Passage]) -> GridTies:
        """Its cells compared with a workbook's; those that fields of ours show are not told, the fields tell them."""
        by_number = {passage.number: passage for passage in passages if passage.part == "body"}
        rows = {(cell.sheet, cell.row): number for cell, number in self.paragraphs.items()} if self.tabbed else {}

        def spot(cell: Cell, text: str) -> tuple[Passage, int, int] | None:
            passage = by_number.get(self.paragraphs.get(cell) or rows.get((cell.sheet, cell.row), 0))
            if passage is None or passage.fields:
                return None
            return (passage, *_stretch(passage.text, cell.column if self.tabbed else 1, text))

        return tie_grid(self.computed, workbook, spot)

    def problems(self) -> Iterator[Problem]:
        """The arithmetic errors of its figures, each placed in the document."""
        labels = {
            (row.row.place.sheet, row.row.place.row): row.row.label
            for appendix in self.computed.appendices
            for row in appendix.rows
        }
        for problem in self.computed.problems:
            cell = problem.place.first if isinstance(problem.place, Area) else problem.place
            if problem.severity is Severity.ERROR and problem.code.startswith("PL3") and isinstance(cell, Cell):
                near = f"{cell.sheet} > {first_words(labels.get((cell.sheet, cell.row), ''), 60)}"
                yield replace(problem, place=Paragraph("body", self.paragraphs.get(cell, 0), near=near))


def appendix_of(document: Document) -> AppendixOfDocument | None:
    """The appendix a document carries; None where it has none."""
    from toolkit.compute import compute
    from toolkit.excel.from_tables import gather
    from toolkit.excel.read import assemble

    gathered = gather(document.tables(), document.name)
    try:
        workbook = assemble(gathered.workbook)
    except ToolkitError:
        return None
    if document.ledger is not None:
        from toolkit.word.steering import steered

        workbook = steered(workbook, gathered.fields, document.ledger)
    return AppendixOfDocument(compute(workbook), gathered.paragraphs, tabbed=document.package is None)


def _stretch(line: str, column: int, text: str) -> tuple[int, int]:
    """Where in a line the text of its cell stands; the whole cell where the text is written otherwise."""
    cells = line.split("\t")
    low = min(len(line), sum(len(cell) + 1 for cell in cells[: column - 1]))
    cell = cells[column - 1] if column <= len(cells) else ""
    at = cell.find(text) if text else -1
    if at < 0:
        at, text = len(cell) - len(cell.lstrip()), cell.strip()
    return low + at, low + at + len(text)
