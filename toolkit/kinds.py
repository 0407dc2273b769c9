"""The kinds of report an office writes, and the periods each usually has."""

from __future__ import annotations

from typing import Final, NamedTuple

KINDS: Final = ("tháng", "quý", "6 tháng", "9 tháng", "năm", "giữa nhiệm kỳ", "nhiệm kỳ")
"""What `--kind` may say."""

_TERM: Final = 5
_QUARTERS: Final = ("Quý I", "Quý II", "Quý III", "Quý IV")


class Kind(NamedTuple):
    """One kind for one year: what it is called, its periods, and whether it is compared with the year before."""

    name: str
    periods: tuple[str, ...]
    prior: bool


def usual_periods(kind: str, year: int) -> Kind:
    """The periods of a kind of report about a year. Terms begin in years that end in 0 or 5."""
    start = year - year % _TERM
    match kind:
        case "tháng":
            return Kind(f"tháng … năm {year}", (), True)
        case "quý":
            return Kind(f"quý … năm {year}", ("Tháng 1", "Tháng 2", "Tháng 3"), True)
        case "6 tháng" | "9 tháng":
            return Kind(f"{kind} đầu năm {year}", _QUARTERS[: int(kind[0]) // 3], True)
        case "giữa nhiệm kỳ":
            whole = tuple(str(start + step) for step in range(3))
            return Kind(f"giữa nhiệm kỳ {start} - {start + _TERM}", (*whole, f"6 tháng {start + 3}"), False)
        case "nhiệm kỳ":
            return Kind(f"nhiệm kỳ {start} - {start + _TERM}", tuple(str(start + step) for step in range(_TERM)), False)
    return Kind(f"năm {year}", _QUARTERS, True)
