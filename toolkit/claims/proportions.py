"""Percentages that hold once one mistaken digit is mended, in them, in their part or in their whole: "trong đó 130.208 chuyến, tương đương 84,8%" of 156.559.

Only the part is told beside such a percentage; what it is of is any figure of the part's unit in the sentence or its
neighbours. So what is found must be no chance: of all percentages that could be printed, few may be one digit away from
what the figures give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.claims.binding.arithmetic import ratio
from toolkit.claims.binding.clauses import FIGURES
from toolkit.claims.binding.hidden import is_hidden
from toolkit.claims.binding.roles import base_of, is_prior, is_step, verb_of
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.told_base import of_economy
from toolkit.claims.binding.verify import claim, judge, of
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span, operand, point
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.tokens import Number
from toolkit.claims.numbers.units import DURATIONS
from toolkit.claims.verdicts import Verdicts

_CHANCE = Decimal("0.25")  # of all percentages of as many digits, how many may be one digit from what the figures give
_SHARES = (Verb.SHARE, Verb.PART, Verb.SAME, Verb.BRACKET)
_MOVES = (Verb.UP, Verb.DOWN, Verb.OVER, Verb.SHORT)
_BESIDE = 60  # characters between a part and its percentage
_SURE = Decimal("0.03")  # how wide the whole that several shares imply may be, of itself
_DIGITS = "0123456789"
_SAID_BEHIND = pattern(
    rf"(?: {W}){{0,4}},? ?\(?(?:(?:tương ứng|tương đương|tức|hay|ứng|chiếm)(?: với| là)? (?:{W} ){{0,4}}|(?<=\())"
)


@dataclass(frozen=True, slots=True)
class _Share:
    """A percentage, the part told beside it, and all that the whole can be by the two."""

    sentence: Sentence
    part: Mark
    mark: Mark
    whole: Span


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The percentages of a passage that its claims so far, `told`, say nothing of and that one digit would make hold."""
    known = Verdicts(told)
    said: set[int] = set()
    for index, sentence in enumerate(sentences):
        near = sentences[max(0, index - 1) : index + 1]
        shares = [share for each in near for share in _shares(each)]
        for share in shares:
            if share.sentence is sentence and _open(share.mark.number, known):
                for found in _mended(share, shares, near):
                    if found.place.start not in said:
                        said.add(found.place.start)
                        yield found


def _open(number: Number, known: Verdicts) -> bool:
    return number.start not in known.places and number.told not in known.figures


def _shares(sentence: Sentence) -> Iterator[_Share]:
    """The shares a sentence tells with their parts."""
    for mark in sentence.marks:
        if mark.symbol != "P" or not _plain(mark.number) or mark.number.alternatives:
            continue
        if verb_of(sentence, mark) in _MOVES or base_of(sentence, mark) in (Base.PRIOR, Base.TARGET):
            continue
        part = _part(sentence, mark)
        if part is not None:
            yield _Share(sentence, part, mark, (operand(part.number) / operand(mark.number)).times(100))


def _plain(number: Number) -> bool:
    return number.value > 0 and not number.bound and number.upper is None and not number.in_words


def _part(sentence: Sentence, mark: Mark) -> Mark | None:
    """The figure a percentage is told of: said again just behind it, or told just before."""
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    if after is not None and after.symbol == "Q" and _SAID_BEHIND.fullmatch(sentence.between(mark, after)):
        return after if _countable(after) else None
    before = next((each for each in reversed(sentence.marks[: mark.rank]) if each.symbol in FIGURES), None)
    if (
        verb_of(sentence, mark) not in _SHARES
        or before is None
        or before.symbol != "Q"
        or mark.at - before.at > _BESIDE
        or before.depth
        or sentence.before(mark).endswith(", (")
    ):
        return None
    return before if _countable(before) and not is_prior(sentence, before) else None


def _countable(mark: Mark) -> bool:
    return _plain(mark.number) and mark.number.unit not in (*DURATIONS, "")


def _wholes(share: _Share, near: Sequence[Sentence]) -> list[Mark]:
    """The figures of the part's unit that it may be a part of, the nearest first."""
    step = is_step(share.sentence, share.part)
    found = [
        other for each in near for other in each.marks
        if other.symbol == "Q" and not other.depth and other is not share.part and other.number.unit == share.part.number.unit and _countable(other)
        and other.number.value != share.part.number.value and is_step(each, other) == step and not _has_share(each, other)
    ]  # fmt: skip
    return sorted(found, key=lambda other: abs(other.number.start - share.mark.number.start))


def _has_share(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure with a share of its own, which is a part itself."""
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    return after is not None and after.symbol == "P" and _part(sentence, after) is mark


def _mended(share: _Share, shares: Sequence[_Share], near: Sequence[Sentence]) -> Iterator[Claim]:
    wholes = _wholes(share, near)
    if any(
        _explains(share.mark.number, one, other)
        for one in (share.part, *wholes)
        for other in wholes
        if other is not one
    ):
        return
    wholes = [each for each in wholes if not is_hidden(share.sentence, share.mark, share.part, each)]
    if not wholes or of_economy(share.sentence, share.mark):
        return
    like = [
        each for each in shares
        if each.part is not share.part and each.part.number.unit == share.part.number.unit and each.whole.meets(share.whole)
    ]  # fmt: skip
    if like:
        whole = Span(max(each.whole.low for each in (share, *like)), min(each.whole.high for each in (share, *like)))
        sure = whole.low <= whole.high and whole.high - whole.low <= whole.high * _SURE
        heads = [
            each for each in wholes if sure and any(_within(mended.value, whole) for mended in _changed(each.number))
        ]
    else:
        met = set().union(*(_reachable(share, each) for each in wholes))
        sure = len(met) <= _CHANCE * 9 * 10 ** (len(digits_of(share.mark.number)) - 1)
        heads = [each for each in wholes if sure and _one_digit(share, each)]
    if heads:
        yield claim(share.sentence, share.mark.number, "share", judge(share.mark.number, of(share.part, heads[0])))


def _within(value: Decimal, span: Span) -> bool:
    return span.low <= value <= span.high


def _holds(printed: Number, part: Mark, whole: Mark) -> bool:
    return judge(printed, of(part, whole)).verdict is not Verdict.INCONSISTENT


def _explains(printed: Number, part: Mark, whole: Mark) -> bool:
    """True where a percentage is what one figure is of another, or of what it was before the one was added or taken off."""
    beside = (whole.number.value + part.number.value, whole.number.value - part.number.value)
    wholes = [whole, *(replace(whole, number=replace(whole.number, value=each)) for each in beside if each > 0)]
    return any(_holds(printed, part, each) for each in wholes)


def _changed(number: Number) -> Iterator[Number]:
    """The number with one digit mended, in all ways."""
    digits = digits_of(number)
    for at, digit in enumerate(digits):
        for other in _DIGITS:
            if other != digit and not (at == 0 and other == "0"):
                yield replace(
                    number, value=Decimal(digits[:at] + other + digits[at + 1 :]) * number.step, alternatives=()
                )


def _one_digit(share: _Share, whole: Mark) -> bool:
    """True where one digit of the percentage, its part or its whole makes it hold."""
    printed, part = share.mark.number, share.part
    one, other = point(part.number.value), point(whole.number.value)
    fits = [
        *((mended, part, whole) for mended in _changed(printed) if _about(mended, one, other)),
        *((printed, replace(part, number=mended), whole) for mended in _changed(part.number) if _about(printed, point(mended.value), other)),
        *((printed, part, replace(whole, number=mended)) for mended in _changed(whole.number) if _about(printed, one, point(mended.value))),
    ]  # fmt: skip
    return any(_holds(*each) for each in fits)


def _about(printed: Number, part: Span, whole: Span) -> bool:
    return abs(ratio([part, whole]).low - printed.value) <= 2 * printed.step


def _reachable(share: _Share, whole: Mark) -> set[int]:
    """The percentages, as digits, of as many digits as the printed one that are one digit away from holding."""
    printed = share.mark.number
    size = len(digits_of(printed))
    values = [ratio([point(share.part.number.value), point(whole.number.value)]).low]
    values += [ratio([point(each.value), point(whole.number.value)]).low for each in _changed(share.part.number)]
    values += [ratio([point(share.part.number.value), point(each.value)]).low for each in _changed(whole.number)]
    found = {round(value / printed.step) for value in values}
    true = round(values[0] / printed.step)
    if true > 0:
        found |= {int(digits_of(each)) for each in _changed(replace(printed, value=true * printed.step))}
    return {each for each in found if each > 0 and len(str(each)) == size}
