"""Sums called wrong that other figures of their list explain: those that follow the whole make just the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from toolkit.claims.binding.arithmetic import add, ratio, remainder
from toolkit.claims.binding.slips import mistyped
from toolkit.claims.binding.verify import Check, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import alike, dimension

_WORDS = {
    canon(word): Decimal(value)
    for value, word in enumerate(["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], 2)
}
_WORD = pattern(
    rf"(?<![^\W_])({'|'.join(map(re.escape, _WORDS))})(?= (?!trăm|nghìn|ngàn|triệu|tỷ|mươi|năm|phần)[^\W\dA-Z_])"
)


def without_made(sentences: Sequence[Sentence], told: Sequence[Claim]) -> list[Claim]:
    """The claims of a passage without the wrong sums whose whole is made by figures of its list that were not taken for parts."""
    return [each for each in told if each.verdict is not Verdict.INCONSISTENT or not _is_made(sentences, each)]


def _is_made(sentences: Sequence[Sentence], claim: Claim) -> bool:
    """True for a whole that its first parts make alone, or its parts with figures that were not taken for such.

    "279.117 thí sinh, trong đó trực tuyến 223.964, bằng phiếu 55.153, sửa khu vực 49"; "248 tiêu chuẩn, gồm 143 bắt buộc, 69 phụ và có 36 kiến nghị".
    """
    check = claim.basis
    if not isinstance(check, Check) or check.compute not in (add, remainder):
        return False
    marks = [mark for each in sentences for mark in each.marks]
    printed = next((mark for mark in marks if mark.number.start == claim.place.start), None)
    if printed is None or any(number not in {mark.number for mark in marks} for number in check.operands):
        return False
    summed = check.compute is add
    whole = printed.number if summed else check.operands[0]
    parts = check.operands if summed else (*check.operands[1:], printed.number)
    first = min(parts, key=lambda number: number.start)
    if whole.start > first.start:
        return False
    run = [mark.number for mark in marks if mark.number.start >= first.start and _can_be_part(mark, whole)]
    made = next(
        (
            size
            for size, value in enumerate(accumulate(number.value for number in run), 1)
            if size > 1 and value == whole.value
        ),
        0,
    )
    if made and (made >= len(parts) or all(number.unit for number in run[:made])):
        return True
    if not summed:
        return False
    return _lacks_a_word(sentences, whole, parts) or _of_their_own(marks, whole, parts)


def _can_be_part(mark: Mark, whole: Number) -> bool:
    number = mark.number
    return (
        mark.symbol == "Q" and number.upper is None and (alike(number.unit, whole.unit) or not dimension(number.unit))
    )


def _lacks_a_word(sentences: Sequence[Sentence], whole: Number, parts: Sequence[Number]) -> bool:
    """True where what the parts lack stands among them in a word that was not read: "63 em (bốn giải nhất, 34 giải nhì, 25 giải ba)"."""
    lacking, last = whole.value - sum(number.value for number in parts), max(parts, key=lambda number: number.start)
    for each in sentences:
        ranks = {mark.number.start: mark for mark in each.marks}
        if whole.start in ranks and last.start in ranks:
            words = _WORD.findall(each.between(ranks[whole.start], ranks[last.start]))
            return lacking > 0 and lacking == sum(_WORDS[word] for word in words)
    return False


def _of_their_own(marks: Sequence[Mark], whole: Number, parts: Sequence[Number]) -> bool:
    """True for parts whose shares are right by another whole: "bầu 85 đại biểu trong 144 người ứng cử: 18 nữ (21,18%), 7 người dân tộc thiểu số (8,24%)"."""
    beside = {one.number.start: other.number for one, other in pairwise(marks) if other.symbol == "P"}
    shares = [(part, beside[part.start]) for part in parts if part.start in beside]
    if len(shares) < len(parts) or mistyped(whole.told, sum((part.told for part in parts), Decimal(0))):
        return False
    others = [
        mark.number for mark in marks if mark.symbol == "Q" and mark.number.value > max(part.value for part in parts)
    ]
    summed = Number(0, 0, 0, 0, "", sum((part.value for part in parts), Decimal(0)), unit=whole.unit, scale=whole.scale)
    return any(
        each.start != whole.start
        and all(
            judge(share, Check((part, each), ratio, "")).verdict is not Verdict.INCONSISTENT for part, share in shares
        )
        for each in (*others, summed)
    )
