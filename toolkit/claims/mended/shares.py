"""Percentages that hold once one mistaken digit is mended, in them, in their part or in their whole: "trong đó 130.208 chuyến, tương đương 84,8%" of 156.559.

Only the part is told beside such a percentage; what it is of is any figure of the part's unit in the sentence or its
neighbours. So what is found must be no chance: of all percentages that could be printed, few may be one digit away from
what the figures give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.claims.binding.clauses import FIGURES, lead, tail
from toolkit.claims.binding.hidden import is_hidden
from toolkit.claims.binding.names import AMONG
from toolkit.claims.binding.one_digit import chance, changed, holds, one_digit
from toolkit.claims.binding.roles import base_of, is_prior, is_step, verb_of
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.told_base import of_economy
from toolkit.claims.binding.verify import claim, judge, of
from toolkit.claims.binding.vocabulary import ADDED, Base, Verb
from toolkit.claims.model import Claim
from toolkit.claims.numbers.intervals import Span, operand
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions
from toolkit.claims.numbers.units import DURATIONS
from toolkit.claims.verdicts import Verdicts

_CHANCE = Decimal("0.25")  # of all percentages of as many digits, how many may be one digit from what the figures give
_SHARES = (Verb.SHARE, Verb.PART, Verb.SAME, Verb.BRACKET)
_MOVES = (Verb.UP, Verb.DOWN, Verb.OVER, Verb.SHORT)
_TELLING = 3  # digits of a percentage whose whole is looked for further back
_BESIDE = 60  # characters between a part and its percentage
_SURE = Decimal("0.03")  # how wide the whole that several shares imply may be, of itself
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
    known = Verdicts([each for each in told if each.kind != "hundred"])
    said: set[int] = set()
    for index, sentence in enumerate(sentences):
        near = sentences[max(0, index - 1) : index + 1]
        further = sentences[max(0, index - 2) : index + 1]
        shares = [share for each in near for share in _shares(each)]
        for share in shares:
            if share.sentence is sentence and _open(share.mark.number, known):
                for found in _mended(share, shares, further if _is_telling(share.mark) else near):
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
            yield _Share(sentence, part, mark, _whole(part, mark))


def _plain(number: Number) -> bool:
    return number.value > 0 and not number.bound and number.upper is None and not number.in_words


def _part(sentence: Sentence, mark: Mark) -> Mark | None:
    """The figure a percentage is told of: said again just behind it, or told just before."""
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    if after is not None and after.symbol == "Q" and _SAID_BEHIND.fullmatch(sentence.between(mark, after)):
        return after if _countable(after) else None
    told = (each for each in reversed(sentence.marks[: mark.rank]) if each.symbol in FIGURES)
    before = next((each for each in told if not (each.symbol in "QPD" and _moved(sentence, each))), None)
    if (
        verb_of(sentence, mark) not in _SHARES
        or before is None
        or before.symbol != "Q"
        or mark.at - before.at > _BESIDE
        or before.depth
        or sentence.before(mark).endswith(", (")
    ):
        return None
    if not _countable(before) or is_prior(sentence, before) or ADDED.search(lead(sentence, before)):
        return None
    return before


def _moved(sentence: Sentence, mark: Mark) -> bool:
    """True for a step told in passing between a part and its percentage: "1.456 trẻ, tăng 309 trẻ, chiếm 7,8%"."""
    return is_step(sentence, mark) and "," in sentence.before(mark) and not mark.depth


def _is_telling(mark: Mark) -> bool:
    return len(digits_of(mark.number)) >= _TELLING


def _countable(mark: Mark) -> bool:
    return _plain(mark.number) and mark.number.unit not in (*DURATIONS, "")


def _wholes(share: _Share, near: Sequence[Sentence]) -> list[Mark]:
    """The figures of the part's unit that it may be a part of, the nearest first."""
    step, name = is_step(share.sentence, share.part), tail(share.sentence, share.mark)
    found = [
        other for each in near for other in each.marks
        if other.symbol == "Q" and not other.depth and other is not share.part and _plain(other.number) and other.number.unit not in DURATIONS
        and (other.number.unit in (share.part.number.unit, "") or f" {other.number.unit} " in f"{name} ")
        and (other.number.unit or any(other is num for num, _ in fractions(each)))
        and other.number.value != share.part.number.value and is_step(each, other) == step and not _has_share(each, other)
    ]  # fmt: skip
    return sorted(found, key=lambda other: abs(other.number.start - share.mark.number.start))


def _has_share(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure with a share of its own, which is a part itself."""
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    return after is not None and after.symbol == "P" and _part(sentence, after) is mark


def _mended(share: _Share, shares: Sequence[_Share], near: Sequence[Sentence]) -> Iterator[Claim]:
    wholes = _wholes(share, near)
    if not any(each.number.start < share.mark.number.start for each in wholes):
        yield from _beside(share, shares)
    if any(
        _explains(share.mark.number, one, other)
        for one in (share.part, *wholes)
        for other in wholes
        if other is not one
    ):
        return
    wholes = [
        each
        for each in wholes
        if _is_within(share, each) or not is_hidden(share.sentence, share.mark, share.part, each)
    ]
    if not wholes or of_economy(share.sentence, share.mark):
        return
    like = [
        each for each in shares
        if each.part is not share.part and each.part.number.unit == share.part.number.unit and each.whole.meets(share.whole)
        and not any(holds(each.mark.number, of(each.part, other)) for other in wholes)
    ]  # fmt: skip
    if like:
        whole = Span(max(each.whole.low for each in (share, *like)), min(each.whole.high for each in (share, *like)))
        sure = whole.low <= whole.high and whole.high - whole.low <= whole.high * _SURE
        heads = [
            each for each in wholes if sure and any(_within(mended.value, whole) for mended in changed(each.number))
        ]
    else:
        sure = chance(share.mark.number, [of(share.part, each) for each in wholes]) <= _CHANCE
        heads = [each for each in wholes if sure and one_digit(share.mark.number, of(share.part, each))]
    if heads:
        yield claim(share.sentence, share.mark.number, "share", judge(share.mark.number, of(share.part, heads[0])))


def _beside(share: _Share, shares: Sequence[_Share]) -> Iterator[Claim]:
    """A share that is not of the whole that the one before it implies, of the same things, but for a slip in it."""
    before = [each for each in shares if each.mark.number.start < share.mark.number.start][-1:]
    for other in before:
        like = other.part.number.unit == share.part.number.unit and all(
            verb_of(each.sentence, each.mark) is Verb.PART and each.mark.depth == 0 for each in (share, other)
        )
        names = [tail(each.sentence, each.mark).strip() for each in (share, other)]
        if not like or names[0] not in ("", names[1]) or share.whole.meets(other.whole) or not _is_telling(share.mark):
            continue
        mended = [replace(share, mark=replace(share.mark, number=each)) for each in changed(share.mark.number)]
        hits = [each for each in mended if _whole(each.part, each.mark).meets(other.whole)]
        sure = other.whole.high - other.whole.low <= other.whole.high * _SURE / 3
        if hits and sure:
            whole = (other.whole.low + other.whole.high) / 2
            number = replace(other.part.number, value=whole.quantize(other.part.number.step))
            found = judge(share.mark.number, of(share.part, replace(other.part, number=number)))
            yield claim(share.sentence, share.mark.number, "one_base", found)


def _whole(part: Mark, mark: Mark) -> Span:
    return (operand(part.number) / operand(mark.number)).times(100)


def _within(value: Decimal, span: Span) -> bool:
    return span.low <= value <= span.high


def _is_within(share: _Share, whole: Mark) -> bool:
    """True where "trong đó" tells the part of the whole."""
    here = whole in share.sentence.marks and whole.rank < share.part.rank
    return here and AMONG.search(share.sentence.between(whole, share.part)) is not None


def _explains(printed: Number, part: Mark, whole: Mark) -> bool:
    """True where a percentage is what one figure is of another, or of what it was before the one was added or taken off."""
    beside = (whole.number.value + part.number.value, whole.number.value - part.number.value)
    wholes = [whole, *(replace(whole, number=replace(whole.number, value=each)) for each in beside if each > 0)]
    return any(holds(printed, of(part, each)) for each in wholes)
