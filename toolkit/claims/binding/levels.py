"""Figures behind words of change that are no change themselves: `cao hơn mức 5%`, `vượt xa con số 365 phiếu`, `từ hạng 43 xuống 64`."""

from __future__ import annotations

from toolkit.claims.binding.clauses import lead, tail
from toolkit.claims.binding.roles import is_prior, is_step, same_kind
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.verify import Outcome
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W
from toolkit.claims.numbers.units import DURATIONS

_LEVEL = pattern(
    rf"(?<![^\W_])(?:cao|thấp|lớn|nhỏ|nhiều|ít) hơn(?: {W}){{0,3}}(?: so với)?(?: {W}){{0,2}} (?:mức|quy định|chuẩn|trung bình|bình quân)(?: (?!(?:là|năm|kỳ)(?![^\W_])){W})*(?: (?:là|từ|chỉ|ở|đạt|mức))* ?\(?$"
    rf"|(?<![^\W_])(?:vượt|(?:cao|thấp|lớn|nhỏ|nhiều|ít) hơn)(?: (?:xa|hẳn|rất nhiều|nhiều|qua|so với))*(?: con số| mức| mốc| ngưỡng) $"
    r"|(?<![^\W_])không (?:cao|thấp|lớn|nhỏ|nhiều|ít) hơn $"
)
_ADDED_CAPITAL = pattern(r"(?<![^\W_])vốn(?: [^\W\dA-Z_]+){0,4} tăng thêm(?: [^\W\dA-Z_]+){0,3} $")
_RANK = pattern(r"(?<![^\W_])(?:hạng|bậc|vị trí|thứ)(?![^\W_])")
_TO_PLAN = pattern(r"so với(?: [^\W\dA-Z_]+)? (?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)")
_TO_TIME = pattern(r"so với(?: [^\W\dA-Z_]+)? (?:cùng kỳ|năm|Y|tháng|quý|kỳ)")
_AT_ONCE = pattern(r",? (?:tăng|giảm)(?: [^\W\dA-Z_]+)? $")


def is_level(sentence: Sentence, mark: Mark) -> bool:
    """True for a figure that another is compared with, or the growth of an earlier one told with it: "(cùng kỳ 3,2 triệu lượt, tăng 21,1%)"."""
    beside = sentence.marks[mark.rank - 1].depth > mark.depth if mark.rank else False
    if (not beside and _LEVEL.search(lead(sentence, mark))) or _ADDED_CAPITAL.search(lead(sentence, mark)):
        return True
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    told = before is not None and before.symbol == "Q" and before.depth == mark.depth > 0 and mark.symbol == "P"
    return (
        before is not None
        and told
        and is_prior(sentence, before)
        and not is_step(sentence, before)
        and _AT_ONCE.fullmatch(sentence.between(before, mark)) is not None
        and sentence.after(mark).startswith(")")
    )


def told_else(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True for a wrong change where the words tell what it led to, or what came before, by other figures.

    "hàng tồn kho tăng 17% lên 214 tỷ đồng"; "140 tỷ đồng tăng lên 311 tỷ đồng và vọt lên 524 tỷ đồng, tăng thêm hơn 200 tỷ đồng";
    "tăng 14,2% (cùng kỳ bằng 22,8% và tăng 16,2%)".
    """
    if outcome.expected < 0 and not credible(mark.number, outcome) and _is_range(sentence, outcome):
        return True  # neither as much nor that way
    if mark.symbol == "P" and (_is_own_level(sentence, mark, outcome) or _OF_ECONOMY.search(lead(sentence, mark))):
        return True
    starts = {number.start for number in outcome.check.operands}
    beside = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    led = beside is not None and beside.symbol == "Q" and beside.number.start not in starts
    if led and beside and _LED.fullmatch(sentence.between(mark, beside)):
        return True
    used = [each for each in sentence.marks[: mark.rank] if each.number.start in starts]
    later = [each for each in sentence.marks[: mark.rank] if used and each.rank > used[-1].rank and each.symbol == "Q"]
    if any(_UP_TO.search(lead(sentence, each)) and same_kind(each, used[-1]) for each in later):
        return True
    inside = [each for each in sentence.marks[mark.rank + 1 :] if each.depth > mark.depth]
    own = len(inside) > 1 and is_prior(sentence, inside[0]) and inside[0].number.start in starts
    return (
        own
        and mark.symbol == "P"
        and inside[1].symbol == "P"
        and is_step(sentence, inside[1])
        and (inside[1].rank == inside[0].rank + 1 == mark.rank + 2)
    )


_LED = pattern(r"(?:/[^\W\dA-Z_]+)? (?:lên|xuống)(?: (?:mức|còn|thành))* ")
_UP_TO = pattern(r"(?<![^\W_])(?:lên|xuống)(?: (?:mức|còn))* $")


def _is_range(sentence: Sentence, outcome: Outcome) -> bool:
    """True for a change between two figures that "từ … đến" joins: the ends of a range."""
    starts = [number.start for number in outcome.check.operands]
    used = sorted((each for each in sentence.marks if each.number.start in starts), key=lambda each: each.at)
    return len(used) == len(starts) == _BOTH and _UNTIL.fullmatch(sentence.between(*used)) is not None


_BOTH, _UNTIL = 2, pattern(r" (?:đến|tới) ")


def _is_own_level(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True where the figure just before a rise, which is what it rose to, would be what it rose from: "lợi nhuận là 88 tỷ đồng, tăng 85%"."""
    before = sentence.marks[mark.rank - 1] if mark.rank else None
    if before is None or before.number.start != outcome.check.operands[0].start or before.depth != mark.depth:
        return False
    told = _IS.search(lead(sentence, before)) is not None
    return (
        told and _AT_ONCE.fullmatch(sentence.between(before, mark)) is not None and not credible(mark.number, outcome)
    )


_IS = pattern(r"(?<![^\W_])(?:là|đạt|ước|ước đạt) $")
_OF_ECONOMY = pattern(r"(?<![^\W_])mức tăng trưởng(?: [^\W\dA-Z_]+){1,4} $")


def of_other_base(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True for a percentage against another time where the step beside it is told against a plan, or where it is far from what the step makes of a figure of another name."""
    starts = {number.start for number in outcome.check.operands}
    steps = [each for each in sentence.marks if each.number.start in starts and is_step(sentence, each)]
    if any(_TO_PLAN.search(tail(sentence, each)) for each in steps) and _TO_TIME.search(tail(sentence, mark)):
        return True
    if credible(mark.number, outcome) or not steps:
        return False
    levels = [each for each in sentence.marks[: steps[0].rank] if each.number.start in starts and each not in steps]
    return any(_ANEW.search(sentence.between(each, steps[0])) for each in levels)


_ANEW = pattern(
    r",(?! (?:so|như|và|cũng|đã)(?![^\W_]))(?: [^\W\dA-Z_]+){3,} (?:đã |cũng )?(?:tăng|giảm)(?: [^\W\dA-Z_]+)? $"
)  # a new subject


def unlike_things(sentence: Sentence, before: Mark, now: Mark) -> bool:
    """True for ranks, of which a lower one is a larger number, and for as much of something else: "từ 3 năm tù giam xuống 3 năm tù treo"."""
    same = before.number.value == now.number.value and before.number.unit == now.number.unit
    ranked = any(_RANK.match(each.number.unit) for each in sentence.marks[: now.rank])
    return (same and now.number.unit in DURATIONS) or ranked or _RANK.search(sentence.text, 0, now.at) is not None
