"""What a roster gives to single units: a column headed by an indicator's key holds each unit's own target."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from toolkit.excel.cells import RawSheet
from toolkit.excel.figure import figure_of
from toolkit.excel.open import read_raw
from toolkit.excel.roster import HEADS, find_roster
from toolkit.facts import Facts
from toolkit.facts.subjects import IndicatorSubject
from toolkit.model import Figure
from toolkit.places import Cell
from toolkit.problems import Problem
from toolkit.text import clean, fold

_OTHERS: Final = frozenset({"stt", "tt", "so tt", "so thu tu", "ghi chu"})


@dataclass(slots=True)
class Assigned:
    """Targets by the sheet row of the unit and the key of the indicator; `keys` are those that have a column."""

    rows: dict[int, dict[str, Figure]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_assigned(path: Path, facts: Facts) -> Assigned:
    """The units' own targets on a roster that `read_roster` can read; a column nobody knows is a note (PL665)."""
    found = Assigned()
    roster = find_roster(read_raw(path))
    if roster is not None:
        _read(*roster[:2], facts, found)
    return found


def _read(sheet: RawSheet, top: int, facts: Facts, found: Assigned) -> None:
    columns: dict[int, str] = {}
    for (row, column), raw in sheet.cells.items():
        heading = fold(raw.text).strip(" .:()*")
        if row != top or not heading or heading in HEADS or heading in _OTHERS:
            continue
        subjects = [s for s in facts.find(clean(raw.text)) if isinstance(s, IndicatorSubject)]
        if len(subjects) == 1 and subjects[0].key not in found.keys:
            columns[column] = subjects[0].key
            found.keys.add(subjects[0].key)
        else:
            found.problems.append(Problem("PL665", Cell(sheet.name, row, column), {"heading": clean(raw.text)}))
    for (row, column), raw in sheet.cells.items():
        if row > top and column in columns:
            figure = figure_of(raw, Cell(sheet.name, row, column), found.problems)
            found.rows.setdefault(row, {})[columns[column]] = figure
