"""Which column is last year's figure: by the comparison with it, and by its time."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.columns import ACTUAL, PERCENT, PERIOD, PRIOR, PRIOR_PERCENT, TARGET
from toolkit.excel.board import YEAR, Board, may_be_for
from toolkit.excel.measured import Fit, share_fit
from toolkit.excel.roles import PASSED_OVER, role_by_words
from toolkit.model import Column

_SERIES = 3  # so many whole years are periods of a term


def measure_by_before(board: Board) -> None:
    """Where there is no thực hiện, take for it the period that the comparison with last year is of, and that year's figure."""
    target, share = board.first(TARGET.name), board.first(PRIOR_PERCENT.name)
    if share is None and target is None:
        share = board.first(PERCENT.name)
    if share is None or board.first(ACTUAL.name) is not None or board.measured is not None:
        return
    prior = board.first(PRIOR.name)
    periods = board.periods()
    if prior is not None:
        own = share_fit(board.figures, [c.number for c in periods], prior.number, share.number, change=True)
        if not own.few:
            return
    bases = [prior] if prior is not None else [*periods, *board.spare]
    pairs = {
        (now, base): share_fit(board.figures, [now.number], base.number, share.number, change=True)
        for now in periods
        for base in bases
        if now is not base and may_be_for(target, board.time(now))
    }
    best = max(pairs, key=lambda p: (pairs[p].held, board.is_year_before(p[1], p[0]), p[0].number), default=None)
    if best is None or not pairs[best].most:
        return
    board.take(best[0])
    _set_before(board, best[1], share)
    if board.time(best[0]) is None:
        board.apart |= {column.number for column in board.periods()}


def compare_with_before(board: Board) -> None:
    """Find the column that thực hiện is compared with; a comparison of two others is passed over."""
    share = board.first(PRIOR_PERCENT.name)
    now = board.now()
    if not _without_prior(board, now, share):
        return
    others = [c for c in board.periods() if c is not now and (now is not None or c.number in board.apart)]
    others += board.spare
    if share is not None and now is not None:
        share = _comparison_of(board, now, share)
        named = board.named(share)
        fits = {c: share_fit(board.figures, [now.number], c.number, share.number, change=True) for c in others}
        best = max(fits, key=lambda c: (fits[c].held, board.is_year_before(c, now)), default=None)
        if best is not None and fits[best].most:
            _set_before(board, best, share)
            return
        if (named is not None and named is not now) or _compares_others(board, share, others):
            board.give(share, PASSED_OVER)
            return
    timed = now if now is None or board.time(now) is not None else board.told_by_percent()
    before = [column for column in others if board.is_year_before(column, timed)]
    if len(before) == 1 and not _in_a_series(board, before[0]):
        _set_before(board, before[0])


def _in_a_series(board: Board, column: Column) -> bool:
    """True for one of several whole years side by side."""
    times = [time for each in board.columns if each.role in (PERIOD.name, ACTUAL.name) and (time := board.time(each))]
    whole = [time for time in times if time.last - time.first == YEAR - 1]
    return board.time(column) in whole and len(whole) >= _SERIES


def _comparison_of(board: Board, now: Column, share: Column) -> Column:
    """Of several comparisons with last year the one whose heading names thực hiện, the first where none does."""
    if board.named(share) in (None, now):
        return share
    other = next((one for one in board.shares if board.named(one) is now), None)
    if other is None:
        return share
    board.give(share, PASSED_OVER)
    board.give(other, PRIOR_PERCENT.name)
    return other


def _without_prior(board: Board, now: Column | None, share: Column | None) -> bool:
    """True where no column is last year's figure; one that another thực hiện was compared with gives way to the right one."""
    prior = board.first(PRIOR.name)
    if prior is None:
        return True
    if role_by_words(prior.heading, prior.over) == PRIOR.name or board.is_year_before(prior, now):
        return False
    fit = Fit()
    if now is not None and share is not None:
        fit = share_fit(board.figures, [now.number], prior.number, share.number, change=True)
    if fit.most:
        return False
    better = any(board.is_year_before(column, now) for column in (*board.periods(), *board.spare))
    another = better or board.replaced or fit.few
    if another:
        board.give(prior, PERIOD.name)
        board.apart.add(prior.number)
    return another


def _set_before(board: Board, column: Column, share: Column | None = None) -> None:
    """Make a column last year's figure, and what `share` says the comparison with it."""
    board.give(column, PRIOR.name)
    now = board.now()
    if share is not None and now is not None:
        board.give(share, PRIOR_PERCENT.name)
        of = board.figures, [now.number], column.number, share.number
        board.growth = share_fit(*of).held < share_fit(*of, change=True).held / 2


def _compares_others(board: Board, share: Column, others: Sequence[Column]) -> bool:
    pairs = ((one, other) for one in others for other in others if one is not other)
    return any(
        share_fit(board.figures, [one.number], other.number, share.number, change=True).most for one, other in pairs
    )
