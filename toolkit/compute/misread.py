"""Columns that most rows speak against: they are of something else than was read, and their figures are no errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.columns import ACTUAL, PERCENT, PRIOR_PERCENT
from toolkit.hints import Final
from toolkit.model import ComputedAppendix, Figure, Indicator, Rule
from toolkit.places import Sheet
from toolkit.problems import Problem

_MANY: Final = 3


def kept_as_typed(computed: ComputedAppendix, *, apart: bool) -> list[Problem]:
    """What is said where all typed actuals stand because the periods do not make them up (`apart`): PL334 where these may be a
    part of what thực hiện spans, else PL338.
    """
    appendix = computed.appendix
    if not _as_stated(computed, few=not (apart or appendix.partial)):
        return []
    code = "PL334" if appendix.partial or _only_parts(computed) else "PL338"
    return [Problem(code, Sheet(appendix.sheet), {"column": appendix.heading(ACTUAL.name)})]


def _as_stated(computed: ComputedAppendix, *, few: bool) -> bool:
    """True where all typed actuals stand because the periods do not make them up; `few` rows do not tell."""
    rows = [row for row in computed.indicators if row.rule_source == "inferred" and row.row.actual.value is not None]
    if few:
        rows = [row for row in rows if any(f.value is not None for f in computed.appendix.adding(row.row.values))]
    return len(rows) > (_MANY if few else 0) and all(row.rule is Rule.TYPED for row in rows)


def _only_parts(computed: ComputedAppendix) -> bool:
    """True for one period alone, and where the periods come to no more than the typed actual in most rows."""
    adding = computed.appendix.adding
    parts = [
        sum((figure.value or 0 for figure in adding(row.row.values)), Decimal(0)) <= row.row.actual.value
        for row in computed.indicators
        if row.row.actual.value is not None and not row.row.is_intensive
    ]
    return 2 * sum(parts) > len(parts) or len(adding(computed.appendix.periods)) == 1


def mistrusted(problems: Sequence[Problem], computed: ComputedAppendix) -> Iterator[Problem]:
    """The problems, with one doubt for a column of percentages that hardly any row bears out: it is of something else (PL339)."""
    for code, role in (("PL302", PERCENT.name), ("PL303", PRIOR_PERCENT.name)):
        typed = sum(_typed_share(row, role).value is not None and row.actual is not None for row in computed.indicators)
        wrong = [problem for problem in problems if problem.code == code]
        if len(wrong) > _MANY and 2 * len(wrong) > typed:
            words = {"column": computed.appendix.heading(role), "count": len(wrong), "all": typed}
            problems = [problem for problem in problems if problem not in wrong]
            yield Problem("PL339", wrong[0].place, {**wrong[0].values, **words})
    yield from problems


def _typed_share(row: Indicator, role: str) -> Figure:
    return row.row.percent if role == PERCENT.name else row.row.prior_percent
