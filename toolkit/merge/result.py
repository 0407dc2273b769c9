"""The merged workbook as data: appendices, `Số liệu` and `Thông tin`, every figure with the cell it will stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from toolkit.columns import ROLE
from toolkit.compute.rules import INFERRED_MARK, RULE_WORDS, is_marked_inferred
from toolkit.merge.choose import Choice, commonest, way_of
from toolkit.merge.folded import Folded
from toolkit.merge.grids import Grid, MergedRow
from toolkit.merge.match import Plan
from toolkit.merge.units import ACTUAL, PRIOR, TARGET
from toolkit.merge.ways import Way
from toolkit.model import Appendix, Column, Figure, FigureEntry, InfoEntry, Kind, Row, Rule, State, Target
from toolkit.numbers import decimals_of
from toolkit.places import Cell

_BEFORE: Final = ("stt", "label", "unit", "target")
_AFTER: Final = ("actual", "percent", "prior", "prior_percent", "note")
_TYPED_WORD: Final = RULE_WORDS[Rule.TYPED]
# What every report of the merging office says by itself and no unit says for it.
_OWN_INFO: Final = frozenset({"so", "ky_hieu", "ngay", "quyen_han_ky", "chuc_vu", "nguoi_ky", "noi_nhan", "ma", "ma_don_vi",
                              "ma_co_quan"})  # fmt: skip


@dataclass(slots=True)
class Merging:
    """Everything known once the units' figures are folded."""

    plan: Plan
    folded: Folded
    choices: Mapping[int, Choice]
    _values: dict[tuple[int, str], Decimal | None] = field(default_factory=dict)

    def value(self, row: MergedRow, slot: str) -> Decimal | None:
        """The merged figure of a slot, not rounded."""
        at = (row.number, slot)
        if at not in self._values:
            self._values[at] = self.folded.total(row, slot).result(way_of(row, slot, self.choices[row.number]))
        return self._values[at]

    def way(self, row: MergedRow, slot: str) -> Way:
        """How a slot's figures become one."""
        return way_of(row, slot, self.choices[row.number])

    def slots(self, grid: Grid, row: MergedRow) -> tuple[str, ...]:
        """The slots of a row that go into the merged workbook; an actual only where it does not follow from periods."""
        if grid.figures:
            return (ACTUAL, PRIOR)
        actual = (ACTUAL,) if self.takes_actual(grid, row) else ()
        return (TARGET, *grid.periods, *actual, PRIOR)

    def takes_actual(self, grid: Grid, row: MergedRow) -> bool:
        """True where the merged actual is that of the units' actuals: no period has a figure, or it is typed by rule."""
        periods = any(self.folded.has(row, period) for period in grid.periods)
        return not periods or rule_text(row).removesuffix(INFERRED_MARK).strip() == _TYPED_WORD

    # --- sheets -------------------------------------------------------------------------------------------------

    def columns(self, grid: Grid) -> tuple[Column, ...]:
        """The columns of a merged appendix, without those that steer it."""
        made: list[Column] = []
        here = set(grid.headings) | {"stt", "label", "unit"}
        here |= {slot for slot in (TARGET, ACTUAL, PRIOR) if any(self.folded.has(row, slot) for row in grid.rows)}
        for role in _BEFORE:
            if role in here:
                made.append(Column(role, len(made) + 1, grid.headings.get(role) or ROLE[role].heading))
        made += [Column("period", len(made) + 1 + at, period) for at, period in enumerate(grid.periods)]
        for role in _AFTER:
            if role in here:
                made.append(Column(role, len(made) + 1, grid.headings.get(role) or ROLE[role].heading))
        return tuple(made)

    def appendix(self, grid: Grid, first: int, numbers: Mapping[str, int]) -> Appendix:
        """A merged appendix whose rows stand from the sheet row `first` on; `numbers` gives the column of each role and period."""
        index = {row.number: at for at, row in enumerate(grid.rows)}
        rows: list[Row] = []
        for at, row in enumerate(grid.rows):
            parent = None if row.parent is None else index[row.parent.number]
            rows.append(self._row(grid, row, first + at, numbers, parent, rows))
        lines = self.folded.common
        counted = tuple(at for at, period in enumerate(grid.periods) if period not in grid.apart)
        return Appendix(
            grid.sheet, tuple(rows), tuple(grid.periods), self.columns(grid),
            tuple(lines.get((grid.number, "title"), ())), tuple(lines.get((grid.number, "footer"), ())), (), grid.growth,
            counted=counted if grid.apart else None,
        )  # fmt: skip

    def _row(
        self, grid: Grid, row: MergedRow, number: int, numbers: Mapping[str, int], parent: int | None, above: Sequence[Row]
    ) -> Row:  # fmt: skip
        source = row.id
        cells = {role: Cell(grid.sheet, number, column) for role, column in numbers.items() if role in ROLE}
        head = None if parent is None else above[parent]
        made = Row(
            Kind.SECTION if row.group and source.section else Kind.GROUP if row.group else Kind.INDICATOR,
            Cell(grid.sheet, number, 1), source.label, source.stt, source.bullet, source.level,
            "" if head is None else head.section or (head.label if head.level == 0 else ""),
            "" if head is None else head.section_stt or (head.stt if head.level == 0 else ""),
            source.path[:-1], parent, source.part, source.bold, row.unit, note=self.folded.notes.get(row.number, ""),
            key=row.key, rule_text=self._rule(grid, row), merge_text=commonest(row.ways), cells=cells,
        )  # fmt: skip
        figures = {
            slot: self._figure(row, slot, Cell(grid.sheet, number, numbers[slot]))
            for slot in self.slots(grid, row)
            if slot in numbers
        }
        blank = {period: Figure(cell=Cell(grid.sheet, number, numbers[period])) for period in grid.periods}
        direction, strict, said = min(
            row.directions, key=lambda said: (-row.directions[said], said), default=("", False, "")
        )
        return _with(
            made,
            Target(figures.get(TARGET, Figure()), direction or None, strict),
            tuple(figures.get(period, blank[period]) for period in grid.periods),
            figures.get(ACTUAL, Figure()),
            figures.get(PRIOR, Figure()),
            said,
        )

    def _rule(self, grid: Grid, row: MergedRow) -> str:
        return "" if row.group or not any(self.folded.has(row, period) for period in grid.periods) else rule_text(row)

    def _figure(self, row: MergedRow, slot: str, cell: Cell) -> Figure:
        value = self.value(row, slot)
        if value is None:
            return Figure(cell=cell)
        return Figure(value, cell, format(value, "f"), decimals_of(value), State.NUMBER)

    def figures(self, sheet: str) -> tuple[FigureEntry, ...]:
        """The lines of `Số liệu`: key, label, value, unit, prior, from the second row on."""
        made: list[FigureEntry] = []
        for grid in self.plan.grids:
            for row in grid.rows if grid.figures else ():
                number = len(made) + 2
                figure = self._figure(row, ACTUAL, Cell(sheet, number, 3))
                texts = self.folded.texts.get((row.number, ACTUAL), {})
                if figure.value is None and len(texts) == 1 and not self.folded.has(row, ACTUAL):
                    figure = Figure(cell=figure.cell, text=next(iter(texts)))
                prior = self._figure(row, PRIOR, Cell(sheet, number, 5))
                made.append(FigureEntry(row.key, row.label, figure, row.unit, prior, Cell(sheet, number, 3)))
        return tuple(made)

    def info(self) -> tuple[InfoEntry, ...]:
        """`Thông tin`: what all units say alike; a lone unit's stays as it is."""
        known = dict(self.folded.info)
        if self.folded.count > 1:
            above = known.pop("co_quan_cap_tren", None)
            label = known.get("co_quan", ("Cơ quan", None))[0]
            known = {
                key: (name, None if key in _OWN_INFO or key == "co_quan" else text)
                for key, (name, text) in known.items()
            }
            known["co_quan"] = (label, None if above is None else above[1])
        return tuple(InfoEntry(key, label, text or "") for key, (label, text) in known.items())


def rule_text(row: MergedRow) -> str:
    """The `Cách tính` of a merged row: what most units typed, else what most units' figures say, marked as inferred."""
    typed = commonest(row.typed_rules)
    if typed:
        return typed
    rule = commonest(row.rules)
    word = RULE_WORDS.get(Rule(rule)) if rule else None
    return f"{word} {INFERRED_MARK}" if word else ""


def typed_only(texts: Mapping[str, int]) -> set[str]:
    """The rules somebody typed, without those a program inferred."""
    return {text for text in texts if not is_marked_inferred(text)}


def _with(
    row: Row, target: Target, values: tuple[Figure, ...], actual: Figure, prior: Figure, direction: str
) -> Row:  # fmt: skip
    from dataclasses import replace

    return replace(row, target=target, values=values, actual=actual, prior=prior, direction_text=direction)
