"""Finding the rule of a row whose `Cách tính` is blank, from what was typed and from its sibling rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from toolkit.compute.numbers import Agreement, agreement
from toolkit.compute.rules import apply, candidates, stands_at_the_end, usual_rule
from toolkit.hints import Final
from toolkit.model import Appendix, Kind, Row, Rule, State
from toolkit.numbers import decimals_of
from toolkit.records import NamedTuple, replace
from toolkit.text import fold

_NEAR: Final = Decimal("0.1")
_HUNDRED: Final = Decimal(100)
_ENOUGH: Final = 3


class Inferred(NamedTuple):
    """Rules found for rows by their index. `usual` is what each row's kind and siblings would have, `odd` the rows whose rule
    is neither and was taken because it alone gives the typed figure. `apart` is True where the periods make up so few of the
    typed figures that all of these stand.
    """

    rules: Mapping[int, Rule]
    usual: Mapping[int, Rule]
    odd: frozenset[int]
    apart: bool = False


def infer_rules(appendix: Appendix) -> Inferred:
    """The rule of every data row that has period figures and no `Cách tính`.

    TYPED where no rule comes within a tenth of the typed figure. A rule other than the usual one is taken only when it
    reproduces the typed figure and the row's siblings of the same unit do not speak against it, or are far off. Where the
    periods are only a part of what thực hiện spans, or there is but one, and do not make up most typed figures, all typed figures stand.
    """
    appendix = _of_what_counts(appendix)
    bases = _bases_of_shares(appendix)
    rows = {i: row for i, row in enumerate(appendix.rows) if row.kind is Kind.INDICATOR and _has_periods(row)}
    votes = _votes(appendix, rows, bases)
    at_end = _stand_at_the_end(rows.values(), votes)
    found: dict[int, Rule] = {}
    expected: dict[int, Rule] = {}
    usuals: dict[int, Rule] = {}
    odd = set()
    for index, row in rows.items():
        usual = usual_rule(row, base_of_shares=index in bases)
        if usual is Rule.SUM and _counts_a_stock(appendix, row, usuals, bases):
            usual = Rule.LAST
        if appendix.running or at_end:
            usual = Rule.LAST
        usuals[index] = usual
        expected[index] = _commonest(votes[_family(row)], usual)
        found[index] = _infer(row, appendix.periods, usual, votes[_family(row)])
        if found[index] not in (usual, expected[index], Rule.TYPED) and not row.rule_text:
            odd.add(index)
    typed = [i for i, row in rows.items() if row.actual.value is not None and not row.rule_text]
    fitting = {i for i in typed if _fits(rows[i], found[i], appendix.periods)}
    near = {i for i in typed if _comes_near(rows[i], expected[i], appendix.periods)}
    part = appendix.partial or len(appendix.periods) == 1
    if 2 * len(fitting) < len(typed) and (part or (2 * len(fitting | near) < len(typed) and len(typed) > _ENOUGH)):
        found.update(dict.fromkeys(typed, Rule.TYPED))
        return Inferred(found, expected, frozenset(odd.difference(typed)), apart=len(appendix.periods) > 1)
    return Inferred(found, expected, frozenset(odd))


def _of_what_counts(appendix: Appendix) -> Appendix:
    """The appendix with those periods alone that thực hiện is made of."""
    if appendix.counted is None:
        return appendix
    rows = (replace(row, values=tuple(appendix.adding(row.values))) for row in appendix.rows)
    return replace(appendix, rows=tuple(rows), periods=tuple(appendix.adding(appendix.periods)), counted=None)


def _stand_at_the_end(rows: Iterable[Row], votes: Mapping[tuple[str, bool], Counter[Rule]]) -> bool:
    """True where no row has a figure of its own for thực hiện and all percentages are of the last period: the year reported on beside those before it."""
    told = sum(votes.values(), Counter[Rule]())
    return all(row.actual.value is None for row in rows) and set(told) == {Rule.LAST} and told.total() >= _ENOUGH


def _counts_a_stock(appendix: Appendix, row: Row, usuals: Mapping[int, Rule], bases: frozenset[int]) -> bool:
    """True for a part of what is told as it stands at the end of a period: "Nữ" below "Tổng số đảng viên".

    Where the row above says so itself ("(cuối kỳ)"), its parts may be counted in units of their own.
    """
    if row.parent is None or row.parent in bases or usuals.get(row.parent) is not Rule.LAST:
        return False
    if stands_at_the_end(appendix.rows[row.parent].label) and not row.is_intensive:
        return True
    return row.target.figure.value is None and fold(row.unit) in ("", fold(appendix.rows[row.parent].unit))


def _has_periods(row: Row) -> bool:
    return any(figure.state is not State.BLANK for figure in row.values)


def _family(row: Row) -> tuple[str, bool]:
    return fold(row.unit), row.is_intensive


def _fits(row: Row, rule: Rule, periods: Sequence[str]) -> bool:
    value = apply(rule, row.values, periods)
    return value is not None and row.actual.value is not None and agreement(row.actual, value) is not Agreement.DIFFERS


def _fits_percent(row: Row, rule: Rule, periods: Sequence[str]) -> bool:
    """True where a rule's result gives the percentage typed of a row of which the actual is not."""
    value, target = apply(rule, row.values, periods), row.target.figure.value
    if value is None or not target or row.percent.value is None:
        return False
    return agreement(row.percent, value / target * _HUNDRED) is not Agreement.DIFFERS


def _votes(
    appendix: Appendix, rows: Mapping[int, Row], bases: frozenset[int]
) -> Mapping[tuple[str, bool], Counter[Rule]]:
    """For each unit, which rules its rows' typed figures bear out, where they can tell one rule from another."""
    votes: dict[tuple[str, bool], Counter[Rule]] = defaultdict(Counter)
    for row in rows.values():
        if row.rule_text:
            continue
        fits = _fits_percent if row.actual.value is None else _fits
        fitting = [rule for rule in candidates(row) if fits(row, rule, appendix.periods)]
        # Over whole years the mean and the mean per year are one and the same.
        telling = [rule for rule in fitting if rule is not Rule.MEAN_PER_YEAR] or fitting
        if len(telling) == 1:
            votes[_family(row)][telling[0]] += 1
    return votes


def _commonest(votes: Counter[Rule], usual: Rule) -> Rule:
    """The rule that most rows vote for, of several the one that was voted for first."""
    return max(votes, key=votes.__getitem__, default=usual)


def _infer(row: Row, periods: Sequence[str], usual: Rule, votes: Counter[Rule]) -> Rule:
    if any(f.state is State.DAMAGED for f in row.values):
        return usual
    common = _commonest(votes, usual)
    if row.actual.value is None:
        fitting = [rule for rule in candidates(row) if _fits_percent(row, rule, periods)]
        return usual if usual in fitting or not fitting else common if common in fitting else fitting[0]
    if not votes and (exact := _exact(row, periods)) is not None and not _is_exact(row, usual, periods):
        return exact
    if _fits(row, common, periods):
        return common
    if _fits(row, usual, periods):
        return usual
    near = {rule: gap for rule in candidates(row) if (gap := _gap(row, rule, periods)) is not None}
    fitting = [rule for rule in near if _fits(row, rule, periods)]
    expected = usual if fitting and votes.total() <= votes[fitting[0]] else common
    if fitting and (expected not in near or near[expected] > _NEAR):
        return fitting[0]
    if row.is_rate and not votes and near.get(expected):
        return Rule.TYPED  # of what was counted in all, and no mean of the periods'
    if expected in near and near[expected] <= _NEAR:
        return expected
    close = [rule for rule in near if near[rule] <= _NEAR]
    return close[0] if close else Rule.TYPED


def _exact(row: Row, periods: Sequence[str]) -> Rule | None:
    """The rule that gives the typed figure to the digit, where that has fewer digits than the periods' own and so says little."""
    digits = max((decimals_of(f.value) for f in row.values if f.value is not None), default=0)
    if row.actual.value is None or decimals_of(row.actual.value) >= digits:
        return None
    return next((rule for rule in candidates(row) if _is_exact(row, rule, periods)), None)


def _is_exact(row: Row, rule: Rule, periods: Sequence[str]) -> bool:
    return apply(rule, row.values, periods) == row.actual.value


def _comes_near(row: Row, rule: Rule, periods: Sequence[str]) -> bool:
    gap = _gap(row, rule, periods)
    return gap is not None and gap <= _NEAR


def _gap(row: Row, rule: Rule, periods: Sequence[str]) -> Decimal | None:
    """How far a rule's result is from the typed figure, as a share of it."""
    value = apply(rule, row.values, periods)
    typed = row.actual.value
    if value is None or typed is None:
        return None
    return abs(value - typed) / abs(typed) if typed else abs(value)


def _bases_of_shares(appendix: Appendix) -> frozenset[int]:
    """Rows whose children are all rates: the number the shares are shares of."""
    children: dict[int, list[Row]] = defaultdict(list)
    for row in appendix.rows:
        if row.parent is not None and row.kind is Kind.INDICATOR:
            children[row.parent].append(row)
    return frozenset(
        index
        for index, rows in children.items()
        if len(rows) >= 2 and all(row.is_rate for row in rows) and appendix.rows[index].target.figure.value is None
    )
