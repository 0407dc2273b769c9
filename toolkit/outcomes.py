"""What each verb gives back, and its JSON: numbers as plain decimal strings, rounded as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.facts import Fact
from toolkit.model import Computed, ComputedAppendix, Figure, Indicator
from toolkit.numbers import decimals_of, plain
from toolkit.problems import Problem, Severity
from toolkit.records import record

if TYPE_CHECKING:
    from toolkit.claims.model import Claim
    from toolkit.excel.merging import MergedOutcome
    from toolkit.places import Paragraph
    from toolkit.word.mark import Closing
    from toolkit.word.trace import Traced

JsonObject = dict[str, Any]


@record(frozen=True, slots=True)
class Outcome:
    """The problems of a run; what else it gave is added by each verb."""

    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """True when at least one problem is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def as_json(self, lang: str) -> JsonObject:
        """The outcome as the command's one JSON object."""
        return {"problems": problems_json(self.problems, lang)}


def problems_json(problems: Iterable[Problem], lang: str) -> list[dict[str, str | None]]:
    """Problems as JSON carries them."""
    return [problem.as_json(lang) for problem in problems]


@record(frozen=True, slots=True)
class Shown(Outcome):
    """A workbook read and computed."""

    computed: Computed | None = None

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc show --json`."""
        if self.computed is None:
            return Outcome.as_json(self, lang)
        workbook = self.computed.workbook
        return {
            "source": workbook.source,
            "appendices": [_appendix(appendix) for appendix in self.computed.appendices],
            "info": {entry.key: entry.text for entry in workbook.info},
            "figures": [
                {
                    "key": entry.key,
                    "label": entry.label,
                    "value": typed_number(entry.figure)
                    if entry.figure.value is not None
                    else entry.figure.text or None,
                    "unit": entry.unit,
                    "prior": typed_number(entry.prior),
                    "place": None if entry.place is None else str(entry.place),
                }
                for entry in workbook.figures
            ],
            "problems": problems_json(self.problems, lang),
        }


def typed_number(figure: Figure) -> str | None:
    """A typed figure as a plain decimal string with the digits it was typed with, at least as precise as it is shown."""
    return None if figure.value is None else plain(figure.value, max(2, min(6, decimals_of(figure.value))))


def _appendix(computed: ComputedAppendix) -> JsonObject:
    appendix = computed.appendix
    return {
        "sheet": appendix.sheet,
        "title": " ".join(appendix.title),
        "periods": list(appendix.periods),
        "indicators": [_indicator(indicator, appendix.periods) for indicator in computed.indicators],
    }


def _indicator(indicator: Indicator, periods: tuple[str, ...]) -> JsonObject:
    row = indicator.row
    return {
        "place": str(row.place),
        "key": indicator.key,
        "section": row.section,
        "stt": row.stt,
        "level": row.level,
        "label": row.label,
        "unit": row.unit,
        "target": typed_number(row.target.figure),
        "direction": row.target.direction,
        "values": {period: typed_number(figure) for period, figure in zip(periods, row.values, strict=True)},
        "rule": None if indicator.rule is None else indicator.rule.value,
        "rule_source": indicator.rule_source,
        "actual": plain(indicator.actual),
        "percent": plain(indicator.percent),
        "points": plain(indicator.points),
        "prior": plain(indicator.prior),
        "prior_percent": plain(indicator.prior_percent),
        "judgement": None if indicator.judgement is None else indicator.judgement.value,
        "note": row.note,
        "typed": {
            "actual": typed_number(row.actual),
            "percent": typed_number(row.percent),
            "prior_percent": typed_number(row.prior_percent),
        },
    }


@record(frozen=True, slots=True)
class Fields(Outcome):
    """Every key a template may use."""

    facts: tuple[Fact, ...] = ()

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc fields --json`."""
        return {
            "fields": [
                {
                    "key": fact.key,
                    "attribute": fact.attribute,
                    "label": fact.label,
                    "value": plain(fact.value) if isinstance(fact.value, Decimal) else fact.value,
                    "shown": fact.shown,
                    "place": None if fact.place is None else str(fact.place),
                }
                for fact in self.facts
            ],
            "problems": problems_json(self.problems, lang),
        }


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


@record(frozen=True, slots=True)
class Written(Outcome):
    """A file written from a workbook: where it is, and how many appendices and rows it holds."""

    output: Path = Path()
    appendices: int = 0
    rows: int = 0

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc appendix --json`, `new --json` and `import --json`."""
        return {
            "output": str(self.output),
            "appendices": self.appendices,
            "rows": self.rows,
            "problems": problems_json(self.problems, lang),
        }


@record(frozen=True, slots=True)
class TraceOutcome(Outcome):
    """The shown numbers of a report with the cells behind them."""

    numbers: tuple[Traced, ...] = ()

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc trace --json`."""
        return {
            "numbers": [
                {
                    "shown": number.shown,
                    "key": number.key,
                    "workbook": number.workbook,
                    "cells": list(number.cells),
                    "rule": number.rule,
                    "value": number.value,
                    "label": number.label,
                    "filled": number.filled,
                    "since": number.day or None,
                    "place": str(number.place),
                }
                for number in self.numbers
            ],
            "problems": problems_json(self.problems, lang),
        }


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


VERDICTS = ("consistent", "rounding", "inconsistent", "not_checkable")
_VERDICT_WORDS = {
    "consistent": ("khớp", "ties"), "rounding": ("làm tròn", "rounding"), "inconsistent": ("KHÔNG KHỚP", "DOES NOT TIE"),
    "not_checkable": ("không kiểm được", "not checkable"),
}  # fmt: skip


@record(frozen=True, slots=True)
class CheckOutcome(Outcome):
    """A report tied out: its claims in document order, and where the marked copy went, None without one."""

    report: Path = Path()
    claims: tuple[Claim, ...] = ()
    marked: Path | None = None

    @property
    def summary(self) -> dict[str, int]:
        """How many claims got each verdict."""
        counts = dict.fromkeys(VERDICTS, 0)
        for claim in self.claims:
            counts[claim.verdict.value] += 1
        return counts

    @property
    def inconsistent(self) -> tuple[Claim, ...]:
        """The claims that do not hold."""
        return tuple(claim for claim in self.claims if claim.verdict.value == "inconsistent")

    @property
    def failed(self) -> bool:
        """True when a claim does not hold or a problem is an error."""
        return bool(self.inconsistent) or any(problem.severity is Severity.ERROR for problem in self.problems)

    def as_json(self, lang: str) -> JsonObject:
        """The object of `phuluc check --json`."""
        return {
            "claims": [_claim(claim, lang) for claim in self.claims],
            "summary": self.summary,
            "problems": problems_json(self.problems, lang),
        }

    def counted(self, lang: str) -> str:
        """The counts as a sentence."""
        words = ((_VERDICT_WORDS[verdict][lang == "en"], count) for verdict, count in self.summary.items() if count)
        text = ", ".join(f"{count} {word.lower()}" for word, count in words)
        return text or ("không thấy khẳng định số nào" if lang == "vi" else "no number statement found")

    def marking(self, lang: str) -> tuple[list[tuple[Paragraph, str]], Closing]:
        """What a marked copy carries: a comment for each claim that does not hold, and the closing table of all claims."""
        from toolkit.word.mark import Closing

        vi = lang == "vi"
        comments = []
        for claim in self.inconsistent:
            message = claim.message(lang)
            more = [claim.formula] if claim.formula and claim.formula not in message else []
            comments.append((claim.place, "\n".join([message, *more])))
        head = (
            ("STT", "Ở đâu", "Câu văn", "Phép tính", "Kết luận")
            if vi
            else ("No.", "Where", "Text", "Arithmetic", "Verdict")
        )
        rows = [head]
        for number, claim in enumerate(self.claims, 1):
            word = _VERDICT_WORDS[claim.verdict.value][0 if vi else 1]
            verdict = f"{word}: {claim.message(lang)}" if claim.verdict.value == "inconsistent" else word
            rows.append((str(number), str(claim.place), claim.excerpt, claim.formula, verdict))
        stressed = frozenset(at for at, claim in enumerate(self.claims, 1) if claim.verdict.value == "inconsistent")
        heading = "KẾT QUẢ ĐỐI CHIẾU SỐ LIỆU" if vi else "TIE-OUT OF THE FIGURES"
        lines = [f"{self.report.name}: {self.counted(lang)}."]
        return comments, Closing(heading, lines, rows, (5, 24, 30, 21, 20), stressed)


def _claim(claim: Claim, lang: str) -> JsonObject:
    place = claim.place
    return {
        "place": {"part": place.part, "paragraph": place.paragraph, "start": place.start, "end": place.end},
        "excerpt": claim.excerpt,
        "kind": claim.kind,
        "numbers": [_plain(number) for number in claim.numbers],
        "formula": claim.formula,
        "expected": _plain(claim.expected),
        "printed": _plain(claim.printed),
        "verdict": claim.verdict.value,
        "fact": claim.fact,
        "message": claim.message(lang),
    }


def _plain(number: Decimal | None) -> str | None:
    """A number with the digits it has, two at least and six at most."""
    return None if number is None else plain(number, max(2, min(6, decimals_of(number))))
