"""Two figures that their years or months lead to, the change between which is told after them: "năm 2022 là x, năm 2023 là y, tăng p%"."""

from __future__ import annotations

from decimal import Decimal

from toolkit.claims.binding.clauses import tail
from toolkit.claims.binding.dates import period_of
from toolkit.claims.binding.roles import base_of, is_step, is_target, same_kind, verb_of
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

_SAID = pattern(r"(?:(?:là|đạt|có|với|được|thực hiện|còn|tổng số) ?)*")


def last_two(sentence: Sentence, mark: Mark) -> tuple[Mark, Mark] | None:
    """The last two figures before a change that two years or months lead to: năm 2022 là x, năm 2023 là y."""
    dated = [
        (other, period) for other in sentence.marks[: mark.rank]
        if other.symbol in "QP" and not is_step(sentence, other) and other.depth <= mark.depth and not rated(sentence, other)
        and (period := period_of(sentence, other)) is not None
    ]  # fmt: skip
    then = _year_named(sentence, mark)
    if then is not None and dated:
        dated = [each for each in dated[:-1] if each[1][1] == then][-1:] + dated[-1:]
    if len(dated) < 2:
        return None
    (one, first), (other, second) = dated[-2], dated[-1]
    between = [
        mark for mark in sentence.marks[other.rank + 1 : mark.rank] if mark.symbol in "QP" and mark.depth <= other.depth
    ]
    if any(
        not is_step(sentence, each) and not is_target(sentence, each) and not rated(sentence, each) for each in between
    ):
        return None
    alike_told = (
        first[2].endswith(second[2])
        or second[2].endswith(first[2])
        or _SAID.fullmatch(first[2])
        or _SAID.fullmatch(second[2])
    )
    own = sentence.marks[one.rank + 1]
    since = tail(sentence, mark).strip()
    if own.symbol == "P" and rated(sentence, own) and since and tail(sentence, own).strip() == since:
        return None  # each of them has grown since the same time
    if not same_kind(one, other) or first[0] != second[0] or first[1] == second[1] or not alike_told:
        return None
    return (one, other) if first[1] < second[1] else (other, one)


def _year_named(sentence: Sentence, mark: Mark) -> Decimal | None:
    """The year that a change is said to be measured from: "tăng 38% so với năm 2017"."""
    found = _SINCE_YEAR.match(sentence.text, mark.at + 1)
    year = sentence.at(found.end() - 1).number.value if found else None
    return year if year is not None and year >= _FIRST_YEAR else None


_SINCE_YEAR, _FIRST_YEAR = pattern(r" (?:so với|so)(?: cùng kỳ)?(?: năm)? Y"), 1900


def rated(sentence: Sentence, mark: Mark) -> bool:
    """True for a percentage that measures another figure, "đạt 87% kế hoạch", and is none that changes itself."""
    if mark.symbol != "P":
        return False
    if base_of(sentence, mark) in (Base.TARGET, Base.PRIOR) or is_target(sentence, mark):
        return True
    return verb_of(sentence, mark) in (Verb.UP, Verb.DOWN, Verb.OVER, Verb.SHORT)
