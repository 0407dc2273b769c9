"""What somebody typed into a merged workbook when it is merged again.

`Thông tin`, Mã, Cách tính, Cách gộp and lines of their own in `Số liệu` stay. Rows and figures that no unit sent are not in
the units' files and so not in the new totals; they are told, and the workbook replaced still has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from toolkit.compute.rules import is_marked_inferred
from toolkit.excel.cells import RawWorkbook
from toolkit.excel.open import read_raw
from toolkit.excel.read import assemble
from toolkit.excel.sheets import FIGURES, LINEAGE
from toolkit.excel.store import Steered, Store, read_store
from toolkit.files import backup_of
from toolkit.merge.choose import commonest
from toolkit.merge.grids import Grid, MergedRow
from toolkit.merge.match import Plan
from toolkit.merge.remarks import listed
from toolkit.merge.result import rule_text
from toolkit.merge.units import placed
from toolkit.model import Appendix, Figure, FigureEntry, InfoEntry, Workbook
from toolkit.numbers import show
from toolkit.places import Sheet
from toolkit.problems import Problem, ToolkitError
from toolkit.text import clean, fold


@dataclass(frozen=True, slots=True)
class Earlier:
    """The merged workbook that is about to be replaced; `store` is empty and `workbook` None where there is none of ours."""

    backup: str
    store: Store
    raw: RawWorkbook | None = None
    workbook: Workbook | None = None


class _Row(NamedTuple):
    """A row as somebody left it."""

    label: str
    key: str
    rule: str = ""
    way: str = ""


def read_earlier(output: Path) -> Earlier:
    """What stands at the path of an output."""
    store, backup = read_store(output), backup_of(output).name
    if not store.units:
        return Earlier(backup, store)
    try:
        raw = read_raw(output)
        return Earlier(backup, store, raw, assemble(raw))
    except ToolkitError:
        return Earlier(backup, store)


# --- Mã, Cách tính, Cách gộp ------------------------------------------------------------------------------------------


def steering_of(plan: Plan) -> tuple[Steered, ...]:
    """What the units give to steer every merged row, in the order in which the rows are written."""
    return tuple(
        Steered(_sheet(grid), row.id.label, _name(row), row.key, rule_text(row), commonest(row.ways))
        for grid in plan.grids
        for row in grid.rows
    )


def _sheet(grid: Grid) -> str:
    return FIGURES if grid.figures else grid.sheet


def _name(row: MergedRow) -> str:
    return "\n".join((*row.id.path, str(row.id.nth)))


def keep_steering(plan: Plan, earlier: Earlier) -> None:
    """Give the merged rows what was typed over the units' Mã, Cách tính and Cách gộp."""
    typed: dict[tuple[str, str], list[tuple[Steered, _Row]]] = {}
    for sheet, found in _rows(earlier.workbook):
        for given, row in _paired(_written(earlier, sheet), found):
            typed.setdefault((given.sheet, given.name), []).append((given, row))
    rows: dict[tuple[str, str], list[tuple[Grid, MergedRow]]] = {}
    for grid in plan.grids:
        for merged in grid.rows:
            rows.setdefault((_sheet(grid), _name(merged)), []).append((grid, merged))
    for name, pairs in typed.items():
        if len(pairs) == 1 == len(rows.get(name, ())):
            _keep(*rows[name][0], *pairs[0])


def _rows(workbook: Workbook | None) -> Iterator[tuple[str, list[_Row]]]:
    if workbook is None:
        return
    for appendix in workbook.appendices:
        yield (
            appendix.sheet,
            [_Row(clean(row.label), row.key, row.rule_text, row.merge_text) for row in appendix.rows],
        )
    yield FIGURES, [_Row(clean(entry.label), entry.key) for entry in workbook.figures]


def _written(earlier: Earlier, sheet: str) -> list[Steered]:
    return [row for row in earlier.store.steering if row.sheet == sheet]


def _paired(written: Sequence[Steered], read: Sequence[_Row]) -> Iterator[tuple[Steered, _Row]]:
    """The rows of a sheet as they were written with those it holds now.

    They are told by their order and their labels. What a row stands under is no help: rows of one label may be read under
    other ones than they were written under. A label that occurs more or less often than before is passed over.
    """
    before, now = [fold(row.label) for row in written], [fold(row.label) for row in read]
    count, other = Counter(before), Counter(now)
    for first, second, size in SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks():
        for at in range(size):
            if count[before[first + at]] == other[before[first + at]]:
                yield written[first + at], read[second + at]


def _keep(grid: Grid, row: MergedRow, given: Steered, found: _Row) -> None:
    if found.key not in ("", given.key):
        row.key = found.key
        grid.learn(row, row.id._replace(key=found.key))
    if found.rule not in ("", given.rule) and not is_marked_inferred(found.rule):
        row.typed_rules = Counter({found.rule: 1})
    if found.way not in ("", given.way):
        row.ways = Counter({found.way: 1})


# --- Thông tin, Số liệu -----------------------------------------------------------------------------------------------


def keep_info(entries: Sequence[InfoEntry], earlier: Earlier) -> tuple[InfoEntry, ...]:
    """`Thông tin` with what was typed there."""
    before = () if earlier.workbook is None else earlier.workbook.info
    auto = earlier.store.info
    typed = {entry.key: entry for entry in before if entry.text and entry.text != auto.get(entry.key, "")}
    kept = [replace(entry, text=typed.pop(entry.key).text) if entry.key in typed else entry for entry in entries]
    return (*kept, *(InfoEntry(entry.key, entry.label, entry.text) for entry in typed.values()))


def own_figures(earlier: Earlier) -> tuple[FigureEntry, ...]:
    """The lines of `Số liệu` that came from no unit."""
    written = _written(earlier, FIGURES)
    labels, keys = {fold(row.label) for row in written}, {row.key for row in written}
    before = () if earlier.workbook is None else earlier.workbook.figures
    return tuple(entry for entry in before if fold(entry.label) not in labels and entry.key not in keys)


# --- what is not kept -------------------------------------------------------------------------------------------------


def not_kept(earlier: Earlier) -> Iterator[Problem]:
    """Rows and figures typed into the workbook that are not in the new one (PL640, PL641), and formulas kept as numbers."""
    if earlier.workbook is None or earlier.raw is None:
        return
    live = any(sheet.name == LINEAGE for sheet in earlier.raw.sheets)
    for appendix in earlier.workbook.appendices:
        known = {fold(row.label) for row in _written(earlier, appendix.sheet)}
        added = [row.label for row in appendix.rows if fold(clean(row.label)) not in known]
        place = placed(Sheet(appendix.sheet), earlier.backup)
        if added:
            yield Problem("PL640", place, {"rows": listed(added), "backup": earlier.backup})
        typed = [f"{at} = {show(value)}" for at, value in _typed(appendix, earlier.raw, known)] if live else []
        if typed:
            yield Problem("PL641", place, {"cells": listed(typed), "backup": earlier.backup})
    for entry in own_figures(earlier):
        for figure in (entry.figure, entry.prior):
            formula = _formula(figure, earlier.raw)
            if formula:
                values = {"formula": f"={formula}", "value": "?" if figure.value is None else show(figure.value)}
                yield Problem("PL642", placed(figure.cell, earlier.backup), values)


def _typed(appendix: Appendix, raw: RawWorkbook, known: set[str]) -> Iterator[tuple[str, Decimal]]:
    for row in appendix.rows:
        for figure in (row.target.figure, *row.values, row.actual, row.prior):
            if figure.value is not None and not _formula(figure, raw) and fold(clean(row.label)) in known:
                yield ("" if figure.cell is None else figure.cell.address), figure.value


def _formula(figure: Figure, raw: RawWorkbook) -> str:
    at = figure.cell
    sheet = None if at is None else next((sheet for sheet in raw.sheets if sheet.name == at.sheet), None)
    cell = None if sheet is None or at is None else sheet.cells.get((at.row, at.column))
    return "" if cell is None else cell.formula
