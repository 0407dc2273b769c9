"""Which row of an appendix carried in a report is which row of the workbook: by labels, in doubt by figures, never guessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from toolkit.claims.numbers.units import alike
from toolkit.claims.ties.known import name_of, read_unit, words_of
from toolkit.model import Computed, ComputedAppendix, Indicator

_LIKE: Final = 60  # how like two labels must be, of 100, that their figures may show them to be one row
_LETTERS: Final = 20  # so many letters of a label for each that may be a slip of the pen
_MOST_PAIRS: Final = 200_000  # beyond so many pairs of rows nothing is looked for but the same labels
_TELLING: Final = 2  # how many figures must agree where the labels alone are in doubt


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row with figures and the appendix it stands in; `labels` are its own and those above it, the nearest first."""

    appendix: ComputedAppendix
    indicator: Indicator
    labels: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its label as a person knows it."""
        row = self.indicator.row
        return name_of(row.label, row.path[-1] if row.path else "")

    @property
    def figures(self) -> frozenset[Decimal]:
        """Its typed figures but for zeros and hundreds, which rows share by chance."""
        row = self.indicator.row
        typed = (row.target.figure, *row.values, row.actual, row.percent, row.prior)
        return frozenset(each.value for each in typed if each.value is not None) - {Decimal(0), Decimal(100)}


@dataclass(frozen=True, slots=True)
class Pairs:
    """The rows of a report and of the workbook that are one, and those of either that have no counterpart."""

    both: tuple[tuple[GridRow, GridRow], ...]
    report: tuple[GridRow, ...]
    workbook: tuple[GridRow, ...]


def pair_rows(report: Computed, workbook: Computed) -> Pairs:
    """The rows of two computed workbooks paired: by all their labels, by fewer of them, by a slip of the pen, by their figures."""
    mine, theirs = _rows(report), _rows(workbook)
    found: dict[int, int] = {}
    for count in (None, 2, 1):
        _by_labels(mine, theirs, found, count)
    for same in (_slipped, _by_figures):
        _in_gaps(mine, theirs, found, same)
    taken = set(found.values())
    return Pairs(
        tuple((mine[at], theirs[other]) for at, other in sorted(found.items())),
        tuple(row for at, row in enumerate(mine) if at not in found),
        tuple(row for at, row in enumerate(theirs) if at not in taken),
    )


def _rows(computed: Computed) -> list[GridRow]:
    return [
        GridRow(appendix, each, tuple(" ".join(words_of(label)) for label in (each.row.label, *reversed(each.row.path))))
        for appendix in computed.appendices
        for each in appendix.indicators
    ]  # fmt: skip


def _by_labels(mine: Sequence[GridRow], theirs: Sequence[GridRow], found: dict[int, int], count: int | None) -> None:
    """Pair the rows that share their nearest labels, as many as `count` says; rows alike in order where both have as many."""
    taken = set(found.values())
    groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, rows, done in ((0, mine, found.keys()), (1, theirs, taken)):
        for at, row in enumerate(rows):
            if at not in done:
                groups[row.labels[:count]][side].append(at)
    for ours, others in groups.values():
        if len(ours) == len(others) and (count is None or len(ours) == 1):
            found.update((a, b) for a, b in zip(ours, others, strict=True) if _same_measure(mine[a], theirs[b]))


def _in_gaps(
    mine: Sequence[GridRow], theirs: Sequence[GridRow], found: dict[int, int], same: Callable[[GridRow, GridRow], bool]
) -> None:
    """Pair what `same` says is one row, where it says so of one row alone on either side."""
    taken = set(found.values())
    ours = [at for at in range(len(mine)) if at not in found]
    others = [at for at in range(len(theirs)) if at not in taken]
    if len(ours) * len(others) > _MOST_PAIRS:
        return
    fits = [(a, b) for a in ours for b in others if _same_measure(mine[a], theirs[b]) and same(mine[a], theirs[b])]
    once, other = Counter(a for a, _ in fits), Counter(b for _, b in fits)
    found.update((a, b) for a, b in fits if once[a] == 1 == other[b])


def _same_measure(one: GridRow, other: GridRow) -> bool:
    """True where figures of the two rows can be compared; a row without a unit goes with any."""
    first, second = read_unit(one.indicator.row.unit), read_unit(other.indicator.row.unit)
    plain = not one.indicator.row.unit.strip() or not other.indicator.row.unit.strip()
    return plain or (first.percent == second.percent and alike(first.name, second.name))


def _slipped(one: GridRow, other: GridRow) -> bool:
    """True for labels that differ by a letter or so of one word: never by a word more, nor by a digit."""
    first, second = one.labels[0].split(), other.labels[0].split()
    if len(first) != len(second):
        return False
    from rapidfuzz.distance import Levenshtein

    unlike = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    slips = sum(Levenshtein.distance(a, b) for a, b in unlike)
    digits = any(char.isdigit() for pair in unlike for word in pair for char in word)
    return not digits and slips <= max(1, len(one.labels[0]) // _LETTERS)


def _by_figures(one: GridRow, other: GridRow) -> bool:
    """True for labels somewhat alike over figures of which most agree."""
    shared = one.figures & other.figures
    if len(shared) < _TELLING or 2 * len(shared) < max(len(one.figures), len(other.figures)):
        return False
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(one.labels[0], other.labels[0]) >= _LIKE
