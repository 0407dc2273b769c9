"""What the periods of a grid are, by what its headings say of the time and by the arithmetic of its figures.

The words of the headings give a first reading. It stands where the typed percentages and totals bear it out, or where there
are none; else the reading that they do bear out is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from toolkit.columns import ACTUAL, PERCENT, PERIOD, TARGET
from toolkit.excel.board import YEAR, Board, may_be_for, only_year, within
from toolkit.excel.last_year import compare_with_before, measure_by_before
from toolkit.excel.measured import ENOUGH, Figures, rule_fit, runs, sum_fit
from toolkit.excel.roles import PASSED_OVER, role_by_words, words
from toolkit.excel.spans import is_mean, is_running
from toolkit.excel.stretches import Stretch, made_up, subtotals
from toolkit.model import Column
from toolkit.patterns import worded
from toolkit.records import NamedTuple

_JUST_BEFORE = worded(r"\b(?:thang|quy|tuan|ky) truoc\b", " truoc")


class Settled(NamedTuple):
    """Columns with the roles that the evidence gives them, and the numbers of the periods that thực hiện is not made of.

    `growth` is True where the figures under the comparison with last year are changes and not shares.
    """

    columns: tuple[Column, ...]
    apart: frozenset[int] = frozenset()
    growth: bool = False


def settle_by_evidence(columns: Sequence[Column], figures: Figures, spare: Sequence[Column] = ()) -> Settled:
    """The columns as their times and figures have them; `figures` are those of every column with a role and of the `spare` ones.

    A spare column was passed over by its words: a period of an earlier year, a further target, a further comparison with last
    year. It is among the columns where it proves to be the one that counts, and the one it is taken instead of is not.
    """
    board = Board(columns, figures, spare)
    _undo_spanning(board)
    if not _measure_by_target(board):
        measure_by_before(board)
    _span(board)
    _part_by_time(board)
    _make_up(board)
    compare_with_before(board)
    return Settled(tuple(board.columns), frozenset(board.apart), board.growth)


def _measure_by_target(board: Board) -> bool:
    """Take for thực hiện the column, or for its parts the run of periods, that the percentages are of.

    True where they tell what thực hiện is, and it is no single column.
    """
    target, percent, actual = map(board.first, (TARGET.name, PERCENT.name, ACTUAL.name))
    periods = board.periods()
    if target is None or percent is None or len(periods) + (actual is not None) < 2:
        return False
    now = [actual.number] if actual else [column.number for column in periods]
    own = board.share(now, target, percent)
    named = board.named(percent)
    if own.told < ENOUGH:
        if named is not None and actual is None:
            board.take(named)
        return False
    singles = {c: board.share([c.number], target, percent) for c in board.columns if c is actual or c in periods}
    best = max(singles, key=lambda c: (singles[c].held, c is named, c.number))
    if not own.few:
        if actual is None and singles[best].most and singles[best].held == own.held:
            board.measured = best
            if any(board.holds(best, other) for other in periods):
                board.take(best)
        return actual is None and board.measured is None
    if singles[best].most:
        board.take(best)
        return False
    if other := next((one for one in board.targets if board.share(now, one, percent).most), None):
        board.give(target, PASSED_OVER)
        board.give(other, TARGET.name)
        return actual is None
    found = {run: board.share(run, target, percent) for run in runs([c.number for c in periods])}
    made = max(found, key=lambda run: found[run].held, default=())
    if actual is not None or not made or not found[made].most:
        return False
    board.apart |= {column.number for column in periods if column.number not in made}
    return True


def _span(board: Board) -> None:
    """Where there is no thực hiện, take for it a period that holds all others but those of the year before.

    So is the later one of two that are of the same months of two years.
    """
    periods = board.periods()
    times = {column.number: time for column in periods if (time := board.time(column)) is not None}
    if board.first(ACTUAL.name) is not None or len(times) < len(periods) or board.apart:
        return
    target = board.first(TARGET.name)
    for column in periods:
        time = times[column.number]
        others = [times[other.number] for other in periods if other is not column]
        before = [other for other in others if (other.last - 1) // YEAR == (time.first - 1) // YEAR - 1]
        inside = [other for other in others if other != time and within(other, time)]
        twin = any(board.is_year_before(other, column) for other in periods)
        part = time.last - time.first < YEAR - 1
        if len(before) + len(inside) == len(others) and ((before and inside) or (twin and part)):
            if may_be_for(target, time):
                board.take(column)
            return


def _undo_spanning(board: Board) -> None:
    """A period that was taken for thực hiện is none where that of the year after is there, or others come after it."""
    actual = board.first(ACTUAL.name)
    if actual is None or role_by_words(actual.heading, actual.over) != PERIOD.name or board.time(actual) is None:
        return
    periods = board.periods()
    after = [column for column in periods if board.is_year_before(actual, column)]
    if len(after) == 1:
        board.take(after[0])
    elif any(_comes_after(board, column, actual) for column in periods) and not _measured(board, actual):
        board.give(actual, PERIOD.name)


def _comes_after(board: Board, column: Column, before: Column) -> bool:
    time, earlier = board.time(column), board.time(before)
    return time is not None and earlier is not None and earlier.last < time.first


def _measured(board: Board, actual: Column) -> bool:
    """True where typed percentages are of thực hiện."""
    target, percent = board.first(TARGET.name), board.first(PERCENT.name)
    return target is not None and percent is not None and board.share([actual.number], target, percent).most


def _part_by_time(board: Board) -> None:
    """Periods outside the time of thực hiện, or inside that of another period, are no parts of it."""
    periods = board.periods()
    said = {column.number: words(column.heading) for column in periods}
    if len(periods) > 1 or board.first(ACTUAL.name) is not None:
        board.apart |= {number for number, name in said.items() if _JUST_BEFORE.search(name) or is_mean(name)}
    times = {column.number: time for column in periods if (time := board.time(column)) is not None}
    actual = board.first(ACTUAL.name)
    whole = None if actual is None else board.time(actual)
    if whole is not None:
        inside = {number for number, time in times.items() if within(time, whole) and time != whole}
        board.apart |= times.keys() - (inside if len(inside) > 1 or len(times) == 1 else set())
    elif actual is not None:
        board.apart |= set(_before_the_year(board, times))
    elif not is_running(board.columns):
        left = {number: time for number, time in times.items() if number not in board.apart}
        board.apart |= set(_overlapping(left))
        if board.measured is not None:
            return
        board.apart |= set(_before_the_year(board, left))
        if len(times) == len(periods):
            board.apart |= set(
                _before_a_gap({number: time for number, time in left.items() if number not in board.apart})
            )


def _make_up(board: Board) -> None:
    """Where thực hiện is typed, the run of periods that makes it up in most rows are its parts."""
    actual = board.first(ACTUAL.name)
    if actual is None or len(board.periods()) < 2:
        return
    counted = [column for column in board.periods() if column.number not in board.apart]
    again = subtotals([column.heading for column in counted])
    once = [column.number for at, column in enumerate(counted) if at not in again]
    if len(once) > 1 and not rule_fit(board.figures, once, actual.number).few:
        return
    every = [column.number for column in board.periods()]
    found = {run: sum_fit(board.figures, run, actual.number) for run in runs(every)}
    best = max(found, key=lambda run: found[run].held, default=())
    if best and found[best].most:
        board.apart = set(every) - set(best)


def _before_the_year(board: Board, times: Mapping[int, Stretch]) -> Collection[int]:
    """The periods before the year that the target is for, where there are some of it and not all are whole years."""
    target = board.first(TARGET.name)
    year = None if target is None else only_year(target)
    if year is None or not any((time.last - 1) // YEAR == year for time in times.values()):
        return []
    if all(time.last - time.first == YEAR - 1 for time in times.values()):
        return []
    return [number for number, time in times.items() if (time.last - 1) // YEAR < year]


def _before_a_gap(times: Mapping[int, Stretch]) -> Collection[int]:
    """Of periods one after the other those before the last gap: "Năm 2022" before "Tháng 6/2024"."""
    begins = None
    for time in sorted(times.values(), reverse=True):
        if begins is not None and time.last + 1 < begins:
            return [number for number, other in times.items() if other <= time]
        begins = time.first
    return []


def _overlapping(times: Mapping[int, Stretch]) -> Collection[int]:
    """Of periods that share months those that lie within another one which they do not make up."""
    every = list(times.values())
    return [
        number
        for number, time in times.items()
        if any(within(time, other) and time != other and not made_up(other, every) for other in every)
        or any(time == other and number < at for at, other in times.items())
    ]
