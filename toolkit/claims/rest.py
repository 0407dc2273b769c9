"""What is left over of a whole once its other parts are told: `nhận 318 hồ sơ, trả đúng hạn 311, trễ hạn 7`."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.claims.arithmetic import distance, remainder
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import is_prior, is_step, is_target, lead, same_kind
from toolkit.claims.sketch import Mark, Sentence, fractions
from toolkit.claims.slips import is_slip
from toolkit.claims.verify import Check, best, claim, judge

_UNDER_WAY = pattern(r"(?:^|[;,] ?)đang(?: [^\W\dA-Z_]+){1,3} $")
_MOST_LEFT = 8  # figures told before what is left over
_ADDED = pattern(r"bổ sung|thêm|tăng|tiếp nhận|kết nạp|chuyển đến|chuyển về|thành lập|phát sinh")
_LEFT = pattern(r"^ (?:[^\W\dA-Z_]+ ){0,2}?(?:chưa|không|chậm|còn lại)(?![^\W_])")
_REST = pattern(
    r"(?<![^\W_])(?:còn lại|(?<!xuống )(?<!giảm )(?<!chỉ )còn|chưa|chậm|trễ hạn|quá hạn|tồn|tồn kho|dở dang|chờ|không đạt|số còn lại|dư)(?: (?!đạt |bằng )[^\W\dA-Z_]+){0,4} $"
)


def find(sentence: Sentence) -> Iterator[Claim]:
    """What is left over: `nhận 318 hồ sơ, trả đúng hạn 311, trễ hạn 7`; `quyết toán 96/112 công trình, còn lại 16`."""
    pairs = fractions(sentence)
    for mark in sentence.marks:
        under_way = mark.symbol == "Q" and _UNDER_WAY.search(lead(sentence, mark))
        if mark.symbol != "Q" or not (under_way or _is_left(sentence, mark)):
            continue
        checks = [
            Check((den.number, num.number), distance, "{} - {}") for num, den in pairs
            if den.rank < mark.rank and mark.number.unit == den.number.unit != "" and _shares_clause(sentence, den, mark)
        ][-1:]  # fmt: skip
        if not checks and not under_way:
            checks = _left(sentence, mark, {each.rank for pair in pairs for each in pair})
        outcome = best(mark.number, checks)
        if outcome and (outcome.verdict is not Verdict.INCONSISTENT or len(checks) == 1):
            yield claim(sentence, mark.number, "total", outcome)


def _shares_clause(sentence: Sentence, den: Mark, mark: Mark) -> bool:
    """True where no other figure of the kind opens the clause of what is left over."""
    start = sentence.text.rfind(";", den.at, mark.at)
    inner = [each for each in sentence.marks[den.rank + 1 : mark.rank] if each.at > start >= 0 and each.symbol == "Q"]
    return sentence.between(den, mark).count(";") < 2 and not any(same_kind(each, mark) for each in inner)


def _is_left(sentence: Sentence, mark: Mark) -> bool:
    if (
        is_step(sentence, mark)
        or is_target(sentence, mark)
        or is_prior(sentence, mark)
        or mark.number.upper is not None
    ):
        return False
    return _REST.search(lead(sentence, mark)) is not None or _LEFT.search(sentence.after(mark)) is not None


def _left(sentence: Sentence, mark: Mark, unfit: set[int]) -> list[Check]:
    """Each figure before it in the clause less those between."""
    before: list[Mark] = []
    for other in reversed(sentence.marks[: mark.rank]):
        like = other.symbol == "Q" and other.depth == mark.depth
        named = other.number.unit == mark.number.unit or not mark.number.unit or not other.number.unit
        if not like or not named or other.rank in unfit:
            continue
        if is_step(sentence, other) or is_prior(sentence, other) or is_target(sentence, other):
            break
        before.append(other)
    checks = []
    for size in range(1, min(len(before), _MOST_LEFT)):
        total, parts = before[size], before[:size]
        if any(_ADDED.search(lead(sentence, part)) for part in parts):
            break
        numbers = (total.number, *(part.number for part in reversed(parts)))
        check = Check(numbers, remainder, "{}" + " - {}" * len(parts))
        left = total.number.value - sum(part.number.value for part in parts)
        told = [*reversed(parts), mark]
        joined = not any(";" in sentence.between(one, other) for one, other in zip([total, *told], told, strict=False))
        near = joined and left >= 0 and abs(left - mark.number.value) * 4 <= total.number.value
        if near or judge(mark.number, check).verdict is not Verdict.INCONSISTENT or is_slip(mark.number, check):
            checks.append(check)
    return checks
