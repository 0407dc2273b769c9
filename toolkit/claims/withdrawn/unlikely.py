"""Sums that were hardly meant: what the figures of a wrong total or rest say themselves of whether they belong together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from toolkit.claims.binding.arithmetic import add, distance, remainder
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.slips import is_slip, mistyped
from toolkit.claims.binding.summing import is_rate
from toolkit.claims.binding.verify import Check
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence

_FEW = 10  # a difference of figures below it is met by chance
_LEAST, _MOST = Decimal("0.05"), Decimal(20)
_WHILE = pattern(
    r"(?<![^\W_])(?<!số )còn (?!lại|phải|nợ|thiếu|dư|tồn|khoảng|hơn|gần|trên|chưa|đang|có)(?:[^\W\dA-Z_]+ ){2,}$"
)  # "còn Hà Nội có 354 đơn vị" goes on with another
_ONE = pattern(r"(?<![^\W_])một(?= (?!số|phần|ít|vài|trong)[^\W\dA-Z_])")


def unlikely(sentence: Sentence, claim: Claim) -> bool:
    """True for a total or a rest called wrong whose figures are no whole and its parts by what they are themselves."""
    if claim.verdict is not Verdict.INCONSISTENT or not isinstance(claim.basis, Check):
        return False
    if claim.kind == "product":
        return any(number.value == 1 for number in claim.basis.operands)  # no one multiplies by one
    if claim.kind != "total":
        return False
    near = [sentence, *(each for each in sentence.earlier[-1:] if each.passage is sentence.passage)]
    marks = [mark for each in near for mark in each.marks]
    printed = next((mark for mark in marks if mark.number.start == claim.place.start), None)
    if printed is None or claim.expected is None:
        return False
    operands, compute = claim.basis.operands, claim.basis.compute
    used = {number.start for number in operands}
    parts = [mark for mark in marks if mark.number.start in used]
    if any(is_rate(sentence, mark) for mark in (printed, *parts)):
        return True
    if any(number.value == printed.number.value for number in operands):
        return True  # the total is told again
    if _told_elsewhere(
        printed, claim.expected * printed.number.scale, [mark for mark in marks if mark not in (printed, *parts)]
    ):
        return True
    if sum(mark.symbol == "X" and mark.number.why == "ordinal" for mark in parts) * 2 > len(operands):
        return True  # "quận 1, quận 3" are numbered and not counted
    if compute is add:
        return _no_sum(sentence, printed.number, operands, parts, claim)
    if compute not in (remainder, distance):
        return False
    other = printed in sentence.marks and _WHILE.search(lead(sentence, printed)) is not None
    if other and not mistyped(printed.number.told, claim.expected):
        return True
    return _no_rest(printed.number, operands, claim)


def _is_slip(printed: Number, claim: Claim) -> bool:
    typed = claim.expected is not None and mistyped(printed.told, claim.expected)
    return typed or (isinstance(claim.basis, Check) and is_slip(printed, claim.basis))


def _told_elsewhere(printed: Mark, expected: Decimal, others: Sequence[Mark]) -> bool:
    """True where another figure is just what the parts make: they are its parts."""
    return any(
        mark.symbol == "Q" and mark.number.value == expected and mark.number.unit == printed.number.unit != ""
        for mark in others
    )


def _no_sum(
    sentence: Sentence, printed: Number, operands: Sequence[Number], parts: Sequence[Mark], claim: Claim
) -> bool:
    """True where parts are too many or too large, or too unlike their total in size, for one slip to have done it."""
    if _is_slip(printed, claim):
        return False
    values = [number.value for number in operands]
    if sum(values) - max(values) > printed.value:
        return not _one_digit(printed.told, claim.expected)
    if not printed.value or not _LEAST < sum(values) / printed.value < _MOST:
        return True
    inside = [mark for mark in parts if mark in sentence.marks]
    words = sentence.between(inside[0], inside[-1]) if len(inside) > 1 else ""
    return bool(words) and printed.value - sum(values) == len(_ONE.findall(words)) > 0


def _one_digit(printed: Decimal, expected: Decimal | None) -> bool:
    """True for two figures of as many digits, more than one, that differ in one of them."""
    one, other = f"{printed:f}", f"{expected:f}"
    return len(one) == len(other) > 1 and sum(left != right for left, right in zip(one, other, strict=True)) == 1


def _no_rest(printed: Number, operands: Sequence[Number], claim: Claim) -> bool:
    """True where what is left over is more than the whole, or nothing, or the figures are so small that any would do."""
    if _is_slip(printed, claim):
        return False
    whole = operands[0].value
    more = printed.value >= whole and not _one_digit(printed.told, claim.expected)
    return more or claim.expected == 0 or whole < _FEW
