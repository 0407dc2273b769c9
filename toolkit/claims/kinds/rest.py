"""What is left over of a whole once its other parts are told: `nhận 318 hồ sơ, trả đúng hạn 311, trễ hạn 7`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.claims.binding.arithmetic import distance
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.left_over import (
    LEFT_OF_PLAN,
    MOST_LEFT,
    PLAINLY_LEFT,
    WITHIN,
    by_rate,
    left_by_share,
    left_of,
    left_of_plan,
    less,
)
from toolkit.claims.binding.moves import moves
from toolkit.claims.binding.opposites import denies
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.slips import credible, near, variants
from toolkit.claims.binding.verify import Check, Outcome, best, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, fractions
from toolkit.claims.numbers.units import is_counted

_UNDER_WAY = pattern(r"(?:^ ?|[;,] ?|^ ?và )đang(?: [^\W\dA-Z_]+){1,5} $")
_TENTHS = 10  # "1/3" alone is a part of one
_LEFT = pattern(
    r"^ (?:[^\W\dA-Z_]+ ){0,2}?(?:chưa|(?<!còn )không(?! (?:đủ|thể|phải|chỉ|những)(?![^\W_]))|chậm|còn lại(?! (?:của|ở|tại|thuộc|trên)(?![^\W_])))(?![^\W_])"
)
_LEFT_OF = pattern(r"(?<![^\W_])còn(?: lại)? $")
_UNDONE = pattern(r"^ (?:chưa|không) (?:đạt|hoàn thành)(?![^\W_])")
_SAID_LEFT = pattern(r"(?<![^\W_])(?:còn|còn lại|tồn|dư|số còn lại)(?![^\W_])")
_REST = pattern(
    r"(?<![^\W_])(?:còn lại|(?<!xuống )(?<!giảm )(?<!chỉ )(?<!ngoài ra )còn|chưa|(?<=[,;(] )chậm|^ ?chậm|trễ hạn|quá hạn|vắng(?: mặt)?|tồn|chuyển (?:sang )?(?:kỳ|năm|tháng|quý) (?:sau|tới)|tồn kho|dở dang|chờ|(?<=[,;(] )không|^ ?không|số (?:[^\W\dA-Z_]+ )?không|số còn lại|dư(?! nợ))(?: (?!đạt |bằng )[^\W\dA-Z_]+){0,4} $|(?<![^\W_])còn lại là(?: (?!đạt |bằng |tăng |giảm )[^\W\dA-Z_]+){1,8} $"
)


def find(sentence: Sentence) -> Iterator[Claim]:
    """What is left over: `nhận 318 hồ sơ, trả đúng hạn 311, trễ hạn 7`; `quyết toán 96/112 công trình, còn lại 16`."""
    pairs = [*fractions(sentence), *by_rate(sentence)]
    moved = {now.rank for _, now in moves(sentence)}
    for mark in sentence.marks:
        if any(mark in pair for pair in pairs):
            yield from _of_total(sentence, mark)
            continue
        under_way = mark.symbol == "Q" and (_UNDER_WAY.search(lead(sentence, mark)) or _denied(sentence, mark, pairs))
        if (
            mark.symbol != "Q"
            or mark.rank in moved
            or _BECAME.search(sentence.text, 0, mark.at)
            or not (under_way or _is_left(sentence, mark))
        ):
            continue
        mark = _with_unit(sentence, mark)
        checks = [
            Check((den.number, num.number), distance, "{} - {}") for num, den in pairs
            if den.rank < mark.rank and (den.number.unit or den.number.value > _TENTHS) and num.number.value < den.number.value
            and (_same(mark.number.unit, den.number.unit) or not den.number.unit) and _shares_clause(sentence, den, mark)
        ][-1:]  # fmt: skip
        checks = checks or left_of_plan(sentence, mark)
        of_fraction = bool(checks)
        if not checks:
            checks = left_of(sentence, mark, {each.rank for pair in pairs for each in pair}) or left_by_share(
                sentence, mark
            )
        outcome = best(mark.number, checks)
        if outcome and outcome.verdict is Verdict.INCONSISTENT:
            if outcome.expected < 0 or _listed(sentence, mark) or _of_siblings(sentence, mark, outcome):
                continue
            meant = not of_fraction or _is_meant(sentence, mark, outcome)
            if above := _of_sentence_before(sentence, mark):
                yield from above
                continue
            if (
                len(checks) > 1
                or not meant
                or _abreast(sentence, mark, outcome)
                or _goes_on(sentence, mark, outcome)
                or _is_closed(sentence, mark, outcome)
            ):
                continue
        if outcome:
            yield claim(sentence, mark.number, "total", outcome)


def _with_unit(sentence: Sentence, mark: Mark) -> Mark:
    """The figure, one without a unit as what the last counted: "đã thi hành xong 8 bản án, số còn theo dõi là 55"."""
    before = next((each for each in reversed(sentence.marks[: mark.rank]) if each.symbol == "Q"), None)
    if mark.number.unit or before is None or not before.number.exact or not _SAID_LEFT.search(lead(sentence, mark)):
        return mark
    return replace(mark, number=replace(mark.number, unit=before.number.unit))


def _of_siblings(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True where the whole or a part is itself told as not done, or as a measure: "17 trạm chưa thu …, 4 trạm chưa thu", "dài 150 m, rộng 6 m"."""
    used = {number.start for number in outcome.check.operands}
    marks = [each for each in sentence.marks[: mark.rank] if each.number.start in used]
    if any(_MEASURE.search(lead(sentence, each)) for each in marks):
        return True
    if marks and _UNTOLD.search(sentence.between(marks[0], mark)):
        return True  # "giảm trừ 96 tỷ … Đối với 2.864 tỷ đồng còn lại"
    if mark.number.bound in (">", ">=") and not near(mark.number.value, outcome.expected, rate=False):
        return True
    word = _NOT_DONE.match(sentence.after(mark))
    return word is not None and any(
        (other := _NOT_DONE.match(sentence.after(each))) and other[1] == word[1] for each in marks
    )


_BECAME = pattern(r"(?<![^\W_])đến(?: [^\W\dA-Z_]+)? Y (?:chỉ )?còn $")
_NOT_DONE = pattern(r"^ (?:[^\W\dA-Z_]+ ){0,2}?((?:chưa|không) [^\W\dA-Z_]+)")
_UNTOLD = pattern(r"…|\.\.\.")
_MEASURE = pattern(r"(?<![^\W_])(?:dài|rộng|cao|sâu|dày|đường kính)(?: (?:khoảng|hơn|gần))? $")


def _of_sentence_before(sentence: Sentence, mark: Mark) -> list[Claim]:
    """`Giao 21 chỉ tiêu. Có 12 chỉ tiêu đạt, 6 chỉ tiêu cơ bản đạt, còn lại 3 chỉ tiêu đạt thấp`: all that is told is of a whole told just before."""
    before = sentence.earlier[-1] if sentence.earlier else None
    parts = [each for each in sentence.marks[: mark.rank] if each.symbol == "Q" and each.depth == mark.depth]
    if before is None or before.passage is not sentence.passage or not mark.number.unit:
        return []
    if any(num in parts for num, _ in fractions(sentence)):
        return []
    parts = [
        each for each in parts
        if each.number.unit == mark.number.unit and not (is_step(sentence, each) or is_prior(sentence, each))
    ]  # fmt: skip
    wholes = [each for each in before.marks if each.symbol == "Q" and each.number.unit == mark.number.unit]
    outcomes = [judge(mark.number, less(whole, parts[::-1])) for whole in wholes if len(parts) > 1]
    outcomes = [each for each in outcomes if each.expected >= 0 and not each.check.operands[0].bound]
    good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT or credible(mark.number, each)]
    return [claim(sentence, mark.number, "total", outcome) for outcome in good[:1]]


def _of_total(sentence: Sentence, mark: Mark) -> Iterator[Claim]:
    """`đã cấp 2.350 giấy, còn 150 hồ sơ chưa cấp trong tổng số 2.500 hồ sơ`."""
    den = next((den for num, den in fractions(sentence) if num is mark and "/" not in sentence.between(num, den)), None)
    done = [each for each in sentence.marks[: mark.rank] if each.symbol == "Q" and each.depth == mark.depth][-1:]
    if den is None or not done or not done[0].number.exact or not _LEFT_OF.search(lead(sentence, mark)):
        return
    if not (is_step(sentence, done[0]) or is_prior(sentence, done[0]) or is_target(sentence, done[0])):
        outcome = judge(mark.number, Check((den.number, done[0].number), distance, "{} - {}"))
        if outcome.verdict is not Verdict.INCONSISTENT or credible(mark.number, outcome):
            yield claim(sentence, mark.number, "total", outcome)


def _is_meant(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True where a figure must be what a fraction leaves over: it is said so, or near it, or one digit of it is wrong."""
    printed, expected = f"{mark.number.value:f}", f"{outcome.expected:f}"
    slip = len(printed) == len(expected) > 1 and expected in variants(printed)
    said = (
        _SAID_LEFT.search(lead(sentence, mark))
        or _UNDONE.search(sentence.after(mark))
        or PLAINLY_LEFT.match(sentence.after(mark))
    )
    return said is not None or slip or credible(mark.number, outcome)


def _denied(sentence: Sentence, mark: Mark, pairs: Sequence[tuple[Mark, Mark]]) -> bool:
    """True for what a fraction before it does not count by its name: "hòa giải thành 210/240 vụ; hòa giải không thành 30 vụ"."""
    before = [num for num, _ in pairs if num.rank < mark.rank]
    return bool(before) and denies(lead(sentence, mark).strip(), lead(sentence, before[-1]).strip())


def _same(one: str, other: str) -> bool:
    """True for one unit, or its short form: giấy of giấy chứng nhận."""
    return one == other != "" or (one != "" and other.startswith(f"{one} "))


def _is_closed(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True where the figures before make a whole among themselves, or the one meant as whole is itself what was done."""
    total, *parts = outcome.check.operands
    after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
    if (
        after is not None
        and after.symbol == "Q"
        and after.depth > mark.depth
        and after.number.unit == mark.number.unit != ""
    ):
        return True  # told by a bracket of its own: "còn 19 điểm (đầu năm 27 điểm, đã xóa 8 điểm)"
    before = sentence.marks[mark.rank - 1]
    done = next((each for each in sentence.marks if each.number is total), None)
    of_fraction = any(den is done for _, den in fractions(sentence))
    if done is not None and not of_fraction and _DONE_BEHIND.match(sentence.after(done)):
        return True
    told = (each.number.value for each in sentence.marks[: mark.rank] if each.symbol == "Q")
    if len(parts) == 1 and total.value + parts[0].value in told:
        return True  # both are parts of another: "mười hai xã …, bảy xã ven biển, năm xã nội đồng còn một xã chưa đạt"
    return (outcome.expected == 0 and len(parts) > 1) or WITHIN.search(sentence.between(before, mark)) is not None


def _abreast(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True where the whole is itself what another thing moved to, or a mere threshold: "VNM giảm 6.400 đồng, còn 166.300 đồng, VJC giảm 5.000 đồng, còn 160.000 đồng"."""
    whole = next((each for each in sentence.marks[: mark.rank] if each.number is outcome.check.operands[0]), None)
    if whole is None:
        return False
    moved = (
        whole.rank > 0 and same_kind(sentence.marks[whole.rank - 1], whole) and _MOVED_TO.search(lead(sentence, whole))
    )
    listed = WITHIN.search(sentence.between(whole, mark)) and not is_counted(whole.number.unit)
    loose = bool(listed) and not _SAID_LEFT.search(lead(sentence, mark)) and not credible(mark.number, outcome)
    return bool(moved) or _THRESHOLD.search(lead(sentence, whole)) is not None or loose


_MOVED_TO = pattern(r"(?<![^\W_])(?:còn|lên|xuống|về)(?: (?:mức|còn|vào|chỉ))* $")
_THRESHOLD = pattern(r"(?<![^\W_])(?:ngưỡng|mốc) $")
_DONE_BEHIND = pattern(r"^ (?:đã|được) (?:hoàn thành|giải quyết|xử lý|thực hiện|trả)(?![^\W_])")


def _goes_on(sentence: Sentence, mark: Mark, outcome: Outcome) -> bool:
    """True where more that is left over follows: "không thành 49 vụ việc; đang hòa giải 18 vụ việc"."""
    told = mark.number.value
    for each in sentence.marks[mark.rank + 1 :]:
        if each.symbol == "Q" and each.depth == mark.depth and same_kind(mark, each):
            told += each.number.value
            if told == outcome.expected:
                return True
    after = next((each for each in sentence.marks[mark.rank + 1 :] if each.symbol != "P"), None)
    if after is None or after.symbol != "Q" or not same_kind(mark, after):
        return False
    return bool(_UNDER_WAY.search(lead(sentence, after))) or _is_left(sentence, after)


def _shares_clause(sentence: Sentence, den: Mark, mark: Mark) -> bool:
    """True where no other figure of the kind opens the clause of what is left over."""
    start = sentence.text.rfind(";", den.at, mark.at)
    inner = [each for each in sentence.marks[den.rank + 1 : mark.rank] if each.at > start >= 0 and each.symbol == "Q"]
    return sentence.between(den, mark).count(";") < 2 and not any(same_kind(each, mark) for each in inner)


def _listed(sentence: Sentence, mark: Mark) -> bool:
    """True for one of several figures that make the one before them: "giải quyết 395 tin, khởi tố 288, không khởi tố 91, đình chỉ 16"."""
    told = [each for each in sentence.marks if each.symbol == "Q" and each.depth == mark.depth]
    at = [each.rank for each in told].index(mark.rank)
    return any(
        sum(each.number.value for each in told[first + 1 : end]) == told[first].number.value
        for first in range(max(0, at - MOST_LEFT), at - 1)
        for end in range(max(at + 1, first + 3), min(len(told), at + MOST_LEFT) + 1)
    )


def _is_left(sentence: Sentence, mark: Mark) -> bool:
    if (
        is_step(sentence, mark)
        or "/" in mark.number.unit
        or _PRICE.search(lead(sentence, mark))
        or (is_target(sentence, mark) and not LEFT_OF_PLAN.search(lead(sentence, mark)))
        or is_prior(sentence, mark)
        or mark.number.upper is not None
    ):
        return False
    return (
        _REST.search(lead(sentence, mark).removesuffix("(")) is not None
        or _LEFT.search(sentence.after(mark)) is not None
    )


_PRICE = pattern(r"(?<![^\W_])giá (?:chỉ |hiện )?còn $")  # a price is at so much, it is not left over
