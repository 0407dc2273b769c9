"""All shares that a sentence tells, of which one slip keeps them from making 100: `giảm từ 48,7% xuống 48%; … tăng từ 21,7% lên 24,2%; … duy trì 29,6%`.

No word need say that they are all of a structure: that so many figures come so near 100 is hardly chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.lists import may_overlap
from toolkit.claims.binding.one_digit import one_off
from toolkit.claims.binding.one_hundred import claim_of, verdict_of
from toolkit.claims.binding.roles import base_of, is_step, is_target, verb_of
from toolkit.claims.binding.slips import digits_of
from toolkit.claims.binding.vocabulary import Base, Verb
from toolkit.claims.kinds.hundred import LEVEL, MANIFOLD
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import grain
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.number import Number
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.verdicts import Verdicts

_HUNDRED = Decimal(100)
_LEAST, _MOST = 3, 9  # shares
_CHANCE = Decimal("0.35")  # how often a list of shares may be a slip away from 100 by chance
_MOVES = (Verb.UP, Verb.DOWN, Verb.OVER, Verb.SHORT)
_MOVED = pattern(r"(?<![^\W_])từ (?:mức )?P[^;]*? (?:lên|xuống|còn|đến|thành)(?: mức| còn| chỉ còn)? P")
_OVERLAP = pattern(
    r"(?<!đại học )trở lên|trở xuống|trong đó|riêng|bình quân|lũy kế|so với|tăng trưởng|lãi suất|thuế suất|tỷ lệ (?:che phủ|lạm phát|thất nghiệp)|cùng kỳ"
)


def find(sentence: Sentence, told: Sequence[Claim]) -> Iterator[Claim]:
    """The lists of shares of a sentence that one slip keeps from 100, where `told` calls none of them wrong."""
    known = Verdicts(told)
    lists = [each.numbers for each in told if each.kind == "hundred"]
    for group in _lists(sentence):
        numbers = [mark.number for mark in group]
        if not _LEAST <= len(group) <= _MOST or any(number.told in known.accused for number in numbers):
            continue
        if any(set(each) & {number.told for number in numbers} for each in lists) or _is_other(sentence, group):
            continue
        over = sum(number.value for number in numbers) > _HUNDRED
        if (over or _tells_all(sentence, group)) and _missed(numbers):
            yield claim_of(sentence, sorted(group, key=lambda mark: mark.at), Verdict.INCONSISTENT)


def _lists(sentence: Sentence) -> Iterator[list[Mark]]:
    """The shares on the level of the sentence, with what each moved to where they did, and those of each bracket."""
    told = [mark for mark in sentence.marks if mark.symbol == "P"]
    moved = list(_MOVED.finditer(sentence.text))
    before = {sentence.text.index("P", match.start()) for match in moved}
    level = [mark for mark in told if not mark.depth]
    plain = [mark for mark in level if mark.at not in before and (_is_level(sentence, mark) or _ends(moved, mark))]
    if len(moved) == 0 or len(plain) == sentence.text.count(";") + 1:
        yield plain
    for match in re.finditer(r"\([^()]*\)", sentence.text):
        inner = [mark for mark in told if match.start() < mark.at < match.end()]
        if all(_is_level(sentence, mark, then=True) for mark in inner):
            yield inner


def _ends(moved: Sequence[re.Match[str]], mark: Mark) -> bool:
    return any(match.end() - 1 == mark.at for match in moved)


def _is_level(sentence: Sentence, mark: Mark, *, then: bool = False) -> bool:
    """True for a share as it is, or, if `then`, as it was: those of a bracket may all be of an earlier time."""
    aside = is_step(sentence, mark) or is_target(sentence, mark) or verb_of(sentence, mark) in _MOVES
    return (
        not aside
        and base_of(sentence, mark) not in (Base.TARGET, *(() if then else (Base.PRIOR,)))
        and mark.number.upper is None
    )


def _is_other(sentence: Sentence, group: Sequence[Mark]) -> bool:
    """True for shares that one thing may have several of, or that are of several wholes."""
    labels = [f"{lead(sentence, mark)}|{tail(sentence, mark)}" for mark in group]
    words = sentence.text[group[0].at : group[-1].at]
    manifold = MANIFOLD.search(" ".join(labels)) and not all(map(LEVEL.search, labels))
    if _OVERLAP.search(words) or manifold or may_overlap(labels):
        return True
    wholes = {den.number.value for mark in group for _, den in fractions(sentence) if den.rank == mark.rank - 1}
    if len(wholes) > 1 or _ONE_COUNTED.match(sentence.text, group[-1].at + 1):
        return True
    bases = {found["base"] for each in labels if (found := _BASE.search(each))}
    return len(bases) > 1 or any(not 0 < mark.number.value < _HUNDRED for mark in group)


def _tells_all(sentence: Sentence, group: Sequence[Mark]) -> bool:
    """True where words tell that no share is left out: by the last of them, by levels of schooling, by where each moved."""
    labels = [f"{lead(sentence, mark)}|{tail(sentence, mark)}" for mark in group]
    closed = _CLOSING.search(labels[-1]) is not None or all(map(LEVEL.search, labels))
    return closed or _MOVED.search(sentence.text) is not None or _STRUCTURE.search(sentence.text) is not None


_ONE_COUNTED = pattern(
    r"[^,;:.()]* và Q"
)  # the last of them is told by its number: "31% sản phẩm 4 sao và 42 sản phẩm 5 sao"
_CLOSING = pattern(r"(?<![^\W_])(?:khác|còn lại|không|chưa|dịch vụ|thuế)(?![^\W_])")
_STRUCTURE = pattern(r"(?<![^\W_])(?:cơ cấu|tỷ trọng|(?:chia|phân) theo)(?![^\W_])")
_BASE = pattern(r"\|[^|]*?(?<![^\W_])(?P<base>(?:số|tổng) [^\W\dA-Z_]+)")


def _missed(numbers: Sequence[Number]) -> bool:
    """True where one slip keeps shares from 100, and chance hardly makes such."""
    loose = [number for number in numbers if number.bound]
    if not loose and verdict_of(numbers) is not Verdict.INCONSISTENT:
        return False
    off = _HUNDRED - sum((number.value for number in numbers), Decimal(0))
    slack = sum((grain(number) if number.bound else number.step / 2 for number in numbers), Decimal(0))
    if abs(off) <= slack:
        return False
    unit = 2 * slack
    ways: set[int] = set()
    hit = False
    for number in numbers:
        digits = digits_of(number)
        for other in one_off(digits) if len(digits) > 1 else ():
            by = (Decimal(other) - Decimal(digits)) * number.step
            if 0 < number.value + by < _HUNDRED:
                ways.add(round(by / unit))
                hit |= abs(off - by) <= slack and number.decimals > 0
    return hit and len(ways) * unit / _HUNDRED <= _CHANCE
