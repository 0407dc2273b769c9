"""Of what a figure may be left over: of a whole less the parts told since, of a plan, of what a percentage proves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from toolkit.claims.binding.arithmetic import distance, remainder
from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.lists import CARRIED
from toolkit.claims.binding.roles import is_prior, is_step, is_target, same_kind
from toolkit.claims.binding.slips import is_slip
from toolkit.claims.binding.verify import Check, judge, of
from toolkit.claims.model import Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import alike, sums_to

_DONE = pattern(
    r"(?:đã|trả|được|(?<=[,;] )(?:giải quyết|xử lý|trả|hoàn thành|thi hành|xét xử)) ?(?:xử lý|giải quyết|trả|trả lời|thi hành|hoàn thành|thu|chi|cấp|bán|tiêu thụ|sử dụng|giải ngân|xét xử|thực hiện|khắc phục|xong)?[^;,]*Q[^;]*[,;] (?:hiện |số )?(?:còn(?: lại)?|tồn(?: đọng)?|chưa (?:giải quyết|xử lý|trả lời|thi hành)|chuyển (?:sang )?(?:kỳ|năm|tháng|quý) sau)(?: là)? $"
)
_LARGE = 1000  # from here on a difference is hardly chance
_OTHER = pattern(r"khác $")
MOST_LEFT = 8  # figures told before what is left over
_ADDED = pattern(r"bổ sung|tái nghèo|thêm|tăng|tiếp nhận|kết nạp|chuyển đến|chuyển về|thành lập|phát sinh")
PLAINLY_LEFT = pattern(r"^ còn lại(?![^\W_])(?! (?:của|ở|tại|thuộc|trên)(?![^\W_]))")


def left_of_plan(sentence: Sentence, mark: Mark) -> list[Check]:
    """What is left of the one plan told before by what was done of it: "chi 3.145 triệu đồng, bằng 42,5% dự toán (7.400 triệu đồng); dự toán còn lại …"."""
    if not LEFT_OF_PLAN.search(lead(sentence, mark)):
        return []
    told = [
        each
        for each in sentence.marks[: mark.rank]
        if each.symbol == "Q" and same_kind(each, mark) and not is_step(sentence, each)
    ]
    plans = [each for each in told if is_target(sentence, each)]
    done = [each for each in told if each not in plans and not is_prior(sentence, each)]
    return [Check((plans[0].number, done[0].number), distance, "{} - {}")] if len(plans) == len(done) == 1 else []


def by_rate(sentence: Sentence) -> Iterator[tuple[Mark, Mark]]:
    """The parts and wholes that a percentage between them proves: "124 hộ, đạt 73,8% trong tổng số 168 hộ"."""
    for num, rate, den in zip(sentence.marks, sentence.marks[1:], sentence.marks[2:], strict=False):
        shape = (num.symbol, rate.symbol, den.symbol) == ("Q", "P", "Q") and _IN_ALL.fullmatch(
            sentence.between(rate, den)
        )
        if shape and judge(rate.number, of(num, den)).verdict is not Verdict.INCONSISTENT:
            yield num, den


def left_by_share(sentence: Sentence, mark: Mark) -> list[Check]:
    """What is left of a whole of another name of which a share behind proves the part: "2.315 hộ cần hỗ trợ, hoàn thành 1.790 căn (đạt 77,32%), còn 525 căn"."""
    told = sentence.marks[: mark.rank]
    for den, num, rate in zip(told, told[1:], told[2:], strict=False):
        telling = (den.symbol, num.symbol, rate.symbol) == ("Q", "Q", "P") and rate.number.decimals > 0
        named = num.number.unit == mark.number.unit != den.number.unit
        if telling and named and judge(rate.number, of(num, den)).verdict is not Verdict.INCONSISTENT:
            return [Check((den.number, num.number), distance, "{} - {}")]
    return []


_IN_ALL = pattern(r" (?:trong|trên|so với|của)(?: tổng)?(?: số)? ")
WITHIN = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|trong số này)(?![^\W_])")
LEFT_OF_PLAN = pattern(
    r"(?:dự toán|kế hoạch|vốn|chỉ tiêu)(?: vốn)? (?:còn lại|chưa [^\W\dA-Z_]+(?: [^\W\dA-Z_]+)?)(?: là)? $"
)


def left_of(sentence: Sentence, mark: Mark, unfit: set[int]) -> list[Check]:
    """Each figure before it less those between, where that can be meant."""
    before = _without_parts(sentence, _told_before(sentence, mark, unfit))
    added = any(_ADDED.search(lead(sentence, each)) for each in before[:-1])
    if not added and (good := _proved(mark, before)):
        return good
    other = _OTHER.search(lead(sentence, mark)) is not None
    checks = []
    for size in range(1, min(len(before), MOST_LEFT)):
        total, parts = before[size], before[:size]
        if mark.number.unit and not total.number.unit:
            continue
        if any(_ADDED.search(lead(sentence, part)) for part in parts):
            break
        check = less(total, parts)
        left = total.number.value - sum(part.number.value for part in parts)
        told = [*reversed(parts), mark]
        opens = size == len(before) - 1
        divides = sum(";" in sentence.between(one, other) for one, other in zip([total, *told], told, strict=False))
        near = (
            (divides <= opens or (opens and size > 1))
            and left >= 0
            and abs(left - mark.number.value) * 4 <= total.number.value
        )
        done = left >= 0 and opens and size == 1 and divides <= 2 and _DONE.search(sentence.between(total, mark))
        if (near and not other) or done or is_slip(mark.number, check):
            checks.append(check)
    if len(before) == 1 and PLAINLY_LEFT.match(sentence.after(mark)):
        wider = [
            each
            for each in sentence.marks[: before[0].rank]
            if each.symbol == "Q" and sums_to(each.number.unit, mark.number.unit)
        ]
        before = (
            [*before, *wider[-1:]] if not any(is_step(sentence, each) or each.depth for each in wider[-1:]) else before
        )
    if not checks and len(before) == 2 and PLAINLY_LEFT.match(sentence.after(mark)):
        checks = [less(before[1], before[:1])]
    return checks or _far(sentence, mark, before)


def _without_parts(sentence: Sentence, before: Sequence[Mark]) -> list[Mark]:
    """The figures, the nearest first, without those that just make the one that announces them: "theo dõi 63, trong đó cũ 41, mới 22; xong 8"."""
    told = [*reversed(before)]
    for at in range(len(told) - 2):
        for end in range(len(told), at + 2, -1):
            if sum(each.number.value for each in told[at + 1 : end]) == told[at].number.value:
                opened = WITHIN.search(sentence.between(told[at], told[at + 1]))
                return [*reversed([*told[: at + 1], *told[end:]])] if opened else [*before]
    return [*before]


def _proved(mark: Mark, before: Sequence[Mark]) -> list[Check]:
    """A figure less those between, or the first less one of the others, where that is just what is left over."""
    checks = [less(before[size], before[:size]) for size in range(1, min(len(before), MOST_LEFT))]
    checks += [less(before[-1], [part]) for part in before[:-1][:MOST_LEFT]]
    return [check for check in checks if judge(mark.number, check).verdict is not Verdict.INCONSISTENT][:1]


def _told_before(sentence: Sentence, mark: Mark, unfit: set[int]) -> list[Mark]:
    """The figures of the kind before one, the nearest first; one alone in brackets counts as outside of them."""
    before: list[Mark] = []
    for other in reversed(sentence.marks[: mark.rank]):
        level = other.depth == mark.depth or (
            other.depth == mark.depth + 1 and _alone(sentence, other) and not is_target(sentence, other)
        )
        named = alike(other.number.unit, mark.number.unit) and not (other.number.percent or mark.number.percent)
        if other.symbol != "Q" or not level or not named or other.rank in unfit:
            continue
        if is_step(sentence, other) or (is_prior(sentence, other) and not CARRIED.search(lead(sentence, other))):
            break
        before.append(other)
        if is_target(sentence, other):
            break
    return before


def _alone(sentence: Sentence, mark: Mark) -> bool:
    return sentence.text[mark.at - 1 : mark.at + 2] == "(Q)"


def less(total: Mark, parts: Sequence[Mark]) -> Check:
    """The check of a figure as a total less its parts, the nearest of which is told first."""
    numbers = (total.number, *(part.number for part in reversed(parts)))
    return Check(numbers, remainder, "{}" + " - {}" * len(parts))


def _far(sentence: Sentence, mark: Mark, before: Sequence[Mark]) -> list[Check]:
    """Two figures further back whose difference a large figure is, or would be without a slip."""
    if mark.number.value / mark.number.step < _LARGE:
        return []
    told = [*before[:MOST_LEFT]]
    if sentence.earlier and sentence.earlier[-1].passage is sentence.passage:
        told += [each for each in reversed(sentence.earlier[-1].marks) if each.symbol == "Q" and same_kind(each, mark)]
    pairs = [(one, other) for other, one in combinations(told, 2) if one.number.value > other.number.value]
    checks = [less(total, [part]) for total, part in pairs if total.number.value > mark.number.value]
    good = [check for check in checks if judge(mark.number, check).verdict is not Verdict.INCONSISTENT]
    return (good or [check for check in checks if is_slip(mark.number, check)])[:1]
