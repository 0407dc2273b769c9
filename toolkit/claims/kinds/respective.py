"""Shares told after all of their counts: `xuất sắc 8, tốt 30, hoàn thành 4, tương ứng 19,05%, 71,43% và 9,52%`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING
from itertools import pairwise, takewhile

from toolkit.claims.binding.arithmetic import add
from toolkit.claims.binding.clauses import FIGURES, lead
from toolkit.claims.binding.counted import implied
from toolkit.claims.binding.roles import is_prior, is_step, is_target, names_target, same_kind, verb_of
from toolkit.claims.binding.verify import Check, Outcome, claim, judge, of
from toolkit.claims.binding.vocabulary import Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_ANNOUNCED = pattern(r"(?<![^\W_])(?:tương ứng|lần lượt)(?: [^\W\dA-Z_]+){0,4}[ :(]*$")
_NEXT = pattern(r"[,;] |,? và ")
_FEWEST = 2


def find(sentence: Sentence) -> Iterator[Claim]:
    """The percentages of the sentence that stand for the counts before them one by one."""
    for first in sentence.marks:
        if not (announced(sentence, first) or in_turn(sentence, first)) or _GROWN.search(lead(sentence, first)):
            continue
        shares = _run(sentence, first)
        if targets := _targets(sentence, shares):
            for share, check in zip(shares, targets, strict=True):
                yield claim(sentence, share.number, "target", judge(share.number, check))
            continue
        counts = _counts(sentence, first, len(shares))
        if len(counts) < len(shares):
            continue
        told = [_by_whole(counts, shares, whole) for whole in _wholes(sentence, counts)] + [_by_sum(counts, shares)]
        told += [_by_own(counts, shares, wholes) for wholes in _wholes_in_turn(sentence, counts)]
        told += [_by_common(counts, shares)]
        best = max(told, key=lambda outcomes: sum(map(_good, outcomes)))
        if sum(map(_good, best)) * 2 >= len(shares):
            for share, outcome in zip(shares, best, strict=True):
                yield claim(sentence, share.number, "share", outcome)


def announced(sentence: Sentence, first: Mark) -> bool:
    """True for the first of two or more percentages that "tương ứng" or "lần lượt" leads to."""
    told = first.symbol == "P" and _ANNOUNCED.search(lead(sentence, first)) is not None
    return told and len(_run(sentence, first)) >= _FEWEST


def in_turn(sentence: Sentence, mark: Mark) -> bool:
    """True for a percentage that stands with as many others as there are counts in its clause: "giải thể 33 đơn vị và tạm ngừng 228 đơn vị, chiếm 35% và 37%"."""
    if mark.symbol != "P" or verb_of(sentence, mark) not in (Verb.PART, Verb.SHARE):
        return False
    first = mark
    while first.rank and _NEXT.fullmatch(sentence.between(before := sentence.marks[first.rank - 1], first)):
        first = before
    shares = _run(sentence, first)
    clause = sentence.text.rfind(";", 0, first.at)
    told = [each for each in sentence.marks[: first.rank] if each.at > clause and each.symbol in FIGURES]
    counts = told[-len(shares) :]
    opened = len(told) == len(counts) or _OPENED.search(sentence.between(told[-len(shares) - 1], counts[0]))
    joined = [sentence.between(one, other) for one, other in pairwise(counts)]
    return (
        len(shares) == len(counts) >= _FEWEST and bool(opened) and first.symbol == "P" and all(each.symbol == "Q" for each in counts)
        and all(each.depth == first.depth for each in counts) and all(map(_JOINED.fullmatch, joined))
        and _CLOSES.search(lead(sentence, first)) is not None
    )  # fmt: skip


_GROWN = pattern(r"(?<![^\W_])(?:tăng|giảm)(?: [^\W\dA-Z_]+){1,4} $")  # no shares: "tăng trưởng lần lượt 8% và 5%"
_JOINED = pattern(rf"(?: {W}){{0,9}}(?:,|,? và)(?: {W}){{0,9}} ")
_OPENED = pattern(r"[:.]|(?<![^\W_])(?:trong đó|gồm|bao gồm|có|thì)(?![^\W_])")
_CLOSES = pattern(r"^ ?(?:chiếm|đạt)(?: tỷ lệ)? $")


def _run(sentence: Sentence, first: Mark) -> list[Mark]:
    """The percentages told one after the other with nothing between."""
    run = [first]
    for mark in sentence.marks[first.rank + 1 :]:
        if mark.symbol != "P" or not _NEXT.fullmatch(sentence.between(run[-1], mark)):
            break
        run.append(mark)
    return run


def _targets(sentence: Sentence, shares: Sequence[Mark]) -> list[Check]:
    """The figures before over those in the bracket behind, in turn: "đạt 100% và 96% kế hoạch (60 tổ chức, 150 đảng viên)"."""
    size = len(shares)
    before = [mark for mark in sentence.marks[: shares[0].rank] if mark.symbol == "Q" and not mark.depth][-size:]
    behind = [mark for mark in sentence.marks[shares[-1].rank + 1 :][:size] if mark.symbol == "Q" and mark.depth]
    if len(before) < size or len(behind) < size or not names_target(sentence.between(shares[-1], behind[0])):
        return []
    pairs = list(zip(before, behind, strict=True))
    return [of(num, den) for num, den in pairs] if all(same_kind(num, den) for num, den in pairs) else []


def _counts(sentence: Sentence, first: Mark, size: int) -> list[Mark]:
    """As many counts before the percentages, none of another kind between them."""
    before = [mark for mark in reversed(sentence.marks[: first.rank]) if mark.symbol in "QP"]
    before = list(takewhile(lambda mark: mark.symbol == "Q" and mark.depth == before[0].depth, before))[:size]
    plain = all(mark.number.unit == before[0].number.unit for mark in before)
    told = any(is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark) for mark in before)
    return before[::-1] if plain and not told else []


def _wholes(sentence: Sentence, counts: Sequence[Mark]) -> list[Mark]:
    """The figure before the counts that is larger than any."""
    before = [mark for mark in sentence.marks[: counts[0].rank] if mark.symbol == "Q"][-1:]
    most = max(mark.number.value for mark in counts)
    return [mark for mark in before if mark.number.value >= most]


def _by_whole(counts: Sequence[Mark], shares: Sequence[Mark], whole: Mark) -> list[Outcome]:
    return [judge(share.number, of(count, whole)) for count, share in zip(counts, shares, strict=True)]


def _by_common(counts: Sequence[Mark], shares: Sequence[Mark]) -> list[Outcome]:
    """By the whole number that all but one of three or more shares imply, which is told nowhere; by nothing where there is none."""
    spans = [implied(count.number, share.number) for count, share in zip(counts, shares, strict=True)]
    for odd in range(len(spans)) if len(spans) > _FEWEST else ():
        low = max(span.low for at, span in enumerate(spans) if at != odd).to_integral_value(ROUND_CEILING)
        high = min(span.high for at, span in enumerate(spans) if at != odd)
        if low <= high < low + 1 and counts[0].number.exact:
            return _by_whole(counts, shares, replace(counts[0], number=replace(counts[0].number, value=low)))
    return []


def _wholes_in_turn(sentence: Sentence, counts: Sequence[Mark]) -> Iterator[Sequence[Mark]]:
    """As many figures told before, of the same things in the same order, that are larger each than its count."""
    for each in (sentence, *reversed(sentence.earlier)):
        if each.passage is not sentence.passage:
            return
        told = [mark for mark in each.marks[: counts[0].rank] if mark.symbol == "Q" and not mark.depth] if each is sentence else [
            mark for mark in each.marks if mark.symbol == "Q" and not mark.depth
        ]  # fmt: skip
        for start in range(len(told) - len(counts), -1, -1):
            wholes = told[start : start + len(counts)]
            pairs = list(zip(counts, wholes, strict=True))
            if all(same_kind(*pair) and pair[1].number.value >= pair[0].number.value for pair in pairs):
                yield wholes


def _by_own(counts: Sequence[Mark], shares: Sequence[Mark], wholes: Sequence[Mark]) -> list[Outcome]:
    each = zip(counts, shares, wholes, strict=True)
    return [judge(share.number, of(count, whole)) for count, share, whole in each]


def _by_sum(counts: Sequence[Mark], shares: Sequence[Mark]) -> list[Outcome]:
    numbers = [mark.number for mark in counts]
    formula = "{} / (" + " + ".join("{}" for _ in numbers) + ") x 100"
    checks = [Check((number, *numbers), _of_sum, formula) for number in numbers]
    return [judge(share.number, check) for share, check in zip(shares, checks, strict=True)]


def _of_sum(spans: Sequence[Span]) -> Span:
    return (spans[0] / add(spans[1:])).times(100)


def _good(outcome: Outcome) -> bool:
    return outcome.verdict is not Verdict.INCONSISTENT
