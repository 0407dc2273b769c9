"""A filled report, or one for each of many workbooks."""

from __future__ import annotations

from pathlib import Path

from toolkit.outcomes.outcome import JsonObject, Outcome, problems_json
from toolkit.problems import Problem
from toolkit.records import record


@record(frozen=True, slots=True)
class FillOutcome(Outcome):
    """A filled report: where it is, what it was made of, and how many fields were filled, kept, in conflict and lost.

    `loose` counts the numbers written by hand that do not tie.
    """

    report: Path = Path()
    template: str = ""
    filled: int = 0
    unchanged: int = 0
    kept: int = 0
    conflicts: int = 0
    lost: int = 0
    loose: int = 0
    written: bool = True
    refreshed: bool = False

    def as_json(self, lang: str) -> JsonObject:
        """The object of `fill-report --json`."""
        return {
            "report": str(self.report),
            "template": self.template,
            "fields": {
                "filled": self.filled,
                "kept": self.kept,
                "conflicts": self.conflicts,
                "lost": self.lost,
            },
            "problems": problems_json(self.problems, lang),
        }


@record(frozen=True, slots=True)
class EachReport:
    """What came of one of many workbooks; `outcome` is None where it was set aside, `problems` says why."""

    source: Path
    outcome: FillOutcome | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def written(self) -> bool:
        """True when the report is there."""
        return self.outcome is not None and self.outcome.written

    def as_json(self, lang: str) -> JsonObject:
        """One entry of the `reports` of `fill-report --each --json`."""
        nothing = {"report": None, "template": None, "fields": None, "problems": problems_json(self.problems, lang)}
        filled = nothing if self.outcome is None else self.outcome.as_json(lang)
        return {"source": str(self.source), "written": self.written, **filled}


@record(frozen=True, slots=True)
class EachOutcome(Outcome):
    """Reports from many workbooks; `problems` are those that left a workbook without its report."""

    reports: tuple[EachReport, ...] = ()

    @property
    def written(self) -> int:
        """How many reports there are now."""
        return sum(report.written for report in self.reports)

    def as_json(self, lang: str) -> JsonObject:
        """The object of `fill-report --each --json`."""
        return {
            "reports": [report.as_json(lang) for report in self.reports],
            "problems": problems_json(self.problems, lang),
        }
