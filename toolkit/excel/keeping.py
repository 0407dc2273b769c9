"""What somebody typed into a merged workbook stays when it is merged again: `Thông tin`, Mã, Cách tính and Cách gộp."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.compute.rules import is_marked_inferred
from toolkit.excel.read import read_workbook
from toolkit.excel.store import Store
from toolkit.excel.unit import read_unit
from toolkit.merge.choose import commonest
from toolkit.merge.grids import MergedRow
from toolkit.merge.match import Plan
from toolkit.merge.result import rule_text
from toolkit.merge.units import RowId
from toolkit.model import InfoEntry

Steering = dict[str, tuple[str, str, str]]


def steering_of(plan: Plan) -> Steering:
    """The Mã, Cách tính and Cách gộp of every merged row as the units give them, by the row's path."""
    return {_name(row.id): _said(row) for grid in plan.grids for row in grid.rows if any(_said(row))}


def _said(row: MergedRow) -> tuple[str, str, str]:
    return row.key, rule_text(row), commonest(row.ways)


def _name(row: RowId) -> str:
    return "\n".join((*row.path, str(row.nth)))


def keep_steering(plan: Plan, output: Path, store: Store) -> None:
    """Give the merged rows what was typed over the units' Mã, Cách tính and Cách gộp in the workbook being replaced."""
    if not store.units:
        return
    read = [row for frame in read_unit(output).sheets() for row in frame.rows]
    typed = {_name(row): row for row in read}
    rows = [(grid, row) for grid in plan.grids for row in grid.rows]
    # Rows of one path cannot be told apart for certain once the workbook is read again: theirs are not looked at.
    many = Counter(row.path for row in read) | Counter(row.id.path for _, row in rows)
    for grid, row in rows:
        found = typed.get(_name(row.id))
        if found is None or many[row.id.path] > 1:
            continue
        key, rule, way = store.steering.get(_name(row.id), ("", "", ""))
        if found.key not in ("", key):
            row.key = found.key
            grid.learn(row, row.id._replace(key=found.key))
        if found.rule_text not in ("", rule) and not is_marked_inferred(found.rule_text):
            row.typed_rules = Counter({found.rule_text: 1})
        if found.way not in ("", way):
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
