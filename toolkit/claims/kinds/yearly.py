"""What a rise or fall over years came to in one: `từ 7,85% năm 2021 xuống 3,12% năm 2024, bình quân mỗi năm giảm 1,58 điểm phần trăm`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.arithmetic import distance
from toolkit.claims.binding.clauses import lead, reaches
from toolkit.claims.binding.moves import moves
from toolkit.claims.binding.roles import same_kind
from toolkit.claims.binding.verify import Check, best, claim
from toolkit.claims.model import Claim
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import canon, pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence

_MEAN = pattern(r"(?<![^\W_])(?:bình quân|trung bình|mỗi năm|hằng năm|hàng năm)(?![^\W_])")
_EACH_YEAR = pattern(r"(?:(?:mỗi|một|hằng|hàng) năm)(?![^\W_])|^ ?(?:/|mỗi |một )năm(?![^\W_])")
_NEAR = 4  # numbers behind a move in which its mean is looked for
_YEAR, _FIRST, _LAST = canon("năm"), 1900, 2100


def find(sentence: Sentence) -> Iterator[Claim]:
    """The means of a year by the two figures that the sentence says a figure moved between."""
    for before, now in moves(sentence):
        steps = (each for each in sentence.marks[now.rank + 1 : now.rank + _NEAR] if each.symbol in "QPD")
        step = next((each for each in steps if _MEAN.search(lead(sentence, each))), None)
        if step is None or step.number.bound or not reaches(sentence, now, step):
            continue
        words = lead(sentence, step)
        if not (_EACH_YEAR.search(words) or _EACH_YEAR.match(_behind(sentence, step))):
            continue
        like = step.symbol in "PD" if now.symbol == "P" else step.symbol == "Q" and same_kind(step, now)
        high, low = sorted((before.number, now.number), key=lambda number: -number.value)
        outcome = best(step.number, [_each(high, low, count) for count in _years(sentence, step)]) if like else None
        if outcome:
            yield claim(sentence, step.number, "average", outcome)


def _behind(sentence: Sentence, step: Mark) -> str:
    _, slash, each = step.number.unit.partition("/")
    return f"{slash}{each} " if slash else sentence.after(step)


def _each(high: Number, low: Number, years: Decimal) -> Check:
    def part(spans: Sequence[Span]) -> Span:
        whole = distance(spans)
        return Span(whole.low / years, whole.high / years)

    return Check((high, low), part, "({} - {}) / " + str(years))


def _years(sentence: Sentence, step: Mark) -> list[Decimal]:
    """How many years the sentence speaks of: those it counts, or those between the two it names, with or without the first."""
    told = sentence.marks[: step.rank]
    counted = [each.number.value for each in told if each.symbol == "Q" and each.number.unit == _YEAR]
    behind = sentence.marks[step.rank + 1 : step.rank + 2]
    counted += [each.number.value for each in behind if each.number.unit == _YEAR and each.depth > step.depth]
    named = sorted({each.number.value for each in told if each.symbol == "Y" and _FIRST < each.number.value < _LAST})
    between = [named[-1] - named[0], named[-1] - named[0] + 1] if len(named) == 2 else []
    return [each for each in (*counted, *between) if each > 1]
