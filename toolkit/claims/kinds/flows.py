"""What came, what went and what remains: `đầu kỳ 192, kết nạp 25, chuyển đi 67, cuối kỳ còn 150`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from toolkit.claims.binding.arithmetic import distance
from toolkit.claims.binding.clauses import lead, reaches, tail
from toolkit.claims.binding.roles import is_target, names_target, same_kind
from toolkit.claims.binding.slips import credible
from toolkit.claims.binding.summing import total_of
from toolkit.claims.binding.verify import Check, Outcome, best, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.intervals import Span
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence, W

_LEFT = pattern(
    r"(?<![^\W_])(?:cuối (?:kỳ|năm|tháng|quý)|hiện nay|hiện|đến nay|nay)(?: (?!có )[^\W\dA-Z_]+){0,3}? (?:còn|có|là)(?: lại)? $|^ ?còn(?: lại)? $"
    r"|(?:^|[;,]) ?(?:số )?chuyển (?:sang )?(?:kỳ|năm|tháng|quý) sau(?: là| còn)? $"
    r"|(?<![^\W_])(?:số dư|dư|tồn|tồn quỹ|tồn kho|dư nợ)(?: [^\W\dA-Z_]+){0,3}? cuối (?:kỳ|năm|tháng|quý) $"
)
_NET = pattern(
    r"(?<![^\W_])(?:tăng thuần|tăng ròng|thực tăng|tăng thực|(?:dư nợ |số (?!thu|chi|tiền)(?:[^\W\dA-Z_]+ ){1,3}?)tăng(?: thêm| ròng)?)(?: là)? $"
)
_CAME = pattern(
    r"(?<![^\W_])(?:kết nạp|tiếp nhận|thụ lý|khởi tố|vào viện|bổ sung|thêm|tăng|nhập|chuyển(?: sinh hoạt)?(?: đảng)? đến|phát sinh|tuyển|tuyển mới|tái nghèo|tăng mới|thành lập|mua|nhận|vay mới|cho vay|giải ngân|thu(?! nợ| hồi| gom| hút| phí))(?: [^\W\dA-Z_]+){0,3} $"
)
_WENT = pattern(
    r"(?<![^\W_])(?:chuyển(?: sinh hoạt)?(?: đảng)? đi|chuyển công tác|giảm|nghỉ|nghỉ việc|nghỉ hưu|xóa tên|thoát nghèo|thoát|xuất|đã giải quyết|giải quyết xong|kết thúc điều tra|ra viện|đã trả|thanh lý|ra khỏi|khai trừ|giải thể|bán|từ trần|thôi việc|rút|trả nợ|thu nợ|trả|chi(?! nhánh| bộ| cục| hội| đoàn| tiết| phí| trả))"
    r"(?: [^\W\dA-Z_]+){0,3} $"
)
_CAME_BEHIND = pattern(
    rf"^(?: {W}){{0,2}}? (?:phát sinh|tái nghèo|thành lập mới|chuyển đến|tăng mới|được kết nạp|mới)(?![^\W_])"
)
_WENT_BEHIND = pattern(
    rf"^(?: {W}){{0,2}}? (?:thoát|ra khỏi|chuyển đi|nghỉ hưu|nghỉ việc|thôi việc|từ trần|giải thể|được thanh lý|bị xóa)(?![^\W_])"
)
_OPENING = pattern(
    r"(?<![^\W_])(?:đầu (?:kỳ|năm|năm học|tháng|quý|nhiệm kỳ)|(?:năm|kỳ|tháng|quý) trước (?:chuyển|mang) (?:sang|qua)|tồn (?:cũ|từ trước|kỳ trước|năm trước)|cũ chuyển sang)(?![^\W_])"
)
_RAISED = pattern(
    rf"(?<![^\W_])nâng (?:{W} ){{0,7}}?(?:lên|thành|là|đạt) (?P<total>Q)(?: {W}){{0,4}} \((?:{W} ){{0,3}}?(?:đầu (?:năm|kỳ|nhiệm kỳ)|cuối năm trước|năm trước|trước đó|Y)"
    rf"(?: {W}){{0,3}}:? (?P<before>Q)"
)
_JOINED = pattern(
    rf"(?P<one>Q)(?: {W}){{0,4}}[,;]? cộng (?:với )?(?:{W} ){{0,5}}(?P<other>Q)(?: {W}| Y){{0,6}},? (?:(?:{W}|Y) ){{0,6}}(?:thành|là|bằng|được|đạt|có) (?P<total>Q)"
)
# What came or went, and what all became by it.
_BROUGHT = pattern(
    rf"(?<![^\W_])(?:đưa|nâng|kéo(?: giảm)?|giảm)(?: {W}){{1,9}}? từ (?P<before>Q)(?: {W}| Y| ?\([^()A-Z]*Y?\)){{0,6}} (?P<way>lên|xuống|còn)(?: {W}){{0,3}} (?P<total>Q)"
)
_PLANNED = pattern(r"(?<![^\W_])(?:kh|ct|kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|dự kiến)(?![^\W_])")
_TIME = pattern(r"Y|(?<![^\W_])(?:đầu|cuối|trước|năm|kỳ|nhiệm kỳ|hồi)(?![^\W_])")
_MERGED = pattern(
    rf"(?<![^\W_])(?:sáp nhập|hợp nhất|sắp xếp|gộp|nhập)(?: {W}){{0,3}}? (?P<many>Q)(?: {W}){{0,8}}? (?:thành|còn|lại còn) (?P<few>Q)(?: {W}){{0,8}}?,(?: {W}){{1,12}}? từ (?P<before>Q)"
    rf"(?: {W}){{0,6}}? (?:xuống|còn|giảm còn|xuống còn) (?P<total>Q)"
)
_CHANGED = pattern(r"(?<![^\W_])(?:tăng|giảm)(?: thêm)? $")
_MOST = 6  # figures before the last


def find(sentence: Sentence) -> Iterator[Claim]:
    """The figures that remain after others came and went, or that are the net of both."""
    yield from _raised(sentence)
    yield from remaining(sentence)


def remaining(sentence: Sentence) -> Iterator[Claim]:
    """What remains, or is the net, of all that the sentence tells to have come and gone."""
    for mark in sentence.marks:
        words = lead(sentence, mark) if mark.symbol == "Q" and not mark.number.bound else ""
        net = _NET.search(words) is not None
        if not (net or _LEFT.search(words)):
            continue
        if found := _net(sentence, mark) if net else _since_opening(sentence, mark):
            yield claim(sentence, mark.number, "total", found)
            continue
        moves = _moves(sentence, mark, opened=not net)
        if net and any(_CHANGED.search(lead(sentence, each)) for each, _ in moves):
            continue  # rises and falls of several things
        outcome = judge(mark.number, _signed(moves)) if moves else None
        after = sentence.marks[mark.rank + 1] if mark.rank + 1 < len(sentence.marks) else None
        more = (
            after is not None
            and after.symbol == "Q"
            and after.depth == mark.depth
            and same_kind(after, mark)
            and reaches(sentence, mark, after)
        )
        if outcome and (outcome.verdict is not Verdict.INCONSISTENT or not more):
            yield claim(sentence, mark.number, "total", outcome)


def _raised(sentence: Sentence) -> Iterator[Claim]:
    """`phát triển 1.850 hội viên, nâng tổng số lên 42.350 người (đầu năm 40.500 người)`; `300 tỷ cộng với 120 tỷ thành 420 tỷ`."""
    for match in _RAISED.finditer(sentence.text):
        total, before = sentence.at(match.start("total")), sentence.at(match.start("before"))
        added = [
            mark for mark in reversed(sentence.marks[: total.rank])
            if mark.symbol == "Q" and not mark.depth and same_kind(mark, total) and not names_target(lead(sentence, mark))
        ]  # fmt: skip
        if added and same_kind(before, total):
            gains = [added[:size] for size in range(1, len(added) + 1)] + [[mark] for mark in added[1:]]
            outcome = best(total.number, [total_of([before.number, *(mark.number for mark in each)]) for each in gains])
            if outcome is None or (outcome.verdict is Verdict.INCONSISTENT and len(added) > 1):
                continue
            fell = total.number.value < before.number.value and not total.number.bound
            if outcome.verdict is not Verdict.INCONSISTENT or fell or credible(total.number, outcome):
                yield claim(sentence, total.number, "total", outcome)
    yield from _brought(sentence)
    for match in _JOINED.finditer(sentence.text):
        one, other, total = (sentence.at(match.start(name)) for name in ("one", "other", "total"))
        if same_kind(one, other) and same_kind(one, total):
            yield claim(sentence, total.number, "total", judge(total.number, total_of([one.number, other.number])))


def _brought(sentence: Sentence) -> Iterator[Claim]:
    """`8 bản thoát nghèo, đưa số bản nghèo từ 71 bản xuống còn 63 bản`: by the one figure of the kind told before."""
    for match in _MERGED.finditer(sentence.text):
        many, few, before, total = (sentence.at(match.start(name)) for name in ("many", "few", "before", "total"))
        numbers = before.number, many.number, few.number
        outcome = judge(total.number, Check(numbers, _less_merged, "{} - ({} - {})"))
        if same_kind(many, few) and (outcome.verdict is not Verdict.INCONSISTENT or credible(total.number, outcome)):
            yield claim(sentence, total.number, "total", outcome)
    for match in _BROUGHT.finditer(sentence.text):
        before, total = sentence.at(match.start("before")), sentence.at(match.start("total"))
        low = sentence.text.rfind(";", 0, match.start())
        moved = [
            mark for mark in sentence.marks[: before.rank]
            if mark.at > low and mark.symbol == "Q" and mark.number.unit and same_kind(mark, total) and not mark.depth
        ]  # fmt: skip
        hedged = any(mark.number.bound for mark in (*moved, before, total))
        if len(moved) != 1 or hedged or names_target(lead(sentence, moved[0])) or not same_kind(before, total):
            continue
        rises = total.number.value > before.number.value
        operands = (before.number, moved[0].number)
        outcome = judge(total.number, total_of(operands) if rises else Check(operands, distance, "{} - {}"))
        timed = _TIME.search(sentence.between(before, total)) is not None
        if outcome.verdict is not Verdict.INCONSISTENT or (credible(total.number, outcome) and not timed):
            yield claim(sentence, total.number, "total", outcome)


def _less_merged(spans: Sequence[Span]) -> Span:
    before, many, few = spans
    return before - (many - few)


def _moves(sentence: Sentence, mark: Mark, *, opened: bool) -> list[tuple[Mark, bool]]:
    """The figures before, the first as it was, each with whether it came; empty where one of them did neither."""
    found: list[tuple[Mark, bool]] = []
    for other in reversed(sentence.marks[: mark.rank]):
        if not opened and not reaches(sentence, other, mark) and (_both(found) or ";" in sentence.before(other)):
            break
        if other.symbol != "Q" or other.depth != mark.depth or not same_kind(other, mark):
            continue
        words = lead(sentence, other)
        came, went = _CAME.search(words) is not None, _WENT.search(words) is not None
        if not (came or went or _OPENING.search(words)):
            behind = tail(sentence, other)
            came, went = _CAME_BEHIND.match(behind) is not None, _WENT_BEHIND.match(behind) is not None
        if is_target(sentence, other) or _PLANNED.search(words) or (came and went) or len(found) > _MOST:
            return []
        if not (came or went):
            first = not any(each.symbol == "Q" and same_kind(each, mark) for each in sentence.marks[: other.rank])
            begins = first and sentence.between(other, mark).count(";") == 1
            if not (reaches(sentence, other, mark) or _OPENING.search(words) or begins):
                return []
            opening = [(other, True)] if opened else []
            return [*opening, *found] if _both(found) else []
        found.insert(0, (other, came))
    return found if not opened and _both(found) else []


def _since_opening(sentence: Sentence, mark: Mark) -> Outcome | None:
    """What is left of the figure said to be that of the beginning after all others told since came or went, where that is right or near.

    Where words do not say whether a figure came or went, both are tried.
    """
    before = [each for each in sentence.marks[: mark.rank] if each.symbol == "Q" and same_kind(each, mark)]
    first = next((at for at in reversed(range(len(before))) if _OPENING.search(lead(sentence, before[at]))), None)
    told = before[first:] if first is not None else []
    unlike = [
        each
        for each in told
        if each.depth != mark.depth
        or each.number.bound
        or is_target(sentence, each)
        or _PLANNED.search(lead(sentence, each))
    ]
    if unlike or not 2 < len(told) < _MOST:
        return None
    ways = [(True,), *(_directions(sentence, each) for each in told[1:])]
    return _either_way(mark, told, ways)


def _net(sentence: Sentence, mark: Mark) -> Outcome | None:
    """What all figures before make that came or went, where one of them does not say which and the rest do."""
    told = [
        each
        for each in sentence.marks[: mark.rank]
        if each.symbol == "Q" and each.depth == mark.depth and same_kind(each, mark)
    ]
    ways = [_directions(sentence, each) for each in told]
    unsure = sum(len(way) > 1 for way in ways)
    hedged = any(each.number.bound or is_target(sentence, each) for each in told)
    return None if unsure > 1 or not 2 < len(told) < _MOST or hedged else _either_way(mark, told, ways)


def _either_way(mark: Mark, told: Sequence[Mark], ways: Sequence[tuple[bool, ...]]) -> Outcome | None:
    """The first of all ways to add and take away that gives the figure, or is near it."""
    signs = [each for each in product(*ways) if False in each or len(told) > 3]
    moves = [sorted(zip(told, each, strict=True), key=lambda move: not move[1]) for each in signs if True in each]
    outcomes = [judge(mark.number, _signed(each)) for each in moves]
    holding = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
    return next(iter(holding or [each for each in outcomes if credible(mark.number, each)]), None)


def _directions(sentence: Sentence, mark: Mark) -> tuple[bool, ...]:
    """Whether a figure came (True) or went; both where its words do not say."""
    words, behind = lead(sentence, mark), tail(sentence, mark)
    came = _CAME.search(words) is not None or _CAME_BEHIND.match(behind) is not None
    went = _WENT.search(words) is not None or _WENT_BEHIND.match(behind) is not None
    return (came,) if came != went else (True, False)


def _both(moves: Sequence[tuple[Mark, bool]]) -> bool:
    return len({came for _, came in moves}) == 2


def _signed(moves: Sequence[tuple[Mark, bool]]) -> Check:
    signs = [came for _, came in moves]

    def compute(spans: Sequence[Span]) -> Span:
        total = spans[0]
        for span, came in zip(spans[1:], signs[1:], strict=True):
            total = total + span if came else total - span
        return total

    formula = "{}" + "".join(" + {}" if came else " - {}" for came in signs[1:])
    return Check(tuple(mark.number for mark, _ in moves), compute, formula)
