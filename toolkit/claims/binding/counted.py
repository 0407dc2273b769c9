"""Lists of counts, each with its percentage: `20 tổ chức (19,23%), 82 (78,85%)`, `19,23% (20 tổ chức)`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.vocabulary import GRADE, Base, Verb
from toolkit.claims.numbers.intervals import Span, operand, said
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS, alike

OVERLAP = pattern(r"trong đó|riêng|tăng|giảm|so với|cùng kỳ|chỉ tiêu|kế hoạch|vượt|bình quân|năm trước|lũy kế")
_TELLING = 100  # steps of a measured figure that tell a share
_NAME_SIZE = 9  # "công ty 2 thành viên"
_DIVIDED = pattern(r"[,;:()]|(?<![^\W_])và(?![^\W_])")
TOTAL = pattern(r"^\)?(?: so với| của| trên| trong)? (?:tổng|tổng số|toàn bộ)(?= )")


def counted(sentence: Sentence) -> list[list[tuple[Mark, Mark]]]:
    """Lists of counts each with its percentage: `20 tổ chức (19,23%), 82 (78,85%)`, `19,23% (20 tổ chức)`."""
    lists: list[list[tuple[Mark, Mark]]] = []
    last: Mark | None = None
    for one, other in zip(sentence.marks, sentence.marks[1:], strict=False):
        pair = _pair(sentence, one, other)
        if pair is None:
            continue
        first = min(one, pair[0], key=lambda mark: mark.rank)
        if last and _goes_on(sentence, last, first) and lists[-1][-1][0].depth == pair[0].depth:
            lists[-1].append(pair)
        else:
            lists.append([pair])
        last = other
    return [pairs for pairs in lists if len(pairs) >= 2]


def beside(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True for two counts of one list, each with its percentage: neither is the whole of the other."""
    key = "counts beside each other", 0
    if key not in sentence.known:
        sentence.known[key] = [frozenset(count.rank for count, _ in pairs) for pairs in counted(sentence)]
    return any({one.rank, other.rank} <= ranks for ranks in cast("list[frozenset[int]]", sentence.known[key]))


def _pair(sentence: Sentence, one: Mark, other: Mark) -> tuple[Mark, Mark] | None:
    """A count and its percentage that stand side by side; None for two figures that do not belong together."""
    turned = one.symbol == "P" and other.depth > one.depth
    count, share = (other, one) if turned else (one, other)
    if count.symbol != "Q" or share.symbol != "P" or count.number.bound:
        return None
    if share.number.bound or share.number.upper is not None:
        return None
    if is_step(sentence, count) or is_target(sentence, count) or is_prior(sentence, count):
        return None
    words = sentence.between(one, other)
    if turned:
        plain = _SAME.fullmatch(words) is not None and sentence.after(count)[:1] == ")"
        own = not (is_step(sentence, share) or is_target(sentence, share) or is_prior(sentence, share))
        return (count, share) if plain and own and count.number.exact and count.number.unit else None
    if not 0 <= share.depth - count.depth <= 1:
        return None
    head = sentence.marks[count.rank - 1] if count.rank else count
    if count.number.value <= _NAME_SIZE < head.number.value and head.symbol == "Q" and head.depth == count.depth:
        count = head if not _DIVIDED.search(sentence.between(head, count)) else count
    verb = verb_of(sentence, share)
    told = verb in (Verb.BRACKET, Verb.SHARE, Verb.PART, Verb.SAME) and base_of(sentence, share) not in (
        Base.TARGET,
        Base.PRIOR,
    )
    named = TOTAL.search(tail(sentence, share)) is not None
    if (
        not told
        or ";" in words
        or OVERLAP.search(words)
        or not (count.number.exact or named or count.number.value >= count.number.step * _TELLING)
    ):
        return None
    graded = GRADE.search(lead(sentence, count)) is not None
    if verb is Verb.SHARE and not (
        graded or "chiếm" in words or "tỷ lệ" in words or TOTAL.search(tail(sentence, share))
    ):
        return None
    return count, share


_SAME = pattern(r" ?\((?:(?:tương ứng|tương đương|tức|hay|ứng|là)(?: với| là)? )?")
_STEP = pattern(r"[,(] ?(?:đã )?(?:tăng|giảm)(?: thêm| được)? [QPD](?: [^\W\dA-Z_]+){0,7}\)?")


def _goes_on(sentence: Sentence, last: Mark, first: Mark) -> bool:
    """True where a list goes on from its last figure to the next, with no more between than by how much the last one changed."""
    between = sentence.marks[last.rank + 1 : first.rank]
    steps = all(mark.symbol == "X" or is_step(sentence, mark) or mark.number.unit in DURATIONS for mark in between)
    words = _STEP.sub("", sentence.text[last.at : first.at]) if between else sentence.text[last.at : first.at]
    return steps and not OVERLAP.search(words)


def implied(count: Number, share: Number, *, cut: bool = True) -> Span:
    """The wholes that the count can be that percentage of."""
    told = said(share)
    lower = said(share, cut=cut)
    low, high = min(told.low, lower.low), max(told.high, lower.high)
    if low <= 0:
        return Span(Decimal(0), Decimal(10) ** 30)
    part = operand(count)
    return Span(part.low / high * 100, part.high / low * 100)


_NO_CHANCE = 20  # a sum that is met by chance is smaller


def told_sum(sentence: Sentence, pairs: Sequence[tuple[Mark, Mark]]) -> Mark | None:
    """The figure told before a list, here or in the sentence before, that its counts add up to: what all their percentages are of."""
    counts = [count for count, _ in pairs]
    total, first = sum(count.number.value for count in counts), counts[0]
    before = (
        sentence.earlier[-1:]
        if first.rank == 0 or not any(mark.symbol == "Q" for mark in sentence.marks[: first.rank])
        else ()
    )
    told = [*sentence.marks[: first.rank], *(mark for each in before for mark in each.marks)]
    same = [
        mark
        for mark in told
        if mark.symbol == "Q" and mark.number.value == total and alike(mark.number.unit, first.number.unit)
    ]
    return same[-1] if same and len(counts) > 2 and total / counts[0].number.step >= _NO_CHANCE else None
