"""Parts that are all of a whole: their shares make 100, or a fraction is followed by those it does not count, class by class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.one_digit import one_digit
from toolkit.claims.binding.roles import is_prior, is_step
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions

_HUNDRED = Decimal(100)


def find(sentence: Sentence) -> Iterator[Claim]:
    """`7/11 nhóm hàng tăng giá, 3 nhóm giảm giá, 1 nhóm ổn định`: the whole of a fraction, where all the sentence tells of its unit is classes of it."""
    counts = [mark for mark in sentence.marks if mark.symbol == "Q"]
    pairs = [pair for pair in fractions(sentence) if pair[1].number.exact and pair[1].number.unit]
    if len(pairs) > 2:
        yield from _of_one_whole(sentence, pairs)
    if len(pairs) != 1 or len(counts) < _CLASSES or counts[0] is not pairs[0][0]:
        return
    (num, whole), others = pairs[0], [mark for mark in counts if mark not in pairs[0]]
    like = all(
        each.number.unit == whole.number.unit and each.depth == num.depth and not each.number.bound for each in others
    )
    if (
        not like
        or _AMONG.search(sentence.text, whole.at)
        or any(is_step(sentence, each) or is_prior(sentence, each) for each in others)
    ):
        return
    if ":" in sentence.between(whole, others[0]) and sum(each.number.value for each in others) == num.number.value:
        return  # classes of those that the fraction counts
    outcome = judge(whole.number, total_of([num.number, *(each.number for each in others)]))
    off = abs(outcome.expected - whole.number.value)
    opposed = _OPPOSED.search(sentence.text, whole.at) is not None  # and not "3 xã nâng cao", which are of the first
    if (
        outcome.verdict is not Verdict.INCONSISTENT
        or (opposed and off <= max(_NEAR, whole.number.value * _FAR))
        or is_slip(whole.number, outcome.check)
    ):
        yield claim(sentence, whole.number, "total", outcome)


_CLASSES, _NEAR, _FAR = 4, Decimal(2), Decimal("0.4")  # figures with those of the fraction, and how far they may be off
_OPPOSED = pattern(r"(?<![^\W_])(?:không|chưa|đang|giảm|ổn định|giữ nguyên|còn lại|kém|yếu|trung bình)(?![^\W_])")
_AMONG = pattern(r"(?<![^\W_])(?:trong đó|trong số|riêng|gồm|kể cả|nhất là)(?![^\W_])")


def _of_one_whole(sentence: Sentence, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Claim]:
    """`21/84 kiến nghị đã giải quyết, 46/84 đang giải quyết, 17/84 được giải trình`: classes that are all fractions of one whole, told as such."""
    whole = pairs[0][1]
    same = all(den.number.value == whole.number.value and den.depth == whole.depth for _, den in pairs)
    apart = all(num.number.value < whole.number.value for num, _ in pairs)
    if not (same and apart) or whole.number.value < _MANY or _AMONG.search(sentence.text, pairs[0][0].at):
        return
    check = total_of([num.number for num, _ in pairs])
    outcome = judge(whole.number, check)
    ends = [*(num.at for num, _ in pairs[1:]), len(sentence.text)]
    labels = [set(_OPPOSED.findall(sentence.text, den.at, end)) for (_, den), end in zip(pairs, ends, strict=True)]
    told = [word for label in labels for word in label]
    opposed = 0 < len(told) == len(set(told))  # and not "12/46 xã chưa đạt thủy lợi, 5/46 xã chưa đạt điện"
    if outcome.verdict is not Verdict.INCONSISTENT or (opposed and one_digit(whole.number, check)):
        yield claim(sentence, whole.number, "total", outcome)


_MANY = 20  # things, of which not any three counts make all by chance


def by_shares(sentence: Sentence, told: Iterable[Claim]) -> Iterator[Claim]:
    """`268.400 tấn, trong đó lúa 241.560 tấn, chiếm 90%; ngô 26.840 tấn, chiếm 10%`: the wrong wholes of which the shares of the sentence that hold, `told`, make 100 and the parts do not."""
    lists: dict[int, list[tuple[Claim, Number, Number]]] = {}
    for each in told:
        holds = each.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)
        if each.kind == "share" and holds and isinstance(each.basis, Check) and len(each.basis.operands) == 2:
            part, whole = each.basis.operands
            lists.setdefault(whole.start, []).append((each, part, whole))
    here = {mark.number.start for mark in sentence.marks}
    for shares in lists.values():
        parts, whole = [part for _, part, _ in shares], shares[0][2]
        apart = len({part.start for part in parts}) == len(parts) > 1 and not whole.bound and whole.value
        printed = [each.printed or Decimal(0) for each, _, _ in shares]
        if apart and whole.start in here and sum(printed) == _HUNDRED:
            outcome = judge(whole, total_of(parts))
            rounded = (
                sum(Decimal(1).scaleb(int(share.as_tuple().exponent)) for share in printed) / 2
            )  # a part too small to show
            short = (whole.value - outcome.expected) / whole.value * _HUNDRED
            if outcome.verdict is Verdict.INCONSISTENT and not 0 < short <= rounded:
                yield claim(sentence, whole, "total", outcome)
