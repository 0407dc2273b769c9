"""A report as it comes: a Word document or a text, its paragraphs, its tables, its record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.passages import excess, needed, without_cells
from toolkit.places import File
from toolkit.problems import ToolkitError

if TYPE_CHECKING:
    from toolkit.passages import Passage
    from toolkit.tables import Table
    from toolkit.word.ledger import Ledger
    from toolkit.word.package import Package

TEXTS = (".txt", ".tsv")


@dataclass
class Document:
    """A report or a text as it stands; `package` is None for a text."""

    name: str
    lines: tuple[str, ...] = ()
    package: Package | None = None

    @classmethod
    def open(cls, path: Path) -> Document:
        """The document at a path, without the marks of an earlier tie-out. Raises a `ToolkitError` that says why it cannot be read."""
        if path.suffix.lower() in TEXTS:
            from toolkit.gate import admit_text

            return cls(path.name, tuple(admit_text(path).splitlines()))
        from toolkit.gate import admit_document
        from toolkit.word.package import Package
        from toolkit.word.unmark import unmarked

        return cls(path.name, package=unmarked(Package.read(admit_document(path).data)))

    def passages(self) -> list[Passage]:
        """Its paragraphs in order, those of headers, footers and notes included.

        Raises PL120 where that is too much prose even without what stands in tables.
        """
        if self.package is None:
            from toolkit.passages import text_passages

            found = text_passages(self.lines)
        else:
            from toolkit.word.prose import prose

            found = needed(prose(self.package))
        if excess(found) and (what := excess(without_cells(found))):
            raise ToolkitError("PL120", File(self.name), file=self.name, what=what)
        return found

    def tables(self) -> list[Table]:
        """Its tables as plain grids."""
        if self.package is None:
            from toolkit.tables import text_tables

            return text_tables(self.lines)
        from toolkit.word.steering import sure_figures
        from toolkit.word.tables import read_tables

        found = read_tables(self.package)
        if self.ledger is not None:
            sure_figures(found, self.ledger)
        return found

    @cached_property
    def ledger(self) -> Ledger | None:
        """The record of a report of ours, None for any other document."""
        if self.package is None:
            return None
        from toolkit.word.ledger import load

        return load(self.package)
