"""Units of measure: the same, a certain power of ten apart, or not comparable."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from toolkit.phrases.words import scale_of
from toolkit.text import clean, fold, is_percent

_MONEY: Final = frozenset({"dong", "d", "vnd", "vnđ", ""})
_SHORT: Final = {"tr.d": "triệu đồng", "trd": "triệu đồng", "tr.dong": "triệu đồng", "tr dong": "triệu đồng",
                 "trieu": "triệu đồng", "ty": "tỷ đồng", "ti": "tỷ đồng", "ng.d": "nghìn đồng",
                 "ngan dong": "nghìn đồng", "ngan": "nghìn đồng", "nghin": "nghìn đồng", "1000 dong": "nghìn đồng",
                 "1.000 dong": "nghìn đồng", "1.000d": "nghìn đồng", "1000d": "nghìn đồng", "1.000.000 dong": "triệu đồng",
                 "ty d": "tỷ đồng", "trieu d": "triệu đồng", "ti dong": "tỷ đồng"}  # fmt: skip
# Powers of ten between measures of one kind.
_METRIC: Final = {"ha": ("area", 4), "hecta": ("area", 4), "m2": ("area", 0), "km2": ("area", 6), "kg": ("mass", 0),
                  "ta": ("mass", 2), "tan": ("mass", 3), "km": ("length", 3), "m": ("length", 0)}  # fmt: skip
_SAME: Final = {"dong chi": "dong chi", "d/c": "dong chi", "nguoi": "nguoi", "luot nguoi": "luot nguoi"}


@lru_cache(maxsize=4096)
def measure_of(unit: str) -> tuple[str, int]:
    """What is measured and the power of ten: "tỷ đồng" is ("dong", 9), "%" is ("%", 0), a blank unit ("", 0)."""
    if is_percent(unit):
        return "%", 0
    said = re.sub(r"\s+", " ", re.sub(r"\.\s+", ".", fold(unit).replace("²", "2").strip(" .()")))
    if said in _METRIC:
        return _METRIC[said]
    full = _SHORT.get(said, clean(unit).strip(" .()"))
    power, rest = scale_of(full)
    base = fold(rest)
    if (power and base in _MONEY) or base in ("dong", "vnd"):
        return "dong", power
    return _SAME.get(base, base), power


def factor(own: str, theirs: str) -> Decimal | None:
    """What a figure in their unit is multiplied with to be in our own: 1 for the same, None where it cannot be told.

    A blank unit says nothing against the other.
    """
    if not own.strip() or not theirs.strip():
        return Decimal(1)
    (kind, power), (other, other_power) = measure_of(own), measure_of(theirs)
    return Decimal(1).scaleb(other_power - power) if kind == other else None
