"""What stays live in a written appendix: the formulas of sums, of actuals, and the cells that percentages are taken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from toolkit.compute.footing import footing_of
from toolkit.compute.formulas import names_in
from toolkit.excel.write.columns import Columns, Placed
from toolkit.excel.write.figures import content_of, target_content
from toolkit.excel.write.formulas import formula_rule, formula_term, rule_formula
from toolkit.model import ComputedAppendix, Figure, Group, Indicator, Row, Rule
from toolkit.places import Cell
from toolkit.text import slug

# What a formula holds at most: arguments of a function, and characters.
_MOST_ARGUMENTS: Final = 255
_LONGEST: Final = 8_192
_MOST_SIGNS: Final = 30  # cells that are added one by one


class Live:
    """The formulas of one appendix as its rows are written; `rows` gives the new row (from 1) of each by the slug of its key."""

    def __init__(self, appendix: ComputedAppendix, columns: Columns, rows: Mapping[str, int]) -> None:
        self.appendix = appendix
        self.columns = columns
        self.rows = rows
        self.counted = appendix.appendix.adding([column.letter for column in columns.periods])

    def sums(self) -> Mapping[Cell, tuple[Cell, ...]]:
        """For each period cell that is exactly the sum of others, those others."""
        rules = {
            index: row.rule for index, row in enumerate(self.appendix.rows) if isinstance(row, Indicator) and row.rule
        }
        footing = footing_of(self.appendix.appendix, rules)
        computed = {f.cell for row in self.appendix.indicators if row.period_cells for f in row.row.values}
        found: dict[Cell, tuple[Cell, ...]] = {}
        for relation in footing.relations:
            if not computed.isdisjoint(relation.weights):
                continue
            if relation.kind == "sum" and relation.result is not None and relation.gap(footing.values) == 0:
                parts = tuple(cell for cell in relation.weights if cell != relation.result)
                found.setdefault(relation.result, parts)
        return found

    def actual(self, row: Indicator, number: int) -> str:
        """The formula of an actual; "" where it must stand as a figure."""
        if row.rule is None or row.actual is None:
            return ""
        if row.rule is Rule.FORMULA:
            return formula_rule(row, self.rows, self._known(row))
        source = self.appendix.appendix
        used = [figure for figure in source.adding(row.row.values) if figure.value is not None]
        if not used or not self._together() or any(content_of(figure).number is None for figure in used):
            return ""
        return rule_formula(row.rule, self._range(number), source.adding(source.periods))

    def _together(self) -> bool:
        """True where the periods that thực hiện is made of stand side by side."""
        counted = self.appendix.appendix.counted
        return counted is None or (bool(counted) and counted[-1] - counted[0] == len(counted) - 1)

    def period(self, row: Indicator | Group, column: Placed) -> str:
        """The formula of a period that a `Cách tính` over keys gave; "" where it must stand as a figure."""
        name = self.appendix.appendix.periods[column.period]
        if not isinstance(row, Indicator) or name not in row.period_cells or column.letter not in self._known(row):
            return ""
        term = formula_term(row, self.rows, column.letter)
        return f"ROUND({term},2)" if term else ""

    def _known(self, row: Indicator) -> list[str]:
        """The letters of the periods in which every cell a formula over keys uses is a number."""
        rows = {slug(other.key.replace(".", " ")): other.row for other in self.appendix.rows}
        needed = [rows.get(slug(name.replace(".", " "))) for name in names_in(row.row.rule_text)]
        return [
            column.letter
            for column in self.columns.periods
            if all(other is not None and _numeric(other, column.period) for other in needed)
        ]

    def _range(self, number: int) -> str:
        return f"{self.counted[0]}{number + 1}:{self.counted[-1]}{number + 1}"

    def whole(self, number: int, row: Indicator, role: str) -> str:
        """The cell a percentage is taken of, or its number where the cell holds words; "" where there is none."""
        figure = row.row.target.figure if role == "target" else row.row.prior
        content = target_content(figure) if role == "target" else content_of(figure)
        letter = self.columns.letter(role)
        if figure.value is None:
            return ""
        return f"{letter}{number + 1}" if letter and content.number is not None else format(figure.value, "f")


def _numeric(row: Row, period: int) -> bool:
    figure = row.values[period] if period < len(row.values) else Figure()
    return content_of(figure).number is not None


def added(cells: Sequence[str]) -> str:
    """Cells of one column added up, neighbours as a range; "" where no formula holds so many that stand apart."""
    letter = cells[0].rstrip("0123456789")
    numbers = sorted(int(cell[len(letter) :]) for cell in cells)
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda at: at[1] - at[0])]
    if len(numbers) <= _MOST_SIGNS and not (len(runs) == 1 and len(numbers) > 2):
        return "+".join(f"{letter}{number}" for number in numbers)
    spans = [f"{letter}{run[0]}:{letter}{run[-1]}" if len(run) > 1 else f"{letter}{run[0]}" for run in runs]
    while len(spans) > _MOST_ARGUMENTS:
        shares = (spans[at : at + _MOST_ARGUMENTS] for at in range(0, len(spans), _MOST_ARGUMENTS))
        spans = [f"SUM({','.join(share)})" for share in shares]
    made = f"SUM({','.join(spans)})"
    return made if len(made) < _LONGEST else ""
