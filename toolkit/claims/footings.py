"""Wholes and parts of a passage that add up to the last digit once one slip of the hand is mended: "9.392.695 = 8.533.079 + 895.616".

They may stand in any of three sentences and no word need say that they are a sum: the more digits they have, the less
can chance make them fit. A whole of `n` digits could be missed by its parts in 10^n ways, of which a slip of one digit,
or of two side by side, explains a few.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.claims.binding.arithmetic import remainder
from toolkit.claims.binding.one_digit import one_off
from toolkit.claims.binding.roles import is_prior, is_step, is_target
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, claim, judge
from toolkit.claims.model import Claim
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import DURATIONS, alike
from toolkit.claims.verdicts import Verdicts

_REACH = 3  # sentences
_MOST = 24  # figures of one stretch
_PARTS = 8
_LEAST = 100  # what a whole must be of what all figures are multiples of
_FIRM = ("", "ước")
_FAR = 10  # times: a first digit mistaken
_LITTLE = 1000  # a part that is less of the whole than one in so many proves nothing
_SKIPPED = 3  # figures between a whole and its first part
_CHANCE, _ANNOUNCED = 0.0075, 0.25  # how often chance may make such a sum, without a word for it and with one
_BARELY = Decimal("0.001")  # of the whole: nobody's parts exceed it by so little, unless they are its parts
_AGAIN = pattern(r"(?<![^\W_])(?:chia|phân|tính|xét)(?: ra)? theo(?![^\W_])")
_PARTED = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|gồm|bao gồm|chia ra|gồm có|cụ thể|phân theo)(?![^\W_])|:")


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of the stretch with its sentence."""

    sentence: Sentence
    mark: Mark

    @property
    def value(self) -> Decimal:
        return self.mark.number.value


def find(sentences: Sequence[Sentence], told: Sequence[Claim]) -> Iterator[Claim]:
    """The wholes of a passage that one mistaken figure keeps from what their parts make."""
    known = Verdicts(told)
    said: set[int] = set()
    for index in range(len(sentences)):
        figures = [
            _Told(each, mark) for each in sentences[index : index + _REACH] for mark in each.marks if _fit(each, mark)
        ][:_MOST]
        for at, whole in enumerate(figures):
            if whole.sentence is not sentences[index] and index + _REACH < len(sentences):
                continue
            if whole.mark.number.start not in said | known.wrong:
                found = _missed(whole, _runs(figures, at), known.proved)
                if found and not any(each.mark.number.told in known.accused for each in (whole, *found)):
                    said |= {each.mark.number.start for each in (whole, *found)}
                    yield _claim(whole, found, known)


def _claim(whole: _Told, parts: Sequence[_Told], known: Verdicts) -> Claim:
    """The claim on a whole, or on the last of its parts where the whole holds by other figures."""
    odd = next((each for each in reversed(parts) if each.mark.number.start not in known.places), None)
    if whole.mark.number.start not in known.places or odd is None:
        check = total_of([each.mark.number for each in parts])
        return claim(whole.sentence, whole.mark.number, "total", judge(whole.mark.number, check))
    others = tuple(each.mark.number for each in (whole, *parts) if each is not odd)
    check = Check(others, remainder, " - ".join("{}" for _ in others))
    return claim(odd.sentence, odd.mark.number, "total", judge(odd.mark.number, check))


def _fit(sentence: Sentence, mark: Mark) -> bool:
    number = mark.number
    return (
        mark.symbol == "Q" and number.value > 0 and number.bound in _FIRM and number.upper is None and not number.alternatives
        and "/" not in number.unit and number.unit not in DURATIONS
        and not is_step(sentence, mark) and not is_target(sentence, mark)
        and not sentence.after(mark).startswith("/") and not (mark.depth and is_prior(sentence, mark))
        and all(mark is not whole for _, whole in fractions(sentence))
    )  # fmt: skip


def _runs(figures: Sequence[_Told], at: int) -> Iterator[list[_Told]]:
    """What may be the parts of a figure: figures of one unit that follow each other, after it or before it."""
    whole = figures[at]
    if not whole.mark.number.unit:
        return
    deep = [each for each in figures[at + 1 :] if _together(whole, each)]
    before = [each for each in reversed(figures[:at]) if _together(whole, each)]
    for after in (deep, [each for each in deep if each.mark.depth <= whole.mark.depth]):
        for first in range(min(_SKIPPED + 1, len(after))):
            for last in range(first + 2, min(len(after), first + _PARTS) + 1):
                if _alike(after[first:last]):
                    yield after[first:last]
        if len(after) == len(deep):
            break
    for last in range(2, min(len(before), _PARTS) + 1):
        if _alike(before[:last]):
            yield before[:last][::-1]


def _together(whole: _Told, part: _Told) -> bool:
    return part.mark.number.step == whole.mark.number.step and part.value < whole.value * 10


def _alike(parts: Sequence[_Told]) -> bool:
    return all(alike(parts[0].mark.number.unit, each.mark.number.unit) for each in parts[1:])


def _missed(whole: _Told, runs: Iterator[list[_Told]], proved: Container[Decimal]) -> list[_Told] | None:
    """The parts that make the whole once one figure of them all is mended; None where chance may make such.

    What makes it as it stands proves that it is right, so that only another list of its parts, announced further on, can be wrong.
    """
    chance = 0.0
    hits: list[list[_Told]] = []
    held: list[_Told] = []
    for parts in runs:
        total = sum((each.value for each in parts), Decimal(0))
        off = whole.value - total
        if abs(off) <= whole.mark.number.step * len(parts):
            held += parts
        elif max(whole.value, total) <= _FAR * min(whole.value, total) and _are_parts(whole, parts, off):
            grain = _grain([whole, *parts])
            ways = _ways(whole, parts, grain, proved)
            chance += len(ways) / float(max(whole.value, total) / grain)
            if off / grain in ways or (ways and off < 0 and -off <= whole.value * _BARELY and _announced(whole, parts)):
                hits.append(parts)
    if len(hits) != 1:
        return None
    announced = _announced(whole, hits[0])
    if held:
        last = max(held, key=lambda each: each.mark.number.start)
        after = last.mark.number.start < hits[0][0].mark.number.start
        return hits[0] if after and _AGAIN.search(_words(last, hits[0][0])) and chance <= _ANNOUNCED else None
    return hits[0] if chance <= (_ANNOUNCED if announced else _CHANCE) else None


def _are_parts(whole: _Told, parts: Sequence[_Told], off: Decimal) -> bool:
    """True for figures none of which is the whole again, or so little of it that it proves nothing."""
    if whole.value / _grain([whole, *parts]) < _LEAST:
        return False
    return not any(each.value in (whole.value, -off) or each.value * _LITTLE < whole.value for each in parts)


def _announced(whole: _Told, parts: Sequence[_Told]) -> bool:
    return _PARTED.search(_words(whole, parts[0])) is not None


def _words(whole: _Told, part: _Told) -> str:
    """What stands between a whole and its first part, as far as it is one sentence or two."""
    if whole.sentence is part.sentence:
        return whole.sentence.text[whole.mark.at + 1 : part.mark.at]
    return whole.sentence.text[whole.mark.at + 1 :] + part.sentence.text[: part.mark.at]


def _grain(figures: Sequence[_Told]) -> Decimal:
    """The largest power of ten of which all figures are whole multiples."""
    return max(
        Decimal(1).scaleb(min(int(each.value.normalize().as_tuple().exponent) for each in figures)),
        min(each.mark.number.step for each in figures),
    )


def _ways(whole: _Told, parts: Sequence[_Told], grain: Decimal, proved: Container[Decimal]) -> frozenset[Decimal]:
    """By how much, in grains, a slip in one of the figures can set the whole off from its parts."""
    found: set[int] = set()
    for each in (whole, *parts):
        if each.mark.number.told in proved:
            continue
        sign = 1 if each is whole else -1
        digits = str(int(each.value / grain))
        right = int(digits)
        for mended in one_off(digits):
            found.add(sign * (right - int(mended)))
    return frozenset(map(Decimal, found))
