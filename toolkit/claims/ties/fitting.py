"""Which units of a sheet a printed number can be in."""

from __future__ import annotations

from typing import Final

from toolkit.claims.numbers.normal import canon
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.units import DURATIONS, alike, is_counted, is_known
from toolkit.claims.ties.known import Unit, words_of
from toolkit.claims.ties.short_forms import unit_written_out

_SAME_THINGS: Final = (
    {"ca", "ca bệnh", "ca mắc", "trường hợp", "bệnh nhân"},
    {"tờ", "món"},
    {"nhà", "căn", "căn nhà", "ngôi nhà"},
)
_CASE: Final = canon("trường hợp")  # goes with anything that is counted


def fits(unit: Unit, number: Number, named: frozenset[str] = frozenset()) -> bool:
    """True where a number can be one of a unit: both in percent, or both counting what may be compared; any of none.

    What is counted may also be called by a word of the label, which are `named`: "trao 341 huy hiệu" of medals that are counted by who gets them.
    """
    if unit == Unit():
        return True
    if unit.percent or unit.points:
        return number.percent or number.points
    if number.percent or number.points:
        return False
    said = unit_written_out(number.unit)
    if not is_known(said) or alike(unit.name, said) or any({unit.name, said} <= names for names in _SAME_THINGS):
        return True
    counted = is_counted(said) and is_counted(unit.name) and not {said, unit.name} & DURATIONS
    return counted and (_CASE in (said, unit.name) or frozenset(words_of(said)) <= named)
