"""Many units merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.outcomes.outcome import JsonObject, Outcome, problems_json
from toolkit.records import record

if TYPE_CHECKING:
    from toolkit.excel.merging import MergedOutcome


@record(frozen=True, slots=True)
class Merged(Outcome):
    """Many units merged into one workbook."""

    made: MergedOutcome | None = None

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc merge --json`."""
        if self.made is None:
            return Outcome.as_json(self, lang)
        made, turnout = self.made, self.made.turnout
        return {
            "units": len(turnout.merged),
            "missing": [entry.name for entry in turnout.missing],
            "duplicates": turnout.twice,
            "late": turnout.late,
            "unknown": turnout.unknown,
            "output": str(made.output),
            "appendices": made.appendices,
            "rows": made.rows,
            "read": made.read,
            "reused": made.reused,
            "files": [
                {
                    "file": one.unit.file,
                    "unit": one.name or None,
                    "day": one.unit.day or None,
                    "category": one.category,
                    "used": one.used or None,
                }
                for one in turnout.received
            ],
            "changes": [
                {
                    "unit": change.unit,
                    "label": change.label,
                    "column": change.column,
                    "old": change.old or None,
                    "new": change.new or None,
                    "place": str(change.place),
                }
                for change in made.changes
            ],
            "problems": problems_json(self.problems, lang),
        }
