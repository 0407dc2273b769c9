"""Files written from a workbook: an appendix, a blank workbook, one for each unit."""

from __future__ import annotations

from pathlib import Path

from toolkit.outcomes.outcome import JsonObject, Outcome, problems_json
from toolkit.records import record


@record(frozen=True, slots=True)
class Written(Outcome):
    """A file written from a workbook: where it is, how many appendices and rows it holds; `written` is False where it was refused."""

    output: Path = Path()
    appendices: int = 0
    rows: int = 0
    written: bool = True

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc appendix --json`, `new --json` and `import --json`."""
        return {
            "output": str(self.output),
            "appendices": self.appendices,
            "rows": self.rows,
            "problems": problems_json(self.problems, lang),
        }


@record(frozen=True, slots=True)
class HandedOut:
    """A unit's blank workbook; `written` is False where a file of that name was there already or could not be written."""

    unit: str
    file: Path
    written: bool


@record(frozen=True, slots=True)
class ScatterOutcome(Outcome):
    """The blank workbooks of the units on a roster."""

    folder: Path = Path()
    units: tuple[HandedOut, ...] = ()

    @property
    def written(self) -> int:
        """How many were written by this run."""
        return sum(unit.written for unit in self.units)

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc scatter --json`."""
        return {
            "folder": str(self.folder),
            "units": [{"unit": unit.unit, "file": str(unit.file), "written": unit.written} for unit in self.units],
            "problems": problems_json(self.problems, lang),
        }
