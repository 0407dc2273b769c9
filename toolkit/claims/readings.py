"""What of a row a number of prose can mean: its actual, its target, a percentage, a change, last year's figure, a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from toolkit.claims.known import Known, KnownRow, Unit
from toolkit.claims.tokens import Number
from toolkit.claims.units import alike
from toolkit.records import record
from toolkit.text import fold

_TARGET_AFTER = re.compile(
    r"^(?:[^\w(]*|\W*(?=[^)\d]*\)))(?:so voi )?(?:chi tieu|ke hoach|du toan|nghi quyet|muc tieu|giao)"
)
_TARGET_BEFORE = re.compile(
    r"\b(?:chi tieu|ke hoach|du toan|muc tieu|kh|ct)(?: [a-z]+){0,3}[^\w;.]*(?:la |tu )?[^\w;.]*$"
)
# What stands before a colon speaks of targets, or of what came of them: it cannot be told which.
_TARGETS_LED = re.compile(r"(?:chi tieu|ke hoach|du toan|nghi quyet|muc tieu)[^:;.]*:[^;.]*$")
_PRIOR = re.compile(r"cung ky|\bck\b|nam truoc|ky truoc|nam ngoai|so voi nam")
_PRIOR_BEFORE = re.compile(r"\b(?:cung ky|ck|nam truoc|ky truoc|nam ngoai)(?: nam \d{4})?(?: (?:la|dat))?\W*$")
_CHANGE = re.compile(r"(?:tang|giam|vuot|thieu|hut|kem|cao hon|thap hon|nhieu hon|it hon)(?: them| duoc)?\W*$")
_END = re.compile(r"[,;.)](?:\s|$)")
_LIMIT = re.compile(r"(?:vuot|thieu|hut)(?: [a-z]+)?\W*$")
_SPAN = re.compile(r"\btu\W*$")
_SHARE = re.compile(r"(?:chiem|trong do|ty trong)(?: [a-z]+){0,2}\W*$")
_PERIOD = re.compile(
    r"(?:(?:6|9|sau|chin) thang(?: dau| cuoi)?(?: nam)?(?: \d{4})?|quy [ivx\d]+(?: nam \d{4})?|thang \d{1,2}(?: nam \d{4}|/\d{4})?"
    r"|nam \d{4}|\b(?:19|20)\d\d\b)"
)
_LED: Final = 120
_EACH: Final = re.compile(r"binh quan (?:hang |moi )?nam|(?:hang|moi) (?:nam|thang|quy)")


@record(frozen=True, slots=True)
class Reading:
    """The figures of a row that a number can mean, and whether the words say so outright or it is only the usual case."""

    figures: tuple[Known, ...]
    plain: bool


def readings(row: KnownRow, number: Number, text: str, *, second: bool, periods: Sequence[str]) -> Reading:
    """What a number can mean of a row; `second` for the b of a/b; `periods` are the folded periods its sentence names."""
    before, after = _around(text, number)
    if periods:
        named = tuple(known for period in periods for name, known in row.periods.items() if same_period(period, name))
        return Reading(_of_unit(named, number), plain=len(periods) == 1 and len(named) == 1)
    if number.percent or number.points:
        names = _percents(number, before, after)
    elif second or _TARGET_BEFORE.search(before):
        names = ("chi_tieu",)
    elif _PRIOR_BEFORE.search(before):
        names = ("cung_ky",)
    elif _CHANGE.search(before):
        names = _differences(before, after)
    else:
        names = ("thuc_hien",)
    led = "chi_tieu" not in names and _TARGETS_LED.search(fold(text[max(0, number.begin - _LED) : number.begin]))
    if led:
        names = (*names, "chi_tieu")
    found = tuple(row.figures[name] for name in names if name in row.figures)
    if names[0] == "vuot" and found:
        found = found[-1:] if found[-1].unit.points else found[:1]
    if "thuc_hien" in names and found and found[0].unit.percent:
        found = found[:1] if not led else found  # of a rate it is the rate itself
    return Reading(
        _of_unit(found, number), plain=not (_SPAN.search(before) or _SHARE.search(before) or _EACH.search(before))
    )


def _percents(number: Number, before: str, after: str) -> tuple[str, ...]:
    change = _CHANGE.search(before)
    if number.points:
        return _differences(before, after)
    if _PRIOR.search(_clause(after)):
        return ("tang_cung_ky", "lech_cung_ky") if change else ("so_cung_ky",)
    if _TARGET_BEFORE.search(before):
        return ("chi_tieu",)
    if change:
        return ("vuot", "chenh_lech") if _LIMIT.search(before) else ("tang_cung_ky",)
    return ("ty_le",) if _TARGET_AFTER.match(after) else ("thuc_hien", "ty_le")


def _differences(before: str, after: str) -> tuple[str, ...]:
    """Which difference a change tells: from last year's figure or from the target, by the words around; else either."""
    if _PRIOR.search(_clause(after)) or _PRIOR.search(before):
        return ("lech_cung_ky",)
    return ("chenh_lech",) if _TARGET_AFTER.match(after) or _LIMIT.search(before) else ("lech_cung_ky", "chenh_lech")


def _clause(after: str) -> str:
    """What follows a number in its own clause."""
    return _END.split(after, maxsplit=1)[0]


def _around(text: str, number: Number) -> tuple[str, str]:
    return fold(text[max(0, number.begin - 40) : number.begin]) + " ", fold(text[number.stop : number.stop + 45])


def _of_unit(figures: Sequence[Known], number: Number) -> tuple[Known, ...]:
    return tuple(known for known in figures if fits(known.unit, number))


def fits(unit: Unit, number: Number) -> bool:
    """True where a number can be one of a unit: both in percent, or both counting what may be compared; any of none."""
    if unit == Unit():
        return True
    if unit.percent or unit.points:
        return number.percent or number.points
    return not number.percent and not number.points and alike(unit.name, number.unit)


def periods_in(text: str) -> tuple[str, ...]:
    """The periods a stretch of text names, folded."""
    return tuple(match[0] for match in _PERIOD.finditer(fold(text)))


def same_period(said: str, name: str) -> bool:
    """True for two names of one period: "nam 2022" and "2022", "6 thang dau nam 2023" and "6 thang 2023"."""
    return _bare(said) == _bare(name)


def _bare(period: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"[a-z\d]+", period) if word not in ("nam", "dau", "thuc", "hien", "ky"))
