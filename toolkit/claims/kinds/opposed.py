"""Two parts that leave nothing over by their names alone: `3.240 khẩu; thường trú 3.015 khẩu, tạm trú 225 khẩu`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.roles import is_prior, is_step, is_target, lead, tail
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.summing import halves, total_of
from toolkit.claims.binding.verify import claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence

_PAIRS = tuple(
    (pattern(rf"(?<![^\W_])(?:{one})(?![^\W_])"), pattern(rf"(?<![^\W_])(?:{other})(?![^\W_])"))
    for one, other in (
        ("thường trú", "tạm trú"), ("thành thị|đô thị", "nông thôn"), ("trong tỉnh", "ngoài tỉnh"),
        ("trong nước", "nước ngoài|ngoài nước"), ("công lập", "tư thục|dân lập"), ("trực tiếp", "trực tuyến"),
        ("chính thức", "dự bị"), ("nội trú", "ngoại trú"), ("nam", "nữ"), ("xây mới|làm mới", "sửa chữa"),
        ("đúng hạn|trong hạn", "quá hạn|trễ hạn"),
    )
)  # fmt: skip
_NEAR = Decimal("0.8"), Decimal("1.25")
_FAR = Decimal("0.3"), Decimal(3)  # where the pair follows its whole after "trong đó"
_AT_ONCE = pattern(r"(?: [^\W\dA-Z_]+){0,6}?[,;]? (?:trong đó|trong số đó|gồm|bao gồm)(?:[ ,:]*[^\W\dA-Z_]+){0,4} ")
_NEXT = pattern(r"(?:,| và)(?: [^\W\dA-Z_]+){1,3} ")
_BACK = 3  # figures before the pair


def find(sentence: Sentence) -> Iterator[Claim]:
    """The totals of the sentence that two parts opposed to each other make."""
    unfit = halves(sentence)
    plain = [
        mark for mark in sentence.marks
        if mark.symbol == "Q" and mark.rank not in unfit and not is_step(sentence, mark) and not is_prior(sentence, mark)
        and not is_target(sentence, mark)
    ]  # fmt: skip
    for index, (one, other) in enumerate(pairwise(plain)):
        if one.depth != other.depth or not _opposed(sentence, one, other):
            continue
        parts = [one, other, *_going_on(sentence, other, plain[index + 2 :])]
        before = [mark for mark in reversed(plain[:index]) if _holds(sentence, mark, one, other)]
        for total in before[:_BACK]:
            outcomes = [
                judge(total.number, total_of([mark.number for mark in parts[:end]])) for end in range(2, len(parts) + 1)
            ]
            good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
            outcome = good[0] if good else outcomes[-1]
            share = outcome.expected / total.number.value if total.number.value else Decimal(0)
            low, high = _FAR if _AT_ONCE.fullmatch(sentence.between(total, one)) else _NEAR
            near = low < share < high or is_slip(total.number, outcome.check)
            if good or (near and not total.number.bound):
                yield claim(sentence, total.number, "total", outcome)
                break


def _going_on(sentence: Sentence, last: Mark, after: Sequence[Mark]) -> list[Mark]:
    """The figures that go on with the list of a pair: "trong tỉnh 162, ngoài tỉnh 88, nước ngoài 86"."""
    found: list[Mark] = []
    for mark in after:
        words = sentence.between((found or [last])[-1], mark)
        if mark.depth != last.depth or mark.number.unit != last.number.unit or not _NEXT.fullmatch(words):
            break
        found.append(mark)
    return found


def _opposed(sentence: Sentence, one: Mark, other: Mark) -> bool:
    """True for two figures told one after the other whose labels exclude each other."""
    if ";" in sentence.between(one, other) or one.number.unit != other.number.unit:
        return False
    first, second = _label(sentence, one), _label(sentence, other)
    return any(
        (left.search(first) and right.search(second)) or (right.search(first) and left.search(second))
        for left, right in _PAIRS
    )


def _label(sentence: Sentence, mark: Mark) -> str:
    """The words that name a figure: before it, or where none do, after it."""
    before = lead(sentence, mark)
    return before if before.strip(" (:,") else tail(sentence, mark)


def _holds(sentence: Sentence, total: Mark, one: Mark, other: Mark) -> bool:
    """True for a figure that can be the whole of the two."""
    named = one.number.unit in ("", total.number.unit) and total.number.unit
    larger = total.number.value > max(one.number.value, other.number.value)
    return bool(named) and larger and total.depth <= one.depth and sentence.between(total, one).count(";") < 2
