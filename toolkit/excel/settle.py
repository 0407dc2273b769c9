"""Columns that might have one role, told apart by their years and by one another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolkit.columns import ACTUAL, LABEL, PERCENT, PRIOR, PRIOR_PERCENT, TARGET
from toolkit.excel.roles import PASSED_OVER, mentions_target, names_actual, words
from toolkit.excel.stretches import stretch_of
from toolkit.hints import Final
from toolkit.model import Column
from toolkit.records import replace
from toolkit.text import fold

STAND_INS: Final = frozenset({
    "don vi", "ten don vi", "dia phuong", "dia ban", "linh vuc", "hang muc", "khoan muc", "nhom chi tieu", "danh muc cong viec",
    "ten du an", "mat cong tac", "doi tuong", "loai hinh",
})  # fmt: skip
"""Headings of a column of names that heads the rows where nothing else does: units, fields, projects."""
_REACHED: Final = frozenset(
    f"{lead}{done}"
    for lead in ("", "da ", "so ", "so luong ", "so da ")
    for done in ("dat", "lam", "hoan thanh", "thuc hien")
)

_VALUES: Final = frozenset({"target", "period", "actual", "percent", "prior", "prior_percent"})
_FIGURES: Final = 2

_SHARE = re.compile(r"%|\bty le\b|\bphan tram\b")


def settle_label(found: list[Column], columns: Sequence[Column], texty: Mapping[int, bool]) -> list[Column]:
    """Where nothing else heads the names, a column of other names does: "STT, Đơn vị, Chỉ tiêu, Thực hiện".

    So does, whatever it is called, the first column of words to the left of the figures, where two columns of these are known.
    """
    if any(column.role == LABEL.name for column in found):
        return found
    names = next((c for c in columns if fold(c.heading) in STAND_INS and texty[c.number]), None)
    if names is None:
        known = {column.number for column in found}
        values = [column.number for column in found if column.role in _VALUES and not texty[column.number]]
        left = (c for c in columns if texty[c.number] and c.number not in known and c.number < min(values))
        names = next(left, None) if len(values) >= _FIGURES else None
    if names is None:
        return found
    rest = [column for column in found if column.number != names.number]
    return sorted([*rest, replace(names, role=LABEL.name)], key=lambda column: column.number)


def settle_comparisons(columns: Sequence[Column], roles: Mapping[int, str]) -> dict[int, str]:
    """The roles with amounts passed over where their share stands beside them: "Tăng, giảm" and "Tỷ lệ %" of one comparison."""
    made = dict(roles)
    for role in (PERCENT.name, PRIOR_PERCENT.name):
        compared = [column for column in columns if roles[column.number] == role]
        if role == PRIOR_PERCENT.name:
            made |= {column.number: PASSED_OVER for column in compared if _compares_neighbours(column)}
        shares = [column for column in compared if _SHARE.search(words(column.heading))]
        if shares:
            made |= {c.number: PASSED_OVER for c in compared if c not in shares and c.over and c.over == shares[0].over}
    return made


def _compares_neighbours(column: Column) -> bool:
    """True for a comparison of two times that are not a year apart: "Quý III/2024 so quý II/2024"."""
    now, _, before = words(column.heading).rpartition("/" if " so " not in words(column.heading) else " so ")
    times = stretch_of(now), stretch_of(before.removeprefix("voi "))
    if times[0] is None or times[1] is None:
        return False
    return (times[0].first - times[1].first, times[0].last - times[1].last) != (12, 12)


def settle_percent(columns: list[Column]) -> list[Column]:
    """A share of nothing said is one of last year's figure where that alone is given: "Cùng kỳ, Thực hiện, %"."""
    roles = {column.role for column in columns}
    if PRIOR.name not in roles or roles & {TARGET.name, PRIOR_PERCENT.name}:
        return columns
    bare = [c for c in columns if c.role == PERCENT.name and not mentions_target(f"{c.over} {c.heading}")]
    return [replace(column, role=PRIOR_PERCENT.name) if column in bare else column for column in columns]


def settle_actual(columns: list[Column]) -> list[Column]:
    """A lone "Thực hiện quý I/2024" is thực hiện itself and not one period of several, and so is "Đạt" beside a target."""
    if any(column.role == ACTUAL.name for column in columns):
        return columns
    periods = [column for column in columns if column.role == "period"]
    led = [column for column in periods if names_actual(column.heading)]
    reached = [column for column in periods if words(column.heading) in _REACHED]
    if len(reached) == 1 and any(column.role == TARGET.name for column in columns):
        led = reached
    elif len(periods) > 1:
        led = []
    if led:
        return [replace(column, role=ACTUAL.name) if column is led[0] else column for column in columns]
    return columns
