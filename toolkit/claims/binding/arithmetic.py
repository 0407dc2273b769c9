"""The sums of the claims, each over spans of values: ratio, excess, distance, total, mean, product."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce

from toolkit.claims.numbers.intervals import Span


def ratio(spans: Sequence[Span]) -> Span:
    """The first of two operands in percent of the second."""
    return (spans[0] / spans[1]).times(100)


def excess(spans: Sequence[Span]) -> Span:
    """By how many percent the first of two operands exceeds the second."""
    return ratio(spans).minus(100)


def shortfall(spans: Sequence[Span]) -> Span:
    """By how many percent the first of two operands stays below the second."""
    over = excess(spans)
    return Span(-over.high, -over.low)


def growth(spans: Sequence[Span]) -> Span:
    """By how many percent the second of two operands exceeds the first."""
    return excess((spans[1], spans[0]))


def decline(spans: Sequence[Span]) -> Span:
    """By how many percent the second of two operands stays below the first."""
    return shortfall((spans[1], spans[0]))


def distance(spans: Sequence[Span]) -> Span:
    """The first operand less the second."""
    return spans[0] - spans[1]


def gap(spans: Sequence[Span]) -> Span:
    """The second operand less the first."""
    return spans[1] - spans[0]


def above_hundred(spans: Sequence[Span]) -> Span:
    """What a percentage has more than 100."""
    return spans[0].minus(100)


def below_hundred(spans: Sequence[Span]) -> Span:
    """What a percentage lacks to 100."""
    return Span(100 - spans[0].high, 100 - spans[0].low)


def step_up(spans: Sequence[Span]) -> Span:
    """A rise (second operand) in percent of what was before it reached the first."""
    return (spans[1] / (spans[0] - spans[1])).times(100)


def step_down(spans: Sequence[Span]) -> Span:
    """A fall (second operand) in percent of what was before it led to the first."""
    return (spans[1] / (spans[0] + spans[1])).times(100)


def add(spans: Sequence[Span]) -> Span:
    """The sum of all operands."""
    return reduce(lambda one, other: one + other, spans)


def mean(spans: Sequence[Span]) -> Span:
    """The mean of all operands."""
    total, count = add(spans), Decimal(len(spans))
    return Span(total.low / count, total.high / count)


def product(spans: Sequence[Span]) -> Span:
    """The product of two operands that are not negative."""
    return Span(spans[0].low * spans[1].low, spans[0].high * spans[1].high)


def same(spans: Sequence[Span]) -> Span:
    """The operand itself."""
    return spans[0]


def remainder(spans: Sequence[Span]) -> Span:
    """The first operand less all others."""
    return spans[0] - add(spans[1:])
