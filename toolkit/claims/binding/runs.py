"""Totals called wrong that other figures of their list explain: some that follow each other make just the total."""

from __future__ import annotations

from itertools import accumulate

from toolkit.claims.binding.arithmetic import add
from toolkit.claims.binding.verify import Check
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.sketch import Sentence
from toolkit.claims.numbers.units import alike, dimension


def is_made(sentence: Sentence, claim: Claim) -> bool:
    """True for a total called wrong that its first parts make alone, or its parts with figures that were not taken for such.

    "279.117 thí sinh, trong đó trực tuyến 223.964, bằng phiếu 55.153, sửa khu vực 49"; "248 tiêu chuẩn, gồm 143 bắt buộc, 69 phụ và có 36 kiến nghị".
    """
    check = claim.basis
    if claim.verdict is not Verdict.INCONSISTENT or not isinstance(check, Check) or check.compute is not add:
        return False
    near = [sentence, *(each for each in sentence.earlier[-1:] if each.passage is sentence.passage)]
    printed = next((mark for each in near for mark in each.marks if mark.number.start == claim.place.start), None)
    first = min(check.operands, key=lambda number: number.start)
    if printed is None or printed.number.start > first.start:
        return False
    unit = printed.number.unit
    run = [
        mark.number
        for each in near
        for mark in each.marks
        if mark.number.start >= first.start
        and mark.symbol == "Q"
        and (alike(mark.number.unit, unit) or not dimension(mark.number.unit))
        and mark.number.upper is None
    ]
    told = [*accumulate(number.value for number in run)]
    made = next((size for size, value in enumerate(told, 1) if size > 1 and value == printed.number.value), 0)
    return made > 0 and (made >= len(check.operands) or all(number.unit for number in run[:made]))
