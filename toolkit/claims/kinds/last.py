"""The total that comes last: `20 lớp A và 12 lớp B, tổng cộng 32 lớp`; `xã A 14 tỷ; xã B 22 tỷ; cộng 36 tỷ`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from toolkit.claims.binding.clauses import lead
from toolkit.claims.binding.lists import is_prior_or_target, scaled
from toolkit.claims.binding.roles import is_step
from toolkit.claims.binding.slips import credible, is_slip
from toolkit.claims.binding.summing import halves, total_of, unit_fits
from toolkit.claims.binding.verify import Outcome, best, claim, judge
from toolkit.claims.model import Claim, Verdict
from toolkit.claims.numbers.normal import pattern
from toolkit.claims.numbers.sketch import Mark, Sentence
from toolkit.claims.numbers.units import DURATIONS, dimension, is_counted

_TOGETHER = pattern(
    r"(?:(?<![^\W_])(?:(?<!trên )(?<!trong )tổng cộng|cộng chung|tất cả|(?<=với )tổng số(?= Q)|(?<=[;,] )tổng(?: số)?(?= (?:[^\W\dA-Z_]+ ){0,2}Q)|(?P<named>(?<=; )tổng số(?= tiền| vốn| kinh phí)(?: [^\W\dA-Z_]+){0,6}?)|(?P<so>(?<=như vậy )tổng(?: số)?(?: [^\W\dA-Z_]+){1,5}? là)|(?<=[;,] )tổng(?: số)? (?P<head>[^\W\dA-Z_]+)(?: [^\W\dA-Z_]+){0,4}?|tổng số(?: [^\W\dA-Z_]+){1,5} và(?: [^\W\dA-Z_]+){1,5} là|(?<=[;,] )tổng số(?: [^\W\dA-Z_]+){1,6}? là|tổng số là|tổng là|cộng lại|cả (?:hai|ba|bốn|Q)(?: [^\W\dA-Z_]+)? (?:là|có))|(?:(?<=[,;(] )|(?<=\())cộng(?! tác| đồng| hòa| với))(?: [^\W\dA-Z_]+){0,5}:? Q"
)
_PERIODS = pattern(
    r"(?<=[;,] )(?:cả|lũy kế|cộng|tính chung|Y tháng|sáu tháng|chín tháng)(?: (?:năm|nhiệm kỳ|giai đoạn|hai|ba|bốn|Y|Q|quý|tháng|đợt|vụ)){0,3}(?: [^\W\dA-Z_]+){0,4}:? Q"
)
_MONTHS = pattern(r"(?:Y|sáu|chín) tháng")
_ALONE = pattern(r"\((?:tổng cộng|cộng|tổng số|tổng|tất cả|cả thảy)(?: [^\W\dA-Z_]+){0,4}:? $")
_DIVIDED = pattern(r";(?: [^\W\dA-Z_]+| Y){0,4} ?$")
_BEHIND = pattern(r"\([^()]*,[^()]*\),? (?:với )?(?:tổng cộng|cộng|tổng số|tổng)(?: [^\W\dA-Z_]+){0,4}:? $")
_PLAIN = pattern(r"(?: (?!(?:trong|trên)(?![^\W_]))[^\W\dA-Z_]+){0,3}:? ")
_PERIOD = pattern(r"(?<![^\W_])(?:(?:quý|đợt|vụ|kỳ) (?:[ivx]+|X|một|hai|ba|bốn|đầu|cuối)(?![^\W_])|tháng|Y|6 tháng)")
_FULL = pattern(r"(?<![^\W_])(?:quý (?:iv|bốn)|cả (?:hai|ba|bốn|Y|Q))")
_HALF, _QUARTERS = pattern(r"(?<![^\W_])quý (?:ii|X|hai)(?![^\W_])"), 2
_SUM = pattern(r"(?:tổng cộng|cộng chung|cộng lại|(?<![^\W_])cộng)")
_TOTAL = pattern(r"(?<![^\W_])tổng(?![^\W_])")
_SUMMED = pattern(r"cộng|tổng số")
_TWO = pattern(r" và |^[^,]*, [^,]*$")
_OPENS = re.compile(r"[:(]|(?<![^\W\d_])(?:gồm|trong đó)(?![^\W\d_])")


def find(sentence: Sentence) -> Iterator[Claim]:
    """The totals of the sentence that stand behind their parts."""
    yield from _of_periods(sentence)
    yield from _of_series(sentence)
    for match in _TOGETHER.finditer(sentence.text):
        told = sentence.at(match.end() - 1)
        total = _told_behind(sentence, told)
        divided = _DIVIDED.search(sentence.text[: match.start()]) is not None
        before = [mark for mark in _told(sentence, total) if mark.rank < told.rank]
        alone = _ALONE.search(sentence.text[: total.at]) is not None
        if alone:  # "giáo dục 3.412,5; y tế 286,4 (cộng 3.698,9 triệu đồng)"
            before = [scaled(each, total) for each in before]
            divided = divided or ";" in sentence.text[: match.start()]
        choices, whole = _by_clause(sentence, before, total) if divided else ([], False)
        if not choices or _all_in_clause(sentence, before, total):
            choices, whole = _in_clause(sentence, before, total, allowed=int(divided)), False
        if not choices:
            continue
        alike = [mark for mark in before if f"{total.number.unit} ".startswith(f"{mark.number.unit} ")]
        choices = [*choices, *([alike] if len(alike) > 1 and alike not in choices else ())]
        everything = (
            [before]
            if ";" in sentence.text[: match.start()]
            and _SUM.search(match[0])
            and all(mark.number.exact for mark in before)
            else []
        )
        wider = [*choices, *everything]
        outcome = best(total.number, [total_of([mark.number for mark in marks]) for marks in wider])
        if outcome is None:
            continue
        totals = not _SUMMED.search(match[0]) and any(_TOTAL.search(lead(sentence, mark)) for mark in choices[0])
        if outcome.verdict is Verdict.INCONSISTENT and totals:
            continue  # "tổng huy động vốn 168.800 tỷ đồng, tổng dư nợ 111.900 tỷ đồng" are two totals
        if outcome.verdict is Verdict.INCONSISTENT and any(
            mark.number.value == total.number.value or _unlike(total, mark) for mark in choices[0]
        ):
            continue  # "22 trong 27 dự án …, tổng cộng 22 dự án này" tells one of them again
        if outcome.verdict is Verdict.INCONSISTENT and _apart(sentence, total, choices[0], outcome):
            continue
        share = outcome.share_of(total.number)
        sure = whole or (_SUM.search(match[0]) and all(len(each) == len(choices[0]) for each in choices))
        same = all(mark.number.unit == total.number.unit != "" for mark in choices[0])
        low, high = (Decimal("0.25"), 4) if same and _SUMMED.search(match[0]) else (Decimal("0.5"), 2)
        if match["head"] and not _of_head(sentence, choices[0], match["head"]):
            continue
        loose = match["named"] or match["head"] or match["so"] or alone
        if loose and outcome.verdict is Verdict.INCONSISTENT and not credible(total.number, outcome):
            continue
        below = same and any(mark.number.value > total.number.value for mark in choices[0]) and not total.number.bound
        near = below or (not total.number.bound and (low < share < high or is_slip(total.number, outcome.check)))
        if outcome.verdict is not Verdict.INCONSISTENT or sure or near:
            yield claim(sentence, total.number, "total", outcome)


def _apart(sentence: Sentence, total: Mark, parts: Sequence[Mark], outcome: Outcome) -> bool:
    """True for figures that are a whole by themselves, or that a total far from their sum does not count: "18 công ty, 22 cá nhân, tổng cộng 82 khoản vay"."""
    if parts[0].number.value == sum(mark.number.value for mark in parts[1:]):
        return True
    foreign = all(mark.number.unit and mark.number.unit != total.number.unit for mark in parts)
    foreign = foreign or any(_unlike(total, mark) for mark in parts)
    apart = foreign or _MORE.search(sentence.between(parts[0], total)) is not None
    return apart and not credible(total.number, outcome)


_MORE = pattern(r"…|\.\.\.|(?<![^\W_])mỗi(?![^\W_])")  # what is not told, or told of each


def _unlike(total: Mark, part: Mark) -> bool:
    """True where a part bears a unit that is measured otherwise than the total: ha of đồng."""
    return bool(part.number.unit and total.number.unit) and dimension(part.number.unit) != dimension(total.number.unit)


def _of_head(sentence: Sentence, parts: list[Mark], head: str) -> bool:
    """True where all parts bear the noun of a total, or the first of three or more of one unit does."""
    bearing = [_is_of(sentence, mark, head) for mark in parts]
    return all(bearing) or (bearing[0] and len(parts) > _PARTS and len({mark.number.unit for mark in parts}) == 1)


_PARTS, _FEW = 2, 30


def _is_of(sentence: Sentence, part: Mark, head: str) -> bool:
    """True where a part bears the noun of the total: "chi đầu tư 2.150 tỷ đồng, chi khác 310 tỷ đồng; tổng chi ngân sách"."""
    return f"{part.number.unit} ".startswith(f"{head} ") or head in lead(sentence, part).split()


def _of_series(sentence: Sentence) -> Iterator[Claim]:
    """`4 quý lần lượt là 520, 610, 585 và 645 tỷ đồng, cả năm 2.360 tỷ đồng`."""
    for match in _SERIES.finditer(sentence.text):
        total = sentence.at(match.end() - 1)
        parts = [mark for mark in sentence.marks if match.start("series") <= mark.at < match.end("series")]
        unit = parts[-1].number
        numbers = [
            replace(mark.number, value=mark.number.value * unit.scale, scale=unit.scale, unit=unit.unit) if not mark.number.unit and mark.number.scale == 1 else mark.number
            for mark in parts
        ]  # fmt: skip
        if all(number.unit == total.number.unit for number in numbers) and not total.number.bound:
            outcome = judge(total.number, total_of(numbers))
            if outcome.verdict is not Verdict.INCONSISTENT or credible(total.number, outcome):
                yield claim(sentence, total.number, "total", outcome)


_SERIES = pattern(
    r"lần lượt (?:là|đạt|được)? ?(?P<series>Q(?:[,;] Q)*(?:[,;]? và Q))(?: [^\W\dA-Z_]+){0,3}[,;] (?:cộng dồn|cả|tổng|cộng|tính chung|lũy kế)(?: (?!Q)(?:[^\W\dA-Z_]+|Y)){0,4} Q"
)


def _told_behind(sentence: Sentence, total: Mark) -> Mark:
    """The figure behind "hai đối tượng", "ba nguồn", which only say how many are added up."""
    after = sentence.marks[total.rank + 1] if total.rank + 1 < len(sentence.marks) else None
    few = total.number.in_words or (total.number.exact and total.number.value <= _FEW)
    counting = few and after is not None and after.symbol == "Q" and not after.number.in_words
    return after if counting and after and _PLAIN.fullmatch(sentence.between(total, after)) else total


def _all_in_clause(sentence: Sentence, before: list[Mark], total: Mark) -> bool:
    """True where the clause before a total tells two figures of its unit, and no other clause does."""
    named = [mark for mark in before if mark.number.unit == total.number.unit != ""]
    return (
        len(named) > 1
        and all(sentence.between(mark, total).count(";") == 1 for mark in named)
        and len(named) < len(before)
    )


def _of_periods(sentence: Sentence) -> Iterator[Claim]:
    """`quý I 201 cuộc, quý II 97 cuộc; cả hai quý 298 cuộc`: figures that periods lead to, and that of all of them."""
    for match in _PERIODS.finditer(sentence.text):
        total = sentence.at(match.end() - 1)
        before = _told(sentence, total)
        parts = [
            mark for mark in before if _PERIOD.search(lead(sentence, mark)) and mark.number.unit == total.number.unit
        ]
        years = any(mark.symbol == "Y" for mark in sentence.marks[: parts[-1].rank]) if parts else False
        if _MONTHS.match(match[0]) and years:
            continue  # "năm 2023 là …, 6 tháng năm 2024 là …" is a series
        if len(parts) < 2 or len(parts) != sum(mark.number.unit == total.number.unit for mark in before):
            continue
        outcome = judge(total.number, total_of([mark.number for mark in parts]))
        half = _HALF.search(lead(sentence, parts[-1])) and len(parts) == _QUARTERS and _MONTHS.match(match[0])
        full = half or _FULL.search(lead(sentence, parts[-1])) or _FULL.search(match[0])
        share = outcome.share_of(total.number)
        near = Decimal("0.3") < share < 3 if full else Decimal("0.75") < share
        if outcome.verdict is not Verdict.INCONSISTENT or near:
            yield claim(sentence, total.number, "total", outcome)


def _told(sentence: Sentence, total: Mark) -> list[Mark]:
    """The figures before a total on its level that may be parts of something."""
    unfit = halves(sentence)
    words = sentence.text[: total.at]
    level = total.depth - 1 if _ALONE.search(words) else total.depth + 1 if _BEHIND.search(words) else total.depth
    return [
        mark for mark in sentence.marks[: total.rank]
        if mark.symbol == "Q" and mark.number.unit not in DURATIONS and mark.depth == level and mark.rank not in unfit and not is_step(sentence, mark)
        and not is_prior_or_target(sentence, mark, total, dated=False)
    ]  # fmt: skip


def _by_clause(sentence: Sentence, before: list[Mark], total: Mark) -> tuple[list[list[Mark]], bool]:
    """The first part of each clause between semicolons, from every clause on; whether no clause is without one."""
    parts: list[Mark] = []
    start, whole = 0, True
    ends = [at for at, char in enumerate(sentence.text[: total.at]) if char == ";"]
    ends += [total.at] if ends and any(mark.at > ends[-1] for mark in before) else []
    for end in ends:
        inside = [
            mark
            for mark in before
            if start <= mark.at < end and unit_fits(total.number.unit, mark.number.unit, strict=False)
        ]
        if inside:
            whole &= all(mark.number.unit != inside[0].number.unit for mark in inside[1:])
            parts.append(inside[0])
        elif parts:
            whole = False
        start = end + 1
    whole &= len({mark.number.unit for mark in (*parts, total)}) == 1
    return [parts[start:] for start in range(len(parts) - 1)], whole


def _in_clause(sentence: Sentence, before: list[Mark], total: Mark, *, allowed: int) -> list[list[Mark]]:
    """The lists that end just before a total in its clause, the longest last."""
    near = [
        mark
        for mark in before
        if is_counted(total.number.unit) == is_counted(mark.number.unit or total.number.unit)
        and sentence.between(mark, total).count(";") <= allowed
    ]
    alike = [mark for mark in near if unit_fits(total.number.unit, mark.number.unit, strict=True)]
    if len(alike) < 2:
        alike = near if len(near) >= 2 and _TWO.search(sentence.between(*near[-2:])) else []
    if len(alike) < 2:
        return []
    starts = [
        index for index, (one, other) in enumerate(pairwise(alike), start=1)
        if index < len(alike) - 1 and _OPENS.search(sentence.between(one, other))
    ]  # fmt: skip
    return [alike, *(alike[start:] for start in starts)]
