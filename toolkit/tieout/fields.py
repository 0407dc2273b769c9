"""What the fields of a report of ours should show, and which rows they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from toolkit.claims.ties.fields import FieldState
from toolkit.claims.ties.told import RECORD, WORKBOOK, Source

if TYPE_CHECKING:
    from toolkit.claims.ties.known import KnownRow
    from toolkit.facts import Facts
    from toolkit.passages import Passage
    from toolkit.word.ledger import Entry, Ledger


def field_states(passages: Iterable[Passage], ledger: Ledger, facts: Facts | None) -> dict[str, FieldState]:
    """What the fields of a report of ours were filled with and should show now, by field name.

    Without a workbook the report's own record says what they should show.
    """
    names = {name for passage in passages for _, _, name in passage.fields}
    states = {}
    for name in names & ledger.entries.keys():
        entry = ledger.entries[name]
        now = _recorded(entry) if facts is None else _by_workbook(entry, facts)
        if now is not None:
            states[name] = FieldState(entry.shown, now)
    return states


def _recorded(entry: Entry) -> Source:
    value = None if entry.value is None else Decimal(entry.value)
    return Source(entry.identity, entry.shown, value, entry.cells, entry.label, RECORD)


def _by_workbook(entry: Entry, facts: Facts) -> Source | None:
    """What a field should show now; None when nothing gives it any more."""
    from toolkit.expressions import Scope, TemplateProblem, parse

    try:
        result = parse(entry.identity).evaluate(Scope(facts))
    except TemplateProblem:
        return None
    cells = tuple(dict.fromkeys(str(cell) for fact in result.facts for cell in fact.cells))
    value = result.value if isinstance(result.value, Decimal) else None
    return Source(entry.identity, result.text, value, cells, entry.label, WORKBOOK)


def rows_of(states: Mapping[str, FieldState], rows: Iterable[KnownRow]) -> dict[str, KnownRow]:
    """The row that each field shows a figure of."""
    by_key = {row.key: row for row in rows}
    found = {}
    for name, state in states.items():
        expression = state.now.key.partition("|")[0].partition(".ky[")[0]
        row = by_key.get(expression) or by_key.get(expression.rpartition(".")[0])
        if row is not None:
            found[name] = row
    return found
