"""Ways of merging (`Cách gộp`): how the units' figures of one indicator become one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from toolkit.text import fold


class Way(Enum):
    """How figures become one."""

    SUM = "tổng"
    MEAN = "trung bình"
    WEIGHTED = "bình quân gia quyền"
    MAX = "lớn nhất"
    MIN = "nhỏ nhất"
    NONE = "không gộp"
    COMMON = "chung"  # a target: the one all units have


_WORDS: Final = {
    "tong": Way.SUM, "cong": Way.SUM, "tong cong": Way.SUM, "cong don": Way.SUM, "tong so": Way.SUM, "sum": Way.SUM,
    "trung binh": Way.MEAN, "binh quan": Way.MEAN, "tb": Way.MEAN, "bq": Way.MEAN, "trung binh cong": Way.MEAN,
    "lon nhat": Way.MAX, "cao nhat": Way.MAX, "max": Way.MAX, "nho nhat": Way.MIN, "thap nhat": Way.MIN, "min": Way.MIN,
    "khong gop": Way.NONE, "khong": Way.NONE, "khong tong hop": Way.NONE, "khong cong": Way.NONE,
}  # fmt: skip
_WEIGHTED = re.compile(r"(?:(?:binh quan|trung binh)\s+(?:gia quyen|co trong so)|gia quyen|bqgq)(?:\s+theo)?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A way, and for WEIGHTED the key of the row that holds the weights."""

    way: Way
    base: str = ""


def way_named(text: str) -> Chosen | None:
    """The way a `Cách gộp` cell names; None for words it does not know.

    >>> way_named("bình quân gia quyền theo [DV]").base
    'dv'
    """
    said = re.sub(r"\s+", " ", fold(text)).strip(" .:;")
    if said in _WORDS:
        return Chosen(_WORDS[said])
    found = _WEIGHTED.fullmatch(said)
    base = found[1].strip(" []()<>{}\"'.:") if found else ""
    return Chosen(Way.WEIGHTED, base) if base else None


@dataclass(slots=True)
class Total:
    """Figures being merged: enough of them for any way, in any order. `common` is None once two figures differ."""

    count: int = 0
    sum: Decimal = Decimal(0)
    low: Decimal | None = None
    high: Decimal | None = None
    weighted: Decimal = Decimal(0)
    weights: Decimal = Decimal(0)
    unweighted: int = 0

    def add(self, number: Decimal) -> None:
        """Take in a unit's figure."""
        self.count += 1
        self.sum += number
        self.low = number if self.low is None or number < self.low else self.low
        self.high = number if self.high is None or number > self.high else self.high

    def weigh(self, number: Decimal, weight: Decimal | None) -> None:
        """Take in a unit's figure with its weight; one without a weight is only counted."""
        if weight is None:
            self.unweighted += 1
        else:
            self.weighted += number * weight
            self.weights += weight

    def join(self, other: Total) -> None:
        """Take in figures put together elsewhere."""
        self.count += other.count
        self.sum += other.sum
        self.low = other.low if self.low is None else self.low if other.low is None else min(self.low, other.low)
        self.high = other.high if self.high is None else self.high if other.high is None else max(self.high, other.high)
        self.weighted += other.weighted
        self.weights += other.weights
        self.unweighted += other.unweighted

    def result(self, way: Way) -> Decimal | None:
        """The merged figure, not rounded; None where there is nothing, or no one figure, to show."""
        if not self.count or way is Way.NONE:
            return None
        if way is Way.SUM:
            return self.sum
        if way is Way.MEAN:
            return self.sum / self.count
        if way is Way.WEIGHTED:
            return self.weighted / self.weights if self.weights else None
        if way is Way.COMMON:
            return self.low if self.low == self.high else None
        return self.high if way is Way.MAX else self.low


def total_of(numbers: Iterable[Decimal]) -> Total:
    """The total of some figures."""
    total = Total()
    for number in numbers:
        total.add(number)
    return total
