"""Totals and their parts: in the sentence, in brackets, after a colon, in the list below, in the note referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from toolkit.claims import rest
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.normal import pattern
from toolkit.claims.roles import following, is_prior, is_step, is_target, lead, reaches
from toolkit.claims.sketch import Mark, Sentence, brackets, fractions
from toolkit.claims.slips import is_slip
from toolkit.claims.some import some
from toolkit.claims.summing import halves, mean_of, total_of, unit_fits
from toolkit.claims.units import DURATIONS
from toolkit.claims.verify import Outcome, best, claim, judge

_ALL = pattern(
    r"(?<![^\W_])(?:bao gồm|gồm có|gồm|chia ra(?: làm| thành)?|cụ thể(?: là)?|chia theo [^,:;]*|phân theo [^,:;]*|được phân bổ)(?![^\W_])"
)
_TOWARDS = pattern(r"(?<=Q) (?:đối với|của|cho) (?=Q(?: [^\W\dA-Z_]+){0,4} và Q(?! ?/))")
_SOME = pattern(r"(?<![^\W_])(?:trong đó|trong số đó|riêng|nhất là|như|chủ yếu|điển hình (?:là|như))(?![^\W_])")
_SOME_ENDS = pattern(r"(?:trong đó|trong số đó) ?(?:có|là)? ?$")
_SOME_STARTS = pattern(
    r"^ ?(?:trong đó|có|riêng|nhất là|như|so với|chủ yếu|tăng|giảm|đạt|cùng kỳ|chỉ tiêu|kế hoạch|từ)(?![^\W_])"
)
_NEW = pattern(
    r"(?<![^\W_])(?:đạt|tăng|giảm|so với|đồng thời|ngoài ra|bên cạnh|tổng số|tổng cộng|nâng|với|bằng|chiếm|qua đó|tham gia|trị giá|kinh phí|cho|được|từ|trong khi|đến nay|hiện)(?![^\W_])"
)
_MEAN = pattern(r"(?<![^\W_])(?:bình quân|trung bình)(?![^\W_])")
_TOGETHER = pattern(
    r"(?:(?<![^\W_])(?:tổng cộng|cộng chung|tất cả|(?<=[;,] )tổng(?: số)?(?= (?:[^\W\dA-Z_]+ ){0,2}Q)|tổng số(?: [^\W\dA-Z_]+){1,5} và(?: [^\W\dA-Z_]+){1,5} là|tổng số là|tổng là|cộng lại)|(?<=[,;] )cộng)(?: [^\W\dA-Z_]+){0,5}:? Q"
)
_OF = pattern(
    r"(?<![^\W_])(?:trong(?! đó| số đó| số này| khi| quý| tháng| năm| kỳ| tuần| thời| giai| nhiệm| đợt| ngày| vụ| Y)|phân loại|xếp loại|đánh giá|phân tích|khảo sát|quyết toán|phẫu thuật)(?: tổng số| số| tổng)?(?: (?!và |đã |được |do )[^\W\dA-Z_]+){0,3} $"
)
_SUM = pattern(r"tổng cộng|cộng chung|cộng lại")
_LAST = pattern(r"(?:trên|trong) tổng số(?: [^\W\dA-Z_]+){0,4} Q")
_COMMA = pattern(
    r"^(?!.*(?:hình thức|xếp loại|phân loại|kết quả|chia theo|phân theo|theo |cụ thể|gồm|như sau|trong đó|chia ra|là)).*,"
)
_OPENED = pattern(r"^[^;]*; ?(?:trong đó|trong số đó|gồm|bao gồm|cụ thể)[ :,]*$")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a total is told to consist of: the figures, and the shorter lists that may be meant instead."""

    marks: tuple[Mark, ...]
    ends: tuple[int, ...]


def find(sentence: Sentence) -> Iterator[Claim]:
    """The claims of the sentence that add up."""
    for low, depth, trigger in _triggers(sentence):
        marks = _inside(sentence, [mark for mark in sentence.marks if mark.at >= low], low, depth)
        outer = depth - 1 if trigger == "(" else depth
        totals = [mark for mark in reversed(sentence.marks) if mark.at < low and mark.depth <= outer]
        totals = clause(sentence, totals, low) or (_before(sentence, totals) if trigger in _NAMED_LISTS else [])
        if trigger == ":" and totals and _COMMA.search(sentence.text[totals[0].at : low]):
            continue
        if trigger == "some" and not totals and _OPENING.fullmatch(sentence.text[:low]):
            yield from _of_sentence_before(sentence, _tail_of(sentence, low, depth))
        elif trigger == "some":
            yield from some(sentence, totals, _tail_of(sentence, low, depth))
        else:
            yield from _whole(
                sentence, totals, marks, sure=trigger == "all" or _told_at_once(sentence, totals, marks, low)
            )
            if trigger == "(":
                yield from _of_other_things(sentence, totals[:1], marks)
            if trigger == "all":
                yield from _whole(sentence, totals, _bracketed(sentence, marks), sure=False)
    yield from _together(sentence)
    yield from _named(sentence)
    yield from rest.find(sentence)
    yield from _classes(sentence)


def _classes(sentence: Sentence) -> Iterator[Claim]:
    """`743 lượt người; người nghèo 208, trẻ em 174, đối tượng khác 361`: bare figures of which the last tells all others."""
    run: list[Mark] = []
    for mark in [*sentence.marks, None]:
        joined = run and mark and mark.symbol == "Q" and not mark.number.unit and mark.depth == run[-1].depth
        if joined and mark and _ITEM.match(sentence.between(run[-1], mark)):
            run.append(mark)
            continue
        if len(run) > 2 and _ALL_OTHER.search(lead(sentence, run[-1])):
            before = [each for each in reversed(sentence.marks[: run[0].rank]) if each.depth <= run[0].depth]
            yield from some(sentence, _before(sentence, before), run)
        run = [mark] if mark and mark.symbol == "Q" and not mark.number.unit else []


_ALL_OTHER = pattern(r"(?<![^\W_])(?:khác|còn lại|khai trừ|cách chức|yếu|kém|không đạt) $")


def _told_at_once(sentence: Sentence, totals: Sequence[Mark], marks: Sequence[Mark], low: int) -> bool:
    """True for a bracket or a list after a colon that follows its total at once and tells plain figures alone."""
    if not totals or len(marks) < 2 or totals[0].rank + 1 != marks[0].rank or any(mark.symbol != "Q" for mark in marks):
        return False
    return "," not in sentence.text[totals[0].at : low] and all(
        _ITEM.search(sentence.between(*two)) for two in pairwise(marks)
    )


_ITEM = pattern(r"[,;]| và ")


def _of_other_things(sentence: Sentence, totals: Sequence[Mark], marks: Sequence[Mark]) -> Iterator[Claim]:
    """`hỗ trợ 310 hộ (xây mới 214 nhà, sửa 96 nhà)`: parts that count another thing of which there is one for each."""
    units = {mark.number.unit for mark in marks}
    counted = len(marks) > 1 and all(mark.symbol == "Q" and mark.number.exact and mark.number.unit for mark in marks)
    for total in totals:
        if (
            counted
            and len(units) == 1
            and total.number.exact
            and not unit_fits(total.number.unit, *units, strict=False)
        ):
            outcome = judge(total.number, total_of([mark.number for mark in marks]))
            if outcome.verdict is not Verdict.INCONSISTENT or is_slip(total.number, outcome.check):
                yield claim(sentence, total.number, "total", outcome)


def _before(sentence: Sentence, totals: Sequence[Mark]) -> list[Mark]:
    """The possible totals of a list whose own clause has none: what was told before, nearest first."""
    found = [mark for mark in totals if mark.symbol == "Q" and "/" not in mark.number.unit]
    told = [
        mark
        for mark in found
        if not (is_step(sentence, mark) or is_prior(sentence, mark) or is_target(sentence, mark) or mark.depth)
    ]
    kept = [mark for mark in told if mark.number.unit not in DURATIONS][:_FURTHEST]
    return sorted(kept, key=lambda mark: -mark.number.value)


_NAMED_LISTS = ("all", "some")
_FURTHEST = 5  # figures back


def _of_sentence_before(sentence: Sentence, marks: Sequence[Mark]) -> Iterator[Claim]:
    """`Toàn xã có 1.204 hội viên. Trong đó nữ 702, nam 502.`: the total stands in the sentence before."""
    before = sentence.earlier[-1] if sentence.earlier else None
    if before is None or before.passage is not sentence.passage:
        return
    for total in [mark for mark in reversed(before.marks) if mark.symbol == "Q" and not mark.depth][:2]:
        parts = parts_for(sentence, total, marks)
        if parts is None or parts.marks[0].number.value > total.number.value:
            continue
        outcomes = [judge(total.number, total_of([mark.number for mark in parts.marks[:end]])) for end in parts.ends]
        good = [each for each in outcomes if each.verdict is not Verdict.INCONSISTENT]
        slips = [each for each in outcomes if is_slip(total.number, each.check)]
        if good or slips:
            yield claim(before, total.number, "total", (good or slips)[0])
            return


_OPENING = pattern(r" ?(?:trong đó|trong số đó|gồm|bao gồm)[ :,]*")


def _announced(sentence: Sentence, match: re.Match[str]) -> int:
    """How many semicolons may stand before the parts: one where the total begins its clause."""
    return int(sentence.text[: match.start()].rstrip().endswith(";"))


def _named(sentence: Sentence) -> Iterator[Claim]:
    """`Trong 38 đơn vị, có 14 …, 11 … và 6 …`; `96 tốt, 214 khá và 48 yếu trên tổng số 486`."""
    for mark in sentence.marks:
        if mark.symbol == "Q" and not mark.depth and _OF.search(lead(sentence, mark)):
            clear = following(sentence, mark)
            words = sentence.between(mark, clear) if clear else ""
            if clear and not _ALL.search(words) and not _SOME.search(words) and ":" not in words:
                yield from some(
                    sentence, [mark], _inside(sentence, [m for m in sentence.marks if m.at > mark.at], mark.at, 0)
                )
    for match in _LAST.finditer(sentence.text):
        total = sentence.at(match.end() - 1)
        before = [
            mark
            for mark in sentence.marks[: total.rank]
            if mark.depth == total.depth and reaches(sentence, mark, total)
        ]
        if sum(1 for mark in before if mark.symbol == "Q" and mark.number.unit == total.number.unit) >= 2:
            yield from some(sentence, [total], before)


def _triggers(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Where parts begin: (place, depth of the parts, "all", "some", "(" or ":")."""
    text = sentence.text
    found = [(match.end(), "all") for match in _ALL.finditer(text)] + [
        (match.end(), "some") for match in _SOME.finditer(text)
    ]
    found += [(match.end(), "some") for match in _TOWARDS.finditer(text)]
    found += [(match.end(), match[0]) for match in re.finditer(r"[(:]", text)]
    result = []
    pairs = brackets(text)
    closed = {low for low, _ in pairs}
    for place, kind in sorted(found):
        if kind == "(" and place - 1 not in closed:
            kind = ":"
        if kind == ":" and _SOME_ENDS.search(text, 0, place - 1):
            continue
        depth = sum(1 for low, high in pairs if low < place <= high)
        follows = text[place:]
        if kind in "(:" and (
            _SOME_STARTS.search(follows) or _ALL.match(follows.lstrip()) or _SOME.match(follows.lstrip())
        ):
            continue
        result.append((place, depth, kind))
    return result


def _tail_of(sentence: Sentence, low: int, depth: int) -> list[Mark]:
    """The figures after a place on one level, across semicolons, to the next "trong đó"."""
    return _inside(sentence, [mark for mark in sentence.marks if mark.at >= low], low, depth)


def _bracketed(sentence: Sentence, marks: Sequence[Mark]) -> list[Mark]:
    """The figures told in brackets behind the parts of a list: "21 dự án (2.890 tỷ đồng) và 04 dự án (360 tỷ đồng)"."""
    found = []
    for mark in marks:
        after = following(sentence, mark)
        if after is not None and after.depth == mark.depth + 1 and sentence.text[after.at - 1] == "(":
            found.append(after)
    return found if len(found) == len(marks) else []


def clause(sentence: Sentence, totals: Sequence[Mark], low: int) -> list[Mark]:
    """The possible totals: quantities of the same clause before the parts, nearest first."""
    found = []
    measured = {den.rank for num, den in fractions(sentence) if num in totals}
    for mark in totals:
        if mark.rank in measured:
            continue
        if ";" in sentence.text[mark.at : low] and not _OPENED.search(sentence.text[mark.at : low]):
            break
        if (
            mark.symbol in "QP"
            and mark.number.bound not in (">=", "<=")
            and "/" not in mark.number.unit
            and mark.number.unit not in DURATIONS
        ):
            found.append(mark)
    return found[:4]


def _inside(sentence: Sentence, marks: Sequence[Mark], low: int, depth: int) -> list[Mark]:
    """The figures of the list that begins at a place: to the closing bracket, else to the next "trong đó"."""
    text = sentence.text
    end = min((high for start, high in brackets(text) if start < low <= high), default=len(text))
    ends = [match.start() for match in _SOME.finditer(text, low) if _depth_at(sentence, match.start()) <= depth]
    end = min([end, *ends[:1]])
    return [mark for mark in marks if mark.at < end and mark.depth == depth]


def _depth_at(sentence: Sentence, place: int) -> int:
    return sum(1 for low, high in brackets(sentence.text) if low < place <= high)


def parts_for(sentence: Sentence, total: Mark, marks: Sequence[Mark], *, strict: bool = False) -> Parts | None:
    """Those figures of a list that can be parts of the total, and where the list may end; None without two."""
    unfit = halves(sentence)
    kept = [
        mark
        for mark in marks
        if mark.symbol == total.symbol and mark.rank not in unfit and unit_fits(total.number.unit, mark.number.unit, strict=strict)
        and not is_step(sentence, mark) and not is_prior(sentence, mark, dated=False) and not is_target(sentence, mark)
    ]  # fmt: skip
    if len(kept) < 2:
        return None
    ends = [len(kept)]
    for index in range(2, len(kept)):
        words = sentence.between(kept[index - 1], kept[index])
        if ";" in words and ";" not in sentence.between(kept[0], kept[1]):
            kept, ends = kept[:index], [*ends[1:], index]
            break
        if ";" in words or _NEW.search(words) or (not kept[index].number.unit and kept[index - 1].number.unit):
            ends.append(index)
    return Parts(tuple(kept), tuple(ends))


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
        whole = _from_first(parts, marks)
        if failed is None and (
            (whole and _plausible(total, outcome, sure=sure)) or is_slip(total.number, outcome.check)
        ):
            failed = total, outcome
    if failed:
        kind = "average" if failed[0].symbol == "P" else "total"
        yield claim(sentence, failed[0].number, kind, failed[1])


def _from_first(parts: Parts, marks: Sequence[Mark]) -> bool:
    """True where the list begins with a part; where its first figure can be none, others may not be parts either."""
    first = next((mark for mark in marks if mark.symbol == "Q"), None)
    return first is None or first in parts.marks


def assess(sentence: Sentence, total: Mark, parts: Parts) -> Outcome | None:
    """The outcome of the list of parts that explains the total best; None where the figures are no parts."""
    averaged = _MEAN.search(lead(sentence, total)) is not None or total.symbol == "P"
    make = mean_of if averaged else total_of
    checks = [make([mark.number for mark in parts.marks[:end]]) for end in parts.ends]
    outcome = best(total.number, checks)
    if outcome and outcome.verdict is Verdict.INCONSISTENT:
        return min(
            (judge(total.number, check) for check in checks), key=lambda each: abs(each.expected - total.number.value)
        )
    return outcome


def _plausible(total: Mark, outcome: Outcome, *, sure: bool) -> bool:
    """True where parts that do not add up can be meant as parts: their sum is not far off."""
    if total.number.bound not in ("", "ước") or not total.number.value:
        return False
    if is_slip(total.number, outcome.check):
        return True
    share = outcome.expected / total.number.value
    return Decimal("0.3") <= share <= 3 if sure else Decimal("0.5") < share < 2


def _together(sentence: Sentence) -> Iterator[Claim]:
    """`20 lớp A và 12 lớp B, tổng cộng 32 lớp`: the total comes last."""
    for match in _TOGETHER.finditer(sentence.text):
        total = sentence.at(match.end() - 1)
        before = [
            mark for mark in sentence.marks[: total.rank]
            if mark.symbol == "Q" and mark.depth == total.depth and sentence.between(mark, total).count(";") <= _announced(sentence, match)
        ]  # fmt: skip
        parts = parts_for(sentence, total, before, strict=True)
        if parts is None and len(before) >= 2 and re.search(r" và |^[^,]*, [^,]*$", sentence.between(*before[-2:])):
            parts = Parts(tuple(reversed(before)), tuple(range(2, len(before) + 1)))
        if parts is None:
            continue
        outcome = assess(sentence, total, parts)
        sure = _SUM.search(match[0]) is not None and len(before) == len(parts.marks)
        if outcome and (outcome.verdict is not Verdict.INCONSISTENT or sure or _plausible(total, outcome, sure=False)):
            yield claim(sentence, total.number, "total", outcome)
