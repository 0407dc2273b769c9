"""The merged grids under way: rows with everything the units say of them, found again by key, path or label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from toolkit.merge.labels import words_of
from toolkit.merge.periods import match_periods, place_for
from toolkit.merge.units import Frame, RowId
from toolkit.text import slug

Path = tuple[str, ...]
_LONGEST_NAME: Final = 1_000


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
        self.apart: set[str] = set()  # periods that thực hiện is not made of
        self.number = -1
        self._by_key: dict[str, MergedRow] = {}
        self._by_path: dict[tuple[Path, int], MergedRow] = {}
        self._names: _Names | None = None
        self._next: dict[
            MergedRow | None, MergedRow
        ] = {}  # while rows are added: the row behind each, the first behind None
        self._last: dict[MergedRow | None, MergedRow | None] = {}  # the last row below each, the last of all below None

    # --- finding ------------------------------------------------------------------------------------------------

    def with_key(self, key: str) -> MergedRow | None:
        """The row of a Mã, or the one of which it is the shortest name."""
        wanted = slug(key)
        return self._by_key.get(wanted) or self._named(wanted)

    def _named(self, wanted: str) -> MergedRow | None:
        found = self._all_names().unkeyed.get(hash(wanted), ())
        return found[0] if len(found) == 1 and wanted in _names(found[0].id) else None

    def suggested_key(self, row: MergedRow) -> str:
        """A Mã a person may write to say that a row is this one: its own, else the shortest name no other row has."""
        if row.key:
            return row.key
        counts = self._all_names().counts
        own = list(_names(row.id)) or ["muc"]
        return next((name for name in own if counts[hash(name)] <= 1), own[-1])

    def _all_names(self) -> _Names:
        if self._names is None:
            self._names = _Names(self.rows)
        return self._names

    def with_path(self, row: RowId) -> MergedRow | None:
        """The row of the same path."""
        return self._by_path.get((path_of(row), row.nth))

    # --- growing ------------------------------------------------------------------------------------------------

    def add(self, row: RowId, parent: MergedRow | None, *, added: bool, doubt: MergedRow | None = None) -> MergedRow:
        """A new row below its parent's other rows; at the end where it has none."""
        made = MergedRow(row, parent, added, doubt)
        if added:
            self._insert(made)
        else:
            self.rows.append(made)
        self.learn(made, row)
        return made

    def learn(self, merged: MergedRow, row: RowId) -> None:
        """Find the row by this key and path too from now on."""
        if row.key:
            self._by_key.setdefault(slug(row.key), merged)
        self._by_path.setdefault((path_of(row), row.nth), merged)
        self._names = None

    def _insert(self, row: MergedRow) -> None:
        """Put a row behind the last of those below its parent; it stands among the others once they are settled."""
        if not self._next:
            self._next = dict(zip((None, *self.rows), self.rows, strict=False))
            self._last[None] = self.rows[-1] if self.rows else None
        before = self._end_of(row.parent)
        after = self._next.get(before)
        self._next[before] = row
        if after is None:
            self._last[None] = row
        else:
            self._next[row] = after
        above = row.parent
        while above is not None:
            if self._last.get(above) is before:
                self._last[above] = row
            above = above.parent

    def _end_of(self, parent: MergedRow | None) -> MergedRow | None:
        """The last row below a parent, the parent where there is none; the last of all rows without a parent."""
        if parent not in self._last:
            last = parent
            while (row := self._next.get(last)) is not None and _is_below(row, parent):
                last = row
            self._last[parent] = last
        return self._last[parent]

    def settle(self) -> None:
        """Take the rows that were added into their places."""
        row, rows = self._next.get(None), []
        while row is not None:
            rows.append(row)
            row = self._next.get(row)
        self.rows = rows or self.rows
        self._next, self._names = {}, None

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


class _Names:
    """The names of the rows of a grid by their hashes: how many rows have one, and those without a Mã, two of them at most."""

    def __init__(self, rows: Iterable[MergedRow]) -> None:
        self.counts: Counter[int] = Counter()
        self.unkeyed: dict[int, list[MergedRow]] = {}
        for row in rows:
            for name in {*map(hash, _names(row.id))}:
                self.counts[name] += 1
                if not row.key and len(found := self.unkeyed.setdefault(name, [])) <= 1:
                    found.append(row)


def _names(row: RowId) -> Iterator[str]:
    """What a row may be called: its label, or with those above it, as far as anybody would write that."""
    name = ""
    for part in filter(None, map(slug, reversed(row.path))):
        name = f"{part}_{name}" if name else part
        if len(name) > _LONGEST_NAME:
            return
        yield name


def _is_below(row: MergedRow | None, parent: MergedRow | None) -> bool:
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
