"""Computing: a workbook as read becomes one with actual figures, percentages, judgements and everything that does not tie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import compress

from toolkit.compute.checks import check_appendix
from toolkit.compute.inference import infer_rules
from toolkit.compute.numbers import Agreement, agreement
from toolkit.compute.percent import judge, percent_of, points_of, stated_share
from toolkit.compute.rules import apply, is_marked_inferred, rule_named
from toolkit.hints import TYPE_CHECKING
from toolkit.keys import repeated_keys, row_keys
from toolkit.model import (
    Appendix,
    Computed,
    ComputedAppendix,
    Figure,
    Group,
    Indicator,
    Kind,
    Row,
    Rule,
    State,
    Workbook,
)
from toolkit.numbers import decimals_of, round_half_up
from toolkit.places import Cell, Place
from toolkit.problems import Problem, sort_problems
from toolkit.records import replace
from toolkit.text import slug

if TYPE_CHECKING:
    from toolkit.compute.formulas import Formulas, Result


def compute(workbook: Workbook) -> Computed:
    """The workbook computed. Its problems hold the reader's and what the arithmetic found, the worst first."""
    keys = row_keys(workbook)
    known = {
        slug(name.replace(".", " ")): (row, appendix.periods)
        for appendix, names in zip(workbook.appendices, keys, strict=True)
        for row, name in zip(appendix.rows, names, strict=True)
    }
    formulas = _formulas(known) if any(row.rule_text.startswith("=") for row, _ in known.values()) else None
    problems = [*workbook.problems, *repeated_keys(workbook)]
    made = []
    for appendix, names in zip(workbook.appendices, keys, strict=True):
        computed = _Appendix(appendix, names, formulas, problems)
        problems += check_appendix(computed.result, computed.inferred)
        made.append(computed.result)
    needless = _needless(made, formulas)
    problems = [Problem("PL319", p.place, p.values) if p.place in needless else p for p in problems]
    return Computed(workbook, tuple(made), sort_problems(problems))


def _formulas(known: Mapping[str, tuple[Row, Sequence[str]]]) -> Formulas:
    from toolkit.compute.formulas import Formulas  # what reads them is only imported where there are any

    return Formulas(known)


def _needless(made: Sequence[ComputedAppendix], formulas: Formulas | None) -> frozenset[Place]:
    """The damaged period cells without which every actual stands: the row takes another period, its typed figure or other rows."""
    needed: Set[Place] = formulas.used if formulas else frozenset()
    return frozenset(
        figure.cell
        for computed in made
        for source, row in zip(computed.appendix.rows, computed.rows, strict=True)
        if isinstance(row, Indicator) and row.actual is not None and row.rule in (Rule.LAST, Rule.TYPED, Rule.FORMULA)
        for figure in source.values
        if figure.state is State.DAMAGED and figure.cell is not None and figure.cell not in needed
    )


class _Appendix:
    """One appendix and what becomes of it."""

    def __init__(
        self,
        appendix: Appendix,
        names: tuple[str, ...],
        formulas: Formulas | None,
        problems: list[Problem],
    ) -> None:
        self.appendix = appendix
        self.names = names
        self.formulas = formulas
        self.problems = problems
        self.inferred = infer_rules(appendix)
        self.result = self._compute()

    def _compute(self) -> ComputedAppendix:
        rows = (
            self._indicator(index, row, name) if row.kind is Kind.INDICATOR else Group(row, name)
            for index, (row, name) in enumerate(zip(self.appendix.rows, self.names, strict=True))
        )
        return ComputedAppendix(self.appendix, tuple(rows))

    def _indicator(self, index: int, row: Row, name: str) -> Indicator:
        rule, source = self._rule(index, row)
        result = self._by_formula(row) if rule is Rule.FORMULA else None
        by_period: Mapping[str, tuple[Cell, ...]] = {}
        if result is None:
            actual, cells = self._actual(row, rule)
        else:
            typed, actual, cells = row.values, result.value, result.cells
            row = replace(row, values=tuple(self._computed_values(row, result)))
            made = (now is not before for now, before in zip(row.values, typed, strict=True))
            by_period = {name: result.cells_by_period[name] for name in compress(self.appendix.periods, made)}
        target, prior = row.target.figure.value, row.prior.value
        if target == 0 and actual is not None:
            self.problems.append(Problem("PL311", row.target.figure.cell, {"label": row.label}))
        return Indicator(
            row, name, rule, source, actual, percent_of(actual, target), points_of(row, actual), prior,
            percent_of(actual, prior), judge(actual, row.target), cells, by_period,
            None if prior else stated_share(row, growth=self.appendix.growth),
        )  # fmt: skip

    def _rule(self, index: int, row: Row) -> tuple[Rule | None, str | None]:
        if row.rule_text:
            named = rule_named(row.rule_text)
            inferred = is_marked_inferred(row.rule_text)
            if named is not None and not (named is Rule.TYPED and inferred and row.actual.state is State.BLANK):
                return named, "inferred" if inferred else "typed"
            if named is None:
                self.problems.append(Problem("PL313", row.cells.get("rule"), {"text": row.rule_text}))
        if index in self.inferred.rules:
            return self.inferred.rules[index], "inferred"
        return (Rule.TYPED, "inferred") if row.actual.state is State.NUMBER else (None, None)

    def _actual(self, row: Row, rule: Rule | None) -> tuple[Decimal | None, tuple[Cell, ...]]:
        typed = (row.actual.cell,) if row.actual.cell is not None and row.actual.value is not None else ()
        if rule is None:
            return None, ()
        if rule is Rule.TYPED:
            return row.actual.value, typed
        if rule is Rule.FORMULA:
            return None, ()
        values = self.appendix.adding(row.values)
        if not any(figure.state is not State.BLANK for figure in values):
            return row.actual.value, typed
        used = tuple(f.cell for f in values if f.cell is not None and f.value is not None)
        return apply(rule, values, self.appendix.adding(self.appendix.periods)), used

    def _by_formula(self, row: Row) -> Result | None:
        """What a row's formula over keys gives; None, and a problem, where it cannot be used."""
        if self.formulas is None:
            return None
        from toolkit.compute.formulas import FormulaError

        try:
            result = self.formulas.result(row, self.appendix.periods)
            if result.missing and (result.partly or row.actual.value is not None):
                values = {"text": row.rule_text, "names": ", ".join(result.missing)}
                self.problems.append(Problem("PL337", row.cells.get("rule"), values))
            return result
        except FormulaError as error:
            values = {"text": row.rule_text, "name": error.name}
            self.problems.append(Problem(error.code, row.cells.get("rule"), values))
            return None

    def _computed_values(self, row: Row, result: Result) -> Iterator[Figure]:
        """The periods of a row with a formula: as it gives them, and a typed one that differs is a problem (PL304)."""
        for period, typed in zip(self.appendix.periods, row.values, strict=True):
            computed = result.by_period.get(period)
            differs = computed is not None and agreement(typed, computed) is Agreement.DIFFERS
            if computed is None or (typed.value is not None and not differs):
                yield typed
                continue
            shown = round_half_up(computed)
            if differs:
                said = {"period": period, "text": row.rule_text.lstrip("= "), "typed": typed.value, "computed": shown}
                self.problems.append(Problem("PL304", typed.cell, said))
            yield Figure(shown, typed.cell, decimals=decimals_of(shown), state=State.NUMBER)
