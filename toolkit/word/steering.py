"""What a report of ours remembers and no table shows: Mã, Cách tính, Chiều and Cách gộp of its rows, and which of two numbers a text is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from toolkit.compute.rules import INFERRED_MARK, RULE_WORDS
from toolkit.model import Appendix, Row, Rule, Target, Workbook
from toolkit.numbers import decimals_of, read, round_half_up
from toolkit.tables import Table
from toolkit.word.controls import field_id
from toolkit.word.ledger import STEERING, Ledger

_BOUNDS = {">=": (">=", False), "<=": ("<=", False), ">": (">=", True), "<": ("<=", True)}


def steered(workbook: Workbook, fields: Mapping[tuple[str, int], str], ledger: Ledger) -> Workbook:
    """A workbook read from a report's tables, its rows steered as the ledger says.

    `fields` gives, by sheet and row, the name of a field that the row shows.
    """
    return replace(workbook, appendices=tuple(_appendix(appendix, fields, ledger) for appendix in workbook.appendices))


def sure_figures(tables: Iterable[Table], ledger: Ledger) -> None:
    """Give the cells whose text could be two numbers the one that the ledger says they were filled with, if they still show it."""
    for table in tables:
        for at, cell in enumerate(table.cells):
            entry = ledger.entries.get(cell.field)
            if entry is None or entry.value is None or entry.shown != cell.text:
                continue
            value = Decimal(entry.value)
            sure = next(
                (
                    number
                    for number in read(cell.text).alternatives
                    if number == round_half_up(value, decimals_of(number))
                ),
                None,
            )
            if sure is not None:
                table.cells[at] = replace(cell, number=sure)


def _appendix(appendix: Appendix, fields: Mapping[tuple[str, int], str], ledger: Ledger) -> Appendix:
    rows = []
    for row in appendix.rows:
        entry = ledger.entries.get(fields.get((appendix.sheet, row.place.row), ""))
        rows.append(row if entry is None else _row(row, _key_of(entry.identity), ledger))
    return replace(appendix, rows=tuple(rows))


def _key_of(identity: str) -> str:
    """The row's key in the identity of one of its cells: `key.attribute|filter` or `key.ky["period"]`."""
    expression = identity.partition("|")[0]
    return expression.partition(".ky[")[0] if ".ky[" in expression else expression.rpartition(".")[0]


def _row(row: Row, key: str, ledger: Ledger) -> Row:
    name, rule, direction, merge = ledger.extra.get(STEERING, {}).get(key, ("", "", "", ""))
    entry = ledger.entries.get(field_id(f"{key}.thuc_hien"))
    if not rule and entry is not None and entry.rule in {known.value for known in RULE_WORDS}:
        rule = f"{RULE_WORDS[Rule(entry.rule)]} {INFERRED_MARK}"
    target = row.target
    if direction.strip() in _BOUNDS:
        target = Target(target.figure, *_BOUNDS[direction.strip()])
    return replace(row, key=name, rule_text=rule, direction_text=direction, merge_text=merge, target=target)
