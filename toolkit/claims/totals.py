"""Totals and their parts: in the sentence, in brackets, after a colon, in the list below, in the note referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from toolkit.claims.intervals import Span
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import Verb, is_prior, is_step, is_target, lead, verb_of
from toolkit.claims.sketch import Mark, Sentence, brackets
from toolkit.claims.tokens import Number
from toolkit.claims.units import DURATIONS, MEASURES, alike, is_counted
from toolkit.claims.verify import Check, Outcome, best, claim, compared, excerpt, judge, place_of

_ALL = pattern(
    r"(?<![^\W_])(?:bao gồm|gồm có|gồm|chia ra(?: làm| thành)?|cụ thể(?: là)?|chia theo [^,:;]*|phân theo [^,:;]*|được phân bổ)(?![^\W_])"
)
_SOME = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|riêng|nhất là|như|chủ yếu|điển hình)(?![^\W_])")
_SOME_STARTS = pattern(
    r"^ ?(?:trong đó|có|riêng|nhất là|như|so với|chủ yếu|tăng|giảm|đạt|cùng kỳ|chỉ tiêu|kế hoạch|từ)(?![^\W_])"
)
_NEW = pattern(
    r"(?<![^\W_])(?:đạt|tăng|giảm|so với|đồng thời|ngoài ra|bên cạnh|tổng số|tổng cộng|nâng|với|bằng|chiếm|qua đó|tham gia|trị giá|kinh phí|cho|được|từ|trong khi|đến nay|hiện)(?![^\W_])"
)
_MEAN = pattern(r"(?<![^\W_])(?:bình quân|trung bình)(?![^\W_])")
_TOGETHER = pattern(r"(?<![^\W_])(?:tổng cộng|cộng chung|tất cả|tổng số là|tổng là|cộng lại)(?: [^\W\dA-Z_]+){0,4}:? Q")
_EXCLUSIVE = pattern(
    r"khiển trách|cảnh cáo|cách chức|khai trừ|(?<![^\W_])nam(?![^\W_])|(?<![^\W_])nữ(?![^\W_])|xuất sắc|hoàn thành tốt|không hoàn thành|trung bình|yếu|kém|"
    r"công nghiệp|nông nghiệp|dịch vụ|thu nội địa|xuất nhập khẩu|chi thường xuyên|chi đầu tư|trung ương|địa phương"
)
_SEPARATOR = re.compile(r";|,|(?<![^\W_])và(?![^\W_])|:|\(|\.")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a total is told to consist of: the figures, and the shorter lists that may be meant instead."""

    marks: tuple[Mark, ...]
    ends: tuple[int, ...]


def add(spans: Sequence[Span]) -> Span:
    """The sum of all operands."""
    return reduce(lambda one, other: one + other, spans)


def mean(spans: Sequence[Span]) -> Span:
    """The mean of all operands."""
    total, count = add(spans), Decimal(len(spans))
    return Span(total.low / count, total.high / count)


def total_of(numbers: Sequence[Number]) -> Check:
    """The check of a total by its parts."""
    return Check(tuple(numbers), add, " + ".join("{}" for _ in numbers))


def mean_of(numbers: Sequence[Number]) -> Check:
    """The check of a mean by what it is the mean of."""
    return Check(tuple(numbers), mean, "(" + " + ".join("{}" for _ in numbers) + f") / {len(numbers)}")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that add up."""
    for low, depth, trigger in _triggers(sentence):
        marks = _inside(sentence, [mark for mark in sentence.marks if mark.at >= low], low, depth)
        outer = depth - 1 if trigger == "(" else depth
        totals = [mark for mark in reversed(sentence.marks) if mark.at < low and mark.depth <= outer]
        totals = _clause(sentence, totals, low)
        if trigger == "some":
            yield from _some(sentence, totals, marks)
        else:
            yield from _whole(sentence, totals, marks, sure=trigger == "all")
    yield from _together(sentence)


def _triggers(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Where parts begin: (place, depth of the parts, "all", "some", "(" or ":")."""
    text = sentence.text
    found = [(match.end(), "all") for match in _ALL.finditer(text)] + [
        (match.end(), "some") for match in _SOME.finditer(text)
    ]
    found += [(match.end(), match[0]) for match in re.finditer(r"[(:]", text)]
    result = []
    pairs = brackets(text)
    closed = {low for low, _ in pairs}
    for place, kind in sorted(found):
        if kind == "(" and place - 1 not in closed:
            continue
        depth = sum(1 for low, high in pairs if low < place <= high)
        follows = text[place:]
        if kind in "(:" and (
            _SOME_STARTS.search(follows) or _ALL.match(follows.lstrip()) or _SOME.match(follows.lstrip())
        ):
            continue
        result.append((place, depth, kind))
    return result


def _clause(sentence: Sentence, totals: Sequence[Mark], low: int) -> list[Mark]:
    """The possible totals: quantities of the same clause before the parts, nearest first."""
    found = []
    for mark in totals:
        if ";" in sentence.text[mark.at : low]:
            break
        if mark.symbol in "QP" and "/" not in mark.number.unit and mark.number.unit not in DURATIONS:
            found.append(mark)
    return found[:4]


def _inside(sentence: Sentence, marks: Sequence[Mark], low: int, depth: int) -> list[Mark]:
    """The figures of the list that begins at a place: to the closing bracket, else to the next "trong đó"."""
    text = sentence.text
    end = min((high for start, high in brackets(text) if start < low <= high), default=len(text))
    if match := _SOME.search(text, low):
        end = min(end, match.start())
    return [mark for mark in marks if mark.at < end and mark.depth == depth]


def parts_for(sentence: Sentence, total: Mark, marks: Sequence[Mark], *, strict: bool = False) -> Parts | None:
    """Those figures of a list that can be parts of the total, and where the list may end; None without two."""
    kept = [
        mark
        for mark in marks
        if mark.symbol == total.symbol and _unit_fits(total.number.unit, mark.number.unit, strict=strict)
        and not is_step(sentence, mark) and not is_prior(sentence, mark, dated=False) and not is_target(sentence, mark)
    ]  # fmt: skip
    if len(kept) < 2:
        return None
    ends = [len(kept)]
    for index in range(2, len(kept)):
        words = sentence.between(kept[index - 1], kept[index])
        if ";" in words or _NEW.search(words) or (not kept[index].number.unit and kept[index - 1].number.unit):
            ends.append(index)
    return Parts(tuple(kept), tuple(ends))


def _unit_fits(total: str, part: str, *, strict: bool) -> bool:
    if strict:
        return total == part or not part or part.startswith(total + " ") or (total in MEASURES and alike(total, part))
    return alike(total, part)


def _whole(sentence: Sentence, totals: Sequence[Mark], marks: Sequence[Mark], *, sure: bool) -> Iterator[Claim]:
    """A total whose parts are all told."""
    failed: tuple[Mark, Outcome] | None = None
    for total in totals:
        if total.symbol == "P" and not _MEAN.search(sentence.text[: total.at]):
            continue
        parts = parts_for(sentence, total, marks)
        if parts is None:
            continue
        outcome = assess(sentence, total, parts)
        if outcome is None:
            continue
        if outcome.verdict is not Verdict.INCONSISTENT:
            yield claim(sentence, total.number, "average" if total.symbol == "P" else "total", outcome)
            return
        if failed is None and _plausible(total, outcome, sure=sure):
            failed = total, outcome
    if failed:
        kind = "average" if failed[0].symbol == "P" else "total"
        yield claim(sentence, failed[0].number, kind, failed[1])


def assess(sentence: Sentence, total: Mark, parts: Parts) -> Outcome | None:
    """The outcome of the list of parts that explains the total best; None where the figures are no parts."""
    averaged = _MEAN.search(lead(sentence, total)) is not None or total.symbol == "P"
    make = mean_of if averaged else total_of
    checks = [make([mark.number for mark in parts.marks[:end]]) for end in parts.ends]
    return best(total.number, checks)


def _plausible(total: Mark, outcome: Outcome, *, sure: bool) -> bool:
    """True where parts that do not add up can be meant as parts: their sum is not far off."""
    if total.number.bound or not total.number.value:
        return False
    share = outcome.expected / total.number.value
    return Decimal("0.3") <= share <= 3 if sure else Decimal("0.5") < share < 2


def _some(sentence: Sentence, totals: Sequence[Mark], marks: Sequence[Mark]) -> Iterator[Claim]:
    """Parts after "trong đó", which need not be all: each at most the whole; those that exclude each other at most in sum."""
    for total in totals:
        if total.symbol != "Q" or total.number.bound or is_step(sentence, total):
            continue
        near = [mark for mark in marks if ";" not in sentence.between(total, mark)]
        parts = [
            mark
            for mark in near
            if mark.symbol == "Q" and mark.number.unit and _unit_fits(total.number.unit, mark.number.unit, strict=True)
            and verb_of(sentence, mark) not in (Verb.UP, Verb.DOWN, Verb.OVER) and not is_prior(sentence, mark) and not is_target(sentence, mark)
        ]  # fmt: skip
        if not parts or not total.number.unit:
            continue
        for part in parts:
            if (
                part.number.value > total.number.value
                and not part.number.bound
                and _first_clause(sentence, parts, part)
            ):
                outcome = Outcome(
                    Verdict.INCONSISTENT, total.number.value, Check((total.number,), lambda spans: spans[0], "{}")
                )
                yield at_most(sentence, part, total, outcome)
                return
        whole = parts_for(sentence, total, marks, strict=True)
        if whole:
            summed = assess(sentence, total, whole)
            if summed and summed.verdict is not Verdict.INCONSISTENT:
                yield claim(sentence, total.number, "total", summed)
                return
            labels = {word for mark in whole.marks for word in _EXCLUSIVE.findall(_label(sentence, mark))}
            if summed and len(labels) >= 2 and total.number.value < summed.expected < total.number.value * 2:
                yield claim(sentence, total.number, "total", summed)
        return


def _first_clause(sentence: Sentence, parts: Sequence[Mark], part: Mark) -> bool:
    return part is parts[0] or not _NEW.search(sentence.between(parts[0], part))


def _label(sentence: Sentence, mark: Mark) -> str:
    """The words around a part."""
    return lead(sentence, mark) + " " + _SEPARATOR.split(sentence.after(mark))[0]


def at_most(sentence: Sentence, part: Mark, total: Mark, outcome: Outcome) -> Claim:
    """The claim on a part that is larger than its whole."""
    number = part.number
    formula = compared(number, total.number)
    return Claim(
        place_of(sentence, number.start, number.end), excerpt(sentence, number.start, number.end), "part", outcome.verdict,
        (number.value / number.scale, total.number.value / total.number.scale), formula, total.number.value / total.number.scale,
        number.value / number.scale, vi=f"{formula}: phần lớn hơn tổng", en=f"{formula}: the part is larger than the whole",
    )  # fmt: skip


def _together(sentence: Sentence) -> Iterator[Claim]:
    """`20 lớp A và 12 lớp B, tổng cộng 32 lớp`: the total comes last."""
    for match in _TOGETHER.finditer(sentence.text):
        total = sentence.at(match.end() - 1)
        before = [
            mark for mark in sentence.marks[: total.rank]
            if mark.symbol == "Q" and mark.depth == total.depth and ";" not in sentence.between(mark, total)
        ]  # fmt: skip
        parts = parts_for(sentence, total, before, strict=True)
        if parts is None:
            continue
        outcome = judge(total.number, total_of([mark.number for mark in parts.marks]))
        if outcome.verdict is not Verdict.INCONSISTENT or _plausible(total, outcome, sure=False):
            yield claim(sentence, total.number, "total", outcome)


def listed(sentence: Sentence, totals: Sequence[Mark], lists: Sequence[tuple[Sentence, Mark]]) -> Iterator[Claim]:
    """A total before a colon whose parts are the bullets below: `lists` has the first figures of each."""
    for total in totals:
        kept = [
            mark
            for _, mark in lists
            if mark.symbol == total.symbol == "Q" and alike(total.number.unit, mark.number.unit)
        ]
        if len(kept) < 2 or len(kept) < len(lists):
            continue
        outcome = judge(total.number, total_of([mark.number for mark in kept]))
        if outcome.verdict is not Verdict.INCONSISTENT or _plausible(total, outcome, sure=False):
            yield claim(sentence, total.number, "total", outcome)
            return


def noted(sentence: Sentence, place: int, note: Sequence[Sentence]) -> Iterator[Claim]:
    """The figures before a note's reference, by what the note tells of them."""
    totals = [mark for mark in reversed(sentence.marks) if mark.at < place and mark.symbol in "QP"]
    totals = _clause(sentence, totals, place)[:3]
    failed: tuple[Mark, Outcome] | None = None
    for total in totals:
        found = _by_note(sentence, total, note)
        if found is None:
            continue
        kind = "average" if total.symbol == "P" else "total"
        if found.verdict is not Verdict.INCONSISTENT:
            yield claim(sentence, total.number, kind, found)
        elif failed is None and _near(total, found):
            failed = total, found
    if failed and not _told(failed[0], note):
        yield claim(sentence, failed[0].number, "average" if failed[0].symbol == "P" else "total", failed[1])


def _told(total: Mark, note: Sequence[Sentence]) -> bool:
    """True where the note repeats the figure itself."""
    return any(mark.number.value == total.number.value for each in note for mark in each.marks)


def _near(total: Mark, outcome: Outcome) -> bool:
    share = outcome.expected / total.number.value if total.number.value else Decimal(0)
    return not total.number.bound and Decimal("0.6") < share < Decimal("1.6")


def _by_note(sentence: Sentence, total: Mark, note: Sequence[Sentence]) -> Outcome | None:
    kept = []
    for each in note:
        marks = [mark for mark in each.marks if mark.depth == 0]
        cut = _SOME.search(each.text)
        if cut:
            marks = [mark for mark in marks if mark.at < cut.start()]
        kept += [
            mark for mark in marks
            if mark.symbol == total.symbol and alike(total.number.unit, mark.number.unit) and not is_step(each, mark)
            and not is_target(each, mark) and not is_prior(each, mark, dated=False)
        ]  # fmt: skip
    if len(kept) < 2 or (total.symbol == "P" and not _MEAN.search(sentence.text[max(0, total.at - 80) : total.at])):
        return None
    counted = is_counted(total.number.unit)
    if not total.number.unit and counted and any(mark.number.unit for mark in kept):
        return None
    numbers = [mark.number for mark in kept]
    return judge(total.number, mean_of(numbers) if total.symbol == "P" else total_of(numbers))
