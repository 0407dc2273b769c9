"""What was done of a fraction, told class by class in the sentence behind: "giải quyết 22/56 đơn. Kết quả: đúng 4 đơn; sai 17 đơn; đúng một phần 1 đơn"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.claims.binding.lists import goes_on, may_overlap
from toolkit.claims.binding.one_digit import one_digit
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.summing import total_of, unit_fits
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Sentence, fractions
from toolkit.claims.verdicts import Verdicts

_LEAST, _MOST = 3, 8  # classes
_COUNTED = 10  # what was done at least
_RESULT = pattern(r"\W*(?:kết quả|trong đó|cụ thể)(?![^\W_])")
_SOME = pattern(r"(?<![^\W_])(?:chủ yếu|nhất là|điển hình|riêng|như|trong số)(?![^\W_])")


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The classes of a passage that do not make what they are classes of, but for one digit, where `told` says nothing of it."""
    known = Verdicts(told)
    for first, second in pairwise(sentences):
        pairs = fractions(first)
        if not pairs or not _RESULT.match(second.text) or _SOME.search(second.text) or goes_on(second, 0):
            continue
        done, whole = pairs[-1]
        counts = [mark for mark in second.marks if mark.symbol == "Q" and not mark.depth]
        plain = all(
            mark.number.exact and unit_fits(whole.number.unit, mark.number.unit, strict=False)
            and not (is_step(second, mark) or is_prior(second, mark) or is_target(second, mark))
            for mark in counts
        )  # fmt: skip
        numbers = [mark.number for mark in (done, *counts)]
        if not plain or not _LEAST <= len(counts) <= _MOST or not whole.number.exact or done.number.value < _COUNTED:
            continue
        if any(number.told in known.accused for number in numbers) or any(mark.symbol == "P" for mark in second.marks):
            continue
        if may_overlap(second.text.split(";")) or max(number.value for number in numbers[1:]) >= done.number.value:
            continue
        outcome = judge(done.number, total_of(numbers[1:]))
        near = abs(outcome.expected - done.number.value) * 2 <= done.number.value
        if outcome.verdict is Verdict.INCONSISTENT and near and one_digit(done.number, outcome.check):
            yield claim(first, done.number, "total", outcome)
