"""Wrong claims that other figures of the passage explain to the last digit: a share of another whole, a total with one more part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.arithmetic import add, distance, ratio, remainder, shortfall
from toolkit.claims.binding.clauses import reaches
from toolkit.claims.binding.one_digit import holds
from toolkit.claims.binding.roles import is_step, is_whole
from toolkit.claims.binding.slips import digits_of, mistyped
from toolkit.claims.binding.verify import Check
from toolkit.claims.binding.vocabulary import OF_ALL
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import alike

_TELLING = 3  # digits a figure must have to be met by no chance
_LIST = 3  # shares of one whole that cannot all be wrong, each in its own way
_SHARES = ("share", "one_base")
_COUNTED, _LONG = 10, 100  # below which any figure is met by chance, or one that stands apart
_WHOLE = 100  # percent
_ONE_WHOLE = Decimal("1.1")  # how far what rounded percentages make of one whole may lie apart
_SUMS = (add, remainder, distance)


def without_explained(sentences: Sequence[Sentence], told: Sequence[Claim]) -> list[Claim]:
    """The claims of a passage without the wrong ones that its other figures explain."""
    misread = [*_misread(told), *_voted(sentences, told)]
    return [each for each in told if not (each in misread or _is_explained(each, sentences))]


def _is_explained(claim: Claim, sentences: Sequence[Sentence]) -> bool:
    check, place = claim.basis, claim.place.start
    if claim.verdict is not Verdict.INCONSISTENT or not isinstance(check, Check):
        return False
    found = [(each, mark) for each in sentences for mark in each.marks if mark.number.start == place]
    if not found or claim.expected is None or claim.printed is None:
        return False
    sentence, own = found[0]
    if check.compute is ratio and own.symbol == "P" and claim.kind != "change":
        before = sentence.marks[own.rank - 1] if own.rank else None
        if before and is_step(sentence, before) and holds(own.number, replace(check, compute=shortfall)):
            return True  # "ít hơn 03 vụ = 1,6% (180/183 vụ)"
        far = not mistyped(claim.printed, claim.expected)
        return far and len(digits_of(own.number)) >= _TELLING and _of_another(sentence, own, check, sentences)
    if check.compute not in _SUMS or own.symbol != "Q":
        return False
    return _lacks(claim, own, check, sentences) or _is_told(claim, own, check, sentence) or _nested(check, sentence)


def _nested(check: Check, sentence: Sentence) -> bool:
    """True where a part is itself what the figures behind it make: "5.591 đơn đủ điều kiện với 651 …, 281 … và 4.659 …"."""
    counts = [mark.number for mark in sentence.marks if mark.symbol == "Q"]
    starts = {number.start for number in check.operands}
    wholes = [(index, each.value) for index, each in enumerate(counts) if each.start in starts and each.value >= _LONG]
    runs = ((value, counts[index + 1 : index + 1 + size]) for index, value in wholes for size in (_LIST, _LIST + 1))
    return check.compute is add and any(
        len(run) >= _LIST and sum(each.value for each in run) == value for value, run in runs
    )


def _of_another(sentence: Sentence, own: Mark, check: Check, sentences: Sequence[Sentence]) -> bool:
    """True for a percentage of a figure further back, or called the total as its base is, or of two figures told one after the other.

    Another figure of its own sentence may be the base it was mistaken for.
    """
    part = check.operands[0]
    named = OF_ALL.match(sentence.after(own)) is not None
    like = [
        mark.number for each in sentences for mark in each.marks
        if mark.symbol == "Q" and mark.number.value > part.value and alike(mark.number.unit, part.unit)
        and (is_whole(each, mark) if named else mark.number.start < sentence.marks[0].number.start)
    ]  # fmt: skip
    both = [
        replace(one.number, value=one.number.value + other.number.value)
        for each in sentences
        for one, other in pairwise(mark for mark in each.marks if mark.symbol == "Q")
        if one.number.unit == other.number.unit == part.unit
        and part.start not in (one.number.start, other.number.start)
    ]
    return any(holds(own.number, Check((part, each), ratio, "")) for each in (*like, *both))


def _lacks(claim: Claim, own: Mark, check: Check, sentences: Sequence[Sentence]) -> bool:
    """True for a sum that one more figure between its figures makes right."""
    used = {own.number.start, *(number.start for number in check.operands)}
    off = abs((claim.expected or Decimal(0)) - (claim.printed or Decimal(0))) * own.number.scale
    return any(
        mark.number.value == off and mark.symbol == "Q" and len(digits_of(mark.number).rstrip("0")) >= _TELLING
        for each in sentences
        for mark in each.marks
        if mark.number.start not in used and min(used) < mark.number.start
    )


def _is_told(claim: Claim, own: Mark, check: Check, sentence: Sentence) -> bool:
    """True where another figure of the clause is just what the sum gives, and the one called wrong is no slip of it."""
    expected, printed = claim.expected or Decimal(0), claim.printed or Decimal(0)
    used = {own.number.start, *(number.start for number in check.operands)}
    return not mistyped(printed, expected) and any(
        mark.symbol == "Q" and mark.number.start not in used and mark.number.value == expected * own.number.scale
        and ((expected >= _LONG and reaches(sentence, mark, own)) or _follows(sentence, mark, used))
        for mark in sentence.marks if expected >= _COUNTED
    )  # fmt: skip


def _follows(sentence: Sentence, mark: Mark, used: set[int]) -> bool:
    """True for the figure after one of those used, in its clause."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    return before is not None and before.number.start in used and reaches(sentence, before, mark)


def _misread(told: Sequence[Claim]) -> list[Claim]:
    """The shares of wholes of which more than one is wrong and none holds, and that are no shares of any one whole."""
    found: list[Claim] = []
    for shares in _by_whole(told):
        wrong = [each for each in shares if each.verdict is Verdict.INCONSISTENT and each.printed]
        if len(wrong) == len(shares) > 1 and (
            (len(wrong) >= _LIST and sum(map(_printed, wrong)) > _WHOLE) or _scattered(wrong)
        ):
            found += wrong
    return found


def _voted(sentences: Sequence[Sentence], told: Sequence[Claim]) -> list[Claim]:
    """The shares of those who voted that are all smaller: a vote is told in percent of all members."""
    if not any(_VOTES.search(each.text) for each in sentences):
        return []
    groups = [[each for each in shares if each.verdict is Verdict.INCONSISTENT] for shares in _by_whole(told)]
    return [
        each
        for wrong in groups
        if len(wrong) > 1 and all(_printed(each) < (each.expected or 0) for each in wrong)
        for each in wrong
    ]


_VOTES = pattern(r"tín nhiệm|tán thành|biểu quyết|bỏ phiếu")


def _scattered(shares: Sequence[Claim]) -> bool:
    """True where each percentage would be of another whole, and none is a slip: a whole told wrong would be one for all but one of them."""
    wholes = sorted(each.numbers[1] / _printed(each) for each in shares)
    first, last = (0, -1) if len(shares) < _LIST else (1, -2)
    slipped = any(mistyped(_printed(each), each.expected) for each in shares if each.expected is not None)
    return not slipped and wholes[last] > wholes[first] * _ONE_WHOLE


def _printed(claim: Claim) -> Decimal:
    return claim.printed or Decimal(0)


def _by_whole(told: Sequence[Claim]) -> Iterator[list[Claim]]:
    groups: dict[int, list[Claim]] = {}
    for each in told:
        if each.kind in _SHARES and isinstance(each.basis, Check) and each.basis.compute is ratio:
            groups.setdefault(each.basis.operands[1].start, []).append(each)
    yield from groups.values()
