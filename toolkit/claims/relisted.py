"""A whole that one list of its parts proves and another list misses by a digit: "68 đảng viên: khiển trách 39, cảnh cáo 29. Phân theo cấp: huyện 9, xã 95".

The whole is right then, and one of the parts of the other list is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.claims.binding.arithmetic import add, remainder
from toolkit.claims.binding.one_digit import one_off
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Sentence
from toolkit.claims.verdicts import Verdicts

_PROVED = (Verdict.CONSISTENT, Verdict.ROUNDING)
_PARTS = 3  # a list of fewer may be of something else


def find(sentences: Sequence[Sentence], told: Sequence[Claim], failed: Sequence[Claim]) -> Iterator[Claim]:
    """The parts of a passage that one digit keeps from making a whole that `told` proves, by the lists that `failed`."""
    known = Verdicts(told)
    proofs = {each.place.start: _starts(each) for each in told if each.kind == "total" and each.verdict in _PROVED}
    said: set[int] = set()
    for each in failed:
        check, proof = each.basis, proofs.get(each.place.start, frozenset())
        if not (proof and isinstance(check, Check) and check.compute is add and len(check.operands) >= _PARTS):
            continue
        starts = _starts(each)
        if starts & (proof | said) or starts & known.wrong or any(start in known.places for start in starts):
            continue
        whole = next(
            (mark.number for one in sentences for mark in one.marks if mark.number.start == each.place.start), None
        )
        slips = [part for part in check.operands if whole is not None and _is_slip(whole, part, check)]
        if whole is None or not slips:
            continue
        others = (whole, *(part for part in check.operands if part is not slips[-1]))
        sentence = next(one for one in sentences if any(mark.number.start == slips[-1].start for mark in one.marks))
        said |= starts
        rest = Check(others, remainder, " - ".join("{}" for _ in others))
        yield claim(sentence, slips[-1], "total", judge(slips[-1], rest))


def _starts(claim: Claim) -> frozenset[int]:
    return frozenset(number.start for number in claim.basis.operands) if isinstance(claim.basis, Check) else frozenset()


def _is_slip(whole: Number, part: Number, check: Check) -> bool:
    """True where one digit of a part, or two that changed places, keep the parts from making the whole."""
    right = part.value + whole.value - sum(number.value for number in check.operands)
    steps = right / part.step
    digits = digits_of(part)
    return right > 0 and steps == steps.to_integral_value() and str(int(steps)) in one_off(digits)
