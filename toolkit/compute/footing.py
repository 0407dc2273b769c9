"""Footing: sums down, rules across, shares to 100, and the smallest set of cells that explains what does not hold.

Every relation is linear: a weighted sum of cells that must come to a constant. A cell is the culprit when one other value
of it makes every broken relation it takes part in hold and breaks none that held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from toolkit.hints import Final
from toolkit.model import Appendix, Figure, Kind, Row, Rule, State
from toolkit.numbers import decimals_of
from toolkit.places import Cell
from toolkit.records import NamedTuple, field, record
from toolkit.text import fold, is_total

ACTUAL: Final = -1  # the column of thực hiện among the periods' indices
_TARGET: Final = -2  # and the one of chỉ tiêu
_HUNDRED: Final = Decimal(100)


@record(frozen=True, slots=True)
class Relation:
    """Σ weight x cell = total, within `slack`. `kind` is "sum" (down), "rule" (across) or "shares"; `result` is the cell that says the outcome.

    A `tentative` one is what a row would follow if it were like its siblings: it may help to find a culprit, and is no finding.
    """

    kind: str
    weights: Mapping[Cell, Decimal]
    total: Decimal
    slack: Decimal
    result: Cell | None = None
    tentative: bool = False

    def gap(self, values: Mapping[Cell, Decimal], cell: Cell | None = None, instead: Decimal | None = None) -> Decimal:
        """How far the relation is from holding, with another value for one cell where given."""
        found = -self.total
        for at, weight in self.weights.items():
            value = instead if at == cell and instead is not None else values[at]
            found += weight * value
        return found

    def holds(self, values: Mapping[Cell, Decimal], cell: Cell | None = None, instead: Decimal | None = None) -> bool:
        """True when the relation holds, rounding allowed for."""
        return abs(self.gap(values, cell, instead)) <= self.slack


class Finding(NamedTuple):
    """Broken relations that belong together. `culprits` are the cells any one of which explains them all, with the value it would need."""

    relations: tuple[Relation, ...]
    culprits: tuple[tuple[Cell, Decimal], ...]
    checked: int = 0


@record(slots=True)
class Footing:
    """The relations of an appendix and the values they are checked with."""

    relations: list[Relation] = field(default_factory=list)
    values: dict[Cell, Decimal] = field(default_factory=dict)
    digits: dict[Cell, int] = field(default_factory=dict)

    def put(self, figure: Figure) -> Cell:
        """Register a figure's value and digits; its cell."""
        if figure.cell is None or figure.value is None:
            raise ValueError("a figure without a cell or value has no place in a relation")
        self.values[figure.cell] = figure.value
        self.digits[figure.cell] = max(figure.decimals, decimals_of(figure.value))
        return figure.cell

    def add_sum(self, parent: Figure, children: Sequence[Figure]) -> None:
        """Parent = sum of the children, each rounded to its own digits."""
        weights = {self.put(parent): Decimal(-1)}
        weights.update({self.put(child): Decimal(1) for child in children})
        fractions = [self.digits[cell] for cell in weights if self.digits[cell]]
        slack = Decimal(0)
        if fractions:
            slack = Decimal("0.5").scaleb(-min(self.digits[cell] for cell in weights)) * len(weights)
            if all(digits == fractions[0] for digits in fractions) and len(fractions) == len(weights):
                slack = Decimal(1).scaleb(-fractions[0])
        self.relations.append(Relation("sum", weights, Decimal(0), slack, parent.cell))

    def add_rule(self, actual: Figure, values: Sequence[Figure], share: Decimal, *, tentative: bool = False) -> None:
        """Actual = share x sum of the values: 1 for a sum, 1/n for a mean."""
        at = self.put(actual)
        weights = {at: Decimal(-1)}
        for value in values:
            weights[self.put(value)] = share
        exact = share == 1
        places = max(self.digits[cell] for cell in weights if cell != at)
        slack = Decimal(0) if exact and places <= self.digits[at] else Decimal(1).scaleb(-self.digits[at])
        self.relations.append(Relation("rule", weights, Decimal(0), slack, at, tentative))

    def add_shares(self, figures: Sequence[Figure]) -> None:
        """The figures make 100 within their rounding, cut last digits included."""
        weights = {self.put(figure): Decimal(1) for figure in figures}
        slack = sum((Decimal(1).scaleb(-max(1, self.digits[cell])) for cell in weights), Decimal(0))
        self.relations.append(Relation("shares", weights, _HUNDRED, slack))

    def findings(self) -> list[Finding]:
        """What does not hold, broken relations that share cells together."""
        broken = [relation for relation in self.relations if not relation.holds(self.values)]
        by_cell: dict[Cell, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            for cell in relation.weights:
                by_cell[cell].append(relation)
        found = []
        for group in _connected(broken):
            firm = [relation for relation in group if not relation.tentative]
            finding = self._explain(group, by_cell) if firm else None
            if finding is not None and (len(firm) == len(group) or len(finding.culprits) == 1):
                found.append(finding)
            else:
                found += [self._explain(part, by_cell) for part in _connected(firm)]
        return found

    def _explain(self, group: list[Relation], by_cell: Mapping[Cell, list[Relation]]) -> Finding:
        shared = set.intersection(*(set(relation.weights) for relation in group))
        culprits = []
        checked = 0
        for cell in sorted(shared):
            value = self._needed(cell, group[0])
            around = by_cell[cell]
            firm = (relation for relation in around if not relation.tentative or relation in group)
            if value is not None and all(relation.holds(self.values, cell, value) for relation in firm):
                culprits.append((cell, value))
                results = {relation.result for relation in group if relation.result is not None}
                held = {id(r) for at in results | {cell} for r in by_cell[at]} | {id(r) for r in group}
                checked = len(held)
        # An outcome that only repeats what it was computed from is the first to doubt.
        outcomes = [pair for pair in culprits if any(pair[0] == relation.result for relation in group)]
        whole = outcomes if len(group) == 1 and outcomes else culprits
        return Finding(tuple(group), tuple(whole), checked)

    def _needed(self, cell: Cell, relation: Relation) -> Decimal | None:
        """The value with which a relation would hold, at the cell's own digits; None where a figure cannot have it."""
        value = self.values[cell] - relation.gap(self.values) / relation.weights[cell]
        value = round(value, self.digits[cell])
        if value < 0 <= self.values[cell]:
            return None
        return value


def _connected(broken: Iterable[Relation]) -> list[list[Relation]]:
    """Broken relations in groups that share cells, in the order they were found."""
    leader: dict[Cell, Cell] = {}

    def find(cell: Cell) -> Cell:
        while leader.setdefault(cell, cell) != cell:
            leader[cell] = cell = leader[leader[cell]]
        return cell

    known = list(broken)
    for relation in known:
        first, *others = map(find, relation.weights)
        for other in others:
            leader[find(other)] = find(first)
    groups: dict[Cell, list[Relation]] = defaultdict(list)
    for relation in known:
        groups[find(next(iter(relation.weights)))].append(relation)
    return list(groups.values())


def footing_of(appendix: Appendix, rules: Mapping[int, Rule], tentative: Mapping[int, Rule] | None = None) -> Footing:
    """All relations an appendix promises; `tentative` are the rules that rows would have if they were like their siblings."""
    footing = Footing()
    children: dict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(appendix.rows):
        if row.parent is not None and row.kind is Kind.INDICATOR and not is_total(row.label):
            children[row.parent].append(index)
    for index, row in enumerate(appendix.rows):
        if row.kind is Kind.INDICATOR:
            _rule_relation(footing, appendix, row, rules.get(index))
            _rule_relation(footing, appendix, row, (tentative or {}).get(index), tentative=True)
    for total, above in _totals(appendix):
        _sum_relations(footing, appendix.rows[total], [appendix.rows[index] for index in above], len(appendix.periods))
    for parent, below in children.items():
        rows = [appendix.rows[index] for index in below]
        _sum_relations(footing, appendix.rows[parent], rows, len(appendix.periods))
        _share_relations(footing, rows, len(appendix.periods))
    return footing


def _totals(appendix: Appendix) -> Iterator[tuple[int, list[int]]]:
    """Each row called "Tổng cộng" with the rows of its level above it, back to the one before; one that leads with those below.

    A row such as "Tổng thu" without a number that leads its level is neither: it may tell the total of what follows.
    """
    above: dict[int | None, list[int]] = defaultdict(list)
    level: dict[int | None, list[int]] = defaultdict(list)
    leads: dict[int | None, int] = {}
    for index, row in enumerate(appendix.rows):
        if row.kind is not Kind.INDICATOR:
            continue
        first = row.parent not in level and row.parent not in leads
        if first and not row.stt and not row.bullet and fold(row.label).startswith(("tong", "toan tinh", "toan huyen")):
            leads[row.parent] = index
        elif is_total(row.label):
            yield index, above.pop(row.parent, [])
        else:
            above[row.parent].append(index)
            level[row.parent].append(index)
    for parent, index in leads.items():
        if _leads_as_total(appendix, index, level[parent]):
            yield index, level[parent]


def _leads_as_total(appendix: Appendix, index: int, below: Sequence[int]) -> bool:
    """True for "Tổng số" above the rows it adds up: it says no more than that, and they come near it."""
    row = appendix.rows[index]
    if not is_total(row.label) and fold(row.label).strip(" :") not in ("tong so", "toan tinh", "toan huyen"):
        return False
    for column in (*range(len(appendix.periods)), ACTUAL):
        top, parts = _column(row, column), [_column(appendix.rows[i], column).value for i in below]
        known = [value for value in parts if value is not None]
        if top.value and len(known) == len(parts) and abs(sum(known, Decimal(0)) - top.value) <= abs(top.value) / 5:
            return True
    return False


def _rule_relation(
    footing: Footing, appendix: Appendix, row: Row, rule: Rule | None, *, tentative: bool = False
) -> None:
    if row.actual.value is None or rule not in (Rule.SUM, Rule.MEAN):
        return
    values = appendix.adding(row.values)
    known = [figure for figure in values if figure.value is not None]
    if known and not any(figure.state is State.DAMAGED for figure in values):
        share = Decimal(1) if rule is Rule.SUM else Decimal(1) / len(known)
        footing.add_rule(row.actual, known, share, tentative=tentative)


def _column(row: Row, column: int) -> Figure:
    if column == _TARGET:
        return row.target.figure
    return row.actual if column == ACTUAL else row.values[column]


def _sum_relations(footing: Footing, parent: Row, children: Sequence[Row], periods: int) -> None:
    """A parent in numbers is the sum of its children in the same unit, where they are whole and not only a part."""
    whole = [row for row in children if not row.part]
    if parent.kind is not Kind.INDICATOR or parent.is_intensive or len(whole) < 2 or not additive(parent, whole):
        return
    first = len(footing.relations)
    for column in (*range(periods), ACTUAL, _TARGET):
        top, below = _column(parent, column), [_column(row, column) for row in whole]
        if column == _TARGET and not (_adds_up(footing, first) and all(_plain_target(row) for row in (parent, *whole))):
            continue
        if top.value is not None and all(figure.value is not None for figure in below):
            footing.add_sum(top, below)


def _adds_up(footing: Footing, first: int) -> bool:
    """True where the figures from a relation on do add up, so that what was set for them must too."""
    made = footing.relations[first:]
    return bool(made) and all(relation.holds(footing.values) for relation in made)


def _plain_target(row: Row) -> bool:
    return row.target.direction is None and row.target.figure.upper is None


def additive(parent: Row, children: Sequence[Row]) -> bool:
    """True for rows of one unit that add up to the row above them, as far as their kind tells."""
    units = {fold(row.unit) for row in children}
    if any(row.is_intensive for row in children) or len(units) > 1:
        return False
    unit = fold(parent.unit)
    if unit and units != {unit} and units != {""}:
        return False
    # Rows that repeat one figure against several targets are the same count told again, not parts of it.
    told = {tuple(figure.value for figure in (*row.values, row.actual)) for row in children}
    return len(told) > 1


def _share_relations(footing: Footing, rows: Sequence[Row], periods: int) -> None:
    """Sibling rates that make 100 in most columns are shares of one whole and must in all."""
    rates = [row for row in rows if row.is_rate and not row.part]
    blanks = [row for row in rows if not row.unit and not row.part and all(f.value in (None, 0) for f in row.values)]
    if not rates or len(rates) + len(blanks) < 2:
        return
    shares = [*rates, *blanks]
    columns = []
    for column in (*range(periods), ACTUAL):
        figures = [_column(row, column) for row in shares]
        if all(figure.value is not None for figure in figures):
            columns.append(figures)
    if len(columns) < 2:
        return
    trial = Footing()
    for figures in columns:
        trial.add_shares(figures)
    held = sum(relation.holds(trial.values) for relation in trial.relations)
    if held * 2 > len(columns):
        for figures in columns:
            footing.add_shares(figures)
