"""Rises and falls in percent that no whole number of things before can have led to: `29 vụ cháy, tăng 11,15%` (of 26 it is 11,54%)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, takewhile

from toolkit.claims.binding.arithmetic import decline, growth
from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.one_digit import changed, holds
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.binding.vocabulary import EARLIER, Base, Verb
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import DURATIONS

_RARE = Decimal("0.01")  # of all percentages so many digits long, how many a whole number before may give
_LEAST = 10  # things
_BESIDE = pattern(rf"(?: {W}){{0,5}},?(?: (?:số|lượng)(?: {W}){{1,3}})? ?\(?(?:đã )?(?:tăng|giảm) ")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The changes of the sentence told beside a count that no whole number before makes, and a slip of theirs does."""
    for count, share, rising in _told(sentence):
        before = [_before(count, share.number, rising=rising, off=off) for off in (-1, 0, 1)]
        checks = [_change(each, count, rising=rising) for each in before if each.value > 0]
        rare = count.number.value * share.number.step <= _RARE * 100
        if not checks or not rare or any(holds(share.number, each) for each in checks):
            continue
        near = [_change(_before(count, each, rising=rising), count, rising=rising) for each in changed(share.number)]
        slips = [each for mended, each in zip(changed(share.number), near, strict=True) if holds(mended, each)]
        if slips or base_of(sentence, share) is Base.PRIOR or EARLIER.search(_clause(sentence, share)):
            check = slips[0] if slips else checks[len(checks) // 2]
            yield claim(sentence, share.number, "whole_number", judge(share.number, check))


def _clause(sentence: Sentence, mark: Mark) -> str:
    return sentence.text[: mark.at].rpartition(";")[2]


def _told(sentence: Sentence) -> Iterator[tuple[Mark, Mark, bool]]:
    """The counts with the percentage by which they rose or fell, told right behind, or by their name, or in turn; and which."""
    for count, share in pairwise(sentence.marks):
        verb = verb_of(sentence, share)
        told = _is_count(sentence, count) and _is_change(sentence, share) and verb in (Verb.UP, Verb.DOWN)
        if told and _BESIDE.fullmatch(sentence.between(count, share)):
            yield count, share, verb is Verb.UP
    for share in sentence.marks:
        named = _NAMED.search(lead(sentence, share)) if _is_change(sentence, share) else None
        if named and (called := _called(sentence, share, named["name"])):
            yield called, share, named["way"] != _FALL
        turn = _IN_TURN.search(lead(sentence, share)) if _is_change(sentence, share) else None
        if turn:
            yield from ((count, each, turn["way"] != _FALL) for count, each in _in_turn(sentence, share))


_NAMED = pattern(rf"(?<![^\W_])số (?P<name>{W}(?: {W}){{0,3}}?) (?:đã |cũng |lại )?(?P<way>tăng|giảm) $")
_IN_TURN = pattern(r"(?<![^\W_])(?P<way>tăng|giảm) lần lượt(?: là)? $")
_FALL = canon("giảm")


def _called(sentence: Sentence, share: Mark, name: str) -> Mark | None:
    """The one count before a percentage that goes by a name: "29 vụ cháy; so cùng kỳ số vụ tăng 11,54%"."""
    above = [each for each in sentence.earlier[-1:] if each.passage is sentence.passage]
    for each in (sentence, *above):
        before = each.marks[: share.rank] if each is sentence else each.marks
        found = [
            mark for mark in before
            if _is_count(each, mark) and (f"{mark.number.unit}{tail(each, mark)} ".startswith(f"{name} ") or f"{name} ".startswith(f"{mark.number.unit} "))
        ]  # fmt: skip
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _in_turn(sentence: Sentence, first: Mark) -> list[tuple[Mark, Mark]]:
    """The counts and the percentages told of them in the same order: "56 vụ, 35 người chết; tăng lần lượt 7,69% số vụ và 2,94% số người chết"."""
    shares = list(takewhile(lambda mark: mark.symbol == "P", sentence.marks[first.rank :]))
    counts = [mark for mark in sentence.marks[: first.rank] if mark.symbol == "Q"]
    if len(counts) != len(shares) or not all(_is_count(sentence, mark) for mark in counts):
        return []
    return [pair for pair in zip(counts, shares, strict=True) if _is_change(sentence, pair[1])]


def _is_count(sentence: Sentence, mark: Mark) -> bool:
    plain = mark.symbol == "Q" and mark.number.exact and mark.number.unit not in (*DURATIONS, "")
    free = not (is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark))
    return plain and free and mark.number.value >= _LEAST and not mark.number.in_words


def _is_change(sentence: Sentence, mark: Mark) -> bool:
    plain = mark.symbol == "P" and not mark.number.bound and mark.number.upper is None and mark.number.value > 0
    return plain and base_of(sentence, mark) is not Base.TARGET


def _before(count: Mark, share: Number, *, rising: bool, off: int = 0) -> Number:
    """The whole number nearest to what a count was before it changed by a percentage."""
    factor = 1 + share.value / 100 if rising else 1 - share.value / 100
    value = (count.number.value / factor).to_integral_value() + off if factor > 0 else Decimal(0)
    return Number(0, 0, 0, 0, "", value, unit=count.number.unit)


def _change(before: Number, count: Mark, *, rising: bool) -> Check:
    formula = "({1} - {0}) / {0} x 100" if rising else "({0} - {1}) / {0} x 100"
    return Check((before, count.number), growth if rising else decline, formula)
