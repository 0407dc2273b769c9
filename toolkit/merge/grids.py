"""The merged grids under way: rows with everything the units say of them, found again by key, path or label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.merge.labels import words_of
from toolkit.merge.periods import match_periods, place_for
from toolkit.merge.units import Frame, RowId
from toolkit.text import slug

Path = tuple[str, ...]


@dataclass(slots=True, eq=False)
class MergedRow:
    """One row of a merged grid: its words as the reference unit has them, and what the units' columns say, counted.

    `added` is True for a row the reference does not have, `doubt` the row it might be the same as. `number` counts the
    rows of all grids once they are complete.
    """

    id: RowId
    parent: MergedRow | None = None
    added: bool = False
    doubt: MergedRow | None = None
    key: str = ""
    unit: str = ""
    ways: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    typed_rules: Counter[str] = field(default_factory=Counter)
    directions: Counter[tuple[str, bool, str]] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    rate: bool = False
    group: bool = True
    number: int = -1

    @property
    def label(self) -> str:
        """The row's own label."""
        return self.id.label

    def take(self, row: RowId, count: int) -> None:
        """Take in what `count` units say of the row beside its figures."""
        self.key = self.key or row.key
        self.unit = self.unit or row.unit
        self.rate = self.rate or row.rate
        self.group = self.group and row.group
        self.labels[row.label] += count
        if row.way:
            self.ways[row.way] += count
        if row.rule_text:
            self.typed_rules[row.rule_text] += count
        elif row.rule:
            self.rules[row.rule] += count
        if row.direction or row.direction_text:
            self.directions[row.direction, row.strict, row.direction_text] += count


def path_of(row: RowId) -> Path:
    """A row's path folded for comparing."""
    return tuple("_".join(words_of(label)) for label in row.path)


class Grid:
    """One merged grid under way."""

    def __init__(self, frame: Frame) -> None:
        self.sheet = frame.sheet
        self.headings = dict(frame.headings)
        self.periods: list[str] = []
        self.growth = frame.growth
        self.figures = frame.figures
        self.rows: list[MergedRow] = []
        self.added_periods: list[str] = []
        self.number = -1
        self._by_key: dict[str, MergedRow] = {}
        self._by_path: dict[tuple[Path, int], MergedRow] = {}

    # --- finding ------------------------------------------------------------------------------------------------

    def with_key(self, key: str) -> MergedRow | None:
        """The row of a Mã, or the one of which it is the shortest name."""
        wanted = slug(key)
        return self._by_key.get(wanted) or self._named(wanted)

    def _named(self, wanted: str) -> MergedRow | None:
        found = [row for row in self.rows if not row.key and wanted in _names(row.id)]
        return found[0] if len(found) == 1 else None

    def with_path(self, row: RowId) -> MergedRow | None:
        """The row of the same path."""
        return self._by_path.get((path_of(row), row.nth))

    # --- growing ------------------------------------------------------------------------------------------------

    def add(self, row: RowId, parent: MergedRow | None, *, added: bool, doubt: MergedRow | None = None) -> MergedRow:
        """A new row below its parent's other rows; at the end where it has none."""
        made = MergedRow(row, parent, added, doubt)
        self.rows.insert(self._end_of(parent) if added else len(self.rows), made)
        self.learn(made, row)
        return made

    def learn(self, merged: MergedRow, row: RowId) -> None:
        """Find the row by this key and path too from now on."""
        if row.key:
            self._by_key.setdefault(slug(row.key), merged)
        self._by_path.setdefault((path_of(row), row.nth), merged)

    def _end_of(self, parent: MergedRow | None) -> int:
        if parent is None:
            return len(self.rows)
        at = self.rows.index(parent) + 1
        while at < len(self.rows) and _is_below(self.rows[at], parent):
            at += 1
        return at

    def take_periods(self, periods: Sequence[str], *, added: bool) -> dict[str, str]:
        """For each period of a unit the one of this grid; one that fits none becomes a period of the grid."""
        matched = match_periods(self.periods, periods)
        found = {}
        for name in periods:
            own = matched[name]
            if own is None:
                own = name if name not in self.periods else f"{name} ({len(self.periods) + 1})"
                self.periods.insert(place_for(self.periods, own) if added else len(self.periods), own)
                if added:
                    self.added_periods.append(own)
            found[name] = own
        return found

    def likely(self, frame: Frame) -> int:
        """How many rows of a frame stand here under the same key or path."""
        return sum(
            (bool(row.key) and slug(row.key) in self._by_key) or (path_of(row), row.nth) in self._by_path
            for row in frame.rows
        )


def _names(row: RowId) -> Iterator[str]:
    parts = [part for part in map(slug, row.path) if part]
    return ("_".join(parts[-size:]) for size in range(1, len(parts) + 1))


def _is_below(row: MergedRow | None, parent: MergedRow) -> bool:
    while row is not None:
        if row.parent is parent:
            return True
        row = row.parent
    return False


def parents_in(rows: Sequence[RowId]) -> list[int | None]:
    """For each row of a frame the index of the row above it in the hierarchy, by their paths."""
    last: dict[Path, int] = {}
    found: list[int | None] = []
    for index, row in enumerate(rows):
        found.append(last.get(row.path[:-1]) if len(row.path) > 1 else None)
        last[row.path] = index
    return found


def suggested_key(row: MergedRow, rows: Iterable[MergedRow]) -> str:
    """A Mã a person may write to say that a row is this one: its own, else the shortest name no other row has."""
    if row.key:
        return row.key
    others = {name for other in rows if other is not row for name in _names(other.id)}
    own = list(_names(row.id)) or ["muc"]
    return next((name for name in own if name not in others), own[-1])
