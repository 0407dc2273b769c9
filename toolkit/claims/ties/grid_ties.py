"""The appendix a report carries held to the workbook cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.ties.compare import compare
from toolkit.claims.ties.grid_rows import GridRow, pair_rows
from toolkit.claims.ties.known import differs, error_cells, read_unit
from toolkit.claims.ties.periods import same_period
from toolkit.claims.ties.told import Source, blank, tied
from toolkit.facts.rows import Fact, period_fact, row_fact
from toolkit.model import Computed, Figure, State
from toolkit.passages import Passage
from toolkit.places import Cell
from toolkit.text import first_words, fold

_HUNDRED: Final = Decimal(100)
_NEAR: Final = 60
# Role of a column, attribute of the workbook's figure, and the other attributes that a printed figure may tell there.
_COLUMNS: Final = (
    ("target", "chi_tieu", ()),
    ("actual", "thuc_hien", ()),
    ("percent", "ty_le", ("chenh_lech",)),
    ("prior", "cung_ky", ()),
    ("prior_percent", "so_cung_ky", ("tang_cung_ky", "lech_cung_ky")),
)

Spot = Callable[[Cell, str], tuple[Passage, int, int] | None]
"""Where a cell of the report's appendix stands: its passage, and the stretch of its text; None where there is none."""


@dataclass(frozen=True, slots=True)
class GridTies:
    """What comparing gave: how many cells were compared and how many differ, the claims of these, the rows without counterpart.

    `told` are the keys of the workbook's rows that the report's appendix has; `strange` are the sheets of the report none
    of whose rows is one of the workbook: other tables.
    """

    cells: int
    wrong: int
    told: frozenset[str]
    claims: tuple[Claim, ...]
    report: tuple[GridRow, ...]
    workbook: tuple[GridRow, ...]
    strange: tuple[str, ...]


def tie_grid(report: Computed, workbook: Computed, spot: Spot) -> GridTies:
    """The claims of the cells of a report's appendix that do not say what the workbook gives."""
    pairs = pair_rows(report, workbook)
    errors = error_cells(workbook)
    cells, wrong, claims = 0, 0, []
    for mine, theirs in pairs.both:
        for compared in _cells(mine, theirs, errors):
            cells, wrong = cells + 1, wrong + (not compared.agrees)
            claim = _claim(compared, spot)
            claims += [] if claim is None else [claim]
    told = {mine.appendix.appendix.sheet for mine, _ in pairs.both}
    known = {theirs.appendix.appendix.sheet for _, theirs in pairs.both}
    strange = dict.fromkeys(
        row.appendix.appendix.sheet for row in pairs.report if row.appendix.appendix.sheet not in told
    )
    return GridTies(
        cells, wrong, frozenset(theirs.indicator.key for _, theirs in pairs.both), tuple(claims),
        tuple(row for row in pairs.report if row.appendix.appendix.sheet in told),
        tuple(row for row in pairs.workbook if row.appendix.appendix.sheet in known), tuple(strange),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Compared:
    """One cell of the report beside the figure of the workbook: `agrees` says whether it tells it."""

    figure: Figure
    cell: Cell
    fact: Fact
    agrees: bool


def _cells(mine: GridRow, theirs: GridRow, errors: frozenset[Cell]) -> Iterator[_Compared]:
    """The cells of a row that can be compared: both sides have the column, and at least one a figure."""
    row, other = mine.indicator.row, theirs.indicator.row
    one, two = read_unit(row.unit), read_unit(other.unit)
    scale = two.scale / one.scale if row.unit.strip() and other.unit.strip() else Decimal(1)
    for role, attribute, more in _COLUMNS:
        figure = row.target.figure if role == "target" else getattr(row, role)
        cell, fact = row.cells.get(role), row_fact(theirs.indicator, attribute)
        typed = other.target.figure if role == "target" else getattr(other, role)
        if cell is None or fact is None or role not in other.cells:
            continue
        facts = [fact, *filter(None, (row_fact(theirs.indicator, name) for name in more))]
        factor = scale if role in ("target", "actual", "prior") else Decimal(1)
        yield from _compared(figure, cell, facts, typed, factor, doubted=typed.cell not in errors)
    for index, name in enumerate(mine.appendix.appendix.periods):
        figure = row.values[index]
        for at, known in enumerate(theirs.appendix.appendix.periods):
            if figure.cell is not None and same_period(fold(name), fold(known)):
                fact = period_fact(theirs.indicator, at, known, f'"{known}"')
                yield from _compared(figure, figure.cell, [fact], other.values[at], scale)


def _compared(
    figure: Figure, cell: Cell, facts: list[Fact], typed: Figure, scale: Decimal, *, doubted: bool = False
) -> Iterator[_Compared]:  # fmt: skip
    """The cell compared, or nothing where there is nothing to compare.

    `doubted` is True where the workbook's own cell, if it says something else than is computed, is not what is wrong.
    """
    value = facts[0].value
    if figure.value is None:
        if figure.state is State.BLANK and typed.value and isinstance(value, Decimal) and value:
            yield _Compared(figure, cell, facts[0], agrees=False)
        return
    wanted = [fact.value for fact in facts if isinstance(fact.value, Decimal)]
    if not wanted:
        if figure.value and not typed.text.strip() and typed.value is None and not facts[0].shown:
            yield _Compared(figure, cell, facts[0], agrees=False)
        return
    if facts[0].attribute == "ty_le" and isinstance(value, Decimal):
        wanted.append(value - _HUNDRED)
    if doubted and typed.value is not None and differs(typed, wanted[0]):
        wanted.append(typed.value)
    number = Number(0, 0, 0, 0, figure.text, figure.value, figure.decimals, upper=figure.upper)
    yield _Compared(figure, cell, facts[0], any(_tells(number, each * scale) for each in wanted))


def _tells(number: Number, value: Decimal) -> bool:
    """True where a printed number tells a value, rounded or cut; a sign may be left to the words."""
    return number.value == value or compare(number, value) is not Verdict.INCONSISTENT


def _claim(compared: _Compared, spot: Spot) -> Claim | None:
    found = spot(compared.cell, compared.figure.text)
    if compared.agrees or found is None:
        return None
    passage, start, end = found
    fact = compared.fact
    passage = replace(passage, near=f"{compared.cell.sheet} > {first_words(fact.label, _NEAR)}")
    value = fact.value if isinstance(fact.value, Decimal) else None
    cells = tuple(map(str, fact.cells or filter(None, [fact.place])))
    source = Source(f"{fact.key}.{fact.attribute}", fact.shown, value, cells, fact.label)
    if compared.figure.value is None or value is None:
        return blank(passage, (start, end), source, printed=compared.figure.value)
    return tied(passage, (start, end), source, Verdict.INCONSISTENT, printed=compared.figure.value)
