"""Which figure a word compares with one after it: the level before it, a rise that is itself meant, what opened the clause before."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.claims.binding.clauses import lead, reaches
from toolkit.claims.binding.moves import moves
from toolkit.claims.binding.roles import base_of, is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.vocabulary import Base
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W, fractions


def clause_start(sentence: Sentence, mark: Mark) -> int:
    """Where the semicolon before a figure stands; 0 without one."""
    return max(sentence.text.rfind(";", 0, mark.at), 0)


def compared_by(sentence: Sentence, mark: Mark, start: int) -> Mark | None:
    """The figure that the word compares: the nearest of its kind before the word, in the same clause."""
    depth = mark.depth - sentence.text.count("(", start, mark.at)
    for other in reversed(sentence.marks[: mark.rank]):
        deeper = other.depth > depth and "Q" in other.symbol + mark.symbol
        if other.at > start or other.symbol not in "QP" or deeper:
            continue
        if not reaches(sentence, other, mark):
            return _opening_figure(sentence, mark, start, depth)
        step = is_step(sentence, other) and not (other.symbol == "P" and RATE_OF.search(lead(sentence, mark)))
        grown = step and _is_growth(sentence, other, mark)
        if is_target(sentence, other) or is_prior(sentence, other) or (step and not grown):
            continue
        if other.symbol == "P" and mark.symbol == "Q":
            continue
        pairs = [num for num, den in fractions(sentence) if den.rank == other.rank]
        subject = pairs[0] if pairs else other
        known = is_known(subject) or _AT_ONCE.fullmatch(sentence.text[subject.at + 1 : start])
        return subject if same_kind(subject, mark) and subject.symbol == mark.symbol and known else None
    return None


def _is_growth(sentence: Sentence, step: Mark, target: Mark) -> bool:
    """True for a rise that is itself what the target is of: "tăng 6,9%/năm, vượt mục tiêu (8%)", and no level told beside."""
    if not step.symbol == target.symbol == "P" or not is_target(sentence, target) or not step.number.value:
        return False
    start = clause_start(sentence, step)
    before = [each for each in sentence.marks[: step.rank] if each.at >= start]
    levels = [each for each in before if each.symbol == "P" and not is_step(sentence, each)]
    near = max(step.number.value, target.number.value) <= 2 * min(step.number.value, target.number.value)
    return near and not levels and _JUST.fullmatch(sentence.between(step, target)) is not None


_JUST = pattern(rf"(?:/{W})?(?: {W})?, (?:đã |và )*(?:chưa đạt|không đạt|vượt|thấp hơn|cao hơn)(?: {W}){{1,9}} \(?")


def _opening_figure(sentence: Sentence, mark: Mark, start: int, depth: int) -> Mark | None:
    """The figure that opens the clause before, or what it became, where the word begins its own: "488 lượt (…); tăng so với cùng kỳ (512 lượt)"."""
    before = sentence.text[:start].rstrip()
    if not before.endswith(";"):
        return None
    opened = max(before[:-1].rfind(";"), 0)
    like = [
        other
        for other in sentence.marks[: mark.rank]
        if opened <= other.at < start and other.symbol == mark.symbol and other.depth <= depth
    ]
    if mark.symbol == "P":
        return _rate_told(sentence, mark, like)
    first = like[0] if like else None
    first = next((now for last, now in moves(sentence) if first is not None and last.rank == first.rank), first)
    if first is None or not first.number.unit or not same_kind(first, mark):
        return None
    return None if is_target(sentence, first) or is_prior(sentence, first) or is_step(sentence, first) else first


def _rate_told(sentence: Sentence, mark: Mark, like: Sequence[Mark]) -> Mark | None:
    """The one rate of the clause before that a target in a bracket judges: "đạt 62%, cao hơn năm trước 1,2 điểm %; chưa đạt chỉ tiêu (65%)"."""
    levels = [
        each for each in like if not (is_step(sentence, each) or is_prior(sentence, each) or is_target(sentence, each))
    ]
    told = len(levels) == 1 and is_target(sentence, mark) and base_of(sentence, levels[0]) is Base.NONE
    return levels[0] if told else None


RATE_OF = pattern(r"(?:mức|tốc độ) (?:tăng|giảm)")  # "tăng 8,6%, cao hơn mức tăng 7,4% của cùng kỳ"
_AT_ONCE = pattern(r" ?,? ?(?:đã|cũng|lại)? ?")


def is_known(subject: Mark) -> bool:
    """True for a percentage, or a figure whose unit is told."""
    return subject.symbol == "P" or bool(subject.number.unit)
