"""What a share may be of where its own words name no whole: what other shares prove, what came in, what "trong đó" tells it of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from toolkit.claims.binding.alls import same_name
from toolkit.claims.binding.clauses import FIGURES, following, lead
from toolkit.claims.binding.names import AMONG
from toolkit.claims.binding.one_digit import holds, one_digit
from toolkit.claims.binding.roles import (
    base_of,
    is_prior,
    is_step,
    is_target,
    same_kind,
    verb_of,
)
from toolkit.claims.binding.told_part import part_of
from toolkit.claims.binding.verify import judge, of
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.binding.wholes import TAKEN_IN, larger_before
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions

_HUNDRED = Decimal(100)
_MOST_SHARES, _MOST_WHOLES = 12, 24  # that are looked at
_BESIDE = 2  # sentences back in which a share may prove a whole
_TELLING = 20  # steps that a percentage must have to prove a base


def of_other_name(sentence: Sentence, mark: Mark, num: Mark, verb: Verb) -> list[Mark]:
    """The only figure before a part, called by another name, that "trong đó" tells it of: "9.174 thí sinh, trong đó 4.558 bài dưới 5 điểm"."""
    before = [each for each in sentence.marks[: num.rank] if each.symbol in FIGURES]
    exact = len(before) == 1 and before[0].symbol == "Q" and before[0].number.exact and num.number.exact
    telling = mark.number.value / mark.number.step >= _TELLING * _TELLING
    if not (exact and telling and verb is Verb.PART and AMONG.search(sentence.between(before[0], num))):
        return []
    if before[0].number.value <= num.number.value or is_prior(sentence, before[0]) or is_step(sentence, before[0]):
        return []
    check = of(num, before[0])
    return before if holds(mark.number, check) or one_digit(mark.number, check) else []


def taken_in(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark]:
    """The last figure before a part that tells what came in of its things, where the part is more: no share of anything."""
    told = [
        each for each in sentence.marks[: num.rank]
        if each.symbol == "Q" and each.depth == num.depth and TAKEN_IN.search(lead(sentence, each)) and not each.number.bound
    ][-1:]  # fmt: skip
    sure = mark.number.value <= _HUNDRED and verb_of(sentence, mark) in (Verb.SHARE, Verb.PART, Verb.BRACKET)
    return told if sure and told and exceeds(sentence, num, told[0]) and base_of(sentence, mark) is Base.NONE else []


def exceeds(sentence: Sentence, num: Mark, den: Mark) -> bool:
    """True for a part that is more than what was taken in of the same things: "tiếp nhận 128 đơn, đã giải quyết 419 đơn, đạt 92,97%"."""
    same = (
        den in sentence.marks
        and den.rank < num.rank
        and num.number.unit != ""
        and same_name(den.number.unit, num.number.unit)
    )
    return same and num.number.value > den.number.value and TAKEN_IN.search(lead(sentence, den)) is not None


def is_share(mark: Mark, num: Mark, den: Mark) -> bool:
    """True where a percentage is what one figure is of the other."""
    return judge(mark.number, of(num, den)).verdict is not Verdict.INCONSISTENT


def told_like(sentence: Sentence, mark: Mark, num: Mark) -> Iterator[Mark]:
    """The figures of the part's own things told before in the passage, of which it can be a part."""
    unit, least = num.number.unit, num.number.value
    yield from (
        den for den in larger_before(sentence, num, mark)
        if den.number.unit == unit and not (is_prior(sentence, den) or is_target(sentence, den))
    )  # fmt: skip
    for each in reversed(sentence.earlier):
        if each.passage is not sentence.passage:
            return
        for den in reversed(each.marks):
            plain = den.symbol == "Q" and not (is_prior(each, den) or is_step(each, den) or is_target(each, den))
            if plain and den.number.unit == unit and den.number.value >= least:
                yield den


def proved_wholes(sentence: Sentence, mark: Mark, num: Mark) -> list[Mark]:
    """A quantity of an earlier sentence that another percentage of this one is proved to be measured by."""
    for top, den in fractions(sentence):
        share = following(sentence, den)
        fits = den.rank < mark.rank and den.number.unit == num.number.unit and den.number.value >= num.number.value
        apart = share is not None and share.symbol == "P" and top.rank != num.rank and share.rank != mark.rank
        if share and apart and fits and judge(share.number, of(top, den)).verdict is not Verdict.INCONSISTENT:
            return [den]
    before = [told for told in reversed(sentence.earlier[-_BESIDE:]) if told.passage is sentence.passage]
    others = [(told, other) for told in (sentence, *before) for other in told.marks if other.symbol == "P"]
    wholes = list(islice(_told_before(sentence, mark), _MOST_WHOLES))
    for each, other in others[:_MOST_SHARES]:
        if other is mark or base_of(each, other) in (Base.TARGET, Base.PRIOR):
            continue
        part = part_of(each, other, verb_of(each, other))
        telling = other.number.value / other.number.step >= _TELLING and other.number.value < _HUNDRED
        if part is None or part is num or not _addable(part, num) or not telling:
            continue
        for den in wholes:
            fits = same_kind(den, part) and den.number.value >= part.number.value
            if fits and den is not num and judge(other.number, of(part, den)).verdict is not Verdict.INCONSISTENT:
                return [den]
    return []


def _addable(one: Mark, other: Mark) -> bool:
    return same_kind(one, other) or (one.number.exact and other.number.exact)


def _told_before(sentence: Sentence, mark: Mark) -> Iterator[Mark]:
    """The quantities before a percentage, in its sentence and in those before it in the passage, the nearest first."""
    yield from (other for other in reversed(sentence.marks[: mark.rank]) if other.symbol == "Q")
    for each in reversed(sentence.earlier):
        if each.passage is not sentence.passage:
            return
        yield from (other for other in reversed(each.marks) if other.symbol == "Q")
