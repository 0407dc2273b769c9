"""What somebody typed into a merged workbook stays when it is merged again: `Thông tin`, Mã, Cách tính and Cách gộp."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from toolkit.compute.rules import is_marked_inferred
from toolkit.excel.read import read_workbook
from toolkit.excel.sheets import FIGURES
from toolkit.excel.store import Steered, Store
from toolkit.excel.unit import read_unit
from toolkit.merge.choose import commonest
from toolkit.merge.grids import Grid, MergedRow
from toolkit.merge.match import Plan
from toolkit.merge.result import rule_text
from toolkit.merge.units import RowId
from toolkit.model import InfoEntry
from toolkit.text import fold


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


def keep_steering(plan: Plan, output: Path, store: Store) -> None:
    """Give the merged rows what was typed over the units' Mã, Cách tính and Cách gộp in the workbook being replaced."""
    if not store.units:
        return
    typed: dict[tuple[str, str], list[tuple[Steered, RowId]]] = {}
    for frame in read_unit(output).sheets():
        for given, found in _paired([row for row in store.steering if row.sheet == frame.sheet], frame.rows):
            typed.setdefault((given.sheet, given.name), []).append((given, found))
    rows: dict[tuple[str, str], list[tuple[Grid, MergedRow]]] = {}
    for grid in plan.grids:
        for row in grid.rows:
            rows.setdefault((_sheet(grid), _name(row)), []).append((grid, row))
    for name, pairs in typed.items():
        if len(pairs) == 1 == len(rows.get(name, ())):
            _keep(*rows[name][0], *pairs[0])


def _paired(written: Sequence[Steered], read: Sequence[RowId]) -> Iterator[tuple[Steered, RowId]]:
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


def _keep(grid: Grid, row: MergedRow, given: Steered, found: RowId) -> None:
    if found.key not in ("", given.key):
        row.key = found.key
        grid.learn(row, row.id._replace(key=found.key))
    if found.rule_text not in ("", given.rule) and not is_marked_inferred(found.rule_text):
        row.typed_rules = Counter({found.rule_text: 1})
    if found.way not in ("", given.way):
        row.ways = Counter({found.way: 1})


def keep_info(entries: Sequence[InfoEntry], output: Path, store: Store) -> tuple[InfoEntry, ...]:
    """`Thông tin` with what was typed into the workbook being replaced."""
    if not store.units:
        return tuple(entries)
    typed = _typed_info(output, store.info)
    kept = [replace(entry, text=typed.pop(entry.key).text) if entry.key in typed else entry for entry in entries]
    return (*kept, *(InfoEntry(entry.key, entry.label, entry.text) for entry in typed.values()))


def _typed_info(output: Path, auto: Mapping[str, str]) -> dict[str, InfoEntry]:
    entries = read_workbook(output).info
    return {entry.key: entry for entry in entries if entry.text and entry.text != auto.get(entry.key, "")}
