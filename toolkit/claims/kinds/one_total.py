"""Amounts with their shares of one total that is told nowhere: `181,3 triệu USD, chiếm 14,4% tổng vốn đầu tư … 168,1 triệu USD, chiếm 13,4% tổng vốn đầu tư`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from toolkit.claims.binding.clauses import FIGURES, tail
from toolkit.claims.binding.one_digit import changed
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, verb_of
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.verify import claim, judge, of
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.model import Claim
from toolkit.claims.numbers.intervals import Span, operand
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.tokens import Number
from toolkit.claims.numbers.units import alike, is_counted
from toolkit.claims.verdicts import Verdicts

_PARTS = (Verb.PART, Verb.BRACKET)
_REACH = 2  # sentences
_LEAST = 2  # digits of a share, and of a part
_SURE = 25  # of how many pieces what the shares imply may be one
_NAME = pattern(rf"^ (?:của |trong |trên |so với )?(?P<name>(?:tổng|toàn)(?: {W}){{1,6}})")


@dataclass(frozen=True, slots=True)
class _Share:
    """A share with its part and the name its total goes by, "" where it bears none."""

    sentence: Sentence
    part: Mark
    mark: Mark
    name: str


def by_sentence(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The shares of a passage that one slip keeps from being of the total of the shares beside them."""
    known = Verdicts(told)
    for index in range(len(sentences)):
        shares = [each for near in sentences[index : index + _REACH] for each in _shares(near)]
        group = _group(shares)
        if len(group) < 2 or any(each.mark.number.start in known.places | known.wrong for each in group):
            continue
        found = _odd(group)
        if found is not None:
            share, whole = found
            total = replace(share.part.number, value=whole, decimals=share.part.number.decimals, bound="")
            known.places.update(each.mark.number.start for each in group)
            yield claim(share.sentence, share.mark.number, "one_base", judge(share.mark.number, of(share.part, replace(share.part, number=total))))


def _shares(sentence: Sentence) -> Iterator[_Share]:
    for mark in sentence.marks:
        number = mark.number
        if mark.symbol != "P" or verb_of(sentence, mark) not in _PARTS or base_of(sentence, mark) in (Base.TARGET, Base.PRIOR):
            continue
        part = _part(sentence, mark)
        if part is None or number.bound or number.upper is not None or min(len(digits_of(number)), len(digits_of(part.number))) < _LEAST:
            continue
        named = _NAME.match(tail(sentence, mark))
        rest = tail(sentence, mark).strip()
        if named or not rest:
            yield _Share(sentence, part, mark, named["name"] if named else "")


def _part(sentence: Sentence, mark: Mark) -> Mark | None:
    """The amount told before a share, with but its growth between."""
    for other in reversed(sentence.marks[: mark.rank]):
        if other.symbol not in FIGURES:
            continue
        if other.symbol in "PD" and is_step(sentence, other):
            continue
        number = other.number
        plain = other.symbol == "Q" and not number.exact and number.unit and not is_counted(number.unit) and number.upper is None
        aside = is_step(sentence, other) or is_prior(sentence, other) or is_target(sentence, other) or other.depth > mark.depth
        return other if plain and not aside and ";" not in sentence.between(other, mark) else None
    return None


def _group(shares: Sequence[_Share]) -> list[_Share]:
    """The shares that follow the first under one name, or under none."""
    if not shares or not shares[0].name:
        return []
    first = shares[0]
    found = [first]
    for each in shares[1:]:
        if each.name not in ("", first.name) or not alike(first.part.number.unit, each.part.number.unit):
            break
        if not each.name and each.sentence is not first.sentence:
            break
        found.append(each)
    return found


def _odd(group: Sequence[_Share]) -> tuple[_Share, object] | None:
    """The share that is of another total than all others, where a slip in it or in its part explains that, and the total."""
    spans = [_whole(each.part.number, each.mark.number) for each in group]
    if _common(spans) is not None:
        return None
    hits = []
    for at in range(len(group) - 1, -1, -1):
        common = _common([span for index, span in enumerate(spans) if index != at])
        if common is None or (common.high - common.low) * _SURE > common.high:
            continue
        share = group[at]
        ways = [_whole(each, share.mark.number) for each in changed(share.part.number)]
        ways += [_whole(share.part.number, each) for each in changed(share.mark.number) if each.value < 100]
        if any(way.meets(common) for way in ways):
            hits.append((share, (common.low + common.high) / 2))
    return hits[0] if hits else None


def _whole(part: Number, share: Number) -> Span:
    return (operand(part) / operand(share)).times(100)


def _common(spans: Sequence[Span]) -> Span | None:
    low, high = max(span.low for span in spans), min(span.high for span in spans)
    return Span(low, high) if low <= high else None
